"""Texts as the search indexes hold them. Pure; no I/O."""

from __future__ import annotations

from crmcli.folding import apart_and_joined, composed, fold, fold_composed, has_unspaced


def forms(text: str, folded: str | None = None) -> tuple[str, str]:
    """A text for word search (ideographs apart, folded form and joined readings beside it) and for trigrams."""
    if text.isascii():
        return text, text
    text = composed(text)
    folded = folded or fold_composed(text) or fold(text)
    if not has_unspaced(text):
        both = f"{text} {folded}"
        return both, both
    apart, together = apart_and_joined(text)
    return f"{apart} {folded} {together}", f"{text} {folded} {together}"
