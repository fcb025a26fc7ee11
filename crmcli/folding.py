"""Folding: what a name looks like when case, accents and script are taken away. Pure; no I/O.

Both the original and the folded form are indexed, so that an ASCII query finds a name in any script. `anyascii` costs
25 ms to import, so it is loaded only when a text really is not ASCII, and never on the way to a look-up.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    Named = TypeVar("Named")

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


# What joins with a letter before it: accents, voicing of kana, the parts of hangul.
_MARKS = frozenset(
    map(chr, (*range(0x300, 0x370), *range(0x653, 0x656), 0x93C, *range(0x1100, 0x1200), 0x3099, 0x309A))
)
_UNSEEN = frozenset(("Mn", "Me", "Cf"))
_FIRST_UNSPACED = "\u2e80"

_find_runs: Callable[[str], list[str]] | None = None  # made when first needed: a look-up never needs it


class _Spacing(dict[int, str]):
    """A translation that puts blanks around what is indexed alone; filled as characters are met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        self[point] = found = f" {character} " if is_unspaced(character) else character
        return found


class _Folding(dict[int, str]):
    """A translation to lower-case ASCII, with blanks around the readings of ideographs and hangul."""

    def __missing__(self, point: int) -> str:
        from unicodedata import category

        character = chr(point)
        folded = character if point < 0x80 else _base_letter(character) or _reading(character)
        if is_unspaced(character) and not "\u3040" <= character <= "\u30ff":
            folded = f" {folded} "
        # An accent or a joiner belongs to the word around it; anything else without a reading stands between words.
        self[point] = found = folded.lower() or ("" if category(character) in _UNSEEN else " ")
        return found


def _base_letter(character: str) -> str:
    """The ASCII letter that a character is with an accent; empty for any other. Spares most names anyascii's import."""
    from unicodedata import combining, normalize

    parts = normalize("NFD", character)
    base, marks = parts[:1], parts[1:]
    return base if marks and base.isascii() and base.isalpha() and all(map(combining, marks)) else ""


def _reading(character: str) -> str:
    from anyascii import anyascii

    return str(anyascii(character))


_spacing = _Spacing()
_folding = _Folding()


def composed(text: str) -> str:
    """Returns the text with letters and their marks made one character, as keyboards type them and files often do not.

    Without that the same `é`, `が` or `김` would be two different names.
    """
    if text.isascii() or _MARKS.isdisjoint(text):
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def spaced(text: str) -> str:
    """Returns the text with blanks around each ideograph, kana or hangul, so that a tokenizer sees each alone."""
    text = composed(text)
    return text.translate(_spacing) if has_unspaced(text) else text


def has_unspaced(text: str) -> bool:
    """Whether a composed text may have a character that is indexed alone."""
    return not text.isascii() and max(text) >= _FIRST_UNSPACED


def fold(text: str) -> str:
    """Returns the text in lower-case ASCII, words separated by one blank: `Łukasz Ørsted` gives `lukasz orsted`.

    Ideographs are read one by one, with a blank between: `王小明` gives `wang xiao ming`.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return fold_composed(composed(text)) or _unread(text)


def meant(every: Iterable[Named], text: str, name: Callable[[Named], str]) -> list[Named]:
    """Returns those of a name, in any spelling of case and accents, else those whose names begin so; none for none."""
    folded = fold(text)
    names = [(each, fold(name(each))) for each in every]
    found = [each for each, known in names if known == folded]
    return found or [each for each, known in names if folded and known.startswith(folded)]


def fold_composed(text: str) -> str:
    """Like `fold`, for a text that is composed and not ASCII; empty where nothing in it has a reading."""
    return " ".join(text.translate(_folding).split())


def _unread(text: str) -> str:
    """What has no reading at all (a lone emoji) stays as it is, so that it can still be told from another."""
    return text.strip().encode("utf-8", "ignore").decode("utf-8")


def joined(text: str) -> str:
    """Returns the readings of each unbroken run of ideographs or hangul as one word: `王小明` gives `wangxiaoming`.

    Empty where the text has no such run of two or more, since there `fold` says it all.
    """
    text = composed(text)
    return _joined(text) if has_unspaced(text) else ""


def apart_and_joined(text: str) -> tuple[str, str]:
    """Like `spaced` and `joined`, for a composed text that has characters indexed one by one."""
    return text.translate(_spacing), _joined(text)


def _joined(text: str) -> str:
    """Like `joined`, for a composed text that has such characters."""
    return " ".join(["".join((fold_composed(run) or _unread(run)).split()) for run in _runs(text)])


def _runs(text: str) -> list[str]:
    """The unbroken runs of two or more characters that are indexed one by one."""
    global _find_runs
    if _find_runs is None:
        import re

        ranges = "".join(f"{chr(low)}-{chr(high)}" for low, high in (*_IDEOGRAPH_RANGES, *_SYLLABLE_RANGES))
        _find_runs = re.compile(f"[{ranges}]{{2,}}").findall
    return _find_runs(text)
