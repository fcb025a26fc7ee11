"""Festivals by the names that people call them: which days of a calendar `Idul Fitri`, `春節` or `Christmas` means.

Pure. A festival of several days, with a joint holiday before it or a day in lieu after it, is its first proper day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from crmcli.texts import plain

if TYPE_CHECKING:
    from crmcli.public_holidays import Holiday

_NEAR = 14  # days between two that are of one festival
_EXACT, _BEGINS, _WITHIN = 0, 1, 2
_OPENING, _CLOSING = "(（", ")）"
_APOSTROPHES = "'’ʼ`"
# What people say for a festival whose calendars have it under another name only.
_SAID_FOR = {"lebaran": "idul fitri", "aidilfitri": "hari raya puasa", "xmas": "christmas", "cny": "chinese new year"}


def days_of(text: str, calendar: Sequence[Holiday], *, by_beginning: bool = False) -> list[Holiday]:
    """Returns the days that a festival falls on in a calendar, one each time it comes; none where it is not there.

    Where the words fit several festivals (`hari raya`), the days of all are there, with different names. With
    `by_beginning` the words are all of a name or its beginning: Labor Thanksgiving Day is no Thanksgiving.
    """
    wanted = _wanted(text)
    if not wanted:
        return []
    ranked = [(rank, each) for each in calendar if (rank := _rank(wanted, each)) is not None]
    best = min((rank for rank, _each in ranked), default=_WITHIN)
    if by_beginning and best == _WITHIN:
        return []
    found = [each for rank, each in ranked if rank == best]
    # Of several that share a day and their other names, it is the one that is shown under the words.
    by_own_name = {each.day for each in found if _rank_of_name(wanted, each.name) == best}
    return _first_of_each([e for e in found if e.day not in by_own_name or _rank_of_name(wanted, e.name) == best])


def may_be(text: str, known: Iterable[Holiday], each: Holiday) -> bool:
    """Whether a day is one that `days_of` could give for the words, or `same_in` for the days that are known."""
    return _rank(_wanted(text), each) is not None or bool(_all_words(known) & _all_words([each]))


def name_that_fits(text: str, each: Holiday) -> str:
    """Returns that of a day's names which fits the words best, as it is typed: without brackets."""
    names = [name for name in (each.name, *each.others) if _rank_of_name(_wanted(text), name) is not None]
    return _without_brackets(min(names, key=lambda name: _rank_of_name(_wanted(text), name) or 0, default=each.name))


def same_in(known: Iterable[Holiday], calendar: Sequence[Holiday]) -> list[Holiday]:
    """Returns the days of another country's calendar with one of the very names of days that are known."""
    names = _all_words(known)
    return _first_of_each([each for each in calendar if names & _all_words([each])])


def names_of(days: Iterable[Holiday]) -> list[str]:
    """Returns the names of days, each once, as they are shown and without what stands in brackets."""
    found: dict[str, str] = {}
    for each in days:
        found.setdefault(_words(each.name), _without_brackets(each.name))
    return list(found.values())


def _wanted(text: str) -> str:
    return _SAID_FOR.get(_words(text), _words(text))


def _rank(wanted: str, each: Holiday) -> int | None:
    """How well a day's names fit; None where none does."""
    ranks = (_rank_of_name(wanted, name) for name in (each.name, *each.others))
    return min((rank for rank in ranks if rank is not None), default=None)


def _rank_of_name(wanted: str, name: str) -> int | None:
    words = _words(name)
    if words == wanted:
        return _EXACT
    if f" {words} ".startswith(f" {wanted} ") or (not wanted.isascii() and words.startswith(wanted)):
        return _BEGINS
    if f" {wanted} " in f" {words} " or (not wanted.isascii() and wanted in words):
        return _WITHIN
    return None


def _all_words(days: Iterable[Holiday]) -> set[str]:
    return {_words(name) for each in days for name in (each.name, *each.others)}


def _first_of_each(found: list[Holiday]) -> list[Holiday]:
    """Of days that lie together the first proper one: a day off before a working day, none in lieu of another."""
    together: list[list[Holiday]] = []
    for each in sorted(found, key=lambda one: one.day):
        if together and (each.day - together[-1][-1].day).days <= _NEAR:
            together[-1].append(each)
        else:
            together.append([each])
    return [min(those, key=_properness) for those in together]


def _properness(each: Holiday) -> tuple[bool, bool, int, int]:
    """The shorter name is the festival's own: `Idul Fitri` before `Idul Fitri Second Day`, of the same length the
    earlier day."""
    has_brackets = any(sign in each.name for sign in _OPENING)
    return (not each.is_off, has_brackets, len(_words(each.name)), each.day.toordinal())


@lru_cache(maxsize=1 << 14)  # the same names stand in each year
def _words(name: str) -> str:
    """A name as it is compared: words without case, accents, signs, the s of an owner, and what stands in brackets."""
    text = plain(_without_brackets(name))
    for apostrophe in _APOSTROPHES:
        text = text.replace(f"{apostrophe}s ", " ").removesuffix(f"{apostrophe}s").replace(apostrophe, "")
    letters = [c if c.isalnum() else " " for c in text]
    return " ".join("".join(letters).split())


def _without_brackets(name: str) -> str:
    """A name without `(observed)` or `（補假）`; a name that is nothing else stays."""
    kept, depth = [], 0
    for character in name:
        depth += character in _OPENING
        if not depth:
            kept.append(character)
        depth -= character in _CLOSING and depth > 0
    return " ".join("".join(kept).split()) or name
