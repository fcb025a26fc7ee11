"""Names: what two names are compared by. Titles, degrees and particles are set aside; words stay in their order.

A contact may go by several names: the one it is listed under, the one in another script, its nickname. Pure; no I/O.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crmcli.folding import fold, is_unspaced
from crmcli.store.duplicate_spelling import chinese_words, ideographs_of, is_without_vowels, japanese_words


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HIS = _set("pak bapak bp bpk mas bang mr mister herr hr don senhor sdr drs monsieur sir tuan gospodin sig")
_HERS = _set(
    "bu ibu mbak mba mrs ms miss mistress sra srta frau fr mme mlle sdri dona senhora hj madame nyonya ny dra lady "
    "senora signora madam tante teteh"
)
_TITLES = frozenset({
    *_HIS, *_HERS, "kak", "dr", "drg", "prof", "professor", "ir", "hr", "dipl", "ing", "rev", "dott", "eng", "doktor",
    "doctor", "om", "haji", "bpk/ibu", "sr", "adv", "kh", "ust", "ustadz", "gus",
})  # fmt: skip
_DEGREES = _set(
    "phd md mba mm se sh st skom spd msc bsc mkom esq cpa dds ssos sip amd mpd sag shi lc mt msi ssi sp sked mh skm "
    "apt mphil llm llb ba bba mps ak ca"
)
_GENERATIONS = {
    "jr": "younger", "junior": "younger", "jnr": "younger", "filho": "younger", "hijo": "younger", "fils": "younger",
    "sr": "older", "senior": "older", "snr": "older", "pere": "older", "padre": "older", "pai": "older",
    "ii": "2", "2nd": "2", "iii": "3", "3rd": "3", "iv": "4", "neto": "3",
}  # fmt: skip
_GENERATIONS_ASIDE = {
    **_GENERATIONS, "father": "older", "son": "younger", "ayah": "older", "bapak": "older", "anak": "younger",
    "vater": "older", "sohn": "younger", "mother": "older", "daughter": "younger", "ibu": "older", "mutter": "older",
    "tochter": "younger", "madre": "older", "hija": "younger", "mae": "older", "filha": "younger", "old": "older",
    "young": "younger", "tua": "older", "muda": "younger", "mere": "older", "fille": "younger",
}  # fmt: skip
_PARTICLES = _set(
    "de da do dos das del della di van von der den la le el al bin binti binte ibn bint e y und ter ten du des av af "
    "zu zum bte dari ul d"
)
_CHILD_OF = _set("bin binti binte ibn bint")
_EASTERN_TITLES = re.compile("先生|小姐|女士|老师|老師|太太|经理|經理|總|总|さん|さま|様|님|씨|氏")
_DOUBLE_HANGUL = ("남궁", "황보", "제갈", "선우", "독고", "사공")
_ASIDE = re.compile(r"[(\[{（【].*?[)\]}）】]|[(\[{（【].*\Z", re.DOTALL)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@.]+\.[^\s@]+")
_PHONE = re.compile(r"\+?[\d\s().\-/]{6,}")
_SEVERAL = re.compile(r"[^a-z0-9' ]+")


class Name(NamedTuple):
    """One name: its folded words in order, and what was set aside. `given` and `family` are best guesses, or empty."""

    words: tuple[str, ...]
    given: str = ""
    family: str = ""
    sex: str = ""  # his, hers, or empty: as a title says
    generation: str = ""  # younger, older, or the number
    ideographs: str = ""
    is_latin: bool = True
    has_vowels: bool = True
    is_ordered: bool = False  # it says whose child they are, so its words cannot be turned round
    aside: str = ""  # what stands in brackets, folded: Budi (Toyota)


class Parts(NamedTuple):
    """What a contact's fields say of its name; empty where unknown."""

    name: str
    given: str = ""
    family: str = ""
    suffix: str = ""
    prefix: str = ""
    nickname: str = ""
    phonetic_given: str = ""
    phonetic_family: str = ""


def is_no_name(text: str) -> bool:
    """Whether a name is a phone number or an e-mail address, for want of a better."""
    return _ADDRESS.fullmatch(text.strip()) is not None or _PHONE.fullmatch(text.strip()) is not None


@lru_cache(maxsize=4096)
def names_of(parts: Parts) -> tuple[Name, ...]:
    """Returns all names a contact goes by, the one it is listed under first; none where it is listed by a number."""
    if is_no_name(parts.name):
        listed: list[Name] = []
    else:
        listed = [_listed(parts), *_eastern(parts.name)]
    if parts.phonetic_family and parts.phonetic_given:
        listed.append(parsed(f"{parts.phonetic_given} {parts.phonetic_family}"))
    if parts.nickname and not is_no_name(parts.nickname):
        nickname = parsed(parts.nickname)
        listed.append(nickname)
        family = listed[0].family
        if family and family not in nickname.words and len(nickname.words) == 1:
            listed.append(Name((*nickname.words, family), nickname.words[0], family))
    return tuple(name for name in dict.fromkeys(listed) if name.words)


