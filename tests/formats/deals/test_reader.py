"""Tables of deals as other programs write them: known by their headers, every row one entry, and nothing raised."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import CrmError, Invalid
from crmcli.formats import recognition
from crmcli.formats.deals.drafts import DealDraft
from crmcli.formats.drafts import AddressBook, Rejected

PIPEDRIVE = (
    "Deal - ID,Deal - Title,Deal - Creator,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Weighted value,"
    "Deal - Probability,Deal - Organization,Deal - Pipeline,Deal - Contact person,Deal - Stage,Deal - Label,"
    "Deal - Status,Deal - Deal created,Deal - Last stage change,Deal - Won time,Deal - Lost time,Deal - Lost reason,"
    "Deal - Expected close date,Person - Email - Work,Person - Phone - Mobile,Deal - Region\n"
    "17,Fleet policy,Me,Me,12500.5,USD,6250,50,PT Maju,Enterprise,Budi Santoso,Proposal Made,\"hot, q4\",Open,"
    "2026-01-05 10:00:00,2026-02-01 09:30:00,,,,2026-12-01,budi@maju.example,0812-3456-7890,Java\n"
)  # fmt: skip
TEMPLATE = (
    "Deal - Title*,Deal - Value,Deal - Currency of value,Deal - Status,Deal - Stage (pipeline),Organization,"
    "Contact person,Deal - Pipedrive System ID,Deal - Creation date,Deal - Closed on\n"
    "Roof,900,EUR,Won,Negotiation,Acme,Ana Silva,5,2026-01-05,2026-03-05\n"
)
HUBSPOT = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Amount,Create Date,Associated Company,Associated Contact,"
    "Deal owner,Closed Lost Reason\n"
    "1001,Acme renewal,Closed Won,Sales Pipeline,2026-03-05 14:22,5000.0,2025-12-25 10:00,Acme (acme.example),"
    "Sam Lee (sam@acme.example);Ana (ana@acme.example),me@x.example,\n"
)


def opened(content: str | bytes, **options: Any) -> AddressBook:
    """A file as an import opens it."""
    return recognition.open_book(io.BytesIO(content.encode() if isinstance(content, str) else content), **options)


def only(content: str | bytes, **options: Any) -> DealDraft:
    """The one deal of a file."""
    (draft,) = opened(content, **options).entries
    assert isinstance(draft, DealDraft)
    return draft


def test_an_export_of_pipedrive_is_understood_whole() -> None:
    draft = only(PIPEDRIVE)
    assert draft.program == "pipedrive"
    assert draft.values == {
        "title": "Fleet policy", "value": "12500.5", "currency": "USD", "chance": "50", "pipeline": "Enterprise",
        "stage": "Proposal Made", "status": "Open", "created": "2026-01-05 10:00:00", "since": "2026-02-01 09:30:00",
        "close": "2026-12-01",
    }  # fmt: skip
    (party,) = draft.parties
    assert (party.name, party.company, party.emails, party.phones) == (
        "Budi Santoso", "PT Maju", ["budi@maju.example"], [("0812-3456-7890", "mobile")],
    )  # fmt: skip
    assert (draft.tags, draft.fields, draft.uids) == (["hot", "q4"], {"Region": "Java"}, [("pipedrive", "17")])


def test_the_list_of_an_agent_names_the_customer_and_then_what_they_buy() -> None:
    draft = only("Name,Phone,Property,Asking price,Stage\nRina,0812-3456-7890,Villa Menteng,4.5m,viewing\n")
    assert draft.values == {"title": "Villa Menteng", "value": "4.5m", "stage": "viewing"}
    assert [(each.name, each.phones) for each in draft.parties] == [("Rina", [("0812-3456-7890", "")])]
    draft = only("Name,Project,Contact,Value,Stage\nRoof,Home,Ana,1,new\n")
    assert (draft.values["title"], draft.parties[0].name, draft.fields) == ("Roof", "Ana", {"Project": "Home"})


@pytest.mark.parametrize(
    ("header", "unknown", "lacks"),
    [
        ("Deal,Value,Stage", (), ""),
        ("Deal,Value,Status,Colour", ("Colour",), ""),
        ("Deal,Money,Stage,field.Lot", ("Money",), "value"),
        ("Customer,Value,Phase,Colour", ("Colour",), "title"),
        ("Deal,Value", (), "stage"),
        ("Judul,Nilai,Tahap,Tanggal", ("Tanggal",), "close"),
        ("Deal,Value,Stage,Date,Close date", ("Date",), ""),
    ],
)
def test_columns_of_which_nothing_is_known_are_told_and_what_is_lacking(
    header: str, unknown: tuple[str, ...], lacks: str
) -> None:
    book = opened(header + "\n" + ",".join("1" for _ in header.split(",")) + "\n")
    assert (book.format, book.unknown, book.lacks) == ("deals.csv", unknown, lacks)


def test_the_template_of_pipedrive_is_understood_with_its_bare_columns() -> None:
    draft = only(TEMPLATE)
    assert draft.values == {
        "title": "Roof", "value": "900", "currency": "EUR", "status": "Won", "stage": "Negotiation",
        "created": "2026-01-05", "closed": "2026-03-05",
    }  # fmt: skip
    assert (draft.parties[0].name, draft.parties[0].company, draft.uids) == ("Ana Silva", "Acme", [("pipedrive", "5")])


def test_an_export_of_hubspot_names_several_people_with_their_addresses() -> None:
    draft = only(b"\xef\xbb\xbf" + HUBSPOT.encode())
    assert (draft.program, draft.uids) == ("hubspot", [("hubspot", "1001")])
    assert [(each.name, each.company, each.emails) for each in draft.parties] == [
        ("Sam Lee", "Acme", ["sam@acme.example"]),
        ("Ana", "Acme", ["ana@acme.example"]),
    ]
    assert draft.fields == {}


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Projekt;Wert (EUR);Phase;Kunde;Abschlussdatum", "Dach;1.234,56;Angebot;Müller;31.12.2026",
         {"title": "Dach", "value": "1.234,56", "currency": "EUR", "stage": "Angebot", "close": "31.12.2026"}),
        ("Nombre del negocio;Etapa del negocio;Valor;Fecha de cierre", "Techo;Propuesta;1.000,50;31/12/2026",
         {"title": "Techo", "stage": "Propuesta", "value": "1.000,50", "close": "31/12/2026"}),
        ("Negócio - Título,Negócio - Valor,Negócio - Etapa,Negócio - Motivo da perda", "Telhado,100,Proposta,preço",
         {"title": "Telhado", "value": "100", "stage": "Proposta", "reason": "preço"}),
        ("Obchod - Název,Obchod - Hodnota,Obchod - Fáze", "Střecha,100,Nabídka",
         {"title": "Střecha", "value": "100", "stage": "Nabídka"}),
        ("Judul\tNilai\tTahap\tPerkiraan closing", "Polis armada\t12jt\tpenawaran\t31/12/2026",
         {"title": "Polis armada", "value": "12jt", "stage": "penawaran", "close": "31/12/2026"}),
        ("交易名稱,金額,階段,預計成交日期", "三一大樓,300萬,提案,2026-12-31",
         {"title": "三一大樓", "value": "300萬", "stage": "提案", "close": "2026-12-31"}),
        ("Opportunity Name,Stage,Amount,Close Date,Opportunity ID", "Roof,Prospecting,100,2026-12-31,006",
         {"title": "Roof", "stage": "Prospecting", "value": "100", "close": "2026-12-31"}),
    ],
)  # fmt: skip
def test_headers_of_many_languages_are_understood(header: str, row: str, expected: dict[str, str]) -> None:
    draft = only(f"{header}\n{row}\n")
    assert draft.values == expected
    assert draft.fields == {}


@pytest.mark.parametrize(
    "content",
    [
        "First Name,Last Name,Title,Stage,Value\nAna,Silva,CEO,1,2\n",
        "Name,Phone,Status\nAna,0812-3456-7890,active\n",
        "Name,E-mail 1 - Value,Phone 1 - Value,Notes\nAna,a@x.example,0812-3456-7890,x\n",
        "Name,Title,Company,Email\nAna,CEO,Acme,a@x.example\n",
    ],
)
def test_a_table_of_contacts_is_never_taken_for_one_of_deals(content: str) -> None:
    assert opened(content).format == "csv"


def test_a_table_is_of_deals_where_the_user_says_so() -> None:
    content = "Worum,Geld,Wer\nDach,100,Ana\n"
    draft = only(content, mapping={"Worum": "deal.title", "Geld": "deal.value", "Wer": "name"})
    assert (draft.values, draft.parties[0].name) == ({"title": "Dach", "value": "100"}, "Ana")
    assert only("Name,Status\nDach,open\n", holds="deals").values == {"title": "Dach", "status": "open"}
    assert opened(PIPEDRIVE.replace("Deal - Title", "Name"), holds="contacts").format == "csv"


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"Worum": "deal.colour"}, "There is no field deal.colour to map a column of deals to."),
        ({"Woru": "deal.title"}, "There is no column Woru in this file."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(mapping: dict[str, str], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        opened("Worum,Geld\nDach,100\n", mapping={"Geld": "deal.value", **mapping})


def test_the_order_of_day_and_month_is_told_by_the_rows() -> None:
    content = "Deal Name,Amount,Close Date\nA,1,03/04/2026\nB,2,12/25/2026\n"
    assert {each.date_order for each in opened(content, region="ID").entries if isinstance(each, DealDraft)} == {"mdy"}
    assert only("Deal Name,Amount,Close Date\nA,1,03/04/2026\n", region="ID").date_order == "dmy"


def test_a_row_without_a_title_takes_whom_it_is_with_and_one_without_anybody_is_rejected() -> None:
    named, rejected = opened("Deal Name,Amount,Company\n,100,Acme\n,200,\n").entries
    assert isinstance(named, DealDraft)
    assert named.values["title"] == "Acme"
    assert isinstance(rejected, Rejected)
    assert (rejected.line, rejected.reason) == (3, "There is no title, contact or company in this row.")


def test_blank_rows_are_nothing_and_a_repeated_header_is_told() -> None:
    entries = list(opened("Deal Name,Amount\n\n,,\nA,1\nDeal Name,Amount\n").entries)
    assert [type(each) for each in entries] == [DealDraft, Rejected]


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=12)
tables = st.lists(st.lists(cells, max_size=6), max_size=5)


@settings(max_examples=150)
@given(tables, st.sampled_from(",;\t"), st.booleans())
def test_every_row_that_is_not_blank_is_one_entry_whatever_stands_in_it(
    rows: list[list[str]], delimiter: str, is_quoted: bool
) -> None:
    lines = [delimiter.join(("Deal Name", "Amount", "Stage", "Close Date", "Associated Contact", "Record ID"))]
    for row in rows:
        plain = [cell.translate(dict.fromkeys(map(ord, '"\r\n\0\u2028'))) for cell in row]
        lines.append(delimiter.join(f'"{cell}"' if is_quoted else cell.replace(delimiter, "") for cell in plain))
    book = opened("\n".join(lines) + "\n")
    assert book.format.startswith("deals")
    filled = [line for line in lines[1:] if line.replace(delimiter, "").replace('"', "").strip()]
    assert len(list(book.entries)) == len(filled)


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_sentence(content: bytes) -> None:
    with contextlib.suppress(CrmError):
        book = opened(b"Deal Name,Amount,Stage\n" + content)
        assert all(isinstance(each, DealDraft | Rejected) for each in book.entries)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_spreadsheet_with_semicolons_and_decimal_commas_is_read_in_its_encoding(encoding: str) -> None:
    content = (
        "Título;Valor;Etapa;Cliente;Fechamento;Situação;Responsável\nTelhado;1.234,56;Proposta;João;31/12/2026;;Rita\n"
    )
    draft = only(content.encode(encoding), region="BR")
    assert (draft.values, draft.fields, draft.date_order) == (
        {"title": "Telhado", "value": "1.234,56", "stage": "Proposta", "close": "31/12/2026"}, {}, "dmy",
    )  # fmt: skip
    assert [each.name for each in draft.parties] == ["João"]


def test_wide_rows_long_cells_and_nuls_cost_no_row() -> None:
    header = ",".join(["Deal", "Value", "Stage", *(f"X{number}" for number in range(297))])
    long = "x" * 1_000_000
    rows = [f"A\0B,1,new,{long}", "C" + ",1" * 299, "D", f"{long},2,new"]
    entries = list(opened("\n".join([header, *rows, ""]).encode()).entries)
    assert [type(each) for each in entries] == [DealDraft] * 4
    first, second, _third, fourth = (each for each in entries if isinstance(each, DealDraft))
    assert (first.fields["X0"], len(second.fields), fourth.values["title"]) == (long, 297, long)
