"""`crm digest` on its way: sent by mail, shown as a notification, printed; each once, and again where it failed."""

from __future__ import annotations

import email
import email.policy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmcli.errors import Unavailable, Undelivered
from crmcli.store import lock
from tests import factories
from tests.commands.conftest import refused
from tests.conftest import Crm, Result

SILENCE = Result("", "", 0)
ROOT = Path(__file__).parents[2]
_SENDMAIL = """\
#!/bin/sh
n=$(ls "$HOME/post" | wc -l)
cat > "$HOME/post/$n"
exit $(cat "$HOME/code")
"""
_NOTIFY = """\
#!/bin/sh
printf '%s\\n' "$@" >> "$HOME/shown"
exit $(cat "$HOME/code")
"""


@pytest.fixture(autouse=True)
def outside(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins for sendmail and notify-send, which end with the code in the file `code`; returns where mail lies."""
    folder = home / "bin"
    folder.mkdir()
    for name, script in (("sendmail", _SENDMAIL), ("notify-send", _NOTIFY)):
        (folder / name).write_text(script, "utf-8")
        (folder / name).chmod(0o755)
    (home / "post").mkdir()
    (home / "code").write_text("0", "utf-8")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    return home / "post"


@pytest.fixture(autouse=True)
def promised(book: Path, crm: Crm) -> None:
    """Something late and something due today."""
    assert crm("remind", "c4", "viewing", "--on", "2026-11-24T17:00").code == 0
    assert crm("remind", "c2", "send the quote", "--on", "2026-11-24").code == 0


def ledger(crm: Crm) -> dict[str, bool]:
    """The keys that were claimed, with whether they were told."""
    rows = crm("sql", "SELECT key, sent_at FROM delivery", "--json").json
    return {row["key"]: row["sent_at"] is not None for row in rows}


def test_mail_holds_the_same_text_as_the_line_and_a_page_beside_it(crm: Crm, outside: Path) -> None:
    assert crm("digest", "--mail", "me@x.example") == SILENCE
    (letter,) = outside.iterdir()
    message = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    assert message["Subject"] == "2 today · Tue 24 Nov 2026"
    assert message["To"] == "me@x.example"
    text, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert text.get_content().replace("\r\n", "\n") == crm("digest").stdout
    assert page.get_content().replace("\r\n", "\n") == crm("digest", "--format", "html").stdout


def test_no_name_can_reach_the_head_of_the_mail(crm: Crm, outside: Path, home: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Eve\\nBcc: all@evil.example\\n\\nX\nEND:VCARD\n"
    (home / "eve.vcf").write_text(card, "utf-8")
    assert crm("import", "eve.vcf", "--region", "ID").code == 0
    assert crm("remind", "c8", "x\u2028Bcc: all@evil.example", "--on", "today").code in (0, 5)
    crm("remind", "c8", "Bcc: all@evil.example", "--on", "today")
    assert crm("digest", "--mail", "me@x.example").code == 0
    (letter,) = outside.iterdir()
    head = letter.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    assert b"evil" not in head


def test_what_is_told_once_a_day_is_told_once_each_way(crm: Crm, outside: Path, home: Path) -> None:
    once = ("digest", "--once-per", "day")
    for _run in range(3):
        assert crm(*once, "--mail", "Me@X.example", "--notify") == SILENCE
        assert crm(*once, "--mail", "me@x.example") == SILENCE
    assert len(list(outside.iterdir())) == 1
    assert (home / "shown").read_text("utf-8").count("--app-name=crm") == 1
    assert crm(*once).stdout.startswith("Tue 24 Nov 2026\n")
    assert crm(*once) == SILENCE
    assert crm(*once, "--mail", "other@x.example") == SILENCE
    assert crm(*once, "--mail", "me@x.example", "group:vip") == SILENCE
    assert len(list(outside.iterdir())) == 3
    assert ledger(crm) == {
        "2026-11-24 mail:me@x.example": True,
        "2026-11-24 notify": True,
        "2026-11-24 stdout": True,
        "2026-11-24 mail:other@x.example": True,
        "2026-11-24 group:vip mail:me@x.example": True,
    }


def test_the_next_day_and_the_next_week_it_is_told_again_by_the_zone_of_the_settings(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert crm("settings", "set", "timezone", "Asia/Jakarta").code == 0
    told = []
    for now in ("2026-11-24T09:00:00Z", "2026-11-24T16:59:00Z", "2026-11-24T17:00:00Z", "2026-11-29T17:00:00Z"):
        monkeypatch.setenv("CRM_NOW", now)
        told.append([bool(crm("digest", "--once-per", span).stdout) for span in ("day", "week")])
    assert told == [[True, True], [False, False], [True, False], [True, True]]
    assert set(ledger(crm)) == {
        "2026-11-24 stdout", "2026-W48 stdout", "2026-11-25 stdout", "2026-11-30 stdout", "2026-W49 stdout",
    }  # fmt: skip


def test_a_failure_is_exit_7_and_is_tried_again_the_next_time(crm: Crm, outside: Path, home: Path) -> None:
    (home / "code").write_text("75", "utf-8")
    for _run in range(2):
        said = crm("digest", "--once-per", "day", "--mail", "me@x.example")
        assert (said.stdout, said.code) == ("", 7)
        assert said.stderr.startswith("crm: sendmail ")
    assert ledger(crm) == {"2026-11-24 mail:me@x.example": False}
    (home / "code").write_text("0", "utf-8")
    for _run in range(2):
        assert crm("digest", "--once-per", "day", "--mail", "me@x.example") == SILENCE
    assert len(list(outside.iterdir())) == 3
    assert ledger(crm) == {"2026-11-24 mail:me@x.example": True}


def test_where_one_way_fails_the_other_is_still_told(crm: Crm, outside: Path, home: Path) -> None:
    (home / "bin" / "sendmail").write_text("#!/bin/sh\nexit 75\n", "utf-8")
    said = crm("digest", "--once-per", "day", "--mail", "me@x.example", "--notify")
    sentence = "sendmail ended with code 75. It was sent to the desktop, but not to me@x.example."
    assert refused(said, 7, sentence)
    assert ledger(crm) == {"2026-11-24 mail:me@x.example": False, "2026-11-24 notify": True}
    assert "2 today" in (home / "shown").read_text("utf-8")


def test_where_both_ways_fail_each_says_why(crm: Crm, outside: Path, home: Path) -> None:
    for name in ("sendmail", "notify-send"):
        (home / "bin" / name).write_text(f"#!/bin/sh\necho no {name} today >&2\nexit 75\n", "utf-8")
    ways = ("digest", "--once-per", "day", "--mail", "me@x.example", "--notify")
    both = "sendmail failed: no sendmail today. notify-send failed: no notify-send today."
    assert refused(crm(*ways), 7, both)
    assert crm(*ways, "--json").error["message"] == both


def test_several_addresses_each_get_it_once_and_one_that_fails_is_tried_again(
    crm: Crm, outside: Path, home: Path
) -> None:
    picky = _SENDMAIL.replace("exit $(", 'grep -q "^To: you@" "$HOME/post/$n" && exit $(')
    (home / "bin" / "sendmail").write_text(picky + "exit 0\n", "utf-8")
    (home / "code").write_text("75", "utf-8")
    ways = ("--mail", "me@x.example", "--mail", "you@x.example", "--mail=ME@x.example")
    said = crm("digest", "--once-per", "day", *ways)
    assert refused(said, 7, "sendmail ended with code 75. It was sent to me@x.example, but not to you@x.example.")
    assert ledger(crm) == {"2026-11-24 mail:me@x.example": True, "2026-11-24 mail:you@x.example": False}
    (home / "code").write_text("0", "utf-8")
    for _run in range(2):
        assert crm("digest", "--once-per", "day", *ways) == SILENCE
    letters = [email.message_from_bytes(letter.read_bytes()) for letter in sorted(outside.iterdir())]
    assert [letter["To"] for letter in letters] == ["me@x.example", "you@x.example", "you@x.example"]
    assert letters[0]["Message-ID"] != letters[2]["Message-ID"] == letters[1]["Message-ID"]


def test_json_prints_nothing_where_it_is_sent(crm: Crm, outside: Path) -> None:
    assert crm("digest", "--mail", "me@x.example", "--json") == SILENCE
    assert len(list(outside.iterdir())) == 1


def test_why_a_mail_failed_is_said_also_where_the_claim_cannot_be_given_back(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    from crmcli.store import deliveries

    def busy(*_arguments: object) -> None:
        raise Unavailable("Another program is writing to the database.")

    monkeypatch.setattr(deliveries, "release", busy)
    (home / "code").write_text("75", "utf-8")
    said = crm("digest", "--once-per", "day", "--mail", "me@x.example")
    assert refused(said, 7, "sendmail ended with code 75.")


def test_nobody_is_told_in_a_mail_of_cron_that_it_waits_for_another_crm(
    crm: Crm, outside: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    held = lock.WriteLock(str(database), factories.Voice())
    held.acquire()
    monkeypatch.setattr(lock, "LIMIT", 0.05)
    said = crm("digest", "--once-per", "day", "--mail", "me@x.example")
    assert (said.stdout, said.code) == ("", 6)
    assert "Waiting" not in said.stderr
    assert "Waiting" in crm("digest", "--once-per", "day", "--mail", "me@x.example", tty=True).stderr
    held.release()


def test_whatever_breaks_off_a_delivery_gives_its_claim_back(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.delivery import mail

    def broken(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(mail, "send", broken)
    assert crm("digest", "--once-per", "day", "--mail", "me@x.example").code == 130
    assert ledger(crm) == {"2026-11-24 mail:me@x.example": False}
    monkeypatch.undo()


def test_an_error_of_delivery_is_json_where_json_is_asked_for(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.delivery import notifying

    def refused(*_arguments: object) -> None:
        raise Undelivered("No desktop.", "Log in.")

    monkeypatch.setattr(notifying, "notify", refused)
    said = crm("digest", "--notify", "--json")
    assert (said.stdout, said.code) == ("", 7)
    assert json.loads(said.stderr) == {"error": {"kind": "undelivered", "message": "No desktop.", "hint": "Log in."}}


def test_an_empty_digest_claims_nothing_and_is_told_once_something_comes_up(crm: Crm, outside: Path) -> None:
    assert crm("done", "f1", "f2").code == 0
    assert crm("digest", "--once-per", "day", "--mail", "me@x.example") == SILENCE
    assert ledger(crm) == {}
    assert crm("remind", "c2", "call", "--on", "today").code == 0
    assert crm("digest", "--once-per", "day", "--mail", "me@x.example") == SILENCE
    assert len(list(outside.iterdir())) == 1


def test_without_once_it_is_sent_each_time_and_as_another_message(
    crm: Crm, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for now in ("2026-11-24T09:00:00Z", "2026-11-24T09:00:01Z"):
        monkeypatch.setenv("CRM_NOW", now)
        assert crm("digest", "--mail", "me@x.example") == SILENCE
    numbers = {email.message_from_bytes(letter.read_bytes())["Message-ID"] for letter in outside.iterdir()}
    assert len(numbers) == 2
    assert ledger(crm) == {}


def test_somebody_who_looks_is_told_what_was_sent(crm: Crm) -> None:
    assert crm("digest", "--mail", "me@x.example", "--once-per", "day", tty=True) == Result(
        "", "Sent to me@x.example: 2 today.\n", 0
    )
    assert crm("digest", "--mail", "me@x.example", "--notify", "--once-per", "day", tty=True) == Result(
        "", "It was sent to me@x.example already.\nSent to the desktop: 2 today.\n", 0
    )
    assert crm("digest", "--mail", "me@x.example", "--quiet", tty=True) == SILENCE


def test_always_sends_that_there_is_nothing_to_do(crm: Crm, outside: Path) -> None:
    assert crm("done", "f1", "f2").code == 0
    assert crm("digest", "--always", "--mail", "me@x.example", "--exit-code") == SILENCE
    (letter,) = outside.iterdir()
    message = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    assert message["Subject"] == "Nothing to do · Tue 24 Nov 2026"


def test_a_notification_shows_the_most_pressing_on_short_lines(crm: Crm, home: Path) -> None:
    for number in range(5):
        assert crm("remind", "c5", f"part {number} " + "of a long promise " * 9, "--on", "today").code == 0
    assert crm("digest", "--notify") == SILENCE
    lines = (home / "shown").read_text("utf-8").splitlines()
    assert lines[lines.index("--") + 1 :] == [
        "7 today",
        "17:00 陳美玲: viewing",
        "Pak Budi Santoso: send the quote",
        "Łukasz Ørsted: part 0 of a long promise of a long promise o…",
        "Łukasz Ørsted: part 1 of a long promise of a long promise o…",
        "… and 3 more",
    ]


def test_stdout_that_nobody_reads_or_that_is_full_is_not_told(crm: Crm, home: Path) -> None:
    command = [sys.executable, "-m", "crmcli", "digest", "--once-per", "day"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        gone = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert (gone.stderr, gone.returncode) == (b"", 0)
    assert ledger(crm) == {"2026-11-24 stdout": False}
    full = Path("/dev/full")
    if full.exists():
        with full.open("w") as stream:
            failed = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, cwd=ROOT, check=False)
        assert failed.returncode == 1
        assert failed.stderr.startswith(b"crm: The answer could not be written: No space left on device.\n")
        assert ledger(crm) == {"2026-11-24 stdout": False}
    assert crm("digest", "--once-per", "day").stdout.startswith("Tue 24 Nov 2026\n")


def test_two_at_once_tell_it_once(crm: Crm, outside: Path) -> None:
    command = [sys.executable, "-m", "crmcli", "digest", "--once-per", "day", "--mail", "me@x.example"]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _n in range(4)]
    said = [(*each.communicate(), each.returncode) for each in running]
    assert said == [(b"", b"", 0)] * 4
    assert len(list(outside.iterdir())) == 1


def test_neither_undo_nor_history_know_of_a_digest(crm: Crm) -> None:
    before = crm("history", "--json").json
    assert crm("digest", "--once-per", "day").code == 0
    assert crm("history", "--json").json == before
    assert crm("undo").code == 0
    assert ledger(crm) == {"2026-11-24 stdout": True}


def test_of_several_digests_to_one_place_each_is_told_once(crm: Crm) -> None:
    for name in ([], ["--name", "evening"], ["--name=evening", "--days", "1"], ["evening"]):
        again = ["digest", "--once-per", "day", *name]
        told = [bool(crm(*again).stdout), bool(crm(*again).stdout)]
        assert told == [name in ([], ["--name", "evening"]), False]
    assert list(ledger(crm)) == ["2026-11-24 stdout", "2026-11-24 --name=evening stdout"]
