"""What can go wrong between here and a mail server, each in a sentence that names the setting to look at.

A failure that may pass by itself is told apart from one that will not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from crmcli.delivery.servers import NONE, STARTTLS, TLS, Server
from crmcli.errors import CrmError, Undelivered
from crmcli.i18n import _

if TYPE_CHECKING:
    import smtplib
    import ssl

_LONGEST_REPLY = 200  # characters
# Numbers of OpenSSL for what is wrong with a certificate.
_NOT_YET_VALID, _EXPIRED = 9, 10
_OTHER_NAMES = (62, 64)
_NO_ISSUER = (2, 18, 19, 20, 21)


@contextmanager
def said(server: Server, user: str, sender: str, recipient: str, password: str) -> Iterator[None]:
    """Raises Undelivered, in words, for whatever the connection raises; no word of it holds the password."""
    import smtplib

    try:
        yield
    except CrmError:
        raise
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = error.recipients.get(recipient, (0, b""))
        raise _recipient(server, recipient, code, _reply(code, reply, password)) from None
    except smtplib.SMTPResponseException as error:
        raise _answered(error, server, user, sender, _reply(error.smtp_code, error.smtp_error, password)) from None
    except smtplib.SMTPException as error:
        raise _broken(error, server) from None
    except (OSError, UnicodeError, ValueError) as error:
        raise _network(error, server) from None


def _recipient(server: Server, recipient: str, code: int, reply: str) -> Undelivered:
    if 400 <= code < 500:
        return Undelivered(
            _("{server} takes no mail for {address} at the moment: {reply}.").format(
                server=server, address=recipient, reply=reply
            ),
            _("It may pass by itself; it is tried again next time."),
        )
    return Undelivered(
        _("{server} refuses mail for {address}: {reply}.").format(server=server, address=recipient, reply=reply),
        _("Look at the address; a server that takes mail for others only after a login needs mail_user."),
    )


def _answered(error: smtplib.SMTPResponseException, server: Server, user: str, sender: str, reply: str) -> Undelivered:
    """For an answer of the server that says no."""
    import smtplib

    if error.smtp_code < 0:
        return _no_mail_server(server)
    if 400 <= error.smtp_code < 500:
        return Undelivered(
            _("{server} takes no mail at the moment: {reply}.").format(server=server, reply=reply),
            _("It may pass by itself; it is tried again next time."),
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Undelivered(
            _("{server} refuses the login of {user}: {reply}.").format(server=server, user=user, reply=reply),
            _("Look at mail_user and password_command; many providers want a password made for one program."),
        )
    if isinstance(error, smtplib.SMTPSenderRefused):
        hint = _("Look at the setting mail_from.") if user else _("Look at mail_from, or set mail_user to log in.")
        return Undelivered(
            _("{server} refuses mail from {address}: {reply}.").format(server=server, address=sender, reply=reply), hint
        )
    if isinstance(error, smtplib.SMTPDataError):
        return Undelivered(_("{server} refuses the mail: {reply}.").format(server=server, reply=reply))
    return Undelivered(
        _("{server} does not serve us: {reply}.").format(server=server, reply=reply),
        _("Look at mail_server and mail_security."),
    )


def _broken(error: smtplib.SMTPException, server: Server) -> Undelivered:
    """For a talk that came to an end, or came to nothing."""
    import smtplib

    if isinstance(error, smtplib.SMTPServerDisconnected):
        if isinstance(error.__context__, OSError):
            return _network(error.__context__, server)
        return Undelivered(
            _("{server} hung up in the middle.").format(server=server),
            _("It may pass by itself; otherwise look at mail_server and mail_security."),
        )
    if isinstance(error, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(error):
        return Undelivered(
            _("{server} offers no encryption.").format(server=server),
            _("Try the setting mail_security tls; none sends without, which anybody on the way can read."),
        )
    return Undelivered(
        _("{server} offers no way to log in that crm knows.").format(server=server),
        _("Unset mail_user where it needs no login; otherwise use a program such as msmtp: setting sendmail."),
    )


def _network(error: Exception, server: Server) -> Undelivered:
    import socket
    import ssl

    if isinstance(error, ssl.SSLError):
        return _encryption(error, server)
    if isinstance(error, socket.gaierror):
        return _nobody_by_that_name(error, server)
    if isinstance(error, TimeoutError):
        sentence = _("{server} does not answer.").format(server=server)
        return Undelivered(sentence, _("It may pass by itself; otherwise look at mail_server, its port too."))
    if isinstance(error, ConnectionRefusedError):
        return Undelivered(
            _("Nothing answers at {server}.").format(server=server), _("Look at the setting mail_server, its port too.")
        )
    reason = getattr(error, "strerror", None) or type(error).__name__
    return Undelivered(
        _("The connection to {server} failed: {reason}.").format(server=server, reason=reason),
        _("It may pass by itself; otherwise look at mail_server and mail_security."),
    )


def _nobody_by_that_name(error: OSError, server: Server) -> Undelivered:
    import socket

    if error.errno == socket.EAI_AGAIN:
        return Undelivered(
            _("{host} cannot be looked up now.").format(host=server.host),
            _("There may be no network; it is tried again next time."),
        )
    return Undelivered(_("There is no server {host}.").format(host=server.host), _("Look at the setting mail_server."))


def _encryption(error: ssl.SSLError, server: Server) -> Undelivered:
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error, server)
    if server.security == TLS and error.reason in ("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST"):
        return Undelivered(
            _("{server} does not begin with encryption.").format(server=server),
            _("Set mail_security to starttls, or name its other port, mostly 465."),
        )
    reason = (error.reason or str(error)).replace("_", " ").lower()
    return Undelivered(
        _("The encryption with {server} failed: {reason}.").format(server=server, reason=reason),
        _("Look at mail_server, its port too, and mail_security."),
    )


def _certificate(error: ssl.SSLCertVerificationError, server: Server) -> Undelivered:
    if error.verify_code in (_EXPIRED, _NOT_YET_VALID):
        return Undelivered(
            _("The certificate of {server} is not valid today: {reason}.").format(
                server=server, reason=error.verify_message
            ),
            _("Tell those who run the server, or look at the clock of this machine."),
        )
    if error.verify_code in _OTHER_NAMES:
        return Undelivered(
            _("The certificate of {server} is for another server.").format(server=server),
            _("Set mail_server to the name that its certificate has; if that is right, somebody may be in between."),
        )
    if error.verify_code in _NO_ISSUER:
        return Undelivered(
            _("Nobody known vouches for the certificate of {server}.").format(server=server),
            _("Where your company vouches for it itself, set mail_ca_file to the file with its certificate."),
        )
    return Undelivered(
        _("The certificate of {server} is not good: {reason}.").format(server=server, reason=error.verify_message)
    )


def _no_mail_server(server: Server) -> Undelivered:
    hint = {
        NONE: _("Look at the setting mail_server, its port too."),
        STARTTLS: _("Look at the setting mail_server, its port too; on port 465 mail_security is tls."),
        TLS: _("Look at the setting mail_server, its port too."),
    }
    return Undelivered(_("What answers at {server} is no mail server.").format(server=server), hint[server.security])


def _reply(code: int, reply: bytes | str, password: str) -> str:
    """What the server said, on one line, harmless; its code alone where it says a secret back."""
    from crmcli import texts

    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    line = texts.optional_line(text[:_LONGEST_REPLY], "").rstrip(".")
    return f"{code} {line}" if line and not _holds(text, password) else str(code)


def _holds(text: str, password: str) -> bool:
    """Whether a text has the password in it: as it is, or in a word that is it, or a login with it, in base64."""
    from base64 import b64decode

    if not password:
        return False
    decoded = [text.encode()]
    for word in text.split():
        with suppress(ValueError):
            decoded.append(b64decode(word + "=" * (-len(word) % 4)))
    return any(password.encode() in piece for piece in decoded)
