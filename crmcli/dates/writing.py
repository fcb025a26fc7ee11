"""How days and times are written: a text is folded and cut into words, single ideographs, numbers and signs.

Pure, and linear in the length of the text. Nothing is given a meaning here but what is written in digits.
"""

from __future__ import annotations

from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _

HINT = _("Write a day such as tomorrow, fri, next tue 15:00, in 2 weeks, eom or 2026-12-01.")

_SIMPLIFIED = str.maketrans(
    "點週禮後兩個號這來鐘時間現從業當過內頭歲開間裡剛’‘ʼ´`–—‒−‐‑。、〇晝",
    "点周礼后两个号这来钟时间现从业当过内头岁开间里刚'''''------.,零昼",
)
_ACCENTS = str.maketrans("áàâãäéèêëíîïóôõöúùûüçñ", "aaaaaeeeeiiioooouuuucn") | {ord("ß"): "ss"}
_LETTERS = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i"}
_SIGNS = "@+,.!-"
_DECIMALS = "0123456789"
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u3400", "\u9fff"
_WRITTEN = {  # by the signs between the digits: what it is, and how many digits each part may have
    "": (("number", "1-9"),),
    "--": (("iso", "4 1-2 1-2"), ("numeric", "1-2 1-2 2,4")),
    "//": (("iso", "4 1-2 1-2"), ("numeric", "1-2 1-2 2,4")),
    "..": (("iso", "4 1-2 1-2"), ("dotted", "1-2 1-2 2,4"), ("dots", "1-2 1-2 0")),
    "...": (("dotted", "1-2 1-2 2,4 0"),),
    "-": (("month", "4 1-2"),),
    "/": (("slashed", "1-2 1-2"), ("year", "1-2 4"), ("month", "4 1-2")),
    ".": (("point", "1-2 1-2"),),
    ":": (("time", "1-2 2"),),
    "::": (("time", "1-2 2 2"),),
}


class Piece(NamedTuple):
    """A word, an ideograph, a sign or something in digits, as it stands in a folded text."""

    kind: str
    text: str


def pieces(text: str) -> list[Piece]:
    """Returns the pieces of a text, blanks left out. Raises Invalid for a sign that no day or time is written with."""
    folded = _folded(text)
    found: list[Piece] = []
    place = 0
    while place < len(folded):
        sign = folded[place]
        if sign == " " or _is_joint(folded, place):
            place += 1
            continue
        piece = _portuguese_weekday(folded, place) or _piece_at(folded, place)
        if piece is None:
            raise Invalid(
                _("'{text}' is not a day or a time: '{sign}' has no place in one.").format(text=text, sign=sign), HINT
            )
        place += len(piece.text)
        if piece.text in ("a", "p") and folded[place : place + 3].replace(" ", "").startswith(".m"):
            rest = folded.index("m", place) + 1
            if not folded[rest : rest + 1].isalpha():  # 3 p.m.
                piece, place = Piece("word", f"{piece.text}m"), rest + (folded[rest : rest + 1] == ".")
        elif piece.text in ("a", "o") and found and found[-1].kind == "number" and folded[place - 2].isdigit():
            piece = Piece("word", "º")  # as it is written on 1º, and not the "a" of "9 a 10"
        elif piece.kind == "iso" and folded[place : place + 1] == "t" and folded[place + 1 : place + 2].isdigit():
            place += 1
        found.append(piece)
    return found


def _portuguese_weekday(folded: str, place: int) -> Piece | None:
    """`2a`, which is Monday, as one piece: it is another thing than the `2 a` of `dia 2 a tarde`."""
    if folded[place] in "23456" and folded[place + 1 : place + 2] == "a" and not folded[place - 1 : place].isdigit():
        after = folded[place + 2 : place + 4]
        if not after[:1].isalnum() and after != ".m":
            return Piece("word", folded[place : place + 2])
    return None


