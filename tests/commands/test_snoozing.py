"""`crm snooze`: follow-ups put off, all that are late at once, and contacts left in peace until a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
@made_once
def promises(crm: Crm, book: Path) -> None:
    """f1 for Friday at ten, every two weeks; f2 for Thursday; f3 for oneself in December; operations o2 to o4."""
    crm("remind", "c2", "send quote", "--on", "fri@10", "--every", "2w")
    crm("remind", "c6", "call", "--on", "2026-11-26")
    crm("remind", "--self", "prepare the fair", "--on", "2026-12-10")


@pytest.fixture
def late(promises: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two are late: it is Monday morning, 30 November."""
    monkeypatch.setenv("CRM_NOW", "2026-11-30T02:00:00Z")


def dues(crm: Crm) -> dict[int, str]:
    return {each["id"]: each["due"] for each in crm("followup", "list", "--json").json}


@pytest.mark.usefixtures("promises")
def test_a_day_without_a_time_keeps_the_time_it_had(crm: Crm) -> None:
    assert crm("snooze", "f1", "--to", "mon") == Result(
        "Put off f1 send quote to Mon 30 Nov 2026 10:00   o5, crm undo takes it back\n", "", 0
    )
    assert crm("snooze", "1", "--to", "tue@15").stdout.startswith("Put off f1 send quote to Tue 1 Dec 2026 15:00")
    shown = crm("followup", "show", "f1", "--json").json
    assert (shown["planned"], shown["snoozes"]) == ("2026-11-27T10:00", 2)
    assert crm("done", "f1").stdout.splitlines()[1].startswith("Next   f4 send quote, Fri 11 Dec 2026 10:00")


@pytest.mark.usefixtures("promises")
def test_several_are_put_off_in_one_operation(crm: Crm) -> None:
    before = crm("followup", "list", "--json").stdout
    assert crm("snooze", "f2", "f3", "--to", "+2w") == Result(
        "Put off f2 call to Tue 8 Dec 2026\n"
        "Put off f3 prepare the fair to Tue 8 Dec 2026\n"
        "Put off 2 follow-ups   o5, crm undo takes it back\n",
        "",
        0,
    )
    crm("undo")
    assert crm("followup", "list", "--json").stdout == before
    assert crm("snooze", "-", "--to", "mon", "--ids", input=crm("followup", "list").stdout).stdout == "f2\nf1\nf3\n"


@pytest.mark.usefixtures("late")
def test_all_that_are_late_are_put_off_at_once(crm: Crm) -> None:
    assert crm("snooze", "--overdue", "--to", "tue") == Result(
        "Put off f2 call to Tue 1 Dec 2026\n"
        "Put off f1 send quote to Tue 1 Dec 2026 10:00\n"
        "Put off 2 follow-ups   o5, crm undo takes it back\n",
        "",
        0,
    )
    assert dues(crm) == {1: "2026-12-01T10:00", 2: "2026-12-01", 3: "2026-12-10"}
    assert crm("snooze", "--late", "--to", "tue") == Result("", "Nothing is late.\n", 0)
    assert crm("snooze", "--late", "--to", "tue", "--json").json == {"followups": [], "contacts": [], "operation": None}


