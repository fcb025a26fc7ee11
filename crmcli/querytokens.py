"""The pieces that a query is made of: words, conditions, names of saved queries, parentheses. Pure; no I/O.

What was read can be written again: `as_word`, `as_name` and `as_value` put quotes where reading needs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Known = Callable[[str], bool] | None

OPERATORS = ("<=", ">=", "=", "<", ">")
_QUOTED = r'"((?:[^"]|"")*)"'
_NAME = re.compile(r'((?!(?i:not)[:：<>=])[^\W\d][\w-]*(?:\.(?:"(?:[^"]|"")+"|[\w-]+))?)(?P<sign>[:：]|<=|>=|<|>|=)')
_OPERATOR = re.compile("|".join(OPERATORS))
_PHONE_PART = re.compile(r"\(\+?\d[\d.-]*\)")
_NEGATION = re.compile(r"not[:：]|-(?=[^\W\d]|[\"(@])", re.IGNORECASE)
_BEFORE_PARENTHESIS = re.compile(r"(?:or|OR|and|AND|not|NOT)(?=\()")
_UNEQUAL = re.compile(r"([^\W\d][\w.-]*)!=")
_COLONS = ":："  # the second one as Chinese and Japanese keyboards write it
_WORDS = {"or": "or", "OR": "or", "and": "and", "AND": "and", "not": "not", "NOT": "not"}
_WORDS |= {"&&": "and", "||": "or"}  # as programs write them


class NoValue(Invalid):
    """A condition without a value: never a text to be searched, since its field is known."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a condition. `operator` is one of OPERATORS or empty; one in quotes is literal: no range is read."""

    text: str
    operator: str = ""
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A piece: its kind (`word`, `field`, `saved`, `not`, `and`, `or`, `(` or `)`), its text, a condition's values."""

    kind: str
    text: str
    values: tuple[Value, ...] = ()


def lexed(word: str, is_field: Known = None, is_saved: Known = None) -> list[Token]:
    """Returns the pieces of one word of a command line, which may be a whole query. Raises Invalid.

    With the two functions, names that they do not know are words.
    """
    whole = _as_one_condition(word.strip(), is_field, is_saved)
    if whole:
        return whole
    if is_field is None and not word.strip():
        raise Invalid(
            _("A word of the query is empty."),
            _("Leave it out, or put it in single quotes in case the shell has taken a $ out of it."),
        )
    return list(_Lexer(word, is_field, is_saved).tokens())


def as_word(text: str, *, is_name: bool = False) -> str:
    """A word as a query has it, in quotes where it would be read as something else; or the name of a saved query."""
    if is_name:
        return text if re.fullmatch(r"[\w.-]+", text) else _quoted(text)
    try:
        is_plain = list(_Lexer(text, None, None).tokens()) == [Token("word", text)]
    except Invalid:
        is_plain = False
    return text if is_plain and _is_balanced(text) and not text.startswith('"') else _quoted(text)


def as_name(name: str) -> str:
    """The name of a field as a query has it."""
    first, _dot, own = name.partition(".")
    return name if not own or re.fullmatch(r"[\w-]+", own) else f"{first}.{_quoted(own)}"


def as_value(value: Value) -> str:
    """A value as a query has it."""
    # A sign at the beginning of a bare value would be taken for an operator, or for a part of one.
    signs = {"": '<>="', "<": '="', ">": '="'}.get(value.operator, '"')
    is_bare = not value.is_literal and _is_balanced(value.text) and not re.search(r"[\s,]", value.text)
    return value.operator + (_quoted(value.text) if not is_bare or value.text[:1] in signs else value.text)


def _is_balanced(text: str) -> bool:
    """Whether what stands after it, inside the same parentheses, could not be taken for a part of it."""
    return text.count("(") == text.count(")")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _as_one_condition(word: str, is_field: Known, is_saved: Known) -> list[Token]:
    """The pieces of a word with blanks that is one condition, perhaps negated; none where it is not.

    So arrives what was `company:"PT Maju"` before a shell took the quotes away. A comma with a blank after it belongs
    to the value.
    """
    if '"' in word or not re.search(r"\s", word):
        return []
    negations: list[Token] = []
    while found := _NEGATION.match(word):
        negations.append(Token("not", found[0]))
        word = word[found.end() :].lstrip()
    name = _NAME.match(word)
    rest = word[name.end() :] if name else word[1:]
    if _has_parts(rest):
        return []
    if name and _is_known(is_field, name[1]) and not rest.startswith("//"):
        operator = "" if name["sign"] in _COLONS else name["sign"]
        values = [_with_operator(part.strip(), is_literal=True) for part in re.split(r",(?!\s)", rest)]
        values[0] = Value(values[0].text, operator or values[0].operator, True)
        return [*negations, _field(name[1], values, word)]
    if word.startswith("@") and not name and rest.strip() and _is_known(is_saved, rest.strip()):
        return [*negations, Token("saved", rest.strip())]
    return []


