"""A check of the deals: whether their stages, people and moves go together."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.store import deal_soundness
from crmcli.store.checking import OK, PROBLEM, Check, Finding, Patient, restored


def _deals(patient: Patient) -> Finding:
    found = list(deal_soundness.faults(patient.data))
    if found:
        return Finding(PROBLEM, " ".join(found), restored())
    return Finding(OK, _("Deals are where their moves have led them."))


CHECKS = (Check("deals", _deals),)
