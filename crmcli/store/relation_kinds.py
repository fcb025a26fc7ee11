"""Kinds of relations: what the one is to the other, told from the other's side.

A relation is stored once, in the word that was said of it: `mother` stays `mother`. This table says what the contact
is then to that other (`child`), and which words mean the same. A kind that is not in it is shown as `… of`.
"""

from __future__ import annotations

from crmcli import texts
from crmcli.i18n import _

REFERRED_BY = "referred by"
REFERRED = "referred"

# kind -> what the contact is to the one who is its kind.
_INVERSES = {
    "spouse": "spouse", "husband": "spouse", "wife": "spouse", "ex-spouse": "ex-spouse",
    "fiancé": "fiancé", "fiancée": "fiancé", "workmate": "workmate", "vendor": "customer", "buyer": "supplier",
    "partner": "partner", "domestic partner": "domestic partner", "business partner": "business partner",
    "boyfriend": "partner", "girlfriend": "partner", "sweetheart": "sweetheart",
    "parent": "child", "father": "child", "mother": "child", "dad": "child", "mum": "child", "mom": "child",
    "child": "parent", "kid": "parent", "son": "parent", "daughter": "parent",
    "grandparent": "grandchild", "grandfather": "grandchild", "grandmother": "grandchild",
    "grandchild": "grandparent", "grandson": "grandparent", "granddaughter": "grandparent",
    "godparent": "godchild", "godchild": "godparent", "guardian": "ward", "ward": "guardian",
    "sibling": "sibling", "brother": "sibling", "sister": "sibling", "cousin": "cousin",
    "parent-in-law": "child-in-law", "father-in-law": "child-in-law", "mother-in-law": "child-in-law",
    "child-in-law": "parent-in-law", "son-in-law": "parent-in-law", "daughter-in-law": "parent-in-law",
    "sibling-in-law": "sibling-in-law", "brother-in-law": "sibling-in-law", "sister-in-law": "sibling-in-law",
    "uncle": "nephew or niece", "aunt": "nephew or niece",
    "nephew": "uncle or aunt", "niece": "uncle or aunt",
    "relative": "relative", "kin": "kin", "family": "family",
    "friend": "friend", "best friend": "best friend", "acquaintance": "acquaintance", "met": "met",
    "neighbor": "neighbor", "co-resident": "co-resident", "roommate": "roommate", "classmate": "classmate",
    "colleague": "colleague", "co-worker": "co-worker", "competitor": "competitor",
    "assistant": "manager", "secretary": "boss", "manager": "report", "boss": "report", "supervisor": "report",
    "report": "manager", "direct report": "manager", "subordinate": "manager",
    "employer": "employee", "employee": "employer",
    "mentor": "mentee", "mentee": "mentor", "teacher": "student", "student": "teacher",
    "landlord": "tenant", "tenant": "landlord", "supplier": "customer", "customer": "supplier",
    "parent company": "subsidiary", "subsidiary": "parent company",
    REFERRED_BY: REFERRED, REFERRED: REFERRED_BY,
}  # fmt: skip

# Other spellings and turns of phrase: what is typed as one of them is stored as the kind.
_ALIASES = {
    "married to": "spouse", "husband or wife": "spouse", "ex": "ex-spouse", "fiance": "fiancé", "fiancee": "fiancée",
    "neighbour": "neighbor", "coworker": "co-worker", "pa": "assistant", "reports to": "manager",
    "works for": "employer", "holding": "parent company", "daughter company": "subsidiary",
    "assistant to": "manager", "manager of": "report", "parent of": "child", "child of": "parent",
    "referrer": REFERRED_BY, "refered by": REFERRED_BY, "referral by": REFERRED_BY, "referral source": REFERRED_BY,
    "introduced by": REFERRED_BY, "recommended by": REFERRED_BY, "referrer of": REFERRED, "referral": REFERRED,
    "refered": REFERRED, "introduced": REFERRED, "recommended": REFERRED,
}  # fmt: skip


def kind_of(text: str) -> str:
    """Returns a kind as it is stored, from what was read: on one line, in small letters. Raises Invalid for none."""
    return texts.line(text, _("relation")).lower()


def typed(text: str) -> str:
    """Returns a kind from what was typed, where hyphens may stand for blanks. Raises Invalid for an empty one."""
    kind = kind_of(text)
    spaced = " ".join(kind.replace("-", " ").replace("_", " ").split())
    for word in (kind, spaced):
        if word in _ALIASES or word in _INVERSES:
            return _ALIASES.get(word, word)
    return next((known for known in _INVERSES if known.replace("-", " ") == spaced), kind)


def is_known(text: str) -> bool:
    """Whether the table has this kind, or another word for it."""
    return typed(text) in _INVERSES


def inverse(kind: str) -> str:
    """Returns what the contact is to the one who is its `kind`; empty where the table does not know."""
    return _INVERSES.get(_ALIASES.get(kind, kind), "")


def seen(kind: str) -> str:
    """Returns how a relation is called on the other's card: the inverse, else `… of`."""
    return inverse(kind) or f"{kind} of"


def general(kind: str) -> str:
    """Returns what the other would call it back: `parent` for `mother`; the kind itself where the table has it not."""
    return inverse(inverse(kind)) or kind


def spellings(kind: str) -> list[str]:
    """Returns a kind and all words that mean it, as they may stand in the database."""
    return [kind, *(alias for alias, meant in _ALIASES.items() if meant == kind)]


def known() -> list[str]:
    """Returns all kinds of the table."""
    return list(_INVERSES)