def _has_parts(rest: str) -> bool:
    """Whether what follows a first value has other parts of a query in it."""
    for word in rest.split()[1:] if not rest[:1].isspace() else rest.split():
        bare = word.lstrip("(")
        if bare in ("or", "OR", "not", "NOT") or _NEGATION.match(bare) or (bare.startswith("@") and len(bare) > 1):
            return True
        name = _NAME.match(bare)
        is_equation = name is not None and name["sign"] == "="  # which a value may hold: call at x=5
        if name and name.end() < len(bare) and not is_equation and not bare.startswith("//", name.end()):
            return True
    return False


def _is_known(known: Known, name: str) -> bool:
    return known is None or known(name)


def _with_operator(text: str, *, is_literal: bool = False) -> Value:
    found = _OPERATOR.match(text)
    operator = found[0] if found else ""
    return Value(text[len(operator) :].strip() if is_literal else text[len(operator) :], operator, is_literal)


def _field(name: str, values: list[Value], shown: str) -> Token:
    """A condition. Raises Invalid where a value is empty."""
    if all(value.text.strip() for value in values):
        return Token("field", _unquoted_name(name), tuple(values))
    if len(values) > 1:
        raise NoValue(
            _("Beside a comma of '{text}' a value is missing.").format(text=shown),
            _("Write the values without blanks between them: city:bandung,jakarta"),
        )
    raise NoValue(
        _("After '{text}' a value is missing.").format(text=shown),
        _("Write it without a blank: {name}:VALUE; not:has:{name} finds those without one.").format(name=name),
    )


def _unquoted_name(name: str) -> str:
    if name.endswith('"'):
        first, _dot, own = name.partition(".")
        return f"{first}.{own[1:-1].replace(chr(34) * 2, chr(34))}"
    return name


class _Lexer:
    """Reads a text from its beginning to its end."""

    def __init__(self, text: str, is_field: Known, is_saved: Known) -> None:
        self._text = text
        self._place = 0
        self._is_field = is_field
        self._is_saved = is_saved

    def tokens(self) -> Iterator[Token]:
        """The pieces in their order. Raises Invalid."""
        while True:
            while self._place < len(self._text) and self._text[self._place].isspace():
                self._place += 1
            if self._place == len(self._text):
                return
            yield self._token()

    def _token(self) -> Token:
        text, place = self._text, self._place
        first = text[place]
        if first in "()" and not (first == "(" and _PHONE_PART.match(text, place)):
            self._place += 1
            return Token(first, first)
        if negation := _NEGATION.match(text, place):
            self._place = negation.end()
            return Token("not", negation[0])
        if (unequal := _UNEQUAL.match(text, place)) and _is_known(self._is_field, unequal[1]):
            self._text = f"{text[:place]}{unequal[1]}={text[unequal.end() :]}"
            return Token("not", unequal[0])
        if first == '"':
            return Token("word", self._quotation())
        return self._saved() or self._condition() or self._bare()

    def _saved(self) -> Token | None:
        text, place = self._text, self._place
        if text[place] != "@" or place + 1 == len(text) or text[place + 1].isspace() or text[place + 1] in "()":
            return None
        self._place += 1
        name = self._quotation() if text[place + 1] == '"' else self._run()
        if _is_known(self._is_saved, name):
            return Token("saved", name)
        return Token("word", text[place : self._place])

    def _condition(self) -> Token | None:
        text, place = self._text, self._place
        name = _NAME.match(text, place)
        if name is None or text.startswith("//", name.end()) or not _is_known(self._is_field, _unquoted_name(name[1])):
            return None
        self._place = name.end()
        values = [self._value("" if name["sign"] in _COLONS else name["sign"])]
        while text[self._place : self._place + 1] == ",":
            self._place += 1
            values.append(self._value(""))
        return _field(name[1], values, text[place : self._place])

    def _value(self, operator: str) -> Value:
        if not operator and (found := _OPERATOR.match(self._text, self._place)):
            operator = found[0]
            self._place = found.end()
        if self._text[self._place : self._place + 1] == '"':
            return Value(self._quotation(), operator, is_literal=True)
        run = self._run(",")
        return Value(run, operator, is_literal=not _is_balanced(run))

    def _bare(self) -> Token:
        if found := _BEFORE_PARENTHESIS.match(self._text, self._place):
            self._place = found.end()
            return Token(_WORDS[found[0]], found[0])
        run = self._run()
        return Token(_WORDS.get(run, "word"), run)

    def _run(self, ends: str = "") -> str:
        """What stands up to a blank, a parenthesis that closes another's, or one of `ends`."""
        text, start, open_here = self._text, self._place, 0
        while self._place < len(text):
            character = text[self._place]
            if character.isspace() or character in ends or (character == ")" and not open_here):
                break
            open_here += {"(": 1, ")": -1}.get(character, 0)
            self._place += 1
        return text[start : self._place]

    def _quotation(self) -> str:
        """What stands in quotes, a doubled quote in it being one."""
        found = re.compile(_QUOTED).match(self._text, self._place)
        if found is None:
            raise Invalid(_("A double quote is not closed."), _("Put another after what it begins."))
        if not found[1].strip():
            raise Invalid(_("There is nothing between two double quotes."))
        self._place = found.end()
        return found[1].replace('""', '"')
