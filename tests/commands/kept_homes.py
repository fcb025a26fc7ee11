"""Homes that several tests begin with: filled once in a run by calls of crm, and copied for every other test."""

from __future__ import annotations

import inspect
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

Fill = Callable[..., None]


class _Kept(NamedTuple):
    """All files of a home, the folders they lie in, and the moment at which crm was left."""

    folders: dict[str, int]  # with their modes
    files: dict[str, tuple[bytes, os.stat_result]]
    now: str


def made_once(fill: Fill) -> Fill:
    """Below `@pytest.fixture`: what the fixture does in the home is done once, and the home then copied.

    It must do the same each time, leave nothing but files in the home and the clock of crm, and return nothing.
    """
    kept: list[_Kept] = []

    def filled(**fixtures: Any) -> None:
        home: Path = fixtures["home"]
        if kept:
            _put_back(home, kept[0])
            fixtures["monkeypatch"].setenv("CRM_NOW", kept[0].now)
            return
        fill(**{name: value for name, value in fixtures.items() if name in wanted})
        kept.append(_taken(home))

    wanted = inspect.signature(fill).parameters
    missing = [name for name in ("home", "monkeypatch") if name not in wanted]
    added = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in missing]
    filled.__name__, filled.__doc__, filled.__module__ = fill.__name__, fill.__doc__, fill.__module__
    filled.__signature__ = inspect.Signature([*wanted.values(), *added])  # type: ignore[attr-defined]
    return filled


def _taken(home: Path) -> _Kept:
    found = sorted(home.rglob("*"))
    return _Kept(
        {str(path.relative_to(home)): path.stat().st_mode for path in found if path.is_dir()},
        {str(path.relative_to(home)): (path.read_bytes(), path.stat()) for path in found if path.is_file()},
        os.environ["CRM_NOW"],
    )


def _put_back(home: Path, kept: _Kept) -> None:
    for path in home.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    for name, mode in kept.folders.items():
        (home / name).mkdir()
        (home / name).chmod(mode & 0o777)
    for name, (content, status) in kept.files.items():
        path = home / name
        path.write_bytes(content)
        path.chmod(status.st_mode & 0o777)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
