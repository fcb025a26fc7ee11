"""`crm contact triage`: one key, one decision, one operation; and who is left, as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from crmcli import keys
from crmcli.store import contacts, merging
from crmcli.store.db import Transaction
from tests import factories
from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

Sort = Callable[..., Result]
# In the order in which they come, by name: Chén, Chén, Ibu Sari, Łukasz, Pak Budi, PT Maju Jaya, Sari Dewi.
ORDER = ["c3", "c4", "c6", "c5", "c2", "c1", "c7"]


class Fingers:
    """A keyboard on which these keys are pressed; then nobody is there any more."""

    def __init__(self, pressed: str) -> None:
        self._pressed = iter(pressed)

    def __enter__(self) -> Fingers:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def read(self) -> str:
        for key in self._pressed:
            return key
        raise KeyboardInterrupt

    @contextmanager
    def lines(self) -> Iterator[None]:
        yield


@pytest.fixture
def sort(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Sort:
    """Sorts out by these keys; `typed` is what is answered to questions."""

    def run(pressed: str, *words: str, typed: str = "") -> Result:
        monkeypatch.setattr(keys, "keyboard", lambda: Fingers(pressed))
        return crm("contact", "triage", *words, "--no-color", input=typed, tty=True)

    return run


def left(crm: Crm) -> list[str]:
    return crm("contact", "triage", "--list", "--ids").stdout.split()


def status(crm: Crm, ref: str) -> tuple[str, list[str]]:
    row = crm("show", ref, "--json").json
    return row["status"], row["groups"]


def test_a_sitting_shows_cards_and_says_at_the_end_what_was_done(sort: Sort, golden: Golden) -> None:
    golden("triage.sitting", sort("sgpq", typed="Customers\n"))


def test_every_key_decides_and_the_next_one_comes(crm: Crm, sort: Sort) -> None:
    said = sort("lpbg1cq", typed="Golf\n\n")
    assert (said.code, left(crm)) == (0, ["c7"])
    assert [status(crm, ref)[0] for ref in ORDER] == [
        "lead",
        "private",
        "blocked",
        "active",
        "active",
        "active",
        "active",
    ]
    assert [status(crm, ref)[1] for ref in ("c5", "c2", "c1")] == [["Golf"], ["Fleet", "Golf", "VIP"], ["Golf"]]
    assert said.stdout.splitlines()[-1] == "6 decisions: 3 customer in Golf, 1 lead, 1 private, 1 blocked."
    assert said.stderr.splitlines()[-1] == "1 is still to be sorted out; crm contact triage goes on."


def test_a_customer_need_not_be_in_a_group(crm: Crm, sort: Sort) -> None:
    sort("gq", typed="\n")
    assert (status(crm, "c3"), left(crm)) == (("active", []), ORDER[1:])


def test_a_customer_can_be_in_no_group_after_others_were_in_one(crm: Crm, sort: Sort) -> None:
    sort("gg", typed="Golf\n-\n")
    assert (status(crm, "c3"), status(crm, "c4")) == (("active", ["Golf"]), ("active", ["VIP"]))
    assert left(crm) == ORDER[2:]


def test_escape_instead_of_a_group_decides_nothing(crm: Crm, sort: Sort) -> None:
    said = sort("gp", typed="Go\x1b\n")
    assert "empty" not in said.stderr
    assert status(crm, "c3") == ("private", [])
    assert left(crm) == ORDER[1:]


def test_each_decision_is_one_operation_that_undo_takes_back(crm: Crm, sort: Sort) -> None:
    sort("plq")
    assert [line.split("\t")[2] for line in crm("history").stdout.splitlines()[:2]] == [
        "sorted 陳美玲: lead",
        "sorted 晨嶺物流: private",
    ]
    assert crm("undo").code == 0
    assert left(crm) == ORDER[1:]


def test_it_goes_on_where_it_ended_and_those_put_off_come_last(crm: Crm, sort: Sort) -> None:
    sort("s p")
    assert left(crm) == ["c5", "c2", "c1", "c7", "c3", "c4"]


def test_u_takes_back_decisions_of_this_sitting_and_of_earlier_ones(crm: Crm, sort: Sort) -> None:
    sort("pq")
    said = sort("lbuuuq")
    assert left(crm) == ORDER
    assert status(crm, "c3") == ("active", [])
    assert [line for line in said.stderr.splitlines() if line.startswith("Undone")] == [
        "Undone: sorted Ibu Sari: blocked.",
        "Undone: sorted 陳美玲: lead.",
        "Undone: sorted 晨嶺物流: private.",
    ]
    assert not [line for line in said.stdout.splitlines() if "decision" in line]


def test_u_leaves_alone_what_was_no_decision(crm: Crm, sort: Sort) -> None:
    said = sort("uq")
    assert "crm: No decision is left to be taken back.\n" in said.stderr
    assert len(crm("contact", "list", "--ids").stdout.split()) == 7


def test_what_was_undone_is_shown_again(crm: Crm, sort: Sort) -> None:
    sort("pulq")
    assert status(crm, "c3")[0] == "lead"


def test_a_person_becomes_a_company(crm: Crm, sort: Sort) -> None:
    crm("add", "Toko Jaya")
    sort("oq", "toko", "jaya")
    row = crm("show", "c8", "--json").json
    assert (row["kind"], row["status"]) == ("company", "active")
    assert left(crm) == ORDER


def test_a_card_of_a_company_under_a_persons_name_becomes_that_company(crm: Crm, sort: Sort) -> None:
    crm("add", "PT Maju Jaya", "--company", "PT Maju Jaya", "--phone", "021-5555-0000")
    said = sort("oq", "kind:person", "maju", "5555")
    assert said.code == 0
    assert crm("show", "c8").stderr == "c8 is now c1.\n"
    assert crm("show", "c1", "--json").json["phones"][0]["value"] == "021-5555-0000"


def test_the_likely_twin_is_merged_and_the_one_contact_is_then_sorted(crm: Crm, sort: Sort) -> None:
    crm("add", "Budi Santoso", "--phone", "+62 812 3456 7890")
    said = sort("mpq", "budi")
    assert "Like   c2 Pak Budi Santoso · PT Maju Jaya · +62 812-3456-7890" in said.stdout
    assert crm("contact", "list", "budi", "--ids").stdout == "c2\n"
    assert status(crm, "c2")[0] == "private"
    assert left(crm) == [ref for ref in ORDER if ref != "c2"]


def test_a_twin_that_is_none_is_not_offered_again(crm: Crm, sort: Sort) -> None:
    crm("add", "Budi Santoso", "--phone", "+62 812 3456 7890")
    said = sort("dmq", "budi")
    assert said.stdout.count("Like ") == 1
    assert "crm: Nobody is likely to be the same contact.\n" in said.stderr
    assert crm("contact", "different", "c2", "c8").stdout == "Nothing to change.\n"


def test_a_wrong_key_does_nothing(crm: Crm, sort: Sort) -> None:
    said = sort("x9" + keys.ESCAPE + "é\nq")
    assert said.stderr.count("crm: That key does nothing here.\n     ? says which do.\n") == 5
    assert left(crm) == ORDER


def test_help_says_what_the_keys_do(sort: Sort) -> None:
    assert "  p         private: family, the dentist; nothing here writes to them\n" in sort("?q").stderr


def test_an_interruption_keeps_what_was_decided(crm: Crm, sort: Sort) -> None:
    said = sort("pl")
    assert said.code == 130
    assert "2 decisions: 1 private, 1 lead.\n" in said.stdout
    assert left(crm) == ORDER[2:]


def test_a_query_picks_out_whom_to_sort(crm: Crm, sort: Sort) -> None:
    sort("pp", "group:vip", "sari")
    assert left(crm) == [ref for ref in ORDER if ref != "c6"]


def test_somebody_who_was_removed_meanwhile_is_passed_over(
    crm: Crm, sort: Sort, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.store import triage

    still_there = triage.waiting
    monkeypatch.setattr(triage, "waiting", lambda *given: [999, *still_there(*given)])
    sort("p")
    assert status(crm, "c3")[0] == "private"


@pytest.mark.parametrize(
    ("elsewhere", "sentence"),
    [
        (lambda tx: contacts.edit(tx, 3, status="blocked"), "c3 晨嶺物流 was sorted out elsewhere meanwhile."),
        (lambda tx: contacts.remove(tx, 3), "c3 晨嶺物流 was sorted out elsewhere meanwhile."),
        (lambda tx: merging.merge(tx, 1, [3]), "There is no contact c3."),
    ],
)
def test_what_was_decided_elsewhere_meanwhile_holds_and_the_next_one_comes(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, database: Path, elsewhere: Callable[[Transaction], object], sentence: str
) -> None:
    class Slow(Fingers):
        def read(self) -> str:
            if (key := super().read()) == "p":
                with closing(factories.opened(database)) as store, store.write("elsewhere") as tx:
                    elsewhere(tx)
            return key

    monkeypatch.setattr(keys, "keyboard", lambda: Slow("pq"))
    said = crm("contact", "triage", "--no-color", tty=True)
    assert f"\ncrm: {sentence}\n\n2 of 7\n" in said.stderr
    assert crm("history", "--limit", "1", "--json").json[0]["what"] == "elsewhere"


def test_the_list_is_answered_in_every_form(crm: Crm, golden: Golden) -> None:
    assert left(crm) == ORDER
    assert crm("contact", "triage", "--list", "--json", "--limit", "2").json[0]["id"] == 3
    assert crm("contact", "triage", "--list", "sari", "--csv").stdout.splitlines()[1].startswith("c6,Ibu Sari,")
    golden("triage.list", crm("contact", "triage", "--list"))


def test_those_who_are_known_to_be_private_past_or_blocked_do_not_wait(crm: Crm) -> None:
    for ref, known in (("c2", "private"), ("c4", "past"), ("c5", "blocked"), ("c6", "lead")):
        crm("contact", "edit", ref, "--status", known)
    assert left(crm) == ["c3", "c6", "c1", "c7"]


def test_nobody_left_is_said(crm: Crm, sort: Sort) -> None:
    assert sort("p" * 7).stderr.endswith("Everybody is sorted out.\n")
    assert sort("") == Result("", "Everybody is sorted out.\n", 0)
    assert crm("contact", "triage", "--list", "sari") == Result(
        "", "Nobody who fits that is still to be sorted out.\n", 0
    )


@pytest.mark.parametrize("words", [[], ["--json"], ["--ids"]])
def test_without_a_terminal_it_names_the_way_for_many(crm: Crm, words: list[str]) -> None:
    said = crm("contact", "triage", *words)
    if "--json" in words:
        assert (said.code, said.error["message"]) == (2, "Sorting out takes a terminal, and a key for each contact.")
    else:
        assert refused(said, 2, "Sorting out takes a terminal, and a key for each contact.")
