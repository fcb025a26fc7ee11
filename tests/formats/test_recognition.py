"""What files are taken for, whatever they are called."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import CrmError, Invalid
from crmcli.formats.recognition import open_book
from tests.formats.delimited.reading import corpora

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Budi\r\nN:;Budi;;;\r\nEND:VCARD\r\n"


def opened(data: bytes, **options: str) -> tuple[str, int]:
    book = open_book(io.BytesIO(data), **options)  # type: ignore[arg-type]
    return book.format, sum(1 for _entry in book.entries)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_cards_are_recognised_in_any_unicode(codec: str) -> None:
    assert opened(CARD.encode(codec), name="contacts.csv") == ("vcard", 1)


@pytest.mark.parametrize(
    "text", ["\n\n" + CARD, "exported by phone\n" + CARD, CARD.lower(), CARD.replace("\r\n", "\r")]
)
def test_cards_are_recognised_after_blank_lines_a_preamble_in_lower_case_and_with_other_line_ends(
    text: str,
) -> None:
    assert opened(text.encode())[0] == "vcard"


def test_a_card_inside_a_quoted_cell_does_not_make_a_table_a_card() -> None:
    data = b'Name,Phone,Notes\nBudi,0812345678,"his card:\nBEGIN:VCARD\nEND:VCARD"\n'
    assert opened(data, name="contacts.vcf") == ("csv", 1)


@pytest.mark.parametrize("delimiter", ",;\t")
def test_somebody_whose_name_begins_a_card_does_not_make_a_table_a_card(delimiter: str) -> None:
    rows = (["First Name", "Phone"], ["BEGIN:VCARD", "0812345678"], ["Budi", "0812345679"])
    data = "".join(delimiter.join(row) + "\r\n" for row in rows).encode()
    assert opened(data)[1] == 2


def test_tables_are_recognised_by_content() -> None:
    assert opened(b"Name,Phone\nBudi,0812345678\n", name="contacts.vcf") == ("csv", 1)
    assert opened(b"Name\tPhone\nBudi\t0812345678\n", name="x.csv") == ("tsv", 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \r\n\r\n", "The file is empty."),
        (b"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "This is a web page, not an address book."),
        (b"\n<html lang=en><head></head></html>", "This is a web page, not an address book."),
        (b'<?xml version="1.0"?><contacts/>', "This is an XML document, not an address book."),
        (b'{"contacts": [{"name": "Budi"}]}', "This is JSON, not an address book."),
        (b'[{"name": "Budi", "phone": "1"}]', "This is JSON, not an address book."),
        (b"From a@b.c Mon Jan 1 00:00:00 2024\nFrom: a@b.c\n\nhi\n", "This is mail, not an address book."),
        (b"dn: cn=Budi,mail=b@x.com\nobjectclass: top\n", "This is an LDIF file, which crm does not read."),
        (b"PK\x03\x04" + b"\0" * 26 + b"notes.txt", "This is a zip archive; unpack it, and import what is in it."),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml xl/workbook.xml",
            "This is an Office document such as an Excel workbook, not an address book.",
        ),
        (b"SQLite format 3\0" + b"\0" * 80, "This is a SQLite database, not an address book."),
        (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF document, not an address book."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not an address book."),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is a picture, not an address book."),
        (bytes(range(256)) * 20, "This is not a text file."),
    ],
)
def test_what_is_no_address_book_is_named(data: bytes, said: str) -> None:
    for name in ("contacts.vcf", "contacts.csv", ""):
        with pytest.raises(Invalid) as failure:
            open_book(io.BytesIO(data), name=name)
        assert failure.value.message == said


CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:20261201\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_calendars_are_recognised_in_any_unicode(codec: str) -> None:
    assert opened(CALENDAR.encode(codec), name="contacts.vcf") == ("ics", 1)
    assert opened(CALENDAR.replace("\r\n", "\n").lower().encode(codec)) == ("ics", 1)


def test_an_empty_calendar_is_a_calendar_and_a_cell_that_holds_one_is_none() -> None:
    assert opened(b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n") == ("ics", 0)
    data = b'Name,Phone,Notes\nBudi,0812345678,"his calendar:\nBEGIN:VCALENDAR\nEND:VCALENDAR"\n'
    assert opened(data, name="calendar.ics") == ("csv", 1)


def test_a_file_called_ics_without_a_calendar_is_said_to_have_none() -> None:
    with pytest.raises(Invalid) as failure:
        open_book(io.BytesIO(b"nothing of the kind\n"), name="Calendar.ICS")
    assert failure.value.message == "There is no calendar in this file."


def test_prose_is_refused_with_a_way_to_say_what_its_columns_are() -> None:
    with pytest.raises(Invalid) as failure:
        open_book(io.BytesIO(b"Dear Budi,\n\nthank you for the call; we will be there.\n\nSari\n"))
    assert failure.value.message == ("No column of this file is known to be a name, a phone, an e-mail or a company.")
    assert '--map "Header=field"' in failure.value.hint


def test_a_file_called_vcf_without_a_card_is_said_to_have_none() -> None:
    with pytest.raises(Invalid) as failure:
        open_book(io.BytesIO(b"nothing of the kind\n"), name="Contacts.VCF")
    assert failure.value.message == "There is no card in this file."


def test_every_collected_card_file_is_recognised_as_cards() -> None:
    folder = corpora()
    with (folder / "expected.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["path"].endswith(".vcf")]
    assert len(rows) > 300
    for row in rows:
        with (folder / row["path"]).open("rb") as stream:
            if row["cards"] == "0":
                with pytest.raises(Invalid):
                    open_book(stream, name=row["path"])
            else:
                assert open_book(stream, name=row["path"]).format == "vcard", row["path"]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("_derived_synthetic/cn_phone_gbk.csv", 2),
        ("_derived_synthetic/cn_phone_utf16le_tab.csv", 2),
        ("_derived_synthetic/cn_phone_utf8bom.csv", 2),
        ("roundcube__roundcubemail/tests/src/Csv2vcard/all.csv", 1),
        ("roundcube__roundcubemail/tests/src/Csv2vcard/email.csv", 4),
        ("roundcube__roundcubemail/tests/src/Csv2vcard/gmail.csv", 1),
        ("roundcube__roundcubemail/tests/src/Csv2vcard/outlook.csv", 1),
        ("roundcube__roundcubemail/tests/src/Csv2vcard/tb_plain.csv", 1),
    ],
)
def test_every_collected_table_has_its_rows_read(path: str, count: int) -> None:
    with (corpora() / path).open("rb") as stream:
        book = open_book(stream, name=path)
        assert book.format == ("tsv" if "tab" in path else "csv")
        assert sum(1 for _entry in book.entries) == count


def test_every_other_collected_file_is_refused() -> None:
    folder = corpora()
    others = [path for path in folder.rglob("*") if path.suffix in (".txt", ".xml", ".mbox")]
    assert others
    for path in others:
        with path.open("rb") as stream, pytest.raises(Invalid):
            open_book(stream, name=path.name)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_raise_nothing_but_errors_for_people(data: bytes) -> None:
    try:
        for _entry in open_book(io.BytesIO(data)).entries:
            pass
    except CrmError:
        pass


@given(
    st.text(alphabet="ab1@,;\t\"\n\r'=:|\0é王-+", max_size=200),
    st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_arbitrary_tables_raise_nothing_but_errors_for_people(text: str, codec: str) -> None:
    try:
        for _entry in open_book(io.BytesIO(("Name,Phone,Notes,Birthday\n" + text).encode(codec))).entries:
            pass
    except CrmError:
        pass
