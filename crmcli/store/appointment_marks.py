"""What a calendar said of an appointment when it was last read: a digest of each field, `due:0a1b… what:… found:1`.

Pure. What is no field: `found` says whether a contact was found for it, which changes without the calendar, `version`
which version of the calendar's it was, `passed` the last day of its rule that was done or skipped by then, `gone` that
its calendar had it no more and it was taken out for that.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIGITS = 10  # hexadecimal ones of each field
_FOUND, _GONE, _PASSED, _VERSION = "found", "gone", "passed", "version"


def marked(said: Mapping[str, str], version: str, *, is_found: bool, passed: str = "") -> str:
    """The mark of what a calendar says, by fields."""
    fields = {name: digest(text) for name, text in said.items()}
    behind = {_PASSED: passed} if passed else {}
    return _written({**fields, _FOUND: str(int(is_found)), **behind, _VERSION: version})


def is_older(version: str, mark: str | None) -> bool:
    """Whether a version, `3/2026-11-24T09:00:00Z`, is one from before the mark was made.

    It was changed less often and not later, or as often and earlier: some programs count changes, some only date them.
    """
    count, _slash, at = version.partition("/")
    count_before, _slash, before = _read(mark).get(_VERSION, version).partition("/")
    return (int(count) < int(count_before) and at <= before) or (int(count) == int(count_before) and at < before)


def changed(mark: str | None, said: Mapping[str, str]) -> set[str]:
    """The fields of which a calendar says something else than the mark has."""
    before = _read(mark)
    return {name for name, text in said.items() if before.get(name) != digest(text)}


def says(mark: str | None, name: str, text: str) -> bool:
    """Whether a calendar said the same of one field when the mark was made."""
    return _read(mark).get(name) == digest(text)


def is_found(mark: str | None) -> bool:
    """Whether a contact was found when the mark was made."""
    return _read(mark).get(_FOUND) == "1"


def passed(mark: str | None) -> str:
    """The last day that was done or skipped when the mark was made; empty where none was."""
    return _read(mark).get(_PASSED, "")


def without(mark: str | None, name: str) -> str:
    """The mark as if the calendar had never said one of its fields."""
    return _written({each: digest for each, digest in _read(mark).items() if each != name})


def gone(mark: str | None, passed: str) -> str:
    """The mark of what is taken out since its calendar has it no more."""
    behind = {_PASSED: passed} if passed else {}
    return _written({**_read(mark), **behind, _GONE: "1"})


def is_gone(mark: str | None) -> bool:
    """Whether it is the mark of what the calendar took out, and not the user."""
    return _GONE in _read(mark)


def digest(text: str) -> str:
    """What stands for a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _read(mark: str | None) -> dict[str, str]:
    return dict(part.partition(":")[::2] for part in (mark or "").split())


def _written(fields: Mapping[str, str]) -> str:
    return " ".join(f"{name}:{value}" for name, value in fields.items())
