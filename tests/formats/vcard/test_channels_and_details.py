"""What a card says about someone: channels, addresses, days, relations, pictures, one quirk a sample."""

from __future__ import annotations

import base64

import pytest

from crmcli.formats.drafts import (
    AddressDraft,
    ChannelDraft,
    ContactDraft,
    OccasionDraft,
    PhotoDraft,
    RelationDraft,
)
from tests.formats.vcard.reading import book_of, contact, contact_of

_PICTURE = b"\xff\xd8\xff" + bytes(range(120))
_BASE64 = base64.b64encode(_PICTURE).decode()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("TEL;TYPE=CELL,VOICE:0812 345", ChannelDraft("phone", "0812 345", "mobile")),
        ("TEL;FAX;WORK:123", ChannelDraft("phone", "123", "work fax")),
        ("tel;type=HOME;type=CELL;type=pref:123", ChannelDraft("phone", "123", "home mobile", True)),
        ("TEL;TYPE=X-Assistant:123", ChannelDraft("phone", "123", "assistant")),
        ("TEL;TYPE=Toko:123", ChannelDraft("phone", "123", "Toko")),
        ("TEL:+1555,,123;9", ChannelDraft("phone", "+1555,,123;9")),
        ("TEL;VALUE=uri;PREF=1:tel:+1-555;ext=12", ChannelDraft("phone", "+1-555;ext=12", "", True)),
        ("TEL;HOME;:123", ChannelDraft("phone", "123", "home")),
        ('TEL;TYPE="home,work":1', ChannelDraft("phone", "1", "home work")),
        ("EMAIL;TYPE=INTERNET,WORK:a@b.example", ChannelDraft("email", "a@b.example", "work")),
        ("EMAIL:mailto:a@b.example?subject=x", ChannelDraft("email", "a@b.example")),
        ('EMAIL:"Ray" <a@b.example>', ChannelDraft("email", "a@b.example")),
        ("URL;TYPE=work:http\\://a.example/x", ChannelDraft("url", "http://a.example/x", "work")),
        ("IMPP;X-SERVICE-TYPE=GTalk:xmpp:a@b.example", ChannelDraft("gtalk", "a@b.example")),
        ("IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:+62812", ChannelDraft("whatsapp", "+62812")),
        ("IMPP:skype:ray?call", ChannelDraft("skype", "ray")),
        ("X-SKYPE-USERNAME:ray", ChannelDraft("skype", "ray")),
        ("X-WECHAT:ray", ChannelDraft("wechat", "ray")),
        ("X-SIP:sip:1@b.example", ChannelDraft("sip", "1@b.example")),
        ("X-GOOGLE TALK;TYPE=WORK:ray", ChannelDraft("gtalk", "ray", "work")),
        ("X-messaging/xmpp-All:a@b.example", ChannelDraft("jabber", "a@b.example")),
        ("X-SOCIALPROFILE;type=twitter:http://twitter.com/ray", ChannelDraft("twitter", "ray")),
        ("X-SOCIALPROFILE:https://www.linkedin.com/in/ray-b/", ChannelDraft("linkedin", "ray-b")),
        ("X-TELEGRAM:@ray", ChannelDraft("telegram", "ray")),
    ],
)
def test_a_channel_is_read_bare_and_labelled(line: str, expected: ChannelDraft) -> None:
    assert contact_of("FN:Ray", line) == contact(name="Ray", channels=[expected])


def test_labels_of_line_groups_are_the_users_own_or_apples_in_our_words() -> None:
    draft = contact_of(
        "FN:Ray",
        "item1.TEL:1",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        "item2.TEL;TYPE=HOME:2",
        "item2.X-ABLabel:Toko Depan",
        "item3.X-ABDATE:2001-02-03",
        "item3.X-ABLabel:_$!<Anniversary>!$_",
        "item4.X-ABRELATEDNAMES:Sari",
        "item4.X-ABLabel:REFERRED_BY",
        "item5.X-ABADR:id",
        "item5.X-ABLabel:Kantor",
    )
    assert draft == contact(
        name="Ray",
        channels=[ChannelDraft("phone", "1", "mobile"), ChannelDraft("phone", "2", "Toko Depan")],
        occasions=[OccasionDraft("anniversary", 2, 3, 2001)],
        relations=[RelationDraft("referred by", "Sari")],
        unparsed=["item5.X-ABADR:id", "item5.X-ABLabel:Kantor"],
    )


