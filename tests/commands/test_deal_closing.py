"""`crm win`, `lose` and `void`: how deals end, what follows, and that one undo brings all of it back."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

REASONS = "price, timing, competitor, no budget, no need, no answer"


@pytest.fixture(autouse=True)
@made_once
def fleet(crm: Crm, book: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """d1 Fleet policy with Budi, IDR 12,000,000 and 3% of it, 34 days old, with f1 send offer; operation o2."""
    monkeypatch.setenv("CRM_NOW", "2026-10-21T09:00:00Z")
    crm("deal", "add", "Fleet policy", "--contact", "c2", "--value", "12jt", "--commission", "3%",
        "--next", "send offer", "--on", "27 nov 10:00")  # fmt: skip
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")


def deal(crm: Crm, ref: str = "d1") -> dict[str, object]:
    """All that `crm deal show` knows of a deal."""
    found: dict[str, object] = crm("deal", "show", ref, "--json").json
    return found


def open_steps(crm: Crm) -> list[tuple[str, str]]:
    """What is still to be done, soonest first."""
    return [(each["what"], each["due"]) for each in crm("followup", "list", "--json").json]


def test_a_win_says_what_is_earned_and_makes_the_care_that_follows(crm: Crm) -> None:
    before = (deal(crm), open_steps(crm))
    assert crm("win", "fleet") == Result(
        "Won d1 Fleet policy · IDR 12,000,000 · commission IDR 360,000 · after 34 days"
        "   o3, crm undo takes it back\n"
        "After  f2 thank them, Wed 25 Nov 2026\n"
        "After  f3 ask how it is going, Tue 8 Dec 2026\n"
        "After  f4 ask who else might need it, Thu 24 Dec 2026\n"
        "Still open: f1 send offer (crm done f1)\n",
        "",
        0,
    )
    found = deal(crm)
    assert (found["outcome"], found["closed_at"], found["chance"]) == ("won", "2026-11-24T09:00:00Z", "100")
    assert [each["what"] for each in crm("show", "c2", "--json").json["followups"]] == [
        "thank them", "send offer", "ask how it is going", "ask who else might need it",
    ]  # fmt: skip
    crm("undo")
    assert (deal(crm), open_steps(crm)) == before
    crm("redo")
    assert deal(crm) == found


def test_what_was_agreed_in_the_end_is_said_with_the_win(crm: Crm) -> None:
    assert crm("win", "d1", "--value", "11jt", "--note", "signed", "--no-care").stdout.splitlines()[0] == (
        "Won d1 Fleet policy · IDR 11,000,000 · commission IDR 330,000 · after 34 days   o3, crm undo takes it back"
    )
    assert [each["note"] for each in deal(crm)["history"]] == [None, "signed"]  # type: ignore[attr-defined]
    assert open_steps(crm) == [("send offer", "2026-11-27T10:00")]


def test_the_care_is_what_the_settings_say(crm: Crm) -> None:
    crm("settings", "set", "deal.care", "1w send a card")
    assert crm("win", "d1", "--next", "deliver", "--on", "mon").stdout.splitlines()[1:3] == [
        "After  f2 deliver, Mon 30 Nov 2026",
        "After  f3 send a card, Tue 1 Dec 2026",
    ]
    crm("undo")
    crm("settings", "set", "deal.care", "none")
    assert crm("win", "d1").stdout.splitlines()[1:] == ["Still open: f1 send offer (crm done f1)"]


def test_care_that_would_be_past_by_now_is_left_out_and_said(crm: Crm) -> None:
    said = crm("win", "d1", "--at", "1 nov")
    assert said.stderr == "2 follow-ups after the win would be past by now, and are left out.\n"
    assert said.stdout.splitlines()[:2] == [
        "Won d1 Fleet policy · IDR 12,000,000 · commission IDR 360,000 · after 10 days   o3, crm undo takes it back",
        "After  f2 ask who else might need it, Tue 1 Dec 2026",
    ]
    assert deal(crm)["closed_at"] == "2026-11-01T05:00:00Z"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("\n", ["thank them", "ask how it is going", "ask who else might need it"]),
        ("1 3\n", ["thank them", "ask who else might need it"]),
        ("2,\n", ["ask how it is going"]),
        ("none\n", []),
        ("n\n", []),
    ],
)
def test_at_a_terminal_the_care_is_chosen(crm: Crm, typed: str, made: list[str]) -> None:
    said = crm("win", "d1", tty=True, input=typed + "\n")
    assert said.stderr == (
        "  1  thank them, Wed 25 Nov 2026\n"
        "  2  ask how it is going, Tue 8 Dec 2026\n"
        "  3  ask who else might need it, Thu 24 Dec 2026\n"
        "Which of these come after it? Enter for all, numbers such as 1 3, or none: "
        "Still open: f1 send offer\n"
        "Is it done too? y, n, or drop; enter for n: "
    )
    assert [what for what, _due in open_steps(crm) if what != "send offer"] == made


@pytest.mark.parametrize(
    ("flag", "typed", "said"), [("--done", "y\n", "Done with it"), ("--drop", "drop\n", "Removed with it")]
)
def test_what_was_still_to_be_done_is_done_or_dropped_with_a_win(crm: Crm, flag: str, typed: str, said: str) -> None:
    before = (deal(crm), open_steps(crm))
    assert crm("win", "d1", "--no-care", flag, "--dry-run").code == 0
    assert (deal(crm), open_steps(crm)) == before
    assert crm("win", "d1", "--no-care", flag).stdout.splitlines()[1:] == [f"{said}: f1 send offer"]
    after = (deal(crm), open_steps(crm), crm("followup", "list", "--all", "--json").json)
    assert open_steps(crm) == []
    crm("undo")
    assert (deal(crm), open_steps(crm)) == before
    assert crm("win", "d1", "--no-care", tty=True, input=typed).code == 0
    assert open_steps(crm) == after[1]
    assert [len(found) for found in crm("followup", "list", "--all", "--json").json] == [len(each) for each in after[2]]
    assert crm("reopen", "d1", "--json").json["removed"] == []


def test_done_and_dropped_at_once_is_refused(crm: Crm) -> None:
    assert refused(crm("win", "d1", "--done", "--drop"), 2, "Only one of --done and --drop can be had.")
    assert crm("win", "d1", "--no-care", tty=True, input="perhaps\n").code == 5
    assert deal(crm)["outcome"] == "open"


@pytest.mark.parametrize("typed", ["4\n", "0\n", "perhaps\n", "1 x\n"])
def test_an_answer_that_is_no_choice_changes_nothing(crm: Crm, typed: str) -> None:
    said = crm("win", "d1", tty=True, input=typed)
    assert (said.code, said.stdout, deal(crm)["outcome"]) == (5, "", "open")


def test_a_loss_has_a_reason_and_another_try_and_nothing_else_to_do(crm: Crm) -> None:
    before = (deal(crm), open_steps(crm))
    assert crm("lose", "fleet", "--reason", "pri", "--to", "Asuransi Jaya", "--note", "10% cheaper") == Result(
        "Lost d1 Fleet policy: price, to Asuransi Jaya · IDR 12,000,000 · after 34 days"
        "   o3, crm undo takes it back\n"
        "Again  f2 try again: Fleet policy, Wed 24 Feb 2027\n"
        "Removed with it: f1 send offer\n",
        "",
        0,
    )
    found = deal(crm)
    assert (found["outcome"], found["lost_reason"]) == ("lost", "price")
    assert found["competitors"] == [{"name": "Asuransi Jaya", "note": None, "is_winner": True}]
    assert open_steps(crm) == [("try again: Fleet policy", "2027-02-24")]
    crm("undo")
    assert (deal(crm), open_steps(crm)) == before


def test_without_a_reason_nothing_is_lost_unless_the_settings_say_so(crm: Crm) -> None:
    assert crm("lose", "d1") == Result(
        "",
        "crm: It is not said why d1 Fleet policy is lost.\n"
        f"     Say it with --reason: {REASONS}, or in your own words.\n",
        2,
    )
    assert deal(crm)["outcome"] == "open"
    crm("settings", "set", "deal.reason", "optional")
    assert crm("lose", "d1").stdout.splitlines()[0] == (
        "Lost d1 Fleet policy · IDR 12,000,000 · after 34 days   o4, crm undo takes it back"
    )


def test_whoever_loses_to_a_competitor_has_said_why(crm: Crm) -> None:
    crm("lose", "d1", "--to", "Asuransi Jaya", "--retry", "none")
    assert (deal(crm)["lost_reason"], open_steps(crm)) == ("competitor", [])


@pytest.mark.parametrize(
    ("retry", "due"), [("6m", "2027-05-24"), ("1 mar", "2027-03-01"), ("none", None), ("2w", "2026-12-08")]
)
def test_another_try_is_when_it_is_said(crm: Crm, retry: str, due: str | None) -> None:
    crm("lose", "d1", "--reason", "their boss left", "--retry", retry)
    assert deal(crm)["lost_reason"] == "their boss left"
    assert open_steps(crm) == ([("try again: Fleet policy", due)] if due else [])


def test_what_is_still_to_be_done_can_be_kept(crm: Crm) -> None:
    assert crm("lose", "d1", "--reason", "price", "--retry", "none", "--keep").stdout.splitlines()[1:] == [
        "Still open: f1 send offer (crm done f1)"
    ]
    assert open_steps(crm) == [("send offer", "2026-11-27T10:00")]


def test_at_a_terminal_the_reason_is_picked_and_another_try_asked_for(crm: Crm) -> None:
    for title in ("One", "Two"):
        crm("deal", "add", title)
        crm("lose", title, "--reason", "timing", "--retry", "none")
    said = crm("lose", "d1", tty=True, input="1\n6m\n")
    assert said.stderr == (
        "  1  timing (2)\n  2  price\n  3  competitor\n  4  no budget\n  5  no need\n  6  no answer\n"
        "Why is it lost? A number, or your own words: "
        "When is it worth another try? A day, 3m, or none; enter for Wed 24 Feb 2027: "
    )
    assert (deal(crm)["lost_reason"], open_steps(crm)) == ("timing", [("try again: Fleet policy", "2027-05-24")])


@pytest.mark.parametrize(
    ("typed", "code", "reason"),
    [("comp\n\n", 0, "competitor"), ("my fault\n\n", 0, "my fault"), ("\n", 2, None), ("9\n", 5, None)],
)
def test_the_reason_may_be_in_own_words_but_has_to_be(crm: Crm, typed: str, code: int, reason: str | None) -> None:
    assert crm("lose", "d1", tty=True, input=typed).code == code
    assert deal(crm)["lost_reason"] == reason


def test_a_competitor_with_controls_in_the_name_is_said_as_it_is_kept(crm: Crm) -> None:
    said = crm("lose", "d1", "--reason", "price", "--to", "Jaya\x1b[31m \n Ltd").stdout
    (kept,) = deal(crm)["competitors"]  # type: ignore[misc]
    assert f", to {kept['name']} " in said  # type: ignore[index]


def test_what_never_was_a_deal_is_void_and_asks_for_nothing(crm: Crm) -> None:
    assert crm("void", "d1", "--note", "twice the same") == Result(
        "Void: d1 Fleet policy   o3, crm undo takes it back\nRemoved with it: f1 send offer\n", "", 0
    )
    assert (deal(crm)["outcome"], open_steps(crm)) == ("void", [])


def test_what_is_closed_is_closed_in_the_same_words_everywhere(crm: Crm) -> None:
    crm("win", "d1", "--no-care")
    for words in (("win",), ("lose", "--reason", "price"), ("void",), ("move", "next")):
        assert crm(words[0], "d1", *words[1:]) == Result(
            "", "crm: d1 Fleet policy is won.\n     crm reopen d1 opens it again.\n", 5
        )
        assert crm("deal", words[0], "d1", *words[1:]).code == 5
    assert crm("win", "d1", tty=True).code == 5  # before anything is asked


def test_many_are_won_in_one_operation_or_none_of_them(crm: Crm) -> None:
    crm("deal", "add", "Second", "--value", "USD900")
    assert crm("win", "-", input=crm("deal", "list", "--ids").stdout).stdout == (
        "Won d1 Fleet policy · IDR 12,000,000 · commission IDR 360,000 · after 34 days\n"
        "Won d2 Second · USD 900   o4, crm undo takes it back\n"
        "Made 6 follow-ups\n"
        "Still open: f1 send offer (crm done f1)\n"
    )
    crm("undo")
    crm("void", "d2")
    assert refused(crm("lose", "d1", "d2", "--reason", "price"), 5, "d2 Second is void.")
    assert deal(crm)["outcome"] == "open"


def test_scripts_get_all_of_it(crm: Crm) -> None:
    said = crm("lose", "d1", "--reason", "price", "--json").json
    assert [(each["from"], each["deal"]["outcome"], each["days"]) for each in said["moves"]] == [("new", "lost", 34)]
    assert [each["what"] for each in said["followups"]] == ["try again: Fleet policy"]
    assert [each["what"] for each in said["removed"]] == ["send offer"]
    assert (said["open"], said["operation"]) == ([], 3)
    assert crm("reopen", "d1", "--ids").stdout == "d1\n"


def test_a_dry_run_closes_nothing(crm: Crm) -> None:
    before = (deal(crm), open_steps(crm))
    assert crm("lose", "d1", "--reason", "price", "-n") == Result(
        "Would lose d1 Fleet policy: price · IDR 12,000,000 · after 34 days\n"
        "Again  try again: Fleet policy, Wed 24 Feb 2027\n"
        "Would remove with it: f1 send offer\n",
        "",
        0,
    )
    assert crm("win", "d1", "--dry-run").stdout.startswith("Would win d1 Fleet policy · IDR 12,000,000")
    assert crm("void", "d1", "--dry-run").stdout.startswith("Would make void d1 Fleet policy\n")
    assert (deal(crm), open_steps(crm)) == before


def test_a_title_full_of_signs_is_only_a_title(crm: Crm) -> None:
    crm("deal", "add", "{ref} [b]50%[/b] \x1b[31m", "--contact", "c6")
    assert crm("lose", "d2", "--reason", "{why}", "--to", "{x}").stdout.splitlines()[0] == (
        "Lost d2 {ref} [b]50%[/b] [31m: {why}, to {x}   o4, crm undo takes it back"
    )
    assert crm("reopen", "d2").stdout.splitlines()[1] == ("Removed with it: f2 try again: {ref} [b]50%[/b] [31m")


def test_the_reason_of_a_loss_stays_in_the_history_of_a_deal_that_is_opened_again(crm: Crm) -> None:
    crm("lose", "d1", "--reason", "price", "--note", "10% too much")
    crm("reopen", "d1")
    assert [each["note"] for each in deal(crm)["history"]] == [None, "price · 10% too much", None]  # type: ignore[attr-defined]
    assert deal(crm)["lost_reason"] is None
