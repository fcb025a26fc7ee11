"""A deal on its way in, with what reading it takes done: only what is known, in plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from crmcli.store.imports import Incoming


class IncomingParty(NamedTuple):
    """Somebody the deal is with, and how they stand to it; the first one of a deal is its customer."""

    who: Incoming
    roles: str = ""
    stance: str | None = None
    warmth: str | None = None


class IncomingMove(NamedTuple):
    """One move of its history, in the names that its pipeline and stages have where it comes from."""

    pipeline: str
    stage: str
    outcome: str
    at: str
    note: str | None = None


class IncomingDeal(NamedTuple):
    """A deal on its way in. Instants are empty where nothing is said of them, and never of the future."""

    line: int  # where it stands in its file
    title: str
    folded: str
    parties: Sequence[IncomingParty]
    pipeline: str
    stage: str
    outcome: str  # one of stages.OUTCOMES; empty where the stage alone tells it
    values: Mapping[str, str | int]  # columns of the deal that are not empty
    fields: Mapping[str, str]
    tags: Mapping[str, str]  # by their folded form
    created_at: str
    stage_since: str
    closed_at: str
    moves: Sequence[IncomingMove]
    close_changes: Sequence[tuple[str | None, str | None, str]]  # from day, to day, at
    competitors: Sequence[tuple[str, str, str | None, bool]]  # name, folded, note, whether it won
    next: tuple[str, str] | None  # what, due
    uids: Sequence[tuple[str, str]]
    content: str  # what the same row is known by again
    last_words: str = ""  # what was said of a loss beyond its reason
