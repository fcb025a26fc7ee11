"""Delimiters, preambles, headers and rows of the wrong length."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Invalid
from crmcli.formats import delimited
from crmcli.formats.drafts import ContactDraft, Rejected
from tests.formats.delimited.reading import channels, contact, contacts, entries


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table = "Name,Phone,Notes\nBudi,0812345678,hi\n".replace(",", delimiter)
    book = delimited.read(io.BytesIO(table.encode()), encoding="utf-8")
    assert book.format == ("tsv" if delimiter == "\t" else "csv")
    (found,) = book.entries
    assert isinstance(found, ContactDraft)
    assert (found.name, found.notes) == ("Budi", "hi")


def test_commas_in_cells_do_not_mislead_about_a_semicolon() -> None:
    found = contact('Name;Farbe, Form;Telefon\n"Santoso, Budi";"Maju, Bandung";0812345678\n')
    assert found.name == "Santoso, Budi"
    assert found.fields == {"Farbe, Form": "Maju, Bandung"}


def test_the_line_in_which_excel_says_the_delimiter_is_obeyed_and_passed_over() -> None:
    found = contact("sep=;\r\nName;Phone\r\nBudi;0812345678\r\n")
    assert (found.name, found.line) == ("Budi", 3)


def test_the_notes_that_linkedin_writes_before_the_header_are_passed_over() -> None:
    book = delimited.read(
        io.BytesIO(
            b'Notes:\n"When exporting, some, addresses are missing. See, ""here"""\n\n'
            b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
            b"Budi,Santoso,https://l.example/budi,,PT Maju,Buyer,12 Mar 2024\n"
            b",,https://l.example/nobody,,,,\n"
        ),
        encoding="utf-8",
    )
    assert book.header == "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    budi, nobody = book.entries
    assert isinstance(budi, ContactDraft)
    assert isinstance(nobody, ContactDraft)
    assert (budi.name, budi.title, budi.fields) == ("Budi Santoso", "Buyer", {"Connected On": "12 Mar 2024"})
    assert (nobody.name, nobody.named_by, nobody.line) == ("https://l.example/nobody", "other", 6)


def test_a_row_of_values_that_read_like_headers_is_not_taken_for_the_header() -> None:
    found = contact("First Name,Last Name,City,Phone\nFirst Name,Last Name,City,0812345678\n")
    assert (found.given, found.family) == ("First Name", "Last Name")


def test_blank_rows_and_trailing_blank_columns_are_nothing() -> None:
    found = contacts("Name,Phone,,\n\nBudi,0812345678,,\n,,,\n , \nSari,0812345679,,\n\n")
    assert [draft.name for draft in found] == ["Budi", "Sari"]
    assert [draft.fields for draft in found] == [{}, {}]


def test_blanks_around_headers_and_values_do_not_count() -> None:
    found = contact(" Name , Phone \n Budi  , 0812345678 \n")
    assert (found.name, channels(found)) == ("Budi", [("phone", "0812345678", "")])


def test_a_short_row_lacks_its_last_cells_and_a_long_one_says_what_is_beyond() -> None:
    short, long = contacts("Name,Phone,Email\nBudi\nSari,0812345678,s@example.com,more,,still\n")
    assert (short.name, short.channels, short.problems) == ("Budi", [], [])
    assert long.problems == ["There are cells beyond the last column: more | still"]


def test_a_column_without_a_header_is_kept_under_its_number() -> None:
    assert contact("Name,,Phone\nBudi,x,0812345678\n").fields == {"Column 2": "x"}


def test_both_values_of_a_column_named_twice_are_kept() -> None:
    found = contact("Name,Notes,Notes,Phone,Phone,Company,Company,Size,Size\nBudi,a,b,0812345678,0812345679,X,Y,1,2\n")
    assert found.notes == "a\n\nb"
    assert [value for _kind, value, _label in channels(found)] == ["0812345678", "0812345679"]
    assert (found.company, found.fields) == ("X", {"Company": "Y", "Size": "1; 2"})


def test_a_row_in_which_nothing_can_be_read_is_rejected_with_its_line_and_text() -> None:
    found = entries('Name,Phone,Colour\n\n,,"red\nblue"\n,,\nBudi,1,\n')
    assert found[0] == Rejected(3, "There is no name, company, phone, e-mail or note in this row.", ',,"red\nblue"')
    assert len(found) == 2


def test_a_header_that_comes_again_is_rejected() -> None:
    found = entries("Name,Phone\nBudi,1\nName,Phone\nSari,2\n")
    assert [type(entry) for entry in found] == [ContactDraft, Rejected, ContactDraft]
    assert found[1] == Rejected(3, "This row repeats the header.", "Name,Phone")


@pytest.mark.parametrize(
    "table",
    [
        "Budi Santoso,0812 3456 7890\nSari Dewi,0813 4567 8901\n",
        "Budi Santoso;budi@example.com\nSari Dewi;sari@example.com\n",
    ],
)
def test_a_list_of_names_with_phones_or_addresses_needs_no_header(table: str) -> None:
    found = contacts(table)
    assert [draft.name for draft in found] == ["Budi Santoso", "Sari Dewi"]
    assert all(len(draft.channels) == 1 for draft in found)
    assert found[0].line == 1


@pytest.mark.parametrize(
    "table",
    [
        "2020,100000,2000000\n2021,110000,2100000\n",
        "Product,Amount\nTea,12\n",
        "just words\nand more\n",
        "a\n",
    ],
)
def test_tables_of_other_things_are_refused_with_their_first_headers(table: str) -> None:
    with pytest.raises(Invalid) as failure:
        entries(table)
    assert table.partition("\n")[0].replace(",", ", ") in failure.value.hint


def test_an_empty_table_is_said_to_be_empty() -> None:
    with pytest.raises(Invalid, match="The file is empty"):
        entries(" \n\n")


COLUMNS = {
    "Given Name": "given",
    "Nachname": "family",
    "公司": "company",
    "Puesto": "title",
    "Notes": "notes",
    "Nickname": "nickname",
    "Отдел": "department",
}
VALUE = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20).map(
    lambda text: " ".join(text.split()).lstrip("'=")
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, VALUE)), min_size=1, max_size=5), st.randoms())
def test_what_python_writes_in_any_order_of_columns_reads_back_the_same(
    people: list[dict[str, str]], chance: random.Random
) -> None:
    order = list(COLUMNS)
    chance.shuffle(order)
    table = io.StringIO()
    writer = csv.DictWriter(table, order, delimiter=chance.choice(",;\t|"))
    writer.writeheader()
    for number, person in enumerate(people):
        writer.writerow({**person, "Given Name": f"Budi{number} {person['Given Name']}".strip()})
    found = contacts(table.getvalue())
    assert len(found) == len(people)
    for number, (draft, person) in enumerate(zip(found, people, strict=True)):
        assert draft.given == f"Budi{number} {person['Given Name']}".strip()
        for name, attribute in COLUMNS.items():
            if name != "Given Name":
                assert getattr(draft, attribute) == person[name]
