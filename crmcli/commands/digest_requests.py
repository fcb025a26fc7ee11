"""What a call of `crm digest` asks for: read from the line without Typer where that is plain, and looked over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crmcli import context, output
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

TEXT, MARKDOWN, HTML, JSON = "text", "markdown", "html", "json"
FORMATS = (TEXT, MARKDOWN, HTML, JSON)
DAY, WEEK = "day", "week"
_MOST_DAYS = 366
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_FLAGS = ("--notify", "--always", "--exit-code", "--weekdays", "--all", "--deals")
_VALUES = ("--days", "--format", "--mail", "--once-per", "--name", "--after")


class Ways(NamedTuple):
    """How it is told: a format that is printed, addresses, a notification; and once per day or week.

    Of several that go the same way once per day each has a name.
    """

    format: str = ""
    mail: Sequence[str] = ()
    is_notified: bool = False
    once_per: str = ""
    name: str = ""

    @property
    def is_sent(self) -> bool:
        """Whether it goes elsewhere than to stdout."""
        return bool(self.mail) or self.is_notified


class Times(NamedTuple):
    """When it is told at all: from a time of the day on, and on weekdays only."""

    after: str = ""
    is_for_weekdays: bool = False


class Request(NamedTuple):
    """What is asked for; `days` are those ahead that are told of as well, `is_of_deals` leaves all but deals out."""

    words: Sequence[str] = ()
    days: int = 0
    ways: Ways = Ways()
    times: Times = Times()
    is_always: bool = False
    has_exit_code: bool = False
    is_all: bool = False
    is_of_deals: bool = False


def understood(words: Sequence[str]) -> Request | None:
    """The request in the words after `digest`, or None where they are not plain and the command line has to read them.

    Plain are its options, each at most once, and the words of a query at one place among them.
    """
    flags: set[str] = set()
    values: dict[str, str] = {}
    query: list[str] = []
    is_over = False
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if not word.startswith("-"):
            if is_over:
                return None
            query.append(word)
            continue
        is_over = bool(query)
        if word in _FLAGS:
            flags.add(word)
        elif name in _VALUES and name not in values:
            values[name] = value if equals else next(rest, "")
            if not values[name].strip() or (not equals and values[name].startswith("-")):
                return None
        else:
            return None
    days = values.get("--days", "0")
    if not (days.isascii() and days.isdigit() and len(days) < 10):
        return None
    format, once_per, name = (values.get(each, "") for each in ("--format", "--once-per", "--name"))
    mail = [values["--mail"]] if "--mail" in values else []
    ways = Ways(format, mail, "--notify" in flags, once_per, name)
    times = Times(values.get("--after", ""), "--weekdays" in flags)
    asked = [flag in flags for flag in ("--always", "--exit-code", "--all", "--deals")]
    return Request(query, int(days), ways, times, *asked)


def settled(request: Request) -> Request:
    """The request with its format and its addresses as they hold. Raises Usage and Invalid for what cannot be."""
    here = context.current()
    ways = request.ways
    if not 0 <= request.days <= _MOST_DAYS:
        raise Usage(_("--days is a number from 0 to {most}.").format(most=_MOST_DAYS))
    _check(ways.format, FORMATS, "--format")
    _check(ways.once_per, (DAY, WEEK), "--once-per")
    if request.times.after and not _CLOCK.fullmatch(request.times.after):
        raise Usage(
            _("--after {value} is no time of the day.").format(value=request.times.after), _("Write it as 07:00.")
        )
    if ways.format and ways.is_sent:
        raise Usage(
            _("--format is for what is printed; a mail has text and HTML, and a notification is text."),
            _("Leave --format out."),
        )
    if here.is_json and ways.format not in ("", JSON):
        raise Usage(
            _("--json and --format {format} cannot be had together.").format(format=ways.format),
            _("Leave one of them out."),
        )
    if ways.format == JSON:
        here.choose(output.JSON)
    settled_ways = ways._replace(
        mail=_mailboxes(ways.mail) if ways.mail else (), format=JSON if here.is_json else ways.format or TEXT
    )
    return request._replace(ways=settled_ways)


def _mailboxes(given: Sequence[str]) -> Sequence[str]:
    """The addresses as the network writes them, each once."""
    from crmcli.delivery import addresses

    found: dict[str, str] = {}
    for address in map(addresses.mailbox, given):
        found.setdefault(address.lower(), address)
    return list(found.values())


def is_untimely(times: Times, now: datetime) -> bool:
    """Whether nothing is to be told at `now`, the local clock on the wall."""
    if times.after and f"{now:%H:%M}" < times.after.zfill(5):
        return True
    from crmcli.commands import timing

    return times.is_for_weekdays and now.weekday() in timing.weekend()


def _check(value: str, known: Sequence[str], option: str) -> None:
    if value and value not in known:
        raise Invalid(
            _("{option} cannot be {value}.").format(option=option, value=value),
            _("There is: {all}.").format(all=", ".join(known)),
        )
