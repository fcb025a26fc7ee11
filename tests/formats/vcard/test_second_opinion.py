"""vobject is the second opinion: where it reads a file whole, both agree, or its error has a name."""

from __future__ import annotations

import io
from collections import Counter

import vobject

from crmcli.formats.drafts import ContactDraft
from crmcli.formats.vcard import read
from tests.formats.vcard.corpora import CorpusFile, needs_corpora, vcard_files
from tests.formats.vcard.second_opinion import REASONS, our_values, their_values

pytestmark = needs_corpora


def _compare(file: CorpusFile, reasons: Counter[str]) -> tuple[list[str], int]:
    """Differences that no reason explains, and how many values agree; none where vobject fails."""
    book = read(io.BytesIO(file.content))
    try:
        cards = list(vobject.readComponents(file.content.decode(book.encoding, "replace")))
    except Exception:  # whatever a second opinion dies of, it is none
        return [], 0
    if len(cards) != file.cards:
        return [], 0
    unexplained = []
    agreed = 0
    for entry, card in zip(book.entries, cards, strict=True):
        if not isinstance(entry, ContactDraft):
            continue
        ours = our_values(entry)
        for name, theirs in their_values(card).items():
            if theirs == ours[name]:
                agreed += 1
                continue
            reason = next((r for r in REASONS.get(name, ()) if r(ours[name], theirs)), None)
            if reason:
                reasons[reason.__name__] += 1
            else:
                unexplained.append(f"{file.path} {name}: ours {ours[name]}, vobject {theirs}")
    return unexplained, agreed


def test_both_readers_agree_except_where_an_error_of_vobject_has_a_name() -> None:
    reasons: Counter[str] = Counter()
    unexplained: list[str] = []
    agreed = 0
    for file in vcard_files():
        differences, same = _compare(file, reasons)
        unexplained += differences
        agreed += same
    assert unexplained == []
    assert agreed > 10_000
    named = {reason.__name__ for group in REASONS.values() for reason in group}
    assert named == set(reasons), "a reason that explains nothing is no reason"
