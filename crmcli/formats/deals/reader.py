"""A delimited file opened as a table of deals: a draft a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import BinaryIO

from crmcli.errors import Invalid
from crmcli.formats.cleaning import clean_line
from crmcli.formats.deals import columns, layout
from crmcli.formats.deals.plan import Plan
from crmcli.formats.delimited import dialect
from crmcli.formats.delimited import mapping as mappings
from crmcli.formats.delimited import reader as tables
from crmcli.formats.delimited.rows import Rows, physical_lines
from crmcli.formats.drafts import AddressBook, Entry
from crmcli.i18n import _


def read(
    stream: BinaryIO,
    *,
    encoding: str,
    mapping: Mapping[str, str] | None = None,
    region: str = "",
    date_order: str = "",
    is_sure: bool = False,
) -> AddressBook | None:
    """Opens a seekable binary file as a table of deals of format `deals.csv` or `deals.tsv`; None where it is none.

    `mapping` says what columns hold by their headers (`{"Umsatz": "deal.value"}`). `date_order` (`dmy`, `mdy`, `ymd`)
    reads days that numbers leave open; where it is empty, `region` (ISO 3166, may be empty) tells it. `is_sure` says
    that the user knows it for deals. Raises Invalid for a mapping of unknown headers or fields, and where the user is
    sure and no header says so.
    """
    given = mapping or {}
    is_sure = is_sure or columns.is_of_deals(given)
    stream.seek(0)
    lines = physical_lines(stream, encoding)
    sample = tables.sample_of(lines)
    meant = columns.read_mapping(given) if is_sure else {}
    found = layout.find(sample, meant, is_sure=is_sure)
    if given and (found or is_sure) and any(map(str.strip, sample)):
        mappings.refuse_unknown(given, found.header.cells if found else dialect.first_headers(sample))
    if found is None:
        if is_sure:
            raise _no_deals(sample)
        return None
    if given and not is_sure:
        found = found._replace(columns=columns.understand(found.header.cells, columns.read_mapping(given)))
    order = layout.date_order(sample, found, date_order or tables.date_order_of(region))
    return AddressBook(
        format="deals.tsv" if found.delimiter == "\t" else "deals.csv",
        encoding=encoding,
        entries=_entries(Rows(chain(sample, lines), found.delimiter), found, order),
        header=found.header.source,
        unknown=columns.not_understood(found.header.cells, found.columns, columns.read_mapping(given)),
        lacks=columns.lacking(found.columns),
    )


def _entries(rows: Rows, found: layout.Layout, order: str) -> Iterator[Entry]:
    plan = Plan(found.header.cells, found.columns, found.program, order)
    for row in islice(rows, found.preamble + 1, None):
        entry = plan.entry(row)
        if entry is not None:
            yield entry


def _no_deals(sample: list[str]) -> Invalid:
    headers = ", ".join(clean_line(cell)[:40] for cell in dialect.first_headers(sample))
    return Invalid(
        _("No column of this file is known to be the title of a deal, its value or its stage."),
        _('It begins with: {headers}. Say what a column holds with --map "Header=deal.title".').format(headers=headers),
    )
