"""The flows that change contacts, one or many: each asks, makes one change and tells it, in the words of the line.

They are awaited inside a worker, since they wait for answers. Each returns whether something was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import contact_sentences, texts
from crmcli.errors import CrmError
from crmcli.i18n import _, ngettext
from crmcli.store import contacts as people
from crmcli.tui import command_lines
from crmcli.tui.asking import Asking
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import groups
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.tui.app import CrmApp
    from crmcli.tui.gateway.cards import ContactSeen
    from crmcli.tui.gateway.groups import Held

_NEW = ""  # among the groups
_MOST_IN_A_LINE = 20  # contacts that a line names one by one, where another way is known


class Chosen(NamedTuple):
    """Contacts that something is done with; `listing` is the line that lists them all, where there is one."""

    ids: Sequence[int]
    listing: str = ""

    @property
    def counted(self) -> str:
        """How many they are, in words."""
        return groups.counted(len(self.ids))

    def command(self, verb: str, *before: str, **options: str) -> str:
        """Returns the line that does the same; many contacts come through a pipe."""
        refs = [f"c{each}" for each in self.ids]
        if len(refs) <= _MOST_IN_A_LINE:
            return command_lines.crm(verb, *before, *refs, **options)
        listing = self.listing or f"printf '%s\\n' {' '.join(refs)}"
        return f"{listing} | {command_lines.crm(verb, *before, '-', **options)}"


async def put_into_group(app: CrmApp, chosen: Chosen) -> bool:
    """Asks for a group, also a new one, and puts contacts into it."""
    held = await _held(app, chosen.ids)
    if held is None:
        return False
    choices = [
        Choice(each.name, _in_it(held.held.get(each.name, 0), len(chosen.ids)), each.name)
        for each in held.groups
        if held.held.get(each.name, 0) < len(chosen.ids)
    ]
    title = _("Put {count} into which group?").format(count=chosen.counted)
    name = await app.push_screen_wait(Picking(title, [*choices, Choice(_("a new group"), "", _NEW)]))
    if name == _NEW:
        name = await app.push_screen_wait(
            Asking(_("What is the new group called?"), lambda text: texts.line(text, _("name of the group")))
        )
    if name is None:
        return False
    line = chosen.command("group put", name)
    changed = await app.perform(_("put contacts into {name}").format(name=name), line, groups.put, name, chosen.ids)
    if changed is None:
        return False
    called, added, is_new = changed.answer
    said = [_("Put {count} into {name}").format(count=groups.counted(added), name=called)]
    if changed.operation_id is None:
        said = [_("Nothing to change in the group {name}").format(name=called)]
    elif is_new:
        said.append(_("Made the group {name}.").format(name=called))
    app.say(" · ".join(said), is_undoable=changed.operation_id is not None)
    return True


async def take_out_of_group(app: CrmApp, chosen: Chosen) -> bool:
    """Asks for one of the groups that contacts are in, and takes them out of it."""
    held = await _held(app, chosen.ids)
    if held is None:
        return False
    if not held.held:
        app.say(_("They are in no group."))
        return False
    choices = [Choice(name, _in_it(count, len(chosen.ids)), name) for name, count in held.held.items()]
    title = _("Take {count} out of which group?").format(count=chosen.counted)
    name = await app.push_screen_wait(Picking(title, choices))
    if name is None:
        return False
    line = chosen.command("group take", name)
    changed = await app.perform(_("took contacts out of {name}").format(name=name), line, groups.take, name, chosen.ids)
    if changed is None:
        return False
    called, taken = changed.answer
    said = _("Took {count} out of {name}").format(count=groups.counted(taken), name=called)
    app.say(said, is_undoable=changed.operation_id is not None)
    return True


async def give_status(app: CrmApp, chosen: Chosen) -> bool:
    """Asks for a status, and gives it to contacts."""
    beside = {
        "lead": _("may become a customer"),
        "past": _("no longer"),
        "private": _("never among those to approach"),
        "blocked": _("never to be approached"),
    }
    choices = [Choice(_(each), beside.get(each, ""), each) for each in people.STATUSES]
    status = await app.push_screen_wait(Picking(_("Which status?"), choices))
    if status is None:
        return False
    line = chosen.command("contact edit", status=status)
    changed = await app.perform(_("gave a status"), line, groups.give_status, status, chosen.ids)
    if changed is None:
        return False
    what = chosen.counted
    said = _("Nothing to change in {count}.").format(count=what)
    if changed.operation_id is not None:
        said = _("Changed {changed} of {all}").format(changed=f"{changed.answer:,}", all=what) + f": {_(status)}"
    app.say(said, is_undoable=changed.operation_id is not None)
    return True


async def remove(app: CrmApp, chosen: Chosen) -> bool:
    """Takes contacts out of every list; of several it is asked first."""
    if len(chosen.ids) > 1:
        question = ngettext("Remove {count} contact?", "Remove {count} contacts?", len(chosen.ids))
        if not await app.push_screen_wait(Confirming(question.format(count=f"{len(chosen.ids):,}"))):
            return False
    changed = await app.perform(_("removed contacts"), chosen.command("contact rm"), groups.remove, chosen.ids)
    if changed is None:
        return False
    app.say(_("Removed {who}").format(who=changed.answer), is_undoable=True)
    return True


async def copy(app: CrmApp, found: ContactSeen) -> bool:
    """Asks which of the ways to reach somebody is to be copied, or their name, and copies it."""
    choices = [Choice(said, contact_sentences.called(each.kind, each.label), each.value) for each, said in found.reach]
    choices += [Choice(each.one_line, _("address"), each.one_line) for each in found.card.addresses if each.one_line]
    choices.append(Choice(found.contact.name, _("name"), found.contact.name))
    value = await app.push_screen_wait(Picking(_("Copy what?"), choices)) if len(choices) > 1 else choices[0].value
    if value is None:
        return False
    app.copy_to_clipboard(value)
    app.say(_("Copied {text}").format(text=value))
    return True


async def _held(app: CrmApp, ids: Sequence[int]) -> Held | None:
    try:
        return await app.gateway.ask(groups.held, ids)
    except CrmError as error:
        app.tell_error(error)
        return None


def _in_it(count: int, of: int) -> str:
    if not count:
        return ""
    return _("in it") if of == 1 else _("{count} in it").format(count=f"{count:,}")
