"""Which of the first words of a line are a REF, in `crm remind` and `crm log` alike: names, phones, and text behind."""

from __future__ import annotations

import pytest

from crmcli.store import search
from tests.commands.conftest import refused
from tests.conftest import Crm

pytestmark = pytest.mark.usefixtures("book")


def both(crm: Crm, *words: str) -> tuple[int, str]:
    """To whom and what a line says; `crm remind` and `crm log` have to agree."""
    promised = crm("remind", *words, "--on", "fri", "--json").json
    logged = crm("log", *words, "--json").json["activity"]
    (who,) = logged["contacts"]
    assert (who["id"], logged["summary"]) == (promised["contact"]["id"], promised["what"])
    return promised["contact"]["id"], promised["what"]


@pytest.mark.parametrize(
    ("words", "contact", "text"),
    [
        ("budi likes tea", 2, "likes tea"),
        ("budi santoso likes tea", 2, "likes tea"),
        ("santoso budi likes tea", 2, "likes tea"),
        ("bud santoso likes tea", 2, "likes tea"),
        ("pak budi santoso santoso is late", 2, "santoso is late"),
        ("budi budi is late", 2, "budi is late"),
        ("BUDI SANTOSO 2 trucks", 2, "2 trucks"),
        ("ibu sari likes tea", 6, "likes tea"),
        ("sari dewi likes tea", 7, "likes tea"),
        ("dewi sari likes tea", 7, "likes tea"),
        ("dewi ibu sari likes tea", 7, "ibu sari likes tea"),
        ("chen mei ling likes tea", 4, "likes tea"),
        ("lukasz orsted likes tea", 5, "likes tea"),
        ("pt maju jaya opens at ten", 1, "opens at ten"),
        ("dewi@maju.example likes tea", 7, "likes tea"),
        ("0812 3456 7890 likes tea", 2, "likes tea"),
        ("+62 812-3456-7890 likes tea", 2, "likes tea"),
        ("0812-3456-7890 2 trucks", 2, "2 trucks"),
        ("+62 812-3456-7890 2 trucks", 2, "2 trucks"),
        ("c2 santoso likes tea", 2, "santoso likes tea"),
        ("2 santoso likes tea", 2, "santoso likes tea"),
    ],
)
def test_as_many_words_are_taken_as_stand_in_one_name_or_number(crm: Crm, words: str, contact: int, text: str) -> None:
    assert both(crm, *words.split()) == (contact, text)


def test_the_text_behind_a_name_is_never_looked_up(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large book a look-up of words that are nobody's may take long, and a text is mostly that."""
    asked = []
    found = search.find
    monkeypatch.setattr(
        search, "find", lambda database, words, *rest: asked.append(words) or found(database, words, *rest)
    )
    crm("remind", "sari", "dewi", "likes", "tea", "--on", "fri")
    assert {tuple(each) for each in asked} == {("sari",), ("sari", "dewi")}


def test_a_name_in_quotes_is_whole(crm: Crm) -> None:
    assert both(crm, "pak budi", "santoso is late") == (2, "santoso is late")


def test_marks_within_a_name_are_a_part_of_it(crm: Crm) -> None:
    crm("add", "Seán O'Brien")
    crm("add", "Jean-Pierre de la Tour")
    assert both(crm, "sean", "o'brien", "likes", "tea") == (8, "likes tea")
    assert both(crm, "jean-pierre", "de", "la", "tour", "likes", "tea") == (9, "likes tea")


def test_a_kind_of_activity_ends_a_name_that_is_somebodys_without_it(crm: Crm) -> None:
    assert crm("log", "0812", "3456", "7890", "call", "ok").stdout.startswith("Logged a1, call with Pak Budi Santoso")
    crm("add", "Toko Gift")
    crm("add", "Toko Maju")
    assert crm("remind", "toko", "gift", "call", "them", "--on", "fri").stdout.startswith("f1 call them, ")
    crm("add", "Dewi Call")
    assert crm("log", "sari", "dewi", "call").stdout.startswith("Logged a2, call with Sari Dewi (c7)")


def test_where_several_may_be_meant_by_all_the_words_it_is_asked_who(crm: Crm) -> None:
    for name in ("Ana", "Ana Maria Silva", "Ana Maria Souza"):
        crm("add", name)
    assert both(crm, "ana", "likes", "tea") == (8, "likes tea")
    assert both(crm, "ana", "maria", "silva", "likes", "tea") == (9, "likes tea")
    for command in (("remind", "ana", "maria", "tea", "--on", "fri"), ("log", "ana", "maria", "tea")):
        assert refused(crm(*command), 4, "'ana maria' may be 2 contacts.")
    picked = crm("remind", "ana", "maria", "tea", "--on", "fri", tty=True, input="2\n")
    assert "f3 tea, Fri 27 Nov 2026 · Ana Maria Souza (c10)" in picked.stdout


def test_who_is_named_whole_is_not_asked_for_on_a_terminal(crm: Crm) -> None:
    said = crm("remind", "sari", "dewi", "tea", "--on", "fri", tty=True)
    assert said.stdout.startswith("f1 tea, Fri 27 Nov 2026 · Sari Dewi (c7)")
    assert "Which one?" not in said.stderr


def test_the_name_of_somebody_removed_is_not_taken_for_another_and_a_text(crm: Crm) -> None:
    crm("contact", "rm", "c6")
    assert refused(crm("remind", "ibu", "sari", "call", "--on", "fri"), 3, "c6 Ibu Sari is removed.")
    crm("add", "Ibu Ratna")
    assert both(crm, "ibu", "likes", "tea") == (8, "likes tea")
    assert refused(crm("remind", "ibu", "sari", "call", "--on", "fri"), 3, "c6 Ibu Sari is removed.")


def test_a_number_that_is_nobodys_is_named_whole(crm: Crm) -> None:
    assert refused(crm("remind", "0813", "111", "222", "call", "--on", "fri"), 3, "Nobody is found for '0813 111 222'.")
    said = crm("log", "0813", "111", "222", "call", "price", "ok")
    assert refused(said, 3, "Nobody is found for '0813 111 222'.")
    assert said.stderr.splitlines()[1].strip() == "crm log --new NAME --phone '0813 111 222' adds them."


@pytest.mark.parametrize("text", ["", "  "])
def test_a_text_that_is_empty_is_no_call(crm: Crm, text: str) -> None:
    assert refused(crm("remind", "budi", text, "--on", "fri"), 2, "It is not said what to do.")
