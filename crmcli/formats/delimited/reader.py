"""A delimited file opened as an address book.

Promises to find the header at once, so that a file which is no address book is refused before anything is
read, and then to hand over a row at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import BinaryIO

from crmcli.errors import Invalid
from crmcli.formats.cleaning import clean_line
from crmcli.formats.delimited import dialect
from crmcli.formats.delimited.mapping import read_mapping, refuse_unknown
from crmcli.formats.delimited.meanings import Meaning
from crmcli.formats.delimited.plan import Plan
from crmcli.formats.delimited.rows import Rows, physical_lines
from crmcli.formats.drafts import AddressBook, Entry
from crmcli.i18n import _

_SAMPLE_LINES = 100
_SAMPLE_SIZE = 1 << 18
_MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW"))
_YEAR_FIRST = frozenset(("CN", "JP", "KR", "KP", "TW", "HU", "LT", "MN"))


def read(
    stream: BinaryIO,
    *,
    encoding: str,
    mapping: Mapping[str, str] | None = None,
    region: str = "",
    date_order: str = "",
) -> AddressBook:
    """Open a seekable binary file as an address book of format `csv` or `tsv`.

    `mapping` says what columns hold by their headers (`{"Handy privat": "phone:home"}`). `date_order` (`dmy`,
    `mdy`, `ymd`) reads days that numbers leave open; where it is empty, `region` (ISO 3166, may be empty)
    tells it. Raises Invalid where no column is a name, phone, e-mail or company, and for a mapping of unknown
    headers or fields.
    """
    meanings = read_mapping(mapping or {})
    stream.seek(0)
    lines = physical_lines(stream, encoding)
    sample = sample_of(lines)
    found = dialect.find_dialect(sample, meanings)
    if mapping and any(map(str.strip, sample)):
        header = found.header if found else None
        refuse_unknown(mapping, header.cells if header else dialect.first_headers(sample))
    if found is None:
        raise _no_address_book(sample)
    rows = Rows(chain(sample, lines), found.delimiter)
    return AddressBook(
        format="tsv" if found.delimiter == "\t" else "csv",
        encoding=encoding,
        entries=_entries(rows, found, meanings, date_order or date_order_of(region)),
        header=found.header.source if found.header else "",
    )


def sample_of(lines: Iterable[str]) -> list[str]:
    """Returns the first lines of a file, by which it is known."""
    sample: list[str] = []
    size = 0
    for line in islice(lines, _SAMPLE_LINES):
        sample.append(line)
        size += len(line)
        if size > _SAMPLE_SIZE:
            break
    return sample


def _entries(rows: Rows, found: dialect.Dialect, mapping: Mapping[str, Meaning], date_order: str) -> Iterator[Entry]:
    if found.header is not None:
        plan = Plan(found.header.cells, mapping, date_order)
        skipped = found.preamble + 1
    else:
        places = {f"column {index}": meaning for index, meaning in enumerate(found.contents, 1)}
        plan = Plan([_("Column {number}").format(number=n) for n in range(1, len(places) + 1)], places, date_order)
        skipped = found.preamble
    for row in islice(rows, skipped, None):
        entry = plan.entry(row)
        if entry is not None:
            yield entry


def date_order_of(region: str) -> str:
    """Returns how people of a country (ISO 3166) write days in numbers; empty where it is not known."""
    if not region:
        return ""
    home = region.upper()
    return "mdy" if home in _MONTH_FIRST else "ymd" if home in _YEAR_FIRST else "dmy"


def _no_address_book(sample: list[str]) -> Invalid:
    headers = ", ".join(clean_line(cell)[:40] for cell in dialect.first_headers(sample))
    if not any(map(str.strip, sample)):
        return Invalid(_("The file is empty."))
    return Invalid(
        _("No column of this file is known to be a name, a phone, an e-mail or a company."),
        _('It begins with: {headers}. Say what a column holds with --map "Header=field".').format(headers=headers),
    )
