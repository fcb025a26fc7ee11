"""Signs for the states of things: always beside a word, and in ASCII where the locale has nothing else. Pure."""

from __future__ import annotations

import os

_SIGNS = {"late": "!", "today": "•", "announced": "…", "silent": "~", "occasion": "*"}
# Of deals.
_SIGNS |= {"slipped": "!", "stalled": "~", "unplanned": "?", "closing": "…", "won": "✓", "lost": "✗", "void": "-"}
_ASCII = {"•": "o", "…": ">", "·": "-", "─": "-", "✓": "+", "✗": "x", "█": "#", "░": "."}
_ASCII |= {"↑": "^", "↓": "v", "‹": "<", "›": ">", "≈": "~", "▌": "|"}


def sign(state: str) -> str:
    """Returns the sign of a state of `store.days`, or of a deal, or a blank for none that is known."""
    return plain(_SIGNS.get(state, " "))


def plain(text: str) -> str:
    """Returns a text of ours as the locale can show it."""
    return text if has_unicode() else "".join(_ASCII.get(character, character) for character in text)


def has_unicode() -> bool:
    """Whether the locale says that the terminal knows more than ASCII."""
    value = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    return "utf8" in value.lower().replace("-", "")


def bar(part: int, whole: int, most: int, width: int) -> str:
    """Returns a bar for `whole`, as long as `width` cells where it is `most`, and filled as far as `part` goes.

    What is more than nothing has a cell, however little it is.
    """
    if whole <= 0 or most <= 0:
        return ""
    long = max(min(width, -(-whole * width // most)), 1)
    filled = min(max(-(-part * width // most) if part > 0 else 0, 0), long)
    return plain("█" * filled + "░" * (long - filled))
