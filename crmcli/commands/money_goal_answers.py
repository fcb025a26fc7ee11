"""What `crm settings goal` answers of goals in money: `50jt`, `IDR 50 jt a month`, `rm value`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, money
from crmcli.commands import saving
from crmcli.errors import CrmError, Usage
from crmcli.i18n import _
from crmcli.store import money_goals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.money_goals import MoneyGoal

_USUAL = "month"
_LONGEST = 80  # characters that anybody writes for a sum


def is_meant(words: Sequence[str], per: str, of: str) -> bool:
    """Whether a line speaks of a goal in money: it says --of, takes one away, or names a sum and no kind."""
    if of:
        return True
    if words[0] in ("rm", "remove"):
        return len(words) > 1 and words[1] in money_goals.OF
    rest = _apart(words)[0]
    text = " ".join(rest)
    if len(rest) == 1 and rest[0].isdigit():
        return bool(per)  # a bare number may be of anything
    return _is_sum(text) and not _is_kind(rest[1:])


def goal(words: Sequence[str], per: str, of: str, dry_run: bool) -> None:
    """Sets a goal in money, or takes one away. Raises Usage for words that are neither, Invalid for what is no sum."""
    if words[0] in ("rm", "remove"):
        rest, period = _apart(words[1:])
        _remove(of or " ".join(rest), per or period, dry_run)
        return
    rest, period = _apart(words)
    if not rest:
        raise Usage(_("That is no goal."), _("crm settings goal 50jt --per month; rm value takes it away."))
    _set(" ".join(rest), per or period or _USUAL, of or money_goals.VALUE, dry_run)


def rows() -> list[dict[str, Any]]:
    """The goals in money as rows of the list of goals, with what there is of each in the present period."""
    here = context.current()
    store = here.reading()
    if store is None or not money_goals.all_of(store.connection):
        return []
    from crmcli.commands import report_shapes
    from crmcli.store.reports import cases

    over = cases.span(store.connection, here.today, here.today)
    return [
        {
            **as_row(each.goal),
            "actual": report_shapes.amount(each.actual, each.goal.currency),
        }
        for each in money_goals.standings(store.connection, cases.Scope(), here.today, over)
    ]  # fmt: skip


def as_row(one: MoneyGoal) -> dict[str, Any]:
    """A goal in money as its documented JSON."""
    return {
        "kind": one.of,
        "period": one.period,
        "count": None,
        "done": None,
        "aim": money.as_row(one.amount, one.currency),
    }


def _set(text: str, period: str, of: str, dry_run: bool) -> None:
    from crmcli.store import settings

    here = context.current()
    with here.writing(dry_run).write(
        _("set a goal of {amount}").format(amount=text), command=here.command_line, dry_run=dry_run
    ) as tx:
        found = money.parse(text, settings.effective(tx.connection, "currency"))
        one = money_goals.put(tx, of, period, found.amount_minor, found.currency)
        tx.describe(_("set a goal of {goal}").format(goal=_named(one)))
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({**as_row(one), "operation": operation})
        return
    said = _("Would set a goal of {goal}") if dry_run else _("The goal is {goal}; crm report goal says how it stands")
    here.output.sentence(said.format(goal=_named(one)) + saving.taken_back(operation))


def _remove(of: str, period: str, dry_run: bool) -> None:
    here = context.current()
    what = _("took away the goal of {kind}").format(kind=of)
    with here.writing(dry_run).write(what, command=here.command_line, dry_run=dry_run) as tx:
        gone = money_goals.remove(tx, of, period)
    operation = tx.operation_id if not dry_run else None
    if here.is_json:
        here.output.document({"removed": [as_row(each) for each in gone], "operation": operation})
        return
    said = _("Would take away the goal: {goals}") if dry_run else _("Took away the goal: {goals}")
    here.output.sentence(said.format(goals=", ".join(map(_named, gone))) + saving.taken_back(operation))


def _named(one: MoneyGoal) -> str:
    """`IDR 50,000,000 of value a month`."""
    return _("{amount} of {what} a {period}").format(
        amount=money.Money(one.amount, one.currency).shown(), what=one.of, period=one.period
    )


def _apart(words: Sequence[str]) -> tuple[Sequence[str], str]:
    """The words, and the period that is said after them: `50jt a month`, `value per quarter`."""
    if len(words) > 2 and words[-2] in ("a", "per") and words[-1] in money_goals.PERIODS:
        return words[:-2], words[-1]
    return words, ""


def _is_sum(text: str) -> bool:
    """Whether a text reads as money, were it clear of which currency or not."""
    from crmcli import sums

    return len(text) < _LONGEST and sums.read(text) is not None


def _is_kind(words: Sequence[str]) -> bool:
    """Whether words name a kind of activity that there is."""
    from crmcli.store import goals

    store = context.current().reading()
    if not words or store is None:
        return False
    try:
        goals.kind_of(store.connection, " ".join(words))
    except CrmError:
        return False
    return True
