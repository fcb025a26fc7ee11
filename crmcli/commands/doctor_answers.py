"""What `crm doctor` answers: a line for each check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crmcli import context, diagnostics, settings
from crmcli.commands import schedule_health
from crmcli.i18n import _
from crmcli.output import TABLE, Column
from crmcli.store import checking
from crmcli.store.checking import OK, PROBLEM, Finding, Patient


def examine(is_mending: bool) -> bool:
    """Looks everything over and writes what was found; returns whether no problem is left.

    Raises what opening the database raises.
    """
    here = context.current()
    here.reading()  # an old schema is brought up to date, as any command does
    with checking.readable(here.database) as connection:
        patient = Patient(here.database, connection, here.now, here.writing)
        found = [*_told(checking.examine(patient, is_mending=is_mending)), _machine(), *schedule_health.findings()]
    if here.mode == TABLE:
        for each in found:
            _say(each)
    else:
        here.output.listing(map(as_row, found), _columns(), ids=lambda row: str(row["check"]))
    if connection is None:
        diagnostics.narrate(_("There is no database yet; crm makes one with the first contact."))
    return all(each.state != PROBLEM for each in found)


def as_row(finding: Finding) -> dict[str, Any]:
    """A finding as its documented JSON."""
    return {
        "check": finding.check,
        "state": finding.state,
        "message": finding.message,
        "hint": finding.hint or None,
        "fixed": finding.fixed,
    }


def _told(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, with how far the looking has come: a large database takes seconds."""
    for number, finding in enumerate(findings):
        diagnostics.progress(number, len(checking.checks()), _("looking"))
        yield finding
    diagnostics.end_progress()


def _machine() -> Finding:
    """What is wrong with the file of settings of this machine."""
    problems = settings.problems()
    if problems:
        hint = _("crm settings edit opens it.")
        return Finding(checking.WARNING, " ".join(problems), hint, check="machine")
    return Finding(OK, _("The settings of this machine are understood."), check="machine")


def _say(finding: Finding) -> None:
    """A line for a person, with what to do below it: cells of a table would cut what matters."""
    output = context.current().output
    output.sentence(f"{_state(as_row(finding)):8} {finding.check:12} {finding.message}")
    if finding.hint:
        output.sentence(" " * 22 + finding.hint)


def _state(row: Mapping[str, Any]) -> str:
    return "fixed" if row["fixed"] else str(row["state"])


def _columns() -> list[Column]:
    return [
        Column("state", _("State"), _state),
        Column("check", _("Check")),
        Column("message", _("Found")),
        Column("hint", _("What to do")),
    ]
