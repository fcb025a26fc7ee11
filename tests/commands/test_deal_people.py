"""`crm deal with`, `without` and `competitor`: who is on the other side of a deal, and who else wants it."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result


@pytest.fixture(autouse=True)
def fleet(crm: Crm, book: object) -> None:
    """d1 Fleet policy with Budi; operation o2."""
    crm("deal", "add", "Fleet policy", "--contact", "c2")


def people(crm: Crm) -> list[tuple[int, list[str], str | None, str | None, bool]]:
    """Everybody on d1."""
    found = crm("deal", "show", "d1", "--json").json["contacts"]
    return [(each["id"], each["roles"], each["stance"], each["warmth"], each["is_customer"]) for each in found]


def test_people_have_roles_a_stance_and_a_warmth(crm: Crm) -> None:
    assert crm(
        "deal", "with", "fleet", "sari", "dewi", "--role", "pays,dec", "--stance", "for", "--warmth", "hot"
    ) == Result("On d1 Fleet policy: Sari Dewi (c7) · decides, pays · for · hot   o3, crm undo takes it back\n", "", 0)
    assert people(crm) == [(2, [], None, None, True), (7, ["decides", "pays"], "for", "hot", False)]
    crm("undo")
    assert people(crm) == [(2, [], None, None, True)]


def test_saying_more_leaves_the_rest_and_clearing_empties(crm: Crm) -> None:
    crm("deal", "with", "d1", "c7", "--role", "pays", "--stance", "for")
    crm("deal", "with", "d1", "c7", "--warmth", "cold")
    assert people(crm)[1] == (7, ["pays"], "for", "cold", False)
    crm("deal", "with", "d1", "c7", "--clear", "role,stance")
    assert people(crm)[1] == (7, [], None, "cold", False)
    assert crm("deal", "with", "d1", "c7") == Result("Nothing to change in d1 Fleet policy\n", "", 0)
    assert refused(crm("deal", "with", "d1", "c7", "--clear", "name"), 5, "There is no field 'name' to clear.")
    assert refused(crm("deal", "with", "d1", "c7", "--role", "sings"), 5, "There is no role 'sings'.")


def test_another_customer_keeps_the_one_before_on_the_deal(crm: Crm) -> None:
    crm("deal", "with", "d1", "c7", "--customer")
    assert people(crm) == [(7, [], None, None, True), (2, [], None, None, False)]
    assert crm("deal", "without", "d1", "c7") == Result(
        "Off d1 Fleet policy: Sari Dewi (c7)   o4, crm undo takes it back\n", "", 0
    )
    assert people(crm) == [(2, [], None, None, True)]
    assert refused(crm("deal", "without", "d1", "c7"), 3, "Sari Dewi (c7) is not on d1 Fleet policy.")


def test_competitors_are_named_and_taken_off(crm: Crm) -> None:
    assert crm("deal", "competitor", "d1", "Asuransi", "Jaya", "--note", "10% cheaper") == Result(
        "Competitor for d1 Fleet policy: Asuransi Jaya · 10% cheaper   o3, crm undo takes it back\n", "", 0
    )
    said = crm("deal", "competitor", "d1", "ASURANSI JAYA", "--note", "15% cheaper", "--json").json
    assert said["competitors"] == [{"name": "Asuransi Jaya", "note": "15% cheaper", "is_winner": False}]
    assert crm("deal", "competitor", "d1", "asuransi jaya", "--rm", "--dry-run").stdout == (
        "Would be no competitor for d1 Fleet policy: asuransi jaya\n"
    )
    crm("deal", "competitor", "d1", "asuransi jaya", "--rm")
    assert crm("deal", "show", "d1", "--json").json["competitors"] == []
    assert refused(crm("deal", "competitor", "d1", "nobody", "--rm"), 3, "'nobody' is no competitor of d1.")
