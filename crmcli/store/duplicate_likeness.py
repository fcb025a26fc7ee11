"""Likeness: how far two names go together, and in which words to say so. Pure; no I/O.

Words are paired off, the surest way first: the same word, the same sound, a pet name, an initial, a typo. What is left
over on one side was left out on the other; what is left over on both sides makes them the names of two people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from crmcli.store.duplicate_names import Name
from crmcli.store.duplicate_nicknames import names_of
from crmcli.store.duplicate_spelling import families_of, skeleton, sound

BEST = 62  # points of the very same name
SURE, FAIR, POOR, NONE = 3, 2, 1, 0  # how far a name can be relied on where something else is the same as well
_KNOWN = 3  # contacts with a word in their names: from there on it is a name of its own and no typo
_VOWELS = frozenset("aeiouy")


class Likeness(NamedTuple):
    """How far two names go together: points to count, `trust` for what must not be wrong, and the reasons."""

    points: int
    trust: int
    reasons: tuple[str, ...]
    is_other: bool = False  # they are the names of two people


OTHER = Likeness(0, NONE, (), is_other=True)
_POINTS = {
    "same": (BEST, SURE, "same name"),
    "order": (60, FAIR, "same name in another order"),
    "spelling": (57, SURE, "same name spelt in another way"),
    "nickname": (53, FAIR, "nickname"),
    "typo": (53, POOR, "names a typo apart"),
    "short": (44, POOR, "short form of the name"),
    "initial": (41, POOR, "initials"),
}
_RANK = tuple(_POINTS)
_Pairing = tuple[list[str], list[str], list[tuple[str, str, str]]]  # left over here and there; kind and the two words


def best(ours: Sequence[Name], theirs: Sequence[Name], counts: Mapping[str, int]) -> Likeness:
    """Returns how like the two are by those of their names that go together best.

    `counts` says in how many contacts' names a word stands.
    """
    found = [
        _by_another_name(likeness(one, other, counts), i + j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
    ]
    if not found:
        return OTHER
    top = max(found, key=lambda each: (each.points, each.trust))
    if have_other_ideographs(ours, theirs):
        return Likeness(min(top.points, 30), NONE, (), is_other=True)
    return top


def _by_another_name(found: Likeness, place: int) -> Likeness:
    """A nickname or a second script says a little less than the name itself."""
    if not place or found.is_other:
        return found
    return found._replace(points=max(0, found.points - 3), trust=min(found.trust, FAIR))


def have_other_ideographs(ours: Sequence[Name], theirs: Sequence[Name]) -> bool:
    """Whether both are written in ideographs, and none is what the other is: alike in sound they are two people."""
    here = {name.ideographs for name in ours if name.ideographs}
    there = {name.ideographs for name in theirs if name.ideographs}
    return bool(here and there) and not any(one in other or other in one for one in here for other in there)


def likeness(one: Name, other: Name, counts: Mapping[str, int]) -> Likeness:
    """Returns how like two single names are."""
    if one.words == other.words:
        is_whole = len(one.words) > 1
        reason = "same name" if one.is_latin == other.is_latin else "same name in another script"
        return Likeness(BEST if is_whole else 34, SURE if is_whole else FAIR, (reason,))
    pairing = _paired(one, other, counts)
    here, there, pairs = pairing
    if here and there and _sound_alike(here, there):
        pairs = [*pairs, ("spelling", "".join(here), "".join(there))]
        here, there = [], []
    if here and there:
        return _whole(one, other) or _partly(one, other, pairing)
    if not pairs:
        return OTHER
    worst = max((kind for kind, _one, _other in pairs), key=_RANK.index)
    if worst == "same" and not here and not there:
        if one.is_ordered or other.is_ordered:
            return OTHER  # Ahmad bin Yusuf is the father or the son of Yusuf bin Ahmad
        worst = "order"
    if not here and not there:
        return _complete(one, worst, pairs)
    return _shortened(one, other, worst, pairs)


def _complete(one: Name, worst: str, pairs: Sequence[tuple[str, str, str]]) -> Likeness:
    """Every word of both has its twin."""
    points, trust, reason = _POINTS[worst]
    if len(one.words) == 1:
        points, trust = points - 28, min(trust, POOR)
    if worst == "typo" and any(_is_ending(x, y) for kind, x, y in pairs if kind == "typo"):
        is_given = any(kind == "typo" and one.given in (x, y) for kind, x, y in pairs)
        points, trust = points - (12 if is_given else 0), NONE
    elif worst == "typo" and not all(_is_slip(x, y) for kind, x, y in pairs if kind == "typo"):
        trust = NONE
    if worst == "initial" and not any(kind == "same" for kind, _one, _other in pairs):
        points, trust = points - 20, NONE
    return Likeness(points, trust, (reason,))


def _shortened(one: Name, other: Name, worst: str, pairs: Sequence[tuple[str, str, str]]) -> Likeness:
    """All words of one of them are in the other, which has more."""
    whole = [(x, y) for kind, x, y in pairs if kind in ("same", "spelling", "nickname", "typo")]
    points, trust, reason = _POINTS[worst]
    if not whole:
        return Likeness(10, NONE, ())
    if len(pairs) > 1:
        found = min(trust, FAIR) if worst != "same" else FAIR
        return Likeness(points - 8, found, ("part of the name", reason) if worst != "same" else ("part of the name",))
    (x, y), shorter = whole[0], one if len(one.words) < len(other.words) else other
    longer = other if shorter is one else one
    is_given = x == longer.given or y == longer.given
    lost = points - BEST
    if is_given and worst in ("same", "spelling", "nickname"):
        return Likeness(32 + lost // 2, FAIR if worst == "same" else POOR, ("part of the name",))
    return Likeness(max(0, 24 + lost), NONE, ("part of the name",))


def _partly(one: Name, other: Name, pairing: _Pairing) -> Likeness:
    """Some words have no twin on either side."""
    here, there, pairs = pairing
    if one.is_latin != other.is_latin and (one.ideographs or other.ideographs or _is_hangul(one) or _is_hangul(other)):
        has_family = any(kind in ("same", "spelling") for kind, _one, _other in pairs)
        return Likeness(26 if has_family else 14, NONE, (), is_other=False)
    is_given = any(
        (x == one.given and y == other.given) and kind in ("same", "spelling", "nickname") for kind, x, y in pairs
    )
    if is_given and len(here) == 1 and len(there) == 1 and one.family in here and other.family in there:
        return Likeness(16, NONE, ("same given name",), is_other=True)
    return OTHER


def _is_hangul(name: Name) -> bool:
    return not name.is_latin and name.has_vowels and bool(families_of(name.family))


def _whole(one: Name, other: Name) -> Likeness | None:
    """Whether the names are the same when their words are cut in other places, or written without vowels."""
    points, trust, reason = _POINTS["spelling"]
    if len(one.words) != len(other.words) and len(one.words) + len(other.words) > 2:
        ours, theirs = sorted("".join(one.words)), sorted("".join(other.words))
        if ours == theirs or _turned(one.words, other.words):
            return Likeness(points, trust, (reason,))
        if _are_initials(one.words, other.words) or _are_initials(other.words, one.words):
            return Likeness(_POINTS["initial"][0], POOR, (_POINTS["initial"][2],))
    if one.has_vowels != other.has_vowels:
        bare = [sorted(map(skeleton, name.words)) for name in (one, other)]
        if bare[0] == bare[1] and all(bare[0]) and len(bare[0]) > 1:
            return Likeness(points, FAIR, (reason,))
    return None


def _sound_alike(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether what is left over is the same, cut in other places: Min-soo and Minsu."""
    return len(here) != len(there) and sound("".join(here)) == sound("".join(there))


