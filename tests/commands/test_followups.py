"""`crm remind` and `crm followup`: promises made, listed, changed, skipped, opened again and removed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
@made_once
def diary(crm: Crm, book: Path) -> None:
    """f1 late, f2 today, f3 of every month, f4 for oneself, f5 done; operations o2 to o7."""
    assert crm("remind", "c2", "send quote", "--on", "+2d", "--priority", "high", "--warn", "30d,7d").code == 0
    assert crm("remind", "c4", "viewing", "--on", "today@20").code == 0
    assert crm("remind", "c6", "--on", "2026-12-31", "--every", "month", "--priority", "low").code == 0
    assert crm("remind", "--self", "prepare", "the", "fair", "--on", "2026-12-01").code == 0
    assert crm("remind", "c5", "ask", "for", "the", "address", "--on", "fri@10").code == 0
    assert crm("done", "f5").code == 0


def made(crm: Crm, *arguments: str) -> str:
    """What `crm remind` says it made, without the way back."""
    said = crm("remind", *arguments)
    assert (said.stderr, said.code) == ("", 0)
    return said.stdout.split("   ")[0].rstrip("\n")


def test_a_promise_is_answered_with_its_day_in_full_and_its_rhythm_in_words(crm: Crm) -> None:
    assert crm("remind", "budi", "send quote", "--on", "fri@10", "--every", "2w") == Result(
        "f1 send quote, Fri 27 Nov 2026 10:00 · every 2 weeks · Pak Budi Santoso (c2)   o2, crm undo takes it back\n",
        "",
        0,
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("budi", "send", "quote"), "f1 send quote, Fri 27 Nov 2026 · Pak Budi Santoso (c2)"),
        (("budi", "santoso", "send", "quote"), "f1 send quote, Fri 27 Nov 2026 · Pak Budi Santoso (c2)"),
        (("budi santoso", "santoso's car"), "f1 santoso's car, Fri 27 Nov 2026 · Pak Budi Santoso (c2)"),
        (("ibu", "sari", "visit"), "f1 visit, Fri 27 Nov 2026 · Ibu Sari (c6)"),
        (("sari", "dewi", "visit"), "f1 visit, Fri 27 Nov 2026 · Sari Dewi (c7)"),
        (("c2", "santoso"), "f1 santoso, Fri 27 Nov 2026 · Pak Budi Santoso (c2)"),
        (("陳美玲", "看房"), "f1 看房, Fri 27 Nov 2026 · 陳美玲 (c4)"),
        (("dewi",), "f1 call Sari Dewi, Fri 27 Nov 2026 · Sari Dewi (c7)"),
        (("--self", "prepare", "the", "fair"), "f1 prepare the fair, Fri 27 Nov 2026"),
    ],
)
def test_who_and_what_need_no_quotes_where_they_are_plain(crm: Crm, words: tuple[str, ...], answer: str) -> None:
    assert made(crm, *words, "--on", "fri") == answer


def test_how_often_how_early_and_how_urgent_are_said_back(crm: Crm) -> None:
    assert made(crm, "c2", "invoice", "--on", "2026-12-31", "--every", "month", "--from-done", "--warn", "1w,30d") == (
        "f1 invoice, Thu 31 Dec 2026 · every month on the 31st or last day from when it is done · "
        "told 30, 7 days before"
        " · Pak Budi Santoso (c2)"
    )
    assert made(crm, "c2", "x", "--on", "fri", "--priority", "low") == (
        "f2 x, Fri 27 Nov 2026 · low priority · Pak Budi Santoso (c2)"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "sentence", "hint"),
    [
        ((), 2, "Nobody is named.", "For example: crm remind budi 'send quote' --on fri; or --self."),
        (("--self", "--on", "fri"), 2, "It is not said what to do.", "prepare the fair"),
        (("budi", "x"), 2, "It is not said when: --on is missing.", "For example: --on fri@10, --on +3d"),
        (("budi", "x", "tomorrow"), 2, "It is not said when: --on is missing.", "before the day: --on tomorrow"),
        (("budi", "x", "besok", "jam", "3", "sore"), 2, "It is not said when: --on is missing.", "'besok jam 3 sore'"),
        (("budi", "x", "--every", "mon"), 2, "It is not said when: --on is missing.", "the first day too: --on mon"),
        (("buy milk", "--on", "fri"), 3, "Nobody is found for 'buy milk'.", "What is for yourself takes --self."),
        (("budi", "x", "--on", "2020-01-01"), 5, "Wed 1 Jan 2020 is past already.", "a day to come"),
        (("budi", "x", "--on", "next", "tue"), 2, "'tue' stands after --on next.", "--on 'next tue'"),
        (("budi", "x", "--on", "fri", "--every", "2h"), 5, "'2h' does not say how often.", "For example 2w"),
        (
            ("budi", "x", "--on", "fri", "--every", "FREQ=HOURLY"),
            5,
            "A follow-up cannot come again within a day.",
            "repeat it by the day",
        ),
        (("budi", "x", "--on", "fri", "--from-done"), 2, "--from-done is for what repeats.", "--every 2w"),
        (("budi", "x", "--on", "fri", "--warn", "soon"), 5, "'soon' is not a number of days.", "14d"),
        (("budi", "x", "--on", "fri", "--priority", "urgent"), 5, "There is no priority 'urgent'.", "high, normal"),
        (("zzz", "x", "--on", "fri"), 3, "Nobody is found for 'zzz'.", "crm find"),
        (("sari", "x", "--on", "fri"), 4, "'sari' may be 2 contacts.", "say more of the name"),
    ],
)
def test_what_cannot_be_promised_is_refused_with_a_hint(
    crm: Crm, arguments: tuple[str, ...], code: int, sentence: str, hint: str
) -> None:
    said = crm("remind", *arguments)
    assert refused(said, code, sentence)
    assert hint in " ".join(said.stderr.split())
    assert crm("followup", "list").stdout == ""


def test_a_promise_that_is_only_tried_changes_nothing(crm: Crm) -> None:
    assert crm("remind", "budi", "x", "--on", "fri", "--dry-run") == Result(
        "Would add f1 x, Fri 27 Nov 2026 · Pak Budi Santoso (c2)\n", "", 0
    )
    assert crm("followup", "list", "--json").json == []


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_follow_ups_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"followup.list.{mode}", crm("followup", "list", "--all", f"--{mode}"))


@pytest.mark.usefixtures("diary")
def test_follow_ups_are_a_table_on_a_terminal(crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-27T01:00:00Z")
    golden("followup.list.table", crm("followup", "--no-color", tty=True))
    golden("followup.show.table", crm("followup", "show", "f1", "--no-color", tty=True))


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_a_follow_up_is_shown_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"followup.show.{mode}", crm("followup", "show", "f3", f"--{mode}"))


@pytest.mark.usefixtures("diary")
def test_the_list_has_what_is_asked_for(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    def ids(*arguments: str) -> str:
        return " ".join(crm("followup", "list", "--ids", *arguments).stdout.split())

    assert ids() == "f2 f1 f4 f3"
    assert ids("--done") == "f5"
    assert ids("--limit", "2") == "f2 f1"
    assert ids("--sort", "-due") == "f3 f4 f1 f2"
    assert ids("--late") == ""
    monkeypatch.setenv("CRM_NOW", "2026-11-24T13:01:00Z")
    assert ids("--late") == "f2"
    monkeypatch.setenv("CRM_NOW", "2026-11-27T00:00:00Z")
    assert ids("--late") == "f2 f1"
    assert ids("quote") == "f1"
    assert refused(crm("followup", "list", "--late", "--done"), 2, "Only one of --done, --all and --late can be had.")
    assert refused(crm("followup", "list", "--sort", "mood"), 5, "--sort cannot be 'mood'.")
    assert refused(crm("followup", "list", " "), 2, "There is nothing to look for.")
    assert crm("followup", "list", "zzz") == Result("", "No follow-up fits that.\n", 0)


def test_without_follow_ups_the_list_says_how_to_begin(crm: Crm) -> None:
    narration = "There are no open follow-ups. crm remind REF WHAT --on WHEN makes one.\n"
    for database in ((), ("--db", "none.db")):
        assert crm("followup", "list", *database) == Result("", narration, 0)
        assert crm("followup", "list", "--json", *database) == Result("[]\n", narration, 0)
    assert refused(crm("followup", "show", "f1", "--db", "none.db"), 3, "There are no follow-ups yet.")
    assert refused(crm("followup", "show", "1"), 3, "There is no follow-up f1.")


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("f1", "--what", "send the quote"), "send the quote, Thu 26 Nov 2026"),
        (("1", "--on", "mon@9"), "send quote, Mon 30 Nov 2026 09:00"),
        (("f2", "--on", "mon"), "f2 viewing, Mon 30 Nov 2026 20:00 · 陳美玲 (c4)"),
        (("f1", "--every", "mon,thu"), "every Mon and Thu"),
        (("f1", "--warn", "none"), "Thu 26 Nov 2026 · high priority · Pak"),
        (("f1", "--priority", "normal"), "told 30, 7 days before · Pak"),
        (("f1", "--contact", "dewi"), "· Sari Dewi (c7)"),
        (("f1", "--self"), "high priority   o8"),
        (("f3", "--from-done"), "every month on the 31st or last day from when it is done"),
        (("f3", "--on", "2026-12-15"), "call Ibu Sari, Tue 15 Dec 2026 · every month · low"),
        (("f3", "--on", "2027-01-30"), "every month on the 30th or last day"),
        (("f3", "--every", "2w"), "Thu 31 Dec 2026 · every 2 weeks"),
    ],
)
def test_a_follow_up_is_changed_in_one_thing_at_a_time(crm: Crm, arguments: tuple[str, ...], answer: str) -> None:
    said = crm("followup", "edit", *arguments)
    assert said.stdout.startswith("Changed f")
    assert answer in said.stdout
    crm("undo")
    assert crm("followup", "edit", *arguments, "--dry-run").stdout.startswith("Would change f")


@pytest.mark.usefixtures("diary")
def test_a_new_day_is_the_new_plan_and_the_series_counts_from_it(crm: Crm) -> None:
    crm("snooze", "f3", "--to", "2027-01-05")
    crm("followup", "edit", "f3", "--on", "2026-12-10")
    shown = crm("followup", "show", "f3", "--json").json
    assert (shown["due"], shown["planned"], shown["repeat"]) == ("2026-12-10", "2026-12-10", "FREQ=MONTHLY")
    assert crm("done", "f3").stdout.splitlines()[1].startswith("Next   f6 call Ibu Sari, Sun 10 Jan 2027 · every month")


@pytest.mark.usefixtures("diary")
def test_another_rhythm_counts_from_the_day_to_which_it_was_put_off(crm: Crm) -> None:
    crm("snooze", "f3", "--to", "2027-01-10")
    assert "Thu 31 Dec 2026 (put off once)" in crm("followup", "show", "f3", tty=True).stdout
    crm("followup", "edit", "f3", "--every", "week")
    assert "Next   f6 call Ibu Sari, Sun 17 Jan 2027 · every week" in crm("done", "f3").stdout


@pytest.mark.usefixtures("diary")
def test_a_series_that_has_an_open_one_left_is_not_said_to_end(crm: Crm) -> None:
    crm("done", "f3")
    crm("followup", "reopen", "f3")
    assert crm("followup", "rm", "f3").stderr == ""
    assert "no next one comes" in crm("followup", "rm", "f6").stderr


@pytest.mark.usefixtures("diary")
def test_a_rhythm_ends_where_that_is_said(crm: Crm) -> None:
    said = crm("followup", "edit", "f3", "--every", "none")
    assert said == Result(
        "Changed f3 call Ibu Sari, Thu 31 Dec 2026 · low priority · Ibu Sari (c6)   o8, crm undo takes it back\n",
        "It does not repeat any more.\n",
        0,
    )
    assert "Next" not in crm("done", "f3").stdout


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("f1",), 2, "Nothing is said to be changed in f1."),
        (("f1", "--from-done"), 2, "--from-done is for what repeats."),
        (("f1", "--self", "--contact", "dewi"), 2, "--contact and --self cannot be had together."),
        (("f5", "--on", "mon"), 4, "f5 was done on Tue 24 Nov 2026."),
        (("f9", "--on", "mon"), 3, "There is no follow-up f9."),
        (("f1", "--every", "now and then"), 5, "'now and then' does not say how often."),
    ],
)
def test_what_cannot_be_changed_is_refused(crm: Crm, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    before = crm("followup", "list", "--all", "--json").stdout
    assert refused(crm("followup", "edit", *arguments), code, sentence)
    assert crm("followup", "list", "--all", "--json").stdout == before


@pytest.mark.usefixtures("diary")
def test_skipping_goes_on_to_the_next_one_without_logging(crm: Crm) -> None:
    assert crm("followup", "skip", "f3") == Result(
        "Skipped f3 call Ibu Sari   o8, crm undo takes it back\n"
        "Next   f6 call Ibu Sari, Sun 31 Jan 2027 · every month on the 31st or last day · low "
        "priority · Ibu Sari (c6)\n",
        "",
        0,
    )
    assert refused(crm("followup", "show", "f3"), 3, "There is no follow-up f3.")
    assert refused(crm("followup", "skip", "f1"), 5, "f1 does not repeat.")


@pytest.mark.usefixtures("diary")
def test_what_is_done_is_opened_again(crm: Crm) -> None:
    assert crm("followup", "reopen", "f5") == Result(
        "Open again: f5 ask for the address, Fri 27 Nov 2026 10:00 · Łukasz Ørsted (c5)   o8, crm undo takes it back\n",
        "",
        0,
    )
    assert refused(crm("followup", "reopen", "f5"), 4, "f5 is open.")
    crm("done", "f3")
    said = crm("followup", "reopen", "f3")
    assert said.stderr.startswith("The next one stays: f6 call Ibu Sari, Sun 31 Jan 2027")


@pytest.mark.usefixtures("diary")
def test_follow_ups_are_removed_together_and_come_back_together(crm: Crm) -> None:
    before = crm("followup", "list", "--json").stdout
    assert crm("followup", "rm", "f1", "3", "f4") == Result(
        "Removed f1 send quote (Pak Budi Santoso), f3 call Ibu Sari, f4 prepare the fair   o8, crm "
        "undo takes it back\n",
        "f3 repeated every month on the 31st or last day: no next one comes.\n",
        0,
    )
    assert crm("followup", "list", "--ids").stdout == "f2\n"
    crm("undo")
    assert crm("followup", "list", "--json").stdout == before
    listed = crm("followup", "list").stdout
    assert crm("followup", "rm", "-", input=listed).stdout == "Removed 4 follow-ups   o9, crm undo takes it back\n"


@pytest.mark.usefixtures("diary")
def test_those_of_a_removed_contact_go_and_come_with_it(crm: Crm) -> None:
    crm("contact", "rm", "c2")
    assert crm("followup", "list", "--ids").stdout == "f2\nf4\nf3\n"
    assert refused(crm("followup", "edit", "f1", "--on", "mon"), 3, "c2 Pak Budi Santoso is removed.")
    crm("contact", "restore", "c2")
    assert crm("followup", "list", "--ids").stdout == "f2\nf1\nf4\nf3\n"


@pytest.mark.usefixtures("diary")
def test_a_merged_contact_hands_its_follow_ups_on(crm: Crm) -> None:
    assert crm("contact", "merge", "c7", "c6").code == 0
    found = crm("followup", "show", "f3", "--json").json
    assert found["contact"]["id"] in (6, 7)
    assert crm("followup", "list", "--ids").stdout == "f2\nf1\nf4\nf3\n"


@pytest.mark.usefixtures("diary")
def test_the_card_of_a_contact_shows_what_is_open(crm: Crm) -> None:
    assert "f1\tsend quote, Thu 26 Nov\n" in crm("show", "c2").stdout
    assert [each["id"] for each in crm("show", "c6", "--json").json["followups"]] == [3]
    for number in range(9):
        crm("remind", "c2", f"step {number}", "--on", "fri")
    assert "\tand 1 more: crm followup list\n" in crm("show", "c2").stdout


def test_text_from_outside_is_cleaned(crm: Crm) -> None:
    assert made(crm, "c2", "call\x1b[31m now\n\tplease", "--on", "fri").startswith("f1 call [31m now please, Fri")


def test_the_contact_of_the_newest_promise_is_the_one_changed_last(crm: Crm) -> None:
    made(crm, "dewi", "x", "--on", "fri")
    assert made(crm, ".", "y", "--on", "fri") == "f2 y, Fri 27 Nov 2026 · Sari Dewi (c7)"


@pytest.mark.usefixtures("diary")
def test_another_rhythm_begins_a_series_of_its_own(crm: Crm) -> None:
    crm("done", "f3")
    crm("followup", "edit", "f6", "--every", "FREQ=WEEKLY;COUNT=2")
    shown = crm("followup", "show", "f6", "--json").json
    assert (shown["series_id"], shown["occurrence"]) == (6, 1)
    assert "Next   f7" in crm("done", "f6").stdout
    assert crm("done", "f7").stdout.endswith("That was the last of them: none comes after it.\n")


def test_what_happens_once_reckons_with_no_calendar_of_rules(home: Path) -> None:
    """dateutil takes as long to load as all the rest of such a call."""
    probe = (
        "import sys\nfrom crmcli.__main__ import main\nmain(sys.argv[1:])\n"
        "sys.stderr.write(' '.join(name for name in sys.modules if name.startswith('dateutil')))"
    )
    for arguments in (["remind", "c2", "x", "--on", "fri"], ["snooze", "f1", "--to", "mon"], ["done", "f1"]):
        ended = subprocess.run([sys.executable, "-c", probe, *arguments], capture_output=True, text=True, check=True)
        assert (bool(ended.stdout), ended.stderr) == (True, "")
