"""Referrals: who brought whom, counted from the relations `referred by` and `referred`, on whichever card they stand.

People, companies and those who are a name only can all have referred somebody. Removed contacts are not counted.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from crmcli.folding import fold
from crmcli.store import relation_kinds
from crmcli.texts import plain


class Referred(NamedTuple):
    """One who was referred: a contact with its status, or a name only."""

    id: int | None
    name: str
    status: str | None


class Referrer(NamedTuple):
    """One who referred others: a person, a company, or a name only; `company` is where a person works."""

    id: int | None
    name: str
    company_id: int | None
    company: str | None
    referred: list[Referred]


_PAIRS = """
SELECT giver.id AS giver_id, coalesce(giver.name, pair.giver_name) AS giver, giver.employer_id AS company_id,
  employer.name AS company, taker.id AS taker_id, coalesce(taker.name, pair.taker_name) AS taker, taker.status AS status
FROM (
  SELECT other_id AS giver_id, other_name AS giver_name, contact_id AS taker_id, '' AS taker_name, id
  FROM relation WHERE kind IN (SELECT value FROM json_each(:referred_by))
  UNION ALL
  SELECT contact_id, '', other_id, other_name, id
  FROM relation WHERE kind IN (SELECT value FROM json_each(:referred))
) pair
LEFT JOIN contact giver ON giver.id = pair.giver_id
LEFT JOIN contact taker ON taker.id = pair.taker_id
LEFT JOIN contact employer ON employer.id = giver.employer_id
WHERE giver.deleted_at IS NULL AND taker.deleted_at IS NULL
ORDER BY pair.id
"""


def referrers(connection: sqlite3.Connection, *, by_company: bool = False) -> list[Referrer]:
    """Returns those who referred somebody, the one with the most first, each with whom, each pair once.

    With `by_company` a person's referrals are counted for the company they work for.
    """
    parameters = {
        "referred_by": json.dumps(relation_kinds.spellings(relation_kinds.REFERRED_BY)),
        "referred": json.dumps(relation_kinds.spellings(relation_kinds.REFERRED)),
    }
    found: dict[int | str, Referrer] = {}
    for row in connection.execute(_PAIRS, parameters):
        giver = Referrer(row["giver_id"], row["giver"], row["company_id"], row["company"], [])
        if by_company and giver.company_id is not None:
            giver = Referrer(giver.company_id, str(giver.company), None, None, [])
        taker = Referred(row["taker_id"], row["taker"], row["status"])
        held = found.setdefault(giver.id if giver.id is not None else plain(giver.name), giver)
        if not any(_is_same(each, taker) for each in held.referred):
            held.referred.append(taker)
    return sorted(found.values(), key=lambda each: (-len(each.referred), fold(each.name), each.id or 0))


def _is_same(one: Referred, other: Referred) -> bool:
    if one.id is None or other.id is None:
        return one.id is other.id and plain(one.name) == plain(other.name)
    return one.id == other.id
