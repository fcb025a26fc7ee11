"""A file that crm writes for the user is whole, or as it was before."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from crmcli import files
from crmcli.errors import Invalid, NotFound, Unavailable


def _write(path: Path | str, text: str) -> None:
    with files.whole(str(path)) as file:
        file.write(text)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fail(path: str) -> None:
    with files.whole(path) as file:
        file.write("half")
        raise ZeroDivisionError


def test_a_new_file_is_for_its_owner_alone_and_keeps_its_line_ends(home: Path) -> None:
    _write("new.vcf", "a\r\nb\n")
    assert (home / "new.vcf").read_bytes() == b"a\r\nb\n"
    assert stat.S_IMODE((home / "new.vcf").stat().st_mode) == 0o600
    assert _names(home) == ["new.vcf"]


def test_a_file_that_is_replaced_keeps_its_permissions_and_a_link_stays_a_link(home: Path) -> None:
    (home / "old.vcf").write_text("old")
    (home / "old.vcf").chmod(0o644)
    (home / "link.vcf").symlink_to("old.vcf")
    _write("link.vcf", "new")
    assert (home / "link.vcf").is_symlink()
    assert (home / "old.vcf").read_text() == "new"
    assert stat.S_IMODE((home / "old.vcf").stat().st_mode) == 0o644


def test_where_something_goes_wrong_the_file_is_as_before_and_nothing_is_left_beside_it(home: Path) -> None:
    (home / "old.vcf").write_text("old")
    with pytest.raises(ZeroDivisionError):
        _fail("old.vcf")
    assert (home / "old.vcf").read_text() == "old"
    assert _names(home) == ["old.vcf"]


def test_a_folder_a_missing_folder_and_no_name_are_refused(home: Path) -> None:
    (home / "folder").mkdir()
    for path, kind in (("folder", Invalid), ("missing/a.vcf", NotFound), (" ", Invalid)):
        with pytest.raises(kind):
            _write(path, "x")


def test_a_place_that_cannot_be_written_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="No space left"):
        _write("new.vcf", "x")
    assert _names(home) == []


def test_a_pipe_is_written_into(home: Path) -> None:
    os.mkfifo("pipe")
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append((home / "pipe").read_text()))
    reader.start()
    _write("pipe", "through")
    reader.join()
    assert found == ["through"]
    assert stat.S_ISFIFO((home / "pipe").stat().st_mode)
