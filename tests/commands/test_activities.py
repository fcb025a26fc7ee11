"""`crm activity` and the timeline of a card: what happened, listed, shown, mended and removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.commands.editors import Editor, replacing
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result


@pytest.fixture
@made_once
def diary(crm: Crm, book: Path) -> None:
    """What happened with the people of the book: a1 to a5, by o2 to o6."""
    for words in (
        ["c2", "call", "--missed", "--at", "2026-11-02T09:30"],
        ["c2", "meeting", "shown the trucks", "--at", "2026-11-09", "--for", "90", "--cost", "250rb", "--with", "c7"],
        ["c4", "message", "--incoming", "明天下午三點看房", "--at", "2025-12-30T23:15"],
        ["c6", "note", "prefers tea"],
    ):
        assert crm("log", *words).code == 0
    assert crm("log", "c2", "email", "-", input="The offer\nDear Budi,\nsee below.\n").code == 0


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_activities_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"activity.list.{mode}", crm("activity", "list", f"--{mode}"))


@pytest.mark.usefixtures("diary")
def test_activities_are_a_table_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("activity.list.table", crm("activity", "list", "--no-color", tty=True))
    assert crm("activity", "--no-color", tty=True) == crm("activity", "list", "--no-color", tty=True)


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["c2"], "a5 a2 a1"),
        (["c7"], "a2"),
        (["c2", "kind:call"], "a1"),
        (["c2", "c7"], "a2"),
        (["c6", "or", "c4"], "a4 a3"),
        ([".", "or", "c4"], "a5 a2 a1 a3"),
        (["not", "c2"], "a4 a3"),
        (["c2", "and", "kind:call"], "a1"),
        (["kind:note"], "a4"),
        (["shown"], "a2"),
        (["group:vip", "at:2026-11"], "a5 a4 a2 a1"),
        (["c5"], ""),
        (["--limit", "2"], "a5 a4"),
        (["--sort", "id", "--limit", "1"], "a1"),
        (["--sort", "-at", "c2"], "a1 a2 a5"),
    ],
)
def test_a_query_and_a_contact_pick_some_out(crm: Crm, words: list[str], ids: str) -> None:
    assert " ".join(crm("activity", "list", *words, "--ids").stdout.split()) == ids


def test_a_table_shows_the_newest_twenty_and_a_pipe_all(crm: Crm, book: Path) -> None:
    for number in range(22):
        crm("log", "c2", "note", f"n {number}")
    said = crm("activity", "list", "--no-color", tty=True)
    assert said.stdout.count("\n") == 21
    assert said.stderr == "There are more than 20; --limit 0 shows all.\n"
    assert crm("activity", "list").stdout.count("\n") == 22
    assert crm("activity", "list", "--limit", "0", "--no-color", tty=True).stdout.count("\n") == 23


def test_of_nothing_the_list_says_how_to_begin(crm: Crm, book: Path) -> None:
    begin = "Nothing was logged yet. crm log REF call TEXT notes what happened.\n"
    assert crm("activity", "list") == Result("", begin, 0)
    assert crm("activity", "list", "--json", "--db", "none.db") == Result("[]\n", begin, 0)
    assert crm("activity", "list", "kind:call") == Result("", "No activity fits that.\n", 0)
    assert refused(crm("activity", "list", "--sort", "who"), 5, "Activities cannot be sorted by 'who'.")
    assert refused(crm("activity", "show", "a1"), 3, "There is no activity a1.")
    assert refused(crm("activity", "show", "a1", "--db", "none.db"), 3, "Nothing was logged yet.")
    assert refused(crm("activity", "show", "c2"), 5, "'c2' is no activity.")


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_an_activity_is_shown_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"activity.show.{mode}", crm("activity", "show", "a2", f"--{mode}"))


@pytest.mark.usefixtures("diary")
def test_an_activity_is_shown_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("activity.show.table", crm("activity", "show", "5", "--no-color", tty=True))
    golden("activity.show.plain", crm("activity", "show", "5"))


@pytest.mark.usefixtures("diary")
def test_a_card_shows_the_newest_of_the_timeline(crm: Crm, golden: Golden) -> None:
    for number in range(4):
        crm("log", "c2", "visit", f"v {number}", "--at", f"2026-11-2{number}")
    golden("show.timeline.table", crm("show", "c2", "--no-color", tty=True))
    golden("show.timeline.plain", crm("show", "c7"))
    assert [row["id"] for row in crm("show", "c2", "--json").json["activities"]] == [5, 9, 8, 7, 6]
    assert crm("show", "c5", "--json").json["activities"] == []


@pytest.mark.usefixtures("diary")
def test_an_activity_is_changed_and_the_change_undone(crm: Crm) -> None:
    said = crm("activity", "edit", "a1", "--reached", "--at", "2026-11-03T10:00", "--text", "price ok", "--for", "10m")
    assert said == Result(
        "Changed a1, call with Pak Budi Santoso (c2), Tue 3 Nov 2026 10:00, 10 min.   o7, crm undo takes it back\n",
        "",
        0,
    )
    assert crm("activity", "list", "kind:call", "--tsv").stdout == (
        "a1\t2026-11-03 10:00\tcall\tPak Budi Santoso\tprice ok\t10\t\n"
    )
    crm("undo")
    assert crm("activity", "list", "kind:call", "--tsv").stdout == (
        "a1\t2026-11-02 09:30\tmissed call\tPak Budi Santoso\t\t\t\n"
    )


@pytest.mark.usefixtures("diary")
def test_who_took_part_and_what_it_was_can_be_mended(crm: Crm) -> None:
    assert crm("activity", "edit", "2", "--without", "c2", "--with", "c4", "--kind", "visit").stdout == (
        "Changed a2, visit with Sari Dewi (c7) and 陳美玲 (c4), 90 min, IDR 250,000.   o7, crm undo takes it back\n"
    )
    assert refused(crm("activity", "edit", "2", "--without", "c7", "--without", "c4"), 5,
                   "Somebody has to be left in a2.")  # fmt: skip
    assert crm("activity", "edit", "2", "--clear", "for", "--clear", "cost", "--clear", "text").stdout == (
        "Changed a2, visit with Sari Dewi (c7) and 陳美玲 (c4).   o8, crm undo takes it back\n"
    )
    assert crm("activity", "edit", "2", "--clear", "text").stdout == (
        "Nothing to change in a2, visit with Sari Dewi (c7) and 陳美玲 (c4).\n"
    )
    assert crm("activity", "edit", "2", "--kind", "note", "--dry-run").stdout == (
        "Would change a2, note on Sari Dewi (c7) and 陳美玲 (c4).\n"
    )
    assert crm("activity", "show", "2", "--json").json["kind"] == "visit"


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([], 2, "It is not said what is to be changed."),
        (["--missed", "--reached"], 2, "--missed and --reached cannot be had together."),
        (["--incoming", "--outgoing"], 2, "--incoming and --outgoing cannot be had together."),
        (["--clear", "kind"], 5, "There is no field 'kind' to clear."),
        (["--kind", "webinar"], 3, "There is no kind 'webinar' of activity."),
        (["--kind", "note", "--missed"], 5, "The kind 'note' cannot be missed."),
    ],
)
def test_a_wrong_change_is_refused(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    assert refused(crm("activity", "edit", "a1", *words), code, sentence)


@pytest.mark.usefixtures("diary")
def test_the_text_is_changed_in_the_editor(crm: Crm, tmp_path: Path) -> None:
    editor = Editor(tmp_path / "editor")
    crm("settings", "set", "editor", editor.command)
    editor.will(replacing("see below.", "see above."))
    assert crm("activity", "edit", "a5", tty=True).code == 0
    assert editor.seen == ["The offer\nDear Budi,\nsee below.\n"]
    row = crm("activity", "show", "a5", "--json").json
    assert (row["summary"], row["body"]) == ("The offer", "Dear Budi,\nsee above.")


@pytest.mark.usefixtures("diary")
def test_activities_are_removed_one_by_one_or_from_a_pipe(crm: Crm) -> None:
    assert crm("activity", "rm", "a2", "--dry-run").stdout == (
        "Would remove a2, meeting with Pak Budi Santoso (c2) and Sari Dewi (c7).\n"
    )
    assert crm("activity", "rm", "2").stdout == (
        "Removed a2, meeting with Pak Budi Santoso (c2) and Sari Dewi (c7).   o7, crm undo takes it back\n"
    )
    rows = crm("activity", "list", "--tsv").stdout
    assert crm("activity", "rm", "-", input=rows).stdout == "Removed 4 activities.   o8, crm undo takes it back\n"
    assert crm("history", "--limit", "2").stdout.split("\t")[2] == "removed 4 activities"
    crm("undo", "--steps", "2")
    assert crm("activity", "list", "--ids").stdout.split() == ["a5", "a4", "a2", "a1", "a3"]
    assert crm("activity", "rm", "-", input="\n") == Result("", "No activity was named, so nothing was changed.\n", 0)
    assert crm("activity", "rm", "a1", "a4", "--json").json == {"ids": [1, 4], "operation": 9}
    assert refused(crm("activity", "rm", "a2", "a1"), 3, "There is no activity a1.")


@pytest.mark.usefixtures("diary")
def test_the_history_of_a_contact_tells_what_was_logged(crm: Crm) -> None:
    said = crm("history", "c7", "--tsv").stdout.splitlines()
    assert [line.split("\t")[2] for line in said] == [
        "logged meeting with Pak Budi Santoso and Sari Dewi",
        "imported book.vcf: 5 new, 0 updated",
    ]


def test_own_kinds_are_listed_made_and_removed(crm: Crm, book: Path, golden: Golden) -> None:
    kind = ("settings", "kind")
    assert crm(*kind, "add", "webinar", "--touch").stdout == "Made the kind webinar   o2, crm undo takes it back\n"
    assert crm("log", "c2", "WEBINAR", "was there").stdout.startswith("Logged a1, webinar with Pak Budi Santoso (c2).")
    for mode in ("json", "csv", "tsv", "ids"):
        golden(f"settings.kind.list.{mode}", crm(*kind, "list", f"--{mode}"))
    assert crm(*kind, "edit", "webinar", "--no-touch").stdout == (
        "Changed the kind webinar   o4, crm undo takes it back\n"
    )
    assert crm("show", "c2", "--json").json["last_touch_at"] is None
    assert crm(*kind, "edit", "webinar", "--no-touch").stdout == "Nothing to change in the kind webinar\n"
    assert crm(*kind, "rename", "webinar", "seminar").stdout == (
        "The kind is now seminar, on 1 activity   o5, crm undo takes it back\n"
    )
    assert refused(crm(*kind, "rm", "seminar"), 4, "There are activities of the kind 'seminar': 1.")
    assert crm(*kind, "rm", "seminar", "--into", "note", "--dry-run").stdout == (
        "Would remove the kind seminar, 1 activity is now note\n"
    )
    assert crm(*kind, "rm", "seminar", "--into", "note", "--json").json == {
        "name": "seminar", "is_touch": False, "is_own": True, "activities": 0, "operation": 6,
    }  # fmt: skip
    assert refused(crm(*kind, "edit", "call"), 2, "It is not said whether the kind counts as a touch.")
    assert refused(crm(*kind, "rm", "call"), 5, "The kind 'call' belongs to crm and stays as it is.")
    assert crm(*kind, "list", "--ids", "--db", "none.db").stdout.split() == [
        "note", "call", "meeting", "visit", "email", "message", "gift",
    ]  # fmt: skip


def test_whether_what_was_sent_touches_is_a_setting(crm: Crm, book: Path) -> None:
    crm("log", "c2", "message", "hi")
    assert crm("show", "c2", "--json").json["last_touch_at"] is None
    assert crm("settings", "set", "touch.sent", "yes").stdout == ("touch.sent is yes.   o3, crm undo takes it back\n")
    assert crm("show", "c2", "--json").json["last_touch_at"] == "2026-11-24T09:00:00Z"
    crm("undo")
    assert crm("show", "c2", "--json").json["last_touch_at"] is None


def test_a_long_text_takes_a_few_lines_of_a_card_and_a_pipe_has_it_whole(crm: Crm, book: Path) -> None:
    crm("log", "c2", "note", "price " * 150)
    shown = crm("show", "c2", "--no-color", tty=True).stdout
    assert 20 < shown.count("price") < 40
    assert shown.rstrip().endswith("price…")
    assert crm("show", "c2").stdout.count("price") == 150
