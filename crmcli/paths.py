"""Where things lie on this machine, computed with os and sys only: a look-up has no time for more.

The folders are the ones that platformdirs names for an application `crm` without an author (a test
compares them); nothing is created here.
"""

from __future__ import annotations

import os
import sys


def default_database() -> str:
    """The path of the database: CRM_DB, else `crm.db` in the platform's folder for data."""
    return os.environ.get("CRM_DB") or os.path.join(data_folder(), "crm.db")


def config_file() -> str:
    """The path of this machine's settings.

    CRM_CONFIG, else `config.toml` in the platform's folder for them.
    """
    return os.environ.get("CRM_CONFIG") or os.path.join(config_folder(), "config.toml")


def backups_folder(database: str) -> str:
    """The folder that holds the backups of a database."""
    return os.path.abspath(database) + ".backups"


def is_of_database(path: str, database: str) -> bool:
    """Whether a path, by whatever name, is the database or one of the files that SQLite and crm keep beside it."""
    target, own = os.path.realpath(os.path.expanduser(path)), os.path.realpath(database)
    if target == own or target.startswith((own + "-", own + ".lock")):
        return True
    try:
        return os.path.samefile(target, own)
    except (OSError, ValueError):
        return False  # one of them is not there


def data_folder() -> str:
    """The folder for the user's data, such as ~/.local/share/crm."""
    return _folder("XDG_DATA_HOME", "~/.local/share")


def config_folder() -> str:
    """The folder for the user's configuration, such as ~/.config/crm."""
    return _folder("XDG_CONFIG_HOME", "~/.config")


def cache_folder() -> str:
    """The folder for what can be made again at any time, such as ~/.cache/crm."""
    folder = _folder("XDG_CACHE_HOME", "~/.cache", "~/Library/Caches")
    return os.path.join(folder, "Cache") if sys.platform == "win32" else folder


def state_folder() -> str:
    """The folder for what should outlive a call and is nobody's data, such as ~/.local/state/crm."""
    return _folder("XDG_STATE_HOME", "~/.local/state")


def _folder(variable: str, unix: str, mac: str = "~/Library/Application Support") -> str:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")
        return os.path.join(base, "crm")
    # The XDG specification wants a relative path ignored: it would move with the folder one happens to
    # stand in.
    base = os.environ.get(variable, "").strip()
    if not os.path.isabs(base):
        base = os.path.expanduser(mac if sys.platform == "darwin" else unix)
    return os.path.join(base, "crm")
