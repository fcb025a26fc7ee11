"""What is said of an activity, by whichever face: its kind with what is not usual about it, with whom, when. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crmcli import clock
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.dates import When
    from crmcli.store.activities import Activity
    from crmcli.store.followups import Followup

    Who = Sequence[tuple[int, str]]

_MOST_OPEN = 3  # promises that are named


def kind_of(kind: str, direction: str | None, outcome: str | None) -> str:
    """A kind with what is not usual about it: `missed call`, `incoming email`."""
    if direction == "incoming":
        kind = _("incoming {kind}").format(kind=kind)
    return _("missed {kind}").format(kind=kind) if outcome == "missed" else kind


def in_words(activity: Activity, who: Who) -> str:
    """What stands for an activity in a sentence: `call with Budi Santoso (c41)`."""
    named = listed([f"{name} (c{contact_id})" for contact_id, name in who])
    return _with(activity, named)


def logged(activity: Activity, who: Who, moment: str = "", dry_run: bool = False) -> str:
    """What was logged, with the deal it was about and when it was, where that was said."""
    deal = [f"d{activity.deal_id} {activity.deal}"] if activity.deal_id else []
    said = ", ".join([in_words(activity, who), *deal, *([moment] if moment else []), *facts(activity)])
    sentence = _("Would log {what}.") if dry_run else _("Logged {ref}, {what}.")
    return sentence.format(ref=activity.ref, what=said)


def open_besides(found: Sequence[Followup]) -> str:
    """What was promised before and is not done, the first few by name; empty for nothing."""
    said = ", ".join(f"{each.ref} {each.what}" for each in found[:_MOST_OPEN])
    if len(found) > _MOST_OPEN:
        said += _(" and {count} more").format(count=len(found) - _MOST_OPEN)
    return said


def in_history(activity: Activity, who: Who) -> str:
    """What stands for an activity in the history: `call with Budi Santoso`."""
    return _with(activity, listed([name for _contact_id, name in who[:3]]))


def listed(texts: Sequence[str]) -> str:
    """Texts one after the other, the last with `and`."""
    if len(texts) < 2:
        return "".join(texts)
    return _("{several} and {last}").format(several=", ".join(texts[:-1]), last=texts[-1])


def facts(activity: Activity) -> list[str]:
    """What is known of an activity besides: how long it took, what it cost."""
    known = [_("{minutes} min").format(minutes=activity.minutes)] if activity.minutes else []
    return [*known, cost_of(activity)] if activity.cost else known


def cost_of(activity: Activity) -> str:
    """What an activity cost, as people read it: `IDR 50,000`; empty where that is not known."""
    if activity.cost is None or activity.currency is None:
        return ""
    from crmcli.money import Money

    return Money(activity.cost, activity.currency).shown()


def when(at: str, is_timed: bool, zone: str) -> When:
    """The day, and the time where that is known, on the clock where the user works."""
    from crmcli.dates import When

    local = clock.local(datetime.fromisoformat(at), zone)
    return When(local.date(), local.time().replace(second=0) if is_timed else None)


def _with(activity: Activity, who: str) -> str:
    kind = kind_of(activity.kind, activity.direction, activity.outcome)
    if activity.kind == "note":
        return _("{what} on {who}").format(what=kind, who=who)
    if activity.kind in ("email", "message", "gift"):
        sentence = _("{what} from {who}") if activity.direction == "incoming" else _("{what} to {who}")
        return sentence.format(what=kind, who=who)
    return _("{what} with {who}").format(what=kind, who=who)
