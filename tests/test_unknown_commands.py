"""Words that are no command: answered by what they mean, then by how they are spelt, never with the opposite."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, Result


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        *((word, "crm open, crm log") for word in ("call", "dial", "email", "mail", "message")),
        *((word, "crm log") for word in ("note", "meeting", "visit", "missed", "called")),
        *((word, "crm remind") for word in ("reminder", "promise")),
        *((word, "crm today, crm followup list") for word in ("todo", "tasks", "followups")),
        *((word, "crm agenda") for word in ("calendar", "tomorrow")),
        ("week", "crm agenda, crm report week"),
        ("birthdays", "crm occasions"),
        *((word, "crm occasions, crm settings holiday list") for word in ("holiday", "holidays")),
        *((word, "crm settings goal") for word in ("goal", "goals")),
        ("postpone", "crm snooze"),
        ("finish", "crm done"),
        ("timeline", "crm activity list"),
        ("query", "crm sql"),
        ("restore", "crm contact restore, crm backup restore"),
        ("contact find", "crm find"),
        ("settings region", "crm settings set region VALUE"),
        ("contact dedupe", "crm contact dupes"),
        *((word, "crm find") for word in ("search", "lookup", "who", "get")),
        *((word, "crm contact list") for word in ("list", "ls")),
        *((word, "crm contact rm") for word in ("rm", "delete", "remove", "del", "REMOVE")),
        *((word, "crm contact edit") for word in ("edit", "change", "set")),
        *((word, "crm add") for word in ("new", "create")),
        ("version", "crm --version"),
        ("exprt", "crm export, crm report"),
        *((f"contact {word}", "crm contact rm") for word in ("remove", "delete", "del")),
        *((f"group {word}", "crm group add") for word in ("new", "create")),
        *((f"company {word}", "crm company list") for word in ("search", "find")),
        ("group move", "crm group put"),
        ("settings delete", "crm settings unset"),
        ("hsitory", "crm history"),
        ("imprt", "crm import"),
        ("contact restor", "crm contact restore"),
    ],
)
def test_what_other_programs_call_a_command_is_answered_by_its_meaning(crm: Crm, words: str, meant: str) -> None:
    assert crm(*words.split()) == Result("", f"crm: There is no command crm {words}.\n     Did you mean {meant}?\n", 2)


@pytest.mark.parametrize("word", ["stats", "budi", "santoso"])
def test_a_word_that_is_like_no_command_is_taken_for_somebody(crm: Crm, word: str) -> None:
    assert crm(word).stderr == (
        f"crm: There is no command crm {word}.\n     crm find {word} looks someone up; crm --help lists the commands.\n"
    )


@pytest.mark.parametrize("command", ["import", "undo", "redo", "add", "restore"])
@pytest.mark.parametrize("word", ["remove", "delete", "exprt", "remvoe"])
def test_no_command_is_offered_that_does_the_opposite(crm: Crm, word: str, command: str) -> None:
    assert f"crm {command}" not in crm(word).stderr
    assert f"crm contact {command}" not in crm("contact", word).stderr
