"""What an export writes and answers: the text of a file to stdout, or a file and a sentence that says what is in it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from crmcli import context, diagnostics, exporting, files
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext

STDOUT = "-"
CONTACTS, ALL = "contacts", "all"
DIARY = ("followups", "occasions", "activities")
PIPELINE = ("deals", "moves")
_MEANT = {
    "followup": "followups",
    "occasion": "occasions",
    "birthdays": "occasions",
    "activity": "activities",
    "deal": "deals",
}
_VERSIONS = ("3.0", "4.0")


class Diary(NamedTuple):
    """What was asked for of a calendar, as typed."""

    times: str = ""
    alarms: Sequence[str] = ()
    is_silent: bool = False


class Options(NamedTuple):
    """What was asked for on the line."""

    words: Sequence[str]
    format: str
    version: str
    output: str
    photos: bool
    diary: Diary = Diary()


def run(options: Options) -> None:
    """Exports what the first word says: all is the whole database, some are of the diary, anything else contacts."""
    if options.output == "/dev/stdout":
        options = options._replace(output=STDOUT)  # nothing else is to be said there
    noun = options.words[0] if options.words else ""
    if noun in DIARY:
        from crmcli.commands import diary_export_answers

        diary_export_answers.run(noun, options)
        return
    if any(options.diary):
        raise Usage(
            _("--times and alarms are of a calendar."),
            _("crm export followups and crm export occasions write one."),
        )
    if noun in PIPELINE:
        from crmcli.commands import deal_export_answers

        deal_export_answers.run(noun, options)
    elif noun == ALL:
        _export_database(options)
    else:
        _export_contacts(options)


def _export_contacts(options: Options) -> None:
    from crmcli.store import outgoing, snapshots

    request = _request(options)
    store = context.current().reading()
    if store is None:
        export = exporting.Export((), 0, request, _progress(options), lambda contact_id: {})
        _write(options, request.format, export.pieces(), lambda: 0)
        return
    connection = store.connection
    with snapshots.of(connection):
        ids = chosen(connection, options.words[1:] if options.words[:1] == [CONTACTS] else options.words)
        contacts = outgoing.each(connection, ids, photos=options.photos and request.format != "csv")
        export = exporting.Export(
            contacts, len(ids), request, _progress(options), lambda contact_id: _record(connection, contact_id)
        )
        _write(options, request.format, export.pieces(), lambda: export.count)


def _export_database(options: Options) -> None:
    from crmcli.store import dumping, snapshots

    if len(options.words) > 1:
        raise Usage(
            _("crm export all takes no query: it is the whole database."),
            _("crm export contacts QUERY exports some contacts."),
        )
    if _format(options, "json") != "json" or options.version:
        raise Invalid(_("The whole database is exported as json only."), _("crm export contacts has more formats."))
    store = context.current().reading()
    if store is None:
        raise Invalid(_("There is no database yet, so there is nothing to export."))
    with snapshots.of(store.connection):
        count = dumping.contacts_in(store.connection)
        _write(options, ALL, dumping.pieces(store.connection, store.at), lambda: count)


def _request(options: Options) -> exporting.Request:
    format = _format(options, "json" if context.current().is_json and options.output == STDOUT else "vcf")
    if options.version and options.version not in _VERSIONS:
        raise Invalid(
            _("--version cannot be '{value}'.").format(value=options.version),
            _("There is: {all}.").format(all=", ".join(_VERSIONS)),
        )
    if options.version and format != "vcf":
        raise Usage(_("--version is of vCard, not of {format}.").format(format=format))
    return exporting.Request(format, options.version or _VERSIONS[0])


def _format(options: Options, otherwise: str) -> str:
    """The format that was asked for, else the one that the file's name ends in, else `otherwise`. Raises Invalid."""
    format = format_of(options, otherwise, exporting.FORMATS, exporting.SUFFIXES | {".ics": "ics"})
    if format == "ics":
        raise Invalid(
            _("Contacts are no calendar."), _("crm export followups and crm export occasions write one: -o crm.ics")
        )
    return format


def format_of(options: Options, otherwise: str, formats: Sequence[str], suffixes: Mapping[str, str]) -> str:
    """The format that was asked for, one of some; else the one that the file's name ends in, else `otherwise`.

    Raises Invalid for another.
    """
    if options.format:
        format = options.format.lower()
        if format not in formats:
            raise Invalid(
                _("--format cannot be '{value}'.").format(value=options.format),
                _("There is: {all}.").format(all=", ".join(formats)),
            )
        return format
    return suffixes.get(os.path.splitext(options.output)[1].lower(), otherwise)


def chosen(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """The contacts that a query means, or those whose references come in on stdin."""
    if words and not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("Leave the words out to export everybody."))
    if list(words) == [STDOUT]:
        from crmcli.commands import choosing

        return choosing.contacts(words)
    from crmcli.commands import timing
    from crmcli.store import criteria

    return criteria.contact_ids(connection, words, today=context.current().today, now_local=timing.local_now())


def _progress(options: Options) -> exporting.Progress:
    """How progress is shown: not at all where what is written stands on a terminal too, or comes to one by a pipe."""
    is_apart = options.output != STDOUT or _is_file(context.current().output.stream)
    return diagnostics.progress if is_apart else lambda done, total, what: None


def _is_file(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _record(connection: sqlite3.Connection, contact_id: int) -> dict[str, Any]:
    from crmcli.commands import cards as shapes
    from crmcli.store import cards, contacts

    return shapes.as_row(cards.of(connection, contacts.get(connection, contact_id)))


def _advise(words: Sequence[str]) -> None:
    """Says how a format is asked for, or a noun of the diary, where the name of one was searched for."""
    name = words[-1].lower() if words else ""
    if name in exporting.FORMATS:
        diagnostics.narrate(_("For that format: crm export --format {name}").format(name=name))
    noun = _MEANT.get(words[0].lower()) if words else None
    if noun:
        diagnostics.narrate(_("For those: crm export {noun}").format(noun=noun))


def _write(options: Options, format: str, pieces: Iterator[str], count: Callable[[], int]) -> None:
    if written(options, pieces):
        _answer(options.output, format, count())
    elif not count():
        diagnostics.narrate(_("Nobody fits that."))
        _advise(options.words)


def written(options: Options, pieces: Iterable[str]) -> bool:
    """Writes a text to where it is asked for; returns whether that is a file, which is then to be told of."""
    here = context.current()
    if options.output == STDOUT:
        for piece in pieces:
            here.output.raw(piece)
            if here.output.is_closed:
                break
        diagnostics.end_progress()
        return False
    here.spare(options.output)
    with files.whole(options.output) as file:
        file.writelines(pieces)
    diagnostics.end_progress()
    return True


def _answer(path: str, format: str, count: int) -> None:
    here = context.current()
    if here.is_json:
        here.output.document({"file": path, "format": format, "contacts": count})
        return
    if format == ALL:
        said = ngettext(
            "Wrote the whole database, {count} contact, to {path}.",
            "Wrote the whole database, {count} contacts, to {path}.",
            count,
        )
    else:
        said = ngettext("Wrote {count} contact to {path}.", "Wrote {count} contacts to {path}.", count)
    here.output.sentence(said.format(count=f"{count:,}", path=path))
