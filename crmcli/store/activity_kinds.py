"""Kinds of activities: those that everybody has, the user's own, and what each implies of direction and outcome.

A kind of one's own is kept as a setting `kind.NAME`, so that it is undone and moved with the data; its value says
whether it touches: whether somebody met in it counts as reached.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import _
from crmcli.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.store.db import Transaction

NOTE = "note"
CALL = "call"
EMAIL = "email"
MESSAGE = "message"
GIFT = "gift"
FACE_TO_FACE = ("meeting", "visit")
WRITTEN = (EMAIL, MESSAGE)
BUILT_IN = (NOTE, CALL, *FACE_TO_FACE, *WRITTEN, GIFT)
DIRECTIONS = ("incoming", "outgoing")
OUTCOMES = ("reached", "missed", "none")

_PREFIX = "kind."  # of the settings that say which kinds there are
_TOUCH, _NO_TOUCH = "touch", "no-touch"
_LONGEST = 40  # characters


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind; `is_touch` says whether an activity of it, where nobody was missed, counts as having reached them.

    Of e-mails and messages only those received do, or also those sent where the setting touch.sent says so.
    """

    name: str
    is_touch: bool
    is_own: bool = False


def all_of(connection: sqlite3.Connection) -> list[Kind]:
    """Returns the kinds that everybody has, then the user's own in the order they were made."""
    return [*(Kind(name, name not in (NOTE, GIFT)) for name in BUILT_IN), *own(connection)]


def own(connection: sqlite3.Connection) -> list[Kind]:
    """Returns the user's own kinds in the order they were made."""
    rows = connection.execute("SELECT substr(key, 6), value FROM setting WHERE key GLOB 'kind.?*' ORDER BY id")
    return [Kind(row[0], row[1] == _TOUCH, True) for row in rows]


def find(connection: sqlite3.Connection | None, word: str) -> Kind | None:
    """Returns the kind of this name, in any case and without its accents; None where there is none."""
    return built_in(word) or (among(own(connection), word) if connection is not None else None)


def built_in(word: str) -> Kind | None:
    """Returns the kind of this name that everybody has, in any case; None where there is none."""
    return Kind(word.lower(), word.lower() not in (NOTE, GIFT)) if word.lower() in BUILT_IN else None


def among(kinds: Iterable[Kind], word: str) -> Kind | None:
    """Returns the one of some kinds that has this name, in any case and without its accents; None without one."""
    return next((kind for kind in kinds if plain(kind.name) == plain(word)), None)


def named(connection: sqlite3.Connection, word: str) -> Kind:
    """Returns the kind of this name, in any case. Raises NotFound, naming those there are."""
    found = find(connection, word.strip())
    if found is None:
        every = ", ".join(kind.name for kind in all_of(connection))
        raise NotFound(
            _("There is no kind '{kind}' of activity.").format(kind=word),
            _("There is: {all}; crm settings kind add NAME makes another.").format(all=every),
        )
    return found


def implied(kind: Kind, direction: str | None, outcome: str | None) -> tuple[str | None, str]:
    """Returns direction and outcome as they are kept, where None is for what the kind implies.

    Raises Invalid for what contradicts the kind: a note that was missed.
    """
    if kind.name == NOTE and direction is not None:
        raise Invalid(_("A note neither comes in nor goes out."), _("Name a kind such as call or email."))
    if outcome == "missed" and not can_be_missed(kind):
        raise Invalid(
            _("The kind '{kind}' cannot be missed.").format(kind=kind.name),
            _("A call, a meeting or a visit can: crm log REF call --missed"),
        )
    if outcome == "reached" and kind.name == NOTE:
        raise Invalid(_("A note reaches nobody."), _("Name a kind such as call or meeting."))
    if direction is None and (kind.name in (CALL, GIFT) or kind.name in WRITTEN):
        direction = "outgoing"
    if outcome is None:
        is_reached = kind.name in (CALL, *FACE_TO_FACE)
        is_received = direction == "incoming" and not kind.is_own
        outcome = "reached" if is_reached or is_received else "none"
    return direction, outcome


