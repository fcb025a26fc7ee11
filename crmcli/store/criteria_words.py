"""Words in a query about activities or follow-ups: each stands in the record itself, or points at somebody it is about.

So `budi price` is what was logged about the price with Budi, and also what says both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.folding import fold
from crmcli.query import Value
from crmcli.store import activity_index, criteria_values, search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.criteria import Compiler

_LONGEST_NUMBER = 10  # digits


def compile_words(
    compiler: Compiler, words: Sequence[str], columns: Sequence[str], plain: Callable[[str], str | None]
) -> str:
    """The condition that all of the words are met, or that together they point at somebody the record is about.

    `columns` hold the text of the record; `plain` gives the condition of a word that means more than itself, or None.
    """
    each = [_one(compiler, word, columns, plain) for word in words]
    met = criteria_values.together("AND", each)
    return met if len(words) == 1 else f"({met} OR {_about(compiler, words)})"


def _one(compiler: Compiler, word: str, columns: Sequence[str], plain: Callable[[str], str | None]) -> str:
    if search.tokens(word):
        met = said(compiler, word)
    else:
        met = criteria_values.text(compiler, columns, [Value(word, "", is_literal=True)])
    conditions = [met, _about(compiler, [word]), plain(word.casefold()), _itself(compiler, word)]
    return f"({' OR '.join(condition for condition in conditions if condition)})"


def _itself(compiler: Compiler, word: str) -> str:
    """The condition that the word is the record's reference, as lists show it; empty for any other word."""
    letter, number = word[:1].lower(), word[1:]
    if letter != compiler.noun.letter or not (number.isascii() and number.isdigit() and len(number) < _LONGEST_NUMBER):
        return ""
    return f"{letter}.id = {compiler.bind(int(number))}"


def said(compiler: Compiler, word: str) -> str:
    """The condition that the index has a word of the record that begins so, as it is written or as it is read."""
    readings = [search.beginnings([word])]
    folded = fold(word)
    if not word.isascii() and search.tokens(folded):
        readings.append(f"({search.beginnings(search.tokens(folded))})")
    noun, table = compiler.noun, activity_index.TABLE
    wanted = compiler.bind(" OR ".join(readings))
    return (
        f"{noun.letter}.id IN (SELECT rowid / {activity_index.KINDS} FROM {table} WHERE {table} MATCH {wanted} "
        f"AND rowid % {activity_index.KINDS} = {activity_index.key(noun.table, 0)})"
    )


def _about(compiler: Compiler, words: Sequence[str]) -> str:
    """The condition that a look-up of the words finds somebody whom the record is about, by what is known of them."""
    found = search.find_ids(compiler.connection, words, 0)
    return compiler.noun.of_contact.format(compiler.among(list(found), "c.id")) if found else "0"
