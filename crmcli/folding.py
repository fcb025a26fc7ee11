"""Folding: what a name looks like when case, accents and script are taken away. Pure; no I/O.

Both the original and the folded form are indexed, so that an ASCII query finds a name in any script. `anyascii` costs
25 ms to import, so it is loaded only when a text really is not ASCII, and never on the way to a look-up.
"""

from __future__ import annotations

_IDEOGRAPH_RANGES = (
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_SYLLABLE_RANGES = ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xAC00, 0xD7AF), (0xFF66, 0xFF9D))


def is_ideograph(character: str) -> bool:
    """Whether a character is a Chinese ideograph, in any of the languages that write with them."""
    point = ord(character)
    return point >= 0x2E80 and any(low <= point <= high for low, high in _IDEOGRAPH_RANGES)


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script indexed one character at a time: ideographs, kana and hangul."""
    point = ord(character)
    return point >= 0x2E80 and (is_ideograph(character) or any(low <= point <= high for low, high in _SYLLABLE_RANGES))


class _Spacing(dict[int, str]):
    """A translation that puts blanks around what is indexed alone; filled as characters are met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        self[point] = found = f" {character} " if is_unspaced(character) else character
        return found


class _Folding(dict[int, str]):
    """A translation to lower-case ASCII, with blanks around the readings of ideographs and hangul."""

    def __missing__(self, point: int) -> str:
        from anyascii import anyascii

        character = chr(point)
        folded = character if point < 0x80 else anyascii(character)
        if is_unspaced(character) and not "\u3040" <= character <= "\u30ff":
            folded = f" {folded} "
        self[point] = found = folded.lower() or " "
        return found


_spacing = _Spacing()
_folding = _Folding()


def spaced(text: str) -> str:
    """Returns the text with blanks around each ideograph, kana or hangul, so that a tokenizer sees each alone."""
    if text.isascii() or max(text) < "\u2e80":
        return text
    return text.translate(_spacing)


def fold(text: str) -> str:
    """Returns the text in lower-case ASCII, words separated by one blank: `Łukasz Ørsted` gives `lukasz orsted`.

    Ideographs are read one by one, with a blank between: `王小明` gives `wang xiao ming`.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # What has no reading at all (a lone emoji) stays as it is, so that it can still be told from another.
    return " ".join(text.translate(_folding).split()) or text.strip()


def joined(text: str) -> str:
    """Returns the readings of each unbroken run of ideographs or hangul as one word: `王小明` gives `wangxiaoming`.

    Empty where the text has no such run of two or more, since there `fold` says it all.
    """
    if text.isascii() or max(text) < "\u2e80":
        return ""
    runs: list[str] = []
    run = ""
    for character in [*text, " "]:
        if is_unspaced(character):
            run += character
            continue
        if len(run) > 1:
            runs.append("".join(fold(run).split()))
        run = ""
    return " ".join(runs)
