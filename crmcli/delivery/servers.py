"""Which mail server is meant, and how the way to it is secured: `smtp.example.com:465` taken apart. Pure; no I/O."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _

TLS, STARTTLS, NONE = "tls", "starttls", "none"
SECURITIES = (TLS, STARTTLS, NONE)
_PORTS = {TLS: 465, STARTTLS: 587, NONE: 25}
_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?\.?")
_IP6 = re.compile(r"[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9]+)?")
_HERE = ("localhost", "127.0.0.1", "::1")


class Server(NamedTuple):
    """A host, a port, and one of SECURITIES."""

    host: str
    port: int
    security: str

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def server(text: str, security: str = "", *, has_login: bool = False) -> Server:
    """Returns the server that `host`, `host:port` or `[::1]:port` names. Raises Invalid where it names none.

    Where no security is said, port 465 means TLS, this machine without a login means none, and all else STARTTLS.
    """
    host, port = _parts(text)
    if not security:
        is_plain = host.lower() in _HERE and not has_login and port not in (_PORTS[TLS], _PORTS[STARTTLS])
        security = TLS if port == _PORTS[TLS] else NONE if is_plain else STARTTLS
    return Server(host, port or _PORTS[security], security)


def _parts(text: str) -> tuple[str, int]:
    """Host and port; the port is 0 where none is said."""
    host, port = text.strip(), ""
    if host.startswith("["):
        host, bracket, rest = host[1:].partition("]")
        port = rest.removeprefix(":") if bracket and rest[:1] in (":", "") and rest != ":" else "?"
        is_host = _IP6.fullmatch(host) is not None
    elif host.count(":") > 1:
        is_host = _IP6.fullmatch(host) is not None
    else:
        host, colon, port = host.partition(":")
        port = port or ("?" if colon else "")
        host = _in_ascii(host)
        is_host = _HOST.fullmatch(host) is not None
    is_port = not port or (port.isascii() and port.isdigit() and 0 < int(port[:9]) < 65_536)
    if not is_host or not is_port:
        raise Invalid(
            _("{text} is no mail server.").format(text=f"'{text.strip()[:80]}'"),
            _("Name it like smtp.example.com or smtp.example.com:465."),
        )
    return host, int(port or 0)


def _in_ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
