"""Look-ups answered before the command line loads: `crm find` with plain words, into a pipe.

A closed set of argument shapes is taken; anything else goes to Typer, whose `crm find` calls the same `look_up`.
Nothing is imported here but sys and what a look-up itself needs.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from typing import Any

    from crmcli.output import Column, Output
    from crmcli.store.search import Found, Hit

LIMIT = 20
_EVERYWHERE = ("--db", "--json", "--quiet")  # any other option belongs to the command and stands behind it
_MODES = {"--json": "json", "--ids": "ids", "--tsv": "plain"}
_FORMS = {"--mutt": "mutt", "--aerc": "aerc", "--caller": "caller"}


class Request:
    """What a call of the fast lane asks for."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.path = ""
        self.limit: int | None = None
        self.mode = ""
        self.form = ""  # which program asks, where it is one
        self.is_quiet = False


def answer(arguments: list[str]) -> int | None:
    """The exit code where the call was answered here; None where it is for the command line."""
    if arguments[:1] == ["__complete"]:
        from crmcli import completing

        return completing.answer(arguments[1:])
    if "find" not in arguments:
        from crmcli import morning

        return morning.answer(arguments)
    request = understood(arguments)
    if request is not None and request.form:
        return _answer_program(request)
    if request is None or sys.stdout is None or sys.stdout.isatty():
        return None
    from crmcli import output, paths
    from crmcli.store import db

    path = request.path or paths.default_database()
    connection = db.connect_reading(path)
    if connection is None and db.has_backups(path):
        return None  # the command line says that it is gone
    if connection is not None and db.needs_writer(connection):
        connection.close()
        return None
    if connection is not None:
        connection.execute("BEGIN")  # what is found and what is shown of it are of one moment
    if request.is_quiet or request.mode == "json":
        from crmcli import diagnostics

        diagnostics.configure(is_quiet=request.is_quiet, is_json=request.mode == "json")
    answered = output.Output(request.mode or output.PLAIN)
    look_up(connection, request.words, limit_of(request.limit, answered.mode), answered)
    return 0


def understood(arguments: Sequence[str]) -> Request | None:
    """The request in the arguments, or None where they are not of a shape that is taken here."""
    request = Request()
    is_find = False
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if not is_find and word.startswith("-") and name not in _EVERYWHERE:
            return None
        if name in ("--db", "--limit"):
            value = value if equals else next(words, "")
            if not value or not _set(request, name, value):
                return None
        elif word in _MODES:
            if request.mode not in ("", _MODES[word]):
                return None
            request.mode = _MODES[word]
        elif word in _FORMS:
            if request.form not in ("", _FORMS[word]):
                return None
            request.form = _FORMS[word]
        elif word == "--quiet":
            request.is_quiet = True
        elif word == "--" and is_find:
            request.words.extend(words)
        elif word.startswith("-"):
            return None
        elif not is_find:
            if word != "find":
                return None
            is_find = True
        else:
            request.words.append(word)
    if not is_find or (request.mode and request.form in ("mutt", "aerc")):
        return None
    is_said = bool("".join(request.words).strip())
    if request.form == "caller" or (request.form and not is_said):
        return request
    return request if is_said and is_plain(request.words) else None


def _answer_program(request: Request) -> int:
    from crmcli import output, programs

    if request.is_quiet or request.mode == "json":
        from crmcli import diagnostics

        diagnostics.configure(is_quiet=request.is_quiet, is_json=request.mode == "json")
    answered = output.Output(request.mode or output.PLAIN)
    return programs.answer(request.form, request.path, request.words, request.limit, answered)


def _set(request: Request, name: str, value: str) -> bool:
    if name == "--db":
        request.path = value
    elif value.isascii() and value.isdigit() and len(value) < 10:
        request.limit = int(value)
    else:
        return False
    return True


def is_plain(words: Sequence[str]) -> bool:
    """Whether the words can only be searched: nothing in them might be a part of a query.

    A phone may have parentheses, and an e-mail address its @; a colon, a parenthesis or `or` may mean more.
    """
    text = " ".join(words)
    if '"' in text and any(sign in text for sign in ":：<>=@-"):
        return False
    if any(argument.lstrip().startswith("@") and len(argument.split()) > 1 for argument in words):
        return False
    for word in text.split():
        first, second = word[0], word[1:2]
        if word in ("or", "OR", "||", "not", "NOT") or (first == "@" and second):
            return False
        if first == "-" and (second == "@" or _may_begin_a_name(second)):
            return False
        if _may_begin_a_name(first) and any(sign in word for sign in ":：<>="):
            return False
    if "(" not in text and ")" not in text:
        return True
    from crmcli.store import search

    return bool(search.phone_digits(text))


