"""The keys of the contacts: the list, what stands beside it, and the screens it leads to."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.tui.keys import Key


def rows() -> tuple[Key, ...]:
    """Returns the keys of the contacts, in the order of the help."""
    return (*_contact(), *_many(), *_shown(), *_side(), *_merge(), *_duplicates(), *_triage(), *_import())


def _contact() -> tuple[Key, ...]:
    group = "contact"
    return (
        Key("contacts.new", "screen.new", "n", _("New"), group, True),
        Key("contacts.edit", "screen.edit", "e", _("Edit"), group),
        Key("contacts.log", "screen.record", "a", _("Log"), group, True),
        Key("contacts.remind", "screen.remind", "f", _("Follow-up"), group),
        Key("contacts.snooze", "screen.snooze", "s", _("Not before"), group),
        Key("contacts.copy", "screen.copy", "y", _("Copy"), group),
        Key("contacts.reach", "screen.reach", "o", _("Call, write, show"), group),
    )


def _many() -> tuple[Key, ...]:
    group = "marked"
    return (
        Key("contacts.range", "range", "v", _("Mark from here on"), group),
        Key("contacts.mark_all", "mark_all", "ctrl+a", _("Mark all that are shown"), group),
        Key("contacts.group", "screen.group", "g", _("Groups"), group, True),
        Key("contacts.ungroup", "screen.ungroup", "ctrl+g", _("Out of a group"), group),
        Key("contacts.status", "screen.status", "t", _("Status"), group, True),
        Key("contacts.merge", "screen.merge", "M", _("Merge"), group),
        Key("contacts.remove", "screen.remove", "X", _("Remove"), group),
    )


def _shown() -> tuple[Key, ...]:
    group = "shown"
    return (
        Key("contacts.filter", "screen.filter", "slash", _("Filter"), group, True),
        Key("contacts.clear", "screen.clear", "escape", _("No marks, no filter"), group),
        Key("contacts.side", "screen.side", "tab", _("Groups and segments"), group, True),
        Key("contacts.hide", "screen.hide", "backslash", _("Hide or show them"), group),
        *(
            Key(f"contacts.segment{number}", f"screen.segment({number})", str(number), label, group)
            for number, label in enumerate(_segments(), 1)
        ),
        Key("contacts.sort", "screen.sort", "S", _("Order"), group),
        Key("contacts.duplicates", "screen.duplicates", "D", _("Duplicates"), group),
        Key("contacts.triage", "screen.triage", "W", _("Sort out"), group),
        Key("contacts.import", "screen.intake", "I", _("Import"), group, True),
    )


def _segments() -> list[str]:
    return [_("Segment {number}").format(number=number) for number in range(1, 10)]


def _side() -> tuple[Key, ...]:
    group = "shown"
    return (
        Key("side.close", "close", "tab,escape,l,right", _("Back to the contacts"), group, True),
        Key("side.hide", "screen.hide", "backslash", _("Hide or show them"), group),
    )


def _merge() -> tuple[Key, ...]:
    group = "marked"
    return (
        Key("merge.next", "choose(1)", "space,enter,l,right", _("Choose"), group, True),
        Key("merge.previous", "choose(-1)", "h,left", _("Choose the one before"), group),
        Key("merge.merge", "screen.merge", "m", _("Merge"), group, True),
        Key("merge.different", "screen.different", "n", _("Different"), group, True),
        *(
            Key(f"merge.all{number}", f"screen.all({number})", str(number), label, group)
            for number, label in enumerate(_sides(), 1)
        ),
        Key("merge.back", "app.leave", "escape", _("Never mind"), group),
    )


def _sides() -> list[str]:
    return [_("All of side {number}").format(number=number) for number in range(1, 10)]


def _duplicates() -> tuple[Key, ...]:
    group = "marked"
    return (
        Key("duplicates.merge", "screen.merge", "m,enter", _("Merge"), group, True),
        Key("duplicates.different", "screen.different", "n", _("Different"), group, True),
        Key("duplicates.skip", "screen.skip", "s", _("Skip"), group, True),
        Key("duplicates.certain", "screen.certain", "A", _("Merge all that are certain"), group),
        Key("duplicates.again", "screen.again", "ctrl+l", _("Look again"), group),
        Key("duplicates.back", "app.leave", "escape", _("Back"), group),
    )


def _triage() -> tuple[Key, ...]:
    group = "contact"
    return (
        Key("triage.group", "screen.group", "g,c", _("Customer"), group, True),
        *(
            Key(f"triage.group{number}", f"screen.group_again({number})", str(number), label, group)
            for number, label in enumerate(_used(), 1)
        ),
        Key("triage.lead", "screen.status('lead')", "l", _("Lead"), group, True),
        Key("triage.private", "screen.status('private')", "p", _("Private"), group, True),
        Key("triage.blocked", "screen.status('blocked')", "b", _("Blocked"), group, True),
        Key("triage.company", "screen.company", "o", _("Company"), group, True),
        Key("triage.merge", "screen.merge", "m", _("The same as the one like it"), group),
        Key("triage.different", "screen.different", "d", _("Different from the one like it"), group),
        Key("triage.later", "screen.later", "s,space", _("Later"), group, True),
        Key("triage.open", "screen.open", "enter", _("Open"), group),
        Key("triage.back", "app.leave", "escape", _("Back"), group),
    )


def _used() -> list[str]:
    return [_("Customer in the group used before as number {number}").format(number=number) for number in range(1, 10)]


def _import() -> tuple[Key, ...]:
    group = "shown"
    return (
        Key("import.do", "screen.bring_in", "enter", _("Import"), group, True),
        Key("import.next", "next_kind", "tab", _("The next kind"), group, True),
        Key("import.matches", "screen.on_match", "t", _("Who is there already"), group, True),
        Key("import.back", "screen.give_up", "escape", _("Back"), group),
    )
