"""Intake: one import from the options of the line to its answer, and the file of what was rejected."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import typer

from crmcli import context, diagnostics, importing, own_addresses, phones, preferences, texts
from crmcli.commands import carrying, intake_answers, saving, timing
from crmcli.errors import Invalid, NotFound, Usage
from crmcli.formats import recognition
from crmcli.i18n import _
from crmcli.output import is_terminal
from crmcli.store import imports

if TYPE_CHECKING:
    from crmcli.store.imports import Outcome


_HOLDS = (recognition.CONTACTS, recognition.DEALS)


class Options(NamedTuple):
    """What was asked for on the line."""

    files: Sequence[str]
    dry_run: bool
    map: Sequence[str]
    region: str
    groups: Sequence[str]
    source: str
    on_match: str
    rejects: str
    photos: bool
    past: bool = False
    known: bool = False
    holds: str = ""
    makes_stages: bool = False
    next_on: str = ""


def run(options: Options) -> None:
    """Reads, brings in, and reports. Ends with exit code 5 where a file could not be taken for an address book."""
    here = context.current()
    for file in options.files:
        here.spare(file)
    if carrying.run(options):
        return
    request = _request(options)
    stdin = getattr(sys.stdin, "buffer", None) if importing.STDIN in request.files else None
    shown: list[tuple[str, Outcome]] = []
    with importing.Import(request, diagnostics.progress, stdin) as one:
        one.read()
        report = one.bring_in(
            here.writing(options.dry_run),
            (lambda file, outcome: shown.append((file, outcome))) if options.dry_run and not here.is_json else None,
        )
        diagnostics.end_progress()
        intake_answers.answer(report, options, shown)
        # What was done is said before, because this may fail.
        rejected = one.write_rejects() if options.rejects and report.total.rejected else []
    for path in rejected:
        diagnostics.narrate(_("What was rejected is in {path}.").format(path=path))
    total = report.total
    if any(each.failure for each in report.files) or (total.read and total.read == total.rejected):
        raise typer.Exit(diagnostics.INVALID)


def standard_input(usage: str) -> list[str]:
    """What is taken where no file is named: what is piped in. Raises Usage, with that hint, where nothing is."""
    if sys.stdin is None or sys.stdin.closed or is_terminal(sys.stdin) or _is_empty(sys.stdin.buffer):
        raise Usage(_("{name} is missing.").format(name="FILE…"), usage)
    return [importing.STDIN]


def _is_empty(stream: BinaryIO) -> bool:
    """Whether nothing comes: the input of a job without a terminal is often /dev/null."""
    return isinstance(stream, io.BufferedReader) and not stream.peek(1)


def _request(options: Options) -> importing.Request:
    here = context.current()
    if options.on_match not in imports.ON_MATCH:
        raise Invalid(
            _("--on-match cannot be '{value}'.").format(value=options.on_match),
            _("There is: {all}.").format(all=", ".join(imports.ON_MATCH)),
        )
    if options.holds not in ("", *_HOLDS):
        raise Invalid(
            _("--as cannot be '{value}'.").format(value=options.holds),
            _("There is: {all}.").format(all=", ".join(_HOLDS)),
        )
    region = options.region.upper() or saving.region(here.reading())
    if options.region and not phones.is_region(region):
        raise Invalid(
            _("There is no country '{value}'.").format(value=options.region),
            _("Write two letters, such as ID, BR, TW or US."),
        )
    if options.rejects:
        _check_rejects(options)
    return importing.Request(
        files=options.files,
        region=region,
        date_order=preferences.stored_value(here, "date_order") or "",
        mapping=dict(_mapped(text) for text in options.map),
        groups=[texts.line(name, _("name of the group")) for name in options.groups],
        source=texts.optional_line(options.source, _("source")),
        on_match=options.on_match,
        rejects=options.rejects,
        photos=options.photos,
        own_emails=own_addresses.of(preferences.stored_value(here, "own_emails") or ""),
        past=options.past,
        known=options.known,
        dry_run=options.dry_run,
        command=here.command_line,
        database=here.database,
        holds=options.holds,
        makes_stages=options.makes_stages,
        next_on=timing.due(options.next_on).due if options.next_on else "",
    )


def _mapped(text: str) -> tuple[str, str]:
    header, equals, name = text.rpartition("=")
    if not equals or not header.strip() or not name.strip():
        raise Invalid(
            _("--map needs a header, = and a field, not '{text}'.").format(text=text),
            _("For example: --map 'Handphone=phone:mobile'"),
        )
    return header.strip(), name.strip()


def _check_rejects(options: Options) -> None:
    """Refuses, before anything is done, a file for what is rejected that cannot be written, or that is imported."""
    path, (stem, _dot) = options.rejects, os.path.splitext(options.rejects)
    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path):
        raise Invalid(_("{path} is a folder; --rejects needs a file.").format(path=path))
    if not os.path.isdir(folder):
        raise NotFound(_("There is no folder {path}.").format(path=folder))
    endings = (*importing.SUFFIXES, ".json")
    named = (path, *(stem + kind + ending for kind in ("", f".{recognition.DEALS}") for ending in endings))
    for each in named:
        context.current().spare(each)
    written = {os.path.realpath(each) for each in named}
    for file in options.files:
        if os.path.realpath(file) in written:
            raise Invalid(_("--rejects would write over {path}.").format(path=file), _("Name another file."))
