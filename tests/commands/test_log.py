"""`crm log`: what happened and what comes next, in one breath and one operation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.commands.editors import Editor
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def newest(crm: Crm) -> tuple[str, ...]:
    """Kind, direction, outcome and text of the activity that was logged last."""
    row = crm("activity", "list", "--json").json[0]
    return row["kind"], row["direction"] or "", row["outcome"] or "", row["summary"] or ""


def touched(crm: Crm, ref: str) -> str | None:
    """When a contact was last reached."""
    found: str | None = crm("show", ref, "--json").json["last_touch_at"]
    return found


def count(crm: Crm) -> int:
    """How many activities there are."""
    return crm("activity", "list", "--ids").stdout.count("\n")


def test_a_call_and_the_next_step_are_one_operation_and_undone_together(crm: Crm) -> None:
    said = crm("log", "budi", "call", "price ok", "--next", "call both", "--on", "2026-11-27T10:00")
    assert said == Result(
        "Logged a1, call with Pak Budi Santoso (c2).   o2, crm undo takes it back\n"
        "Next   f1 call both, Fri 27 Nov 2026 10:00\n",
        "",
        0,
    )
    assert touched(crm, "c2") == "2026-11-24T09:00:00Z"
    assert crm("undo").stdout == ("Undone o2  logged call with Pak Budi Santoso (4 changes)   crm redo does it again\n")
    assert (count(crm), touched(crm, "c2")) == (0, None)
    assert crm("followup", "list", "--json").json == []


def test_open_promises_are_shown_so_that_they_can_be_closed(crm: Crm) -> None:
    for number in range(4):
        crm("log", "c2", "note", "x", "--next", f"step {number}", "--on", f"2026-12-0{number + 1}")
    assert crm("log", "c2", "call").stdout == (
        "Logged a5, call with Pak Budi Santoso (c2). Still open: f1 step 0, f2 step 1, f3 step 2 and 1 more "
        "(crm done f1)   o6, crm undo takes it back\n"
    )


def test_on_alone_means_follow_up_and_next_alone_asks_when(crm: Crm) -> None:
    assert crm("log", "c2", "call", "--on", "2026-12-01", "--priority", "high").stdout.splitlines()[1] == (
        "Next   f1 follow up, Tue 1 Dec 2026"
    )
    (step,) = crm("followup", "list", "--json").json
    assert (step["what"], step["priority"], step["contact"]["id"]) == ("follow up", "high", 2)
    for words in (["--next", "send offer"], ["--priority", "high"], ["--place", "Hotel Mulia"]):
        assert refused(crm("log", "c2", "call", *words), 2, "It is not said when the next step is due.")
    assert refused(crm("log", "c2", "call", "--on", "2026-12-01", "--priority", "urgent"), 5,
                   "There is no priority 'urgent'.")  # fmt: skip
    assert count(crm) == 1


def test_the_next_step_may_have_a_place(crm: Crm) -> None:
    step = ("--next", "lunch", "--on", "2026-12-01T12:00")
    said = crm("log", "c2", "call", *step, "--place", "Hotel  Mulia")
    assert said.stdout.splitlines()[1] == "Next   f1 lunch, Tue 1 Dec 2026 12:00 · Hotel Mulia"
    assert crm("followup", "show", "f1", "--json").json["place"] == "Hotel Mulia"
    assert refused(
        crm("log", "c2", "call", *step, "--place", "x" * 2_000), 5, "The place is longer than 1000 characters."
    )


@pytest.mark.parametrize(
    ("words", "logged"),
    [
        (["call", "price", "ok"], ("call", "outgoing", "reached", "price ok")),
        (["Call"], ("call", "outgoing", "reached", "")),
        (["call", "--missed"], ("call", "outgoing", "missed", "")),
        (["call", "--incoming", "asked", "for", "a", "price"], ("call", "incoming", "reached", "asked for a price")),
        (["visit", "--outgoing"], ("visit", "outgoing", "reached", "")),
        (["email", "the offer"], ("email", "outgoing", "", "the offer")),
        (["email", "--incoming", "yes"], ("email", "incoming", "reached", "yes")),
        (["gift"], ("gift", "outgoing", "", "")),
        (["wife", "decides"], ("note", "", "", "wife decides")),
        (["calling him was no good"], ("note", "", "", "calling him was no good")),
        (["call", "-h means help"], ("call", "outgoing", "reached", "-h means help")),
        (["wa", "see you at ten"], ("message", "outgoing", "", "see you at ten")),
        (["Anruf"], ("call", "outgoing", "reached", "")),
        (["called"], ("call", "outgoing", "reached", "")),
        (["met", "showed the trucks"], ("meeting", "", "reached", "showed the trucks")),
        (["called", "price", "ok"], ("note", "", "", "called price ok")),
        (["電話", "明天 再打"], ("call", "outgoing", "reached", "明天 再打")),
        (["telepon", "lagi", "besok"], ("note", "", "", "telepon lagi besok")),
        (["visita", "mañana"], ("note", "", "", "visita mañana")),
    ],
)
def test_the_second_word_is_the_kind_or_begins_a_note(crm: Crm, words: list[str], logged: tuple[str, ...]) -> None:
    before = ["--"] if "-h means help" in words else []
    assert crm("log", *before, "c2", *words).code == 0
    assert newest(crm) == logged


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["note", "x", "--missed"], 5, "The kind 'note' cannot be missed."),
        (["email", "x", "--missed"], 5, "The kind 'email' cannot be missed."),
        (["note", "x", "--incoming"], 5, "A note neither comes in nor goes out."),
        (["call", "--incoming", "--outgoing"], 2, "--incoming and --outgoing cannot be had together."),
        (["note"], 5, "There is nothing to note."),
        ([], 5, "There is nothing to note."),
        (["email"], 5, "There is nothing to note."),
        ([""], 5, "There is nothing to note."),
        (["note", " ", "\x07"], 5, "There is nothing to note."),
        (["call", "--for", "long"], 5, "'long' is not a length of time."),
        (["call", "--cost", "0k"], 5, "'0k' is no money at all."),
        (["call", "--phone", "0812"], 2, "Phone, e-mail, company and group are for a new contact."),
        (["call", "--with", "nobody"], 3, "Nobody is found for 'nobody'."),
    ],
)
def test_what_contradicts_or_is_missing_is_refused_and_nothing_is_logged(
    crm: Crm, words: list[str], code: int, sentence: str
) -> None:
    assert refused(crm("log", "c2", *words), code, sentence)
    assert (count(crm), crm("history", "--ids").stdout) == (0, "o1\n")


def test_nobody_is_named(crm: Crm) -> None:
    assert refused(crm("log"), 2, "Nobody is named.")
    assert refused(crm("log", "zzz", "call"), 3, "Nobody is found for 'zzz'.")


def test_all_that_is_known_of_it_is_said_back(crm: Crm) -> None:
    said = crm("log", "c2", "meeting", "shown", "--at", "2026-11-23T15:00", "--for", "1h30", "--cost", "USD20",
               "--with", "sari dewi", "--with", "c4", "--with", "c2")  # fmt: skip
    assert said.stdout == (
        "Logged a1, meeting with Pak Budi Santoso (c2), Sari Dewi (c7) and 陳美玲 (c4), Mon 23 Nov 2026 15:00, "
        "90 min, USD 20.   o2, crm undo takes it back\n"
    )
    assert [touched(crm, ref) for ref in ("c2", "c7", "c4", "c1")] == ["2026-11-23T08:00:00Z"] * 3 + [None]
    assert crm("history", "o2").stdout.splitlines()[0] == "\t\tactivity\tadded\t\t\tmeeting shown"


def test_a_day_alone_is_its_noon_and_today_never_later_than_now(crm: Crm) -> None:
    crm("log", "c2", "call", "--at", "2026-11-20")
    assert touched(crm, "c2") == "2026-11-20T05:00:00Z"
    assert crm("log", "c4", "call", "--at", "2026-11-24").stdout.startswith(
        "Logged a2, call with 陳美玲 (c4), Tue 24 Nov 2026."
    )
    assert touched(crm, "c4") == "2026-11-24T05:00:00Z"
    assert [row["is_timed"] for row in crm("activity", "list", "--json").json] == [False, False]


def test_early_in_the_day_a_day_alone_is_now(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-24T01:30:00Z")
    crm("log", "c2", "call", "--at", "2026-11-24")
    assert touched(crm, "c2") == "2026-11-24T01:30:00Z"


def test_missed_calls_and_notes_never_make_a_customer_look_cared_for(crm: Crm) -> None:
    crm("log", "c2", "call", "--at", "2026-10-04")
    for _time in range(2):
        assert crm("log", "c2", "call", "--missed", "--at", "2026-11-02").code == 0
    said = crm("log", "c2", "call", "--missed")
    assert said.stderr == "Tried 3 times since 2 Nov; last reached 4 Oct.\n"
    crm("log", "c2", "note", "busy man")
    assert touched(crm, "c2") == "2026-10-04T05:00:00Z"
    assert crm("log", "c2", "call").stderr == "Reached after 3 tries since 2 Nov.\n"
    assert touched(crm, "c2") == "2026-11-24T09:00:00Z"


def test_who_was_never_reached_is_said_to_be_so(crm: Crm) -> None:
    assert crm("log", "c2", "call", "--missed", "--at", "2025-12-31").stderr == ""
    assert crm("log", "c2", "email", "x").stderr == "Tried 2 times since 31 Dec 2025; never reached.\n"
    assert crm("log", "c2", "note", "x").stderr == ""


def test_who_has_been_approached_enough_is_said_to_be_so(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--at-most", "2/month")
    assert crm("log", "c2", "email", "x", "--at", "2026-11-04").stderr == ""
    assert crm("log", "c2", "call").stderr.splitlines()[-1] == (
        "Approached 2 times, at most 2/month; not again before 4 Dec."
    )
    assert crm("log", "c2", "call", "--incoming").stderr == ""


def test_a_stranger_is_added_with_what_they_called_about(crm: Crm) -> None:
    words = ["call", "asked", "for", "a", "price", "--incoming"]
    assert refused(crm("log", "0812-9999-8888", *words), 3, "Nobody is found for '0812-9999-8888'.")
    hint = "     crm log --new NAME --phone 0812-9999-8888 adds them."
    assert crm("log", "0812-9999-8888", *words).stderr.splitlines()[1] == hint
    said = crm("log", *words, "--new", "Ana Lestari", "--phone", "+62 812-9999-8888", "--group", "Fair",
               "--company", "Arta", "--on", "2026-12-01")  # fmt: skip
    assert said == Result(
        "Logged a1, incoming call with Ana Lestari (c8).   o2, crm undo takes it back\n"
        "Next   f1 follow up, Tue 1 Dec 2026\n",
        "Added c8 Ana Lestari.\nMade the group Fair.\nMade the company Arta.\n",
        0,
    )
    assert crm("find", "9999 8888").stdout.startswith("c8\tAna Lestari\tArta\t")
    crm("undo")
    assert crm("find", "lestari").stdout == ""


def test_a_namesake_of_the_stranger_is_said(crm: Crm) -> None:
    said = crm("log", "note", "met", "--new", "ibu sari")
    assert said.stderr.splitlines() == ["Added c8 ibu sari.", "There is a c6 Ibu Sari already."]


def test_a_stranger_can_be_the_first_contact_of_all(crm: Crm) -> None:
    assert crm("log", "call", "hi", "--new", "Ana", "--db", "new.db").stdout == (
        "Logged a1, call with Ana (c1).   o1, crm undo takes it back\n"
    )
    assert crm("log", "ana", "call", "--db", "none.db").stderr.splitlines() == [
        "crm: There are no contacts yet.",
        "     crm log --new NAME adds somebody on the way.",
    ]


def test_a_name_of_several_words_needs_no_quotes_before_a_kind_or_a_text(crm: Crm) -> None:
    assert crm("log", "ibu", "sari", "call").stdout.startswith("Logged a1, call with Ibu Sari (c6).")
    assert crm("log", "sari", "dewi", "likes", "tea").stdout.startswith("Logged a2, note on Sari Dewi (c7).")
    assert newest(crm)[3] == "likes tea"
    assert crm("log", "sari", "call").code == 4


def test_the_one_who_was_logged_is_meant_by_the_dot(crm: Crm) -> None:
    crm("log", "c4", "call", "--missed", "--with", "c5")
    assert crm("show", ".", "--ids").stdout == "c4\n"
    crm("log", ".", "call", "--with", "c7", "--on", "2026-12-01")
    assert crm("show", ".", "--ids").stdout == "c4\n"


def test_a_text_comes_from_standard_input(crm: Crm) -> None:
    assert crm("log", "c2", "email", "-", input="The offer\r\n\r\nDear Budi,\n\tsee below\n").code == 0
    row = crm("activity", "show", "a1", "--json").json
    assert (row["summary"], row["body"]) == ("The offer", "Dear Budi,\n see below")
    assert refused(crm("log", "c2", "email", "-", input=" \n"), 5, "Standard input is empty.")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("\ufeffGrüße\n".encode(), "Grüße"),
        ("Grüße, 明天\n".encode("utf-16"), "Grüße, 明天"),
        ("café, très bon, à demain\n".encode("cp1252"), "café, très bon, à demain"),
    ],
)
def test_standard_input_may_be_in_another_encoding(crm: Crm, content: bytes, text: str) -> None:
    crm("log", "c2", "email", "-", input=content)
    assert newest(crm)[3] == text


def test_what_is_no_text_or_far_too_long_is_not_logged(crm: Crm) -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe"
    assert refused(crm("log", "c2", "call", "-", input=picture), 5, "Standard input is no text.")
    endless = b"x" * 5_000_000
    assert refused(crm("log", "c2", "call", "-", input=endless), 5, "The text is longer than 1000000 characters.")
    assert count(crm) == 0


def test_a_text_comes_from_the_editor(crm: Crm, tmp_path: Path) -> None:
    editor = Editor(tmp_path / "editor")
    crm("settings", "set", "editor", editor.command)
    editor.will("path.write_text('First line\\nand more\\n')", "")
    assert crm("log", "c2", "meeting", "draft", "-e").code == 0
    assert editor.seen == ["draft\n"]
    row = crm("activity", "show", "1", "--json").json
    assert (row["summary"], row["body"]) == ("First line", "and more")
    assert refused(crm("log", "c2", "meeting", "-e"), 5, "Nothing was written, so nothing was logged.")


def test_on_a_terminal_one_line_is_asked_for(crm: Crm) -> None:
    said = crm("log", "c2", "call", input="price ok\n", tty=True)
    assert said.stderr == "What was said? "
    assert newest(crm) == ("call", "outgoing", "reached", "price ok")
    assert crm("log", "c2", "call", input="\n", tty=True).code == 0
    assert crm("log", "c2", "call", "--missed", tty=True).stderr == ""
    assert crm("log", "c2", input="\n", tty=True).code == 5
    assert count(crm) == 3


def test_a_first_line_that_is_too_long_is_cut_and_kept_whole_below(crm: Crm) -> None:
    text = "word " * 400
    crm("log", "c2", "note", "-", input=text)
    row = crm("activity", "show", "1", "--json").json
    assert len(row["summary"]) <= 1000
    assert row["summary"].endswith("word…")
    assert row["body"] == text.strip()


def test_hostile_text_is_kept_harmless(crm: Crm) -> None:
    crm("log", "c2", "note", "\x1b[31mred\x9b\tand\ud800 more")
    assert newest(crm)[3] == "[31mred and more"


def test_a_dry_run_says_all_and_writes_nothing(crm: Crm) -> None:
    said = crm("log", "call", "hi", "--new", "Zoe", "--on", "2026-12-01", "--dry-run")
    assert said == Result("Would log call with Zoe (c8).\nNext   follow up, Tue 1 Dec 2026\n", "Would add c8 Zoe.\n", 0)
    assert (count(crm), crm("history", "--ids").stdout, crm("find", "zoe").stdout) == (0, "o1\n", "")
    assert crm("log", "c2", "call", "--dry-run", "--json").json["operation"] is None


def test_the_answer_for_scripts(crm: Crm, golden: Golden) -> None:
    crm("log", "c2", "note", "x", "--next", "send quote", "--on", "2026-11-30T08:00", "--at", "2026-11-19")
    golden("log.json", crm("log", "c2", "call", "ok", "--for", "15", "--cost", "50rb", "--on", "2026-12-01", "--json"))
    assert crm("log", "c2", "call", "--ids").stdout == "a3\n"
