"""Writes docs/reference.md and docs/json.md from the running program; with --check it only compares them.

The reference is made from the live command table, so that help and documentation cannot drift apart. The
shapes of JSON are made from the `RECORDS` of the command modules: a name, a sentence, an example record.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

import typer  # noqa: E402

from crmcli import cli, diagnostics, serialising, settings  # noqa: E402

if TYPE_CHECKING:
    from typer._click import Command, Context

_MADE = "<!-- Made by docs/generate.py: change the code, then run make docs. -->"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check compare them; returns 1 where one is not in step."""
    # The documentation is in English, whoever makes it.
    os.environ["CRM_LANG"] = "en"
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.name} is not in step with the code: run make docs.", file=sys.stderr)
        else:
            path.write_text(pages()[path], "utf-8")
            print(f"{path.name} written.")
    return int(bool(stale) and "--check" in arguments)


def pages() -> dict[Path, str]:
    """The text of every page that is made from the code, by its path."""
    return {
        FOLDER / "reference.md": "\n".join(_reference()) + "\n",
        FOLDER / "json.md": "\n".join(_json_shapes()) + "\n",
    }


def commands() -> Iterator[tuple[Command, Context]]:
    """Every command that does something, with a context that knows its full name, as the help orders them."""
    root = cli.root()
    top = root.make_context("crm", ["--quiet", "settings"])
    for name in root.list_commands(top):
        command = root.get_command(top, name)
        assert command is not None, name
        context = typer.Context(command, parent=top, info_name=name)
        nested = getattr(command, "list_commands", None)
        if nested is None:
            yield command, context
            continue
        for verb in nested(context):
            below = command.get_command(context, verb)  # type: ignore[attr-defined]
            yield below, typer.Context(below, parent=context, info_name=verb)


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
    yield from _table(("option", "what it does"), [(f"`{name}`", text) for name, text in cli.global_options()])
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


def records() -> dict[str, tuple[str, Any]]:
    """The documented JSON records: name -> (sentence, example), in the order of the command table."""
    found: dict[str, tuple[str, Any]] = {}
    for entry in cli.commands().values():
        module = import_module(f"crmcli.commands.{entry.module}")
        found.update(getattr(module, "RECORDS", {}))
    return found


def _json_shapes() -> Iterator[str]:
    yield from ("# JSON", "", _MADE, "")
    yield "With `--json` a list answers with an array and everything else with one object. Every key is"
    yield 'always there, null where nothing is known; ids are numbers; money is `{"amount", "currency"}`;'
    yield "instants end in `Z`. Keys are only ever added. An error is one line on stderr:"
    yield '`{"error": {"kind", "message", "hint"}}`.'
    for name, (sentence, example) in records().items():
        text = serialising.json_text(example, is_indented=True)
        yield from ("", f"## {name}", "", sentence, "", "```json", text, "```", "")
        rows = [(f"`{key}`", _type_of(value)) for key, value in example.items()]
        yield from _table(("key", "type"), rows)


def _type_of(value: object) -> str:
    if value is None:
        return "null or text"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int):
        return "number"
    if isinstance(value, list):
        return f"array of {_type_of(value[0])}" if value else "array"
    if isinstance(value, dict):
        return "object: " + ", ".join(f"`{key}`" for key in value)
    return "text"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
