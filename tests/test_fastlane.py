"""A look-up says the same to the byte through both doors: answered before the command line loads, and after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmcli import fastlane, query
from tests.conftest import Crm, Result

Doors = Callable[..., tuple[Result, Result]]

NAMES = (
    "Ana\x1b[31m Escape",
    "Ana\u202eReversed",
    "Ana [red]Markup[/red]",
    "Ana\x00Nul \x9b31m C1",
    "=Ana Formula",
    "Ana 'Quote' \"Double\"",
)


@pytest.fixture
def doors(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Doors:
    """Run a call through the fast lane and through the command line; the first must really be the fast lane."""

    def both(*arguments: object, **options: object) -> tuple[Result, Result]:
        codes: list[int | None] = []
        answer = fastlane.answer

        def noted(given: list[str]) -> int | None:
            codes.append(answer(given))
            return codes[-1]

        with monkeypatch.context() as patch:
            patch.setattr(fastlane, "answer", noted)
            first = crm(*arguments, **options)
        assert codes == [first.code], "the fast lane did not answer"
        with monkeypatch.context() as patch:
            patch.setattr(fastlane, "answer", lambda given: None)
            return first, crm(*arguments, **options)

    return both


@pytest.fixture
def people(crm: Crm, home: Path) -> None:
    """Thirty people called Ana, six of them with hostile names, and a few who have phones, e-mails and companies."""
    cards = [f"FN:Ana {number:02}" for number in range(24)] + [f"FN:{name}" for name in NAMES]
    cards += ["FN:Łukasz Ørsted\nORG:Łódź Fleet\nTEL:+48 601 232 454\nEMAIL:lukasz@lodz.example", "FN:陳美玲"]
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards)
    (home / "people.vcf").write_text(text, "utf-8")
    assert crm("import", "people.vcf", "--region", "PL").code == 0


SHAPES = [
    ["find", "lukasz"],
    ["find", "Łukasz", "Ørsted"],
    ["find", "ukasz"],
    ["find", "601", "232"],
    ["find", "+48601232454"],
    ["find", "陳"],
    ["find", "chen"],
    ["find", "lodz.example"],
    ["find", "two words nobody has"],
    ["find", "lukas orstad"],
    ["find", "zzzz"],
    ["find", "ana"],
    ["find", "ana", "--limit", "3"],
    ["find", "ana", "--limit=3"],
    ["find", "ana", "--limit", "0"],
    ["find", "ana", "--limit", "30"],
    ["find", "ana", "--limit", "007"],
    ["find", "--limit", "3", "--limit", "1", "ana"],
    ["find", "lukasz", "--json"],
    ["--json", "find", "lukasz"],
    ["find", "zzzz", "--json"],
    ["find", "lukas orstad", "--json"],
    ["find", "ana", "--json"],
    ["find", "ana", "--json", "--json"],
    ["find", "lukasz", "--ids"],
    ["find", "ana", "--ids"],
    ["find", "zzzz", "--ids"],
    ["find", "lukasz", "--tsv"],
    ["find", "ana", "--tsv", "--limit", "2"],
    ["find", "ana", "--quiet"],
    ["--quiet", "find", "zzzz"],
    ["find", "--", "lukasz"],
    ["find", "--", "--json"],
    ["find", "lukasz", "--", "-3"],
    ["find", "lukasz", "--", "--x"],
    ["find", "--", "ana", "--limit"],
    ["find", "--ids", "--", "lukasz"],
    ["find", "find"],
    ["find", "help"],
    ["find", "*"],
    ["find", '"lukasz"'],
    ["find", "lukasz AND x"],
    ["find", "(601)", "232"],
    ["find", "+48 (601) 232-454"],
    ["find", "lukasz@lodz.example"],
    ["find", "@"],
    ["find", "10:30"],
    ["find", "a,b"],
    ["find", "Ana\x1b[31m"],
    ["find", "\u202eana"],
    ["find", "[red]"],
    ["find", "%_"],
    ["find", "x" * 3000],
]


@pytest.mark.parametrize("arguments", SHAPES, ids=lambda words: " ".join(words)[:40].encode("unicode_escape").decode())
@pytest.mark.usefixtures("people")
def test_both_doors_say_the_same_of_a_full_book(doors: Doors, arguments: list[str]) -> None:
    first, second = doors(*arguments)
    assert first == second
    assert first.code == 0


@pytest.mark.parametrize("options", [[], ["--json"], ["--ids"], ["--tsv"], ["--quiet"], ["--limit", "1"]])
def test_both_doors_say_the_same_where_there_is_no_database(doors: Doors, database: Path, options: list[str]) -> None:
    first, second = doors("find", "budi", *options)
    said = "" if "--quiet" in options else "There are no contacts yet. crm import FILE brings in your phone's.\n"
    assert first == second == Result("[]\n" if "--json" in options else "", said, 0)
    assert not database.parent.exists()


@pytest.mark.parametrize("form", [["--db", "{path}"], ["--db={path}"]])
def test_both_doors_open_the_database_that_is_named(doors: Doors, crm: Crm, home: Path, form: list[str]) -> None:
    path = home / "my other book.db"
    assert crm("add", "Zoe", "--db", path).code == 0
    words = [word.format(path=path) for word in form]
    for arguments in ([*words, "find", "zoe"], ["find", "zoe", *words], ["find", *words, "--ids", "zoe"]):
        first, second = doors(*arguments)
        assert first == second
        assert first.stdout.startswith("c1")


@pytest.mark.parametrize("options", [[], ["--json"], ["--ids"]])
@pytest.mark.parametrize("kind", ["text", "folder", "foreign"])
def test_both_doors_refuse_a_file_that_is_not_ours_in_the_same_words(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, home: Path, kind: str, options: list[str]
) -> None:
    path = _not_ours(home, kind)
    first = crm("find", "x", "--db", path, *options)
    monkeypatch.setattr(fastlane, "answer", lambda given: None)
    second = crm("find", "x", "--db", path, *options)
    assert first == second
    assert (first.stdout, first.code) == ("", 6)


def _not_ours(home: Path, kind: str) -> Path:
    import sqlite3

    path = home / "not-ours"
    if kind == "text":
        path.write_text("Dear Sir, " * 200)
    elif kind == "folder":
        path.mkdir()
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (x)")
        connection.close()
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["find"],
        ["find", ""],
        ["find", "  "],
        ["find", "x", "--csv"],
        ["find", "x", "--limit", "-1"],
        ["find", "x", "--limit", "many"],
        ["find", "x", "--limit"],
        ["find", "x", "--limit="],
        ["find", "x", "--limit", "9999999999"],
        ["find", "x", "--db"],
        ["find", "x", "--db="],
        ["find", "x", "--json", "--ids"],
        ["find", "x", "--frob"],
        ["find", "x", "-h"],
        ["--", "find", "x"],
        ["help", "find"],
        ["add", "find"],
        ["--debug", "find", "x"],
        ["find", "x", "--no-color"],
        ["--limit", "3", "find", "x"],
        ["--ids", "find", "x"],
        ["--caller", "find", "0812"],
        ["find", "group:vip"],
        ["find", "ana", "not:group:cold"],
        ["find", "ana or budi"],
        ["find", "ana", "OR", "budi"],
        ["find", "not", "ana"],
        ["find", "ana -budi"],
        ["find", "@lodz"],
        ["find", "idle>90d"],
        ["find", "city=bandung"],
        ["find", "city：bandung"],
        ["find", "(ana)"],
        ["find", "ana (budi)"],
        ["find", '"x"city:y'],
        ["find", "https://lodz.example"],
    ],
    ids=" ".join,
)
def test_any_other_shape_is_left_to_the_command_line(arguments: list[str]) -> None:
    assert fastlane.understood(arguments) is None


def test_a_terminal_is_left_to_the_command_line(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int | None] = []
    answer = fastlane.answer
    monkeypatch.setattr(fastlane, "answer", lambda given: codes.append(answer(given)))
    assert crm("find", "x", tty=True).code == 0
    assert codes == [None]


@given(st.lists(st.text(alphabet='ab1²é_:：<>()@"-,.=+ orntOR\t', max_size=12), max_size=4))
@example(["or"])
@example(["a (b)"])
def test_what_is_taken_for_plain_words_is_no_query_to_the_language(words: list[str]) -> None:
    if fastlane.is_plain(words):
        tree = query.parsed(words, is_field=lambda _name: True, is_saved=lambda _name: True)
        assert tree == query.EVERYTHING or isinstance(tree, query.Words)


@pytest.mark.parametrize("words", [["lukasz:"], ["(lukasz"], ["lukasz", ")"], ["lukasz:", "-("]])
@pytest.mark.usefixtures("people")
def test_words_that_are_no_query_after_all_are_searched_like_any(crm: Crm, words: list[str]) -> None:
    assert fastlane.understood(["find", "--", *words]) is None
    assert crm("find", "--", *words) == crm("find", "lukasz")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "words", [["or", "zzzz"], ["zzzz", "or"], ["not"], ["zzzz:example"], ["@zzzz"], ["zzzz", "(ana"]]
)
def test_what_reads_like_a_query_and_is_none_is_said_as_it_was_typed(crm: Crm, words: list[str]) -> None:
    said = crm("find", *words)
    assert (said.stdout, said.code) == ("", 0)
    assert said.stderr.splitlines()[0] == f"Nobody is found for '{' '.join(words)}'."


@pytest.mark.usefixtures("people")
def test_more_than_the_limit_is_said(crm: Crm) -> None:
    said = crm("find", "ana")
    assert said.stdout.count("\n") == fastlane.LIMIT
    assert said.stderr == "There are more than 20; --limit 0 shows all.\n"
    assert crm("find", "ana", "--limit", "30").stderr == ""


@pytest.mark.usefixtures("people")
def test_near_misses_are_offered_on_stderr_and_the_answer_is_empty(crm: Crm) -> None:
    assert crm("find", "lukas orstad") == Result(
        "",
        "Nobody is found for 'lukas orstad'.\nDid you mean one of these?\n  c32  Łukasz Ørsted · Łódź Fleet\n",
        0,
    )


@pytest.mark.parametrize("option", ["--json", "--ids", "--tsv", "--csv", "--quiet"])
@pytest.mark.usefixtures("people")
def test_no_hostile_name_gets_through_in_any_form(crm: Crm, option: str) -> None:
    for tty in (False, True):
        said = crm("find", "ana", "--limit", "0", option, "--no-color", tty=tty)
        assert said.code == 0
        for text in (said.stdout, said.stderr):
            assert not [c for c in text if (ord(c) < 0x20 and c not in "\n\t\r") or 0x7F <= ord(c) < 0xA0]
            assert "\u202e" not in text
