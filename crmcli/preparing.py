"""Drafts made ready for the store: phones read, names folded, keys reckoned. It is most of an import's own work, and it
is done before the lock is taken. It stores nothing, and notes what is worth saying in the report."""

from __future__ import annotations

from hashlib import sha256
from operator import attrgetter

from crmcli import phones
from crmcli.folding import fold
from crmcli.formats.drafts import AddressDraft, ChannelDraft, ContactDraft, GroupDraft
from crmcli.i18n import _
from crmcli.import_report import Problem, Report
from crmcli.store import channels
from crmcli.store.addresses import PARTS
from crmcli.store.imports import TEXTS, Incoming, IncomingGroup, Reach
from crmcli.texts import LONGEST_LINE

_MADE_NAMES = frozenset(("phone", "email", "other"))

_texts_of = attrgetter(*TEXTS)
_parts_of = attrgetter(*PARTS)
_day_of = attrgetter("kind", "year", "month", "day")
_is_preferred = attrgetter("preferred")


class Preparer:
    """Makes the drafts of one import ready; numbers without a country code are read by the rules of `region`."""

    def __init__(self, report: Report, region: str) -> None:
        self._report = report
        self._region = region

    def group(self, draft: GroupDraft) -> IncomingGroup:
        """A card that is a group of others, as the store takes it."""
        return IncomingGroup(draft.line, draft.name, tuple(draft.member_uids))

    def contact(self, file: str, draft: ContactDraft) -> Incoming:
        """Somebody as the store takes them; `file` is named where something is to be said of the draft."""
        for reason in draft.problems:
            self._note(file, draft, reason)
        given = draft.channels
        if len(given) > 1:
            given.sort(key=_is_preferred, reverse=True)
        name = draft.name
        # In the order of its fields: to name them here would take twice the time.
        return Incoming(
            draft.line,
            draft.kind,
            name,
            fold(name),
            draft.named_by in _MADE_NAMES or name in [each.value for each in given],
            {column: text for column, text in zip(TEXTS, _texts_of(draft), strict=True) if text},
            draft.company,
            [self._cut(file, draft, each) for each in draft.groups] if draft.groups else (),
            list(map(self._channel, given)),
            list(map(_address, draft.addresses)) if draft.addresses else (),
            list(map(_day_of, draft.occasions)) if draft.occasions else (),
            [(self._cut(file, draft, each.kind), each.name) for each in draft.relations],
            list(dict.fromkeys(draft.uids)) if draft.uids else (),
            sha256(draft.source.strip().encode("utf-8", "replace")).hexdigest()[:32],
            (draft.photo.data, draft.photo.media_type) if draft.photo else None,
            draft.fields,
            draft.unparsed or (),
            draft.facts,
        )

    def _cut(self, file: str, draft: ContactDraft, name: str) -> str:
        """A name of a group or a relation, no longer than anybody may type one."""
        if len(name) <= LONGEST_LINE:
            return name
        reason = _("A name of {count} characters was cut to {most}.").format(count=len(name), most=LONGEST_LINE)
        self._note(file, draft, reason)
        return name[:LONGEST_LINE].rstrip()

    def _note(self, file: str, draft: ContactDraft, reason: str) -> None:
        self._report.problems.append(Problem(file, draft.line, reason, is_rejection=False))

    def _channel(self, draft: ChannelDraft) -> Reach:
        value = draft.value
        channel = channels.prepare(draft.kind, value, draft.label, self._region)
        if draft.kind == "phone" and value[:1] != "+" and not value.lstrip().startswith(("+", "00")):
            if channel.normal:
                self._report.national = self._report.national or value
                self._report.nationals += 1
            elif len(phones.digits_of(value)) > 6:
                self._report.unread += 1
        return channel[:]


def _address(draft: AddressDraft) -> tuple[str, dict[str, str]]:
    return draft.label, dict(zip(PARTS, _parts_of(draft), strict=True))