def _listed(parts: Parts) -> Name:
    """The name a contact is listed under, with what its other fields tell about it."""
    found = parsed(parts.name)
    given, family = fold(parts.given).split()[:1], fold(parts.family).split()[-1:]
    if found.is_latin and given and given[0] in found.words:
        found = found._replace(given=given[0])
    if found.is_latin and family and family[0] in found.words:
        found = found._replace(family=family[0])
    suffix = fold(parts.suffix).replace(".", "")
    if suffix in _GENERATIONS and not found.generation:
        found = found._replace(generation=_GENERATIONS[suffix])
    if parts.prefix and not found.sex:
        found = found._replace(sex=_sex(fold(parts.prefix).replace(".", "").split()))
    return found


def _eastern(name: str) -> list[Name]:
    """The part of a name in ideographs, where it is written in letters as well; and what it is read as in Japan."""
    ideographs = ideographs_of(_EASTERN_TITLES.sub("", name))
    found = []
    if ideographs and any("a" <= c <= "z" for c in name.lower()):
        found.append(_of_words(chinese_words(ideographs), is_eastern=True)._replace(ideographs=ideographs))
    read = japanese_words(_EASTERN_TITLES.sub("", name)) if ideographs else []
    if read:
        found.append(_of_words(read, is_eastern=True)._replace(ideographs=ideographs))
    return found


@lru_cache(maxsize=8192)
def parsed(text: str) -> Name:
    """Returns a name taken apart as it is written; without words where it has no letters."""
    if any(bracket in text for bracket in "([{（【"):
        aside = " ".join(_words(" ".join(_ASIDE.findall(text))))
        found = parsed(_ASIDE.sub(" ", text))
        if not found.words:
            return parsed("".join(" " if c in "()[]{}（）【】" else c for c in text))
        return found._replace(aside=aside, generation=found.generation or _GENERATIONS_ASIDE.get(aside, ""))
    if not text.isascii() and any(map(is_unspaced, text)) and not any("a" <= c <= "z" for c in text.lower()):
        return _unspaced(_EASTERN_TITLES.sub("", text))
    if not text.isascii():
        latin = "".join(" " if is_unspaced(c) else c for c in text)
        text = latin if len(latin.split()) > 1 else text
    head, comma, tail = text.partition(",")
    ends = [each for each in tail.split(",") if each.strip()] if comma else []
    is_turned = bool(ends) and not all(map(_is_suffix, ends))
    ends = [each for each in ends if is_turned or fold(each).replace(".", "").strip() in _GENERATIONS]
    ordered = [*ends, head] if is_turned else [head, *ends]
    words = [word for part in ordered for word in _words(part)]
    is_latin = text.isascii() or all(ord(c) < 0x370 or ord(c) >= 0x1E00 for c in text)
    name = _of_words(words, has_titles=is_latin)
    if is_turned and name.words:
        family = next((w for w in reversed(_words(head)) if w in name.words), "")
        name = name._replace(family=family or name.family)
    return name._replace(is_latin=is_latin, has_vowels=not is_without_vowels(text))


def _is_suffix(text: str) -> bool:
    bare = fold(text).replace(".", "").replace(" ", "")
    return bare in _DEGREES or bare in _GENERATIONS or ("." in text and len(bare) <= 4)


def _words(text: str) -> list[str]:
    """Folded words; what is abbreviated with points inside (`S.E.`) is one word, an apostrophe no break."""
    folded = fold(text).replace("’", "'")
    if not folded.isalpha():
        folded = _SEVERAL.sub(" ", folded)
    return [word for each in folded.split() if (word := each.strip("'"))]


def _of_words(words: list[str], *, is_eastern: bool = False, has_titles: bool = False) -> Name:
    generation, kept = "", list(words)
    titles = []
    while has_titles and len(kept) > 1 and kept[0] in _TITLES:
        titles.append(kept.pop(0))
    while len(kept) > 1 and (kept[-1] in _DEGREES or kept[-1] in _GENERATIONS):
        word = kept.pop()
        generation = generation or _GENERATIONS.get(word, "")
    bare = [word for word in kept if word not in _PARTICLES]
    kept = bare if len(bare) > 1 else kept
    first, last = _ends(kept)
    given, family = (last, first) if is_eastern else (first, last)
    is_ordered = not _CHILD_OF.isdisjoint(words)
    return Name(tuple(kept), given, family, _sex(titles), generation, is_latin=not is_eastern, is_ordered=is_ordered)


def _ends(words: list[str]) -> tuple[str, str]:
    """The first word, and the last where there are several."""
    return (words[0] if words else "", words[-1] if len(words) > 1 else "")


def _sex(titles: list[str]) -> str:
    for title in titles:
        if title in _HIS:
            return "his"
        if title in _HERS:
            return "hers"
    return ""


def _unspaced(text: str) -> Name:
    """A name in a script without blanks: family name first, and what is given joined into one word."""
    ideographs = ideographs_of(text)
    plain = "".join(text.split())
    if ideographs and len(ideographs) == len(plain):
        return _of_words(chinese_words(ideographs), is_eastern=True)._replace(ideographs=ideographs)
    if len(text.split()) > 1 or not "\uac00" <= plain[:1] <= "\ud7af":
        parts = text.split()
    else:
        first = 2 if plain.startswith(_DOUBLE_HANGUL) else 1
        parts = [plain[:first], plain[first:]]
    words = ["".join(_words(part)) for part in parts]
    return _of_words([word for word in words if word], is_eastern=True)._replace(ideographs=ideographs)
