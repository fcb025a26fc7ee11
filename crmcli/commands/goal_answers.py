"""What `crm settings goal` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, day_heads, diagnostics
from crmcli.commands import saving
from crmcli.errors import Usage
from crmcli.i18n import _
from crmcli.output import Column, text_of
from crmcli.store import goals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.goals import Goal

_DIGITS = 6


def goal(words: Sequence[str], per: str, of: str, dry_run: bool) -> None:
    """Lists the goals, sets one, or takes one away, as the words say. Raises Usage for any others."""
    from crmcli.commands import money_goal_answers as in_money

    given = " ".join(words).split()
    if given in ([], ["list"]):
        _list()
    elif in_money.is_meant(given, per, of):
        in_money.goal(given, per, of, dry_run)
    elif given[0] in ("rm", "remove") and len(given) > 1:
        kind, period = _without_period(given[1:])
        _remove(kind, per or period, dry_run)
    elif len(given) > 1 and given[0].isascii() and given[0].isdigit() and len(given[0]) <= _DIGITS:
        kind, period = _without_period(given[1:])
        _set(int(given[0]), kind, per or period or "day", dry_run)
    else:
        raise Usage(_("That is no goal."), _("crm settings goal 20 calls --per day, or 50jt --per month."))


def _without_period(words: Sequence[str]) -> tuple[str, str]:
    """The kind, and the period that is said after it: `visits a week`, as goals are told of, or `visits per week`."""
    if len(words) > 2 and words[-2] in ("a", "per") and words[-1] in goals.PERIODS:
        return " ".join(words[:-2]), words[-1]
    return " ".join(words), ""


def as_row(one: Goal, done: int) -> dict[str, Any]:
    """A goal as its documented JSON, with how many there are in the present period."""
    return {"kind": one.kind, "period": one.period, "count": one.target, "done": done}


def _list() -> None:
    here = context.current()
    store = here.reading()
    found = goals.progress(store.connection, here.today) if store else []
    columns = [
        Column("kind", _("Goal")),
        Column("period", _("Per")),
        Column("count", _("Aim"), lambda row: _said(row, "count", "aim"), is_number=True),
        Column("done", _("Done"), lambda row: _said(row, "done", "actual"), is_number=True),
    ]
    from crmcli.commands import money_goal_answers as in_money

    rows = [as_row(*each) for each in found] + in_money.rows()
    here.output.listing(rows, columns)
    if not rows:
        diagnostics.narrate(_("There are no goals yet. crm settings goal 20 calls --per day sets one."))


def _said(row: Mapping[str, Any], count: str, amount: str) -> str:
    """How many, or how much where a goal is in money; nothing where a rate is lacking."""
    from crmcli.commands import deal_shapes

    return deal_shapes.shown(row[amount]) if row.get(amount) else text_of(row[count])


def _set(target: int, kind: str, period: str, dry_run: bool) -> None:
    here = context.current()
    what = _("set a goal of {count} {kind}").format(count=target, kind=kind)
    with here.writing(dry_run).write(what, command=here.command_line, dry_run=dry_run) as tx:
        one = goals.put(tx, kind, period, target)
        done = next(each.done for each in goals.progress(tx.connection, here.today) if each.goal == one)
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({**as_row(one, done), "operation": operation})
        return
    said = _("Would set {count} {kind} a {period}") if dry_run else _("{count} {kind} a {period}, {done} so far")
    sentence = said.format(count=f"{target:,}", kind=day_heads.plural(one.kind, target), period=one.period, done=done)
    here.output.sentence(sentence + saving.taken_back(operation))


def _remove(kind: str, period: str, dry_run: bool) -> None:
    here = context.current()
    what = _("took away the goal of {kind}").format(kind=kind)
    with here.writing(dry_run).write(what, command=here.command_line, dry_run=dry_run) as tx:
        gone = goals.remove(tx, kind, period)
    operation = tx.operation_id if not dry_run else None
    if here.is_json:
        here.output.document({"removed": [as_row(each, 0) for each in gone], "operation": operation})
        return
    named = ", ".join(f"{each.target:,} {day_heads.plural(each.kind, each.target)} a {each.period}" for each in gone)
    said = _("Would take away the goal: {goals}") if dry_run else _("Took away the goal: {goals}")
    here.output.sentence(said.format(goals=named) + saving.taken_back(operation))
