"""Drafts of deals made ready for the store: sums, days and instants read, outcomes told, people made ready.

It is most of an import's own work, and done before the lock is taken. It stores nothing; what cannot be read is left
out and said.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import TYPE_CHECKING

from crmcli import dates, deal_moments, deal_outcomes
from crmcli.deal_figures import Figures
from crmcli.errors import CrmError
from crmcli.folding import fold
from crmcli.formats.drafts import ChannelDraft, ContactDraft
from crmcli.i18n import _
from crmcli.store import deal_contacts, deal_uids, deal_values, stages
from crmcli.store.db import instant
from crmcli.store.duplicate_companies import has_legal_form
from crmcli.store.incoming_deals import IncomingDeal, IncomingMove, IncomingParty
from crmcli.texts import LONGEST_LINE, LONGEST_TEXT

if TYPE_CHECKING:
    from crmcli.formats.deals.drafts import DealDraft, MoveDraft, PartyDraft
    from crmcli.preparing import Preparer

_LONGEST_UID = 200


class DealPreparer:
    """Makes the drafts of one import ready; days are those of `zone`, sums without a currency of `currency`.

    `next_on` is when a next step is due that has no day; where it is empty, `steps_kept` counts those kept as a field.
    """

    def __init__(self, contacts: Preparer, now: datetime, zone: str, currency: str, next_on: str = "") -> None:
        self.steps_kept = 0
        self._next_on = next_on
        self._contacts = contacts
        self._now = now
        self._today = dates.When(now.astimezone(_zone(zone)).date()).due
        self._zone = zone
        self._currency = currency

    def deal(self, file: str, draft: DealDraft) -> IncomingDeal:
        """A deal as the store takes it. What was left out of it is added to the problems of the draft."""
        title = self._line(draft, "title", _("The title"))
        outcome = deal_outcomes.read(draft)
        closed, expected = self._ends(draft, outcome)
        one = IncomingDeal(
            line=draft.line,
            title=title,
            folded=fold(title),
            parties=[self._party(file, draft, each) for each in draft.parties],
            pipeline=draft.values.get("pipeline", "")[:LONGEST_LINE],
            stage=draft.values.get("stage", "")[:LONGEST_LINE],
            outcome=outcome,
            values=self._values(draft, outcome, expected),
            next=self._next(draft, outcome),
            fields=draft.fields,
            tags=self._tags(draft),
            created_at=self._instant(draft, "created"),
            stage_since=self._instant(draft, "since"),
            closed_at=closed,
            moves=self._moves(draft),
            close_changes=self._close_changes(draft, expected),
            competitors=_competitors(draft),
            uids=[(kind, uid) for kind, uid in dict.fromkeys(draft.uids) if _is_uid(kind, uid)],
            content="",
        )
        return one._replace(content=_content(one))

    def _values(self, draft: DealDraft, outcome: str, expected: str) -> dict[str, str | int]:
        """The columns of the deal that are not empty."""
        values = Figures(draft, self._currency).columns()
        if expected:
            values["expected_close"] = expected
        for name, column in (("source", "source"), ("reason", "lost_reason")):
            if text := self._line(draft, name, _("A text")):
                values[column] = text
        if outcome and outcome != stages.LOST:
            values.pop("lost_reason", None)
        if outcome in deal_outcomes.CLOSED and draft.program not in ("", "crm"):
            values.pop("chance", None)  # which is then all or nothing there
        if notes := draft.values.get("notes", ""):
            values["notes"] = notes[:LONGEST_TEXT]
        return values

    def _line(self, draft: DealDraft, name: str, what: str) -> str:
        """A text on one line, no longer than anybody may type one."""
        text = " ".join(draft.values.get(name, "").split())
        if len(text) > LONGEST_LINE:
            draft.problems.append(
                _("{what} of {count} characters was cut to {most}.").format(
                    what=what, count=len(text), most=LONGEST_LINE
                )
            )
        return text[:LONGEST_LINE].rstrip()

    def _ends(self, draft: DealDraft, outcome: str) -> tuple[str, str]:
        """When it was closed, an instant, and the day on which it is or was expected to close; each may be empty."""
        expected = self._day(draft, "close")
        if outcome not in deal_outcomes.CLOSED:
            return self._instant(draft, "closed"), expected
        names = {stages.WON: ("won", "closed"), stages.LOST: ("lost", "closed")}.get(outcome, ("closed",))
        closed = next((found for name in names if (found := self._instant(draft, name))), "")
        if not closed and expected and expected <= self._today:
            # Where there is one day only, it is that on which the deal was closed.
            return self._instant(draft, "close"), ""
        return closed or self._instant(draft, "since") or self._instant(draft, "updated"), expected

    def _day(self, draft: DealDraft, name: str) -> str:
        found = self._read(draft, name)
        if found is None:
            return ""
        if found.instant is not None:
            return found.instant.astimezone(_zone(self._zone)).date().isoformat()
        return found.day.isoformat()

    def _instant(self, draft: DealDraft, name: str) -> str:
        """An instant as the database has it; the noon of a day without a time. Empty where nothing is said."""
        found = self._read(draft, name)
        if found is None:
            return ""
        try:
            moment = found.instant or dates.instant(dates.When(found.day, found.time or time(12)), self._zone)
        except (CrmError, OverflowError):
            return self._unread(draft, name)
        if moment > self._now:
            if moment - self._now > timedelta(days=1) or found.time is not None:
                draft.problems.append(_("{text} is yet to come, so it is now.").format(text=draft.values[name][:60]))
            moment = self._now
        return instant(moment)

    def _read(self, draft: DealDraft, name: str) -> deal_moments.Read | None:
        text = draft.values.get(name, "")
        if not text:
            return None
        found = deal_moments.read(text, draft.date_order)
        if found is None or not 1900 <= found.day.year <= 9990:
            self._unread(draft, name)
            return None
        return found

    def _unread(self, draft: DealDraft, name: str) -> str:
        said = _("{text} is not a day that can be read.").format(text=draft.values[name][:60])
        if said not in draft.problems:
            draft.problems.append(said)
        return ""

    def _next(self, draft: DealDraft, outcome: str) -> tuple[str, str] | None:
        """What is to be done next. A text without a day is kept as a field of the deal; a day alone says nothing."""
        what = self._line(draft, "next", _("A text"))
        found = self._read(draft, "due") if what else None
        is_open = outcome not in deal_outcomes.CLOSED
        due = found.due if found else self._next_on if is_open else ""
        if what and not due:
            draft.fields.setdefault(_("next step"), what)
            self.steps_kept += is_open
        return (what, due) if what and due else None

    def _tags(self, draft: DealDraft) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in draft.tags:
            try:
                found |= {key: tag for key, tag in deal_values.tags([each]).items() if key not in found}
            except CrmError as error:
                draft.problems.append(str(error))
        return dict(list(found.items())[:50])

    def _moves(self, draft: DealDraft) -> list[IncomingMove]:
        """The history of the deal; nothing of it where it goes backwards in time, or beyond now."""
        found = [self._move(each) for each in draft.moves]
        known = [each for each in found if each is not None]
        instants = [each.at for each in known]
        is_good = len(known) == len(found) and instants == sorted(instants)
        if is_good and (not instants or instants[-1] <= instant(self._now)):
            return known
        draft.problems.append(_("The history of the deal cannot be read, so it begins where the deal does."))
        return []

    def _move(self, draft: MoveDraft) -> IncomingMove | None:
        read = deal_moments.read(draft.at, "ymd")
        if read is None or read.instant is None or draft.outcome not in stages.OUTCOMES or not draft.stage:
            return None
        return IncomingMove(
            draft.pipeline[:LONGEST_LINE],
            draft.stage[:LONGEST_LINE],
            draft.outcome,
            instant(read.instant),
            draft.note[:LONGEST_TEXT] or None,
        )

    def _close_changes(self, draft: DealDraft, expected: str) -> list[tuple[str | None, str | None, str]]:
        """How the expected close was put off; nothing of it where it does not lead to the one that is expected."""
        found: list[tuple[str | None, str | None, str]] = []
        for before, after, at in draft.close_changes:
            days = [deal_moments.read(day, "ymd") if day else None for day in (before, after)]
            moment = deal_moments.read(at, "ymd")
            if moment is None or moment.instant is None or moment.instant > self._now:
                return []
            first, second = (each.day.isoformat() if each else None for each in days)
            if found and (found[-1][1] != first or found[-1][2] > instant(moment.instant)):
                return []
            found.append((first, second, instant(moment.instant)))
        return found if found and found[-1][1] == (expected or None) else []

    def _party(self, file: str, draft: DealDraft, party: PartyDraft) -> IncomingParty:
        who = self._contacts.contact(file, _contact(draft.line, party))
        return IncomingParty(
            who,
            ",".join(each for each in deal_contacts.ROLES if each in party.roles),
            party.stance if party.stance in deal_contacts.STANCES else None,
            party.warmth if party.warmth in deal_contacts.WARMTHS else None,
        )


def _contact(line: int, party: PartyDraft) -> ContactDraft:
    """Whom a deal is with, as any address book would say it."""
    name, company, kind = party.name, party.company, "person"
    if not name and company and not party.job:
        name, company, kind = company, "", "company"
    elif name and not company and has_legal_form(name):
        kind = "company"
    elif name and fold(name) == fold(company):
        company, kind = "", "company"
    channels = [ChannelDraft("email", each) for each in party.emails if each]
    channels += [ChannelDraft("phone", number, label) for number, label in party.phones]
    named_by = "name"
    if not name:
        name, named_by = channels[0].value, channels[0].kind
    said = "\0".join((kind, name, company, party.job, party.uid, *(f"{c.kind} {c.value}" for c in channels)))
    return ContactDraft(
        line,
        said,
        kind,
        name[:LONGEST_LINE],
        named_by,
        title=party.job,
        company=company[:LONGEST_LINE],
        channels=channels,
        uids=[party.uid] if party.uid else [],
    )


def _competitors(draft: DealDraft) -> list[tuple[str, str, str | None, bool]]:
    """The competitors as the store takes them, each once."""
    found: dict[str, tuple[str, str, str | None, bool]] = {}
    for name, note, is_winner in draft.competitors:
        name = name[:LONGEST_LINE].rstrip()
        found.setdefault(fold(name), (name, fold(name), note[:LONGEST_LINE] or None, is_winner))
    return [each for folded, each in found.items() if folded]


def _is_uid(kind: str, uid: str) -> bool:
    return kind != deal_uids.CONTENT and 0 < len(kind) <= 40 and 0 < len(uid) <= _LONGEST_UID


def _content(one: IncomingDeal) -> str:
    """What the same row is known by again, wherever it stands in a file: a hash of all that it says."""
    parties = [(each.who.content, *each[1:]) for each in one.parties]
    said = repr((one._replace(line=0, parties=[], content=""), parties))
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name) if name else None
