"""Ways to reach someone: phones, e-mail addresses and web pages."""

from __future__ import annotations

from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import Head


def bare_phone(value: str) -> str:
    """A phone number out of a `tel:` URI; its extension, as any parameter, stays behind it."""
    if value[:4].lower() != "tel:":
        return value
    return percent_decoded(value[4:])


def bare_address(value: str) -> str:
    """An e-mail address out of a `mailto:` URI or of `"Name" <address>`."""
    if value[:7].lower() == "mailto:":
        value = percent_decoded(value[7:].partition("?")[0])
    if value.endswith(">") and "<" in value:
        inner = value[value.rfind("<") + 1 : -1].strip()
        return inner if "@" in inner else value
    return value


def percent_decoded(text: str) -> str:
    """`text` with the `%20` of URIs resolved."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    from crmcli.formats.cleaning import clean_line

    return clean_line(unquote(text))


def _phone(builder: Builder, head: Head, value: str) -> bool:
    text = builder.text(head, value)
    if text[:4].lower() == "sip:":
        builder.add_channel(head, "sip", text[4:])
    elif text:
        phone = bare_phone(text)
        if phone:
            builder.add_channel(head, "phone", phone)
    return True


def _email(builder: Builder, head: Head, value: str) -> bool:
    address = bare_address(builder.text(head, value))
    if address:
        builder.add_channel(head, "email", address)
    return True


def _url(builder: Builder, head: Head, value: str) -> bool:
    address = builder.text(head, value)
    if address:
        builder.add_channel(head, "url", address)
    return True


HANDLERS: dict[str, Handler] = {
    "TEL": _phone,
    "PHONE": _phone,
    "EMAIL": _email,
    "URL": _url,
}
