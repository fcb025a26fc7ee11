"""Mail through the machine's own sendmail: found, asked as every sendmail is, and believed in what it says."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from crmcli import settings
from crmcli.delivery import mail, sendmail
from crmcli.errors import Undelivered
from tests import factories

TO = "me@example.com"


def _stand_in(folder: Path, end: str = "", name: str = "sendmail") -> Path:
    """A program that keeps what it is told and ends as a line of the shell says."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    act = end or f'/bin/cat > "{folder}/mail"'
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/argv"\n{act}\n')
    program.chmod(0o755)
    return program


def _send() -> None:
    mail.send(TO, "Tue 24 Nov · 1 late", "陳美玲\n.\nend\n", "<p>陳美玲</p>\n", key="k", now=factories.NOW)


def _failure() -> tuple[str, str]:
    with pytest.raises(Undelivered) as caught:
        _send()
    return caught.value.message, caught.value.hint


def test_it_is_found_on_the_path_and_handed_the_whole_mail(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(home / "bin")
    monkeypatch.setenv("PATH", str(home / "bin"))
    _send()
    assert (home / "bin" / "argv").read_text() == "-t\n-i\n"
    data = (home / "bin" / "mail").read_bytes()
    assert b"\r" not in data
    arrived = message_from_bytes(data, policy=policy.default)
    assert (arrived["To"], arrived["From"]) == (TO, f"crm <{TO}>")
    assert [part.get_content() for part in arrived.iter_parts()] == [
        "陳美玲\n.\nend\n",
        "<p>陳美玲</p>\n",
    ]


def test_a_program_that_is_set_gets_its_own_words_and_whom_the_mail_is_from(home: Path) -> None:
    program = _stand_in(home / "my programs", name="msmtp")
    settings.put("sendmail", f"'{program}' -a work")
    settings.put("mail_from", "Budi <budi@example.com>")
    _send()
    assert (home / "my programs" / "argv").read_text() == "-a\nwork\n-t\n-i\n-f\nbudi@example.com\n"


def test_a_server_that_is_set_goes_before_it(home: Path) -> None:
    settings.put("sendmail", str(_stand_in(home / "bin")))
    settings.put("mail_server", "127.0.0.1:9")
    assert _failure()[0].startswith("Nothing answers at 127.0.0.1:9")
    assert not (home / "bin" / "argv").exists()


def test_its_first_line_of_complaint_is_what_is_said(home: Path) -> None:
    settings.put("sendmail", str(_stand_in(home, "echo >&2; printf '\\033[31mno such account.\\n' >&2; exit 78")))
    sentence, hint = _failure()
    assert sentence == "sendmail failed: \N{REPLACEMENT CHARACTER}[31mno such account."
    assert "mail_server" in hint


def test_one_that_fails_without_a_word_is_told_by_its_code(home: Path) -> None:
    settings.put("sendmail", str(_stand_in(home, "exit 75")))
    assert _failure()[0] == "sendmail ended with code 75."


def test_one_that_reads_nothing_or_leaves_a_child_behind_holds_nobody_up(home: Path) -> None:
    settings.put("sendmail", str(_stand_in(home, "exec 0<&-; (exec /bin/sleep 20) & exit 0")))
    _send()


def test_one_that_hangs_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.put("sendmail", str(_stand_in(home, "exec /bin/sleep 1000")))
    send = sendmail.send
    monkeypatch.setattr(sendmail, "send", lambda *arguments: send(*arguments, patience=0.2))
    assert _failure()[0] == "sendmail did not end within 0.2 seconds."


@pytest.mark.parametrize("is_there", [True, False])
def test_one_that_cannot_be_started_is_said(home: Path, is_there: bool) -> None:
    if is_there:
        (home / "sendmail").write_text("no program")
        (home / "sendmail").chmod(0o644)
    settings.put("sendmail", str(home / "sendmail"))
    sentence, hint = _failure()
    assert sentence.startswith("sendmail does not start: ")
    assert hint


def test_without_one_and_without_a_server_there_is_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.put("sendmail", "none")
    sentence, hint = _failure()
    assert sentence == "There is no program here that sends mail, and no mail server is set."
    assert hint == "Name your server: crm settings set mail_server smtp.example.com"


def test_an_address_that_is_none_is_undelivered_and_starts_nothing(home: Path) -> None:
    settings.put("sendmail", str(_stand_in(home)))
    with pytest.raises(Undelivered, match="is no mail address"):
        mail.send("me@example.com, you@example.com", "x", "x", "x", key="k", now=factories.NOW)
    assert not (home / "argv").exists()
