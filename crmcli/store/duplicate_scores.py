"""Scores: how likely two contacts are one, of 100, and why. From 95 on they cannot but be.

A name counts for most, then what only one person has; what says that they are two takes away. Certainty is no sum:
it takes a name that goes together, something of one person's own in both, and nothing that speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crmcli.store import duplicate_sharing as sharing
from crmcli.store.duplicate_companies import is_like_company, is_part_of_company, legal_forms
from crmcli.store.duplicate_facts import Facts
from crmcli.store.duplicate_likeness import BEST, FAIR, NONE, SURE, Likeness
from crmcli.store.duplicate_sharing import Circumstances

CERTAIN = 95
LIKELY = 50  # below that a pair is not shown unless it is asked for
_OWN = {"same phone": 30, "same e-mail": 32, "same profile": 26}
_TWO = -60  # points of what says plainly that they are two
_APART = -13  # points of different phones, where nothing else is the same either
_RARE = 10  # points of a name that is nobody else's
_MORE = 8  # points of a second and third of them
_GUARDED = frozenset(("private", "blocked"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts that may be one: the one to keep first. `against` is what speaks for two."""

    id: int
    other_id: int
    score: int  # of 100
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it cannot be wrong to make one contact of them."""
        return self.score >= CERTAIN


class _Weighing:
    """Two contacts on the scales: what they have in common, and what tells them apart."""

    def __init__(self, one: Facts, other: Facts, known: Circumstances) -> None:
        self.one = one
        self.other = other
        self.known = known
        common = one.identifiers & other.identifiers
        own = common - known.shared
        self.is_shared = bool(common - own)
        self.own = tuple(
            reason
            for reason, marks in zip(_OWN, (one.phones, one.emails, one.handles), strict=True)
            if marks and not own.isdisjoint(marks)
        )
        self.phones = own & one.phones
        self.has_other_phones = _are_apart(one.phones, other.phones)
        self.has_other_emails = _are_apart(one.emails, other.emails)
        self.company = _company(one, other)
        self.has_same_birthday = one.birthday is not None and one.birthday == other.birthday
        self.conflicts = sharing.conflicts(one, other)


def weigh(one: Facts, other: Facts, known: Circumstances, least: int = 1) -> Pair | None:
    """Returns the pair with its score, or None where that would be less than `least`."""
    if (min(one.id, other.id), max(one.id, other.id)) in known.distinct:
        return None
    if one.id == other.employer_id or other.id == one.employer_id:
        return None
    if least > BEST + _APART and _have_nothing_in_common(one, other):
        return None  # most pairs by far
    scales = _Weighing(one, other, known)
    gathered, against = list(_for_it(scales)), list(_against_it(scales))
    around = sum(points for _reason, points in (*gathered, *against))
    if around + BEST < least:
        return None  # comparing the names takes longer than all this
    like = _like(scales)
    if like is None:
        return None
    points = like.points + around
    if points >= LIKELY and _is_certain(scales, like):
        is_whole = like.trust == SURE
        points = max(CERTAIN, min(100, CERTAIN - 1 + len(scales.own) + is_whole + (scales.company == "same")))
    else:
        points = min(CERTAIN - 1, points)
    if points < least:
        return None
    reasons = (*like.reasons, *(reason for reason, _points in gathered if reason))
    first, second = sorted((one, other), key=lambda each: (-each.fullness, each.id))
    return Pair(first.id, second.id, points, reasons, tuple(reason for reason, _points in against if reason))


def _have_nothing_in_common(one: Facts, other: Facts) -> bool:
    """Whether two have different phones, and besides perhaps the name nothing that is the same."""
    return (
        bool(one.phones and other.phones)
        and one.identifiers.isdisjoint(other.identifiers)
        and one.domains.isdisjoint(other.domains)
        and one.cities.isdisjoint(other.cities)
        and one.streets.isdisjoint(other.streets)
        and one.roles.isdisjoint(other.roles)
        and (one.birthday is None or one.birthday != other.birthday)
        and _company(one, other) in ("", "other")
        and not (one.names and other.names and one.names[0].words == other.names[0].words)
    )


def _like(scales: _Weighing) -> Likeness | None:
    """How like the two are by name; None where they are two by that alone."""
    one, other = scales.one, scales.other
    if not one.names or not other.names:
        if not scales.own:
            return None
        is_part = one.identifiers <= other.identifiers or other.identifiers <= one.identifiers
        return Likeness(40, FAIR if is_part else NONE, ("no name",))
    if sharing.is_called_like_employer(one, other):
        return Likeness(26, NONE, ("named after the company",)) if scales.own else None
    like = sharing.compared(one, other, scales.known)
    if like.points == 0 or (like.is_other and not (scales.own or scales.is_shared)):
        return None
    return like


def _for_it(scales: _Weighing) -> Iterator[tuple[str, int]]:
    one, other = scales.one, scales.other
    for place, reason in enumerate(scales.own):
        yield reason, _MORE if place else _OWN[reason]
    if scales.is_shared and not scales.own:
        yield "a phone or e-mail that others have too", 8
    if scales.company == "same" and not sharing.is_called_as_company(one):
        yield "same company", 14
    elif scales.company == "part":
        yield "", 4
    if not one.domains.isdisjoint(other.domains) and "same e-mail" not in scales.own:
        yield "same e-mail domain", 3 if scales.company == "same" else 9
    if not one.roles.isdisjoint(other.roles):
        yield "", 4
    if not one.streets.isdisjoint(other.streets):
        yield "same address", 12
    elif not one.cities.isdisjoint(other.cities):
        yield "same city", 6
    if scales.has_same_birthday:
        yield "same birthday", 16 if one.birthday and one.birthday[2] else 9
    if _have_rare_name(scales):
        yield "nobody else has the name", _RARE


def _have_rare_name(scales: _Weighing) -> bool:
    """Whether two without anything else in common have a name of which a word stands in no other contact's name."""
    one, other = scales.one, scales.other
    if scales.own or scales.conflicts or sharing.is_called_as_company(one) or not (one.names and other.names):
        return False
    mine = one.names[0].words
    is_same = len(mine) > 1 and sorted(mine) == sorted(other.names[0].words)
    return is_same and min(scales.known.counts.get(word, 0) for word in mine) <= 2


