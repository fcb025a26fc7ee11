"""A check of what crm tells by itself: whether it gets through."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.store import delivery_failures
from crmcli.store.checking import OK, WARNING, Check, Finding, Patient


def _delivery(patient: Patient) -> Finding:
    sentence = delivery_failures.newest(patient.data, patient.now)
    if sentence:
        return Finding(
            WARNING, sentence, _("It is tried again next time; crm settings list shows what mail and alerts need.")
        )
    return Finding(OK, _("What crm tells by itself gets through."))


CHECKS = (Check("delivery", _delivery),)
