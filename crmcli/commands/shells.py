"""Shells: the completion script of each, and where each looks for such scripts. No file of the user's is changed."""

from __future__ import annotations

import os

from crmcli import context, diagnostics, files
from crmcli.errors import Conflict, Usage
from crmcli.i18n import _

KNOWN = ("bash", "zsh", "fish")
_MARK = "made by `crm completion"  # in the first lines of each script


def named(text: str) -> str:
    """The shell that is named, or the one that the user works in. Raises Usage where that is none of ours."""
    name = (text or os.path.basename(os.environ.get("SHELL", ""))).strip().lower()
    if name not in KNOWN:
        raise Usage(
            _("There is no completion for {shell}.").format(shell=name) if name else _("No shell is named."),
            _("crm completion bash, crm completion zsh or crm completion fish."),
        )
    return name


def script(shell: str) -> str:
    """The completion script of a shell."""
    from crmcli.completion_table import FOLDER

    with open(os.path.join(FOLDER, f"crm.{shell}"), encoding="utf-8") as file:
        return file.read()


def install(shell: str, dry_run: bool) -> None:
    """Put the script where the shell looks for it, and say what else it wants. Raises Conflict, and Unavailable
    where that cannot be written."""
    path = place(shell)
    state = _state(path, script(shell))
    if state == "foreign":
        raise Conflict(
            _("{path} is not from crm, and stays as it is.").format(path=path),
            _("Move it away, or put the script somewhere else: crm completion {shell}").format(shell=shell),
        )
    if state != "same" and not dry_run:
        with files.whole(path, with_folder=True) as file:
            file.write(script(shell))
    here = context.current()
    if here.is_json:
        here.output.document({"shell": shell, "path": path, "is_changed": state != "same"})
    elif state == "same":
        here.output.sentence(_("{path} is up to date.").format(path=path))
    else:
        said = _("Would write {path}") if dry_run else _("Wrote {path}")
        here.output.sentence(said.format(path=path))
    diagnostics.narrate(_wants(shell, path))


def place(shell: str) -> str:
    """The file in which a shell looks for the completion of crm."""
    if shell == "fish":
        return os.path.join(_base("XDG_CONFIG_HOME", "~/.config"), "fish", "completions", "crm.fish")
    data = _base("XDG_DATA_HOME", "~/.local/share")
    if shell == "zsh":
        return os.path.join(data, "zsh", "site-functions", "_crm")
    return os.path.join(data, "bash-completion", "completions", "crm")


def _base(variable: str, default: str) -> str:
    given = os.environ.get(variable, "").strip()
    return given if os.path.isabs(given) else os.path.expanduser(default)


def _state(path: str, wanted: str) -> str:
    """Whether the file is missing, the same, an older one of ours, or foreign."""
    if not os.path.lexists(path):
        return "missing"
    try:
        with open(path, encoding="utf-8") as file:
            there = file.read()
    except (OSError, UnicodeError):
        return "foreign"
    return "same" if there == wanted else "older" if _MARK in there[:300] else "foreign"


def _wants(shell: str, path: str) -> str:
    if shell == "fish":
        return _("New fish shells complete crm.")
    if shell == "zsh":
        return _("~/.zshrc has to say, before compinit: fpath=({folder} $fpath)").format(folder=os.path.dirname(path))
    return _("New shells complete crm where bash-completion is there; else ~/.bashrc has to say: source {path}").format(
        path=path
    )
