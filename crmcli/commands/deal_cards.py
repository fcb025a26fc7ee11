"""`crm deal show`: the whole card of a deal, with its people, what is still to be done, and the way it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, dates, deal_histories
from crmcli.commands import activity_shapes, deal_columns, deal_people, deal_refs, deal_shapes
from crmcli.commands import followup_shapes as steps
from crmcli.i18n import _
from crmcli.output import CSV, TABLE, Column
from crmcli.store import activities, close_changes, deal_followups, deal_moves, participants

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from crmcli.store.activities import Activity
    from crmcli.store.deals import Deal

    Row = Mapping[str, Any]

_SHOWN = 5  # activities
_OF_SECTIONS = ("next", "fields", "notes", "closed_at")  # what the sections and the stage tell


def show(deal: Deal) -> None:
    """Writes the whole card of one deal; with --json all that is known of it."""
    here, connection = context.current(), deal_refs.connection()
    row = deal_shapes.as_row(deal)
    if here.is_json:
        here.output.document({**row, **_further(connection, deal)})
        return
    if here.mode == CSV:
        here.output.listing(deal_columns.rows([deal]), deal_columns.columns(), ids="d")
        return
    facts = _facts(deal, has_title=here.mode == TABLE)
    sections = [
        (_("People"), deal_people.lines(connection, deal.id)),
        (_("Competitors"), deal_people.rivals(connection, deal.id)),
        (_("Fields"), list(deal.own_fields.items())),
        (_("Notes"), [("", line) for line in (deal.notes or "").splitlines()]),
        (_("Open"), _open(connection, deal)),
        (_("History"), _way(connection, deal)),
        (_("Timeline"), _timeline(connection, deal)),
    ]
    title = f"{deal.ref}  {deal.title}"
    here.output.record(row, facts, ids="d", title=title, sections=[each for each in sections if each[1]])


def _facts(deal: Deal, *, has_title: bool) -> list[Column]:
    """The head of the card; a title says which deal it is already, and a closed deal has no chance any more."""
    left_out = {*_OF_SECTIONS, *(["id"] if has_title else []), *([] if deal.is_open else ["chance"])}
    found = [Column("stage", _("Stage"), _stage) if each.key == "stage" else each for each in deal_shapes.facts()]
    found = [each for each in found if each.key not in left_out]
    return found if has_title else [found[0], Column("title", _("Title")), *found[1:]]


def _stage(row: Row) -> str:
    """`Sales / proposal, 12 days, stalled`, or of a closed deal `Sales / lost on Sun 20 Dec 2026`."""
    stage = f"{row['pipeline']} / {row['stage']}"
    if row["closed_at"]:
        return _("{stage} on {day}").format(stage=stage, day=dates.shown(deal_shapes.local_day(row["closed_at"])))
    known = [
        stage,
        deal_shapes.in_stage(row) if row["days_in_stage"] else "",
        _("stalled") if row["is_stalled"] else "",
    ]
    return ", ".join(each for each in known if each)


def history_rows(connection: sqlite3.Connection, deal: Deal) -> list[dict[str, Any]]:
    """Every move of a deal as its documented JSON, the first one first; `days` are those that it stayed there."""
    return [
        {
            "from": each.from_stage,
            "to": each.to_stage,
            "pipeline": each.pipeline,
            "outcome": each.outcome,
            "at": each.at,
            "left_at": each.left_at,
            "days": each.days(context.current().now, is_open=deal.is_open),
            "note": each.note,
        }
        for each in deal_moves.history(connection, deal.id)
    ]


def _further(connection: sqlite3.Connection, deal: Deal) -> dict[str, Any]:
    """What the card has beside the deal itself, as its documented JSON."""
    logged = activities.of_deal(connection, deal.id)
    who = participants.of_all(connection, [each.id for each in logged])
    return {
        **deal_people.rows(connection, deal.id),
        "history": history_rows(connection, deal),
        "close_changes": [
            {"from": each.from_day, "to": each.to_day, "at": each.at} for each in close_changes.of(connection, deal.id)
        ],
        "followups": [steps.as_row(each) for each in deal_followups.open_of(connection, deal.id)],
        "activities": [activity_shapes.as_row(each, who.get(each.id, [])) for each in logged],
    }


def _open(connection: sqlite3.Connection, deal: Deal) -> list[tuple[str, str]]:
    found = [(each.ref, steps.on_card(each)) for each in deal_followups.open_of(connection, deal.id)]
    return found or ([("", _("no next step"))] if deal.is_open else [])


def _way(connection: sqlite3.Connection, deal: Deal) -> list[tuple[str, str]]:
    """The moves of a deal and the changes of its expected close, in the order of time."""
    here, moves = context.current(), deal_moves.history(connection, deal.id)
    has_several = len({each.pipeline for each in moves}) > 1
    found = [(each.at, deal_histories.moved(each, deal, here.now, has_several)) for each in moves]
    found += [(each.at, deal_histories.put_off(each)) for each in close_changes.of(connection, deal.id)]
    return [(_day(at), said) for at, said in sorted(found, key=lambda each: each[0])]


def _day(at: str) -> str:
    here = context.current()
    when = activity_shapes.when(at, False, here.zone)
    return when.short(here.today) if here.mode == TABLE else when.due


def _timeline(connection: sqlite3.Connection, deal: Deal) -> list[tuple[str, str]]:
    found = activities.of_deal(connection, deal.id, _SHOWN + 1)
    shown = [_activity(each) for each in found[:_SHOWN]]
    return [*shown, ("", _("and more"))] if len(found) > _SHOWN else shown


def _activity(activity: Activity) -> tuple[str, str]:
    what = activity_shapes.kind_of(activity.kind, activity.direction, activity.outcome)
    text = f"{what}: {activity.summary}" if activity.summary else what
    return _day(activity.at), " · ".join([text, *activity_shapes.facts(activity)])
