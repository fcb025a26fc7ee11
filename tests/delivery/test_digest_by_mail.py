"""`crm digest --mail` from one end to the other: a real server, a real process, and the environment of cron."""

from __future__ import annotations

import subprocess
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.conftest import Crm, Result
from tests.delivery.mail_servers import LOGIN, authority_file, certificate, scripted, serving

ROOT = Path(__file__).parents[2]
DIGEST = ("digest", "--mail", "me@example.com", "--once-per", "day")


@pytest.fixture
def promised(crm: Crm, home: Path) -> None:
    """Somebody with a name that would be a header, who is promised a call."""
    assert crm("add", "陳美玲 =?utf-8?q?=0ABcc:_you@example.com?=", "--phone", "+886912345678").code == 0
    assert crm("remind", "c1", "call\nBcc: you@example.com", "--on", "today").code == 0
    assert crm("settings", "set", "timezone", "Asia/Taipei").code == 0


def _environment(home: Path, minutes: int = 0) -> dict[str, str]:
    """What cron gives a process, so many minutes after seven in Taipei."""
    now = f"2026-11-23T23:{minutes:02}:00Z"
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "CRM_NOW": now}


def _as_cron(home: Path, *arguments: str, minutes: int = 0) -> Result:
    """A process with next to nothing in its environment, and no terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "crmcli", *arguments],
        env=_environment(home, minutes),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Result(done.stdout.decode(), done.stderr.decode(), done.returncode)


def _set(crm: Crm, port: int, home: Path) -> None:
    for name, value in {
        "mail_server": f"localhost:{port}",
        "mail_user": LOGIN[0],
        "password_command": f"echo '{LOGIN[1]}'",
        "mail_ca_file": authority_file(home),
    }.items():
        assert crm("settings", "set", name, value).code == 0


@pytest.mark.usefixtures("promised")
def test_cron_sends_one_mail_a_day_with_the_day_of_the_user_and_no_header_of_a_name(crm: Crm, home: Path) -> None:
    with serving(starttls=certificate(), login=True) as (port, mailbox):
        _set(crm, port, home)
        assert _as_cron(home, *DIGEST) == Result("", "", 0)
        assert _as_cron(home, *DIGEST) == Result("", "", 0)
    ((sender, recipients, content),) = mailbox.taken
    assert (sender, recipients) == (LOGIN[0], ["me@example.com"])
    arrived = message_from_bytes(content, policy=policy.default)
    assert isinstance(arrived, EmailMessage)
    assert arrived["Bcc"] is None
    assert "24 Nov" in arrived["Subject"]
    assert "陳美玲" in arrived.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "陳美玲" in arrived.get_body(("html",)).get_content()  # type: ignore[union-attr]


@pytest.mark.usefixtures("promised")
def test_what_could_not_be_sent_is_exit_code_7_without_a_secret_and_sent_next_time(crm: Crm, home: Path) -> None:
    with serving(starttls=certificate("mail.example.com"), login=True) as (port, mailbox):
        _set(crm, port, home)
        said = _as_cron(home, *DIGEST, "--debug")
        assert (said.stdout, said.code) == ("", 7)
        assert f"crm: The certificate of localhost:{port} is for another server." in said.stderr
        assert LOGIN[1] not in said.stderr
        assert mailbox.taken == []
    assert "The digest of Tue 24 Nov 2026 could not be delivered" in crm("today", tty=True).stderr
    with serving(starttls=certificate(), login=True) as (port, mailbox):
        _set(crm, port, home)
        assert _as_cron(home, *DIGEST) == Result("", "", 0)
    assert len(mailbox.taken) == 1
    assert "could not be delivered" not in crm("today", tty=True).stderr
    assert crm("history").stdout.count("\n") == 3
    assert LOGIN[1] not in crm("sql", "select * from delivery", "--json").stdout


@pytest.mark.usefixtures("promised")
def test_who_is_killed_between_sending_and_marking_is_followed_by_the_same_mail(crm: Crm, home: Path) -> None:
    with scripted({"QUIT": b"\0"}) as (port, told):
        assert crm("settings", "set", "mail_server", f"localhost:{port}").code == 0
        process = subprocess.Popen([sys.executable, "-m", "crmcli", *DIGEST], cwd=ROOT, env=_environment(home))
        told.until(b"quit\r\n")
        process.kill()
        process.wait()
    with serving() as (port, mailbox):
        assert crm("settings", "set", "mail_server", f"localhost:{port}").code == 0
        assert _as_cron(home, *DIGEST, minutes=14).code == 0
        assert mailbox.taken == []
        assert _as_cron(home, *DIGEST, minutes=15).code == 0
        assert _as_cron(home, *DIGEST, minutes=40).code == 0
    ((_sender, _recipients, content),) = mailbox.taken
    again = message_from_bytes(content, policy=policy.default)
    assert f"Message-ID: {again['Message-ID']}\r\n".encode() in told
