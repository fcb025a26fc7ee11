"""Whatever is known of somebody, what a program is handed begins with a known scheme and is harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import uris
from crmcli.errors import Invalid

MAP = "https://www.openstreetmap.org/search?query={address}"
SCHEMES = ("tel:", "sms:", "mailto:", "https://", "http://", "skype:", "xmpp:", "viber://", "sip:", "weixin://")


@pytest.mark.parametrize(
    ("made", "uri"),
    [
        (lambda: uris.telephone("0812-3456-7890", "+6281234567890"), "tel:+6281234567890"),
        (lambda: uris.telephone("021 1234 ext. 5", ""), "tel:0211234"),
        (lambda: uris.telephone("+999 12", ""), "tel:+99912"),
        (lambda: uris.message("0812", ""), "sms:0812"),
        (lambda: uris.mail("budi@maju.example"), "mailto:budi@maju.example"),
        (lambda: uris.mail("a?cc=x@y.example"), "mailto:a%3Fcc%3Dx@y.example"),
        (lambda: uris.web("maju.example/a b"), "https://maju.example/a%20b"),
        (lambda: uris.web("http://maju.example:8080/?q=1#x"), "http://maju.example:8080/?q=1#x"),
        (lambda: uris.web("maju.example:8080"), "https://maju.example:8080"),
        (lambda: uris.place("Jl. Sudirman 1, Jakarta & x", MAP), MAP.format(
            address="Jl.%20Sudirman%201%2C%20Jakarta%20%26%20x")),
        (lambda: uris.service("whatsapp", "+62 812-3456-7890"), "https://wa.me/6281234567890"),
        (lambda: uris.service("whatsapp", "0812", "+62812345678"), "https://wa.me/62812345678"),
        (lambda: uris.service("telegram", "@budi"), "https://t.me/budi"),
        (lambda: uris.service("telegram", "https://t.me/budi"), "https://t.me/budi"),
        (lambda: uris.service("linkedin", "budi santoso/../x"), "https://www.linkedin.com/in/budi%20santoso%2F..%2Fx"),
    ],
)  # fmt: skip
def test_an_address_for_a_program_is_made(made, uri) -> None:  # type: ignore[no-untyped-def]
    assert made() == uri


@pytest.mark.parametrize(
    "made",
    [
        lambda: uris.telephone("none", ""),
        lambda: uris.mail("no address"),
        lambda: uris.mail("@x"),
        lambda: uris.web("javascript:alert(1)"),
        lambda: uris.web("file:///etc/passwd"),
        lambda: uris.web("data:text/html,x"),
        lambda: uris.web("https://bank.example@evil.example/"),
        lambda: uris.web(""),
        lambda: uris.web("https://[::1"),
        lambda: uris.service("whatsapp", "0812"),
        lambda: uris.service("carrier-pigeon", "x"),
        lambda: uris.place("x", "javascript:{address}"),
        lambda: uris.place("x", "https://map.example/"),
    ],
)
def test_what_may_not_be_opened_is_refused(made) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid):
        made()


@given(st.sampled_from(["phone", "sms", "email", "url", "map", *uris.SERVICES]), st.text(max_size=40))
def test_any_value_is_refused_or_made_harmless(kind: str, value: str) -> None:
    makers = {
        "phone": lambda: uris.telephone(value, ""),
        "sms": lambda: uris.message(value, ""),
        "email": lambda: uris.mail(value),
        "url": lambda: uris.web(value),
        "map": lambda: uris.place(value, MAP),
    }
    try:
        uri = makers[kind]() if kind in makers else uris.service(kind, value)
    except Invalid:
        return
    assert uri.startswith(SCHEMES)
    assert uri.isascii()
    assert not [each for each in uri if each.isspace() or ord(each) < 33 or each == "\x7f"]