def _are_initials(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a word is the first letters of several: JP Dubois and Jean-Pierre Dubois."""
    first = short[0]
    return (
        1 < len(first) < len(long)
        and first == "".join(word[0] for word in long[: len(first)])
        and list(short[1:]) == list(long[len(first) :])
    )


def _turned(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one begins with what the other ends with, and all of it together sounds the same."""
    wanted = sound("".join(theirs))
    return any(sound("".join((*ours[cut:], *ours[:cut]))) == wanted for cut in range(len(ours)))


def _paired(one: Name, other: Name, counts: Mapping[str, int]) -> _Pairing:
    here, there = list(one.words), list(other.words)
    pairs: list[tuple[str, str, str]] = []
    for word in one.words:
        if word in there:
            there.remove(word)
            here.remove(word)
            pairs.append(("same", word, word))
    if here and there:
        across = one.is_latin != other.is_latin
        for kind in ("spelling", "nickname", "initial", "typo", "short"):
            if kind == "short" and (across or any(known[0] == "typo" for known in pairs)):
                continue
            _pair_off(kind, here, there, pairs, counts, across)
    return here, there, pairs


def _pair_off(
    kind: str,
    here: list[str],
    there: list[str],
    pairs: list[tuple[str, str, str]],
    counts: Mapping[str, int],
    across: bool,
) -> None:
    for word in list(here):
        for twin in there:
            is_family = across and kind == "spelling" and bool(families_of(word) & families_of(twin))
            if relation(word, twin) != kind and not is_family:
                continue
            if kind == "typo" and counts.get(word, 0) >= _KNOWN and counts.get(twin, 0) >= _KNOWN:
                continue  # two names that people have, such as Rina and Rini
            here.remove(word)
            there.remove(twin)
            pairs.append((kind, word, twin))
            break


@lru_cache(maxsize=65_536)
def relation(word: str, twin: str) -> str:
    """Returns how two different words of names go together: spelling, nickname, initial, typo, short; or empty."""
    if len(word) == 1 or len(twin) == 1:
        return "initial" if word[0] == twin[0] and len(word) != len(twin) else ""
    if sound(word) == sound(twin) and min(len(word), len(twin)) > 2:
        return "spelling"
    if names_of(word) & names_of(twin):
        return "nickname"
    return _near(word, twin)


def _near(word: str, twin: str) -> str:
    from rapidfuzz.distance import OSA

    shorter, longer = sorted((word, twin), key=len)
    if len(shorter) >= 4:
        most = 2 if len(shorter) >= 8 else 1
        if OSA.distance(word, twin, score_cutoff=most) <= most and not (names_of(word) and names_of(twin)):
            return "typo"
    is_part = longer.startswith(shorter) or longer.endswith(shorter)
    return "short" if is_part and 3 <= len(shorter) <= len(longer) - 2 else ""


def _is_ending(word: str, twin: str) -> bool:
    """Whether two words differ in their last vowel only: Yanto and Yanti, Daniel and Daniela are two people."""
    if word[:-1] == twin[:-1]:
        return word[-1] in _VOWELS and twin[-1] in _VOWELS
    return word[:-1] == twin or twin[:-1] == word


def _is_slip(word: str, twin: str) -> bool:
    """Whether a typo is hardly another name: Dedi and Deni, Sarah and Farah may well be two people."""
    return min(len(word), len(twin)) >= 5 and word[0] == twin[0]
