"""Labels of phones, addresses and days: in our words where known, as written where the user chose."""

from __future__ import annotations

import re

# Where, before what: `work fax`, `home mobile`.
_PLACES = {"home": "home", "work": "work", "business": "work", "other": "other", "main": "main"}
_DEVICES = {
    "cell": "mobile",
    "cellular": "mobile",
    "mobile": "mobile",
    "iphone": "mobile",
    "fax": "fax",
    "pager": "pager",
    "car": "car",
    "video": "video",
    "isdn": "isdn",
    "modem": "modem",
    "bbs": "bbs",
    "pcs": "pcs",
    "textphone": "textphone",
}
# Said of nearly every value, or of how letters are sent: nothing that tells two values apart.
_FILLERS = "voice internet pref dom intl postal parcel msg text x400 email e-mail phone vcard inline x-unknown"
_SAYS_NOTHING = frozenset(_FILLERS.split())
_KNOWN = {
    "homefax": "home fax",
    "workfax": "work fax",
    "otherfax": "other fax",
    "homepage": "homepage",
    "email": "",
    "e-mail": "",
    "phone": "",
    "url": "",
    "domestic_partner": "domestic partner",
    "referred_by": "referred by",
    "grand_central": "grand central",
    "assistantphone": "assistant",
    **_PLACES,
    **_DEVICES,
}
_KINDS = (
    "anniversary birthday assistant blog brother child colleague contact co-worker daughter father friend"
    " husband manager mother other parent partner profile relative school sister son spouse wife"
)
_KNOWN_KINDS = frozenset(_KINDS.split())
_APPLE = re.compile(r"_?\$!<(.*)>!\$_?")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_known_type(word: str) -> bool:
    """Whether a TYPE is one that many programs write, and no user's own label."""
    lower = word.strip().lower()
    return lower in _PLACES or lower in _DEVICES or lower in _SAYS_NOTHING


def label_of_types(types: list[str]) -> str:
    """One label for the TYPE parameters of a value: `mobile`, `work fax`; empty where they say nothing."""
    places: list[str] = []
    devices: list[str] = []
    own: list[str] = []
    for word in types:
        lower = word.lower()
        if lower in _PLACES:
            places.append(_PLACES[lower])
        elif lower in _DEVICES:
            devices.append(_DEVICES[lower])
        elif lower not in _SAYS_NOTHING:
            own.append(_own(word, lower))
    return " ".join(dict.fromkeys(places + devices + own))


def label_as_written(text: str) -> str:
    """A label that stands in words of its own (X-ABLabel): known ones in our words, others as they are.

    Apple writes its known ones as `_$!<Mobile>!$_`, Google in capitals: `REFERRED_BY`.
    """
    match = _APPLE.fullmatch(text.strip())
    inner = match[1] if match else text.strip()
    lower = inner.lower()
    if lower in _KNOWN:
        return _KNOWN[lower]
    if lower in _KNOWN_KINDS:
        return lower
    return _CAPITAL_INSIDE.sub(" ", inner).lower() if match else inner


def _own(word: str, lower: str) -> str:
    if lower.startswith("x-") and len(word) > 2:
        word, lower = word[2:], lower[2:]
    return lower if lower in _KNOWN_KINDS else word
