"""The query language: text or words of a command line in, a tree out, and the tree as text again. Pure; no I/O.

Words are searched and all of them must be met; `field:value` is a condition, `@name` a saved query, `not` binds before
`and`, and `and` before `or`. What a field means is for the store; here a name and its values are only read. `text` of
a tree reads back as the same tree.

A shell takes quotes away, so how the words of a command line are read is a rule of its own: a word with blanks in it
that begins with `field:` or `@` and has no other part of a query in it is one condition, its value taken as it stands
(`company:"PT Maju"` arrives so); any other is read like text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.querytokens import OPERATORS, NoValue, Token, Value, as_name, as_value, as_word, lexed
from crmcli.texts import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_DEEPEST = 40  # parentheses and negations inside one another
_LONGEST = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are searched together, as a look-up does."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on one field: any of the values. The name is as typed, `field.` before one of the user's own."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query, by its name as typed."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever does not meet the part."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Whatever meets all parts; without any, everything."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Whatever meets one of the parts."""

    parts: tuple[Node, ...]


Node = Words | Field | Saved | Not | And | Or

EVERYTHING = And(())


def parsed(
    words: Sequence[str],
    *,
    is_field: Callable[[str], bool] | None = None,
    is_saved: Callable[[str], bool] | None = None,
) -> Node:
    """Returns the tree of a query given as the words of a command line; no words are `EVERYTHING`.

    Without the two functions every `name:value` is a condition, and what cannot be read raises Invalid. With them,
    names that they do not know are words to be searched, and so is a text that is no query after all.
    """
    words = [storable(word) for word in words]
    if sum(map(len, words)) > _LONGEST:
        raise Invalid(_("The query is too long."))
    tokens: list[Token] = []
    try:
        for word in words:
            tokens += lexed(word, is_field, is_saved)
        return _Parser(tokens).parse()
    except NoValue:
        raise
    except Invalid:
        if is_field is None or any(token.kind in ("field", "saved") for token in tokens):
            raise
        return all_of([Words(tuple(" ".join(words).split()))])


def text(node: Node) -> str:
    """Returns a query as text, which as one word of a command line reads as the same tree."""
    said = _text(node, 0)
    # A condition with words after it would be read as one condition whose value has blanks.
    return said if not said or parsed([said]) == node else f"({said})"


