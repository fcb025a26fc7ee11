"""From what is typed to deals: `d7`, a bare 7, a title, a contact who has only one; and the stage behind them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli import asking, context
from crmcli.commands import choosing
from crmcli.errors import Ambiguous, NotFound, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.deals import Deal
    from crmcli.store.stages import Stage

_MOST_WORDS = 4  # of a stage's name


def connection() -> sqlite3.Connection:
    """The open database, for reading. Raises NotFound where there is none yet."""
    store = context.current().reading()
    if store is None:
        raise NotFound(_("There are no deals yet."), _("crm deal add TITLE --contact REF makes one."))
    return store.connection


def one(text: str, *, is_closed: bool = False) -> int:
    """The id of the deal that a REF names: an open one, if it may be, or with `is_closed` a closed one.

    Raises NotFound, and Ambiguous where nobody can be asked.
    """
    from crmcli.store import refs

    try:
        return refs.deal(connection(), text, closed_first=is_closed)
    except Ambiguous as error:
        if not asking.is_possible() or not error.candidates:
            raise
        picked = asking.choose(_("Which one?"), [_choice(each) for each in error.candidates])
        if picked is None:
            raise Ambiguous(error.message, error.hint) from None  # the candidates were shown
        return int(str(error.candidates[picked]["id"]))


def named(text: str) -> Deal:
    """One deal by its REF. Raises what `one` raises."""
    from crmcli.store import deals

    return deals.get(connection(), one(text))


def several(words: Sequence[str], *, is_closed: bool = False) -> list[int]:
    """The ids of the deals that the words name, each once. A lone `-` reads them from stdin, one a line.

    Several words that are no numbers are one title or name where there is such a deal, else one REF each. Raises
    NotFound, Ambiguous, and Usage where `-` stands among others.
    """
    if "-" in words:
        if len(words) > 1:
            raise Usage(_("- reads from standard input, and stands alone."), _("Name them all on the line, or none."))
        words = choosing.standard_input()
    elif len(words) > 1 and not any(map(is_number, words)):
        try:
            return [one(" ".join(words), is_closed=is_closed)]
        except NotFound:
            pass  # then each of them is a deal
    return list(dict.fromkeys(one(word, is_closed=is_closed) for word in words))


def with_stage(words: Sequence[str], *, is_required: bool) -> tuple[list[int], str]:
    """The ids of the deals, and the text of the stage that stands behind them; empty where none does.

    Where it is not required, deals are to be opened again: closed ones are meant before open ones. A stage of several
    words is known by its whole name, or by the number of the deal before it. Raises what `several` raises.
    """
    if len(words) == 1:
        return several(words, is_closed=not is_required), ""
    count = _words_of_stage(words, is_required)
    if not count and not any(map(is_number, words)):
        return _named_or_refused(words), ""
    named = several(words[: len(words) - count], is_closed=not is_required)
    return named, " ".join(words[len(words) - count :])


def _words_of_stage(words: Sequence[str], is_required: bool) -> int:
    """How many words at the end of a line are the name of a stage."""
    from crmcli.store import stages

    known = stages.all_of(connection())
    most = min(_MOST_WORDS, len(words) - 1)
    for count in range(most, 0, -1):
        if _is_stage(known, " ".join(words[-count:])) or (count == 1 and words[-1].lower() == "next"):
            return count
    numbers = sum(1 for word in words if is_number(word) or word == "-")
    if numbers and all(is_number(word) or word == "-" for word in words[:numbers]):
        return len(words) - numbers or int(is_required)
    return int(is_required)


def _named_or_refused(words: Sequence[str]) -> list[int]:
    """The closed deals that titles and names mean. Raises NotFound, also where a stage may be meant."""
    try:
        return several(words, is_closed=True)
    except NotFound:
        *others, last = words
        if _is_deal(last) or not (_is_deal(" ".join(others)) or all(map(_is_deal, others))):
            raise
        raise NotFound(
            _("'{text}' is neither a deal nor a stage.").format(text=last[:40]),
            _("crm deal list --all lists the deals, crm stage list the stages."),
        ) from None


def _is_deal(text: str) -> bool:
    """Whether a text names a deal, or several."""
    from crmcli.store import refs

    try:
        refs.deal(connection(), text, closed_first=True)
    except (NotFound, Ambiguous) as error:
        return isinstance(error, Ambiguous)
    return True


def _is_stage(known: Sequence[Stage], text: str) -> bool:
    """Whether a text is the whole name of a stage, alone or behind a pipeline's or how that begins: `Rentals/new`."""
    from crmcli.folding import fold

    before, slash, name = text.rpartition("/")
    return any(
        fold(each.name) == fold(name) and (not slash or fold(each.pipeline).startswith(fold(before))) for each in known
    )


def is_number(text: str) -> bool:
    """Whether a text is the number of a deal, `d7` or 7, and not a title."""
    from crmcli.store import refs

    return refs.numbered(text.strip(), "d") is not None


def _choice(candidate: dict[str, object]) -> str:
    hidden = {"id", "is_removed"}
    return " · ".join(str(value) for key, value in candidate.items() if key not in hidden and value not in (None, ""))
