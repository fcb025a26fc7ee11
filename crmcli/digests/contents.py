"""What stands in a digest, in words: sections of things to do, each with why, how to reach whom, and what closes it.

Records only. Texts in them may be hostile: each layout makes them harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Item(NamedTuple):
    """One thing to do.

    `ref` is whom it is about (`c41`), empty where it is nobody; `clock` the time of day where it has one. `phone` is
    how it is read, `number` the same in E.164 where that is known; `chat` the number of a messenger. `there` says how
    far their clock is from ours. `close` is the command that settles it.
    """

    name: str
    ref: str
    what: str
    clock: str
    reasons: Sequence[str]
    phone: str
    number: str
    chat: str
    email: str
    there: str
    close: str

    @property
    def who(self) -> str:
        """`Budi Santoso (c41)`; empty where it is about nobody."""
        return f"{self.name} ({self.ref})" if self.ref else self.name


class Section(NamedTuple):
    """Things of one state or one day: its title, how many there are, those that are told, and what shows the others."""

    state: str
    title: str
    total: int
    items: Sequence[Item]
    more: str = ""

    @property
    def left(self) -> int:
        """How many are not told."""
        return self.total - len(self.items)


class Digest(NamedTuple):
    """A digest: the day in full, how many there are of what, what else there is of the day, and the sections.

    `subject` is the same on one line, without any text from outside. Where there are no sections, `notes` say so.
    """

    day: str
    summary: str
    subject: str
    notes: Sequence[str]
    sections: Sequence[Section]
    hint: str
    language: str
