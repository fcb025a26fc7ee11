"""A message as it travels: a text and the same as HTML, in a form that every mail program reads. Pure; no I/O.

Nothing that is handed in can add a header. The number of a message is worked out of what it is about, so that one sent
twice after a kill is known as one. There is no Precedence header: what keeps holiday replies away is Auto-Submitted,
and `bulk` makes some providers put the message aside.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.i18n import _

if TYPE_CHECKING:
    from email.message import EmailMessage

    from crmcli.delivery.addresses import Address

_LONGEST_SUBJECT = 200  # characters; what is longer no list of messages shows
_LONGEST_LINE = 76  # characters, that quoted-printable may have
_CONTROLS = re.compile("[^\n\t -~\xa0-\U0010ffff]")


def compose(
    sender: Address, recipient: str, subject: str, text: str, html: str, *, number: str, now: datetime
) -> EmailMessage:
    """Returns the message. `recipient` is a checked address, `number` what `number_of` returned."""
    from email.headerregistry import Address as Mailbox
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime

    message = EmailMessage(policy=SMTP.clone(max_line_length=_LONGEST_LINE))
    message["From"] = Mailbox(sender.name or "crm", addr_spec=sender.mailbox)
    message["To"] = Mailbox(addr_spec=recipient)
    message["Subject"] = _one_line(subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{number}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    # Quoted-printable, since a raw look still reads it, and no line gets too long for a server.
    message.set_content(_harmless(text), cte="quoted-printable")
    message.add_alternative(_harmless(html), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=={number[:30]}==")  # no line of quoted-printable has two of these signs together
    # TRANSLATORS: the code of your own language, such as id or pt-BR
    message["Content-Language"] = _("en")
    return message


def number_of(key: str, recipient: str, origin: str) -> str:
    """Returns what tells a message from all others: the same for the same key, recipient and origin."""
    from hashlib import sha256

    return sha256("\0".join((key, recipient, origin)).encode("utf-8", "surrogateescape")).hexdigest()[:40]


def _one_line(subject: str) -> str:
    """The subject without what ends a line, and without what would be read as an encoded word."""
    line = " ".join(_harmless(subject).split()).replace("=?", "= ?")
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"


def _harmless(text: str) -> str:
    """The text without control characters but tabs and line ends, and without what cannot be written down."""
    return _CONTROLS.sub(" ", texts.storable(text.replace("\r\n", "\n")))