@pytest.mark.usefixtures("late")
def test_before_many_are_put_off_a_terminal_asks(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(19):
        crm("remind", "c2", f"step {number}", "--on", "2026-12-01")
    crm("followup", "edit", "f3", "--on", "2026-12-01")
    monkeypatch.setenv("CRM_NOW", "2026-12-02T02:00:00Z")
    said = crm("snooze", "--overdue", "--to", "fri", tty=True, input="n\n")
    assert "Put off 22 follow-ups to Fri 4 Dec 2026? [y/N]" in said.stderr
    assert set(dues(crm).values()) == {"2026-11-26", "2026-11-27T10:00", "2026-12-01"}
    assert crm("snooze", "--overdue", "--to", "fri", "--yes", tty=True).stdout.count("Put off f") == 22


@pytest.mark.usefixtures("promises")
def test_a_contact_is_left_in_peace_until_a_day_and_promises_stay(crm: Crm) -> None:
    assert crm("snooze", "ibu", "sari", "--to", "mon") == Result(
        "Keeping in touch with Ibu Sari (c6) is not suggested before Mon 30 Nov 2026   o5, crm undo takes it back\n",
        "f2 call stays due Thu 26 Nov 2026: crm snooze f2 --to WHEN\n",
        0,
    )
    assert crm("show", "c6", "--json").json["quiet_until"] == "2026-11-30"
    said = crm("snooze", "f3", "c4", "--to", "fri", "--json").json
    assert [each["id"] for each in said["followups"]] == [3]
    assert said["contacts"] == [{"id": 4, "name": "陳美玲", "quiet_until": "2026-11-27"}]
    crm("undo", "--steps", "2")
    assert crm("show", "c6", "--json").json["quiet_until"] is None


@pytest.mark.usefixtures("promises")
def test_the_same_day_again_changes_nothing(crm: Crm) -> None:
    assert crm("snooze", "f2", "--to", "2026-11-26").stdout.endswith("Nothing to change.\n")
    assert crm("followup", "show", "f2", "--json").json["snoozes"] == 0


@pytest.mark.usefixtures("promises")
def test_what_is_due_then_as_it_is_is_not_counted(crm: Crm) -> None:
    assert crm("snooze", "f2", "f3", "--to", "2026-12-10") == Result(
        "Put off f2 call to Thu 10 Dec 2026\n"
        "f3 prepare the fair is due Thu 10 Dec 2026 as it is\n"
        "Put off 1 follow-up   o5, crm undo takes it back\n",
        "",
        0,
    )


@pytest.mark.usefixtures("promises")
def test_each_line_of_a_list_is_one_contact(crm: Crm) -> None:
    for name in ("Ana", "Maria", "Ana Maria"):
        crm("add", name)
    said = crm("snooze", "-", "--to", "mon", "--json", input="ana\nmaria\nf2\nAna\n").json
    assert [each["id"] for each in said["contacts"]] == [8, 9]
    assert [each["id"] for each in said["followups"]] == [2]
    assert crm("snooze", "c8", "--to", "fri", "--dry-run").stdout == (
        "Keeping in touch with Ana (c8) would not be suggested before Fri 27 Nov 2026\n"
    )


@pytest.mark.usefixtures("promises")
def test_trying_changes_nothing(crm: Crm) -> None:
    before = dues(crm)
    assert crm("snooze", "f1", "--to", "mon", "--dry-run") == Result(
        "Would put off f1 send quote to Mon 30 Nov 2026 10:00\n", "", 0
    )
    assert dues(crm) == before


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("f1",), 2, "It is not said until when: --to is missing."),
        (("--to", "mon"), 2, "No follow-up is named."),
        (("f1", "--overdue", "--to", "mon"), 2, "--overdue means all that are late."),
        (("f1", "--to", "2026-11-01"), 5, "Sun 1 Nov 2026 is past already."),
        (("f9", "--to", "mon"), 3, "There is no follow-up f9."),
        (("zzz", "--to", "mon"), 3, "Nobody is found for 'zzz'."),
        (("f1-f3", "--to", "mon"), 3, "There is no follow-up f1-f3."),
        (("f1", "-", "--to", "mon"), 2, "- reads from standard input, and stands alone."),
    ],
)
def test_what_cannot_be_put_off_changes_nothing(crm: Crm, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    before = dues(crm)
    assert refused(crm("snooze", *arguments), code, sentence)
    assert dues(crm) == before


@pytest.mark.usefixtures("late")
def test_a_day_without_its_option_is_shown_with_it(crm: Crm) -> None:
    said = crm("snooze", "f1", "next", "mon")
    assert refused(said, 2, "It is not said until when: --to is missing.")
    assert "Put --to before the day: --to 'next mon'" in said.stderr


@pytest.mark.usefixtures("late")
def test_to_a_time_that_has_passed_nothing_is_put_off(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-30T05:00:00Z")
    assert refused(
        crm("snooze", "--overdue", "--to", "today"), 5, "f1 would be due Mon 30 Nov 2026 10:00, which is past."
    )
    assert dues(crm)[2] == "2026-11-26"


@pytest.mark.usefixtures("promises")
def test_what_is_done_is_not_put_off(crm: Crm) -> None:
    crm("done", "f2")
    assert refused(crm("snooze", "f2", "--to", "mon"), 4, "f2 was done on Tue 24 Nov 2026.")
