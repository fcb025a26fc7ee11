"""Reaching somebody: which of the things known of them may be opened, the address it has, and the program for it.

No shell ever sees an address. Nothing is said or asked here: each face does that in its own way.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import uris
from crmcli.errors import CrmError
from crmcli.i18n import _

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from crmcli.store.cards import Card

_PATIENCE = 3  # seconds in which an opener says that it cannot; one that is still there by then has opened it


@dataclass(frozen=True, slots=True)
class Thing:
    """One phone, address or other value. `normal` is the form it is compared by, where it has one."""

    value: str
    normal: str = ""
    label: str = ""


def things(connection: sqlite3.Connection, card: Card, what: str) -> list[Thing]:
    """All there is of a kind: of the contact, and of a place or a web site of the company, where they have none."""
    if what == "map":
        what = "address"
    found = _own(card, "phone" if what == "sms" else what)
    if not found and what in ("address", "url") and card.contact.employer_id is not None:
        from crmcli.store import cards, contacts

        found = _own(cards.of(connection, contacts.get(connection, card.contact.employer_id)), what)
    if not found and what in ("whatsapp", "signal", "viber", "zalo"):
        # A messenger goes by the number; one that says so first.
        phones = [each for each in _own(card, "phone") if each.normal]
        found = sorted(phones, key=lambda each: "mobile" not in each.label and "cell" not in each.label)[:1]
    return found


def _own(card: Card, what: str) -> list[Thing]:
    if what == "address":
        return [Thing(each.one_line, "", each.label) for each in card.addresses if each.one_line]
    return [Thing(each.value, each.normal, each.label) for each in card.values(what)]


def uri(what: str, thing: Thing) -> str:
    """The address that a program opens. Raises Invalid where the value is none that may be opened."""
    makers: dict[str, Callable[[], str]] = {
        "phone": lambda: uris.telephone(thing.value, thing.normal),
        "sms": lambda: uris.message(thing.value, thing.normal),
        "email": lambda: uris.mail(thing.value),
        "url": lambda: uris.web(thing.value),
        "map": lambda: uris.place(thing.value, _map_template()),
    }
    return makers[what]() if what in makers else uris.service(what, thing.value, thing.normal)


def _map_template() -> str:
    from crmcli import settings

    return settings.get("map_url") or uris.DEFAULT_MAP


def opener() -> list[str]:
    """The program that opens addresses, as words; none where there is none, or nothing to open it on."""
    import shlex
    from shutil import which

    from crmcli import settings

    chosen = settings.get("opener")
    if chosen:
        try:
            return shlex.split(chosen)
        except ValueError:
            raise CrmError(_("The opener {command} cannot be read.").format(command=chosen)) from None
    if sys.platform == "darwin":
        return ["open"]
    if which("termux-open-url"):
        return ["termux-open-url"]
    if os.environ.get("WSL_DISTRO_NAME") and which("wslview"):
        return ["wslview"]
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return ["xdg-open"] if has_display and which("xdg-open") else []


def start(words: list[str], address: str) -> None:
    """Hands an address to a program. Raises CrmError where it does not start, or says soon that it cannot."""
    import subprocess

    try:
        process = subprocess.Popen(
            [*words, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise _failure(words[0], getattr(error, "strerror", None) or str(error)) from error
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise _failure(words[0], _("it ended with code {code}").format(code=code))


def _failure(program: str, reason: str) -> CrmError:
    """The error for a program that does not do its part."""
    return CrmError(
        _("{program} does not open it: {reason}.").format(program=program, reason=reason),
        _("--print shows the address; crm settings set opener PROGRAM names another program."),
    )
