"""A user's own keys of the screen, as they are written: `board.won=W board.lost=x,f9`. Pure; what there is to press,
and which names there are, is for the screen to say.
"""

from __future__ import annotations

from crmcli.errors import Invalid
from crmcli.i18n import _


def read(text: str) -> dict[str, str]:
    """Returns the keys by name. Raises Invalid for what is not `name=key`, or `name=key,key`."""
    found: dict[str, str] = {}
    for word in text.split():
        name, _equals, keys = word.partition("=")
        place, _dot, action = name.partition(".")
        if not (place and action and keys.strip(",")):
            raise Invalid(
                _("The keys {text} cannot be read.").format(text=word),
                _("Write a name of the key map and what to press: board.won=W"),
            )
        found[name] = keys
    return found


def written(table: object, front: str = "") -> str:
    """Returns a table of a TOML file as the same text. Raises Invalid where it holds anything but keys."""
    if isinstance(table, str) and not front:
        return table
    if isinstance(table, dict):
        deeper = (written(value, f"{front}.{name}" if front else str(name)) for name, value in table.items())
        return " ".join(each for each in deeper if each)
    keys = ",".join(table) if isinstance(table, list) and all(isinstance(each, str) for each in table) else table
    if not isinstance(keys, str) or not keys or " " in keys:
        raise Invalid(_("The key {name} is not written as text.").format(name=front), _('Such as: board.won = "W"'))
    return f"{front}={keys}"
