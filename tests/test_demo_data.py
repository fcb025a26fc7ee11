"""The sample address book: well formed, complete, and nobody real."""

from __future__ import annotations

import csv
import io
import quopri
import re
from collections.abc import Iterator

import phonenumbers
import pytest

from crmcli import demo

INVENTED_DOMAINS = re.compile(r"@(example\.(com|org|net)|[a-z0-9.-]+\.example)$")
GOOGLE_NAME_COLUMNS = ("Name Prefix", "First Name", "Last Name", "Organization Name")


def text_of(name: str) -> str:
    """One of the sample files, by its name."""
    return next(path for path in demo.files() if path.name == name).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def card_lines() -> list[str]:
    """The lines of the phone's cards, unfolded."""
    joined = text_of("phone.vcf").replace("\r\n ", "")
    return re.sub(r"=\r\n(?==)", "", joined).split("\r\n")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The rows of Google's export."""
    return list(csv.DictReader(io.StringIO(text_of("google.csv"), newline="")))


def values(lines: list[str], *properties: str) -> Iterator[str]:
    """The decoded values of these properties, over all cards."""
    for line in lines:
        head, _, value = line.partition(":")
        name, *parameters = head.split(";")
        if name.rpartition(".")[2] in properties:
            is_quoted = "ENCODING=QUOTED-PRINTABLE" in parameters
            yield quopri.decodestring(value).decode("utf-8") if is_quoted else value


def test_the_phone_is_read_before_google() -> None:
    assert [path.name for path in demo.files()] == ["phone.vcf", "google.csv"]


def test_every_card_begins_ends_and_says_its_version(card_lines: list[str]) -> None:
    cards = card_lines.count("BEGIN:VCARD")
    assert cards > 140
    assert card_lines.count("END:VCARD") == cards
    assert len(list(values(card_lines, "VERSION"))) == cards


def test_the_phone_writes_version_2_1_and_3_0(card_lines: list[str]) -> None:
    assert set(values(card_lines, "VERSION")) == {"2.1", "3.0"}
    assert any("QUOTED-PRINTABLE" in line for line in card_lines)


def test_no_line_of_the_phone_is_longer_than_75_bytes() -> None:
    assert max(len(line.encode()) for line in text_of("phone.vcf").split("\r\n")) <= 75


@pytest.mark.parametrize(
    "name",
    [
        "Pak Budi Santoso",
        "王小明",
        "陳美玲",
        "Łukasz Ørsted",
        "Ибрагим Иванов-Каримов",
        "João Carvalho",
        "Ibu Sari",
    ],
)
def test_people_whom_the_tutorial_speaks_of_are_on_the_phone(card_lines: list[str], name: str) -> None:
    assert list(values(card_lines, "FN")).count(name) == 1


def test_budi_has_the_number_and_the_company_of_the_tutorial(card_lines: list[str]) -> None:
    place = card_lines.index("FN:Pak Budi Santoso")
    card = card_lines[place : card_lines.index("END:VCARD", place)]
    assert "TEL;TYPE=CELL:+62 812-3456-7890" in card
    assert "ORG:PT Maju Jaya" in card


def test_every_phone_is_valid_in_its_country_and_unique_on_the_phone(
    card_lines: list[str], rows: list[dict[str, str]]
) -> None:
    on_phone = list(values(card_lines, "TEL"))
    at_google = [row[f"Phone {number} - Value"] for row in rows for number in (1, 2)]
    for written in filter(None, on_phone + at_google):
        parsed = phonenumbers.parse(written, demo.REGION)
        assert phonenumbers.is_valid_number(parsed), written
    assert len(on_phone) == len(set(on_phone))


def test_every_email_belongs_to_a_domain_that_nobody_can_own(card_lines: list[str], rows: list[dict[str, str]]) -> None:
    at_google = [row[f"E-mail {number} - Value"] for row in rows for number in (1, 2)]
    for address in filter(None, [*values(card_lines, "EMAIL"), *at_google]):
        assert INVENTED_DOMAINS.search(address), address


def test_rows_of_google_are_whole_and_name_somebody(rows: list[dict[str, str]]) -> None:
    assert len(rows) > 70
    for row in rows:
        assert None not in row
        assert None not in row.values()
        assert any(row[column] for column in GOOGLE_NAME_COLUMNS)


def test_two_dozen_people_stand_in_both_files(card_lines: list[str], rows: list[dict[str, str]]) -> None:
    on_phone = {value.lower() for value in values(card_lines, "EMAIL")}
    in_both = [row for row in rows if row["E-mail 1 - Value"].lower() in on_phone]
    assert 20 <= len(in_both) <= 30


def test_there_are_about_two_hundred_different_people(card_lines: list[str], rows: list[dict[str, str]]) -> None:
    on_phone = {value.lower() for value in values(card_lines, "EMAIL")}
    only_google = [row for row in rows if row["E-mail 1 - Value"].lower() not in on_phone]
    assert 190 <= card_lines.count("BEGIN:VCARD") + len(only_google) <= 210


def test_the_names_are_written_in_many_scripts(card_lines: list[str]) -> None:
    names = "".join(values(card_lines, "FN"))
    for script in ("[À-ſ]", "[Ѐ-ӿ]", "[一-鿿]", "[぀-ヿ]", "[가-힯]", "[؀-ۿ]", "[฀-๿]"):
        assert re.search(script, names), script
