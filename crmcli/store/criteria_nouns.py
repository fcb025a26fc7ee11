"""What a query can be about: contacts, activities, follow-ups, deals; how a condition on contacts is one on each."""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    """What a query is about: its table, the letter it has in SQL, and the module that tells its fields.

    `of_contact` makes of a condition on contacts `c` one on the noun; `visible` leaves out what belongs to removed
    contacts alone; `order` is that of its lists.
    """

    table: str
    letter: str
    fields: str
    of_contact: str
    visible: str
    order: str


CONTACT = Noun("contact", "c", "contact_criteria", "{}", "c.deleted_at IS NULL", "c.folded, c.id")
ACTIVITY = Noun(
    "activity",
    "a",
    "activity_criteria",
    "a.id IN (SELECT t.activity_id FROM contact c JOIN participant t ON t.contact_id = c.id "
    "WHERE c.deleted_at IS NULL AND {})",
    "EXISTS (SELECT 1 FROM participant t JOIN contact c ON c.id = t.contact_id "
    "WHERE t.activity_id = a.id AND c.deleted_at IS NULL)",
    "a.at DESC, a.id DESC",
)
FOLLOWUP = Noun(
    "followup",
    "f",
    "followup_criteria",
    "coalesce(f.contact_id IN (SELECT c.id FROM contact c WHERE c.deleted_at IS NULL AND {}), 0)",
    "(f.contact_id IS NULL OR EXISTS (SELECT 1 FROM contact c WHERE c.id = f.contact_id AND c.deleted_at IS NULL))",
    "f.due, f.id",
)
# A deal is counted in its pipeline whoever was removed, so it is in every list as well. Few contacts are on a deal, so
# only those are looked at: a cross join keeps the order.
DEAL = Noun(
    "deal",
    "d",
    "deal_criteria",
    "d.id IN (SELECT dc.deal_id FROM deal_contact dc CROSS JOIN contact c ON c.id = dc.contact_id "
    "WHERE c.deleted_at IS NULL AND {})",
    "1",
    "d.id",
)