def _against_it(scales: _Weighing) -> Iterator[tuple[str, int]]:
    one, other = scales.one, scales.other
    is_bare = not scales.own
    for conflict in scales.conflicts:
        is_half = conflict == sharing.GENERATIONS and not all(each.names[0].generation for each in (one, other))
        yield conflict, -40 if is_half else _TWO
    if scales.company == "other":
        yield "different companies", -15 if is_bare else -4
    if scales.has_other_phones:
        yield "different phones", _APART if is_bare else -3
    if scales.has_other_emails:
        yield "different e-mails", -9 if is_bare else -3
    if is_bare and _are_apart(one.cities, other.cities):
        yield "different cities", -8
    if one.kind != other.kind:
        yield "a person and a company", -5
    elif one.kind == "company" and is_bare and _have_other_forms(one, other):
        yield "different legal forms", -15
    if _have_other_status(one, other):
        yield "different status", 0
    if is_bare and one.names:
        namesakes = scales.known.namesakes.get(tuple(sorted(one.names[0].words)), 0)
        yield "", -min(12, 3 * max(0, namesakes - 2))


def _is_certain(scales: _Weighing, like: Likeness) -> bool:
    one, other = scales.one, scales.other
    if scales.conflicts or like.is_other or like.trust == NONE or one.kind != other.kind:
        return False
    if _have_other_status(one, other) or (one.kind == "company" and _are_apart(one.cities, other.cities)):
        return False
    is_born_so = scales.has_same_birthday and one.birthday is not None and one.birthday[2] is not None
    if not scales.own:
        is_reached_elsewhere = scales.has_other_phones or scales.has_other_emails
        if like.trust != SURE or is_reached_elsewhere or scales.company == "other":
            return False
        return is_born_so or _is_the_only_one_there(scales)
    has_mailbox = "same e-mail" in scales.own or "same profile" in scales.own
    if scales.company == "other" and len(scales.own) < 2 and not (like.trust == SURE and has_mailbox):
        return False
    if scales.has_other_emails and not has_mailbox and not is_born_so:
        return False
    if like.trust == SURE:
        return True
    is_personal = has_mailbox or any(map(_is_mobile, scales.phones))
    if like.trust == FAIR:
        return is_personal
    return is_personal and (len(scales.own) > 1 or scales.company == "same" or is_born_so)


def _is_the_only_one_there(scales: _Weighing) -> bool:
    """Whether both have the very name at one company, where nobody else is called so: an import takes them for one."""
    one, other = scales.one, scales.other
    words = one.names[0].words
    is_full = len(words) > 1 and words == other.names[0].words and not sharing.is_called_as_company(one)
    if not is_full or scales.is_shared or scales.company != "same" or _are_apart(one.cities, other.cities):
        return False
    return scales.known.namesakes.get(tuple(sorted(words)), 0) <= 2


def _company(one: Facts, other: Facts) -> str:
    """How the companies of two go together: same, part, other; or empty where one is not known."""
    if not one.company or not other.company:
        return ""
    if is_like_company(one.company, other.company):
        return "same"
    return "part" if is_part_of_company(one.company, other.company) else "other"


def _have_other_forms(one: Facts, other: Facts) -> bool:
    """Whether two companies are a PT and a GmbH: that one's form is not written says nothing."""
    return _are_apart(legal_forms(one.label), legal_forms(other.label))


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _have_other_status(one: Facts, other: Facts) -> bool:
    """Whether one is kept from what approaches people, and the other is not, or for another reason."""
    return one.status != other.status and bool(_GUARDED & {one.status, other.status})


@lru_cache(maxsize=4096)
def _is_mobile(number: str) -> bool:
    """Whether a number is known to be a mobile phone's: that one is hardly ever a household's."""
    if not number.startswith("+") or "x" in number:
        return False
    from phonenumbers import NumberParseException, PhoneNumberType, number_type, parse

    try:
        return bool(number_type(parse(number)) == PhoneNumberType.MOBILE)
    except NumberParseException:
        return False
