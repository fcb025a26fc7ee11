"""Plans: what is to run by itself and when, as the words of a command line and read back from them. Pure.

The words are all there is: a plan is not kept anywhere else, so what a crontab or a unit says is what holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.schedules.weekdays import SATURDAY_AND_SUNDAY

DIGEST, ALERTS = "digest", "alerts"
KINDS = (DIGEST, ALERTS)
EVERY = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60)  # minutes that divide an hour evenly
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_VALUED = ("--once-per", "--name", "--after", "--mail", "--days", "--before", "--command")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Plan:
    """One thing that runs by itself: a digest at `at` (and what is left of the day, until it was delivered), or alerts.

    Alerts come `every` so many minutes, `before` so many minutes ahead of a follow-up (as it was typed). The `weekend`
    (Monday is 0) is the user's: it is in no word, since a digest asks for it anew each time that it is called.
    """

    name: str
    kind: str
    at: time = time(7)
    is_on_weekdays: bool = False
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    mail: str = ""
    is_notifying: bool = False
    days: int = 0
    query: tuple[str, ...] = ()
    is_of_deals: bool = False
    every: int = 5
    before: str = ""
    command: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of crm's command line, without the program. A digest that is called too early does nothing."""
        return self._digest() if self.kind == DIGEST else self._alerts()

    @property
    def is_delivering(self) -> bool:
        """Whether crm itself brings it to the user, and not whoever runs it."""
        return self.kind == ALERTS or bool(self.mail or self.is_notifying)

    def _digest(self) -> tuple[str, ...]:
        said = [DIGEST, "--once-per", "day"]
        said += ["--name", self.name] if self.name != DIGEST else []  # told beside the first, also at the same place
        said += ["--after", f"{self.at:%H:%M}"]
        said += ["--weekdays"] if self.is_on_weekdays else []
        said += ["--mail", self.mail] if self.mail else []
        said += ["--notify"] if self.is_notifying else []
        said += ["--days", str(self.days)] if self.days else []
        said += ["--deals"] if self.is_of_deals else []
        said += ["--"] if any(word.startswith("-") for word in self.query) else []
        return (*said, *self.query)

    def _alerts(self) -> tuple[str, ...]:
        said = [ALERTS]
        said += ["--before", self.before] if self.before else []
        said += ["--command", self.command] if self.command else []
        return tuple(said)


def checked(plan: Plan) -> Plan:
    """Returns the plan. Raises Invalid for a name, a rhythm or a word that no crontab and no unit can hold."""
    if not _NAME.fullmatch(plan.name):
        raise Invalid(
            _("'{name}' cannot be the name of what is scheduled.").format(name=plan.name),
            _("Write small letters, digits and hyphens, such as digest or vip-digest."),
        )
    if plan.every not in EVERY:
        raise Invalid(
            _("{count} minutes do not divide an hour evenly.").format(count=plan.every),
            _("There is: {all}.").format(all=", ".join(f"{each}m" for each in EVERY)),
        )
    for word in plan.words:
        if _CONTROLS.search(word):
            raise Invalid(_("'{word}' cannot be scheduled: it holds a line break or a tab.").format(word=word))
    return plan


def read(name: str, words: Sequence[str], every: int = 5) -> Plan | None:
    """The plan behind the words of a command line, from `digest` or `alerts` on; None for what is no plan of ours."""
    if not words or words[0] not in KINDS:
        return None
    options, query = _sorted_out(words[1:])
    try:
        return Plan(
            name,
            words[0],
            at=time.fromisoformat(options.get("--after") or "00:00"),
            is_on_weekdays="--weekdays" in options,
            mail=options.get("--mail", ""),
            is_notifying="--notify" in options,
            days=int(options.get("--days", "0")),
            query=tuple(query),
            is_of_deals="--deals" in options,
            every=every,
            before=options.get("--before", ""),
            command=options.get("--command", ""),
        )
    except ValueError:
        return None


def _sorted_out(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Options with their values (empty where they have none), and the words that are none."""
    options: dict[str, str] = {}
    query: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return options, [*query, *rest]
        if word in _VALUED:
            options[word] = rest.pop(0) if rest else ""
        elif word.startswith("--"):
            options[word] = ""
        else:
            query.append(word)
    return options, query


def upcoming(plan: Plan, wall: datetime, *, is_told: bool = True) -> datetime:
    """The next moment at which it may come, after `wall`; both are the clock on the user's wall.

    A digest that was not told today is tried every hour.
    """
    if plan.kind == ALERTS:
        past = wall.minute % plan.every
        return wall.replace(second=0, microsecond=0) + timedelta(minutes=plan.every - past)
    is_past = has_come(plan, wall)
    if is_past and not is_told and is_on(plan, wall.date()):
        hour = wall.hour + (wall.minute >= plan.at.minute)
        if hour < 24:
            return wall.replace(hour=hour, minute=plan.at.minute, second=0, microsecond=0)
    day = wall.date() + timedelta(days=1) if is_past else wall.date()
    while not is_on(plan, day):
        day += timedelta(days=1)
    return datetime.combine(day, plan.at, wall.tzinfo)


def has_come(plan: Plan, wall: datetime) -> bool:
    """Whether the time of a digest is past on the day of `wall`, the user's clock."""
    return (wall.hour, wall.minute) >= (plan.at.hour, plan.at.minute)


def is_on(plan: Plan, day: date) -> bool:
    """Whether the plan is for this day of the week."""
    return not plan.is_on_weekdays or day.weekday() not in plan.weekend


def last_days(plan: Plan, wall: datetime, count: int) -> list[date]:
    """The last `count` days, newest first, on which the time of a digest has come by `wall`, the user's clock."""
    day = wall.date() if has_come(plan, wall) else wall.date() - timedelta(days=1)
    found: list[date] = []
    while len(found) < count:
        if is_on(plan, day):
            found.append(day)
        day -= timedelta(days=1)
    return found
