"""What a query asks of the deals of contacts: how often they bought, when they bought last, how many are open.

A deal is that of everybody on it, and of the companies they work for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import criteria_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler

_WON = "s.outcome = 'won'"
_OPEN = "d.closed_at IS NULL"
# Of companies it is counted through their people, each deal once.
_COUNTED = """
c.id IN (
  WITH chosen (id, at) AS (
    SELECT d.id, d.closed_at FROM deal d JOIN stage s ON s.id = d.stage_id WHERE {which}
  ),
  had (contact_id, deal_id, at) AS (
    SELECT dc.contact_id, h.id, h.at FROM chosen h JOIN deal_contact dc ON dc.deal_id = h.id
    UNION
    SELECT p.employer_id, h.id, h.at FROM chosen h JOIN deal_contact dc ON dc.deal_id = h.id
    JOIN contact p ON p.id = dc.contact_id WHERE p.employer_id IS NOT NULL AND p.deleted_at IS NULL
  ),
  counted (contact_id, times, last) AS (SELECT contact_id, count(*), max(at) FROM had GROUP BY contact_id)
  SELECT o.id FROM contact o LEFT JOIN counted k ON k.contact_id = o.id WHERE {met}
)
"""


def won(compiler: Compiler, values: Sequence[Value]) -> str:
    """So many deals with a contact, or with the people of a company, were won. Raises Invalid for no number."""
    return _COUNTED.format(which=_WON, met=criteria_values.numbers(compiler, "coalesce(k.times, 0)", values))


def open_deals(compiler: Compiler, values: Sequence[Value]) -> str:
    """So many deals with a contact, or with the people of a company, are open. Raises Invalid for no number."""
    return _COUNTED.format(which=_OPEN, met=criteria_values.numbers(compiler, "coalesce(k.times, 0)", values))


def bought(compiler: Compiler, values: Sequence[Value]) -> str:
    """The last deal with them that was won was won on one of the days; `never` is where none was. Raises Invalid."""
    return _COUNTED.format(which=_WON, met=criteria_values.instants(compiler, "k.last", values))
