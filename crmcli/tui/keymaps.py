"""Which keys are in force: those of the key map that was chosen, and over them the user's own, as far as they can be.

Names that are not there, keys that no terminal sends and keys that are taken are told in sentences, and left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.keys import Keys, _character_to_key, format_key

from crmcli import glyphs, screen_keys
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.tui import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ARROWS = "arrows"
_SHARED = (keys.EVERYWHERE, "list")  # their keys are there beside those of other places
_STEERING = ("left", "right", "up", "down", "home", "end", "pageup", "pagedown")
_MODIFIERS = ("ctrl", "shift", "alt", "super", "meta", "hyper")
_SIGNS = {
    "enter": "enter", "space": "space", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "left": "←",
    "right": "→", "up": "↑", "down": "↓", "backspace": "bksp", "delete": "del",
}  # fmt: skip


def in_force(settings: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Returns the keys that are others than the shipped ones, by name, and a sentence for each that cannot be.

    `settings` are those of the machine: `keymap` and `keys`.
    """
    shipped = {each.name: each.keys for each in keys.all_keys()}
    chosen = {name: _arrows(given) for name, given in shipped.items()} if settings.get("keymap") == ARROWS else {}
    effective = {**shipped, **chosen}
    changed = {name: given for name, given in chosen.items() if given != shipped[name]}
    wrong: list[str] = []
    try:
        own = screen_keys.read(settings.get("keys", ""))
    except CrmError as error:
        return changed, [str(error)]
    wanted = {name: ",".join(map(normal, given.split(","))) for name, given in own.items() if name in shipped}
    for name, given in own.items():
        said = _said_of(name, wanted.get(name, given), {**effective, **wanted})
        if said:
            wrong.append(said)
        else:
            changed[name] = effective[name] = wanted[name]
    return changed, wrong


def _said_of(name: str, given: str, effective: Mapping[str, str]) -> str:
    """What is wrong with a key of one's own; nothing where it can be."""
    if name not in effective:
        return _("There is no key {name} in crm tui.").format(name=name)
    for key in given.split(","):
        if not is_key(key):
            return _("{name}: there is no key {key}.").format(name=name, key=key)
        taken = next((other for other in _beside(name, effective) if key in effective[other].split(",")), None)
        if taken:
            label = next(each.label for each in keys.all_keys() if each.name == taken)
            return _("{name}: {key} is taken by {other} ({label}).").format(
                name=name, key=shown(key), other=taken, label=label
            )
    return ""


def _beside(name: str, effective: Iterable[str]) -> Iterator[str]:
    """The other keys that can be pressed where this one can."""
    place = name.partition(".")[0]
    for other in effective:
        elsewhere = other.partition(".")[0]
        is_shared = (place in _SHARED or elsewhere in _SHARED) and {place, elsewhere} != {"list", "board"}
        if other != name and (place == elsewhere or is_shared):
            yield other


def _arrows(given: str) -> str:
    """The keys of a name without its letters, where it can be steered as well."""
    steering = [each for each in given.split(",") if each.split("+")[-1] in _STEERING]
    return ",".join(steering) or given


def normal(key: str) -> str:
    """Returns a key as Textual calls it: `?` is `question_mark`."""
    front, plus, last = key.strip().rpartition("+") if len(key.strip()) > 1 else ("", "", key.strip())
    if len(last) == 1 and not last.isalnum():
        last = _character_to_key(last)
    return front + plus + last


def is_key(key: str) -> bool:
    """Whether a key, as Textual calls it, is one that can be pressed."""
    *modifiers, last = key.split("+")
    known = {each.value for each in Keys}
    names = {_character_to_key(chr(code)) for code in range(33, 127)}
    is_known = last in known or last in names or (len(last) == 1 and last.isprintable())
    return is_known and all(each in _MODIFIERS for each in modifiers)


def shown(key: str) -> str:
    """Returns a key as help and footer call it: `?`, `ctrl+r`, `←`."""
    front, plus, last = key.rpartition("+")
    sign = _SIGNS.get(last) or (last if len(last) == 1 else format_key(last))
    return front + plus + (sign if sign.isascii() or glyphs.has_unicode() else last)