def _is_joint(folded: str, place: int) -> bool:
    """Whether a hyphen or an apostrophe joins what stands on its sides: segunda-feira, aujourd'hui, 1-dec."""
    if folded[place] not in "'-" or not 0 < place < len(folded) - 1:
        return False
    before, after = folded[place - 1], folded[place + 1]
    return (before.isalpha() and after.isalnum()) or (before.isdigit() and after.isalpha() and folded[place] == "-")


def _piece_at(folded: str, place: int) -> Piece | None:
    """The piece that begins at a place; None where there is none."""
    sign = folded[place]
    end = place + 1
    if sign in _DECIMALS:
        while end < len(folded) and (folded[end] in _DECIMALS or folded[end] in "./:-"):
            end += 1
        return _in_digits(folded[place:end].rstrip("./:-") + _sign_at_the_end(folded[place:end]))
    if _FIRST_IDEOGRAPH <= sign <= _LAST_IDEOGRAPH:
        return Piece("ideograph", sign)
    if sign.isalpha():
        while end < len(folded) and folded[end].isalpha() and not _FIRST_IDEOGRAPH <= folded[end] <= _LAST_IDEOGRAPH:
            end += 1
        return Piece("word", folded[place:end])
    return Piece("sign", sign) if sign in _SIGNS else None


def _sign_at_the_end(run: str) -> str:
    """The dot at the end of a date such as 1.12., and no other sign."""
    return "." if run.endswith(".") and not run.endswith("..") else ""


def _in_digits(run: str) -> Piece:
    """What a run of digits and signs between them is; a sign at its end is left out where it is none of it."""
    for text in (run, run[:-1]) if not run[-1].isdigit() else (run,):
        parts = [""]
        for sign in text:
            if sign.isdigit():
                parts[-1] += sign
            else:
                parts.append("")
        for kind, sizes in _WRITTEN.get("".join(sign for sign in text if not sign.isdigit()), ()):
            wanted = sizes.split(" ")
            if len(wanted) == len(parts) and all(_has_size(*pair) for pair in zip(parts, wanted, strict=True)):
                return Piece(kind, text)
    return Piece("digits", run)


def _has_size(part: str, sizes: str) -> bool:
    if "-" in sizes:
        return int(sizes[0]) <= len(part) <= int(sizes[2])
    return str(len(part)) in sizes.split(",")


def plain(phrase: str) -> str:
    """Returns a phrase of the tables as the texts of its pieces, with blanks between."""
    if not phrase.isascii():
        if phrase[0] >= _FIRST_IDEOGRAPH:
            return " ".join(phrase)
        phrase = phrase.translate(_ACCENTS)
    if phrase.isalpha():
        return phrase
    if any(map(str.isdigit, phrase)):
        return " ".join([piece.text for piece in pieces(phrase)])
    return " ".join(phrase.replace("'", " ").replace("-", " ").split()) or phrase


def _folded(text: str) -> str:
    """The text in small letters without accents, full-width signs narrow, ideographs simplified."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = normalize("NFKD", normalize("NFKC", text).lower().translate(_SIMPLIFIED))
        text = "".join([_LETTERS.get(sign, sign) for sign in text if not combining(sign)])
    return " ".join(text.lower().split())


_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
NUMERALS = frozenset((*_DIGITS, "十", "廿", "百"))


def numeral(text: str) -> int | None:
    """Reads a number in Chinese numerals, `二十三`, `零五` or digit by digit `二零二六`; None for anything else."""
    if "百" in text:
        hundreds, _sign, rest = text.partition("百")
        if hundreds not in _DIGITS:
            return None
        below = numeral(rest) if rest else 0
        return None if below is None else _DIGITS[hundreds] * 100 + below
    text = text.replace("廿", "二十")
    if "十" in text:
        tens, _sign, ones = text.partition("十")
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return None
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    if len(text) in (1, 4) or (len(text) == 2 and text[0] == "零"):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return None
