"""Four people and their companies, each with something that the others do not have, for queries to pick out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from crmcli.store import (
    activities,
    addresses,
    channels,
    contacts,
    criteria,
    deal_moves,
    deals,
    followups,
    groups,
    occasions,
    relations,
    stages,
)
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)


def names(store: Store, *words: str, strict: bool = True, today: date = TODAY) -> list[str]:
    """The names of those who meet a query, as `contact_ids` orders them."""
    ids = criteria.contact_ids(store.connection, words, today=today, strict=strict)
    return [contacts.get(store.connection, contact_id).name for contact_id in ids]


def _furnish(store: Store) -> None:
    """Four people and their companies, each with something that the others do not have."""
    budi = factories.person(
        store, "Pak Budi Santoso", phone="0812-3456-7890", email="budi@maju.example", company="PT Maju Jaya",
        groups=["VIP"], title="Fleet Manager", nickname="Bud", cadence_days=14, last_touch_at="2026-11-20T03:00:00Z",
        department="Sales", source="Fair 2025", language="id", timezone="Asia/Jakarta",
        fields='{"size": "XL", "budget": "1,500", "since": "2026-05-01"}',
    )  # fmt: skip
    lukasz = factories.person(
        store, "Łukasz Ørsted", phone="+48 601 232 454", groups=["Golf club"], status="lead",
        last_touch_at="2026-01-05T12:00:00Z", fields='{"size": "M", "budget": "900"}',
    )  # fmt: skip
    factories.person(store, "陳美玲", company="晨嶺物流", status="private", phonetic_given="Meiling")
    sari = factories.person(
        store, "Ibu Sari", phone="not 12", notes="Decides with her wife.\nNew trucks.", groups=["VIP", "Cold"]
    )
    with store.write("furnished") as tx:
        groups.edit(tx, groups.find_or_add(tx, "Golf club"), parent_id=groups.find_or_add(tx, "VIP"))
        addresses.add(tx, budi, "work", {"street": "Jl. Sudirman 1", "city": "Kota Bandung", "country": "Indonesia"})
        addresses.add(tx, lukasz, "", {"city": "Łódź", "region": "łódzkie"})
        occasions.put(tx, budi, "birthday", 1974, 12, 1)
        occasions.put(tx, lukasz, "birthday", None, 2, 29)
        occasions.put(tx, lukasz, "anniversary", 2020, 11, 30)
        channels.add(tx, lukasz, channels.prepare("whatsapp", "+48601232454", "", "PL"))
        relations.add(tx, lukasz, "assistant", budi, "Pak Budi Santoso")
        tx.connection.execute("UPDATE contact SET triage = 'done' WHERE id = ?", (budi,))
        tx.connection.execute("INSERT INTO contact_uid (contact_id, kind, uid) VALUES (?, 'vcard', 'a-1')", (budi,))
        tx.connection.execute("UPDATE contact SET created_at = '2026-11-10T18:00:00Z' WHERE id = ?", (lukasz,))
        tx.connection.execute("UPDATE contact_group SET cadence_days = 30 WHERE name = 'VIP'")
        gone = contacts.add(tx, "Gone Santoso")
        contacts.remove(tx, gone)
        for day in ("10", "12"):
            activities.add(tx, "call", [sari], at=f"2026-11-{day}T03:00:00Z", outcome="missed")
        activities.add(tx, "note", [sari], at="2026-11-13T03:00:00Z", summary="wants a discount")
        followups.add(tx, "send quote", "2026-11-23", contact_id=sari)
        followups.add(tx, "viewing", "2026-12-24", contact_id=sari)
        followups.add(tx, "kirim brosur", "2026-11-28T10:00", contact_id=lukasz)
        new = stages.named(tx.connection, "new").id
        for who, won in ((budi, "2026-03-01"), (budi, "2026-11-20"), (sari, "2025-06-01")):
            deal_id = deals.add(tx, "Policy", new, contact_ids=[who], at="2025-01-01T00:00:00Z")
            deal_moves.win(tx, deal_id, at=f"{won}T05:00:00Z")
        deals.add(tx, "Policy", new, contact_ids=[sari, lukasz])


@pytest.fixture
def people(home: Path) -> Iterator[Store]:
    """The store that `_furnish` fills."""
    with closing(factories.filled(home, _furnish)) as made:
        yield made


WHO = {
    "budi": "Pak Budi Santoso",
    "lukasz": "Łukasz Ørsted",
    "chen": "陳美玲",
    "sari": "Ibu Sari",
    "maju": "PT Maju Jaya",
    "chenling": "晨嶺物流",
}
BUDI, LUKASZ, CHEN, SARI, MAJU, CHENLING = WHO.values()
