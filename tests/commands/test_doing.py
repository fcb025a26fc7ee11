"""`crm done`: follow-ups marked done, what they leave on the timeline, the next of a series, and the next step."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmcli.store import db, doing_words
from tests.commands.conftest import refused
from tests.commands.kept_homes import made_once
from tests.conftest import NOW, Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
@made_once
def promises(crm: Crm, book: Path) -> None:
    """f1 to send a quote to Budi every two weeks, f2 to call Ibu Sari, f3 for oneself; operations o2 to o4."""
    crm("remind", "c2", "send quote", "--on", "fri@10", "--every", "2w")
    crm("remind", "c6", "call about the flat", "--on", "today@20")
    crm("remind", "--self", "prepare the fair", "--on", "fri")


def timeline(crm: Crm, contact: str) -> list[dict[str, object]]:
    """What `crm show` knows of what happened, newest first."""
    found: list[dict[str, object]] = crm("show", contact, "--json").json["activities"]
    return found


@pytest.mark.usefixtures("promises")
def test_what_is_done_stands_on_the_timeline_and_the_next_one_is_said(crm: Crm) -> None:
    assert crm("done", "f1", "--note", "price ok") == Result(
        "Done f1 send quote, logged a1, note on Pak Budi Santoso (c2)   o5, crm undo takes it back\n"
        "Next   f4 send quote, Fri 11 Dec 2026 10:00 · every 2 weeks · Pak Budi Santoso (c2)\n",
        "",
        0,
    )
    newest = timeline(crm, "c2")[0]
    assert (newest["kind"], newest["summary"], newest["at"]) == ("note", "send quote: price ok", NOW)
    shown = crm("followup", "show", "f1", "--json").json
    assert (shown["done_at"], shown["activity_id"]) == (NOW, 1)
    assert crm("show", "c2", "--json").json["last_touch_at"] is None


@pytest.mark.usefixtures("promises")
def test_a_call_that_is_done_is_a_touch(crm: Crm) -> None:
    assert crm("done", "f2", "--for", "15m").stdout == (
        "Done f2 call about the flat, logged a1, call with Ibu Sari (c6)   o5, crm undo takes it back\n"
    )
    newest = timeline(crm, "c6")[0]
    assert (newest["kind"], newest["outcome"], newest["minutes"]) == ("call", "reached", 15)
    assert crm("show", "c6", "--json").json["last_touch_at"] == NOW


@pytest.mark.usefixtures("promises")
def test_kind_and_day_are_as_they_are_said(crm: Crm) -> None:
    assert "visit with Pak Budi Santoso (c2)" in crm("done", "f1", "--as", "visit", "--at", "yesterday@15").stdout
    assert timeline(crm, "c2")[0]["at"] == "2026-11-23T08:00:00Z"
    assert crm("followup", "show", "f1", "--json").json["done_at"] == "2026-11-23T08:00:00Z"


@pytest.mark.usefixtures("promises")
def test_several_are_one_operation(crm: Crm) -> None:
    before = crm("followup", "list", "--all", "--json").stdout
    assert crm("done", "f2", "3") == Result(
        "Done f2 call about the flat, logged a1, call with Ibu Sari (c6)\n"
        "Done f3 prepare the fair   o5, crm undo takes it back\n",
        "",
        0,
    )
    assert crm("undo").stdout == (
        "Undone o5  done: f2 call about the flat (Ibu Sari), f3 prepare the fair (5 changes)   crm redo does it again\n"
    )
    assert crm("followup", "list", "--all", "--json").stdout == before
    assert crm("done", "-", "--ids", input=crm("followup", "list").stdout).stdout == "f2\nf3\nf1\n"


@pytest.mark.usefixtures("promises")
def test_scripts_get_what_was_done_and_what_comes_next(crm: Crm) -> None:
    said = crm("done", "f1", "--json", "--next", "ask for the order", "--on", "mon").json
    assert [each["id"] for each in said["followups"]] == [1]
    assert [(each["what"], each["due"]) for each in said["next"]] == [
        ("send quote", "2026-12-11T10:00"),
        ("ask for the order", "2026-11-30"),
    ]
    assert said["operation"] == 5


@pytest.mark.usefixtures("promises")
def test_the_next_step_is_promised_in_the_same_breath(crm: Crm) -> None:
    assert crm("done", "f2", "--next", "send the contract", "--on", "fri@10").stdout.splitlines()[1] == (
        "Next   f4 send the contract, Fri 27 Nov 2026 10:00 · Ibu Sari (c6)"
    )
    assert crm("done", "f3", "--on", "mon").stdout.splitlines()[1] == "Next   f5 follow up, Mon 30 Nov 2026"


@pytest.mark.usefixtures("promises")
def test_a_contact_stands_for_the_only_one_that_is_open(crm: Crm) -> None:
    assert crm("done", "ibu", "sari").stdout.startswith("Done f2 call about the flat")
    assert refused(crm("done", "c6"), 3, "There is no open follow-up of Ibu Sari.")
    crm("remind", "c2", "x", "--on", "mon")
    assert crm("done", "budi") == Result(
        "",
        "crm: There are 2 open follow-ups of Pak Budi Santoso.\n"
        "     f1  send quote  2026-11-27T10:00\n"
        "     f4  x  2026-11-30\n"
        "     Name one by its number.\n",
        4,
    )
    assert [each["ref"] for each in crm("done", "budi", "--json").error["candidates"]] == ["f1", "f4"]


def test_the_name_of_one_is_never_taken_for_the_names_of_several(crm: Crm) -> None:
    for name in ("Ana", "Maria", "Ana Maria"):
        crm("add", name)
    crm("remind", "c8", "x", "--on", "fri")
    crm("remind", "c9", "y", "--on", "fri")
    assert refused(crm("done", "ana", "maria"), 3, "There is no open follow-up of Ana Maria.")
    crm("contact", "rm", "c10")
    assert refused(crm("done", "ana", "maria"), 3, "c10 Ana Maria is removed.")
    assert crm("done", "-", input="ana\nmaria\n").stdout.count("Done f") == 2


@pytest.mark.usefixtures("promises")
def test_on_a_terminal_one_of_several_open_ones_is_picked(crm: Crm) -> None:
    crm("remind", "c2", "x", "--on", "mon")
    said = crm("done", "budi", tty=True, input="2\n")
    assert "  1  f1 · send quote · Fri 27 Nov 2026 10:00" in said.stderr
    assert said.stdout.startswith("Done f4 x, logged a1")
    crm("undo")
    said = crm("done", "budi", tty=True, input="\n")
    assert (said.code, said.stdout) == (4, "")


@pytest.mark.usefixtures("promises")
def test_an_empty_list_is_no_error(crm: Crm) -> None:
    for arguments in (
        ("done", "-"),
        ("done", "-", "--on", "fri"),
        ("followup", "rm", "-"),
        ("snooze", "-", "--to", "fri"),
    ):
        assert crm(*arguments, input="\n") == Result("", "No follow-up was named, so nothing was changed.\n", 0)
    assert crm("done", "-", "--json", input="").json == {"followups": [], "next": [], "operation": None}
    assert crm("followup", "rm", "-", "--json", input="").json == {"followups": [], "operation": None}


@pytest.mark.usefixtures("promises")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("f9",), 3, "There is no follow-up f9."),
        (("f1", "--next", "x"), 2, "It is not said when the next step is due."),
        (("f1", "--as", "party"), 3, "There is no kind 'party' of activity."),
        (("f1", "--for", "soon"), 5, "'soon' is not a length of time."),
        (("f1", "f2", "--next", "x", "--on", "mon"), 2, "These are for different contacts."),
        (("f3", "--note", "x"), 5, "f3 prepare the fair is for yourself: there is no timeline to note it on."),
        (("f1", "-"), 2, "- reads from standard input, and stands alone."),
        (("f1-f3",), 3, "There is no follow-up f1-f3."),
        (("f1,f2",), 3, "There is no follow-up f1,f2."),
        (("f1", "zzz"), 3, "Nobody is found for 'zzz'."),
    ],
)
def test_what_cannot_be_done_changes_nothing(crm: Crm, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    before = crm("followup", "list", "--all", "--json").stdout
    assert refused(crm("done", *arguments), code, sentence)
    assert crm("followup", "list", "--all", "--json").stdout == before


@pytest.mark.usefixtures("promises")
@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (("f1", "zzz", "it", "is"), 3, "What came of it stands behind --note: --note 'zzz it is'"),
        (("f1", "sari"), 4, "say more of the name. What came of it stands behind --note: --note sari"),
        (("f1", "--as", "call", "he buys"), 2, "What came of it stands behind --note: --as call --note 'he buys'"),
    ],
)
def test_words_that_say_what_came_of_it_are_shown_behind_note(
    crm: Crm, arguments: tuple[str, ...], code: int, hint: str
) -> None:
    said = crm("done", *arguments)
    assert (said.stdout, said.code) == ("", code)
    assert hint in " ".join(said.stderr.split())


@pytest.mark.usefixtures("promises")
def test_what_is_done_already_says_when_and_takes_the_others_with_it(crm: Crm) -> None:
    crm("done", "f1")
    said = crm("done", "f2", "f1")
    assert said == Result("", "crm: f1 was done on Tue 24 Nov 2026.\n     crm followup reopen f1 opens it again.\n", 4)
    assert crm("followup", "show", "f2", "--json").json["done_at"] is None


@pytest.mark.usefixtures("promises")
def test_trying_changes_nothing(crm: Crm) -> None:
    assert crm("done", "f1", "f3", "--dry-run") == Result(
        "Would mark f1 send quote done and log it, note on Pak Budi Santoso (c2)\n"
        "Would mark f3 prepare the fair done\n"
        "Next   f4 send quote, Fri 11 Dec 2026 10:00 · every 2 weeks · Pak Budi Santoso (c2)\n",
        "",
        0,
    )
    assert crm("followup", "list", "--done").stdout == ""


def test_the_end_of_a_series_is_said(crm: Crm) -> None:
    crm("remind", "c2", "lesson", "--on", "fri", "--every", "FREQ=WEEKLY;COUNT=1")
    assert crm("done", "f1").stdout.splitlines()[1] == "That was the last of them: none comes after it."


@pytest.mark.usefixtures("promises")
def test_of_two_terminals_at_once_one_does_it_and_the_other_is_told(database: Path) -> None:
    """Both have read that it is open before either can write: the lock is held until both wait for it."""
    command = [sys.executable, "-m", "crmcli", "done", "f1"]
    with closing(db.open_writing(str(database), now=datetime(2026, 11, 24, 9, tzinfo=UTC), notify=print)) as store:
        with store.write("held"):
            both = [
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})
                for _number in range(2)
            ]
            for each in both:
                assert each.stderr is not None
                assert each.stderr.readline() == "Waiting for another crm to finish writing…\n"
        ended = [each.communicate() for each in both]
        assert sorted(each.returncode for each in both) == [0, 4]
        loser = next(said for said, each in zip(ended, both, strict=True) if each.returncode == 4)
        assert loser[1].splitlines()[0] == "crm: f1 was done on Tue 24 Nov 2026."
        assert store.connection.execute("SELECT count(*) FROM followup WHERE series_id = 1").fetchone()[0] == 2
        assert store.connection.execute("SELECT count(*) FROM activity").fetchone()[0] == 1


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("video call with Boston", "call"),
        ("call Budi", "call"),
        ("Call: the bank", "call"),
        ("telepon Pak Budi", "call"),
        ("ligar para Ana", "call"),
        ("llamar a Luis", "call"),
        ("打电话给小明", "call"),
        ("打電話給陳小姐", "call"),
        ("Anrufen wegen Angebot", "call"),
        ("appeler Marie", "call"),
        ("meet at the fair", "meeting"),
        ("visita a la obra", "visit"),
        ("拜访客户", "visit"),
        ("e-mail the offer", "email"),
        ("WhatsApp photos", "message"),
        ("gift for the opening", "gift"),
        ("send quote", "note"),
        ("recall the contract", "note"),
        ("callback", "note"),
        ("", "note"),
    ],
)
def test_the_first_word_says_what_kind_of_activity_it_was(what: str, kind: str) -> None:
    assert doing_words.kind_of(what) == kind


@pytest.mark.parametrize("words", [("done", "f1", "boutique"), ("snooze", "f1", "boutique", "--to", "fri")])
def test_beside_a_number_a_word_of_a_note_is_nobody(crm: Crm, words: tuple[str, ...]) -> None:
    crm("add", "Wanda Zet", "--notes", "opens a boutique")
    numbers = [
        crm("remind", who, "send quote", "--on", "2026-12-24", "--json").json["id"] for who in ("wanda", "wanda")
    ]
    said = crm(*(word.replace("f1", f"f{numbers[0]}") for word in words))
    assert (said.code, said.stdout) == (3, "")
    assert said.stderr.startswith("crm: Nobody is found for 'boutique'.\n")
    assert [row["id"] for row in crm("followup", "list", "due:2026-12-24", "--json").json] == numbers