def can_be_missed(kind: Kind) -> bool:
    """Whether somebody can be missed in an activity of this kind."""
    return kind.is_own or kind.name in (CALL, *FACE_TO_FACE)


def add(tx: Transaction, name: str, *, is_touch: bool) -> Kind:
    """Makes a kind of one's own. Raises Conflict where there is one of that name, Invalid for what is no word."""
    name = _checked(tx.connection, name)
    tx.connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (_PREFIX + name, _written(is_touch)))
    return Kind(name, is_touch, True)


def edit(tx: Transaction, kind: Kind, *, is_touch: bool) -> Kind:
    """Says anew whether a kind of one's own touches; all last touches follow. Raises Invalid for another kind."""
    from crmcli.store import touches

    _check_own(kind)
    tx.connection.execute("UPDATE setting SET value = ? WHERE key = ?", (_written(is_touch), _PREFIX + kind.name))
    touches.refresh_all(tx)
    return Kind(kind.name, is_touch, True)


def rename(tx: Transaction, kind: Kind, name: str) -> tuple[Kind, int]:
    """Gives a kind of one's own another name, on all activities of it and in segments; returns it, and on how many.

    Raises Conflict where the name is taken, Invalid for a kind that everybody has.
    """
    from crmcli.store import goals, segments

    _check_own(kind)
    name = _checked(tx.connection, name, besides=kind)
    tx.connection.execute("UPDATE setting SET key = ? WHERE key = ?", (_PREFIX + name, _PREFIX + kind.name))
    changed = tx.connection.execute("UPDATE activity SET kind = ? WHERE kind = ?", (name, kind.name))
    goals.follow_kind(tx, kind.name, name)
    segments.follow_kind(tx, kind.name, name)
    return Kind(name, kind.is_touch, True), changed.rowcount


def remove(tx: Transaction, kind: Kind, into: Kind | None = None) -> int:
    """Removes a kind of one's own, and the goals of it; its activities become `into`, which segments then ask for.

    Returns how many did. Raises Conflict where there are some and nothing is said of them, Invalid for a kind that
    everybody has.
    """
    from crmcli.store import activities, goals, segments, touches

    _check_own(kind)
    ids = [row[0] for row in tx.connection.execute("SELECT id FROM activity WHERE kind = ? ORDER BY id", (kind.name,))]
    if ids and (into is None or into == kind):
        raise Conflict(
            _("There are activities of the kind '{kind}': {count}.").format(kind=kind.name, count=len(ids)),
            _("Say what they become: crm settings kind rm {kind} --into note").format(kind=kind.name),
        )
    for activity_id in ids:
        if into is not None:
            activities.become(tx, activity_id, into)
    tx.connection.execute("DELETE FROM setting WHERE key = ?", (_PREFIX + kind.name,))
    goals.forget_kind(tx, kind.name)
    if into is not None:
        segments.follow_kind(tx, kind.name, into.name)
    if ids:
        touches.refresh_all(tx)
    return len(ids)


def uses(connection: sqlite3.Connection) -> dict[str, int]:
    """Returns how many activities there are of each kind that has some."""
    return {row[0]: row[1] for row in connection.execute("SELECT kind, count(*) FROM activity GROUP BY kind")}


def _checked(connection: sqlite3.Connection, name: str, besides: Kind | None = None) -> str:
    name = texts.line(name, _("name of the kind"))
    if len(name) > _LONGEST or not name[0].isalpha() or not name.replace("-", "").replace("_", "").isalnum():
        raise Invalid(
            _("'{name}' cannot be the name of a kind.").format(name=name),
            _("Write one word that begins with a letter, such as webinar or site-visit."),
        )
    found = find(connection, name)
    if found is not None and found != besides:
        raise Conflict(_("There is a kind '{name}' already.").format(name=found.name))
    return name


def _check_own(kind: Kind) -> None:
    if not kind.is_own:
        raise Invalid(
            _("The kind '{kind}' belongs to crm and stays as it is.").format(kind=kind.name),
            _("crm settings kind add NAME makes one of your own."),
        )


def _written(is_touch: bool) -> str:
    return _TOUCH if is_touch else _NO_TOUCH
