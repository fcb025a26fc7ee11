"""What `crm report` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import listing as lists
from crmcli.i18n import _, ngettext
from crmcli.output import IDS, JSON, TABLE, Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.store.referrals import Referrer


def referrals(*, details: bool, by_company: bool, limit: int) -> None:
    """Writes who referred how many, or with details whom."""
    from crmcli.store import referrals as store_referrals

    here = context.current()
    store = here.reading()
    found = store_referrals.referrers(store.connection, by_company=by_company) if store else []
    if not found:
        here.output.listing([], _columns(), ids="c")
        diagnostics.narrate(_("Nobody was referred yet. crm contact relate REF referred-by WHO notes it."))
        return
    if here.mode == IDS:
        found = [one for one in found if one.id is not None]  # a name alone is no reference
    shown = found[: limit or None]
    if not details or here.mode in (JSON, IDS):
        counted = lists.Counted(map(as_row, found), limit)
        here.output.listing(counted, _columns(), ids="c")
        counted.say(ngettext("{count} referrer", "{count} referrers", counted.count))
    elif here.mode == TABLE:
        here.output.text("\n".join(_tree(shown)))
    else:
        here.output.listing(_pairs(shown), _pair_columns(), ids="c")


def as_row(one: Referrer) -> dict[str, Any]:
    """One who referred others as its documented JSON."""
    return {
        "id": one.id,
        "name": one.name,
        "company": {"id": one.company_id, "name": one.company} if one.company_id else None,
        "count": len(one.referred),
        "referred": [{"id": each.id, "name": each.name, "status": each.status} for each in one.referred],
    }


def _columns() -> list[Column]:
    return [
        Column("id", _("Id"), lambda row: f"c{row['id']}" if row["id"] else ""),
        Column("name", _("Name"), is_wide=True),
        Column("company", _("Company"), lambda row: row["company"]["name"] if row["company"] else "", is_wide=True),
        Column("count", _("Referred"), is_number=True),
        Column(
            "referred", _("Whom"), lambda row: ", ".join(each["name"] for each in row["referred"]),
            is_wide=True, is_extra=True,
        ),
    ]  # fmt: skip


def _tree(found: Sequence[Referrer]) -> Iterator[str]:
    """Each who referred others, and under them those they did."""
    for one in found:
        company = f" · {one.company}" if one.company else ""
        yield f"{_named(one.id, one.name)}{company}  {len(one.referred)}"
        for number, each in enumerate(one.referred, start=1):
            branch = "└─" if number == len(one.referred) else "├─"
            yield f"{branch} {_named(each.id, each.name)}" + (f" · {each.status}" if each.status else "")


def _pairs(found: Sequence[Referrer]) -> Iterator[dict[str, Any]]:
    """A row for each who was referred, for pipes and spreadsheets."""
    for one in found:
        for each in one.referred:
            yield {
                "id": one.id,
                "name": one.name,
                "company": one.company,
                "referred_id": each.id,
                "referred": each.name,
                "status": each.status,
            }


def _pair_columns() -> list[Column]:
    return [
        Column("id", _("Id"), lambda row: f"c{row['id']}" if row["id"] else ""),
        Column("name", _("Name")),
        Column("company", _("Company")),
        Column("referred_id", _("Id"), lambda row: f"c{row['referred_id']}" if row["referred_id"] else ""),
        Column("referred", _("Referred")),
        Column("status", _("Status")),
    ]


def _named(number: int | None, name: str) -> str:
    return f"c{number} {name}" if number else name
