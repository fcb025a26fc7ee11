"""A message as it travels: nothing that is handed in adds a header, and every reader gets back what was said."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import example, given
from hypothesis import strategies as st

from crmcli.delivery import message
from crmcli.delivery.addresses import Address
from tests.factories import NOW

HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]
HOSTILE = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(
            ["\r\n", "\n", "\r", "Bcc: you@example.com", "=?utf-8?q?", "=0A", "?=", "\x00", "\x1b[31m", "\u2028",
             "\x85", " ", "\t", "x" * 90, "陳美玲", "\u202e", "\ud800", "--==", "=", ".", "From ", "\x1c", ",",
             "<a@b.c>", '"']
        ),
        max_size=12,
    ).map("".join),
)  # fmt: skip


def _message(
    subject: str = "Tue 24 Nov", text: str = "x\n", html: str = "<p>x</p>\n", name: str = "Budi"
) -> EmailMessage:
    number = message.number_of("key", "me@example.com", "")
    sender = Address("budi@example.com", name)
    return message.compose(sender, "me@example.com", subject, text, html, number=number, now=NOW)


def _read(data: bytes) -> EmailMessage:
    read = message_from_bytes(data, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def test_the_headers_say_that_a_program_wrote_it_and_when() -> None:
    headers = _read(_message().as_bytes())
    assert list(headers.keys()) == HEADERS
    assert headers["From"] == "Budi <budi@example.com>"
    assert headers["To"] == "me@example.com"
    assert headers["Date"] == "Tue, 24 Nov 2026 09:00:00 +0000"
    assert headers["Message-ID"] == "<" + message.number_of("key", "me@example.com", "") + "@example.com>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["X-Auto-Response-Suppress"] == "All"
    assert headers["Content-Language"] == "en"
    assert headers.get_content_type() == "multipart/alternative"


def test_a_raw_look_still_reads_it() -> None:
    text = "Tue 24 Nov\n! f12 Budi Santoso   send quote      2 days late\n"
    lines = _message(text=text).as_bytes().decode("ascii")
    assert "! f12 Budi Santoso   send quote      2 days late" in lines


@given(HOSTILE, HOSTILE, HOSTILE)
@example("=?utf-8?q?hi=0ABcc:_you@example.com?=", "x", "y")
@example("x" * 2000, "x" * 5000, "<" + "y" * 5000)
@example("a\nBcc: b@example.com", "\n.\n", "\r\n.\r\n")
def test_no_text_whatever_adds_a_header_or_gets_lost(subject: str, text: str, html: str) -> None:
    data = _message(subject, text, html).as_bytes()
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) < 998
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    read = _read(data)
    assert list(read.keys()) == HEADERS
    assert str(read["To"]) == "me@example.com"
    assert str(read["Subject"]).splitlines() in ([str(read["Subject"])], [])
    assert " ".join(str(read["Subject"]).split()) == message._one_line(subject)
    parts = list(read.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    for part, content in zip(parts, (text, html), strict=True):
        assert isinstance(part, EmailMessage)
        wanted = message._harmless(content)
        got = part.get_content().replace("\r\n", "\n")
        assert got.removesuffix("\n") == wanted.removesuffix("\n")


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs", "S")), max_size=100))
def test_no_name_of_a_sender_adds_an_address_or_a_header(name: str) -> None:
    read = _read(_message(name=name.replace("=?", "")).as_bytes())
    assert list(read.keys()) == HEADERS
    assert [address.addr_spec for address in read["From"].addresses] == ["budi@example.com"]


@given(HOSTILE, HOSTILE)
@example("陳" * 300, "x" * 500)
def test_no_line_is_longer_than_76_signs_as_mail_wants_it(text: str, html: str) -> None:
    body = _message(text=text, html=html).as_bytes().partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 76
