"""How often a contact or the members of a group want to be heard of: what such values may be, and what follows of them.

A rhythm is a number of days; a warning comes so many days before it has passed; a limit says how often somebody may be
approached. Each is the same for a contact and for a group. Pure but for the day, which is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from crmcli.store.contacts import Contact
    from crmcli.store.groups import Group

LONGEST = 3660  # days
LENGTHS = ("cadence_days", "cadence_warn_days")  # of the columns, those that are days
COLUMNS = (*LENGTHS, "at_most")
_NONE = "none"

Value = str | int | None


def typed(text: str) -> int | None:
    """Reads a length as a user writes it: `14`, `14d`, `6w`, `3m` in days; `none` is None.

    Raises Invalid for anything else, and for a length that no rhythm has.
    """
    plain = text.strip().lower()
    if plain == _NONE:
        return None
    if plain.isascii() and plain.isdecimal():
        # Past five digits it is too long however it goes on.
        days = int(plain[:6])
    else:
        from crmcli import lengths

        days = lengths.days(text)
    check_days(days)
    return days


def typed_limit(text: str) -> str | None:
    """Reads how often somebody may be approached, `2/month`, and returns it as it is kept; `none` is None.

    Raises Invalid for anything else.
    """
    if text.strip().lower() == _NONE:
        return None
    from crmcli import lengths

    return lengths.rate(text).text


def checked(name: str, value: Value) -> Value:
    """Returns the value of one of the columns as it is kept, None for an empty one. Raises Invalid for a wrong one."""
    if value in (None, ""):
        return None
    if name == "at_most":
        return typed_limit(str(value))
    check_days(int(str(value)))
    return int(str(value))


def check_days(days: int) -> None:
    """Raises Invalid for a number of days that no rhythm and no warning has."""
    if not 1 <= days <= LONGEST:
        raise Invalid(_("A rhythm is a number of days between 1 and 3660."), _("Write it as 14d, 6w, 3m or 1y."))


def fitting(held: Contact | None, changes: Mapping[str, Value], day: str) -> dict[str, Value]:
    """Returns the changes as `settled` does, but drops a warning that does not fit: nobody argues with a file."""
    cadence = changes.get("cadence_days", held.cadence_days if held else None)
    warn = changes.get("cadence_warn_days", held.cadence_warn_days if held else None)
    found = dict(changes)
    if warn is not None and (cadence is None or int(warn) >= int(cadence)):
        found["cadence_warn_days"] = None
    if held and cadence != held.cadence_days:
        found["cadence_since"] = day
    return found


def settled(held: Contact | Group, changes: Mapping[str, Value], day: str) -> dict[str, Value]:
    """Returns the changes with what follows of them: the day from which a rhythm counts, and no warning without one.

    `held` is what there is so far. Raises Invalid for a warning without a rhythm, or one as long as the rhythm.
    """
    found = dict(changes)
    before = held.cadence_days
    cadence = found.get("cadence_days", before)
    if cadence is None:
        if found.get("cadence_warn_days") is not None:
            raise Invalid(_("There is no rhythm to warn of."), _("Give one as well: --cadence 14d --warn 3d."))
        found |= {"cadence_warn_days": None}
    warn = found.get("cadence_warn_days", held.cadence_warn_days)
    if warn is not None and cadence is not None and int(warn) >= int(cadence):
        raise Invalid(
            ngettext(
                "A warning before is too early for every day.",
                "A warning {warn} days before is too early for every {days} days.",
                int(cadence),
            ).format(warn=warn, days=cadence),
            _("Give a shorter one with --warn, or --warn none."),
        )
    if cadence != before:
        found["cadence_since"] = day if cadence is not None else None
    return found
