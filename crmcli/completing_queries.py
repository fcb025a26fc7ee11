"""Completing a word of a query: a field, the value of one, a segment, else somebody's name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from crmcli.completion_table import Offer, Place

_STORED = {"group": "group", "company": "company", "stage": "stage", "pipeline": "pipeline", "tag": "tag"}


def offers(place: Place, is_strict: bool) -> list[Offer]:
    """What may stand for a word of a query that is being typed."""
    from crmcli import completion_table
    from crmcli.completing import stored

    typed = place.typed
    leading = "not:" if typed.startswith("not:") else ""
    condition = typed.removeprefix(leading)
    if condition.startswith("@"):
        found = stored("segment", condition[1:], [], place.database, is_strict=is_strict)
        return [(f"{leading}@{name}", query) for name, query in found]
    field, colon, value = condition.partition(":")
    fields = completion_table.query_fields(place.kind.partition(" ")[0])
    if colon:
        named = next((each for each in fields if each[0] == field), None)
        values = [each for each in (named[1] if named else []) if each.startswith(value.casefold())]
        found = [(each, "") for each in values]
        if field in _STORED:
            found = stored(_STORED[field], value, [], place.database, is_strict=is_strict)
            found = [each for each in found if not each[0][1:].isdigit()]
        return [(f"{leading}{field}:{each}", meaning) for each, meaning in found]
    found = [(f"{leading}{each[0]}:", each[2]) for each in fields if typed and each[0].startswith(field.casefold())]
    if leading or place.earlier[-1:] == ["or"]:
        return found
    words = [word for word in place.earlier if ":" not in word and not word.startswith("@")]
    is_query = len(words) < len(place.earlier)
    return found + stored("contact", typed, [] if is_query else words, place.database, is_strict=is_strict)
