"""Orders of lists, as the parts of an ORDER BY with a comma between them, and each the other way round."""

from __future__ import annotations


def ordered(order: str, sort: str) -> str:
    """The order as it stands, or the other way round where `sort` begins with `-`; what has no value stays last."""
    if not sort.startswith("-"):
        return order
    return ", ".join(map(_turned, order.split(", ")))


def _turned(part: str) -> str:
    if part.endswith("IS NULL"):
        return part
    return part.removesuffix(" DESC") if part.endswith(" DESC") else f"{part} DESC"
