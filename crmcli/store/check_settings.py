"""Checks of the settings of the business, and of the clock by which it is worked."""

from __future__ import annotations

from datetime import datetime, timedelta

from crmcli.errors import CrmError
from crmcli.i18n import _, ngettext
from crmcli.store import settings
from crmcli.store.checking import OK, PROBLEM, WARNING, Check, Finding, Patient


def _settings(patient: Patient) -> Finding:
    wrong = [name for name, value in settings.all_of(patient.data).items() if not _is_understood(name, value)]
    if wrong:
        return Finding(
            PROBLEM,
            _("Settings that cannot be understood: {names}.").format(names=", ".join(wrong)),
            _("Set it anew: crm settings set {name} VALUE").format(name=wrong[0]),
        )
    return Finding(OK, _("The settings of the business are understood."))


def _is_understood(name: str, value: str) -> bool:
    if name not in settings.KEYS:
        return True  # another part of crm keeps it there
    try:
        settings.KEYS[name].check(value)
    except CrmError:
        return False
    return True


def _clock(patient: Patient) -> Finding:
    newest = patient.data.execute("SELECT at FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    try:
        ahead = datetime.fromisoformat(newest[0]) - patient.now if newest else timedelta()
    except (TypeError, ValueError):
        return Finding(WARNING, _("The newest change has no time that can be read."))
    if ahead > timedelta(days=1):
        return Finding(
            WARNING,
            ngettext(
                "The newest change is {days} day in the future.",
                "The newest change is {days} days in the future.",
                ahead.days,
            ).format(days=ahead.days),
            _("Look at the clock of this machine: it was ahead then, or is behind now."),
        )
    return Finding(OK, _("The clock goes on from the newest change."))


CHECKS = (Check("settings", _settings), Check("clock", _clock))