def test_the_best_rank_is_preferred_where_none_is_first() -> None:
    draft = contact_of("FN:Ray", "TEL;PREF=9:1", "TEL;PREF=2:2", "EMAIL;PREF=3:a@b.example", version="4.0")
    assert [channel.preferred for channel in draft.channels] == [False, True, True]


def test_an_address_is_read_by_its_parts_and_its_lines_are_joined() -> None:
    draft = contact_of(
        "FN:Ray",
        "ADR;TYPE=WORK:PO 1;Lt. 2;Jl. Sudirman 1\\nRT 2\\, RW 3;Jakarta;DKI;10220;Indonesia",
        "LABEL;TYPE=WORK:says the same",
        "LABEL;TYPE=HOME:Jl. Merdeka 5\\nBandung",
        "ADR:;;;;;;",
    )
    assert draft == contact(
        name="Ray",
        addresses=[
            AddressDraft("work", "PO 1", "Lt. 2", "Jl. Sudirman 1, RT 2, RW 3", "Jakarta", "DKI", "10220", "Indonesia"),
            AddressDraft("home", street="Jl. Merdeka 5, Bandung"),
        ],
        unparsed=["LABEL;TYPE=WORK:says the same"],
    )


@pytest.mark.parametrize(
    ("line", "month", "day", "year"),
    [
        ("BDAY:1980-04-15", 4, 15, 1980),
        ("BDAY:19800415", 4, 15, 1980),
        ("BDAY:1980-04-15T00:00:00Z", 4, 15, 1980),
        ("BDAY:--0415", 4, 15, None),
        ("BDAY:--04-15", 4, 15, None),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15", 4, 15, None),
        ("BDAY;VALUE=date:--0229", 2, 29, None),
        ("BDAY:15.4.1980", 4, 15, 1980),
    ],
)
def test_a_birthday_is_read_in_every_form(line: str, month: int, day: int, year: int | None) -> None:
    expected = contact(name="Ray", occasions=[OccasionDraft("birthday", month, day, year)])
    assert contact_of("FN:Ray", line) == expected


def test_a_day_that_cannot_be_is_a_problem_and_is_kept() -> None:
    draft = contact_of("FN:Ray", "BDAY:1980-02-30", "ANNIVERSARY;VALUE=text:in spring")
    assert draft == contact(
        name="Ray",
        problems=["1980-02-30 is not a full date that can be (BDAY)."],
        unparsed=["BDAY:1980-02-30", "ANNIVERSARY;VALUE=text:in spring"],
    )


def test_relations_are_read_by_name_and_links_to_other_cards_are_kept() -> None:
    draft = contact_of(
        "FN:Ray",
        "X-SPOUSE:Sari",
        "X-MANAGER:Budi",
        "RELATED;TYPE=friend;VALUE=text:Ana",
        "RELATED;TYPE=friend:urn:uuid:1",
        "AGENT:BEGIN:VCARD\\nFN:Susan Thomas\\nTEL:+1\\nEND:VCARD\\n",
    )
    assert draft.relations == [
        RelationDraft("spouse", "Sari"),
        RelationDraft("manager", "Budi"),
        RelationDraft("friend", "Ana"),
        RelationDraft("agent", "Susan Thomas"),
    ]
    assert draft.unparsed == [
        "RELATED;TYPE=friend:urn:uuid:1",
        "AGENT:BEGIN:VCARD\\nFN:Susan Thomas\\nTEL:+1\\nEND:VCARD",
    ]


