"""What a card says to phones and other programs, one matter a test."""

from __future__ import annotations

import io

import pytest

from crmcli.formats.drafts import (
    AddressDraft,
    ChannelDraft,
    ContactDraft,
    OccasionDraft,
    PhotoDraft,
    RelationDraft,
)
from crmcli.formats.vcard import read
from crmcli.formats.vcard.writer import VERSIONS, card
from crmcli.formats.vcard.writing import folded, is_harmless
from tests.formats.vcard.reading import contact_of


def _lines(version: str = "3.0", **fields: object) -> list[str]:
    """The unfolded lines of a card of somebody, without those that every card has."""
    draft = ContactDraft(0, **{"name": "Budi", **fields})  # type: ignore[arg-type]
    text = card(draft, version).replace("\r\n ", "")
    every = ("BEGIN:", "END:", "VERSION:", "PRODID:", "FN:Budi", "N;X-CRM-FROM=FN:;Budi;;;")
    return [line for line in text.split("\r\n") if line and not line.startswith(every)]


def _again(*lines: str) -> str:
    """A card of these lines, read and written again."""
    text = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Budi", *lines, "END:VCARD", ""])
    (entry,) = read(io.BytesIO(text.encode())).entries
    assert isinstance(entry, ContactDraft)
    return card(entry).replace("\r\n ", "")


def test_a_whole_card_in_version_3() -> None:
    draft = ContactDraft(
        0,
        name="Pak Budi Santoso",
        given="Budi",
        family="Santoso",
        prefix="Pak",
        company="PT Maju; Jaya",
        department="Armada",
        title="Manager",
        notes="Decides with his wife,\nafter lunch.",
        channels=[
            ChannelDraft("phone", "0812-3456", "mobile", True),
            ChannelDraft("phone", "021-5790", "work fax"),
            ChannelDraft("email", "b@maju.example", "Toko"),
            ChannelDraft("whatsapp", "+62812"),
            ChannelDraft("linkedin", "budi-s"),
        ],
        addresses=[AddressDraft("work", street="Jl. Sudirman 1", city="Jakarta")],
        occasions=[OccasionDraft("birthday", 4, 15), OccasionDraft("anniversary", 6, 1, 2010)],
        relations=[RelationDraft("spouse", "Ani"), RelationDraft("referred by", "Tono")],
        groups=["VIP", "Jakarta, south"],
        uids=["one", "two"],
        fields={"size": "XL"},
        facts={"status": "lead", "cadence_days": "14"},
        unparsed=["X-GENDER:male"],
    )
    assert (
        card(draft, revised="2026-11-24T09:00:00Z")
        == """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//crm//crm//EN
UID:one
X-CRM-UID:two
FN:Pak Budi Santoso
N:Santoso;Budi;;Pak;
ORG:PT Maju\\; Jaya;Armada
TITLE:Manager
TEL;TYPE=CELL,pref:0812-3456
TEL;TYPE=WORK,FAX:021-5790
item1.EMAIL:b@maju.example
IMPP;X-SERVICE-TYPE=whatsapp:whatsapp:+62812
X-SOCIALPROFILE;TYPE=linkedin;X-USER=budi-s:https://www.linkedin.com/in/bud
 i-s
ADR;TYPE=WORK:;;Jl. Sudirman 1;Jakarta;;;
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15
CATEGORIES:VIP,Jakarta\\, south
NOTE:Decides with his wife\\,\\nafter lunch.
REV:20261124T090000Z
item2.X-ABDATE:2010-06-01
item1.X-ABLABEL:Toko
item2.X-ABLABEL:_$!<Anniversary>!$_
item3.X-ABLABEL:_$!<Spouse>!$_
item4.X-ABLABEL:referred by
item3.X-ABRELATEDNAMES:Ani
item4.X-ABRELATEDNAMES:Tono
X-CRM-CADENCE-DAYS:14
X-CRM-FIELD;X-CRM-NAME=size:XL
X-CRM-STATUS:lead
X-GENDER:male
END:VCARD
""".replace("\n", "\r\n")
    )


def test_version_4_says_kinds_days_relations_and_pictures_its_own_way() -> None:
    photo = PhotoDraft(b"\xff\xd8\xff", "image/jpeg")
    said = _lines(
        "4.0",
        kind="company",
        channels=[ChannelDraft("phone", "1", "mobile", True), ChannelDraft("url", "https://a.example/x,y;z")],
        occasions=[OccasionDraft("birthday", 4, 15), OccasionDraft("anniversary", 6, 1, 2010)],
        relations=[RelationDraft("spouse", "Ani"), RelationDraft("mother", "Tuti")],
        timezone="Asia/Jakarta",
        photo=photo,
    )
    assert said == [
        "KIND:org",
        "N:;;;;",
        "ORG:Budi",
        "TEL;PREF=1;TYPE=cell:1",
        "URL:https://a.example/x,y;z",
        "ANNIVERSARY:20100601",
        "BDAY:--0415",
        "PHOTO:data:image/jpeg;base64,/9j/",
        "RELATED;TYPE=spouse;VALUE=text:Ani",
        "item1.RELATED;VALUE=text:Tuti",
        "TZ;VALUE=text:Asia/Jakarta",
        "item1.X-ABLABEL:_$!<Mother>!$_",
    ]


