# ruff: noqa: E501 - a row of the table of known programs stays on its line
"""Tables of known programs in many languages: every column lands where it belongs."""

from __future__ import annotations

import csv
import dataclasses
import io
from functools import cache
from typing import NamedTuple

import pytest

from crmcli.formats.drafts import ContactDraft
from tests.formats.delimited.reading import channels, contact, corpora


class Columns(NamedTuple):
    """A header row: how its style and language begin, and which of its headers hold what."""

    style: str
    language: str
    names: tuple[str, ...]  # given and family name, or one whole name
    phone: str
    phone_label: str
    email: str
    company: str = ""


KNOWN = [
    Columns("Google Contacts CSV, old (to", "en", ("Given Name", "Family Name"), "Phone 2 - Value", "", "E-mail 1 - Value", "Organization 1 - Name"),
    Columns("Google Contacts CSV, old (2018", "en", ("Given Name", "Family Name"), "Phone 1 - Value", "", "E-mail 1 - Value", "Organization 1 - Name"),
    Columns("Google Contacts CSV, new", "en", ("First Name", "Last Name"), "Phone 2 - Value", "", "E-mail 2 - Value", "Organization Name"),
    Columns("Google current", "en", ("First Name", "Last Name"), "Phone 1 - Value", "", "E-mail 1 - Value", "Organization Name"),
    Columns("Google 'Outlook", "en", ("First Name", "Last Name"), "Mobile Phone", "mobile", "E-mail Address", "Company"),
    Columns("Outlook desktop 2007", "en", ("First Name", "Last Name"), "Business Phone", "work", "E-mail Address", "Company"),
    Columns("Outlook desktop", "zh-CN", ("名", "姓"), "移动电话", "mobile", "电子邮件地址", "单位"),
    Columns("Outlook desktop", "zh-TW", ("名字", "姓氏"), "行動電話", "mobile", "電子郵件地址", "公司"),
    Columns("Outlook desktop", "de", ("Vorname", "Nachname"), "Telefon geschäftlich", "work", "E-Mail-Adresse", "Firma"),
    Columns("LinkedIn Connections.csv (", "en", ("First Name", "Last Name"), "", "", "Email Address", "Company"),
    Columns("Yahoo", "en", ("First", "Last"), "Mobile", "mobile", "Email", "Company"),
    Columns("139 mail", "zh-CN", ("姓名",), "商务手机", "work mobile", "电子邮箱", "公司名称"),
    Columns("Office 365", "ru", ("Имя", "Фамилия"), "Рабочий телефон", "work", ""),
    Columns("Roundcube", "en", ("First Name", "Last Name"), "Home Mobile", "home mobile", "Email Work", "Company"),
    Columns("Thunderbird", "en-US", ("First Name", "Last Name"), "Fax Number", "fax", "Secondary Email", "Organization"),
    Columns("Thunderbird", "zh-CN", ("名字", "姓氏"), "工作电话", "work", "主要电子邮件", "公司"),
    Columns("Thunderbird", "zh-TW", ("名", "姓"), "手機號碼", "mobile", "主要 Email", "公司"),
    Columns("Thunderbird", "ja", ("名", "姓"), "自宅の電話番号", "home", "別のメールアドレス", "組織"),
    Columns("Thunderbird", "ko", ("이름", "성"), "직장 전화", "work", "추가 메일", "회사명"),
    Columns("Thunderbird", "de", ("Vorname", "Nachname"), "Mobil-Tel.-Nr.", "mobile", "Primäre E-Mail-Adresse", "Organisation"),
    Columns("Thunderbird", "fr", ("Prénom", "Nom de famille"), "Portable", "mobile", "Adresse e-mail principale", "Société"),
    Columns("Thunderbird", "es-ES", ("Nombre", "Apellidos"), "Teléfono móvil", "mobile", "Dirección de correo electrónico principal", "Organización"),
    Columns("Thunderbird", "pt-BR", ("Primeiro nome", "Sobrenome"), "Número do celular", "mobile", "Email secundário", "Organização"),
    Columns("Thunderbird", "it", ("Nome", "Cognome"), "Telefono casa", "home", "Email primaria", "Organizzazione"),
    Columns("Thunderbird", "ru", ("Имя", "Фамилия"), "Номер мобильного телефона", "mobile", "Адрес электронной почты", "Организация"),
    Columns("Thunderbird", "pl", ("Imię", "Nazwisko"), "Telefonu służbowy", "work", "Podstawowy e-mail", "Firma/Organizacja"),
    Columns("Thunderbird", "nl", ("Voornaam", "Achternaam"), "Telefoon thuis", "home", "Primair e-mailadres", "Organisatie"),
]  # fmt: skip

# Copies and constants that Outlook and Google write themselves; they may be left out.
_LEFT_OUT = ("Display Name", "显示名", "顯示名稱", "Angezeigter Name")