def _may_begin_a_name(character: str) -> bool:
    return character == "_" or (character.isalnum() and not character.isdecimal())


def limit_of(given: int | None, mode: str) -> int:
    """How many hits are shown: as many as were asked for, else 20, but all where references go to another command."""
    if given is None:
        return 0 if mode == "ids" else LIMIT
    return given


def look_up(
    connection: sqlite3.Connection | None,
    words: Sequence[str],
    limit: int,
    output: Output,
    met: Found | None = None,
) -> None:
    """Writes whom the words point at; where that is nobody, says so on stderr, with those it might be.

    `met` are those who meet a query, best first, each with what met, where the words are one.
    """
    from crmcli.store import search

    found: list[Hit] = []
    if connection is not None:
        # One more than is shown tells whether there are more.
        most = limit + 1 if limit else 0
        if met is None:
            found = search.hits(connection, search.find_all_ids(connection, words, most))
        else:
            found = search.hits(connection, dict(list(met.items())[: most or None]))
    shown = found[:limit] if limit else found
    shape = columns(is_titled=output.mode in ("table", "csv"))
    if connection is not None and output.mode == "table" and any(hit[6] for hit in shown):
        shape.append(_entry_column(connection, shown))
    output.listing([as_row(hit) for hit in shown], shape, ids="c")
    if len(shown) < len(found):
        from crmcli import diagnostics
        from crmcli.i18n import _

        _speak(connection)
        diagnostics.narrate(_("There are more than {limit}; --limit 0 shows all.").format(limit=limit))
    if not found:
        _say_nobody(connection, " ".join(words) if met is None else "")


def as_row(hit: Hit) -> dict[str, Any]:
    """A hit as its documented JSON."""
    contact_id, name, kind, company, phone, email, entry = hit
    return {
        "id": contact_id,
        "kind": kind,
        "name": name,
        "company": company or None,
        "phone": phone or None,
        "email": email or None,
        "found_in": entry or None,
    }


def columns(*, is_titled: bool = True) -> list[Column]:
    """The columns of a look-up: a line per hit for a pipe, a table on a terminal.

    Titles cost a catalogue where the user's language has one; a pipe has no use for them.
    """
    from crmcli.output import Column

    titles = [""] * 5
    if is_titled:
        from crmcli.i18n import _

        titles = [_("Id"), _("Name"), _("Company"), _("Phone"), _("E-mail")]
    return [
        Column("id", titles[0], lambda row: f"c{row['id']}"),
        Column("name", titles[1], is_wide=True),
        Column("company", titles[2], is_wide=True, is_extra=True),
        Column("phone", titles[3]),
        Column("email", titles[4], is_wide=True, is_extra=True),
    ]


def _entry_column(connection: sqlite3.Connection, shown: Sequence[Hit]) -> Column:
    """A column that says in which entry of the timeline somebody was found, and what stands there."""
    from crmcli.i18n import _
    from crmcli.output import Column
    from crmcli.store import timeline_search

    texts = timeline_search.texts(connection, [hit[6] for hit in shown if hit[6]])
    return Column("found_in", _("Found in"), lambda row: texts.get(row["found_in"], ""), is_wide=True)


def _speak(connection: sqlite3.Connection | None) -> None:
    """Takes the language of the business for what is about to be said, where there is a choice of languages."""
    from crmcli import i18n

    if connection is not None and i18n.has_catalogues() and not i18n.is_chosen_here():
        from crmcli.store import settings

        i18n.prefer(settings.get(connection, "language") or "")


def _say_nobody(connection: sqlite3.Connection | None, text: str) -> None:
    """Says that nobody is found for a text, and who has a name like it; without one, that nobody meets a query."""
    from crmcli import diagnostics
    from crmcli.i18n import _
    from crmcli.store import search

    _speak(connection)
    is_empty = connection is None or search.is_empty(connection)
    if connection is None or is_empty:
        diagnostics.narrate(_("There are no contacts yet. crm import FILE brings in your phone's."))
        return
    if not text:
        diagnostics.narrate(_("Nobody fits that."))
        return
    from crmcli.store import nearmisses

    near = nearmisses.suggest(connection, text)
    diagnostics.narrate(_("Nobody is found for '{text}'.").format(text=text))
    if near:
        diagnostics.narrate(_("Did you mean one of these?"))
        for contact_id, name, _kind, company, *_rest in near:
            diagnostics.narrate(f"  c{contact_id}  {name}" + (f" · {company}" if company else ""))