def test_a_company_is_one_for_apple_and_somebody_called_as_their_company_is_not() -> None:
    assert _lines(kind="company") == ["X-ABSHOWAS:COMPANY", "N:;;;;", "ORG:Budi"]
    assert _lines(company="Budi") == ["KIND:individual", "ORG:Budi"]


def test_whoever_has_no_parts_of_a_name_is_given_one_for_phones_unless_it_is_the_phone_itself() -> None:
    assert "N;X-CRM-FROM=FN:;Budi;;;" in card(ContactDraft(0, name="Budi"))
    assert "N:;;;;" in card(ContactDraft(0, name="0812", channels=[ChannelDraft("phone", "0812")]))


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("TEL;TYPE=CELL;waid=6281234:+62 812 34", "TEL;TYPE=CELL;WAID=6281234:+62 812 34"),
        ("N;ALTID=1;LANGUAGE=ja:Santoso;Budi;;;", "N;ALTID=1;LANGUAGE=ja:Santoso;Budi;;;"),
        ('ADR;GEO="geo:1.1,2.2";TYPE=HOME:;;Jl. 1;Bandung;;;', 'ADR;GEO="geo:1.1,2.2";TYPE=HOME:;;Jl. 1;Bandung;;;'),
        ("ORG;SORT-AS=maju:PT Maju;Armada;Barat", "ORG;SORT-AS=maju:PT Maju;Armada\\, Barat"),
        ("EMAIL;PID=1.1:a@b.example", "EMAIL;PID=1.1:a@b.example"),
        ("X-SKYPE;X-COUCHDB-UUID=9:bs", "IMPP;X-COUCHDB-UUID=9;X-SERVICE-TYPE=skype:skype:bs"),
        ("BDAY;ALTID=2:19800415", "BDAY;ALTID=2:1980-04-15"),
        ("TITLE;LANGUAGE=fr:Chef", "TITLE;LANGUAGE=fr:Chef"),
        ('NOTE;X-AUTHOR="Ani, Tono":hello', 'NOTE;X-AUTHOR="Ani, Tono":hello'),
        ("PHOTO;X-CROP=1&2;ENCODING=b;TYPE=JPEG:/9j/", "PHOTO;ENCODING=b;TYPE=JPEG;X-CROP=1&2:/9j/"),
    ],
)
def test_parameters_that_nobody_here_understands_come_out_behind_the_value_they_came_in_with(
    line: str, written: str
) -> None:
    once = _again(line)
    assert written in once.split("\r\n")
    assert "X-CRM-PARAMETERS" not in once


def test_parameters_go_with_the_value_they_belong_to() -> None:
    draft = ContactDraft(
        0, name="Budi", channels=[ChannelDraft("phone", "2")], unparsed=["X-CRM-PARAMETERS;WAID=1:TEL 1"]
    )
    assert "WAID" not in card(draft)


@pytest.mark.parametrize(
    ("line", "is_fit"),
    [
        ("X-FOO:bar", True),
        ('item1.X-FOO;A=b,c;D="e;f":bar', True),
        ("LOGO;GIF;BASE64:R0lGODlh", True),
        ("LOGO;ENCODING=b:R0lGODlh!", False),
        ("X-FOO;ENCODING=8BIT:bar", False),
        ("END:VCARD", False),
        ("begin:VCARD", False),
        ("VERSION:2.1", False),
        ("no property", False),
        ("X FOO:bar", False),
        ('X-FOO;A="b:c', False),
        ("X-FOO;A=" + ",".join("abcdefghijklmnopqrstuvwxyz") + ":c", False),
    ],
)
def test_a_line_that_others_cannot_read_past_goes_into_one_of_ours(line: str, is_fit: bool) -> None:
    assert is_harmless(line) is is_fit
    text = card(ContactDraft(0, name="Budi", unparsed=[line])).replace("\r\n ", "")
    assert (line in text.split("\r\n")[1:-2]) is is_fit
    assert ("\r\nX-CRM-LINE:" in text) is not is_fit


def test_a_line_of_a_group_keeps_its_own_labels_apart_from_ours() -> None:
    said = _lines(channels=[ChannelDraft("phone", "1", "Toko")], unparsed=["item1.X-FOO:a", "item1.X-ABLabel:Foo"])
    assert said == ["item2.TEL:1", "item2.X-ABLABEL:Toko", "item1.X-FOO:a", "item1.X-ABLabel:Foo"]


