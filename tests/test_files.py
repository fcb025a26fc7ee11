"""A file that crm writes for the user is whole, or as it was before."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from crmcli import files
from crmcli.errors import Conflict, Invalid, NotFound, Unavailable


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


def test_a_file_that_holds_the_same_already_is_left_alone(home: Path) -> None:
    for before, is_left in ((b"a\r\nb\n", True), (b"a\nb\n", False), (b"a\r\nc\n", False)):
        (home / "old.ics").write_bytes(before)
        (home / "old.ics").chmod(0o444)
        known = (home / "old.ics").stat()
        _write("old.ics", "a\r\nb\n")
        now = (home / "old.ics").stat()
        assert ((now.st_ino, now.st_mtime_ns) == (known.st_ino, known.st_mtime_ns)) == is_left
        assert (home / "old.ics").read_bytes() == b"a\r\nb\n"
        assert _names(home) == ["old.ics"]


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


def test_a_pipe_that_has_no_name_but_a_number_is_written_into(home: Path) -> None:
    reading, writing = os.pipe()
    _write(f"/dev/fd/{writing}", "through")
    os.close(writing)
    with os.fdopen(reading) as file:
        assert file.read() == "through"


def test_the_home_is_known_by_its_sign_and_a_folder_is_made_where_that_is_wanted(home: Path) -> None:
    _write("~/a", "x")
    assert (home / "a").read_text() == "x"
    with files.whole("new/er/b", with_folder=True) as file:
        file.write("y")
    assert (home / "new/er/b").read_text() == "y"
    with pytest.raises(NotFound, match="There is no folder c/"):
        _write("c/", "z")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_call_that_is_ended_from_outside_leaves_nothing_behind(home: Path, number: signal.Signals) -> None:
    (home / "old").write_text("old")
    ending = f"import os\nfrom crmcli import files\nwith files.whole('old') as file:\n os.kill(os.getpid(), {number})"
    assert subprocess.run([sys.executable, "-c", ending], check=False).returncode == -number
    assert (home / "old").read_text() == "old"
    assert _names(home) == ["old"]


def test_a_new_file_of_bytes_is_for_its_owner_alone_and_nothing_else_is_left(home: Path) -> None:
    files.write("a.bin", b"\x00\xff")
    assert (home / "a.bin").read_bytes() == b"\x00\xff"
    assert (home / "a.bin").stat().st_mode & 0o777 == 0o600
    assert _names(home) == ["a.bin"]


def test_a_file_that_is_there_stays_unless_forced_and_keeps_its_permissions(home: Path) -> None:
    (home / "a").write_bytes(b"old")
    (home / "a").chmod(0o644)
    with pytest.raises(Conflict, match="There is a file a already"):
        files.write("a", b"new")
    assert (home / "a").read_bytes() == b"old"
    files.write("a", b"new", force=True)
    assert ((home / "a").read_bytes(), (home / "a").stat().st_mode & 0o777) == (b"new", 0o644)
    assert _names(home) == ["a"]


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(home: Path) -> None:
    (home / "link").symlink_to(home / "elsewhere")
    with pytest.raises(Conflict):
        files.write("link", b"x")
    assert not (home / "elsewhere").exists()


def test_a_file_that_comes_in_the_meantime_is_not_written_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "check", lambda path, force: (home / "a").write_bytes(b"theirs"))
    with pytest.raises(Conflict):
        files.write("a", b"ours")
    assert (home / "a").read_bytes() == b"theirs"
    assert _names(home) == ["a"]


def test_where_links_cannot_be_made_the_file_is_written_all_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: str, _target: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    files.write("a", b"x")
    with pytest.raises(Conflict):
        files.write("a", b"y")
    assert _names(home) == ["a"]


def test_a_full_disk_leaves_what_was_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "a").write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Unavailable, match="a cannot be written: No space left on device"):
        files.write("a", b"new", force=True)
    assert (home / "a").read_bytes() == b"old"
    assert _names(home) == ["a"]


def test_a_place_is_a_file_or_a_name_in_a_folder(home: Path) -> None:
    (home / "out").mkdir()
    assert files.place("", "x.pdf") == "x.pdf"
    assert files.place("out", "x.pdf") == "out/x.pdf"
    assert files.place("out/y.pdf", "x.pdf") == "out/y.pdf"
    assert files.place("~", "x.pdf") == str(home / "x.pdf")
    for missing in ("nowhere/", "nowhere/y.pdf"):
        with pytest.raises(NotFound, match="There is no folder nowhere"):
            files.place(missing, "x.pdf")


def test_what_is_no_file_is_refused(home: Path) -> None:
    with pytest.raises(Invalid, match="/dev/null is not a file"):
        files.write("/dev/null", b"x", force=True)
