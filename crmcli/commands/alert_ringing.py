"""Ringing: each alert is claimed, told, and marked as told, in this order, so that none is told by two at once.

Whatever fails is released for the next time, and does not keep the others from ringing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crmcli.commands import alert_texts
from crmcli.delivery import notifying
from crmcli.errors import Undelivered
from crmcli.i18n import _
from crmcli.store import alerts, deliveries
from crmcli.store.deliveries import ALERT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crmcli.commands.alert_requests import Request
    from crmcli.store.alerts import Alert
    from crmcli.store.db import Store

_STILL_NOW = 15  # minutes in which what is late has just begun


class Ringer:
    """Tells alerts the way that is asked for, and knows what came of it.

    `told` are the records of those that were told, `failed` names the others, `problems` say why; of these, `news` are
    those that failed for the first time, or for another reason than the last time.
    """

    def __init__(self, store: Store, now: datetime, request: Request) -> None:
        self.told: list[dict[str, Any]] = []
        self.failed: list[str] = []
        self.problems: list[Undelivered] = []
        self.news: list[Undelivered] = []
        self._store = store
        self._now = now
        self._request = request

    def tell(self, group: Sequence[Alert]) -> None:
        """Tells some alerts together: those that nobody else is about, and that are still to be told."""
        ours = [alert for alert in group if self._is_ours(alert)]
        if not ours:
            return
        try:
            rows = alert_texts.rows(self._store.connection, ours, self._now, self._request.before)
            is_missed = all(row["late_minutes"] > _STILL_NOW for row in rows)
            self._deliver(rows[0] if len(group) == 1 else alert_texts.summary(rows), is_missed=is_missed)
        except Undelivered as problem:
            self._give_back(ours, problem.message, problem)
            return
        except BaseException:
            self._give_back(ours, _("It was broken off."))
            raise
        for alert in ours:
            deliveries.mark_sent(self._store, ALERT, self._key(alert), self._now)
        self.told += rows

    def _give_back(self, group: Sequence[Alert], reason: str, problem: Undelivered | None = None) -> None:
        """Notes that some could not be told, for whoever tries next."""
        before = {deliveries.problem(self._store.connection, ALERT, self._key(alert)) for alert in group}
        for alert in group:
            deliveries.release(self._store, ALERT, self._key(alert), self._now, reason)
        self.failed += [alert.ref for alert in group]
        if problem is not None:
            self.problems.append(problem)
            if any(_core(each) != _core(reason) for each in before):
                self.news.append(problem)

    def _key(self, alert: Alert) -> str:
        return alert.key(self._request.channel)

    def _is_ours(self, alert: Alert) -> bool:
        """Whether the claim on it is ours. What was done or put off while others rang is let go."""
        key = self._key(alert)
        if not deliveries.claim(self._store, ALERT, key, self._now):
            return False
        if alerts.rings_still(self._store.connection, alert):
            return True
        deliveries.forget(self._store, ALERT, [key])
        return False

    def _deliver(self, row: dict[str, Any], *, is_missed: bool) -> None:
        if self._request.command:
            notifying.run(self._request.command, row)
            return
        # A critical one stays on the screen until it is closed: nobody is to miss a meeting for having looked away.
        notifying.notify(row["title"], row["body"], urgency="normal" if is_missed else "critical")


def _core(problem: str) -> str:
    """A reason without its numbers: those of a process or of milliseconds are others each time."""
    return re.sub(r"[0-9]+", "", problem)