def test_a_line_is_folded_at_75_octets_and_never_inside_a_character() -> None:
    line = "NOTE:" + "é王😀" * 40
    pieces = folded(line).split("\r\n")
    assert "".join(piece.removeprefix(" ") for piece in pieces) == line
    assert all(68 < len(piece.encode()) <= 75 for piece in pieces[:-1])
    assert folded("x" * 75) == "x" * 75
    assert folded("x" * 76) == "x" * 75 + "\r\n x"


@pytest.mark.parametrize(
    "text", ["a\r\nEND:VCARD\r\nBEGIN:VCARD", "a\x00b\x1b[31m", "\ud800", "a\u2028TEL:1", "\\n\\,"]
)
def test_no_text_can_end_its_line_or_the_card(text: str) -> None:
    draft = ContactDraft(
        0,
        name=text or "x",
        notes=text,
        channels=[ChannelDraft("phone", text, text), ChannelDraft(text, text, text)],
        groups=[text],
        relations=[RelationDraft(text, text)],
        occasions=[OccasionDraft(text, 1, 1)],
        uids=[text],
        fields={text: text},
        unparsed=[text],
        photo=PhotoDraft(b"x", text),
        facts={"source": text},
    )
    for version in ("3.0", "4.0"):
        written = card(draft, version)
        written.encode()
        assert written.count("\nBEGIN:VCARD") == 0
        assert written.count("END:VCARD\r\n") == 1
        assert len(list(read(io.BytesIO(written.encode())).entries)) == 1


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("BDAY:1953-10-15T23:10:00Z", "BDAY:19531015T231000Z"),
        ("BDAY;X-A=b:19531015T2310", "BDAY;X-A=b:19531015T2310"),
        ("X-ANNIVERSARY:20090808T1430-0500", "X-ABDATE:20090808T1430-0500"),
        ("BDAY:--0203T0800", "BDAY;X-APPLE-OMIT-YEAR=1604:16040203T0800"),
        ("BDAY:1953-10-15T00:00:00.000Z", "BDAY:1953-10-15"),
        ("BDAY:1953-10-15 about noon", "BDAY:1953-10-15"),
    ],
)
def test_the_time_of_a_day_stays_and_midnight_is_none(line: str, written: str) -> None:
    assert f"{written}\r\n" in _again(line)


def test_a_time_is_the_same_in_either_version() -> None:
    draft = contact_of("FN:Budi", "BDAY:1953-10-15T23:10:00Z", "ANNIVERSARY:20090808T1430-0500")
    for version in VERSIONS:
        (again,) = read(io.BytesIO(card(draft, version).encode())).entries
        assert isinstance(again, ContactDraft)
        assert sorted(again.unparsed) == sorted(draft.unparsed)
        assert len(again.unparsed) == len(again.occasions) == 2
    assert "\r\nANNIVERSARY:20090808T1430-0500\r\n" in card(draft, "4.0")


def test_version_4_has_one_anniversary_and_a_second_one_is_a_day_with_its_label() -> None:
    days = [OccasionDraft("anniversary", 6, 1, 2010), OccasionDraft("anniversary", 7, 2, 2012)]
    lines = _lines("4.0", occasions=days)
    assert lines == ["ANNIVERSARY:20100601", "item1.X-ABDATE:20120702", "item1.X-ABLABEL:_$!<Anniversary>!$_"]
    assert contact_of("FN:Budi", *lines, version="4.0").occasions == days


@pytest.mark.parametrize("version", VERSIONS)
def test_a_person_who_is_called_like_an_address_stays_a_person(version: str) -> None:
    lines = _lines(version, relations=[RelationDraft("spouse", "tel: Ani")])
    assert contact_of("FN:Budi", *lines, version=version).relations == [RelationDraft("spouse", "tel: Ani")]


@pytest.mark.parametrize("zone", ["US/Pacific", "Japan", "GMT", "EST5EDT", "Asia/Jakarta", "UTC"])
def test_a_time_zone_by_any_of_its_names_is_read_back(zone: str) -> None:
    draft = contact_of("FN:Budi", *_lines(timezone=zone))
    assert (draft.timezone, draft.unparsed) == (zone, [])


@pytest.mark.parametrize("text", ["-05:00", "../etc", "/etc/passwd", "Asia", "Nowhere", "x" * 5000, "\N{SNOWMAN}"])
def test_what_is_no_name_of_a_time_zone_is_kept_as_it_came(text: str) -> None:
    draft = contact_of("FN:Budi", f"TZ:{text}")
    assert (draft.timezone, draft.unparsed) == ("", [f"TZ:{text}"])
