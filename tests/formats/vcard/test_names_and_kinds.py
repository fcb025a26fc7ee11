"""Who a card is: names, companies and groups, one quirk a sample."""

from __future__ import annotations

import pytest

from crmcli.formats.drafts import ChannelDraft, ContactDraft, GroupDraft, Rejected
from tests.formats.vcard.reading import contact, contact_of, entries_of


def test_a_usual_card_fills_the_usual_fields() -> None:
    draft = contact_of(
        "PRODID:-//Example//EN",
        "N:Santoso;Budi;Agus;Pak;S.H.",
        "FN:Pak Budi Santoso",
        "ORG:PT Maju Jaya;Sales;Jakarta",
        "TITLE:Manager",
        "ROLE:Buyer",
        "NICKNAME:Bud,Budi",
        "UID:urn:uuid:0a1b",
        "LANG:id",
        "TZ:Asia/Jakarta",
        "CATEGORIES:VIP,Friends,VIP",
        "REV:20240101T000000Z",
    )
    assert draft == contact(
        name="Pak Budi Santoso",
        family="Santoso",
        given="Budi",
        middle="Agus",
        prefix="Pak",
        suffix="S.H.",
        company="PT Maju Jaya",
        department="Sales, Jakarta",
        title="Manager",
        fields={"role": "Buyer"},
        nickname="Bud, Budi",
        uids=["0a1b"],
        language="id",
        timezone="Asia/Jakarta",
        groups=["VIP", "Friends"],
    )


def test_several_middle_names_and_suffixes_stay_apart() -> None:
    draft = contact_of("N:Doe;John;Quinlan,Paul;Dr.;Jr.,M.D.", "FN:John Doe")
    assert draft == contact(
        name="John Doe", family="Doe", given="John", middle="Quinlan Paul", prefix="Dr.", suffix="Jr., M.D."
    )


def test_a_comma_separates_nothing_in_version_2_1() -> None:
    draft = contact_of("N:Smith, Jr.;John,Paul", "NICKNAME:Jack, the Lad", version="2.1")
    assert draft == contact(
        name="John,Paul Smith, Jr.", family="Smith, Jr.", given="John,Paul", nickname="Jack, the Lad"
    )


def test_an_unescaped_comma_cuts_no_text_short() -> None:
    draft = contact_of("FN:Smith, John", "NOTE:price ok, wife decides, call back")
    assert draft == contact(name="Smith, John", notes="price ok, wife decides, call back")


def test_a_semicolon_inside_quoted_printable_separates_nothing() -> None:
    draft = contact_of("N;ENCODING=QUOTED-PRINTABLE:Doe=3B Ray;J=C3=B6rg", version="2.1")
    assert draft == contact(name="Jörg Doe; Ray", family="Doe; Ray", given="Jörg")


def test_parts_of_a_name_after_the_fifth_are_not_dropped() -> None:
    draft = contact_of("N:Lima Souza;Ana;;;;Souza;Neta", "FN:Ana Lima Souza")
    assert draft == contact(name="Ana Lima Souza", family="Lima Souza", given="Ana", suffix="Neta")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("N:王;小明;;;",), contact(name="王小明", family="王", given="小明")),
        (("N:Doe;;;;",), contact(name="Doe", family="Doe")),
        (("FN:", "N:;;;Dr.;"), contact(name="Dr.", prefix="Dr.")),
        (("NICKNAME:Ray",), contact(name="Ray", named_by="nickname", nickname="Ray")),
        (("TITLE:Guard",), contact(name="Guard", named_by="other", title="Guard")),
        (
            ("TEL:110", "EMAIL:a@b.example"),
            contact(
                name="a@b.example",
                named_by="email",
                channels=[ChannelDraft("phone", "110"), ChannelDraft("email", "a@b.example")],
            ),
        ),
    ],
)
def test_a_card_without_fn_is_named_by_the_best_it_has(lines: tuple[str], expected: ContactDraft) -> None:
    assert contact_of(*lines) == expected


