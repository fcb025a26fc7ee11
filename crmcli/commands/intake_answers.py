"""What an import answers: a line of counts a file, for a dry run what would become of each card or row, and on stderr
what the user should know besides."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, import_report, import_sentences, phones
from crmcli.commands import saving
from crmcli.i18n import _, ngettext
from crmcli.output import Column

if TYPE_CHECKING:
    from crmcli.commands.intake import Options
    from crmcli.import_report import Report
    from crmcli.store.imports import Outcome

_EXAMPLES = 3  # files that are named for many
_SHOWN = 10  # problems and likely pairs that are listed; --json has all


def answer(report: Report, options: Options, shown: Sequence[tuple[str, Outcome]]) -> None:
    """Writes the report; `shown` is what became of each card or row, by its file, where that was asked for."""
    here = context.current()
    if here.is_json:
        here.output.document(import_report.as_row(report))
        return
    if options.dry_run:
        here.output.listing(_rows(report, shown), _columns(lambda file: _named(report, file)))
    _say(report, options)


def _columns(shown: Callable[[str], str]) -> list[Column]:
    words = import_sentences.kinds()
    return [
        Column("kind", _("What"), lambda row: words[row["kind"]]),
        Column("place", _("Where"), lambda row: f"{shown(row['file'])}:{row['line']}"),
        Column("id", _("Id"), lambda row: row["ref"]),
        Column("name", _("Name"), is_wide=True),
        Column("details", _("Changes"), is_wide=True),
    ]


def _rows(report: Report, shown: Sequence[tuple[str, Outcome]]) -> list[dict[str, Any]]:
    """What would become of each card or row, in the order of the files and of their lines."""
    made = {outcome.contact_id for _file, outcome in shown if outcome.kind == "created"}
    rows: list[dict[str, Any]] = [
        {
            "file": file,
            "line": outcome.line,
            "kind": outcome.kind,
            "id": None if outcome.contact_id in made else outcome.contact_id,
            "ref": _ref(outcome, made),
            "name": outcome.name,
            "details": "; ".join(outcome.details),
        }
        for file, outcome in shown
    ]
    for problem in report.problems:
        if problem.is_rejection:
            row = {"file": problem.file, "line": problem.line, "kind": "rejected", "id": None, "ref": "", "name": ""}
            rows.append({**row, "details": problem.reason})
    order = {each.file: number for number, each in enumerate(report.files)}
    return sorted(rows, key=lambda row: (order[row["file"]], row["line"]))


def _ref(outcome: Outcome, made: Container[int]) -> str:
    """What the user calls the contact or deal that a card or row is; empty for one that would be new."""
    if outcome.deal_id:
        return "" if outcome.kind == "created" else f"d{outcome.deal_id}"
    return "" if not outcome.contact_id or outcome.contact_id in made else f"c{outcome.contact_id}"


def _say(report: Report, options: Options) -> None:
    here = context.current()
    if len(report.files) > 1:
        for each in report.files:
            if each.failure is None:
                here.output.sentence(f"{each.file}: {import_sentences.counts(each.counts)}")
            elif not _are_many(report):
                here.output.sentence(f"{each.file}: –")
    line = import_sentences.counts(report.total)
    if report.total.rejected and not options.rejects:
        line += _(" (--rejects FILE keeps them)")
    here.output.sentence(line + _ending(report, options))
    _narrate(report, options)


def _ending(report: Report, options: Options) -> str:
    if options.dry_run:
        return "   " + _("dry run: nothing was kept")
    return saving.taken_back(report.operation_id) or "   " + _("nothing changed")


def _narrate(report: Report, options: Options) -> None:
    """What the user should know besides the counts: on stderr, so that the answer stays one line a file."""
    _warn_of_failures(report)
    # A dry run has said what it rejects, row by row.
    problems = [each for each in report.problems if not (options.dry_run and each.is_rejection)]
    for problem in problems[:_SHOWN]:
        diagnostics.warn(f"{_named(report, problem.file)}:{problem.line}: {problem.reason}")
    _say_rest(len(problems))
    _narrate_removed(report)
    _narrate_pairs(report)
    if report.deals is not None:
        from crmcli.commands import intake_deals

        intake_deals.narrate_people(report.deals, is_trial=options.dry_run)
    if report.companies_made:
        diagnostics.narrate(_companies(report.companies_made, is_trial=options.dry_run))
    if report.deals is not None:
        intake_deals.narrate(report, report.deals, is_trial=options.dry_run)
    _narrate_phones(report, options)
    if report.appointments is not None:
        from crmcli.commands import intake_appointments

        intake_appointments.narrate(report.appointments, options)


def _narrate_removed(report: Report) -> None:
    """Says who and what the user removed, and stays removed; of a deal also how it comes back."""
    for outcome in report.removed[:_SHOWN]:
        said = _("c{id} {name} was removed by you and stays removed.")
        if outcome.deal_id:
            said = _("d{deal} {name} was removed by you and stays removed (crm undo o{operation} brings it back).")
        diagnostics.narrate(
            said.format(id=outcome.contact_id, name=outcome.name, deal=outcome.deal_id, operation=outcome.removed_by)
        )
    _say_rest(len(report.removed))


def _companies(made: int, *, is_trial: bool) -> str:
    said = ngettext("{count} company was made for them.", "{count} companies were made for them.", made)
    if is_trial:
        said = ngettext("{count} company would be made for them.", "{count} companies would be made for them.", made)
    return said.format(count=f"{made:,}")


def _named(report: Report, file: str) -> str:
    """A file as the user knows it: where there is one only, its folders say nothing."""
    return os.path.basename(file) if len(report.files) == 1 else file


def _are_many(report: Report) -> bool:
    """Whether more files were no address books than are worth a line each, as in a folder of everything."""
    return sum(each.failure is not None for each in report.files) > _SHOWN


def _warn_of_failures(report: Report) -> None:
    failed = [each for each in report.files if each.failure]
    if not _are_many(report):
        for each in failed:
            hint = f" {each.failure.hint}" if each.failure and each.failure.hint else ""
            diagnostics.warn(f"{each.file}: {each.failure}{hint}")
        return
    sentence = _("{count} files are no address books: {files}, …; --json says why of each.")
    names = ", ".join(os.path.basename(each.file) for each in failed[:_EXAMPLES])
    diagnostics.warn(sentence.format(count=f"{len(failed):,}", files=names))


def _narrate_pairs(report: Report) -> None:
    if report.possible_duplicates:
        count = len(report.possible_duplicates)
        diagnostics.narrate(
            ngettext("{count} may be there twice:", "{count} may be there twice:", count).format(count=count)
        )
    for outcome in report.possible_duplicates[:_SHOWN]:
        diagnostics.narrate(f"  c{outcome.contact_id} {outcome.name} ~ c{outcome.similar} ({_(outcome.reason)})")
    _say_rest(len(report.possible_duplicates))


def _narrate_phones(report: Report, options: Options) -> None:
    """Says by which country numbers were read, unless the user has said it."""
    if report.national and not options.region:
        from crmcli import preferences

        said = _("{number} was read as a number of {country}, from your time zone; --region reads it as another's.")
        if preferences.stored_value(context.current(), "region"):
            said = _("{number} was read as a number of {country}, from your settings; --region reads it as another's.")
        country = phones.country_name(report.region)
        diagnostics.narrate(said.format(number=report.national, country=country))
    if report.unread and not report.region:
        diagnostics.narrate(
            _("{count} phone numbers without a country code were kept as given; --region ID reads them.").format(
                count=f"{report.unread:,}"
            )
        )


def _say_rest(count: int) -> None:
    if count > _SHOWN:
        diagnostics.narrate(_("  and {count} more; --json lists them all.").format(count=f"{count - _SHOWN:,}"))
