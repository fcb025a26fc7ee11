"""Mail to a server that takes it on: encrypted, its certificate checked, and with a login where one is set.

A password never travels, nor is it asked for, without encryption. What the server says is told as it said it, but for
what holds the password.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from crmcli import settings
from crmcli.delivery import passwords, servers, smtp_failures
from crmcli.delivery.servers import NONE, STARTTLS, TLS, Server
from crmcli.errors import Undelivered
from crmcli.i18n import _

if TYPE_CHECKING:
    import smtplib
    import ssl
    from email.message import EmailMessage

PATIENCE = 30.0  # seconds without a sign of the server
AT_MOST = 240.0  # seconds in all, so that a server which drips cannot outlast a claim
_OWN_NAME = "[127.0.0.1]"  # to look up the real one may take long, and concerns nobody


def send(
    message: EmailMessage, sender: str, recipient: str, *, patience: float = PATIENCE, at_most: float = AT_MOST
) -> None:
    """Sends a message through the server of the settings. Raises Undelivered, and Invalid for settings that cannot be.

    `patience` is how many seconds the server may be silent, `at_most` how long the whole may take.
    """
    user = settings.get("mail_user")
    server = servers.server(settings.get("mail_server"), settings.get("mail_security"), has_login=bool(user))
    password = _password(server) if user else ""
    with smtp_failures.said(server, user, sender, recipient, password), _talk(server, patience, at_most) as talk:
        if user:
            _log_in(talk, user, password)
        talk.sendmail(sender, recipient, message.as_bytes())


def _password(server: Server) -> str:
    """The password, asked for before the server is: it may take as long as somebody needs to unlock it."""
    if server.security == NONE:
        raise Undelivered(
            _("The login of {server} is not sent without encryption.").format(server=server),
            _("Set mail_security to starttls or tls, or unset mail_user."),
        )
    command = settings.get("password_command")
    if not command:
        raise Undelivered(
            _("There is a login for {server}, but no command that prints its password.").format(server=server),
            _("Name one: crm settings set password_command 'pass show mail'"),
        )
    return passwords.ask(command)


@contextmanager
def _talk(server: Server, patience: float, at_most: float) -> Iterator[smtplib.SMTP]:
    """A connection that has greeted and, unless that is not wanted, is encrypted. Ending it never fails."""
    import smtplib
    from threading import Timer

    if server.security == TLS:
        talk: smtplib.SMTP = smtplib.SMTP_SSL(timeout=patience, local_hostname=_OWN_NAME, context=_context())
    else:
        talk = smtplib.SMTP(timeout=patience, local_hostname=_OWN_NAME)
    # The name that the certificate has to have. smtplib takes it from its constructor only, which connects at once.
    talk._host = server.host  # type: ignore[attr-defined]
    watch = Timer(at_most, _hang_up, [talk])
    watch.daemon = True
    watch.start()
    try:
        code, said = talk.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        if server.security == STARTTLS:
            talk.starttls(context=_context())
        talk.ehlo_or_helo_if_needed()
        yield talk
        with suppress(OSError, smtplib.SMTPException):
            talk.quit()  # the mail is under way by now, however the server takes leave
    finally:
        watch.cancel()
        talk.close()


def _hang_up(talk: smtplib.SMTP) -> None:
    import socket

    with suppress(OSError, AttributeError):
        talk.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]


def _context() -> ssl.SSLContext:
    """What is believed: certificates of the system's authorities, or of the one file that is set."""
    import os
    import ssl

    path = settings.get("mail_ca_file")
    try:
        return ssl.create_default_context(cafile=os.path.expanduser(path) if path else None)
    except (OSError, ValueError) as error:
        reason = _("it holds no certificate") if isinstance(error, ssl.SSLError) else error
        raise Undelivered(
            _("The certificates in {path} cannot be read: {reason}.").format(
                path=path, reason=getattr(reason, "strerror", None) or reason
            ),
            _("Look at the setting mail_ca_file."),
        ) from error


def _log_in(talk: smtplib.SMTP, user: str, password: str) -> None:
    import smtplib
    from base64 import b64encode

    if user.isascii() and password.isascii():
        talk.login(user, password)
        return
    if "PLAIN" not in talk.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("AUTH PLAIN")
    secret = b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, said = talk.docmd("AUTH", f"PLAIN {secret}")
    if code not in (235, 503):
        raise smtplib.SMTPAuthenticationError(code, said)
