"""The text of an activity: the words of the line, standard input, the editor, or one line that is asked for.

Its first line is the summary, the rest the body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import asking, context, texts
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import activity_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.activity_kinds import Kind

_NEEDS_TEXT = (activity_kinds.NOTE, *activity_kinds.WRITTEN)


def asked_for(kind: Kind, words: Sequence[str], *, in_editor: bool, is_missed: bool) -> tuple[str, str | None]:
    """Returns summary and body, from wherever the text comes. Raises Invalid where a note or letter has none."""
    if in_editor:
        found = edited(" ".join(words) + "\n" if words else "")
        if not found[0]:
            raise Invalid(_("Nothing was written, so nothing was logged."))
        return found
    if words:
        found = said(words)
        if found[0] or kind.name not in _NEEDS_TEXT:
            return found
    if asking.is_possible() and not is_missed:
        found = texts.apart(asking.ask(_("What was said?")))
        if found[0] or kind.name not in _NEEDS_TEXT:
            return found
    if kind.name in _NEEDS_TEXT:
        raise Invalid(
            _("There is nothing to note."),
            _("Write it behind the name: crm log REF {kind} TEXT, or - for standard input.").format(kind=kind.name),
        )
    return "", None


def said(words: Sequence[str]) -> tuple[str, str | None]:
    """Returns summary and body of the words of a line; a lone `-` reads standard input."""
    if list(words) == ["-"]:
        found = texts.apart(_standard_input())
        if not found[0]:
            raise Invalid(_("Standard input is empty."), _("Write the text in place of -."))
        return found
    return texts.apart(" ".join(words))


def _standard_input() -> str:
    """What comes from the standard input, in whatever encoding it is. Raises Invalid for what is no text."""
    import io
    import sys

    from crmcli import given_files
    from crmcli.commands import saving
    from crmcli.formats import encodings

    most = texts.LONGEST_TEXT * 4  # bytes; any text of as many is longer than one may be
    content = given_files.drained(sys.stdin.buffer, most) if sys.stdin else b""
    codec = encodings.detect(io.BytesIO(content), saving.region(context.current().reading()))
    text = content.decode(codec, "replace")
    if "\0" in text:
        raise Invalid(_("Standard input is no text."), _("crm attach keeps a file with a contact."))
    return text


def edited(text: str) -> tuple[str, str | None]:
    """Returns summary and body as they are after the user's editor had them. Raises CrmError where that fails."""
    from crmcli import editor

    with editor.Draft("activity.txt") as draft:
        return texts.apart(draft.edited(text))


def together(summary: str, body: str | None) -> str:
    """Returns summary and body as one text, as an editor shows it."""
    return f"{summary}\n{body}\n" if body else f"{summary}\n"
