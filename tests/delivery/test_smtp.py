"""Mail to a server: what arrives is what was sent, and whatever goes wrong is one sentence without a secret."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from crmcli import settings
from crmcli.delivery import mail, smtp
from crmcli.errors import Undelivered
from tests import factories
from tests.delivery.mail_servers import HANG_UP, LOGIN, STALL, authority_file, certificate, scripted, serving

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

TEXT = "Tue 24 Nov · 1 late\n! f12 陳美玲   send quote\n.\n..dots\n" + "x" * 3000 + "\n"
HTML = "<p>Tue 24 Nov · <b>陳美玲</b></p>\n"
TO = "me@example.com"


def _set(**values: object) -> None:
    for name, value in values.items():
        settings.put(name, str(value))


def _send(subject: str = "Tue 24 Nov · 1 late") -> None:
    mail.send(TO, subject, TEXT, HTML, key=f"2026-11-24 mail:{TO}", now=factories.NOW)


def _failure(send: Callable[[], None] = _send) -> tuple[str, str]:
    """The sentence and the hint of what goes wrong."""
    with pytest.raises(Undelivered) as caught:
        send()
    assert LOGIN[1] not in repr(_chain(caught.value))
    assert caught.value.exit_code == 7
    return caught.value.message, caught.value.hint


def _chain(error: BaseException | None) -> list[object]:
    return (
        [] if error is None else [error.args, getattr(error, "cmd", ""), *_chain(error.__context__ or error.__cause__)]
    )


def _with_login(port: int, home: Path, **more: object) -> None:
    _set(
        mail_server=f"localhost:{port}",
        mail_user=LOGIN[0],
        password_command=f"printf '{LOGIN[1]}\\nnot this\\n'",
        mail_ca_file=authority_file(home),
        **more,
    )


def test_what_arrives_is_what_was_sent_part_by_part() -> None:
    with serving() as (port, mailbox):
        _set(mail_server=f"localhost:{port}", mail_from="Budi Säntoso <budi@bücher.example>")
        _send()
    ((sender, recipients, content),) = mailbox.taken
    assert (sender, recipients) == ("budi@xn--bcher-kva.example", [TO])
    arrived = message_from_bytes(content, policy=policy.default)
    assert isinstance(arrived, EmailMessage)
    assert arrived["From"] == "Budi Säntoso <budi@xn--bcher-kva.example>"
    assert arrived["Subject"] == "Tue 24 Nov · 1 late"
    text, html = arrived.iter_parts()
    assert isinstance(text, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (text.get_content_type(), text.get_content().replace("\r\n", "\n")) == ("text/plain", TEXT)
    assert (html.get_content_type(), html.get_content().replace("\r\n", "\n")) == ("text/html", HTML)


def test_a_login_is_made_after_encryption_by_starttls(home: Path) -> None:
    with serving(starttls=certificate(), login=True) as (port, mailbox):
        _with_login(port, home)
        _send()
    assert [taken[0] for taken in mailbox.taken] == [LOGIN[0]]


def test_a_login_is_made_on_a_port_that_begins_with_encryption(home: Path) -> None:
    with serving(tls=certificate(), login=True) as (port, mailbox):
        _with_login(port, home, mail_security="tls")
        _send()
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize(
    ("proof", "sentence"),
    [
        ({"name": "mail.example.com"}, "The certificate of {server} is for another server."),
        ({"age": timedelta(days=3)}, "The certificate of {server} is not valid today: certificate has expired."),
    ],
)
@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_a_certificate_that_proves_nothing_stops_the_mail_and_the_login(
    home: Path, proof: dict[str, object], sentence: str, way: str
) -> None:
    with serving(login=True, **{way: certificate(**proof)}) as (port, mailbox):  # type: ignore[arg-type]
        _with_login(port, home, mail_security=way)
        assert _failure()[0] == sentence.format(server=f"localhost:{port}")
    assert mailbox.taken == []


def test_a_certificate_nobody_vouches_for_is_not_believed_unless_a_file_does(home: Path) -> None:
    with serving(starttls=certificate(), login=True) as (port, mailbox):
        _with_login(port, home)
        settings.unset("mail_ca_file")
        sentence, hint = _failure()
        assert sentence == f"Nobody known vouches for the certificate of localhost:{port}."
        assert "mail_ca_file" in hint
        assert mailbox.taken == []


def test_a_file_without_certificates_is_said(home: Path) -> None:
    (home / "company.pem").write_text("nothing\n")
    _set(mail_server="localhost:9", mail_security="tls", mail_ca_file=home / "company.pem")
    sentence, hint = _failure()
    assert sentence == f"The certificates in {home / 'company.pem'} cannot be read: it holds no certificate."
    assert hint == "Look at the setting mail_ca_file."


def test_a_refused_login_says_what_the_server_said(home: Path) -> None:
    with serving(tls=certificate(), login=True) as (port, mailbox):
        _with_login(port, home, mail_security="tls")
        _set(password_command="echo guess")
        sentence, hint = _failure()
    assert sentence == (
        f"localhost:{port} refuses the login of {LOGIN[0]}: 535 5.7.8 Authentication credentials invalid."
    )
    assert "password_command" in hint
    assert mailbox.taken == []


def test_a_password_that_the_server_says_back_is_not_told(home: Path) -> None:
    with serving(starttls=certificate(), login=True, DATA=f"554 {LOGIN[1]} is your password") as (port, _mailbox):
        _with_login(port, home)
        assert _failure()[0] == f"localhost:{port} refuses the mail: 554."


def test_a_login_without_encryption_is_refused_before_the_password_is_asked_for(home: Path) -> None:
    _set(
        mail_server="localhost:25",
        mail_security="none",
        mail_user="budi",
        password_command=f"touch {home}/asked; echo x",
    )
    assert _failure()[0] == "The login of localhost:25 is not sent without encryption."
    assert not (home / "asked").exists()


def test_a_login_without_a_password_command_is_said() -> None:
    _set(mail_server="smtp.example.com", mail_user="budi")
    assert _failure()[0] == "There is a login for smtp.example.com:587, but no command that prints its password."


def test_a_server_without_encryption_gets_no_mail_where_some_is_wanted() -> None:
    with serving() as (port, mailbox):
        _set(mail_server=f"localhost:{port}", mail_security="starttls")
        assert _failure()[0] == f"localhost:{port} offers no encryption."
        _set(mail_security="tls")
        assert _failure()[0] == f"localhost:{port} does not begin with encryption."
    assert mailbox.taken == []


def test_a_server_that_knows_no_login_is_said(home: Path) -> None:
    with serving(tls=certificate()) as (port, _mailbox):
        _with_login(port, home, mail_security="tls")
        sentence, hint = _failure()
    assert sentence == f"localhost:{port} offers no way to log in that crm knows."
    assert "mail_user" in hint


@pytest.mark.parametrize(
    ("verb", "answer", "sentence", "hint"),
    [
        ("RCPT", "550 5.1.1 No such user.", "refuses mail for me@example.com: 550 5.1.1 No such user.", "the address"),
        ("RCPT", "450 grey", "takes no mail for me@example.com at the moment: 450 grey.", "tried again"),
        ("MAIL", "553 not you", "refuses mail from me@example.com: 553 not you.", "mail_from"),
        ("MAIL", "421 busy", "takes no mail at the moment: 421 busy.", "tried again"),
        ("DATA", "554 spam", "refuses the mail: 554 spam.", ""),
        ("DATA", "452 full", "takes no mail at the moment: 452 full.", "tried again"),
    ],
)
def test_what_a_server_refuses_is_told_apart_from_what_passes(verb: str, answer: str, sentence: str, hint: str) -> None:
    with serving(**{verb: answer}) as (port, mailbox):  # type: ignore[arg-type]
        _set(mail_server=f"localhost:{port}")
        said = _failure()
    assert said[0] == f"localhost:{port} {sentence}"
    assert hint in said[1]
    assert mailbox.taken == []


@pytest.mark.parametrize("stage", ["", "EHLO", "MAIL", "RCPT", "DATA", "."])
def test_a_server_that_hangs_up_is_said_at_every_stage(stage: str) -> None:
    with scripted({stage: HANG_UP}) as (port, _told):
        _set(mail_server=f"localhost:{port}")
        sentence, hint = _failure()
    assert sentence in (
        f"localhost:{port} hung up in the middle.",
        f"The connection to localhost:{port} failed: Connection reset by peer.",
    )
    assert hint


@pytest.mark.parametrize("stage", ["", "EHLO", "MAIL", "RCPT", "DATA", "."])
def test_a_server_that_stalls_is_not_waited_for_for_ever(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(message: EmailMessage, sender: str, recipient: str) -> None:
        send(message, sender, recipient, patience=0.2)

    send = smtp.send
    monkeypatch.setattr(smtp, "send", impatient)
    with scripted({stage: STALL}) as (port, _told):
        _set(mail_server=f"localhost:{port}")
        assert _failure()[0] == f"localhost:{port} does not answer."


def test_a_server_that_drips_is_not_listened_to_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(message: EmailMessage, sender: str, recipient: str) -> None:
        send(message, sender, recipient, at_most=0.3)

    send = smtp.send
    monkeypatch.setattr(smtp, "send", impatient)
    with scripted({"EHLO": b"250-" + b"drip\r\n250-" * 3, "": b"220 hello\r\n"}) as (port, _told):
        _set(mail_server=f"localhost:{port}")
        assert _failure()[0] == f"localhost:{port} hung up in the middle."


@pytest.mark.parametrize("greeting", [b"SSH-2.0-OpenSSH_9.2\r\n", b"\x15\x03\x01\x00\x02\x02\x16\r\n", b"\r\n"])
def test_something_else_that_answers_is_no_mail_server(greeting: bytes) -> None:
    with scripted({"": greeting}) as (port, _told):
        _set(mail_server=f"localhost:{port}")
        assert _failure()[0] == f"What answers at localhost:{port} is no mail server."


@pytest.mark.parametrize("answer", [b"x" * 20_000 + b"\r\n", b"abc\r\n", b"250-" + b"\xff" * 50 + b"\r\nbroken\r\n"])
@pytest.mark.parametrize("stage", ["EHLO", "MAIL", "RCPT", "."])
def test_garbage_at_any_stage_is_one_sentence(stage: str, answer: bytes) -> None:
    with scripted({stage: answer, "HELO": answer}) as (port, _told):
        _set(mail_server=f"localhost:{port}")
        sentence, _hint = _failure()
    assert sentence.endswith(".")
    assert len(sentence) < 400
    assert sentence.isprintable()


def test_a_server_that_turns_everybody_away_is_said() -> None:
    with scripted({"": b"554 go away\r\n"}) as (port, _told):
        _set(mail_server=f"localhost:{port}")
        assert _failure()[0] == f"localhost:{port} does not serve us: 554 go away."


@pytest.mark.parametrize("farewell", [HANG_UP, b"500 what\r\n"])
def test_how_a_server_takes_leave_does_not_matter_once_it_has_the_mail(farewell: bytes) -> None:
    with scripted({"QUIT": farewell}) as (port, told):
        _set(mail_server=f"localhost:{port}")
        _send()
    assert b".\r\n" in told
    assert b"ehlo [127.0.0.1]\r\n" in told


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    _set(mail_server=f"127.0.0.1:{port}")
    assert _failure() == (
        f"Nothing answers at 127.0.0.1:{port}.",
        "Look at the setting mail_server, its port too.",
    )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (socket.EAI_NONAME, "There is no server nowhere.example."),
        (socket.EAI_AGAIN, "nowhere.example cannot be looked up now."),
    ],
)
def test_a_name_that_nobody_has_is_told_apart_from_a_missing_network(
    monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def unknown(*_arguments: object, **_more: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    _set(mail_server="nowhere.example")
    assert _failure()[0] == sentence


def test_the_same_mail_again_has_the_same_number_and_another_has_another(home: Path) -> None:
    with serving() as (port, mailbox):
        _set(mail_server=f"localhost:{port}")
        _send()
        _send()
        mail.send(TO, "x", TEXT, HTML, key=f"2026-11-25 mail:{TO}", now=factories.NOW)
        mail.send(TO, "x", TEXT, HTML, key=f"2026-11-24 mail:{TO}", now=factories.NOW, origin="another database")
    numbers = [message_from_bytes(taken[2], policy=policy.default)["Message-ID"] for taken in mailbox.taken]
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3
    assert mailbox.taken[0][2] == mailbox.taken[1][2]