def test_catch_all_properties_of_android_and_openharmony_are_taken_apart() -> None:
    draft = contact_of(
        "N:Doe;Ray",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Nick;1;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;1999-07-10;1;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Sari;14;;;",
        "X_OHOS_CUSTOM:relation;Budi;0;rekan",
        "X-ANDROID-CUSTOM:vnd.other/thing;1",
        version="2.1",
    )
    assert draft == contact(
        name="Ray Doe",
        family="Doe",
        given="Ray",
        nickname="Nick",
        occasions=[OccasionDraft("anniversary", 7, 10, 1999)],
        relations=[RelationDraft("spouse", "Sari"), RelationDraft("rekan", "Budi")],
        unparsed=["X-ANDROID-CUSTOM:vnd.other/thing;1"],
    )


def test_several_notes_are_joined_by_a_blank_line() -> None:
    draft = contact_of("FN:Ray", "NOTE:first\\nline", "NOTE;ENCODING=QUOTED-PRINTABLE:second=0D=0Aline")
    assert draft == contact(name="Ray", notes="first\nline\n\nsecond\nline")


def test_what_nobody_understands_is_kept_decoded_with_group_and_parameters() -> None:
    draft = contact_of(
        "FN:Ray",
        "GEO:37.38;-122.08",
        "TZ:-05:00",
        "item1.X-THING;A=b;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:caf=C3=A9=0A2",
        "KEY;ENCODING=B:QUJD",
        "X-EMPTY:",
    )
    assert draft == contact(
        name="Ray",
        unparsed=["GEO:37.38;-122.08", "TZ:-05:00", "item1.X-THING;A=b:café\\n2", "KEY;ENCODING=B:QUJD"],
    )


@pytest.mark.parametrize(
    "line",
    [
        f"PHOTO;ENCODING=b;TYPE=JPEG:{_BASE64}",
        f"PHOTO;BASE64;JPEG:\r\n {_BASE64[:40]}\r\n {_BASE64[40:]}\r\n",
        f"PHOTO;ENCODING=BASE64:{_BASE64[:40]}\r\n{_BASE64[40:]}",
        f"PHOTO:data:image/jpeg;base64,{_BASE64}",
        f"PHOTO:{_BASE64}",
    ],
)
def test_a_picture_is_read_however_it_is_written(line: str) -> None:
    draft = contact_of("FN:Ray", line)
    assert draft == contact(name="Ray", photo=PhotoDraft(_PICTURE, "image/jpeg"))


def test_a_broken_picture_is_a_problem_and_the_card_is_read() -> None:
    draft = contact_of("FN:Ray", "PHOTO;ENCODING=b:/9j/4:ASDF==", "TEL:1")
    assert draft == contact(
        name="Ray",
        channels=[ChannelDraft("phone", "1")],
        problems=["The picture is broken and was left out."],
    )


def test_a_picture_elsewhere_is_kept_as_its_address() -> None:
    draft = contact_of("FN:Ray", "PHOTO;VALUE=uri:https://a.example/p.jpg")
    assert draft == contact(name="Ray", unparsed=["PHOTO;VALUE=uri:https://a.example/p.jpg"])


def test_pictures_are_passed_over_where_nobody_wants_them() -> None:
    text = f"BEGIN:VCARD\nFN:Ray\nPHOTO;ENCODING=b:{_BASE64}\nEND:VCARD\n"
    (draft,) = book_of(text, photos=False).entries
    assert isinstance(draft, ContactDraft)
    assert (draft.photo, draft.unparsed, draft.problems) == (None, [], [])


def test_control_characters_and_escape_sequences_are_taken_out() -> None:
    draft = contact_of("FN:Ra\x1b[31my\x07\x9b", "NOTE:a\tb\\nc\x00d", "TEL:1\u200e2")
    assert draft == contact(name="Ra[31my", notes="a\tb\ncd", channels=[ChannelDraft("phone", "1\u200e2")])
