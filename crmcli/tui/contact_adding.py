"""Adding somebody, step by step: the name, perhaps with phone and e-mail right behind it, then what is still missing.

Whoever has the same name, phone or e-mail already is said before anything is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import capturing, texts
from crmcli.errors import CrmError
from crmcli.i18n import _, ngettext
from crmcli.store import channels
from crmcli.store.editing import Edit
from crmcli.tui import command_lines
from crmcli.tui.asking import Asking
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import groups, known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.tui.app import CrmApp


class Somebody(NamedTuple):
    """A name as typed, and the phones and e-mails behind it, as kind and value."""

    name: str
    channels: Sequence[tuple[str, str]]


async def add(app: CrmApp) -> int | None:
    """Asks for somebody new and adds them; returns their id, None where it was given up."""
    region = await _region(app)
    if region is None:
        return None
    one = await app.push_screen_wait(
        Asking(
            _("Who is new? (1 of 3)"),
            lambda text: read(text, region),
            placeholder=_("Budi Santoso, or with it all: Budi Santoso 0812-3456-7890 budi@maju.example"),
            meaning=lambda somebody: told(somebody, region),
        )
    )
    if one is None:
        return None
    further = list(one.channels)
    steps = (("phone", _("Phone? (2 of 3)"), "0812-3456-7890"), ("email", _("E-mail? (3 of 3)"), "budi@maju.example"))
    for kind, title, example in steps:
        if any(each == kind for each, _value in further):
            continue
        value = await app.push_screen_wait(
            Asking(
                title,
                _reads(kind, region),
                placeholder=_("{example}; enter for none").format(example=example),
                meaning=_means(kind, region),
            )
        )
        if value is None:
            return None
        further += [(kind, value)] if value else []
    return await _added(app, Somebody(one.name, further), region)


async def _added(app: CrmApp, one: Somebody, region: str) -> int | None:
    with app.telling():
        like = await app.gateway.ask(known.like, one.name, one.channels, region)
        if like:
            said = ngettext("{who} is there already.", "{who} are there already.", len(like))
            question = said.format(who=", ".join(like)) + " " + _("Add {name} all the same?").format(name=one.name)
            if not await app.push_screen_wait(Confirming(question)):
                return None
    given = {kind: [value for each, value in one.channels if each == kind] for kind in ("phone", "email")}
    line = command_lines.crm("add", one.name, **given)
    edit = Edit(add_channels=one.channels)
    changed = await app.perform(_("added {name}").format(name=one.name), line, groups.add, one.name, edit)
    if changed is None:
        return None
    also = "".join(f", {value}" for _kind, value in one.channels)
    said = _("Added {ref} {name}").format(ref=f"c{changed.answer}", name=one.name)
    app.say(said + also, is_undoable=True)
    return changed.answer


def read(text: str, region: str) -> Somebody:
    """Reads a name with what stands behind it. Raises Invalid."""
    name, behind = capturing.split(texts.line(text, _("name")).split())
    for kind, value in behind:
        channels.typed(kind, value, region)
    return Somebody(texts.line(name, _("name")), behind)


def told(one: Somebody, region: str) -> str:
    """Puts into words who is meant: the name, then phones and e-mails as they will be kept."""
    said = [channels.typed(kind, value, region) for kind, value in one.channels]
    return " · ".join([one.name, *(each.normal or each.value for each in said)])


def _reads(kind: str, region: str) -> Callable[[str], str]:
    def read_it(text: str) -> str:
        text = text.strip()
        if text:
            channels.typed(kind, text, region)
        return text

    return read_it


def _means(kind: str, region: str) -> Callable[[str], str]:
    def in_words(text: str) -> str:
        return channels.typed(kind, text, region).normal or _("not a full number; kept as given")

    return in_words


async def _region(app: CrmApp) -> str | None:
    try:
        return await app.gateway.ask(known.region)
    except CrmError as error:
        app.tell_error(error)
        return None
