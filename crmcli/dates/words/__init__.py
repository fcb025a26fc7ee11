"""The words for days and times: a table per language, from what is meant to how it is said.

Pure. A table says for a meaning (`tomorrow`, `next week`, `friday evening`) the phrases that have it, as they are
spelled; here they are folded as what users type is. Tables are read when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

LANGUAGES = ("en", "id", "pt", "es", "zh", "de", "fr")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MINUTE, HOUR, DAY, WORKDAY, WEEK, MONTH, QUARTER, YEAR = range(8)
MORNING, MIDDAY, AFTERNOON, EVENING, SMALL_HOURS, NIGHT = range(6)


class Token(NamedTuple):
    """What a phrase means: a kind, one letter so that rules are patterns of letters, and a value."""

    kind: str
    value: int = 0
    other: tuple[int, ...] = ()


# The kinds: D day counted from today, W weekday, M month, U unit, K weekend, N number, Y year, X next, L last, T this,
# I in, H hence, A ago, R from, P part of the day, C noon and midnight, p am and pm, @ at, O o'clock, v fraction before
# its hour, w fraction behind it, s minutes before the hour's number, z minutes behind it, E end, B beginning, Z middle,
# # the day of a month comes, n it was one, m the month's number was before, f on, o of, comma, + and -, ! now,
# J date in numbers, G quarter with its number, t time in numbers, c which of the weekdays of a month, b the same behind
# it, h a number and a half.
_MEANINGS: dict[str, Token] = {
    "now": Token("!"),
    **{name: Token("W", number) for number, name in enumerate(WEEKDAYS)},
    **{name: Token("M", number) for number, name in enumerate(MONTHS, 1)},
    **{
        name: Token("D", number)
        for name, number in (
            ("today", 0), ("tomorrow", 1), ("overmorrow", 2), ("third", 3),
            ("yesterday", -1), ("ereyesterday", -2), ("thirdlast", -3),
        )
    },
    **{
        name: Token("U", number)
        for number, name in enumerate(("minute", "hour", "day", "workday", "week", "month", "quarter", "year"))
    },
    **{
        name: Token("P", number)
        for number, name in enumerate(("morning", "midday", "afternoon", "evening", "smallhours", "night"))
    },
    "weekend": Token("K"), "next": Token("X", 1), "afternext": Token("X", 2), "last": Token("L", -1),
    "beforelast": Token("L", -2), "this": Token("T"), "in": Token("I"), "hence": Token("H"), "ago": Token("A"),
    "from": Token("R"), "noon": Token("C", 12), "midnight": Token("C", 0), "am": Token("p", 0), "pm": Token("p", 12),
    "at": Token("@"), "clock": Token("O"), "30past": Token("v", 30), "15past": Token("v", 15), "15to": Token("v", -15),
    "30to": Token("v", -30), "past30": Token("w", 30), "past15": Token("w", 15), "past45": Token("w", 45),
    "to15": Token("w", -15), "past": Token("s", 1), "to": Token("s", -1),
    "upto": Token("s", -1, (1,)), "plus": Token("z", 1),
    "minus": Token("z", -1), "end": Token("E"), "begin": Token("B"), "mid": Token("Z"), "dayof": Token("#"),
    "nth": Token("n"), "nthof": Token("n", 1), "nthpoint": Token("n", 2), "monthof": Token("m"), "on": Token("f"),
    "of": Token("o"),
    "onnamed": Token("f", 1), "ofnamed": Token("o", 1), "article": Token("N", 1, (-1,)), "comma": Token(","),
    **{f"quarter{number}": Token("G", number) for number in range(1, 5)},
    "later": Token("+"), "earlier": Token("-"), "m": Token("U", MONTH, (1,)),
    **{f"which{number}": Token("c", number) for number in (1, 2, 3, 4, 5, -1)},
    **{f"{number}behind": Token("b", number) for number in (1, 2, 3, 4, 5, -1)},
}  # fmt: skip

# Words that mean one thing in one language and another in the next: a text that holds one is read in all of them. Any
# other is settled by the first language that understands it, which spares the tables of the rest.
COLLIDING = frozenset((
    "a", "ago", "am", "an", "ano", "d", "das", "dem", "des", "dez", "di", "do", "dos", "e", "en", "este",
    "hr", "hrs", "la", "mar", "mi", "min", "para", "sept", "th", "um", "un", "vier", "y",
))  # fmt: skip

# Words that are only read among others of their language: the "no" of "no mañana" is not the Portuguese "on the".
_NEVER_MIXED = frozenset(("no",))
# Shorthand that a language does not share: "um 5 am Montag" says nothing of the morning.
_NOT_SHARED = {"de": "am"}

Table = dict[str, tuple[tuple[Token, ...], ...]]
_tables: dict[str, Table] = {}


def table(language: str) -> Table:
    """Returns what each folded phrase of a language may mean, with the shorthand that all share; all for `all`."""
    found = _tables.get(language)
    if found is None:
        found = _tables[language] = _read(("shorthand", *(LANGUAGES if language == "all" else (language,))))
    return found


def _read(names: tuple[str, ...]) -> Table:
    from crmcli.dates.writing import plain

    found: dict[str, tuple[tuple[Token, ...], ...]] = {}
    for name in names:
        words: dict[str, str] = import_module(f"crmcli.dates.words.{name}").WORDS
        for meaning, phrases in words.items():
            tokens = tuple([_MEANINGS.get(part) or Token("N", int(part)) for part in meaning.split()])
            for phrase in phrases.split(", "):
                for spelling in _spellings(phrase, name):
                    key = plain(spelling)
                    if len(names) > 2 and key in COLLIDING and name not in ("shorthand", "en"):
                        continue  # where languages are mixed, a word of two meanings has only its English one
                    if len(names) > 2 and key in _NEVER_MIXED:
                        continue
                    if name == "shorthand" and _NOT_SHARED.get(names[-1]) == key:
                        continue
                    known = found.get(key, ())
                    if tokens not in known:
                        found[key] = (*known, tokens)
    return found


def _spellings(phrase: str, language: str) -> tuple[str, ...]:
    """A phrase, and for German how it is typed without umlauts; as `plain` reads it but for what it folds."""
    if language == "de" and not phrase.isascii():
        return phrase, phrase.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return (phrase,)
