"""Messengers and social networks: IMPP, X-SOCIALPROFILE, and the X- property that each service once had.

The draft's kind is the service in our words, its value the bare handle: no scheme, no `@`, and no address
around it where the address is one of the service's own.
"""

from __future__ import annotations

from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.channels import percent_decoded
from crmcli.formats.vcard.lines import Head

# Every name a service goes by, in properties, X-SERVICE-TYPE and URI schemes.
_SERVICES = {
    "aim": "aim",
    "discord": "discord",
    "facebook": "facebook",
    "fb-messenger": "facebook",
    "gadugadu": "gadugadu",
    "gadu-gadu": "gadugadu",
    "gg": "gadugadu",
    "google-talk": "gtalk",
    "google talk": "gtalk",
    "googletalk": "gtalk",
    "groupwise": "groupwise",
    "gtalk": "gtalk",
    "hangouts": "gtalk",
    "icq": "icq",
    "instagram": "instagram",
    "irc": "irc",
    "jabber": "jabber",
    "kakaotalk": "kakaotalk",
    "line": "line",
    "linkedin": "linkedin",
    "matrix": "matrix",
    "msn": "msn",
    "msnim": "msn",
    "qq": "qq",
    "sametime": "sametime",
    "signal": "signal",
    "sip": "sip",
    "sips": "sip",
    "skype": "skype",
    "skype-username": "skype",
    "telegram": "telegram",
    "tg": "telegram",
    "twitter": "twitter",
    "viber": "viber",
    "wechat": "wechat",
    "weixin": "wechat",
    "whatsapp": "whatsapp",
    "xmpp": "jabber",
    "yahoo": "yahoo",
    "ymsgr": "yahoo",
    "zalo": "zalo",
}
# Schemes that name the writer's system and not the service.
_SCHEMES_OF_NOBODY = frozenset({"x-apple", "im", "other", "unknown", "x-unknown"})
_HOST_NAMES = (
    "facebook.com flickr.com instagram.com linkedin.com m.me myspace.com t.me telegram.me tiktok.com"
    " twitter.com wa.me weibo.com x.com youtube.com"
)
_HOSTS = frozenset(_HOST_NAMES.split())
_FOLDERS = frozenset({"in", "pub", "people", "profile", "user", "n"})
_LONGEST_SCHEME = 24
_X_PROPERTIES = (
    "AIM GADUGADU GG GOOGLE-TALK GTALK GROUPWISE HANGOUTS ICQ INSTAGRAM JABBER KAKAOTALK LINE LINKEDIN MSN"
    " QQ SAMETIME SIGNAL SIP SKYPE SKYPE-USERNAME TELEGRAM TWITTER FACEBOOK VIBER WECHAT WEIXIN WHATSAPP"
    " YAHOO ZALO"
)


def _messenger(builder: Builder, head: Head, value: str) -> bool:
    """IMPP: the service is X-SERVICE-TYPE where it is there, else the URI's scheme."""
    handle = builder.text(head, value)
    if not handle:
        return True
    scheme, bare = _split_scheme(handle)
    exact = head.parameter(parameters.SERVICE)
    if exact:
        builder.add_channel(head, exact, head.parameter("X-USER") or bare_handle(bare))
        return True
    kind = service_of(head.parameter("X-SERVICE-TYPE") or head.parameter("SERVICE-TYPE"))
    kind = kind or _SERVICES.get(scheme, scheme if scheme not in _SCHEMES_OF_NOBODY else "")
    builder.add_channel(head, kind or "im", head.parameter("X-USER") or bare_handle(bare))
    return True


def _profile(builder: Builder, head: Head, value: str) -> bool:
    """X-SOCIALPROFILE: the service is its TYPE, the handle stands in x-user or at the end of the address."""
    address = builder.text(head, value)
    if not address:
        return True
    service = next((word.lower() for word in head.types if word.lower() not in ("home", "work", "other")), "")
    kind = _SERVICES.get(service, service) or _service_of_host(address) or "profile"
    handle = head.parameter("X-USER").strip() or bare_handle(_split_scheme(address)[1])
    builder.add_channel(_without_label(head, service), kind, handle)
    return True


def service_of(word: str) -> str:
    """The service that readers take `word` for, as X-SERVICE-TYPE; empty where it names none."""
    lower = word.lower()
    return _SERVICES.get(lower) or (lower if lower not in _SCHEMES_OF_NOBODY else "")


def service_handler(kind: str) -> Handler:
    """The handler of a property that belongs to one service."""

    def handle(builder: Builder, head: Head, value: str) -> bool:
        handle = builder.text(head, value)
        if handle:
            builder.add_channel(head, kind, bare_handle(_split_scheme(handle)[1]))
        return True

    return handle


def service_of_messaging_property(name: str) -> str:
    """The service in KDE's `X-messaging/xmpp-All`, or an empty string for any other property name."""
    if not name.startswith("X-MESSAGING/"):
        return ""
    service = name[len("X-MESSAGING/") :].lower().removesuffix("-all")
    return _SERVICES.get(service, service)


def _split_scheme(handle: str) -> tuple[str, str]:
    """A URI's scheme in lower case, empty where there is none or that of a web page, and the rest."""
    scheme, colon, rest = handle.partition(":")
    is_scheme = colon and len(scheme) <= _LONGEST_SCHEME and scheme.replace("-", "").replace("+", "").isalnum()
    if not is_scheme or scheme.lower() in ("http", "https") or not scheme[0].isalpha():
        return "", handle
    return scheme.lower(), percent_decoded(rest.removeprefix("//"))


def bare_handle(text: str) -> str:
    """A handle without the address around it, where that is one of a service's own, and without its `@`."""
    text = text.strip()
    scheme, separator, rest = text.partition("://")
    if separator and scheme.lower() in ("http", "https"):
        return _handle_in_address(rest) or text
    if "?" in text and "@" not in text.partition("?")[2]:
        text = text.partition("?")[0] or text
    return text.removeprefix("@") or text


def _handle_in_address(rest: str) -> str:
    host, _, path = rest.partition("/")
    if _bare_host(host) not in _HOSTS:
        return ""
    steps = [step for step in path.partition("?")[0].split("/") if step and step.lower() not in _FOLDERS]
    return percent_decoded(steps[0]).removeprefix("@") if steps else ""


def _service_of_host(address: str) -> str:
    host = _bare_host(address.partition("://")[2].partition("/")[0])
    names = {"t.me": "telegram", "telegram.me": "telegram", "wa.me": "whatsapp", "x.com": "twitter"}
    return names.get(host) or (host.removesuffix(".com") if host in _HOSTS else "")


def _bare_host(host: str) -> str:
    return host.lower().removeprefix("www.").removeprefix("m.")


def _without_label(head: Head, service: str) -> Head:
    """The head without the service's name in its label, which is the value's kind already."""
    label = " ".join(word for word in head.label.split(" ") if word.lower() != service)
    return Head(head.text, head.name, head.group, preference=head.preference, label=label)


HANDLERS: dict[str, Handler] = {
    "IMPP": _messenger,
    "X-SOCIALPROFILE": _profile,
    "SOCIALPROFILE": _profile,
    "X-MS-IMADDRESS": service_handler("im"),
    "X-EVOLUTION-IM": service_handler("im"),
    **{f"X-{name}": service_handler(_SERVICES[name.lower()]) for name in _X_PROPERTIES.split()},
}
