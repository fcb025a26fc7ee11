"""The manual page crm(1), made from the live command table, as docs/crm.1."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crmcli import __version__, command_table, diagnostics

if TYPE_CHECKING:
    from typer._click import Command, Context

_WIDTH = 78
_REFS = (
    ("c41", "contact 41, as every list shows it; 41 alone does as well"),
    ("budi santoso", "whatever crm find would find; an exact name beats the rest"),
    ("7890", "the last digits of a phone, if no contact has this number"),
    (".", "the contact that was changed last"),
)
_ENVIRONMENT = (
    ("CRM_DB", "The database, where --db names none."),
    ("CRM_CONFIG", "The file of this machine's settings."),
    ("CRM_LANG", "The language crm speaks, such as id or pt_BR."),
    ("CRM_NOW", "The time to go by, as 2026-11-24T09:00:00Z: for trials and tests."),
    ("VISUAL, EDITOR", "The editor, where the setting editor names none."),
    ("NO_COLOR", "No colour, if it is set to anything."),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME", "The folders in which those of crm lie."),
)
_FILES = (
    ("~/.local/share/crm/crm.db", "The database. On macOS it is in ~/Library/Application Support/crm."),
    ("~/.local/share/crm/crm.db.backups", "Copies of it."),
    ("~/.config/crm/config.toml", "This machine's settings."),
    ("~/.local/state/crm", "What crm tui remembers of itself, and its log."),
)
_EXAMPLES = (
    ("Bring in the address book of a phone, and take it back:", ("crm import contacts.vcf", "crm undo")),
    ("Look somebody up by a part of the name, or by the last digits of a phone:", ("crm find maju", "crm find 7890")),
    ("Put all that a look-up finds into a group:", ("crm find medan --ids | crm group put Trip -",)),
    ("Say who calls:", ("crm find --caller 081234567890",)),
)


def page() -> Iterator[str]:
    """The lines of the page, in the language of man."""
    yield '.\\" Made by docs/generate.py: change the code, then run make docs.'
    yield f'.TH CRM 1 "" "crm {__version__}" "User Commands"'
    yield from (".SH NAME", "crm \\- a salesperson's contacts, diary and deals in one file")
    yield from (".SH SYNOPSIS", ".B crm", '.RI [ OPTION \\|.\\|.\\|.] " COMMAND " [ ARGUMENT \\|.\\|.\\|.]')
    yield ".SH DESCRIPTION"
    yield _text(
        "crm keeps people and companies in one SQLite file. It brings in what a phone exports, finds anyone by any part"
        " of a name, a phone or a note, and takes back whatever was done. Answers go to the standard output, remarks"
        " and errors to the standard error. On a terminal lists are tables, in a pipe lines with tabs."
    )
    yield from _contacts_by_name()
    yield ".SH OPTIONS"
    yield _text("These stand before the command or after it.")
    for name, meaning in [
        *command_table.global_options(),
        ("--version", "The version of crm."),
        ("-h, --help", "Help."),
    ]:
        yield from _entry(_bold(name), meaning)
    yield ".SH COMMANDS"
    from docs import generate

    for command, context in generate.commands():
        yield from _command(command, context)
    yield from _lists()


def _contacts_by_name() -> Iterator[str]:
    yield ".SH NAMING A CONTACT"
    yield _text("Where a command wants a REF, it may be:")
    for name, meaning in _REFS:
        yield from _entry(_bold(name), meaning)


def _command(command: Command, context: Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f".SS {_line(usage)}"
    for number, paragraph in enumerate((command.help or "").strip().split("\n\n")):
        if number:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and "--help" not in record[0]:
            yield from _entry(_bold(record[0]), " ".join(record[1].split()))


def _lists() -> Iterator[str]:
    yield ".SH EXIT STATUS"
    for code, meaning in diagnostics.EXIT_CODES.items():
        yield from _entry(_bold(str(code)), meaning)
    for title, entries in (("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        yield f".SH {title}"
        for name, meaning in entries:
            yield from _entry(_bold(name) if title == "ENVIRONMENT" else f"\\fI{_line(name)}\\fP", meaning)
    yield ".SH EXAMPLES"
    for number, (meaning, lines) in enumerate(_EXAMPLES):
        if number:
            yield ".PP"
        yield _text(meaning)
        yield from (".PP", ".nf", ".RS 4", *map(_line, lines), ".RE", ".fi")


def _entry(term: str, meaning: str) -> tuple[str, str, str]:
    return ".TP", term, _text(meaning)


def _bold(text: str) -> str:
    return f"\\fB{_line(text)}\\fP"


def _text(text: str) -> str:
    """A text as it is, in lines that are short enough to be read there."""
    lines = textwrap.wrap(_line(text), _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(map(_guarded, lines))


def _line(text: str) -> str:
    """A text on one line: nothing in it is read as a request, hyphens can be copied, and no encoding is needed."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return _guarded("".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in escaped))


def _guarded(line: str) -> str:
    return "\\&" + line if line[:1] in (".", "'") else line
