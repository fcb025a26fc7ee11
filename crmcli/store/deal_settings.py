"""The settings of deals: what is asked of one, why deals are lost, and what follows when one is won or lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from crmcli import spans, texts
from crmcli.errors import Invalid
from crmcli.folding import fold, meant
from crmcli.i18n import _
from crmcli.spans import Duration
from crmcli.store import settings

NONE = "none"
_MOST_STEPS = 12
_LONGEST_AHEAD = 3_660  # days


class Step(NamedTuple):
    """Something to be done so long after a deal was closed."""

    after: Duration
    what: str

    def day(self, closed: date) -> date:
        """The day on which it is due, for a deal that was closed on another."""
        return self.after.from_day(closed, spans.FUTURE)


def care(connection: sqlite3.Connection) -> list[Step]:
    """Returns what follows when a deal is won, in the order in which it is due."""
    return _steps(settings.effective(connection, "deal.care"))


def retry(connection: sqlite3.Connection) -> Step | None:
    """Returns after how long a lost deal is tried again; None where it is not."""
    found = _steps(settings.effective(connection, "deal.retry"), needs_text=False)
    return found[0] if found else None


def reasons(connection: sqlite3.Connection) -> list[str]:
    """Returns the reasons for which deals are lost, as the user named them."""
    return [each.strip() for each in settings.effective(connection, "deal.reasons").split(",") if each.strip()]


def counted_reasons(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Returns the known reasons, each with how many deals were lost for it, the most frequent first."""
    rows = connection.execute(
        "SELECT lost_reason, count(*) FROM deal WHERE lost_reason IS NOT NULL GROUP BY lost_reason"
    )
    counts: dict[str, int] = {}
    for reason, count in rows:
        counts[fold(reason)] = counts.get(fold(reason), 0) + count
    found = [(each, counts.get(fold(each), 0)) for each in reasons(connection)]
    return sorted(found, key=lambda each: -each[1])


def reason_meant(connection: sqlite3.Connection, text: str) -> str:
    """Returns the known reason that a text names, begins, or begins with as a whole word: `Price too high` is `price`.

    Any other text is as it is, spelt as it was when a deal was lost for it before.
    """
    known = reasons(connection)
    found = meant(known, text, str)
    if len(found) == 1:
        return found[0]
    folded = fold(text)
    led = [each for each in known if folded.startswith(fold(each)) and not folded[len(fold(each)) :][:1].isalnum()]
    return max(led, key=len) if led else _used(connection).get(folded, text)


def is_new_reason(connection: sqlite3.Connection, reason: str) -> bool:
    """Returns whether a reason is none of the user's, and no deal was lost for it yet."""
    return fold(reason) not in {fold(each) for each in reasons(connection)} | _used(connection).keys()


def _used(connection: sqlite3.Connection) -> dict[str, str]:
    """The reasons for which deals were lost, as they were spelt first, by their folded form."""
    rows = connection.execute(
        "SELECT lost_reason FROM deal WHERE lost_reason IS NOT NULL GROUP BY lost_reason ORDER BY min(id) DESC"
    )
    return {fold(row[0]): row[0] for row in rows}


def is_reason_required(connection: sqlite3.Connection) -> bool:
    """Returns whether a deal is lost only for a reason."""
    return settings.effective(connection, "deal.reason") == "required"


def _steps(value: str, *, needs_text: bool = True) -> list[Step]:
    """What a setting says. Raises Invalid for what is no length of time, or has no text where it needs one."""
    if value.strip().lower() in ("", NONE):
        return []
    found = []
    for part in filter(str.strip, value.split(";")):
        length, _blank, what = part.strip().partition(" ")
        after = spans.duration(length)
        if after is None or bool(what) != needs_text:
            raise Invalid(
                _("'{text}' does not say when and what.").format(text=part.strip()[:60])
                if needs_text
                else _("'{text}' is not a length of time.").format(text=part.strip()[:60]),
                _("Write 1d thank them; 2w ask how it is going.") if needs_text else _("Write 2w, 3m or 1y."),
            )
        if not 1 <= after.days <= _LONGEST_AHEAD:
            raise Invalid(_("A follow-up comes between a day and ten years later."))
        found.append(Step(after, texts.line(what, _("text")) if what else ""))
    if len(found) > _MOST_STEPS:
        raise Invalid(_("At most {most} follow-ups come of one deal.").format(most=_MOST_STEPS))
    return found


def _one_of(*words: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value.strip().lower() not in words:
            raise Invalid(
                _("'{value}' is none of the choices.").format(value=value[:40]),
                _("There is: {all}.").format(all=", ".join(words)),
            )
        return value.strip().lower()

    return check


def _reasons(value: str) -> str:
    # What follows a win stands between semicolons, so these are written so too.
    parts = value.replace(";", ",").split(",")
    found = {fold(each): texts.line(each, _("reason")) for each in parts if each.strip()}
    if not found:
        raise Invalid(_("No reason is named."), _("Write them with commas between: price, timing, competitor."))
    return ", ".join(found.values())


def _written(needs_text: bool) -> Callable[[str], str]:
    def check(value: str) -> str:
        steps = _steps(value, needs_text=needs_text)
        if not needs_text and len(steps) > 1:
            raise Invalid(_("There is one length of time after which a deal is tried again."))
        return "; ".join(f"{each.after.size}{each.after.unit} {each.what}".strip() for each in steps) or NONE

    return check


CHECKS = {
    "needs": _one_of("warn", "refuse"),
    "reason": _one_of("required", "optional"),
    "reasons": _reasons,
    "care": _written(needs_text=True),
    "retry": _written(needs_text=False),
}
