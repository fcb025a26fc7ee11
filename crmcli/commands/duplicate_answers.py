"""What `crm contact dupes` answers: pairs with their score and reasons, and what was merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.duplicates import Pair
    from crmcli.store.merging import Merged


def listing(found: Sequence[Pair], limit: int, *, is_narrowed: bool, has_hint: bool = True) -> None:
    """Writes pairs, and on a terminal what to do about them."""
    from crmcli.commands.listing import Counted

    here = context.current()
    store = here.reading()
    counted = Counted(_rows(store.connection, found) if store else (), limit)
    here.output.listing(counted, columns(), ids=lambda row: " ".join(f"c{each['id']}" for each in row["contacts"]))
    if counted.count == 0:
        diagnostics.narrate(_nothing(is_narrowed))
        return
    counted.say(ngettext("{count} pair", "{count} pairs", counted.count))
    if here.mode == TABLE and has_hint:
        _say_what_to_do(found)


def _rows(connection: sqlite3.Connection, found: Sequence[Pair]) -> Iterator[dict[str, Any]]:
    from crmcli.store import search

    for pair in found:
        both = search.hits(connection, {pair.id: None, pair.other_id: None})
        yield {
            "score": pair.score,
            "certain": pair.is_certain,
            "contacts": [
                {"id": hit[0], "kind": hit[2], "name": hit[1], "company": hit[3] or None, "phone": hit[4] or None,
                 "email": hit[5] or None}
                for hit in both
            ],
            "reasons": list(pair.reasons),
            "against": list(pair.against),
        }  # fmt: skip


def columns() -> list[Column]:
    """The columns of a list of pairs."""
    return [
        Column("id", _("Id"), lambda row: f"c{row['contacts'][0]['id']}"),
        Column("name", _("Name"), lambda row: row["contacts"][0]["name"], is_wide=True),
        Column("other_id", _("Id"), lambda row: f"c{row['contacts'][1]['id']}"),
        Column("other_name", _("Name"), lambda row: row["contacts"][1]["name"], is_wide=True),
        Column("score", _("Score"), is_number=True),
        Column("reasons", _("Why"), lambda row: ", ".join(map(_, row["reasons"])), is_wide=True),
        Column("against", _("But"), lambda row: ", ".join(map(_, row["against"])), is_wide=True, is_extra=True),
    ]


def applied(merged: Sequence[Merged], operation: int | None) -> None:
    """Writes for scripts what was merged, as crm contact merge does."""
    from crmcli.commands import merge_answers

    rows = [merge_answers.as_row(each) for each in merged]
    context.current().output.document({"merged": rows, "operation": operation})


def count(merged: Sequence[Merged]) -> str:
    """How many contacts went, and into how many."""
    gone = sum(len(each.former) for each in merged)
    went = ngettext("{count} contact", "{count} contacts", gone).format(count=f"{gone:,}")
    return ngettext("{went} into {count} other", "{went} into {count} others", len(merged)).format(
        went=went, count=f"{len(merged):,}"
    )


def _say_what_to_do(found: Sequence[Pair]) -> None:
    certain = sum(pair.is_certain for pair in found)
    first = found[0]
    if certain:
        sentence = ngettext(
            "{count} is certain: crm contact dupes --apply certain merges it.",
            "{count} are certain: crm contact dupes --apply certain merges them.",
            certain,
        )
        diagnostics.narrate(sentence.format(count=f"{certain:,}"))
        return
    diagnostics.narrate(
        _("crm contact merge {one} {other} makes one of two; crm contact different says that they are two.").format(
            one=f"c{first.id}", other=f"c{first.other_id}"
        )
    )


def _nothing(is_narrowed: bool) -> str:
    if is_narrowed:
        return _("Nobody who fits that looks like another contact.")
    return _("No two contacts look like one.")
