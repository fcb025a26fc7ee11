"""Writes the pages that are made from the running program; with --check it only compares them.

They are docs/reference.md, docs/json.md, docs/schema.md, the manual page docs/crm.1, the table of completion, and the
keys in docs/tui.md.

The reference is made from the live command table, so that help and documentation cannot drift apart. The shapes of
JSON are said in docs/records.py, and shown as the program answers them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

import typer  # noqa: E402

from crmcli import cli, command_table, diagnostics, serialising, settings  # noqa: E402
from docs import completion, man, records, schema, screen_keys  # noqa: E402

if TYPE_CHECKING:
    from typer._click import Command, Context

_MADE = "<!-- Made by docs/generate.py: change the code, then run make docs. -->"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check compare them; returns 1 where one is not in step."""
    # The documentation is in English, whoever makes it.
    os.environ["CRM_LANG"] = "en"
    made = {FOLDER / name: text(name) for name in PAGES}
    stale = [path for path in made if not path.exists() or path.read_text("utf-8") != made[path]]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.name} is not in step with the code: run make docs.", file=sys.stderr)
        else:
            path.write_text(made[path], "utf-8")
            print(f"{path.name} written.")
    return int(bool(stale) and "--check" in arguments)


def text(page: str) -> str:
    """What a page that is made from the code has to say, by its name."""
    return "\n".join(PAGES[page]()) + "\n"


def commands() -> Iterator[tuple[Command, Context]]:
    """Every command that does something, with a context that knows its full name, as the help orders them."""
    root = cli.root()
    top = root.make_context("crm", ["--quiet", "settings"])
    for name in root.list_commands(top):
        command = root.get_command(top, name)
        assert command is not None, name
        context = typer.Context(command, parent=top, info_name=name)
        yield from _below(command, context)


def _below(command: Command, context: Context) -> Iterator[tuple[Command, Context]]:
    """The command itself, or all that stand under it."""
    nested = getattr(command, "list_commands", None)
    if nested is None:
        yield command, context
        return
    for verb in nested(context):
        below = command.get_command(context, verb)  # type: ignore[attr-defined]
        yield from _below(below, typer.Context(below, parent=context, info_name=verb))


def _reference() -> Iterator[str]:
    yield from (
        "# Reference",
        "",
        _MADE,
        "",
        "Every command, its arguments and options, as `--help` says them.",
        "",
    )
    yield from ("## Options of every command", "", "Before the command or after it, up to `--`.", "")
    yield from _table(
        ("option", "what it does"), [(f"`{name}`", text) for name, text in command_table.global_options()]
    )
    yield from ("", "## Exit codes", "")
    yield from _table(("code", "meaning"), [(str(code), text) for code, text in diagnostics.EXIT_CODES.items()])
    yield from (
        "",
        "## Settings",
        "",
        "`crm settings set NAME VALUE`; those of the business are in the database,",
    )
    yield from ("those of the machine in the file that `crm settings path` names.", "")
    yield from _table(("name", "kept in", "what it says"), list(_settings()))
    for command, context in commands():
        yield from _command(command, context)


def _settings() -> Iterator[tuple[str, str, str]]:
    from crmcli.store import settings as business

    for name, key in business.KEYS.items():
        yield f"`{name}`", "database", key.help
    for name, known in settings.known().items():
        choices = f": {', '.join(known.choices)}" if known.choices else ""
        yield f"`{name}`", "file", known.help + choices


def _command(command: Command, context: Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield from ("", f"## {context.command_path}", "", *_paragraphs(command.help or ""), "", f"    {usage}")
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    rows = [(f"`{name}`", text) for name, text in filter(None, records) if "--help" not in name]
    if rows:
        yield from ("", *_table(("argument or option", "what it does"), rows))


def _paragraphs(help: str) -> list[str]:
    return help.strip().splitlines()


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in row) + " |"


def _json_shapes() -> Iterator[str]:
    yield from ("# JSON", "", _MADE, "")
    yield "With `--json` a list answers with an array and everything else with one object. Every key is always"
    yield "there, null where nothing is known; keys are only ever added. Numbers are whole; a day is `1980-04-15`,"
    yield "or `--04-15` where the year is not known; an instant is in UTC and ends in `Z`. In a pipe each record of"
    yield "an array stands on a line of its own."
    for record, answers in records.answers():
        example = serialising.json_text(answers[-1], is_indented=True)
        yield from ("", f"## {record.name}", "", record.about, "", f"`{record.call}`:", "")
        yield from ("```json", example, "```", "")
        rows = [(f"`{key}`", kind, meaning) for key, (kind, meaning) in record.keys.items()]
        yield from _table(("key", "type", "what it says"), rows)


def _schema() -> Iterator[str]:
    return schema.page(_MADE)


PAGES = {
    "reference.md": _reference,
    "json.md": _json_shapes,
    "schema.md": _schema,
    "crm.1": man.page,
    "tui.md": screen_keys.page,
    "../crmcli/completion/commands.txt": completion.lines,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
