"""Bytes into rows: quotes, line ends, encodings, and rows past all measure."""

from __future__ import annotations

import io

import pytest

from crmcli.formats import delimited
from crmcli.formats.delimited import rows
from crmcli.formats.delimited.rows import Rows
from crmcli.formats.drafts import ContactDraft, Rejected
from tests.formats.delimited.reading import contact, contacts, entries


def test_quotes_are_doubled_and_hold_delimiters_and_line_ends() -> None:
    found = contacts('Name,Notes\n"Budi ""Bud"" S","one,\r\ntwo"\nSari,x\n')
    assert [(draft.name, draft.notes, draft.line) for draft in found] == [
        ('Budi "Bud" S', "one,\ntwo", 2),
        ("Sari", "x", 4),
    ]
    assert found[0].source == '"Budi ""Bud"" S","one,\r\ntwo"'


def test_a_blank_between_delimiter_and_quote_is_allowed() -> None:
    assert contact('Name, Notes\n"Budi", "a, b"\n').notes == "a, b"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_kind_of_line_end_ends_a_row(end: str) -> None:
    found = contacts(end.join(["Name,Phone", "Budi,0812345678", "Sari,0812345679", ""]))
    assert [(draft.name, draft.line) for draft in found] == [("Budi", 2), ("Sari", 3)]


def test_the_last_line_needs_no_end() -> None:
    assert contact("Name,Phone\nBudi,0812345678").source == "Budi,0812345678"


def test_a_stray_carriage_return_between_cells_is_a_blank() -> None:
    found = contacts("Name,Title\nBudi,a\rb\nSari,c\n")
    assert [(draft.name, draft.title) for draft in found] == [("Budi", "a b"), ("Sari", "c")]


def test_nuls_are_taken_out() -> None:
    assert contact("Name,Phone\nBu\0di,08\x0012345678\n").name == "Budi"


def test_a_quote_that_is_never_closed_costs_its_own_row_only() -> None:
    found = contacts('Name,Phone\n"Budi,0812345678\nSari,0812345679\nTono,0812345670\n')
    assert [(draft.name, draft.line) for draft in found] == [("Budi", 2), ("Sari", 3), ("Tono", 4)]
    assert found[0].problems == ["A quote in this row is never closed."]


def test_an_unclosed_quote_in_the_last_row_is_closed_by_the_end_of_the_file() -> None:
    assert contact('Name,Notes\nBudi,"hi').notes == "hi"


def test_a_row_past_the_limit_is_rejected_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST_ROW", 1000)
    long, budi = entries("Name,Notes\n" + "x" * 5000 + ",y\nBudi,hi\n")
    assert isinstance(long, Rejected)
    assert (long.line, long.reason) == (2, "This is a row of more than 16 MB.")
    assert len(long.source) <= 1000
    assert isinstance(budi, ContactDraft)
    assert (budi.name, budi.line) == ("Budi", 3)


def test_a_quoted_cell_past_the_limit_is_rejected_up_to_its_closing_quote(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "LONGEST_ROW", 1000)
    long, budi = entries('Name,Notes\nSari,"' + "text\n" * 500 + '"\nBudi,hi\n')
    assert isinstance(long, Rejected)
    assert (long.line, long.reason) == (2, "This is a row of more than 16 MB.")
    assert isinstance(budi, ContactDraft)
    assert (budi.name, budi.line) == ("Budi", 503)


def test_an_unclosed_quote_before_more_rows_than_the_limit_loses_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "LONGEST_ROW", 1000)
    found = contacts('Name,Phone\n"Budi,0812345678\n' + "Sari,0812345679\n" * 500)
    assert [draft.line for draft in found] == list(range(2, 503))


def test_rereading_after_unclosed_quotes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST_ROW", 200)
    monkeypatch.setattr(rows, "_REREAD_BUDGET", 400)
    pulled = 0

    def lines() -> object:
        nonlocal pulled
        for _number in range(2000):
            pulled += 1
            yield 'a,"b""\n'

    table = Rows(lines(), ",")  # type: ignore[arg-type]
    handed = sum(1 for _row in table)
    assert pulled == 2000
    assert 0 < handed <= 2000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030", "cp1252"])
def test_rows_are_the_same_in_any_encoding(encoding: str) -> None:
    table = "Name\tPhone\r\nJosé\t0812345678\r\n" * 1
    book = delimited.read(io.BytesIO(table.encode(encoding)), encoding=encoding)
    assert [entry.name for entry in book.entries if isinstance(entry, ContactDraft)] == ["José"]


def test_lines_are_put_together_across_the_blocks_they_are_read_in() -> None:
    table = "Name,Notes\r\n" + "".join(f"Budi {n},{'é' * 997}\r\n" for n in range(300))
    found = contacts(table)
    assert [draft.name for draft in found] == [f"Budi {n}" for n in range(300)]
    assert {draft.notes for draft in found} == {"é" * 997}


def test_reading_a_large_table_keeps_one_row_at_a_time() -> None:
    class Endless(io.RawIOBase):
        """As many rows as anyone asks for."""

        def __init__(self) -> None:
            self.taken = 0

        def readable(self) -> bool:
            return True

        def seekable(self) -> bool:
            return True

        def seek(self, offset: int, whence: int = 0) -> int:
            return 0

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer)  # type: ignore[arg-type]
            head = b"Name,Phone\n" if not self.taken else b""
            data = (head + b"Budi,0812345678\n" * 5000)[: len(view)]
            data = data[: data.rindex(b"\n") + 1]
            view[: len(data)] = data
            self.taken += len(data)
            return len(data)

    stream = Endless()
    book = delimited.read(stream, encoding="utf-8")  # type: ignore[arg-type]
    for _number in range(20_000):
        entry = next(book.entries)
        assert isinstance(entry, ContactDraft)
    assert stream.taken < 20_000 * 16 + (1 << 20)
