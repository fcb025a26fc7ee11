"""Mail servers to send to: a real one, with certificates and logins, and one that does whatever a script says."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Condition, Thread
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

LOGIN = ("budi@example.com", "s3cret wörd")
HANG_UP, STALL = b"", b"\0"  # instead of an answer


class Mailbox:
    """What a server took: who sent, to whom, and what; it refuses as it is told to."""

    def __init__(self, refusals: Mapping[str, str]) -> None:
        self.taken: list[tuple[str, list[str], bytes]] = []
        self._refusals = refusals

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if "MAIL" in self._refusals:
            return self._refusals["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        if "RCPT" in self._refusals:
            return self._refusals["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if "DATA" in self._refusals:
            return self._refusals["DATA"]
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


class Told(list[bytes]):
    """The lines that a server was told, which can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._more = Condition()

    def add(self, line: bytes) -> None:
        with self._more:
            self.append(line)
            self._more.notify_all()

    def until(self, line: bytes) -> None:
        """Waits until this line was told."""
        with self._more:
            assert self._more.wait_for(lambda: line in self, 120)


class _Server(Controller):
    """Listens on a port that was free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@cache
def authority() -> trustme.CA:
    """The one that vouches for the server, as a company does for its own."""
    return trustme.CA()


def authority_file(folder: Path) -> Path:
    """A file with the certificate of the authority."""
    path = folder / "company.pem"
    authority().cert_pem.write_to_path(str(path))
    return path


@cache
def certificate(name: str = "localhost", age: timedelta = timedelta()) -> ssl.SSLContext:
    """What a server proves with that it is `name`; it ran out `age` ago where that is given."""
    now = datetime.now(UTC)
    span = {"not_before": now - age - timedelta(days=2), "not_after": now - age} if age else {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(name, **span).configure_cert(context)
    return context


@contextmanager
def serving(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, login: bool = False, **refusals: str
) -> Iterator[tuple[int, Mailbox]]:
    """A mail server on a port of this machine, and what it took. `RCPT="550 no"` and the like are what it answers."""
    mailbox = Mailbox(refusals)

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(handled=False, success=(data.login.decode(), data.password.decode()) == LOGIN)

    controller = _Server(
        mailbox,
        hostname="127.0.0.1",
        port=0,
        ready_timeout=60,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        auth_required=login,
        auth_require_tls=tls is None,
        authenticator=check if login else None,
        auth_exclude_mechanism=["LOGIN"] if login else ["LOGIN", "PLAIN"],
        server_hostname="localhost",
    )
    controller.start()
    try:
        yield controller.port, mailbox
    finally:
        controller.stop()


@contextmanager
def scripted(answers: Mapping[str, bytes]) -> Iterator[tuple[int, Told]]:
    """A server that answers a verb as the script says, else with 250; yields its port and the lines it was told."""
    told = Told()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            connection, _address = listener.accept()
            with connection, connection.makefile("rb") as lines:
                _converse(connection, lines, answers, told)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], told
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(30)


def _converse(connection: socket.socket, lines: Any, answers: Mapping[str, bytes], told: Told) -> None:
    said = answers.get("", b"220 hello\r\n")
    is_body = False
    while said != HANG_UP:
        if said != STALL:
            connection.sendall(said)
        line = lines.readline()
        while is_body and line not in (b".\r\n", b""):
            told.add(line)
            line = lines.readline()
        if not line:
            return
        told.add(line)
        verb = "." if is_body else line[:4].decode("latin-1").strip().upper()
        is_body = verb == "DATA" and "DATA" not in answers
        usual = {"DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n")
        said = answers.get(verb, usual)