@cache
def header_of(style: str, language: str) -> list[str]:
    with (corpora() / "csv_headers.tsv").open(encoding="utf-8") as file:
        for line in file:
            found_style, found_language, header = line.rstrip("\n").split("\t")
            if found_style.startswith(style) and found_language.startswith(language):
                row = header.split("\\n")[-1].replace('"Messenger ID" (or "Yahoo! ID")', '"Messenger ID"')
                return next(csv.reader([row.replace('"..', '",')]))
    raise AssertionError(f"there is no header row of {style}, {language}")


def filled(columns: Columns) -> tuple[list[str], list[str]]:
    """A header row, and a row with another value in each column."""
    header = header_of(columns.style, columns.language)
    values = [f"v{number:03}" for number in range(len(header))]
    for name, value in zip(columns.names, ("Budi", "Santoso"), strict=False):
        values[header.index(name)] = value
    for name, value in (
        (columns.phone, "0812 3456 7890"),
        (columns.email, "budi@example.com"),
        (columns.company, "PT Maju"),
    ):
        if name:
            values[header.index(name)] = value
    return header, values


def read_row(header: list[str], values: list[str]) -> ContactDraft:
    table = io.StringIO()
    csv.writer(table).writerows((header, values))
    return contact(table.getvalue())


@pytest.mark.parametrize("columns", KNOWN, ids=lambda c: f"{c.style} {c.language}")
def test_name_phone_mail_and_company_of_every_known_header_row_land_where_they_belong(
    columns: Columns,
) -> None:
    draft = read_row(*filled(columns))
    if len(columns.names) == 1:
        assert draft.name == "Budi"
    else:
        assert (draft.given, draft.family) == ("Budi", "Santoso")
        assert draft.name.split()[0] == "Budi"
        assert draft.name.split()[-1] == "Santoso"
    assert draft.kind == "person"
    phones = {value: label for kind, value, label in channels(draft) if kind == "phone"}
    if columns.phone:
        assert "0812 3456 7890" in phones
        if columns.phone_label:
            assert phones["0812 3456 7890"] == columns.phone_label
    if columns.email:
        assert ("email", "budi@example.com") in [found[:2] for found in channels(draft)]
    assert draft.company == ("PT Maju" if columns.company else "")


@pytest.mark.parametrize("columns", KNOWN, ids=lambda c: f"{c.style} {c.language}")
def test_no_value_of_a_known_header_row_is_dropped(columns: Columns) -> None:
    header, values = filled(columns)
    draft = read_row(header, values)
    draft.source = ""
    kept = repr(dataclasses.astuple(draft))
    lost = [
        name
        for name, value in zip(header, values, strict=True)
        if value not in kept and not any(word in name for word in _LEFT_OUT)
    ]
    assert lost == []


@pytest.mark.parametrize("columns", KNOWN, ids=lambda c: f"{c.style} {c.language}")
def test_the_order_of_columns_does_not_matter_to_names_and_channels(columns: Columns) -> None:
    header, values = filled(columns)
    straight = read_row(header, values)
    backwards = read_row(header[::-1], values[::-1])
    assert (backwards.given, backwards.family, backwards.company) == (
        straight.given,
        straight.family,
        straight.company,
    )
    assert sorted(channels(backwards)) == sorted(channels(straight))


@pytest.mark.parametrize(
    ("language", "home", "work"),
    [
        ("zh-CN", ("城市", 0), ("城市", 1)),
        ("ko", ("구/군", 0), ("구/군", 1)),
        ("fr", ("Ville", 0), ("Ville", 1)),
    ],
)
def test_a_city_without_a_word_for_whose_it_is_belongs_to_the_address_before_it(
    language: str, home: tuple[str, int], work: tuple[str, int]
) -> None:
    header = header_of("Thunderbird", language)
    values = [""] * len(header)
    values[0] = "Budi"
    places = [index for index, name in enumerate(header) if name == home[0]]
    values[places[0]], values[places[1]] = "Bandung", "Jakarta"
    draft = read_row(header, values)
    assert [(address.label, address.city) for address in draft.addresses] == [
        ("home", "Bandung"),
        ("work", "Jakarta"),
    ]


@pytest.mark.parametrize("language", ["en-US", "zh-CN", "zh-TW", "ja", "ko", "de", "fr", "es-ES", "pt-BR", "it", "ru", "pl", "nl"])  # fmt: skip
def test_the_three_columns_of_a_birthday_are_one_day(language: str) -> None:
    header = header_of("Thunderbird", language)
    values = [""] * len(header)
    values[0] = "Budi"
    year = header.index(header_of("Thunderbird", language)[29])
    values[year : year + 3] = ["1980", "4", "15"]
    draft = read_row(header, values)
    assert [(day.kind, day.year, day.month, day.day) for day in draft.occasions] == [("birthday", 1980, 4, 15)]
    assert draft.fields == {}
