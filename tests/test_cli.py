"""The command line itself: help, options for every command, typing errors, and what becomes of exceptions."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
import typer

from crmcli import __version__, cli, context, diagnostics, errors, output
from crmcli.command_table import DAILY, Entry, commands
from crmcli.failures import as_crm_error
from tests.conftest import Crm, Result


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., None]], None]:
    """Puts a function behind the name `try` in the command table: `verb(function)`."""

    def register(function: Callable[..., None]) -> None:
        app = typer.Typer()
        app.command()(function)
        module = ModuleType("crmcli.commands.trying")
        module.app = app  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "crmcli.commands.trying", module)
        table = {**commands(), "try": Entry("trying", "app", "Try.", DAILY)}
        monkeypatch.setattr(cli, "commands", lambda: table)

    return register


def test_the_version_is_said(crm: Crm) -> None:
    assert crm("--version") == Result(f"crm {__version__}\n", "", 0)


def test_crm_alone_is_the_help(crm: Crm) -> None:
    assert crm() == crm("--help") == crm("-h") == crm("help")
    assert crm().code == 0


def test_the_help_names_every_command_once_under_a_section(crm: Crm) -> None:
    lines = crm("--help").stdout.splitlines()
    for name, entry in commands().items():
        assert [line for line in lines if line.split()[:1] == [name] and line.endswith(entry.help)]


def test_the_help_of_a_noun_lists_its_verbs_and_is_an_answer(crm: Crm) -> None:
    asked, bare = crm("group", "--help"), crm("group")
    assert asked == bare
    assert asked.code == 0
    assert "rename" in asked.stdout


def test_the_help_of_a_verb_names_the_options_that_every_command_takes(crm: Crm) -> None:
    text = crm("settings", "set", "-h").stdout
    assert text.startswith("Usage: crm settings set [OPTIONS] NAME VALUE\n")
    assert "Also --db PATH, --json, --no-color, --quiet, --debug: see crm --help." in text


@pytest.mark.parametrize(
    ("arguments", "sentence", "hint"),
    [
        (["fnd"], "There is no command crm fnd.", "Did you mean crm find?"),
        (
            ["xyzzy"],
            "There is no command crm xyzzy.",
            "crm find xyzzy looks someone up; crm --help lists the commands.",
        ),
        (["company", "xyzzy"], "There is no command crm company xyzzy.", "crm company --help lists the commands."),
        (
            ["settings", "lst"],
            "There is no command crm settings lst.",
            "Did you mean crm settings list?",
        ),
        (["--frob"], "crm takes no option --frob.", "crm --help says how it is used."),
        (
            ["log", "budi", "-5 degrees"],
            "crm log takes no option -5.",
            "Put -- before words that begin with -, and all options before that.",
        ),
        (
            ["settings", "list", "--cvs"],
            "crm settings list takes no option --cvs.",
            "Did you mean --csv, --tsv, --ids?",
        ),
        (["settings", "set"], "NAME is missing.", "Usage: crm settings set [OPTIONS] NAME VALUE"),
        (["--db"], "--db needs the path of a database.", ""),
        (
            ["settings", "list", "--csv", "--ids"],
            "--csv and --ids cannot be had together.",
            "Leave one of them out.",
        ),
    ],
)
def test_wrong_usage_is_a_sentence_a_hint_and_code_2(crm: Crm, arguments: list[str], sentence: str, hint: str) -> None:
    lines = [f"crm: {sentence}\n"] + ([f"     {hint}\n"] if hint else [])
    assert crm(*arguments) == Result("", "".join(lines), 2)


def test_wrong_usage_is_json_where_json_was_asked_for_before_or_after(crm: Crm) -> None:
    error = {
        "kind": "usage",
        "message": "There is no command crm fnd.",
        "hint": "Did you mean crm find?",
    }
    for arguments in (("--json", "fnd"), ("fnd", "--json")):
        said = crm(*arguments)
        assert (said.stdout, said.error, said.code) == ("", error, 2)


@pytest.mark.parametrize("place", range(4))
def test_options_for_every_command_work_wherever_they_stand(crm: Crm, place: int) -> None:
    words = ["settings", "get", "color"]
    words.insert(place, "--json")
    assert crm(*words).json["value"] == "auto"


def test_after_two_dashes_everything_is_text(verb: Callable[..., None], crm: Crm) -> None:
    def command(words: list[str]) -> None:
        context.current().output.say(f"{words} {context.current().mode}")

    verb(command)
    assert crm("try", "--", "--json", "--db").stdout == "['--json', '--db'] plain\n"


def test_db_names_the_database_with_a_blank_or_an_equals_sign(verb: Callable[..., None], crm: Crm) -> None:
    def command() -> None:
        context.current().output.say(context.current().database)

    verb(command)
    assert crm("try", "--db", "/a b").stdout == "/a b\n"
    assert crm("--db=/c", "try").stdout == "/c\n"


def test_a_terminal_gets_a_table_and_a_pipe_gets_plain_lines(verb: Callable[..., None], crm: Crm) -> None:
    def command() -> None:
        here = context.current()
        here.output.say(f"{here.mode} {here.output.color}")

    verb(command)
    assert crm("try", tty=True).stdout == "table True\n"
    assert crm("try", "--no-color", tty=True).stdout == "table False\n"
    assert crm("try").stdout.startswith("plain")


def test_no_color_in_the_environment_is_honoured_unless_it_is_empty(
    verb: Callable[..., None], crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command() -> None:
        context.current().output.say(str(context.current().output.color))

    verb(command)
    monkeypatch.setenv("NO_COLOR", "")
    assert crm("try", tty=True).stdout == "True\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert crm("try", tty=True).stdout == "False\n"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert crm("try", tty=True).stdout == "False\n"


def test_quiet_silences_narration_but_no_warning(verb: Callable[..., None], crm: Crm) -> None:
    def command() -> None:
        diagnostics.narrate("told")
        diagnostics.warn("warned")

    verb(command)
    assert crm("try").stderr == "told\ncrm: warned\n"
    assert crm("try", "--quiet").stderr == "crm: warned\n"


def test_progress_shows_on_a_terminal_and_leaves_no_trace(verb: Callable[..., None], crm: Crm) -> None:
    def command() -> None:
        diagnostics.progress(1, 2, "Reading")
        diagnostics.narrate("done")

    verb(command)
    shown = "Reading [##########          ]  50%"
    assert crm("try", tty=True).stderr == shown + "\r" + " " * len(shown) + "\rdone\n"
    assert crm("try").stderr == "done\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.CrmError, 1),
        (errors.Usage, 2),
        (errors.NotFound, 3),
        (errors.Ambiguous, 4),
        (errors.Conflict, 4),
        (errors.Invalid, 5),
        (errors.Unavailable, 6),
        (errors.Undelivered, 7),
    ],
)
def test_every_error_ends_with_its_code_and_its_kind(
    verb: Callable[..., None], crm: Crm, error: type[errors.CrmError], code: int
) -> None:
    def command() -> None:
        raise error("It is so.", "Do this.")

    verb(command)
    said = crm("try")
    assert (said.stdout, said.stderr, said.code) == ("", "crm: It is so.\n     Do this.\n", code)
    assert code in diagnostics.EXIT_CODES
    assert crm("try", "--json").error == {"kind": error.kind, "message": "It is so.", "hint": "Do this."}


def test_candidates_are_listed_under_the_sentence(verb: Callable[..., None], crm: Crm) -> None:
    candidates: list[dict[str, object]] = [{"ref": "c1", "name": "Budi\x1b[2J", "company": None}]

    def command() -> None:
        raise errors.Ambiguous("Two are called so.", "", candidates)

    verb(command)
    assert crm("try").stderr == "crm: Two are called so.\n     c1  Budi\N{REPLACEMENT CHARACTER}[2J\n"
    assert crm("try", "--json").error["candidates"] == candidates


def test_a_fault_of_crm_is_said_without_a_traceback_unless_debug_asks(verb: Callable[..., None], crm: Crm) -> None:
    def command() -> None:
        raise ZeroDivisionError("secret")

    verb(command)
    said = crm("try")
    assert said.stderr.startswith("crm: Something went wrong in crm itself (ZeroDivisionError).\n")
    assert "Traceback" not in said.stderr
    assert said.code == 1
    assert "Traceback (most recent call last)" in crm("try", "--debug").stderr


def test_a_missing_command_module_breaks_that_command_only(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {**commands(), "gone": Entry("not_there", "app", "Gone.", DAILY)}
    monkeypatch.setattr(cli, "commands", lambda: table)
    assert crm("--help").code == 0
    assert crm("gone").code == 1


def test_an_interruption_ends_with_130_and_without_words(verb: Callable[..., None], crm: Crm) -> None:
    def command() -> None:
        raise KeyboardInterrupt

    verb(command)
    assert (crm("try").stderr, crm("try").code) == ("", 130)


def test_answers_given_before_an_error_are_kept(verb: Callable[..., None], crm: Crm) -> None:
    def command() -> None:
        context.current().output.say("first")
        raise errors.Invalid("Then this.")

    verb(command)
    said = crm("try")
    assert (said.stdout, said.stderr, said.code) == ("first\n", "crm: Then this.\n", 5)


def test_hostile_words_are_harmless_in_errors(crm: Crm) -> None:
    assert crm("fnd\x1b[2J\u202e").stderr.startswith("crm: There is no command crm fnd\N{REPLACEMENT CHARACTER}[2J.")


def test_a_word_that_is_not_utf_8_is_refused_in_a_sentence(verb: Callable[..., None], crm: Crm) -> None:
    def command(word: str) -> None:
        word.encode()

    verb(command)
    said = crm("try", "\udcff")
    assert (said.stderr.splitlines()[0], said.code) == ("crm: A word of the command is not valid UTF-8.", 5)


def _database_error(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError("told by SQLite")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SQLITE_BUSY_SNAPSHOT", "Another program is writing to the database."),
        ("SQLITE_CORRUPT", "The database is damaged."),
        ("SQLITE_READONLY_DIRECTORY", "The database cannot be written."),
        ("SQLITE_FULL", "The disk is full or fails; nothing was changed."),
        ("SQLITE_ERROR", "The database cannot be used: told by SQLite."),
    ],
)
def test_what_sqlite_says_becomes_a_sentence_and_code_6(name: str, sentence: str) -> None:
    error = as_crm_error(_database_error(name))
    assert (str(error), error.exit_code) == (sentence, 6)
    assert error.hint


def test_a_file_that_cannot_be_read_is_named() -> None:
    error = as_crm_error(FileNotFoundError(errno.ENOENT, "No such file or directory", "x.vcf"))
    assert (str(error), error.exit_code) == ("x.vcf: No such file or directory.", 1)


def test_every_command_of_the_table_loads_and_has_help(crm: Crm) -> None:
    for name in commands():
        said = crm(name, "--help")
        assert (said.code, said.stderr) == (0, ""), name
        assert said.stdout.startswith(f"Usage: crm {name} "), name


def test_stdout_of_a_closed_terminal_does_not_matter() -> None:
    assert output.is_terminal(None) is False
