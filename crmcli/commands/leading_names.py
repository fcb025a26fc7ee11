"""Which of the first words of a line are a REF: `crm remind ibu sari send it`, `crm log 0812 3456 7890 call ok`.

One answer for every command whose line begins with somebody and goes on in words of its own. It promises to take as
many words as stand together in one name, and never to leave a word of a name behind in the text where several people
may be meant: then it is asked who.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.commands import choosing
from crmcli.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_WORDS = 5  # of a name or a phone
_PHONE = re.compile(r"\+?[\d().\-/]+")
_PHONE_DIGITS = range(7, 16)


def apart(words: Sequence[str]) -> tuple[int, list[str]]:
    """The contact that a line begins with, and the words behind the REF; there is at least one word.

    A kind of activity, such as `call`, ends a name that is somebody's without it. Raises NotFound and Ambiguous.
    """
    count = _exact(words) or _known_number(words) or _name(words)
    text = " ".join(words[:count])
    contact_id = choosing.one_word(text) if count == 1 else choosing.contact(text)
    return contact_id, list(words[count:])


def number(words: Sequence[str]) -> str:
    """The phone that a line begins with, in one word or more; empty where it begins otherwise."""
    digits, count = 0, 0
    for word in words[:_MOST_WORDS]:
        more = sum(character.isdigit() for character in word)
        if not _PHONE.fullmatch(word.strip()) or digits + more not in range(_PHONE_DIGITS.stop):
            break
        digits, count = digits + more, count + 1
        if count == 1 and digits in _PHONE_DIGITS:
            break  # a whole one, so what follows is text
    return " ".join(words[:count]) if digits in _PHONE_DIGITS else ""


def _exact(words: Sequence[str]) -> int:
    """One, where the first word needs no other: a number from a list, `.`, or a name in quotes; else none."""
    from crmcli.store import refs

    first = words[0].strip()
    return int(first in ("", ".") or " " in first or refs.numbered(first, "c") is not None)


def _known_number(words: Sequence[str]) -> int:
    """How many words a phone takes that the line begins with: as many as lead to one contact, else all of them."""
    every = len(number(words).split())
    for count in range(every, 1, -1):
        if _meant(words[:count]):
            return count
    return every


def _name(words: Sequence[str]) -> int:
    """How many words the longest name takes that the line begins with, be it one contact's or several's."""
    taken, is_settled = 1, False
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        word = words[count - 1]
        if not word.strip() or (is_settled and _is_kind(word)):
            break
        meant = _meant(words[:count]) if count == 1 else _called(words[:count])
        if not meant:
            break
        taken, is_settled = count, len(meant) == 1
    return taken


def _meant(words: Sequence[str]) -> list[str]:
    """The names of the contacts that a REF may mean, removed ones too where there is nobody else."""
    from crmcli.store import contacts, refs

    database, text = choosing.connection(), " ".join(words)
    for with_removed in (False, True):
        try:
            return [contacts.get(database, refs.contact(database, text, with_removed=with_removed)).name]
        except Ambiguous as error:
            return [str(each["name"]) for each in error.candidates]
        except NotFound:
            continue
    return []


def _called(words: Sequence[str]) -> list[str]:
    """The names in which all the words stand. Looked up as names alone: the next word may be one of any text."""
    from crmcli.store import refs

    return [name for name in refs.names_with(choosing.connection(), " ".join(words)) if _stand_in(name, words)]


def _stand_in(name: str, words: Sequence[str]) -> bool:
    """Whether all the words are words of a name, in any order; of the first its beginning does."""
    from crmcli.folding import fold

    left = fold(name).split()
    begun, *whole = fold(" ".join(words)).split() or [""]
    for word in whole:
        if word not in left:
            return False
        left.remove(word)
    return any(word.startswith(begun) for word in left)


def _is_kind(word: str) -> bool:
    from crmcli.store import activity_kinds

    return activity_kinds.find(choosing.connection(), word) is not None
