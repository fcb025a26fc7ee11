"""Conditions on what is known of the deal `d`: words of it, its tags, its commission, the user's own fields."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.folding import fold
from crmcli.store import criteria_presence, criteria_stages, criteria_values, criteria_words, search
from crmcli.store.criteria_values import together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler

_SHARE = "(d.value / 10000 * d.{rate} + (d.value % 10000 * d.{rate} + 5000) / 10000)"  # whole numbers all the way
COMMISSION = f"coalesce(d.commission, {_SHARE.format(rate='commission_rate')})"
_FIELDS = "json_each(CASE WHEN json_valid(d.fields) THEN d.fields ELSE '{}' END)"
_TAGGED = "d.id IN (SELECT t.deal_id FROM deal_tag t WHERE {met})"
_IS_NOT_ASCII = "length(d.title) <> length(CAST(d.title AS BLOB))"
_LAST = chr(0x10FFFF)  # sorts after every letter
_LONGEST_NUMBER = 10  # digits
_HAS = {
    "value": "d.value IS NOT NULL",
    "commission": "(d.commission IS NOT NULL OR d.commission_rate IS NOT NULL)",
    "chance": "d.chance IS NOT NULL",
    "close": "d.expected_close IS NOT NULL",
    "contact": "EXISTS (SELECT 1 FROM deal_contact dc WHERE dc.deal_id = d.id)",
    "next": criteria_stages.HAS_NEXT,
    "tag": "EXISTS (SELECT 1 FROM deal_tag t WHERE t.deal_id = d.id)",
    "competitor": "EXISTS (SELECT 1 FROM competitor k WHERE k.deal_id = d.id)",
    "role": "EXISTS (SELECT 1 FROM deal_contact dc WHERE dc.deal_id = d.id AND dc.roles <> '')",
    "activity": "EXISTS (SELECT 1 FROM activity a WHERE a.deal_id = d.id)",
    "reason": "d.lost_reason IS NOT NULL",
    "source": "d.source IS NOT NULL",
    "notes": "d.notes IS NOT NULL",
}


def words(compiler: Compiler, given: Sequence[str]) -> str:
    """All words are met, each in the title, the notes or a tag, by somebody on it, or by its state; or all by one."""
    met = together("AND", [_word(compiler, word) for word in given])
    return met if len(given) == 1 else f"({met} OR {_about(compiler, given)})"


def number(word: str) -> int | None:
    """The number in a deal's reference, `d7`; None for any other word."""
    digits = word[1:]
    is_one = word[:1] in ("d", "D") and digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER
    return int(digits) if is_one else None


def tagged(compiler: Compiler, values: Sequence[Value]) -> str:
    """The deal has one of the tags, or where no deal has it one that begins so."""
    conditions = []
    for value in values:
        folded = fold(value.text.removeprefix("#"))
        if value.operator == "=" or _is_tag(compiler.connection, folded):
            conditions.append(_TAGGED.format(met=f"t.folded = {compiler.bind(folded)}"))
        else:
            conditions.append(_with_tag_that_begins(compiler, folded))
    return together("OR", conditions)


def has(compiler: Compiler, values: Sequence[Value]) -> str:
    """One of the things is known of the deal, or of somebody on it. Raises Invalid for what neither can have."""
    known = own_names(compiler.connection)
    conditions = []
    for value in values:
        key = fold(value.text.strip().removeprefix("field."))
        name = value.text.strip().lower()
        if name not in _HAS and key in known and name not in criteria_presence.names():
            wanted = compiler.bind(key)
            conditions.append(f"EXISTS (SELECT 1 FROM {_FIELDS} f WHERE crm_fold(f.key) = {wanted} AND f.value <> '')")
        else:
            conditions.append(criteria_presence.of_record(compiler, [value], _HAS))
    return together("OR", conditions)


def own_names(connection: sqlite3.Connection) -> dict[str, str]:
    """The user's own fields that deals have: their names as they are written, by their folded form."""
    rows = connection.execute(f"SELECT DISTINCT f.key FROM deal d, {_FIELDS} f WHERE d.fields <> '{{}}'")
    return {fold(str(row[0])): str(row[0]) for row in rows}


def own(compiler: Compiler, name: str, values: Sequence[Value]) -> str:
    """One of the user's own fields, by its folded name, has one of the values. Raises Invalid."""
    met = criteria_values.own(compiler, "f.value", values)
    return f"EXISTS (SELECT 1 FROM {_FIELDS} f WHERE crm_fold(f.key) = {compiler.bind(name)} AND ({met}))"


def _word(compiler: Compiler, word: str) -> str:
    conditions = [_titled(compiler, word), _about(compiler, [word])]
    if search.tokens(word):
        conditions.append(criteria_words.said(compiler, word))
    name = criteria_stages.SLIPPED if word.lower() == criteria_stages.LATE else word.lower()
    if name in criteria_stages.STATES:
        conditions.append(criteria_stages.state(compiler, name))
    if number(word):
        conditions.append(f"d.id = {compiler.bind(number(word))}")
    return f"({' OR '.join(conditions)})"


def _titled(compiler: Compiler, word: str) -> str:
    """The word stands in the title or begins a tag, as they are written or as they are read."""
    folded = fold(word)
    if not folded:
        return f"instr(d.title, {compiler.bind(word)})"
    wanted = compiler.bind(folded)
    conditions = [
        f"instr(d.folded, {wanted})",
        _with_tag_that_begins(compiler, folded),
    ]
    if " " not in folded:
        # Ideographs are kept apart in the folded title, and read as one word here: only few titles have any.
        conditions.append(f"({_IS_NOT_ASCII} AND instr(crm_reading(d.title), {wanted}))")
    return " OR ".join(conditions)


def _about(compiler: Compiler, given: Sequence[str]) -> str:
    """A look-up of the words finds somebody whom the deal is with, by what is known of them."""
    found = search.find_ids(compiler.connection, given, 0)
    return compiler.noun.of_contact.format(compiler.among(list(found), "c.id")) if found else "0"


def _with_tag_that_begins(compiler: Compiler, folded: str) -> str:
    low, high = compiler.bind(folded), compiler.bind(folded + _LAST)
    return _TAGGED.format(met=f"t.folded >= {low} AND t.folded < {high}")


def _is_tag(connection: sqlite3.Connection, folded: str) -> bool:
    return connection.execute("SELECT 1 FROM deal_tag WHERE folded = ? LIMIT 1", (folded,)).fetchone() is not None
