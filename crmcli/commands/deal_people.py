"""What `crm deal with`, `without` and `competitor` do and answer: who is on the other side, and who else wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import context
from crmcli.commands import choosing, deal_refs, deal_shapes, saving
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import competitors, deal_contacts, deals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from crmcli.store.competitors import Competitor
    from crmcli.store.db import Transaction
    from crmcli.store.deals import Deal

_CLEARED = ("role", "stance", "warmth")


class Standing(NamedTuple):
    """How somebody stands to a deal, as typed."""

    roles: Sequence[str]
    stance: str
    warmth: str
    is_customer: bool
    clear: Sequence[str]


def put(text: str, ref: Sequence[str], standing: Standing, dry_run: bool) -> None:
    """Puts somebody on a deal, or says more of one who is on it."""
    deal, contact_id = deal_refs.named(text), choosing.contact(" ".join(ref))
    cleared = [name.strip() for each in standing.clear for name in each.split(",") if name.strip()]
    for name in cleared:
        if name not in _CLEARED:
            raise Invalid(
                _("There is no field '{name}' to clear.").format(name=name),
                _("There is: {all}.").format(all=", ".join(_CLEARED)),
            )

    def change(tx: Transaction) -> str:
        deal_contacts.put(
            tx,
            deal.id,
            contact_id,
            roles=standing.roles or ([] if "role" in cleared else None),
            stance=standing.stance or ("" if "stance" in cleared else None),
            warmth=standing.warmth or ("" if "warmth" in cleared else None),
        )
        if standing.is_customer:
            deals.edit(tx, deal.id, contact_id=contact_id)
        found = next(each for each in deal_contacts.of(tx.connection, deal.id) if each.contact_id == contact_id)
        return f"{found.name} (c{found.contact_id})" + "".join(f" · {each}" for each in found.standing)

    done = _("Would put on {deal}: {who}") if dry_run else _("On {deal}: {who}")
    _changed(deal, change, _("put somebody on {title}"), done, dry_run)


def take(text: str, ref: Sequence[str], dry_run: bool) -> None:
    """Takes somebody off a deal. Raises NotFound where they are not on it."""
    deal, contact_id = deal_refs.named(text), choosing.contact(" ".join(ref), with_removed=True)

    def change(tx: Transaction) -> str:
        from crmcli.store import contacts

        deal_contacts.take(tx, deal.id, contact_id)
        return f"{contacts.get(tx.connection, contact_id).name} (c{contact_id})"

    done = _("Would take off {deal}: {who}") if dry_run else _("Off {deal}: {who}")
    _changed(deal, change, _("took somebody off {title}"), done, dry_run)


def competitor(text: str, name: str, note: str, is_gone: bool, dry_run: bool) -> None:
    """Names a competitor of a deal, says more of one, or takes one off."""
    deal = deal_refs.named(text)

    def change(tx: Transaction) -> str:
        if is_gone:
            competitors.take(tx, deal.id, name)
            return name
        competitors.put(tx, deal.id, name, note=note or None)
        return _competitor(competitors.named(tx.connection, deal.id, name))

    if is_gone:
        done = _("Would be no competitor for {deal}: {who}") if dry_run else _("No competitor for {deal}: {who}")
    else:
        done = _("Would be a competitor for {deal}: {who}") if dry_run else _("Competitor for {deal}: {who}")
    _changed(deal, change, _("noted a competitor of {title}"), done, dry_run)


def rows(connection: sqlite3.Connection, deal_id: int) -> dict[str, Any]:
    """Everybody on a deal and all its competitors, as their documented JSON."""
    return {
        "contacts": [
            {
                "id": each.contact_id,
                "name": each.name,
                "roles": list(each.roles),
                "stance": each.stance,
                "warmth": each.warmth,
                "is_customer": each.is_customer,
            }
            for each in deal_contacts.of(connection, deal_id)
        ],
        "competitors": [
            {"name": each.name, "note": each.note, "is_winner": each.is_winner}
            for each in competitors.of(connection, deal_id)
        ],
    }


def lines(connection: sqlite3.Connection, deal_id: int) -> list[tuple[str, str]]:
    """Everybody on a deal, a line each: the customer alone and with nothing said is left out."""
    found = deal_contacts.of(connection, deal_id)
    if len(found) == 1 and found[0].is_customer and not found[0].standing:
        return []
    return [(f"c{each.contact_id}", " · ".join([each.name, *each.standing])) for each in found]


def rivals(connection: sqlite3.Connection, deal_id: int) -> list[tuple[str, str]]:
    """The competitors of a deal, a line each."""
    return [("", _competitor(each)) for each in competitors.of(connection, deal_id)]


def _competitor(found: Competitor) -> str:
    known = [found.name, found.note or "", _("won it") if found.is_winner else ""]
    return " · ".join(each for each in known if each)


def _changed(deal: Deal, change: Callable[[Transaction], str], what: str, done: str, dry_run: bool) -> None:
    """One operation on what hangs on a deal, and its answer. `change` returns whom it was about."""
    here = context.current()
    what = what.format(title=deal.title)
    with here.writing().write(what, command=here.command_line, dry_run=dry_run) as tx:
        who = change(tx)
        row = {**deal_shapes.as_row(deals.get(tx.connection, deal.id)), **rows(tx.connection, deal.id)}
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({**row, "operation": operation})
        return
    sentence = done if tx.is_changed else _("Nothing to change in {deal}")
    here.output.sentence(sentence.format(deal=deal_shapes.in_brief(deal), who=who) + saving.taken_back(operation))
