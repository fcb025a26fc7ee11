"""The records of an export of deals and of their moves, and their columns in CSV: what an import reads again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli.commands import deal_shapes
from crmcli.formats.deals import cells
from crmcli.formats.deals.drafts import MoveDraft
from crmcli.output import Column

if TYPE_CHECKING:
    from datetime import date

    from crmcli.store.outgoing_deals import OutgoingDeal, Party

Row = Mapping[str, Any]


def of_deal(one: OutgoingDeal, now: datetime, today: date) -> dict[str, Any]:
    """A deal as `crm deal list` answers it, with its people, its history and what programs call it."""
    return {
        **deal_shapes.as_row(one.deal, now, today),
        "contacts": [_contact(each) for each in one.parties],
        "competitors": [
            {"name": each.name, "note": each.note, "is_winner": each.is_winner} for each in one.competitors
        ],
        "history": [
            {key: value for key, value in each.items() if key not in ("deal", "title")} for each in of_moves(one, now)
        ],
        "close_changes": [{"from": each.from_day, "to": each.to_day, "at": each.at} for each in one.close_changes],
        "uids": [f"{kind}:{uid}" for kind, uid in one.uids],
    }


def of_moves(one: OutgoingDeal, now: datetime) -> Iterator[dict[str, Any]]:
    """The moves of a deal, the first one first; `days` are whole days in the stage, null where the deal ended there."""
    for each in one.moves:
        yield {
            "deal": one.deal.id,
            "title": one.deal.title,
            "from": each.from_stage,
            "to": each.to_stage,
            "pipeline": each.pipeline,
            "outcome": each.outcome,
            "at": each.at,
            "left_at": each.left_at,
            "days": each.days(now, is_open=not one.deal.closed_at),
            "note": each.note,
        }


def _contact(party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "company": party.company,
        "email": party.email,
        "phone": party.phone,
        "uid": party.uid,
        "roles": list(party.roles),
        "stance": party.stance,
        "warmth": party.warmth,
        "is_customer": party.is_customer,
    }


def columns(own_fields: Sequence[str]) -> list[Column]:
    """The columns of deals in CSV; an own field is `field.NAME`."""
    return [
        Column("id", "id", lambda row: f"d{row['id']}"),
        *_plain("title"),
        Column("contact", "contact", lambda row: _of_customer(row, "name", "person")),
        Column("company", "company", _company),
        Column("email", "email", lambda row: _of_customer(row, "email")),
        Column("phone", "phone", lambda row: _of_customer(row, "phone")),
        *_plain("pipeline", "stage", "outcome", "state"),
        Column("value", "value", lambda row: _amount(row["value"])),
        Column("currency", "currency", lambda row: (row["value"] or row["commission"] or {}).get("currency", "")),
        *_plain("chance"),
        Column("own_chance", "own_chance", lambda row: row["chance"] if row["is_own_chance"] else ""),
        Column("weighted", "weighted", lambda row: _amount(row["weighted"])),
        Column("commission", "commission", lambda row: _amount(row["commission"])),
        *_plain("commission_rate", "expected_close", "created_at", "stage_since", "closed_at", "lost_reason", "source"),
        Column("tags", "tags", lambda row: ", ".join(row["tags"])),
        Column("next", "next", lambda row: row["next"]["what"] if row["next"] else ""),
        Column("next_due", "next_due", lambda row: row["next"]["due"] if row["next"] else ""),
        *_plain("notes"),
        Column("people", "people", _others),
        Column("contact_uids", "contact_uids", _uids),
        Column("history", "history", _history),
        Column("uid", "uid", lambda row: cells.SEPARATOR.join(row["uids"])),
        *(_own(name) for name in own_fields),
    ]


def move_columns() -> list[Column]:
    """The columns of moves in CSV."""
    return [
        Column("deal", "deal", lambda row: f"d{row['deal']}"),
        *_plain("title", "pipeline", "from", "to", "outcome", "at", "left_at", "days", "note"),
    ]


def _plain(*keys: str) -> list[Column]:
    return [Column(key, key) for key in keys]


def _own(name: str) -> Column:
    return Column(f"field.{name}", name, lambda row: row["fields"].get(name, ""))


def _amount(money: Mapping[str, str] | None) -> str:
    return money["amount"] if money else ""


def _of_customer(row: Row, key: str, kind: str = "") -> str:
    """What is known of the customer; with a kind only where it is one of that kind."""
    customer = _customer(row)
    return customer[key] or "" if customer and kind in ("", customer["kind"]) else ""


def _company(row: Row) -> str:
    """The customer's company, or the customer that is one."""
    return _of_customer(row, "name", "company") or _of_customer(row, "company")


def _customer(row: Row) -> Row | None:
    return next((each for each in row["contacts"] if each["is_customer"]), None)


def _others(row: Row) -> str:
    """Everybody else on the deal, with an e-mail address where there is one."""
    found = [each for each in row["contacts"] if not each["is_customer"]]
    return cells.SEPARATOR.join(
        f"{each['name']} <{each['email']}>" if each["email"] else each["name"] for each in found
    )


def _uids(row: Row) -> str:
    """What address books call everybody on the deal: the customer, empty for none, and then the others."""
    others = [each["uid"] for each in row["contacts"] if not each["is_customer"]]
    return cells.SEPARATOR.join([_of_customer(row, "uid"), *others])


def _history(row: Row) -> str:
    return cells.moves_cell(
        MoveDraft(each["pipeline"], each["to"], each["outcome"], each["at"]) for each in row["history"]
    )
