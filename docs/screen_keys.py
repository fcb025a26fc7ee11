"""The keys of crm tui as tables for its page, one for each place, made from the key map in the order of the help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crmcli.tui import head, keymaps, keys

PAGE = Path(__file__).parent / "tui.md"
_BEGIN = "<!-- The keys: made by docs/generate.py from the key map. -->"
_END = "<!-- The end of the keys. -->"
_OTHER_PLACES = {"list": "Every list", "view": "Everywhere", "card": "The card"}


def page() -> Iterator[str]:
    """The lines of the page, with the keys as the key map has them now."""
    before, _old, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    _old, _end, after = rest.partition(_END)
    yield from before.splitlines()
    yield from (_BEGIN, "", *_tables(), _END)
    yield from ["", *after.strip("\n").splitlines()]


def _tables() -> Iterator[str]:
    called = {**head.names(), **_OTHER_PLACES}
    for place in dict.fromkeys(each.place for each in keys.all_keys()):
        yield from (f"### {called.get(place, place.capitalize())}", "")
        yield from ("| name | keys | what it does |", "|---|---|---|")
        for each in keys.all_keys():
            if each.place == place:
                shown = " ".join(f"`{_shown(key)}`" for key in each.keys.split(","))
                yield f"| `{each.name}` | {shown} | {each.label} |".replace("`|`", "`\\|`")
        yield ""


def _shown(key: str) -> str:
    sign = keymaps.shown(key)
    return sign if sign.isascii() else key
