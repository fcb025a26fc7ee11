"""Editors for tests: each time one is opened it does the next thing it was told, and notes what it was shown."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

_SCRIPT = """\
import os, pathlib, sys
here = pathlib.Path({here!r})
path = pathlib.Path(sys.argv[1])
number = len(list(here.glob("seen-*")))
(here / f"seen-{{number}}").write_bytes(path.read_bytes())
(here / "place").write_text(f"{{path}} {{path.stat().st_mode & 0o777:o}} {{path.parent.stat().st_mode & 0o777:o}}")
exec((here / f"do-{{number}}").read_text() if (here / f"do-{{number}}").exists() else "")
"""


class Editor:
    """An editor that does one thing after the other; `seen` are the texts it was opened with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        script = folder / "editor.py"
        script.write_text(_SCRIPT.format(here=str(folder)))
        self.command = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"

    def will(self, *steps: str) -> None:
        """What it does from now on, a step each time it is opened: Python over `path`, or nothing."""
        for place, step in enumerate(steps, start=len(self.seen)):
            (self._folder / f"do-{place}").write_text(step)

    @property
    def seen(self) -> list[str]:
        """The texts that it was opened with."""
        return [each.read_text("utf-8") for each in sorted(self._folder.glob("seen-*"))]

    @property
    def place(self) -> tuple[Path, str, str]:
        """The file that it was opened with last, and who may read the file and its folder."""
        path, file, folder = (self._folder / "place").read_text().rsplit(" ", 2)
        return Path(path), file, folder


def replacing(before: str, after: str) -> str:
    """A step that replaces a piece of the text, which must be there, and saves."""
    return (
        f"text = path.read_text('utf-8'); assert {before!r} in text, text; "
        f"path.write_text(text.replace({before!r}, {after!r}, 1), 'utf-8')"
    )
