"""Files written for the user: whole or not at all, and never over another one in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crmcli import saved_files
from crmcli.errors import Conflict, CrmError, Invalid, NotFound


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_new_file_is_for_its_owner_alone_and_nothing_else_is_left(home: Path) -> None:
    saved_files.write("a.bin", b"\x00\xff")
    assert (home / "a.bin").read_bytes() == b"\x00\xff"
    assert (home / "a.bin").stat().st_mode & 0o777 == 0o600
    assert _names(home) == ["a.bin"]


def test_a_file_that_is_there_stays_unless_forced_and_keeps_its_permissions(home: Path) -> None:
    (home / "a").write_bytes(b"old")
    (home / "a").chmod(0o644)
    with pytest.raises(Conflict, match="There is a file a already"):
        saved_files.write("a", b"new")
    assert (home / "a").read_bytes() == b"old"
    saved_files.write("a", b"new", force=True)
    assert ((home / "a").read_bytes(), (home / "a").stat().st_mode & 0o777) == (b"new", 0o644)
    assert _names(home) == ["a"]


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(home: Path) -> None:
    (home / "link").symlink_to(home / "elsewhere")
    with pytest.raises(Conflict):
        saved_files.write("link", b"x")
    assert not (home / "elsewhere").exists()


def test_a_file_that_comes_in_the_meantime_is_not_written_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_files, "check", lambda path, force: (home / "a").write_bytes(b"theirs"))
    with pytest.raises(Conflict):
        saved_files.write("a", b"ours")
    assert (home / "a").read_bytes() == b"theirs"
    assert _names(home) == ["a"]


def test_where_links_cannot_be_made_the_file_is_written_all_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: str, _target: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    saved_files.write("a", b"x")
    with pytest.raises(Conflict):
        saved_files.write("a", b"y")
    assert _names(home) == ["a"]


def test_a_full_disk_leaves_what_was_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "a").write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CrmError, match="a cannot be written: No space left on device"):
        saved_files.write("a", b"new", force=True)
    assert (home / "a").read_bytes() == b"old"
    assert _names(home) == ["a"]


def test_a_place_is_a_file_or_a_name_in_a_folder(home: Path) -> None:
    (home / "out").mkdir()
    assert saved_files.place("", "x.pdf") == "x.pdf"
    assert saved_files.place("out", "x.pdf") == "out/x.pdf"
    assert saved_files.place("out/y.pdf", "x.pdf") == "out/y.pdf"
    assert saved_files.place("~", "x.pdf") == str(home / "x.pdf")
    for missing in ("nowhere/", "nowhere/y.pdf"):
        with pytest.raises(NotFound, match="There is no folder nowhere"):
            saved_files.place(missing, "x.pdf")


def test_what_is_no_file_is_refused(home: Path) -> None:
    with pytest.raises(Invalid, match="/dev/null is not a file"):
        saved_files.write("/dev/null", b"x", force=True)