def all_of(parts: Iterable[Node]) -> Node:
    """Returns what meets all of the parts, in its plainest form; words beside one another are searched together."""
    flat: list[Node] = []
    for part in parts:
        for each in part.parts if isinstance(part, And) else (part,):
            if isinstance(each, Words) and flat and isinstance(flat[-1], Words):
                flat[-1] = Words(flat[-1].words + each.words)
            else:
                flat.append(each)
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Node]) -> Node:
    """Returns what meets one of the parts, of which there is at least one, in its plainest form."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def saved_names(node: Node) -> Iterator[str]:
    """Yields the names of the saved queries in a query, as typed."""
    if isinstance(node, Saved):
        yield node.name
    elif isinstance(node, Not):
        yield from saved_names(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from saved_names(part)


def field_names(node: Node) -> Iterator[str]:
    """Yields the names of the fields in a query, in lower case."""
    if isinstance(node, Field):
        yield node.name.lower()
    elif isinstance(node, Not):
        yield from field_names(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from field_names(part)


def with_leaves(node: Node, changed: Callable[[Node], Node]) -> Node:
    """Returns the query with what `changed` gives for each of its conditions, words and names of saved queries."""
    if isinstance(node, Not):
        return Not(with_leaves(node.part, changed))
    if isinstance(node, And):
        return And(tuple(with_leaves(part, changed) for part in node.parts))
    if isinstance(node, Or):
        return Or(tuple(with_leaves(part, changed) for part in node.parts))
    return changed(node)


def with_saved_renamed(node: Node, renamed: Callable[[str], str]) -> Node:
    """Returns the query with each name of a saved query as `renamed` gives it."""
    return with_leaves(node, lambda each: Saved(renamed(each.name)) if isinstance(each, Saved) else each)


class _Parser:
    """Reads tokens by the three levels of binding."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = [_plain_and(tokens, place) for place in range(len(tokens))]
        self._place = 0
        self._depth = 0

    def parse(self) -> Node:
        """The tree of all tokens. Raises Invalid."""
        if not self._tokens:
            return EVERYTHING
        node = self._any()
        if self._place < len(self._tokens):
            raise Invalid(_("A ) closes nothing."), _("Put a ( before it, or quotes around it."))
        return node

    def _next(self) -> str:
        return self._tokens[self._place].kind if self._place < len(self._tokens) else ""

    def _any(self) -> Node:
        parts = [self._all()]
        while self._next() == "or":
            self._place += 1
            parts.append(self._all())
        return any_of(parts)

    def _all(self) -> Node:
        parts = [self._one()]
        while self._next() not in ("", "or", ")"):
            if self._next() == "and":
                self._place += 1
            parts.append(self._one())
        return all_of(parts)

    def _one(self) -> Node:
        kind = self._next()
        if kind in ("", "or", "and", ")"):
            raise self._missing()
        token = self._tokens[self._place]
        self._place += 1
        if kind == "field":
            return Field(token.text, token.values)
        if kind == "saved":
            return Saved(token.text)
        if kind == "word":
            return Words((token.text,))
        return self._inside(kind)

    def _inside(self, kind: str) -> Node:
        """What stands after `not` or inside parentheses."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Invalid(_("The query has too many parentheses inside one another."))
        node = Not(self._one()) if kind == "not" else self._any()
        self._depth -= 1
        if kind == "(":
            if self._next() != ")":
                raise Invalid(_("A ( is not closed."), _("Put a ) after it, or quotes around it."))
            self._place += 1
        return node

    def _missing(self) -> Invalid:
        """The error for a place where a condition should stand."""
        before = self._tokens[self._place - 1].kind if self._place else ""
        here = self._next()
        if before in ("or", "and", "not"):
            return Invalid(
                _("After '{word}' something is missing.").format(word=before),
                _("Put quotes around the whole query, and double ones inside around what is only a word."),
            )
        if before == "(":
            return Invalid(_("There is nothing inside a pair of parentheses."))
        return Invalid(
            _("Before '{word}' something is missing.").format(word=here),
            _("Put double quotes around it inside single ones where it is only a word."),
        )


def _plain_and(tokens: Sequence[Token], place: int) -> Token:
    """A token as it is; but `and` between two words is a word like them: bed bath and beyond."""
    token = tokens[place]
    beside = [*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2]]
    if token.kind == "and" and [each.kind for each in beside] == ["word", "word"]:
        return Token("word", token.text)
    return token


def _text(node: Node, binding: int) -> str:
    """The text of a node that stands beside others; `binding` 0: or, 1: and, 2: not."""
    if isinstance(node, Words):
        said = " ".join(map(as_word, node.words))
        return f"({said})" if binding == 2 and len(node.words) > 1 else said
    if isinstance(node, Field):
        return f"{as_name(node.name)}:{','.join(map(as_value, node.values))}"
    if isinstance(node, Saved):
        return f"@{as_word(node.name, is_name=True)}"
    if isinstance(node, Not):
        return f"not {_text(node.part, 2)}"
    if isinstance(node, And):
        said = " ".join(_text(part, 1) for part in node.parts)
        return f"({said})" if binding == 2 else said
    said = " or ".join(_text(part, 0) for part in node.parts)
    return f"({said})" if binding else said


__all__ = [
    "EVERYTHING", "OPERATORS", "And", "Field", "Node", "Not", "Or", "Saved", "Value", "Words",
    "all_of", "any_of", "field_names", "parsed", "saved_names", "text", "with_leaves", "with_saved_renamed",
]  # fmt: skip
