"""Texts as the search indexes hold them. Pure; no I/O."""

from __future__ import annotations

from crmcli.folding import composed, fold, joined, spaced


def forms(text: str, folded: str | None = None) -> tuple[str, str]:
    """A text for word search (ideographs apart, folded form and joined readings beside it) and for trigrams."""
    if text.isascii():
        return text, text
    text = composed(text)
    folded = folded or fold(text)
    if max(text) < "\u2e80":
        both = f"{text} {folded}"
        return both, both
    together = joined(text)
    return f"{spaced(text)} {folded} {together}", f"{text} {folded} {together}"
