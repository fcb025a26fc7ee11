"""`crm contact merge --take`: of single fields it is said whose value holds."""

from __future__ import annotations

import pytest

from tests.conftest import Crm


@pytest.fixture(autouse=True)
def two(crm: Crm) -> None:
    """Two who are one."""
    crm("add", "Budi Santoso", "--title", "Director", "--source", "fair", "--cadence", "14d", "--field", "size=XL")
    crm("add", "Pak Budi", "--title", "Sales", "--cadence", "30d", "--field", "size=L", "--status", "lead")


def test_a_value_of_the_other_holds_and_the_rest_does_not_change(crm: Crm) -> None:
    answer = crm(
        "contact", "merge", "c1", "c2", "--take", "title=c2", "--take", "field.size=c2", "--take", "cadence=c2"
    )
    assert answer.code == 0, answer.stderr
    card = crm("show", "c1", "--json").json
    assert card["title"] == "Sales"
    assert card["name"] == "Budi Santoso"
    assert card["source"] == "fair"
    assert card["cadence_days"] == 30
    assert card["fields"] == {"size": "L", "size (2)": "XL"}
    assert "title: Director" in card["notes"]


def test_a_status_and_a_name_can_be_taken_too(crm: Crm) -> None:
    crm("contact", "merge", "c1", "c2", "--take", "name=c2", "--take", "status=c1")
    card = crm("show", "c1", "--json").json
    assert (card["name"], card["status"]) == ("Pak Budi", "active")


@pytest.mark.parametrize(
    ("take", "code", "said"),
    [
        ("title", 2, "--take needs a field, = and a contact, not 'title'."),
        ("shoes=c1", 5, "None of them has a field 'shoes' to choose."),
        ("source=c2", 5, "c2 has no source."),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_merged(crm: Crm, take: str, code: int, said: str) -> None:
    answer = crm("contact", "merge", "c1", "c2", "--take", take)
    assert answer.code == code
    assert said in answer.stderr
    assert crm("show", "c2", "--json").json["name"] == "Pak Budi"


def test_somebody_who_is_not_merged_has_nothing_to_take(crm: Crm) -> None:
    crm("add", "Rina", "--title", "Buyer")
    answer = crm("contact", "merge", "c1", "c2", "--take", "title=c3")
    assert answer.code == 5
    assert "Only one of those that are merged can be preferred." in answer.stderr


def test_pairs_from_a_pipe_take_nothing(crm: Crm) -> None:
    answer = crm("contact", "merge", "-", "--take", "title=c1")
    assert answer.code == 2
    assert "--take and - cannot be had together." in answer.stderr
