"""The figures of a sum of money as people write them: digits, what parts them, and words such as `jt` or `萬`. Pure.

Where both `.` and `,` stand, the last is the decimal point. Where one stands several times, it parts thousands. Where
it stands once with three digits behind it, it parts thousands too (`1.500` is one thousand five hundred: no cents have
three digits), but for the few currencies whose cents have; with a word such as `jt` behind (`1.500jt`) it is unclear.
`m` is a million, but a capital `M` is none in rupiah, where it stands for a milliard. `mil` is a thousand, but not
behind a decimal point, where it may well be English. After `3萬` comes `5000` and not `5`, which might be either.

Nothing is guessed: what has no one meaning has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crmcli import currencies

_SCALES = {
    10**2: "百 佰",
    10**3: "k rb ribu mil thousand tsd tausend mille 千 仟 천 тыс",
    10**4: "万 萬 만",
    10**5: "lakh lakhs lac 十万 十萬",
    10**6: "m mn mm mio mln million millions millionen millon millones milhao milhoes mi jt juta 百万 百萬 млн",
    10**7: "crore crores cr 千万 千萬",
    10**8: "亿 億 억",
    10**9: "b bn bi bio billion billions bilhao bilhoes mrd milliarde milliarden milliard milliards md mds miliar "
    "milyar млрд 十亿 十億",
    10**12: "tn trillion trillions trilhao trilhoes triliun billon billones 兆",
}
_OF_TWO_WORDS = {"mil milhoes": 10**9, "mil millones": 10**9}
_VALUES = {word: value for value, words in _SCALES.items() for word in words.split()} | _OF_TWO_WORDS

_NUMBER, _SCALE, _CURRENCY = "N", "S", "C"
_SHAPE = re.compile("C?(?:NS?)+C?")
_FIGURES = re.compile(r"[0-9]+(?:[.,'][0-9]+| [0-9]{3}(?![0-9]))*")
_MILLIARD = re.compile(r"[0-9 ]M(?![A-Za-z])")
_NO_CENTS = re.compile(r"[.,](?:--?|–|—)(?= |$)")  # Rp 1.500.000,-
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_LONGEST_WORD = max(map(len, (*_VALUES, *currencies.WORDS)))


@dataclass(frozen=True, slots=True)
class Written:
    """A sum as it stands: its numbers, each with its scale ("" for none), and the words for a currency around them."""

    parts: tuple[tuple[str, str], ...]
    currencies: tuple[str, ...]
    has_capital_m: bool

    def in_units(self, digits: int, currency: str) -> int | None:
        """How many of the smallest units it is, where those have so many digits; None where that is not clear."""
        if self.has_capital_m and currency == "IDR":
            return None
        total = last = 0
        for number, scale in self.parts:
            value, unit = _value(number, scale, digits), _VALUES.get(scale, 1) * 10**digits
            if value is None:
                return None
            if last and (total % last or not value < last or unit >= last or (not scale and value * 10 < last)):
                return None
            total, last = total + value, unit
        return total


def read(text: str) -> Written | None:
    """Returns what a text says of a sum, or None where it is no sum."""
    plain = _plain(text)
    tokens = _tokens(plain)
    if not _SHAPE.fullmatch("".join(kind for kind, _word in tokens)):
        return None
    parts: list[tuple[str, str]] = []
    for kind, word in tokens:
        if kind == _NUMBER:
            parts.append((word, ""))
        elif kind == _SCALE:
            parts[-1] = (parts[-1][0], word)
    return Written(
        tuple(parts),
        tuple(word for kind, word in tokens if kind == _CURRENCY),
        any(scale == "m" for _number, scale in parts) and bool(_MILLIARD.search(text)),
    )


def _plain(text: str) -> str:
    """Small letters without accents, digits of one width, single blanks, and no `,-` for cents that are none."""
    from unicodedata import category, combining, normalize

    if any(category(letter) == "No" for letter in text):
        return "?"  # a raised 2 would become one more digit
    parts = normalize("NFD", normalize("NFKC", text).lower().replace("’", "'"))
    bare = normalize("NFC", "".join(part for part in parts if not combining(part)))
    return _NO_CENTS.sub("", " ".join(bare.split()))


def _tokens(plain: str) -> list[tuple[str, str]]:
    """The numbers and words of a text in order; one of no kind where there is anything else."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(plain):
        figures = _FIGURES.match(plain, at)
        kind, word = (_NUMBER, figures[0]) if figures else _word(plain, at)
        if plain[at] != " ":
            found.append((kind, word))
        at += len(word)
        if kind in (_SCALE, _CURRENCY) and _is_alphabetic(word[-1]) and plain[at : at + 1] == ".":
            at += 1  # Mio. Rp.
    return found


def _word(plain: str, at: int) -> tuple[str, str]:
    """The longest known word that stands there; one of letters ends where no letter follows."""
    for length in range(_LONGEST_WORD, 0, -1):
        word = plain[at : at + length]
        kind = _SCALE if word in _VALUES else _CURRENCY if word in currencies.WORDS else ""
        if kind and not (_is_alphabetic(word[-1]) and _is_alphabetic(plain[at + length : at + length + 1])):
            return kind, word
    return "?", plain[at]


def _is_alphabetic(letter: str) -> bool:
    """Whether it is a letter of a script that writes its words apart."""
    return letter.isalpha() and letter < "\u0e00"


def _value(number: str, scale: str, digits: int) -> int | None:
    """The number in smallest units, exactly; None where it is unclear or finer than they are."""
    parted = _parted(number, bool(scale), digits)
    if parted is None:
        return None
    whole, point, decimals = parted
    if (not scale and len(decimals) > digits) or (scale == "mil" and point == "."):
        return None
    value, rest = divmod(int(whole + decimals) * _VALUES.get(scale, 1) * 10**digits, 10 ** len(decimals))
    return None if rest else value


def _parted(number: str, is_scaled: bool, digits: int) -> tuple[str, str, str] | None:
    """The figures before the decimal point, the point, and the figures behind it; None where that is not clear."""
    marks = [letter for letter in number if not letter.isdigit()]
    if not marks:
        return number, "", ""
    last = marks[-1]
    before, _mark, after = number.rpartition(last)
    if last in ".," and marks.count(last) == 1:
        might_part = len(marks) == 1 and len(after) == 3 and len(before) <= 3 and before[0] != "0"
        if might_part and (is_scaled or (digits == 3 and last == ",")):
            return None
        if not might_part or digits == 3:
            whole = _without_marks(before)
            return None if whole is None else (whole, last, after)
    whole = _without_marks(number)
    return None if whole is None else (whole, "", "")


def _without_marks(number: str) -> str | None:
    """The figures of a number whose thousands are parted by one and the same mark, or None where they are not."""
    marks = {letter for letter in number if not letter.isdigit()}
    if not marks:
        return number
    mark = marks.pop()
    first, *groups = number.split(mark)
    is_parted = not marks and len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)
    return number.replace(mark, "") if is_parted or _LAKHS.fullmatch(number) else None
