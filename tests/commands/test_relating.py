"""`crm contact relate`: who somebody is to whom, said on both cards, and taken back from either."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def test_a_relation_is_said_as_both_cards_show_it(crm: Crm) -> None:
    assert crm("contact", "relate", "c2", "assistant", "sari", "dewi") == Result(
        "Noted c2 Pak Budi Santoso: assistant c7 Sari Dewi; c7 Sari Dewi: manager c2 Pak Budi Santoso"
        "   o2, crm undo takes it back\n",
        "",
        0,
    )
    assert "assistant\tSari Dewi (c7)\n" in crm("show", "c2").stdout
    assert "manager\tPak Budi Santoso (c2)\n" in crm("show", "c7").stdout
    assert crm("show", "c2", "--json").json["relations"] == [{"kind": "assistant", "id": 7, "name": "Sari Dewi"}]
    assert crm("show", "c7", "--json").json["related"] == [{"kind": "manager", "id": 2, "name": "Pak Budi Santoso"}]
    assert crm("history", "--limit", "1").stdout.split("\t")[2] == "noted of Pak Budi Santoso the assistant Sari Dewi"


@pytest.mark.parametrize("kind", [["referred", "by"], ["referred-by"], ["Referrer"]])
def test_a_kind_of_two_words_needs_no_quotes(crm: Crm, kind: list[str]) -> None:
    said = crm("contact", "relate", "c2", *kind, "c5", "--json").json
    assert said == {
        "id": 2,
        "name": "Pak Budi Santoso",
        "kind": "referred by",
        "other": {"id": 5, "name": "Łukasz Ørsted"},
        "inverse": "referred",
        "operation": 2,
    }


def test_somebody_who_is_not_here_is_a_name(crm: Crm) -> None:
    assert crm("contact", "relate", "c2", "spouse", "Ani Lestari").stdout == (
        "Noted c2 Pak Budi Santoso: spouse Ani Lestari   o2, crm undo takes it back\n"
    )
    assert crm("contact", "relate", "c2", "friend", "sari", "--by-name").stdout == (
        "Noted c2 Pak Budi Santoso: friend sari   o3, crm undo takes it back\n"
    )


def test_a_name_in_somebody_s_notes_is_not_that_somebody(crm: Crm) -> None:
    crm("contact", "edit", "c5", "--notes", "Knows Pak Joko.")
    assert crm("contact", "relate", "c2", "friend", "joko", "--json").json["other"] == {"id": None, "name": "joko"}
    assert crm("contact", "edit", "c2", "--relation", "friend=knows joko").code == 0
    assert {each["name"] for each in crm("show", "c2", "--json").json["relations"]} == {"joko", "knows joko"}


def test_who_may_be_several_is_asked_or_refused(crm: Crm) -> None:
    said = crm("contact", "relate", "c2", "friend", "sari")
    assert refused(said, 4, "'sari' may be 2 contacts.")
    asked = crm("contact", "relate", "c2", "friend", "sari", tty=True, input="1\n")
    assert asked.code == 0
    assert "friend c6 Ibu Sari" in " ".join(asked.stdout.split())


def test_a_relation_is_removed_from_either_card(crm: Crm) -> None:
    crm("contact", "relate", "c2", "mother", "c6")
    assert crm("contact", "relate", "c6", "child", "budi", "--rm").stdout == (
        "Removed c6 Ibu Sari: child c2 Pak Budi Santoso; c2 Pak Budi Santoso: parent c6 Ibu Sari"
        "   o3, crm undo takes it back\n"
    )
    assert crm("show", "c2", "--json").json["relations"] == []
    crm("undo")
    assert crm("show", "c6", "--json").json["related"] == [{"kind": "child", "id": 2, "name": "Pak Budi Santoso"}]
    assert refused(crm("contact", "relate", "c2", "spouse", "c6", "--rm"), 3, "There is no spouse 'c6' to remove.")


def test_what_is_known_is_not_noted_again(crm: Crm) -> None:
    crm("contact", "relate", "c2", "mother", "c6")
    assert crm("contact", "relate", "c6", "child", "c2").stdout == (
        "Nothing to change: c6 Ibu Sari: child c2 Pak Budi Santoso; c2 Pak Budi Santoso: parent c6 Ibu Sari\n"
    )


def test_a_slip_in_the_kind_is_kept_and_said(crm: Crm) -> None:
    said = crm("contact", "relate", "c2", "spuse", "Ani")
    assert (said.code, said.stderr) == (0, "Did you mean spouse?\n")
    assert crm("contact", "relate", "c2", "wali murid", "Ani").stderr == ""


def test_a_name_that_wanted_quotes_is_refused(crm: Crm) -> None:
    assert crm("contact", "relate", "ibu", "sari", "spouse", "budi") == Result(
        "",
        "crm: 'sari' is no kind of relation, and a kind comes after it.\n"
        "     Put quotes around a name of several words: 'ibu sari'.\n",
        2,
    )


def test_a_dry_run_notes_nothing(crm: Crm) -> None:
    assert crm("contact", "relate", "c2", "spouse", "c6", "--dry-run") == Result(
        "Would note c2 Pak Budi Santoso: spouse c6 Ibu Sari; c6 Ibu Sari: spouse c2 Pak Budi Santoso\n", "", 0
    )
    assert crm("show", "c2", "--json").json["relations"] == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["c2", "spouse", "c2"], 5, "Nobody is a relation of their own."),
        (["c2", "spouse", "c99"], 3, "There is no contact c99."),
        (["c99", "spouse", "c2"], 3, "There is no contact c99."),
        (["c2", "spouse", " "], 5, "Nobody is named."),
        (["c2", " ", "c6"], 5, "The relation is empty."),
        (["c2", "spouse"], 2, "OTHER is missing."),
    ],
)
def test_what_cannot_be_is_refused(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    assert refused(crm("contact", "relate", *words), code, sentence)


def test_an_option_takes_the_same_words_as_the_command(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--relation", "referrer=c5", "--relation", "coworker=c7")
    assert [each["kind"] for each in crm("show", "c2", "--json").json["relations"]] == ["co-worker", "referred by"]
    assert crm("contact", "edit", "c2", "--rm-relation", "coworker=sari dewi").code == 0
    assert [each["kind"] for each in crm("show", "c2", "--json").json["relations"]] == ["referred by"]
