"""A line as bash takes it apart, and what to put into it: words, quotes, and where readline begins to replace.

Bash hands a completion its words broken at colons and equal signs and with their quotes on; so the line itself is
read here. No variable is expanded and nothing is run. fish quotes alike as far as a word being typed goes.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = " \t\n"
_OPERATORS = "<>|&;()"
# What stands for itself outside quotes, besides letters and digits of any script.
_HARMLESS = frozenset("%+,-./_:=@")
_BEGINS_A_HOST = "@"  # breaks words, but readline counts it to the word that it begins
_IN_DOUBLE_QUOTES = '\\"$`'


class Line:
    """The words of a line up to the cursor. The last one is being typed: `raw` as it stands, `quote` it is in.

    `is_redirected` where it names a file to read or write.
    """

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.raw = ""
        self.quote = ""
        self.is_redirected = False
        self._word = ""
        self._has_word = False
        self._take(text)
        self.words.append(self._word)

    def _take(self, text: str) -> None:
        characters = iter(text)
        for character in characters:
            if self.quote:
                self._quoted(character, characters)
            elif character in _BLANKS:
                self._end()
            elif character in _OPERATORS:
                self._end(is_operator=True)
                self.is_redirected = character in "<>"
            else:
                self._open(character, characters)

    def _open(self, character: str, characters: Iterator[str]) -> None:
        self._has_word = True
        self.raw += character
        if character in "'\"":
            self.quote = character
        elif character == "\\":
            following = next(characters, "")
            self.raw += following
            self._word += following
        else:
            self._word += character

    def _quoted(self, character: str, characters: Iterator[str]) -> None:
        self.raw += character
        if character == self.quote:
            self.quote = ""
        elif character == "\\" and self.quote == '"':
            following = next(characters, "")
            self.raw += following
            self._word += following if following in _IN_DOUBLE_QUOTES else character + following
        else:
            self._word += character

    def _end(self, *, is_operator: bool = False) -> None:
        if is_operator and self._word.isdigit():
            self._has_word = False  # the number of a stream: 2>file
        if self._has_word:
            if not self.is_redirected:
                self.words.append(self._word)
            self.is_redirected = False
        self._word = self.raw = ""
        self._has_word = False


def plain(raw: str) -> str:
    """What a word being typed says, without its quotes."""
    return Line(raw).words[-1]


def kept(raw: str, breaks: str) -> tuple[str, str]:
    """The part of a word that readline leaves as it stands, since it breaks words at these characters too; and the
    quote that is open behind it."""
    start, quote, number = 0, "", 0
    while number < len(raw):
        character = raw[number]
        if character == "\\" and quote != "'":
            number += 1
        elif quote:
            if character == quote:
                quote = ""
        elif character in "'\"":
            quote, start = character, number + 1
        elif character in breaks:
            start = number + (character != _BEGINS_A_HOST)
        number += 1
    return raw[:start], quote


def written(text: str, quote: str) -> str:
    """The text so that bash reads it back as it is: behind an open quote, or with a backslash where one is needed."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote == '"':
        return "".join("\\" + each if each in _IN_DOUBLE_QUOTES else each for each in text)
    return "".join(each if _is_harmless(each) else "\\" + each for each in text)


def _is_harmless(character: str) -> bool:
    return character.isalnum() or character in _HARMLESS or not character.isascii()
