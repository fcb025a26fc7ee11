"""What `crm deal add`, `edit` and `copy` are asked: from the options of the line to columns. All is read before
anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli import asking, context
from crmcli.commands import choosing, next_steps, timing
from crmcli.commands.next_steps import Step
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _
from crmcli.store import deal_values

if TYPE_CHECKING:
    import sqlite3

    from crmcli.store.deal_followups import Planned
    from crmcli.store.deals import Deal

__all__ = ["Change", "Copy", "New", "Step", "Values", "read_change", "read_copy", "read_new", "sums"]

Columns = Mapping[str, str | int | None]
_CLEARED = {
    "value": ("value",),
    "commission": ("commission", "commission_rate"),
    "close": ("expected_close",),
    "chance": ("chance",),
    "source": ("source",),
    "note": ("notes",),
}


class Values(NamedTuple):
    """What a deal has, as typed; empty where it is left out."""

    value: str
    commission: str
    close: str
    chance: str
    source: str
    note: str


class New(NamedTuple):
    """A deal to be added, read and checked; `at` is the instant at which it began, empty for now."""

    title: str
    contact_ids: Sequence[int]
    values: Columns
    fields: Mapping[str, str]
    tags: Sequence[str]
    stage: str
    pipeline: str
    step: Planned | None
    at: str


class Copy(NamedTuple):
    """What is other in the copy of a deal. Without contacts it is with the same people."""

    title: str
    contact_ids: Sequence[int]
    values: Columns
    stage: str
    pipeline: str
    step: Planned | None


class Change(NamedTuple):
    """What is to change in deals. `sums` are read for each, since a share of money is in the currency of its deal."""

    values: Columns
    sums: Values
    contact_ids: Sequence[int]
    fields: Mapping[str, str]
    cleared_fields: Sequence[str]
    add_tags: Sequence[str]
    take_tags: Sequence[str]
    step: Planned | None

    def columns(self, deal: Deal) -> dict[str, str | int | None]:
        """The columns to change in one deal. Raises Invalid where its sums would be in two currencies."""
        return {**self.values, **sums(self.sums, deal)}


def read_new(
    title: Sequence[str],
    contacts: Sequence[str],
    values: Values,
    tags: Sequence[str],
    fields: Sequence[str],
    stage: str,
    pipeline: str,
    step: Step,
    at: str,
) -> New:
    """Reads the line of `crm deal add`. Raises Usage without a title, Invalid, NotFound and Ambiguous."""
    deal_values.tags(tags)
    new = New(
        _title(title),
        [choosing.contact(text) for text in contacts],
        {**_plain(values, is_backdated=bool(at)), **sums(values, None)},
        _fields(fields),
        tags,
        stage,
        pipeline,
        next_steps.read(step),
        _begun_at(at),
    )
    return new if new.step else new._replace(step=_asked_step(new))


def _begun_at(at: str) -> str:
    """The instant at which a deal began, empty where that is now. Raises Invalid."""
    if not at:
        return ""
    from crmcli.commands import log_requests

    return log_requests.happened(at).at


def read_copy(
    deal: Deal, title: str, contacts: Sequence[str], values: Values, stage: str, pipeline: str, step: Step
) -> Copy:
    """Reads the line of `crm deal copy`. The copy for somebody else has the same title."""
    ids = [choosing.contact(text) for text in contacts]
    named = title or (deal.title if ids else _("{title} (copy)").format(title=deal.title))
    columns = {**_plain(values, is_backdated=False), **sums(values, deal)}
    return Copy(named, ids, columns, stage, pipeline or deal.pipeline, next_steps.read(step))


def read_change(
    title: str,
    contacts: Sequence[str],
    values: Values,
    tags: Sequence[str],
    untags: Sequence[str],
    fields: Sequence[str],
    clear: Sequence[str],
    step: Step,
) -> Change:
    """Reads the options of `crm deal edit`. Raises Usage where nothing is to change, Invalid for what cannot be."""
    from crmcli import texts

    deal_values.tags([*tags, *untags])
    plain = _plain(values, is_backdated=False)
    if title:
        plain["title"] = texts.line(title, _("title of the deal"))
    names = [name.strip() for text in clear for name in text.split(",") if name.strip()]
    plain |= {column: None for name in names for column in _CLEARED.get(name, ())}
    sums = values._replace(close="", chance="", source="", note="")
    ids = [choosing.contact(text) for text in contacts]
    own = [name for name in names if name not in _CLEARED]
    change = Change(plain, sums, ids, _fields(fields), own, tags, untags, next_steps.read(step))
    if not (plain or any(sums) or any(change[2:])):
        raise Usage(
            _("Nothing is said that is to change."), _("For example: crm deal edit d7 --value 15jt --close +2w")
        )
    return change


def _title(words: Sequence[str]) -> str:
    """The title of the line, or as it is answered at a terminal. Raises Usage where there is none."""
    title = " ".join(words).strip()
    if not title and asking.is_possible():
        title = asking.ask(_("What is it about?"))
    if not title:
        raise Usage(_("The deal has no title."), _("For example: crm deal add 'Fleet policy' --contact budi"))
    return title


def _asked_step(new: New) -> Planned | None:
    """The next step, asked for at a terminal once all else is known to be right. Raises what begins_in raises."""
    from crmcli.store import deal_moves

    store = context.current().reading()
    if store is not None:
        deal_moves.begins_in(store.connection, new.stage, new.pipeline)
    return next_steps.asked_for(new.title)


def _plain(values: Values, *, is_backdated: bool) -> dict[str, str | int | None]:
    """The columns of what is no sum of money."""
    found: dict[str, str | int | None] = {}
    if values.close:
        found["expected_close"] = _close(values.close, is_backdated)
    if values.chance:
        found["chance"] = deal_values.percent(values.chance, _("chance"))
    if values.source:
        found["source"] = values.source
    if values.note:
        found["notes"] = values.note
    return found


def _close(text: str, is_backdated: bool) -> str:
    """The day of an expected close, of a month or a quarter its last. One that is past is taken only for a deal that
    began in the past."""
    try:
        when = timing.closes(text)
    except Invalid:
        if not is_backdated:
            raise
        when = timing.happened(text)
    return when.day.isoformat()


def sums(values: Values, deal: Deal | None) -> dict[str, str | int | None]:
    """Returns the columns of value and commission, in one currency. Raises Invalid where they would be in two."""
    from crmcli.store import deal_amounts

    return deal_amounts.sums(values.value, values.commission, deal, _home)


def _fields(texts: Sequence[str]) -> dict[str, str]:
    """The user's own fields, each as its type has it. Raises Invalid for what has no name or value."""
    if not texts:
        return {}
    from crmcli.commands import fields
    from crmcli.store import own_fields

    store = context.current().reading()
    pairs = fields.pairs("field", texts)
    return dict(own_fields.checked(store.connection, *pair) if store else pair for pair in pairs)


def _home() -> str:
    from crmcli.store import settings

    return settings.effective(_connection(), "currency")


def _connection() -> sqlite3.Connection | None:
    store = context.current().reading()
    return store.connection if store else None
