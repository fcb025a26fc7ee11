"""A field of a card while it is edited: what stands there, what may be written, and what a text means. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Change = TypeVar("Change")
OWN = "own "  # before the name of a field of the user's own


class Field(NamedTuple, Generic[Change]):
    """A field that is asked for: what it is called, what stands there now, what may be written, and what it knows."""

    called: str
    value: str
    placeholder: str
    read: Callable[[str], Change]
    choices: str = ""  # companies, groups, tags, sources: from which it is completed
    has_several: bool = False
