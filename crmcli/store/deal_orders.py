"""In which order deals stand in a list: that of the board, or of one of their values."""

from __future__ import annotations

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import sorting

BOARD = "stage"
# Of a deal `d`, its stage `s`, its pipeline `p`, its customer `c` and its next follow-up `n`.
SORTS = {
    BOARD: "p.position, s.position, d.position, d.id",
    "id": "d.id",
    "title": "d.folded, d.id",
    "contact": "c.folded IS NULL, c.folded, d.id",
    "value": "d.currency, d.value DESC, d.id",
    "close": "d.expected_close IS NULL, d.expected_close, d.id",
    "age": "d.created_at, d.id",
    "since": "d.stage_since, d.id",
    "closed": "d.closed_at IS NULL, d.closed_at DESC, d.id",
    "next": "n.due IS NULL, n.due, d.id",
}


def order(sort: str) -> str:
    """The ORDER BY of a sort. Raises Invalid for one that there is not."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise Invalid(
            _("Deals cannot be sorted by '{field}'.").format(field=name),
            _("There is: {all}.").format(all=", ".join(SORTS)),
        )
    return sorting.ordered(SORTS[name], sort)
