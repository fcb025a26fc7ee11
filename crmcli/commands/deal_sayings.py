"""What the commands on deals say besides their answer: next steps, what is still open, what a stage asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import deal_shapes
from crmcli.commands import followup_shapes as steps
from crmcli.deal_sentences import count_of, listed
from crmcli.i18n import _
from crmcli.output import IDS
from crmcli.store import deal_moves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.deals import Deal
    from crmcli.store.followups import Followup

__all__ = ["count_of", "listed"]

_MOST_NAMED = 3


def say_none(document: dict[str, Any]) -> None:
    """An empty list of deals, from a pipe, is no error; nothing comes of it."""
    here = context.current()
    if here.is_json:
        here.output.document(document)
    diagnostics.narrate(_("No deal was named, so nothing was changed."))


def say_open(found: Sequence[Followup]) -> None:
    """Says what is still to be done, and how it is marked done; nothing where there is nothing."""
    if not found:
        return
    named = ", ".join(map(steps.in_brief, found[:_MOST_NAMED]))
    if len(found) > _MOST_NAMED:
        named += _(" and {count} more").format(count=len(found) - _MOST_NAMED)
    said = _("Still open: {named} (crm done {first})").format(named=named, first=found[0].ref)
    context.current().output.sentence(said)


def say_without_next(*found: Deal) -> None:
    """Says for which open deals nothing is planned, and how to plan something; of many only how many they are."""
    bare = [each for each in found if each.is_open and each.next_id is None]
    if len(bare) > _MOST_NAMED:
        said = _("{count} have no next step: crm deal list next:none lists such deals")
        diagnostics.narrate(said.format(count=count_of(len(bare))))
        return
    for deal in bare:
        diagnostics.narrate(
            _("{deal} has no next step: crm deal edit {ref} --next WHAT --on WHEN").format(
                deal=deal_shapes.in_brief(deal), ref=deal.ref
            )
        )


def say_step(step: Followup | None, dry_run: bool) -> None:
    """Says the next step that was made, with its day in full."""
    if step is not None:
        from crmcli import dates

        said = _("Next   {what}, {due}") if dry_run else _("Next   {ref} {what}, {due}")
        due = dates.shown(step.due)
        context.current().output.sentence(said.format(ref=step.ref, what=step.what, due=due))


def said_ids(found: Sequence[Deal]) -> bool:
    """Answers with the references only, where that is asked for; returns whether it is."""
    here = context.current()
    if here.mode == IDS:
        for each in found:
            here.output.say(each.ref)
    return here.mode == IDS


def warn_of_lacking(deal: Deal, lacking: Sequence[str]) -> None:
    """Warns of what the stage of a deal asks for that it has not."""
    if lacking:
        diagnostics.warn(deal_moves.lacks(deal, deal.stage, lacking))
