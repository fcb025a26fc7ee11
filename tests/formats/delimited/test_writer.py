"""The table that an export writes: Google's headers, guards, quotes, and what only crm reads."""

from __future__ import annotations

import csv
import io

import pytest

from crmcli.formats.delimited import own
from crmcli.formats.delimited.writer import label_cell, rows
from crmcli.formats.drafts import AddressDraft, ChannelDraft, ContactDraft, OccasionDraft, RelationDraft
from crmcli.spreadsheets import guarded, is_guarded


def _table(*drafts: ContactDraft) -> list[dict[str, str]]:
    text = "".join(rows(drafts))
    assert "\r\n" in text
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _row(**fields: object) -> dict[str, str]:
    """The cells of somebody that are not empty, without those that everybody has."""
    (row,) = _table(ContactDraft(0, **{"name": "Budi", "given": "Budi", **fields}))  # type: ignore[arg-type]
    every = {"First Name": "Budi", "Labels": "* myContacts"}
    return {header: cell for header, cell in row.items() if cell and every.get(header) != cell}


def test_the_header_is_that_of_google_contacts_with_as_many_columns_as_anybody_needs() -> None:
    header = _table(
        ContactDraft(0, name="A", channels=[ChannelDraft("phone", "1"), ChannelDraft("phone", "2")]),
        ContactDraft(0, name="B", channels=[ChannelDraft("email", "b@c.example")], uids=["u"]),
    )[0]
    assert list(header) == [
        "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name",
        "Phonetic Last Name", "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name",
        "Organization Title", "Organization Department", "Birthday", "Notes", "Photo", "Labels",
        "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label",
        "Phone 2 - Value", "crm Name", "crm UID",
    ]  # fmt: skip


def test_everything_stands_where_google_looks_for_it() -> None:
    assert _row(
        family="Santoso",
        name="Budi Santoso",
        company="PT Maju",
        notes="one\ntwo",
        groups=["VIP", "A;B"],
        channels=[
            ChannelDraft("phone", "+62 812", "work fax", True),
            ChannelDraft("url", "https://a.example"),
            ChannelDraft("whatsapp", "+62812"),
        ],
        addresses=[AddressDraft("home", "PO 1", "Lt. 2", "Jl. 1", "Kota", "Jabar", "4", "ID")],
        relations=[RelationDraft("spouse", "Ani")],
        occasions=[OccasionDraft("birthday", 4, 15), OccasionDraft("anniversary", 6, 1, 2010)],
        fields={"size": "XL"},
    ) == {
        "Last Name": "Santoso",
        "Organization Name": "PT Maju",
        "Notes": "one\ntwo",
        "Labels": "VIP ::: A;B ::: * myContacts",
        "Phone 1 - Label": "* Work Fax",
        "Phone 1 - Value": "+62 812",
        "Website 1 - Value": "https://a.example",
        "IM 1 - Service": "whatsapp",
        "IM 1 - Value": "+62812",
        "Address 1 - Label": "Home",
        "Address 1 - PO Box": "PO 1",
        "Address 1 - Extended Address": "Lt. 2",
        "Address 1 - Street": "Jl. 1",
        "Address 1 - City": "Kota",
        "Address 1 - Region": "Jabar",
        "Address 1 - Postal Code": "4",
        "Address 1 - Country": "ID",
        "Relation 1 - Label": "Spouse",
        "Relation 1 - Value": "Ani",
        "Birthday": "--04-15",
        "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "2010-06-01",
        "Custom Field 1 - Label": "size",
        "Custom Field 1 - Value": "XL",
    }


def test_a_company_and_a_name_without_parts_are_known_again_by_columns_that_google_passes_over() -> None:
    assert _row(kind="company", given="") == {"Organization Name": "Budi", "crm Kind": "company"}
    assert _row(given="") == {"crm Name": "Budi"}
    assert _row(name="Pak Budi") == {"crm Name": "Pak Budi"}
    assert set(own.PARTS) == {header.casefold() for header in own.HEADERS.values()}


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("", ""), ("mobile", "Mobile"), ("work fax", "Work Fax"), ("Toko", "Toko"), ("Handy", '"Handy"'),
        ("custom", '"custom"'), ("* x", '"* x"'), ("referred by", "Referred By"),
    ],
)  # fmt: skip
def test_a_label_that_would_be_read_as_another_stands_in_quotes(label: str, cell: str) -> None:
    assert label_cell(label) == cell


def test_two_phones_in_one_value_stay_one() -> None:
    two = "0812345678 / 0819876543"
    assert _row(channels=[ChannelDraft("phone", two)])["Phone 1 - Value"] == f'"{two}"'


@pytest.mark.parametrize("cell", ["+62 812-3456-7890", "-5", "+1-555;ext=12", "--04-15", "0812", "12.5", "", "x=1"])
def test_phones_numbers_and_plain_texts_are_not_guarded(cell: str) -> None:
    assert guarded(cell) == cell
    assert not is_guarded(cell)


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-cmd", "@SUM(A1)", "\tx", "\rx", "'=1", "''@x", "+1|calc"])
def test_formulas_are_guarded_once_and_the_guard_is_known_as_one(cell: str) -> None:
    assert guarded(cell) == "'" + cell
    assert is_guarded(guarded(cell))


def test_a_formula_in_any_cell_is_guarded() -> None:
    formula = '=HYPERLINK("http://x")'
    cells = _row(
        nickname=formula, notes=formula, groups=[formula], fields={formula: formula},
        channels=[ChannelDraft("email", formula, formula), ChannelDraft("phone", formula)],
    )  # fmt: skip
    assert [cell for cell in cells.values() if cell.startswith("=")] == []
    assert cells["Nickname"] == "'" + formula
