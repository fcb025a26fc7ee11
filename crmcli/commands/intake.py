"""Intake: one import from the options of the line to the report that answers it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import typer

from crmcli import context, diagnostics, import_report, importing, phones, texts
from crmcli.commands import saving
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext
from crmcli.store import imports

if TYPE_CHECKING:
    from crmcli.import_report import Report
    from crmcli.store.imports import Outcome

_SHOWN = 10  # problems and likely pairs that are listed; --json has all


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


def run(options: Options) -> None:
    """Reads, brings in, and reports. Ends with exit code 5 where a file could not be taken for an address book."""
    here = context.current()
    request = _request(options)
    stdin = sys.stdin.buffer if importing.STDIN in request.files else None
    with importing.Import(request, diagnostics.progress, stdin) as one:
        one.read()
        store = here.writing()
        report = one.bring_in(store, _show_row if options.dry_run and not here.is_json else None)
        diagnostics.end_progress()
        rejected = one.write_rejects() if options.rejects and report.total.rejected else []
    if here.is_json:
        here.output.document(import_report.as_row(report))
    else:
        _say(report, options)
    for path in rejected:
        diagnostics.narrate(_("What was rejected is in {path}.").format(path=path))
    total = report.total
    if any(each.failure for each in report.files) or (total.read and total.read == total.rejected):
        raise typer.Exit(diagnostics.INVALID)


def _request(options: Options) -> importing.Request:
    here = context.current()
    if options.on_match not in imports.ON_MATCH:
        raise Usage(
            _("--on-match cannot be '{value}'.").format(value=options.on_match),
            _("There is: {all}.").format(all=", ".join(imports.ON_MATCH)),
        )
    region = options.region.upper() or saving.region(here.reading())
    if options.region and not phones.is_region(region):
        raise Usage(
            _("There is no country '{value}'.").format(value=options.region),
            _("Write two letters, such as ID, BR, TW or US."),
        )
    return importing.Request(
        files=options.files,
        region=region,
        mapping=dict(_mapped(text) for text in options.map),
        groups=[texts.line(name, _("name of the group")) for name in options.groups],
        source=texts.optional_line(options.source, _("source")),
        on_match=options.on_match,
        rejects=options.rejects,
        photos=options.photos,
        dry_run=options.dry_run,
        command=here.command_line,
    )


def _mapped(text: str) -> tuple[str, str]:
    header, equals, name = text.rpartition("=")
    if not equals or not header.strip() or not name.strip():
        raise Invalid(
            _("--map needs a header, = and a field, not '{text}'.").format(text=text),
            _("For example: --map 'Handphone=phone:mobile'"),
        )
    return header.strip(), name.strip()


def _show_row(file: str, outcome: Outcome) -> None:
    """One card or row of a dry run."""
    who = f"c{outcome.contact_id} {outcome.name}" if outcome.kind != imports.CREATED else outcome.name
    details = "; ".join(outcome.details)
    context.current().output.say(f"{outcome.kind}\t{outcome.line}\t{who}" + (f"\t{details}" if details else ""))


def _say(report: Report, options: Options) -> None:
    here = context.current()
    if len(report.files) > 1:
        for each in report.files:
            here.output.say(f"{each.file}: {_counts(each.counts)}" if not each.failure else f"{each.file}: –")
    line = _counts(report.total)
    if report.total.rejected and not options.rejects:
        line += _(" (--rejects FILE keeps them)")
    here.output.say(line + _ending(report, options))
    _narrate(report)


def _ending(report: Report, options: Options) -> str:
    if options.dry_run:
        return "   " + _("dry run: nothing was kept")
    return saving.taken_back(report.operation_id) or "   " + _("nothing changed")


def _counts(counts: import_report.Counts) -> str:
    return _("{read} read: {created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected").format(
        read=f"{counts.read:,}",
        created=f"{counts.created:,}",
        updated=f"{counts.updated:,}",
        unchanged=f"{counts.unchanged:,}",
        rejected=f"{counts.rejected:,}",
    )


def _narrate(report: Report) -> None:
    """What the user should know besides the counts: on stderr, so that the answer stays one line a file."""
    for each in report.files:
        if each.failure:
            hint = f" {each.failure.hint}" if each.failure.hint else ""
            diagnostics.warn(f"{each.file}: {each.failure}{hint}")
    for problem in report.problems[:_SHOWN]:
        diagnostics.warn(f"{problem.file}:{problem.line}: {problem.reason}")
    _say_rest(len(report.problems))
    for outcome in report.removed[:_SHOWN]:
        diagnostics.narrate(
            _("c{id} {name} was removed by you and stays removed.").format(id=outcome.contact_id, name=outcome.name)
        )
    _say_rest(len(report.removed))
    _narrate_pairs(report)
    if report.companies_made:
        made = report.companies_made
        diagnostics.narrate(
            ngettext("{count} company was made for them.", "{count} companies were made for them.", made).format(
                count=f"{made:,}"
            )
        )
    _narrate_phones(report)


def _narrate_pairs(report: Report) -> None:
    if report.possible_duplicates:
        count = len(report.possible_duplicates)
        diagnostics.narrate(
            ngettext("{count} may be there twice:", "{count} may be there twice:", count).format(count=count)
        )
    for outcome in report.possible_duplicates[:_SHOWN]:
        diagnostics.narrate(f"  c{outcome.contact_id} {outcome.name} ~ c{outcome.similar} ({_(outcome.reason)})")
    _say_rest(len(report.possible_duplicates))


def _narrate_phones(report: Report) -> None:
    if report.national:
        diagnostics.narrate(
            _("{number} was read as a number of {country}; --region reads it as another's.").format(
                number=report.national, country=phones.country_name(report.region)
            )
        )
    if report.unread and not report.region:
        diagnostics.narrate(
            _("{count} phone numbers without a country code were kept as given; --region ID reads them.").format(
                count=f"{report.unread:,}"
            )
        )


def _say_rest(count: int) -> None:
    if count > _SHOWN:
        diagnostics.narrate(_("  and {count} more; --json lists them all.").format(count=f"{count - _SHOWN:,}"))
