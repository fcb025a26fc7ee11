"""Texts as people type them: made one line, or refused. Pure; no I/O."""

from __future__ import annotations

from crmcli.errors import Invalid
from crmcli.i18n import _

LONGEST_LINE = 1_000  # characters of a name, a title, a label: anything longer is a mistake or an attack
LONGEST_TEXT = 1_000_000  # characters of notes


def line(text: str, what: str) -> str:
    """Returns the text on one line, without control characters and outer blanks.

    `what` names it in the error. Raises Invalid where nothing is left, or where it is absurdly long.
    """
    found = optional_line(text, what)
    if not found:
        raise Invalid(
            _("The {what} is empty.").format(what=what),
            _("Put it in single quotes, in case the shell has taken a $ out of it."),
        )
    return found


def optional_line(text: str, what: str) -> str:
    """Like `line`, but an empty text is none: the empty string. Raises Invalid where it is absurdly long."""
    found = " ".join(_without_controls(text).split())
    if len(found) > LONGEST_LINE:
        raise Invalid(_("The {what} is longer than {most} characters.").format(what=what, most=LONGEST_LINE))
    return found


def paragraph(text: str, what: str) -> str:
    """Returns a text of several lines without control characters. Raises Invalid where it is absurdly long."""
    found = "\n".join(_without_controls(row).rstrip() for row in text.split("\n")).strip()
    if len(found) > LONGEST_TEXT:
        raise Invalid(_("The {what} is longer than {most} characters.").format(what=what, most=LONGEST_TEXT))
    return found


def apart(text: str) -> tuple[str, str | None]:
    """Returns a text's first line, and the rest if there is any. A first line too long for one stays in the body."""
    whole = paragraph(text.replace("\r\n", "\n").replace("\t", " "), _("text"))
    first, _end, rest = whole.partition("\n")
    if len(first) > LONGEST_LINE:
        return first[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + "…", whole
    return optional_line(first, _("text")), rest.strip("\n") or None


def plain(text: str) -> str:
    """Returns a text as names are compared where case and accents do not count: `Größe` and `GROSSE` are one.

    Other scripts stay as they are: unlike `folding.fold` it does not take two words for one that merely sound alike.
    """
    if text.isascii():
        return text.lower()
    from unicodedata import normalize

    letters = (c for c in normalize("NFKD", text.casefold()) if not "\u0300" <= c <= "\u036f")
    return normalize("NFKC", "".join(letters))


def storable(text: str) -> str:
    """Returns the text without what cannot be written down: lone surrogates, as arguments in another encoding have."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _without_controls(text: str) -> str:
    """Blanks for control characters, nothing for what cannot be written down (lone surrogates)."""
    if text.isprintable():
        return text
    kept = (" " if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text)
    return storable("".join(kept))
