"""What `crm export deals` and `crm export moves` write: deals with all that hangs on them, or every move of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, serialising
from crmcli.commands import deal_export_rows as rows
from crmcli.commands import export_answers
from crmcli.commands.export_answers import STDOUT, Options
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    import sqlite3

    from crmcli.output import Column

DEALS, MOVES = "deals", "moves"
FORMATS = ("csv", "json", "ndjson")
_SUFFIXES = {f".{each}": each for each in FORMATS} | {".jsonl": "ndjson"}


def run(noun: str, options: Options) -> None:
    """Exports deals, open and closed, or their moves: those of the deals that the words behind it mean."""
    from crmcli.store import snapshots

    words = options.words[1:]
    if words and not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("Leave the words out to export all."))
    here = context.current()
    otherwise = "json" if here.is_json and options.output == STDOUT else "csv"
    format = export_answers.format_of(options, otherwise, FORMATS, _SUFFIXES)
    if options.version:
        raise Usage(_("--version is of vCards."), _("crm export contacts writes them."))
    store = here.reading()
    if store is None:
        _write(noun, options, format, 0, serialising.pieces(format, (), _columns(noun, [])))
        return
    with snapshots.of(store.connection):
        ids = _chosen(store.connection, words)
        records, own, count = _records(store.connection, noun, ids)
        _write(noun, options, format, count, serialising.pieces(format, records, _columns(noun, own)))


def _chosen(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """The deals that a query means, open and closed, or those whose references come in on stdin."""
    from crmcli.commands import deal_lists, deal_refs
    from crmcli.store import deals

    if list(words) == [STDOUT]:
        return deal_refs.several(words)
    found = deals.listed(connection, ids=deal_lists.met(words), with_closed=True, sort="id")
    return [each.id for each in found]


def _records(connection: sqlite3.Connection, noun: str, ids: Sequence[int]) -> tuple[Iterator[Any], list[str], int]:
    """The records, the names of the own fields in them, and how many there are."""
    from crmcli.store import outgoing_deals

    here = context.current()
    each = outgoing_deals.each(connection, ids)
    if noun == DEALS:
        own = outgoing_deals.own_fields(connection, ids)
        return (rows.of_deal(one, here.now, here.today) for one in each), own, len(ids)
    count = outgoing_deals.moves_count(connection, ids)
    return (row for one in each for row in rows.of_moves(one, here.now)), [], count


def _columns(noun: str, own: Sequence[str]) -> list[Column]:
    return rows.columns(own) if noun == DEALS else rows.move_columns()


def _write(noun: str, options: Options, format: str, count: int, pieces: Iterator[str]) -> None:
    if export_answers.written(options, pieces):
        _answer(noun, options.output, format, count)
    elif not count:
        diagnostics.narrate(_("No deal fits that.") if options.words[1:] else _("There is nothing to export."))


def _answer(noun: str, path: str, format: str, count: int) -> None:
    here = context.current()
    if here.is_json:
        here.output.document({"file": path, "format": format, "noun": noun, "count": count})
        return
    said = {
        DEALS: ngettext("Wrote {count} deal to {path}.", "Wrote {count} deals to {path}.", count),
        MOVES: ngettext("Wrote {count} move to {path}.", "Wrote {count} moves to {path}.", count),
    }
    here.output.sentence(said[noun].format(count=f"{count:,}", path=path))
