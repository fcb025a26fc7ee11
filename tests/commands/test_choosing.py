"""How words become contacts: several as one name or one by one, and those that were removed."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

QUOTES = "Put quotes around a name of several words: 'ibu sari'."


def test_several_words_are_one_name_where_that_finds_somebody(crm: Crm) -> None:
    assert crm("contact", "rm", "ibu", "sari").stdout == "Removed c6 Ibu Sari   o2, crm undo takes it back\n"
    assert crm("group", "put", "fleet", "sari", "dewi").stdout.startswith("Put 1 contact into Fleet ")


def test_several_words_that_are_nobody_together_are_somebody_each(crm: Crm) -> None:
    assert crm("contact", "rm", "budi", "łukasz").stdout == (
        "Removed c2 Pak Budi Santoso, c5 Łukasz Ørsted   o2, crm undo takes it back\n"
    )


def test_a_number_among_several_words_makes_each_of_them_somebody(crm: Crm) -> None:
    assert crm("contact", "rm", "c6", "dewi").stdout == (
        "Removed c6 Ibu Sari, c7 Sari Dewi   o2, crm undo takes it back\n"
    )


def test_several_words_that_may_be_several_as_one_name_are_ambiguous(crm: Crm) -> None:
    crm("add", "Ibu Sari Kedua")
    crm("add", "Ibu Sari Ketiga")
    assert refused(crm("contact", "rm", "sari", "ibu"), 4, "'sari ibu' may be 3 contacts.")


def test_one_wrong_word_of_several_is_told_about_quotes(crm: Crm) -> None:
    assert crm("contact", "rm", "budi", "zzzz") == Result(
        "",
        "crm: Nobody is found for 'zzzz'.\n"
        f"     crm find looks people up by any part of a name, phone, e-mail or note. {QUOTES}\n",
        3,
    )
    assert crm("contact", "rm", "sari", "zzzz").stderr.endswith(
        f"     Name one by its number, or say more of the name. {QUOTES}\n"
    )
    assert QUOTES not in crm("contact", "rm", "c2", "c99").stderr
    assert QUOTES not in crm("contact", "rm", "zzzz").stderr
    assert QUOTES not in crm("contact", "rm", "ibu zzzz", "c2").stderr


def test_who_is_removed_is_said_to_be_and_how_they_come_back(crm: Crm) -> None:
    crm("contact", "rm", "c2")
    said = Result("", "crm: c2 Pak Budi Santoso is removed.\n     crm contact restore c2 brings it back.\n", 3)
    for words in (["budi santoso"], ["budi", "santoso"], ["c2"]):
        assert crm("contact", "rm", *words) == said
    assert crm("contact", "edit", "budi", "--title", "CEO") == said
    assert crm("contact", "rm", "budi", "--json").error["kind"] == "not_found"


def test_of_several_who_are_removed_each_is_named(crm: Crm) -> None:
    crm("contact", "rm", "c6", "c7")
    assert crm("contact", "rm", "sari") == Result(
        "", "crm: Those called 'sari' are removed.\n     crm contact restore REF brings one back: c6, c7.\n", 3
    )


def test_removed_ones_are_marked_among_those_that_may_be_meant(crm: Crm) -> None:
    crm("contact", "rm", "c6")
    assert crm("show", "sari", input="2\n", tty=True).stderr == (
        "  1  c7 · Sari Dewi · PT Maju Jaya\n  2  c6 · Ibu Sari (removed)\nWhich one? "
    )
    said = crm("contact", "restore", "sari")
    assert said.stderr.splitlines()[1:3] == ["     c7  Sari Dewi  PT Maju Jaya", "     c6  Ibu Sari (removed)"]
    assert [each["is_removed"] for each in crm("show", "sari", "--json").error["candidates"]] == [False, True]
