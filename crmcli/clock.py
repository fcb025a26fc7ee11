"""The one seam for time: what time it is, and which day it is where the user works.

`CRM_NOW` (an ISO instant) fixes the clock for tests and for the examples in the docs. Only the faces ask
here; the store is handed `now` and `today`.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """The present instant, in UTC.

    Raises Invalid where CRM_NOW is set to something that is no ISO instant.
    """
    fixed = os.environ.get("CRM_NOW")
    if not fixed:
        return datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(fixed)
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _unreadable(fixed) from None
    if not 1970 <= instant.year <= 9998:  # what every zone can still be reckoned in
        raise _unreadable(fixed)
    return instant


def today(zone: str = "") -> date:
    """Today's date in `zone` (an IANA name such as Asia/Jakarta), else in the system's zone.

    Raises Invalid for a zone that nobody knows.
    """
    return local(now(), zone).date()


def local(instant: datetime, zone: str = "") -> datetime:
    """`instant` as the clock on the wall shows it in `zone`, or in the system's zone where none is given.

    Raises Invalid for a zone that nobody knows.
    """
    if not zone:
        return instant.astimezone()
    from zoneinfo import ZoneInfo

    try:
        return instant.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        raise _unknown_zone(zone) from None


def _unreadable(text: str) -> Exception:
    from crmcli.errors import Invalid
    from crmcli.i18n import _

    return Invalid(
        _("CRM_NOW is {value}, which is no point in time.").format(value=text),
        _("Write it like 2026-11-24T09:00:00Z, or unset it."),
    )


def _unknown_zone(zone: str) -> Exception:
    from crmcli.errors import Invalid
    from crmcli.i18n import _

    return Invalid(
        _("There is no time zone {zone}.").format(zone=zone),
        _("Use a name like Asia/Jakarta: crm settings set timezone Asia/Jakarta"),
    )
