"""Mail: composed, and handed to the machine's own sendmail or to a server, as the settings of the machine say."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crmcli import settings
from crmcli.delivery import addresses, message, sendmail, smtp
from crmcli.errors import Invalid, Undelivered
from crmcli.i18n import _

if TYPE_CHECKING:
    from email.message import EmailMessage


def send(recipient: str, subject: str, text: str, html: str, *, key: str, now: datetime, origin: str = "") -> None:
    """Sends one message to one address. Raises Undelivered where it cannot.

    `key` tells it from every other message to the same address, as the key of its delivery does; what is sent again
    under the same key counts as the same message, and many a mail program then shows one only. `origin` tells one
    database from another (`deliveries.origin`).
    """
    try:
        to = addresses.mailbox(recipient)
        sender = _sender(to)
        number = message.number_of(key, to, origin)
        composed = message.compose(sender, to, subject, text, html, number=number, now=now)
        _hand_over(composed, sender.mailbox, to)
    except Invalid as error:
        raise Undelivered(error.message, error.hint) from error


def _hand_over(composed: EmailMessage, sender: str, recipient: str) -> None:
    """Gives the message to the server that is set, else to the program. Raises Undelivered, Invalid for settings."""
    if settings.get("mail_server"):
        smtp.send(composed, sender, recipient)
        return
    program = sendmail.program()
    if not program:
        raise Undelivered(
            _("There is no program here that sends mail, and no mail server is set."),
            _("Name your server: crm settings set mail_server smtp.example.com"),
        )
    # Where nobody said whom it is from, the program knows better who may send here.
    sendmail.send(program, composed, sender if settings.get("mail_from") else "")


def _sender(recipient: str) -> addresses.Address:
    """Who the message is from: as set, else the login of the server where that is an address, else the recipient."""
    chosen = settings.get("mail_from")
    if chosen:
        return addresses.sender(chosen)
    user = settings.get("mail_user") if settings.get("mail_server") else ""
    try:
        return addresses.sender(user or recipient)
    except Invalid:
        return addresses.Address(recipient)
