"""The words that lengths of time are written with, in seven languages, and how a text falls into them. Pure.

Must not decide what a text means: it says which numbers, units and other words stand there, and in which order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from unicodedata import category, combining, normalize

NUMBER, UNIT, ARTICLE, TIMES, PER, OTHER = "number", "unit", "article", "times", "per", "other"
HALF = Fraction(1, 2)

_LONGEST = 60  # characters
_WORDS = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[a-z]+|[:/'′×]|[^\W\d_]|\S")
_HYPHEN = re.compile("(?<=[a-z])-(?=[a-z])")
_CHINESE_NUMBER = re.compile("([一二两兩三四五六七八九])?十([一二三四五六七八九])?|[一二两兩三四五六七八九]")
_CHINESE_DIGITS = {"兩": 2, "两": 2, **{letter: number for number, letter in enumerate("一二三四五六七八九", 1)}}

_UNITS = {
    "minute": "m min mins minute minutes menit mnt minuto minutos minuten 分 分钟 分鐘 ' ′",
    "hour": "h hr hrs hour hours jam hora horas std stunde stunden heure heures 小时 小時 钟头 鐘頭",
    "day": "d day days hari dia dias tag tage tagen jour jours 天 日",
    "week": "w week weeks wk wks minggu semana semanas woche wochen semaine semaines 周 週 星期 礼拜 禮拜",
    "month": "mo month months bulan mes meses monat monate monaten mois 月",
    "quarter": "q quarter quarters triwulan kuartal trimestre trimestres quartal quartale 季 季度",
    "year": "y yr year years tahun ano anos jahr jahre jahren an ans annee annees 年",
}
_ONE_OF = {  # an article and a unit in one word
    "sejam": "hour", "sehari": "day", "seminggu": "week", "sebulan": "month", "setahun": "year", "daily": "day",
    "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
}  # fmt: skip
_NUMBERS = {
    word: Fraction(number)
    for number, spelled in {
        "1": "one once satu sekali einmal", "2": "two twice dua dois duas dos zwei zweimal deux",
        "3": "three tiga tres drei dreimal trois", "4": "four empat quatro cuatro vier quatre",
        "1/2": "half setengah meia meio media medio halb halbe halben demi demie 半",
    }.items()
    for word in spelled.split()
}  # fmt: skip
_KINDS = {
    ARTICLE: "a an um uma un una ein eine einen einer einem une",
    TIMES: "x × time times kali vez vezes vece veces mal fois 次 回",
    PER: "/ per por pro im in par je each every setiap tiap cada alle toutes tous les chaque al ao la el 每",
    OTHER: "and y e et und dan",
}
_YEARS_AT_LAST = frozenset(
    ("an", "y")
)  # French for year, English for one; year, and Spanish for and: a year at the end
_UNSAID = frozenset("个個零又")
_AT_ONCE = frozenset(("once", "twice", "sekali", "einmal", "zweimal", "dreimal"))  # a number and `times` in one word


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a length: what kind it is, its number where it has one, its unit where it has one."""

    kind: str
    number: Fraction | None = None
    unit: str = ""


def words(text: str) -> list[Word] | None:
    """The words of a text, None where one of them is unknown, or where there are none or too many."""
    if len(text) > _LONGEST:
        return None
    found: list[Word] = []
    for written in _written(_plain(text)):
        known = _known(written)
        if known is None:
            return None
        found += known
    return found or None


def _plain(text: str) -> str:
    if any(category(letter) == "No" for letter in text):
        return "?"  # a raised 2 would become one more digit
    parts = normalize("NFD", normalize("NFKC", text).lower())
    return _HYPHEN.sub(" ", normalize("NFC", "".join(part for part in parts if not combining(part))))


def _written(plain: str) -> list[str]:
    """Numbers, Latin words, and Chinese words, the longest that are known."""
    found: list[str] = []
    at = 0
    while match := _WORDS.search(plain, at):
        word, start = match[0], match.start()
        chinese = _CHINESE_NUMBER.match(plain, start)
        if chinese:
            word = chinese[0]
        elif not word.isascii():
            pairs = (plain[start : start + length] for length in (3, 2, 1))
            word = next((pair for pair in pairs if pair in _TABLE), word)
        found.append(word)
        at = start + len(word)
        if word.isascii() and word.isalpha() and plain[at : at + 1] == ".":
            at += 1  # min. Std.
    return found


def _known(word: str) -> list[Word] | None:
    if word[0].isascii() and word[0].isdigit():
        return [Word(NUMBER, Fraction(word.replace(",", ".")))]
    if _CHINESE_NUMBER.fullmatch(word):
        return [Word(NUMBER, Fraction(_chinese(word)))]
    return _TABLE.get(word)


def _chinese(word: str) -> int:
    tens, is_tens, ones = word.partition("十")
    if not is_tens:
        return _CHINESE_DIGITS[word]
    return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0)


def _table() -> dict[str, list[Word]]:
    table = {word: [Word(UNIT, unit=unit)] for unit, spelled in _UNITS.items() for word in spelled.split()}
    table |= {word: [Word(ARTICLE), Word(UNIT, unit=unit)] for word, unit in _ONE_OF.items()}
    table |= {word: [Word(NUMBER, number)] for word, number in _NUMBERS.items()}
    table |= {word: [] for word in _UNSAID}
    table |= {word: [*table[word], Word(TIMES)] for word in _AT_ONCE}
    for kind, spelled in _KINDS.items():
        table |= {word: [Word(kind, unit="year" if word in _YEARS_AT_LAST else "")] for word in spelled.split()}
    return table


_TABLE = _table()
