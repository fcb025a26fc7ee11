"""`crm deal add`, `show`, `edit`, `copy` and `rm`: what a deal is, as one line says it and one undo takes it back."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

FLEET = ("deal", "add", "Fleet", "policy", "--contact", "c2", "--value", "12jt", "--close", "eom")
WITHOUT_NEXT = "d1 Fleet policy has no next step: crm deal edit d1 --next WHAT --on WHEN\n"


@pytest.fixture
def fleet(crm: Crm, book: object) -> None:
    """d1 Fleet policy with Budi, IDR 12,000,000, to close at the end of the month; operation o2."""
    assert crm(*FLEET).code == 0


def deal(crm: Crm, ref: str = "d1") -> dict[str, object]:
    """All that `crm deal show` knows of a deal."""
    found: dict[str, object] = crm("deal", "show", ref, "--json").json
    return found


def test_a_deal_is_added_in_one_line_and_its_title_needs_no_quotes(crm: Crm) -> None:
    assert crm(*FLEET) == Result(
        "Added d1 Fleet policy, new · IDR 12,000,000 · closes Mon 30 Nov 2026 · Pak Budi Santoso (c2)"
        "   o2, crm undo takes it back\n",
        WITHOUT_NEXT,
        0,
    )
    assert crm("undo").stdout.startswith("Undone o2  added the deal Fleet policy")
    assert crm("deal", "show", "d1").code == 3


def test_the_next_step_is_made_in_the_same_breath(crm: Crm) -> None:
    assert crm(*FLEET, "--next", "send offer", "--on", "fri@10") == Result(
        "Added d1 Fleet policy, new · IDR 12,000,000 · closes Mon 30 Nov 2026 · Pak Budi Santoso (c2)"
        "   o2, crm undo takes it back\n"
        "Next   f1 send offer, Fri 27 Nov 2026 10:00\n",
        "",
        0,
    )
    (step,) = crm("show", "c2", "--json").json["followups"]
    assert (step["what"], step["due"]) == ("send offer", "2026-11-27T10:00")
    assert deal(crm)["next"] == {"id": 1, "what": "send offer", "due": "2026-11-27T10:00"}


def test_all_that_is_said_of_a_deal_is_kept(crm: Crm) -> None:
    crm(
        *("deal", "add", "Villa", "--contact", "c4", "--contact", "c6", "--value", "USD50k", "--commission", "2.5%"),
        *("--stage", "qual", "--chance", "55", "--source", "fair", "--tag", "q4", "--tag", "sea view"),
        *("--field", "size=XL", "--note", "wants a pool"),
    )
    found = deal(crm)
    assert (found["stage"], found["chance"], found["source"]) == ("qualified", "55", "fair")
    assert found["value"] == {"amount": "50000.00", "currency": "USD"}
    assert (found["commission"], found["commission_rate"]) == ({"amount": "1250.00", "currency": "USD"}, "2.5")
    assert found["weighted"] == {"amount": "27500.00", "currency": "USD"}
    assert (found["tags"], found["fields"], found["notes"]) == (["q4", "sea view"], {"size": "XL"}, "wants a pool")
    assert [(each["id"], each["is_customer"]) for each in found["contacts"]] == [(4, True), (6, False)]  # type: ignore[attr-defined]


def test_scripts_get_the_deal_its_step_and_the_operation(crm: Crm) -> None:
    said = crm(*FLEET, "--next", "call", "--on", "mon", "--json").json
    assert (said["id"], said["title"], said["operation"]) == (1, "Fleet policy", 2)
    assert (said["followup"]["what"], said["followup"]["due"]) == ("call", "2026-11-30")
    assert crm("deal", "add", "Other", "--json").json["followup"] is None
    assert crm("deal", "add", "Third", "--ids").stdout == "d3\n"


def test_a_dry_run_says_what_would_be_and_adds_nothing(crm: Crm) -> None:
    said = crm(*FLEET, "--next", "call", "--on", "mon", "--dry-run")
    assert said.stdout == (
        "Would add d1 Fleet policy, new · IDR 12,000,000 · closes Mon 30 Nov 2026 · Pak Budi Santoso (c2)\n"
        "Next   call, Mon 30 Nov 2026\n"
    )
    assert crm("deal", "list").stdout == ""


def test_a_deal_that_began_before_has_its_days(crm: Crm) -> None:
    crm("deal", "add", "Old", "--at", "1 oct", "--close", "2026-10-20")
    found = deal(crm)
    assert (found["created_at"], found["stage_since"]) == ("2026-10-01T05:00:00Z", "2026-10-01T05:00:00Z")
    assert (found["expected_close"], found["is_slipped"], found["days_in_stage"]) == ("2026-10-20", True, 54)


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--value", "0"], 5, "'0' is no money at all."),
        (["--value", "lots"], 5, "'lots' is not money."),
        (["--commission", "3"], 5, "It is not clear whether '3' is a share or a sum."),
        (["--commission", "0%"], 5, "A commission is above zero."),
        (["--commission", "101%"], 5, "A commission is at most 100 percent."),
        (["--value", "IDR3jt", "--commission", "USD300"], 5, "The value is in IDR and the commission in USD."),
        (["--chance", "much"], 5, "'much' is no chance."),
        (["--close", "yesterday"], 5, "Mon 23 Nov 2026 is past already."),
        (["--stage", "won"], 5, "won is where a deal ends."),
        (["--stage", "x"], 3, "There is no stage 'x' in Sales."),
        (["--pipeline", "x"], 3, "There is no pipeline 'x'."),
        (["--contact", "nobody"], 3, "Nobody is found for 'nobody'."),
        (["--next", "call"], 2, "It is not said when the next step is due."),
        (["--tag", "a,b"], 5, "A tag has no comma in it."),
        (["--field", "x"], 5, "--field needs a name, = and a value, not 'x'."),
        (["--value", ""], 5, "--value is empty."),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    crm: Crm, options: list[str], code: int, sentence: str
) -> None:
    assert refused(crm("deal", "add", "X", *options), code, sentence)
    assert crm("history", "--ids").stdout == "o1\n"


def test_a_deal_without_a_title_is_asked_for_one_on_a_terminal(crm: Crm) -> None:
    assert refused(crm("deal", "add", "--contact", "c2"), 2, "The deal has no title.")
    said = crm("deal", "add", "--contact", "c2", tty=True, input="Fleet\n\n")
    assert said.stderr.startswith("What is it about? ")
    assert deal(crm)["title"] == "Fleet"


def test_the_next_step_of_a_new_deal_is_asked_for_once_on_a_terminal(crm: Crm) -> None:
    said = crm("deal", "add", "Fleet", tty=True, input="call them fri@10\n")
    assert said.stderr == "Next step for Fleet, such as call fri@10 (enter for none): "
    assert said.stdout.splitlines()[-1] == "Next   f1 call them, Fri 27 Nov 2026 10:00"
    assert crm("deal", "add", "Said", "--next", "call", "--on", "fri", tty=True).stderr == ""
    assert "no next step" in crm("deal", "add", "None", tty=True, input="\n").stderr
    assert crm("deal", "add", "Wrong", "--stage", "won", tty=True).stderr.startswith("crm: won is where a deal ends.")
    assert crm("deal", "add", "Left", tty=True, input="").code == 130
    assert crm("deal", "list", "left", "--ids").stdout == ""


@pytest.mark.usefixtures("fleet")
def test_a_sum_without_a_currency_is_in_that_of_its_deal(crm: Crm) -> None:
    crm("deal", "add", "Machines", "--value", "USD50k")
    assert "value USD 50,000 → USD 48,500" in crm("deal", "edit", "machines", "--value", "48.5k").stdout
    assert crm("deal", "copy", "machines", "--value", "1k", "--dry-run").stdout.endswith("USD 1,000\n")
    assert "USD 47,000" in crm("win", "machines", "--value", "47k", "--no-care").stdout
    assert "USD 47,000 → EUR 9" in crm("deal", "edit", "machines", "--value", "EUR9").stdout


@pytest.mark.usefixtures("fleet")
def test_an_edit_says_what_was_and_what_is(crm: Crm) -> None:
    before = deal(crm)
    assert crm("deal", "edit", "fleet", "--value", "15jt", "--close", "15 dec", "--tag", "q4") == Result(
        "Changed d1 Fleet policy: value IDR 12,000,000 → IDR 15,000,000, closes Mon 30 Nov 2026 → Tue 15 Dec 2026, "
        "tags q4   o3, crm undo takes it back\n",
        "",
        0,
    )
    (change,) = deal(crm)["close_changes"]  # type: ignore[misc]
    assert (change["from"], change["to"]) == ("2026-11-30", "2026-12-15")
    crm("undo")
    assert deal(crm) == before


@pytest.mark.usefixtures("fleet")
def test_an_edit_that_says_nothing_new_changes_nothing(crm: Crm) -> None:
    assert crm("deal", "edit", "d1", "--value", "12jt", "--title", "Fleet policy") == Result(
        "Nothing to change in d1 Fleet policy\n", "", 0
    )
    assert refused(crm("deal", "edit", "d1"), 2, "Nothing is said that is to change.")
    assert crm("history", "--ids").stdout == "o2\no1\n"


@pytest.mark.usefixtures("fleet")
def test_what_is_cleared_is_empty(crm: Crm) -> None:
    crm("deal", "edit", "d1", "--commission", "3%", "--chance", "40", "--field", "size=XL", "--source", "fair")
    assert (
        crm("deal", "edit", "d1", "--clear", "value,commission,chance", "--clear", "SIZE", "--clear", "close").code == 0
    )
    found = deal(crm)
    assert (found["value"], found["commission_rate"], found["fields"]) == (None, None, {})
    assert (found["chance"], found["is_own_chance"], found["expected_close"]) == ("10", False, None)
    assert refused(crm("deal", "edit", "d1", "--clear", "colour"), 5, "There is no field 'colour' to clear.")


@pytest.mark.usefixtures("fleet")
def test_a_commission_is_a_share_or_a_sum_in_the_currency_of_the_value(crm: Crm) -> None:
    crm("deal", "edit", "d1", "--commission", "500k")
    assert (deal(crm)["commission"], deal(crm)["commission_rate"]) == ({"amount": "500000.00", "currency": "IDR"}, None)
    assert refused(crm("deal", "edit", "d1", "--value", "USD900"), 5, "The commission of d1 is in IDR.")
    crm("deal", "edit", "d1", "--value", "USD900", "--commission", "10%")
    assert deal(crm)["commission"] == {"amount": "90.00", "currency": "USD"}


@pytest.mark.usefixtures("fleet")
def test_many_deals_are_changed_alike_in_one_operation(crm: Crm) -> None:
    crm("deal", "add", "Second", "--tag", "q4")
    listed = crm("deal", "list").stdout
    assert crm("deal", "edit", "-", "--tag", "q4", input=listed).stdout == (
        "Changed 1 of 2 deals   o4, crm undo takes it back\n"
    )
    assert crm("deal", "edit", "d1", "d2", "--close", "eom", "--json").json["operation"] == 5
    assert refused(crm("deal", "edit", "d1", "d2", "--title", "X"), 2, "Several deals cannot have one title.")
    assert refused(crm("deal", "edit", "d1", "d9", "--tag", "x"), 3, "There is no deal d9.")
    assert deal(crm)["tags"] == ["q4"]
    assert crm("deal", "edit", "-", "--tag", "x", input="") == Result(
        "", "No deal was named, so nothing was changed.\n", 0
    )


@pytest.mark.usefixtures("fleet")
def test_a_copy_has_the_sums_and_people_but_no_history(crm: Crm) -> None:
    crm("deal", "with", "d1", "c7", "--role", "pays")
    crm("move", "d1", "proposal")
    assert crm("deal", "copy", "fleet", "--next", "call", "--on", "mon").stdout == (
        "Copied d1: d2 Fleet policy (copy), new · IDR 12,000,000 · Pak Budi Santoso (c2)"
        "   o5, crm undo takes it back\n"
        "Next   f1 call, Mon 30 Nov 2026\n"
    )
    found = deal(crm, "d2")
    assert [each["to"] for each in found["history"]] == ["new"]  # type: ignore[attr-defined]
    assert [(each["id"], each["roles"]) for each in found["contacts"]] == [(2, []), (7, ["pays"])]  # type: ignore[attr-defined]
    crm("deal", "copy", "d1", "--contact", "c6", "--stage", "proposal", "--value", "9jt")
    other = deal(crm, "d3")
    assert (other["title"], other["stage"], other["contact"]) == (
        "Fleet policy",
        "proposal",
        {"id": 6, "name": "Ibu Sari"},
    )
    assert other["value"] == {"amount": "9000000.00", "currency": "IDR"}
    assert [each["id"] for each in other["contacts"]] == [6]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("fleet")
def test_removing_takes_the_history_with_it_and_leaves_what_was_promised(crm: Crm) -> None:
    crm("deal", "edit", "d1", "--next", "call", "--on", "mon")
    before = deal(crm)
    assert crm("deal", "rm", "fleet", "policy") == Result(
        "Removed d1 Fleet policy   o4, crm undo takes it back\nStill open: f1 call (crm done f1)\n", "", 0
    )
    assert refused(crm("deal", "show", "d1"), 3, "There is no deal d1.")
    assert [each["what"] for each in crm("show", "c2", "--json").json["followups"]] == ["call"]
    crm("undo")
    assert deal(crm) == before


def test_the_card_tells_the_whole_life(crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    crm(*FLEET, "--commission", "3%", "--tag", "q4", "--field", "size=XL", "--note", "Two trucks now.\nThree in March.")
    crm("deal", "with", "d1", "c7", "--role", "decides,pays", "--stance", "for", "--warmth", "hot")
    crm("deal", "competitor", "d1", "Asuransi Jaya", "--note", "10% cheaper")
    for day, words in (
        ("2026-11-27", ("move", "d1", "next", "--note", "she liked it", "--next", "send offer", "--on", "+3d")),
        ("2026-12-09", ("move", "d1", "proposal")),
        ("2026-12-10", ("deal", "edit", "d1", "--close", "15 jan")),
        ("2026-12-20", ("move", "d1", "qualified")),
    ):
        monkeypatch.setenv("CRM_NOW", f"{day}T09:00:00Z")
        assert crm(*words).code == 0
    golden("deal.show.plain", crm("deal", "show", "d1"))
    golden("deal.show.table", crm("deal", "show", "d1", tty=True))
    golden("deal.show.json", crm("deal", "show", "d1", "--json"))
    crm("lose", "d1", "--reason", "price", "--to", "Asuransi Jaya")
    golden("deal.show.lost", crm("deal", "show", "d1", tty=True))


def test_without_a_database_nothing_is_made_by_looking(crm: Crm, database: object) -> None:
    assert refused(crm("deal", "show", "d1", "--db", "other.db"), 3, "There are no deals yet.")
    assert refused(crm("move", "d1", "next", "--db", "other.db"), 3, "There are no deals yet.")


def test_a_clock_that_went_back_makes_no_negative_days_and_no_history_before_the_beginning(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("deal", "add", "Fleet", "--close", "15 dec")
    monkeypatch.setenv("CRM_NOW", "2026-11-20T09:00:00Z")
    crm("move", "d1", "next")
    crm("deal", "edit", "d1", "--close", "16 dec")
    found = crm("deal", "show", "d1", "--json").json
    assert [each["days"] for each in found["history"]] == [0, 0]
    assert [each["at"] for each in found["close_changes"]] == [found["created_at"]]
