"""Capturing: a name with a phone or an e-mail right behind it, as one notes down a caller.

Pure: words in, a name and the channels that stood behind it out. Nothing is checked here; the store does that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LEAST_DIGITS = 7  # with fewer it is a house number, a year, a part of a name
_OF_A_PHONE = re.compile(r"[+(]?[0-9][0-9()./\u2010-\u2013 +-]*|\+")
_DATE = re.compile(r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}")
_EMAIL = re.compile(r"[^\s@]\S*@\S+\.[^\s@]+")


def split(words: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
    """The name, and the (kind, value) of the phones and e-mails behind it, in their order.

    A word in quotes that holds a name stays a name as it is. Where there is nothing but a phone or an e-mail, that
    is the name as well, since there is no other.
    """
    rest = [word.strip() for word in words]
    channels: list[tuple[str, str]] = []
    while rest:
        if _EMAIL.fullmatch(rest[-1]):
            channels.insert(0, ("email", rest.pop()))
            continue
        phones = _phones_at_the_end(rest)
        if not phones:
            break
        channels[:0] = [("phone", " ".join(phone)) for phone in phones]
        del rest[-sum(map(len, phones)) :]
    return " ".join(rest or words), channels


def _phones_at_the_end(words: Sequence[str]) -> list[list[str]]:
    """The words of each phone at the end; none where the last words are no phone."""
    first = len(words)
    while first and _OF_A_PHONE.fullmatch(words[first - 1]) and not _DATE.fullmatch(words[first - 1]):
        first -= 1
    run = list(words[first:])
    # What stands before the first word that begins as phones do is a part of the name: Toko 99 0812-1111-2222.
    begin = next((i for i, word in enumerate(run) if word[0] in "+(0" or _digits([word]) >= _LEAST_DIGITS), 0)
    run = run[begin:]
    if _digits(run) < _LEAST_DIGITS:
        return []
    phones: list[list[str]] = [[]]
    for number, word in enumerate(run):
        begins = word[0] in "+(0" or _digits([word]) >= _LEAST_DIGITS
        if begins and _digits(phones[-1]) >= _LEAST_DIGITS and _digits(run[number:]) >= _LEAST_DIGITS:
            phones.append([])
        phones[-1].append(word)
    return phones


def _digits(words: Sequence[str]) -> int:
    return sum(character.isdigit() for word in words for character in word)
