"""Ways to reach someone as lines of a card: phones, addresses, pages, messengers, and what their labels become."""

from __future__ import annotations

from urllib.parse import quote

from crmcli.formats.cleaning import clean_line
from crmcli.formats.drafts import ChannelDraft
from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.channels import bare_address, bare_phone, percent_decoded
from crmcli.formats.vcard.labels import label_of_types
from crmcli.formats.vcard.services import bare_handle, service_of
from crmcli.formats.vcard.writing import Card, one_line

_PROPERTIES = {"phone": "TEL", "email": "EMAIL", "url": "URL"}
_TYPES_OF_THEIR_OWN_NAME = "home work other main fax pager car video isdn modem bbs pcs textphone"
_TYPES = {**{word: word for word in _TYPES_OF_THEIR_OWN_NAME.split()}, "mobile": "cell"}
_SCHEMES = {
    "aim": "aim",
    "gtalk": "xmpp",
    "icq": "icq",
    "im": "im",
    "irc": "irc",
    "jabber": "xmpp",
    "matrix": "matrix",
    "msn": "msnim",
    "qq": "qq",
    "signal": "signal",
    "sip": "sip",
    "skype": "skype",
    "telegram": "tg",
    "viber": "viber",
    "wechat": "weixin",
    "whatsapp": "whatsapp",
    "yahoo": "ymsgr",
}
_SCHEME_OF_ANY = "x-apple"
# Networks rather than messengers: what programs show of them is a page.
_PAGES = {
    "facebook": "https://www.facebook.com/",
    "instagram": "https://www.instagram.com/",
    "linkedin": "https://www.linkedin.com/in/",
    "tiktok": "https://www.tiktok.com/@",
    "twitter": "https://twitter.com/",
}
_KEPT_IN_A_HANDLE = "@+.-_~:/"


def label_of(label: str, written: Card) -> tuple[list[str], str]:
    """A label as types where every program knows them, else as a text beside the value."""
    words = label.split(" ") if label else []
    types = [_TYPES.get(word, "") for word in words]
    if all(types) and label_of_types(types) == label:
        return (types if written.is_4 else [each.upper() for each in types]), ""
    return [], label


def write_channel(written: Card, channel: ChannelDraft) -> None:
    """Adds the line of one channel."""
    types, label = label_of(channel.label, written)
    given: dict[str, list[str]] = {}
    if channel.preferred and written.is_4:
        given["PREF"] = ["1"]
    elif channel.preferred:
        types = [*types, "pref"]
    if types:
        given["TYPE"] = types
    name = _PROPERTIES.get(channel.kind)
    if name is None or not _is_read_back(channel):
        _write_service(written, channel, given, label)
        return
    value = one_line(channel.value)
    if name == "URL" and written.is_4:
        value = value.replace("\\,", ",").replace("\\;", ";")  # an address on the web is no text there
    written.add(name, value, given, owner=(name, channel.value), label=label)


def _is_read_back(channel: ChannelDraft) -> bool:
    """Whether a reader does not take the value for something else, as it does `tel:` or `Name <a@b.example>`."""
    if channel.kind == "phone":
        return channel.value[:4].lower() not in ("tel:", "sip:") and bare_phone(channel.value) == channel.value
    return channel.kind != "email" or bare_address(channel.value) == channel.value


def _write_service(written: Card, channel: ChannelDraft, given: dict[str, list[str]], label: str) -> None:
    handle, kind = clean_line(channel.value), channel.kind
    owner = (parameters.SERVICES, handle)
    if kind in _PAGES:
        address = handle if "://" in handle else _PAGES[kind] + quote(handle, safe=_KEPT_IN_A_HANDLE)
        given = {**given, "TYPE": [kind, *given.get("TYPE", ())], "X-USER": [handle]}
        written.add("X-SOCIALPROFILE", one_line(address), given, owner=owner, label=label)
        return
    if kind != "im":
        given["X-SERVICE-TYPE"] = [kind]
    if kind != "im" and service_of(kind) != kind:
        given[parameters.SERVICE] = [kind]
    address = quote(handle, safe=_KEPT_IN_A_HANDLE)
    if parameters.SERVICE in given or bare_handle(percent_decoded(address).removeprefix("//")) != handle:
        given["X-USER"] = [handle]
    scheme = _SCHEMES.get(kind, _SCHEME_OF_ANY)
    written.add("IMPP", f"{scheme}:{address}", given, owner=owner, label=label)