def test_a_card_with_only_a_company_is_that_company() -> None:
    draft = contact_of("N:;;;;", "ORG:PT Maju Jaya;")
    assert draft == contact(kind="company", name="PT Maju Jaya", named_by="company")


def test_apples_company_card_is_the_company() -> None:
    draft = contact_of("N:;;;;", "FN:Acme, Inc.", "ORG:Acme\\, Inc.;", "X-ABShowAs:COMPANY")
    assert draft == contact(kind="company", name="Acme, Inc.", named_by="company")


def test_kind_org_is_a_company() -> None:
    assert contact_of("KIND:org", "FN:Acme", version="4.0") == contact(kind="company", name="Acme")


def test_department_may_stand_in_a_property_of_its_own() -> None:
    draft = contact_of("FN:Ray", "X-DEPARTMENT:Sales", "ORG:Acme")
    assert draft == contact(name="Ray", company="Acme", department="Sales")


def test_a_role_is_the_title_where_there_is_no_title() -> None:
    assert contact_of("FN:Ray", "ROLE:Buyer") == contact(name="Ray", title="Buyer")


def test_a_second_company_and_title_are_kept_for_export() -> None:
    draft = contact_of("FN:Ray", "ORG:Acme", "ORG:Other;Sales", "TITLE:Chef", "TITLE:Poet", "TITLE:Chef")
    assert draft == contact(name="Ray", company="Acme", title="Chef", unparsed=["ORG:Other;Sales", "TITLE:Poet"])


def test_how_a_name_is_read_comes_from_japanese_phones_and_from_apple() -> None:
    japanese = contact_of("N:安藤;ロイド;;;", "SOUND;X-IRMC-N:ｱﾝﾄﾞｳ;ﾛｲﾄﾞ;;;", version="2.1")
    assert (japanese.phonetic_family, japanese.phonetic_given) == ("ｱﾝﾄﾞｳ", "ﾛｲﾄﾞ")
    apple = contact_of("FN:安藤", "X-PHONETIC-LAST-NAME:Ando", "X-PHONETIC-FIRST-NAME:Roido")
    assert (apple.phonetic_family, apple.phonetic_given) == ("Ando", "Roido")


def test_sorting_names_are_kept_for_export() -> None:
    draft = contact_of('N;SORT-AS="ando,roido":安藤;ロイド;;;', "SORT-STRING:roido", version="4.0")
    assert draft.unparsed == ["SORT-STRING:ando,roido", "SORT-STRING:roido"]


def test_a_group_knows_its_members() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nUID:urn:uuid:g1\n"
        "MEMBER:urn:uuid:a1\nMEMBER:mailto:a@b.example\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nX-ADDRESSBOOKSERVER-KIND:group\nN:Work\n"
        "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:a2\nEND:VCARD\n"
    )
    first, second = entries_of(text)
    assert isinstance(first, GroupDraft)
    assert isinstance(second, GroupDraft)
    assert (first.line, first.name, first.uid, first.member_uids) == (
        1,
        "Friends",
        "g1",
        ["a1", "mailto:a@b.example"],
    )
    assert (second.line, second.name, second.uid, second.member_uids) == (9, "Work", "", ["a2"])


@pytest.mark.parametrize("body", ["", "TEL:\n", "UID:foo\n", "CATEGORIES:a\n", "N:;;;;\nORG:;\nNOTE:\n"])
def test_a_card_that_names_nobody_is_rejected_with_line_and_reason(body: str) -> None:
    text = f"junk\nBEGIN:VCARD\nVERSION:3.0\n{body}END:VCARD\n"
    (entry,) = entries_of(text)
    reason = "The card has no name, company, phone, e-mail or anything else to know it by."
    assert entry == Rejected(2, reason, text.removeprefix("junk\n").rstrip("\n"))


def test_a_name_of_more_than_a_thousand_characters_is_cut_and_said() -> None:
    draft = contact_of("FN:" + "x" * 1001, "NOTE:" + "y" * 5000)
    assert draft == contact(
        name="x" * 1000,
        notes="y" * 5000,
        problems=["A name of more than 1000 characters was cut to that length."],
    )
