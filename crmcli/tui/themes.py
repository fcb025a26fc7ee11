"""The themes that come with crm: one accent, blue; what presses is orange. No red stands against a green anywhere.

Which one holds is a setting of the machine; where it says nothing, the terminal is asked by what it says of itself.
"""

from __future__ import annotations

import os

from textual.theme import BUILTIN_THEMES, Theme

DARK, LIGHT, SAFE, ANSI = "crm-dark", "crm-light", "crm-safe", "ansi"
AUTO = "auto"
_LIGHT_GROUNDS = ("7", "15")  # of the sixteen colours, as COLORFGBG counts them


def ours() -> list[Theme]:
    """Returns the themes of crm: dark, light, one in the colours that everybody can tell apart (Okabe and Ito), and
    one in the terminal's own colours."""
    return [
        Theme(
            name=DARK, dark=True, primary="#5aa9e6", secondary="#3b6ea5", accent="#5aa9e6", foreground="#dfe3e8",
            background="#14171a", surface="#1b1f24", panel="#20252b", warning="#f0a04b", error="#e07a5f",
            success="#7fb7be",
        ),
        Theme(
            name=LIGHT, dark=False, primary="#1f5fa8", secondary="#3b6ea5", accent="#1f5fa8", foreground="#1d2329",
            background="#fbfbf9", surface="#f3f3f0", panel="#e8e9e6", warning="#b35900", error="#a33b20",
            success="#2a6f77",
        ),
        Theme(
            name=SAFE, dark=True, primary="#56b4e9", secondary="#0072b2", accent="#56b4e9", foreground="#f2f2f2",
            background="#000000", surface="#0d0d0d", panel="#1a1a1a", warning="#e69f00", error="#d55e00",
            success="#009e73",
        ),
        _ansi(),
    ]  # fmt: skip


def _ansi() -> Theme:
    """The terminal's own colours; what is merely beside is left to its own default as well."""
    base = BUILTIN_THEMES["ansi-dark"]
    return Theme(
        name=ANSI, ansi=True, dark=True, primary="ansi_blue", secondary="ansi_cyan", accent="ansi_blue",
        warning="ansi_yellow", error="ansi_red", success="ansi_cyan", foreground="ansi_default",
        background="ansi_default", surface="ansi_default", panel="ansi_default", boost="ansi_default",
        variables=dict(base.variables),
    )  # fmt: skip


def chosen(setting: str) -> str:
    """Returns the name of the theme for a setting: the one it names, else the one that suits the terminal."""
    if setting in (DARK, LIGHT, SAFE, ANSI):
        return setting
    if os.environ.get("TERM") in ("linux", "vt100", "vt220", "screen", "ansi", "xterm") and not os.environ.get(
        "COLORTERM"
    ):
        return ANSI  # few colours: the terminal's own are better than what is nearest to ours
    return LIGHT if os.environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_GROUNDS else DARK


def called() -> dict[str, str]:
    """Returns what the themes are called in a list, by their name."""
    from crmcli.i18n import _

    return {
        AUTO: _("as the terminal is"),
        DARK: _("dark"),
        LIGHT: _("light"),
        SAFE: _("dark, for eyes that cannot tell colours apart"),
        ANSI: _("the terminal's own colours"),
    }
