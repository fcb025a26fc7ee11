"""Addresses for programs: from what is known of somebody to a `tel:`, `mailto:` or `https:`. Pure; no I/O.

What is known may be hostile. Whatever comes out begins with one of a few schemes and holds nothing but printable ASCII:
everything else in a value is percent-encoded, and a web address that is none is not made one.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from crmcli.errors import Invalid
from crmcli.i18n import _

DEFAULT_MAP = "https://www.openstreetmap.org/search?query={address}"
_WEB = ("https", "http")
# Where a bare handle of a service leads; one in angle brackets is a number in digits alone.
_SERVICES = {
    "whatsapp": "https://wa.me/<>",
    "telegram": "https://t.me/{}",
    "linkedin": "https://www.linkedin.com/in/{}",
    "instagram": "https://www.instagram.com/{}/",
    "facebook": "https://www.facebook.com/{}",
    "twitter": "https://x.com/{}",
    "line": "https://line.me/R/ti/p/~{}",
    "skype": "skype:{}?chat",
    "jabber": "xmpp:{}",
    "matrix": "https://matrix.to/#/{}",
    "signal": "https://signal.me/#p/+<>",
    "viber": "viber://chat?number=%2B<>",
    "sip": "sip:{}",
    "wechat": "weixin://dl/chat?{}",
    "zalo": "https://zalo.me/<>",
}
SERVICES = tuple(_SERVICES)


def telephone(value: str, normal: str) -> str:
    """`tel:` for a phone: in E.164 where that is known, else its digits. Raises Invalid where it has none."""
    return "tel:" + (normal or _dialled(value))


def message(value: str, normal: str) -> str:
    """`sms:` for a phone. Raises Invalid where it has no digits."""
    return "sms:" + (normal or _dialled(value))


def mail(address: str) -> str:
    """`mailto:` for an e-mail address. Raises Invalid for what is none."""
    name, at, host = address.strip().rpartition("@")
    if not (name and at and host):
        raise Invalid(_("'{value}' is not an e-mail address.").format(value=address))
    return f"mailto:{quote(name, safe='+._-')}@{quote(host, safe='.-')}"


def web(value: str) -> str:
    """The `https:` or `http:` address that a value is, or is without its beginning. Raises Invalid for any other."""
    text = value.strip()
    scheme, colon, rest = text.partition(":")
    if not (colon and scheme.lower() in _WEB):
        # A port is no scheme: shop.example:8080.
        if colon and not rest[:1].isdigit() and "/" not in scheme and "." not in scheme:
            raise _no_web(value)
        text = "https://" + text.lstrip("/")
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        raise _no_web(value) from None
    if not host or any(each.isspace() for each in host) or "@" in parts.netloc:
        raise _no_web(value)  # a name before an @ only makes one host look like another
    return quote(text, safe="%/:?#[]@!$&'()*+,;=-._~")


def place(address: str, template: str) -> str:
    """The address on a map; `template` is a web address with `{address}` in it. Raises Invalid where it is none."""
    if "{address}" not in template or not template.startswith(("https://", "http://", "geo:")):
        raise Invalid(
            _("The setting map_url is no web address with {{address}} in it."),
            _("For example: {example}").format(example=DEFAULT_MAP),
        )
    before, _address, after = template.partition("{address}")
    safe = "%/:?#[]@!$&'()*+,;=-._~"
    return quote(before, safe=safe) + quote(address, safe="") + quote(after, safe=safe)


def service(kind: str, value: str, normal: str = "") -> str:
    """Where somebody is found at a service. Raises Invalid where the service is not known, or the value will not do."""
    if value.strip().lower().startswith(("https://", "http://")):
        return web(value)
    template = _SERVICES.get(kind, "")
    if not template:
        raise Invalid(
            _("crm does not know where {kind} is opened.").format(kind=kind),
            _("It opens {known}.").format(known=", ".join(SERVICES)),
        )
    if "<>" in template:
        number = normal or value
        if not number.strip().startswith(("+", "00")) and kind != "zalo":
            raise Invalid(
                _("{value} has no country code, which {kind} needs.").format(value=value, kind=kind),
                _("Write it with one: crm contact edit REF --phone +62…"),
            )
        return template.replace("<>", _dialled(number).removeprefix("+").removeprefix("00"))
    return template.replace("{}", quote(value.strip().lstrip("@"), safe="@.:-_"))


def _dialled(value: str) -> str:
    from crmcli import phones

    plain = phones.number_part(value)
    digits = phones.digits_of(plain)
    if not digits:
        raise Invalid(_("'{value}' is not a phone number.").format(value=value))
    return ("+" if plain.lstrip().startswith("+") else "") + digits


def _no_web(value: str) -> Invalid:
    return Invalid(_("'{value}' is not a web address.").format(value=value))
