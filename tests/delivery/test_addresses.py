"""Addresses and servers, as people write them: one of each, or a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.delivery import addresses, servers
from crmcli.errors import Invalid
from tests.rows import each_row


@each_row(
    ("text", "expected"),
    [
        ("me@example.com", "me@example.com"),
        (" Me.Too+crm@Example.COM ", "Me.Too+crm@example.com"),
        ("me@example.com\r\n", "me@example.com"),
        ("budi@localhost", "budi@localhost"),
        ("info@bücher.example", "info@xn--bcher-kva.example"),
        ("info@例え.テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("-dash@example.com", "-dash@example.com"),
    ],
)
def test_an_address_is_read_as_the_network_writes_it(text: str, expected: str) -> None:
    assert addresses.mailbox(text) == expected


@each_row(
    "text",
    [
        "",
        "me",
        "@example.com",
        "me@",
        "me@example.com, you@example.com",
        "me@example.com;you@example.com",
        "me you@example.com",
        "me@exa mple.com",
        "me@example.com\nBcc: you@example.com",
        "a@b@example.com",
        "a..b@example.com",
        ".a@example.com",
        '"a b"@example.com',
        "me@-example.com",
        "me@example..com",
        "me@[127.0.0.1]",
        "josé@example.com",
        "info@straße.example",
        "x" * 65 + "@example.com",
        "me@" + "a." * 130 + "com",
        "me@\udcff.com",
    ],
)
def test_what_is_not_one_address_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        addresses.mailbox(text)


@each_row(
    ("text", "expected"),
    [
        ("me@example.com", ("me@example.com", "")),
        ("<me@example.com>", ("me@example.com", "")),
        ("Budi Säntoso <me@example.com>", ("me@example.com", "Budi Säntoso")),
        ('"Santoso, Budi" <me@example.com>', ("me@example.com", "Santoso, Budi")),
    ],
)
def test_a_sender_may_have_a_name(text: str, expected: tuple[str, str]) -> None:
    assert addresses.sender(text) == expected


@each_row("text", ["Budi <me>", "Budi me@example.com", "=?utf-8?q?x?= <me@example.com>", "a\nb <a@b.c>"])
def test_a_sender_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        addresses.sender(text)


@given(st.text(max_size=60))
def test_no_text_becomes_an_address_that_could_end_a_line(text: str) -> None:
    try:
        found = addresses.mailbox(text)
    except Invalid:
        return
    assert found.isascii()
    assert found.isprintable()
    assert found.count("@") == 1
    assert not set(found) & set(' ,;<>"()[]:\\')


@each_row(
    ("text", "security", "has_login", "expected"),
    [
        ("smtp.example.com", "", True, ("smtp.example.com", 587, "starttls")),
        ("smtp.example.com:465", "", True, ("smtp.example.com", 465, "tls")),
        ("smtp.example.com:2525", "", False, ("smtp.example.com", 2525, "starttls")),
        ("smtp.example.com", "tls", True, ("smtp.example.com", 465, "tls")),
        ("smtp.example.com", "none", False, ("smtp.example.com", 25, "none")),
        ("localhost", "", False, ("localhost", 25, "none")),
        ("localhost", "", True, ("localhost", 587, "starttls")),
        ("127.0.0.1:1025", "", False, ("127.0.0.1", 1025, "none")),
        ("127.0.0.1:465", "", False, ("127.0.0.1", 465, "tls")),
        ("[::1]:2525", "tls", False, ("::1", 2525, "tls")),
        ("::1", "", False, ("::1", 25, "none")),
        ("mail.bücher.example", "", False, ("mail.xn--bcher-kva.example", 587, "starttls")),
    ],
)
def test_a_server_is_taken_apart(text: str, security: str, has_login: bool, expected: tuple[str, int, str]) -> None:
    assert servers.server(text, security, has_login=has_login) == expected


@each_row(
    "text",
    ["", "a b", "x:", "x:0", "x:65536", "x:abc", "-x", "x/y", "http://x", "[::1", "[::1]:", "[::1]25", "x\ny", "x:٣"],
)
def test_what_is_no_server_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        servers.server(text)


def test_a_server_is_named_as_it_is_typed() -> None:
    assert str(servers.server("[::1]:25")) == "[::1]:25"
    assert str(servers.server("example.com")) == "example.com:587"
