"""Addresses of mail, checked before they come near a header. Pure; no I/O.

One address each: letters before the @ are plain ones, since few servers take others; a domain in any script becomes
what the network calls it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _

_LONGEST = 254  # characters that a server has to take
_LONGEST_LOCAL = 64
_LONGEST_NAME = 100
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")
_NAMED = re.compile(r'"?([^<>"]*?)"?\s*<([^<>]*)>')
_READ_IN_TWO_WAYS = "ßς\u200c\u200d"  # letters that the older rules of domains turn into others


class Address(NamedTuple):
    """An address as it stands in a header: `mailbox` is ASCII throughout, `name` is anything of one line or empty."""

    mailbox: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.mailbox.rpartition("@")[2]


def mailbox(text: str) -> str:
    """Returns the address `me@example.com` as the network writes it. Raises Invalid for anything but one address."""
    given = text.strip()
    local, at, domain = given.rpartition("@")
    if not at or not local or not domain or not given.isprintable() or any(c in given for c in " ,;<>"):
        raise _no_address(text)
    if not local.isascii():
        raise Invalid(
            _("{address} has letters before the @ that few mail servers take.").format(address=_shown(text)),
            _("Name another address."),
        )
    domain = _network_name(domain, text)
    if not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL or len(local) + len(domain) >= _LONGEST:
        raise _no_address(text)
    return f"{local}@{domain}"


def sender(text: str) -> Address:
    """Returns the address of a sender, who may have a name: `Budi <me@example.com>`. Raises Invalid."""
    named = _NAMED.fullmatch(text.strip())
    if named is None:
        return Address(mailbox(text))
    name = named[1].strip()
    if not name.isprintable() or len(name) > _LONGEST_NAME or "=?" in name:
        raise _no_address(text)
    return Address(mailbox(named[2]), name)


def _network_name(domain: str, text: str) -> str:
    """A domain as the network writes it: `xn--…` for one in another script."""
    if not domain.isascii():
        if any(letter in domain.lower() for letter in _READ_IN_TWO_WAYS):
            raise Invalid(
                _("The domain of {address} is read in two ways.").format(address=_shown(text)),
                _("Write it as the network does, beginning with xn--."),
            )
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            raise _no_address(text) from None
    if not _DOMAIN.fullmatch(domain):
        raise _no_address(text)
    return domain.lower()


def _no_address(text: str) -> Invalid:
    return Invalid(
        _("{address} is no mail address.").format(address=_shown(text)), _("Name one, such as me@example.com.")
    )


def _shown(text: str) -> str:
    """What was given, short enough to be said."""
    one_line = " ".join(text.split())
    return f"'{one_line[:60]}…'" if len(one_line) > 60 else f"'{one_line}'"
