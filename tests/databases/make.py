"""Makes the old database of the present schema, as README.md beside it says."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[1]))

from crmcli.store import (  # noqa: E402
    activities,
    attachments,
    backups,
    blobs,
    contacts,
    db,
    deal_contacts,
    deal_moves,
    deals,
    distinct,
    editing,
    followups,
    groups,
    merging,
    operations,
    pipelines,
    segments,
    settings,
    stages,
)
from crmcli.store.db import Store  # noqa: E402
from crmcli.store.editing import Edit  # noqa: E402

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def fill(store: Store) -> None:
    """Writes what README.md says into a new store."""
    with store.write("added Budi", command="crm add Budi") as tx:
        budi = contacts.add(tx, "Budi Santoso", title="Director", notes="prefers tea")
        photo = blobs.put(tx.connection, b"picture", "image/png")
        contacts.edit(tx, budi, photo=photo)
        edit = Edit(
            company="PT Maju",
            add_channels=[("phone", "work:0812-3456-7890"), ("email", "budi@example.com")],
            add_addresses=["Jl. Sudirman 1; Jakarta; 10220; Indonesia"],
            add_groups=["VIP"],
            birthday="1980-04-15",
            fields=[("Hobby", "golf")],
        )
        editing.apply(tx, budi, edit, "ID")
    with store.write("added Łukasz") as tx:
        other = contacts.add(tx, "Łukasz Ørsted")
        editing.apply(tx, other, Edit(relations=[("assistant", budi, "Budi Santoso")]), "ID")
    with store.write("removed 王小明") as tx:
        contacts.remove(tx, contacts.add(tx, "王小明"))
    with store.write("set the region") as tx:
        settings.put(tx, "region", "ID")
    with store.write("sorted out") as tx:
        segments.add(tx, "Jakarta", ["city:jakarta"], today=NOW.date())
        attachments.add(tx, budi, "offer.txt", b"twelve trucks")
        distinct.declare(tx, [budi, other])
        merging.merge(tx, other, [contacts.add(tx, "Lukasz Orsted", triage="later")])
    with store.write("logged a call") as tx:
        told = activities.add(tx, "call", [budi, other], at="2026-11-23T08:30:00Z", summary="price ok, wife decides",
                              minutes=15, cost=(50_000, "IDR"))  # fmt: skip
        promised = followups.add(tx, "send quote", "2026-11-20", contact_id=budi, repeat="FREQ=WEEKLY;BYDAY=FR",
                                 warn_days=(7,))  # fmt: skip
        followups.complete(tx, promised, today=NOW.date(), activity_id=told)
        groups.edit(tx, groups.named(tx.connection, "VIP").id, cadence_days=14, at_most="2/month")
    with store.write("promised a viewing") as tx:
        followups.add(tx, "viewing", "2026-11-27T15:00", contact_id=budi, minutes=60, place="Jl. Sudirman 1",
                      note="bring the keys", external_id="viewing@example.com", external_mark="1")  # fmt: skip
        tx.connection.execute("INSERT INTO greeting (group_id, festival) SELECT id, 'Idul Fitri' FROM contact_group")
        tx.connection.execute("INSERT INTO own_holiday (name, day) VALUES ('Closed', '12-24')")
    with store.write("sold") as tx:
        house = pipelines.add(tx, "Lettings")
        first = stages.add(tx, house, "Viewing", needs=["contact"])
        open_ = deals.add(tx, "Villa 12", first, contact_ids=[budi], expected_close="2026-12-31", tags=["Q4"])
        deals.edit(tx, open_, expected_close="2027-01-31", value=12_000_000, currency="IDR", commission_rate=250)
        deal_contacts.put(tx, open_, other, roles=["decides"], stance="for", warmth="hot")
        followups.add(tx, "call both", "2026-11-30", contact_id=budi, deal_id=open_)
        lost = deals.add(tx, "Fleet policy", stages.named(tx.connection, "qualified").id, contact_ids=[other],
                         at="2026-11-20T03:00:00Z", value=99, currency="USD", chance=5_000)  # fmt: skip
        deal_moves.move(tx, lost, stages.named(tx.connection, "proposal").id, note="they asked")
        deal_moves.lose(tx, lost, "price", competitor="Allianz")
        stages.remove(tx, stages.named(tx.connection, "qualified").id)
        tx.connection.execute("INSERT INTO deal_uid (deal_id, kind, uid) VALUES (?, 'pipedrive', '7')", (lost,))
        tx.connection.execute(
            "INSERT INTO rate (currency, home, day, rate) VALUES ('USD', 'IDR', '2026-11-01', '16250.5')"
        )
    with store.write("renamed Budi") as tx:
        contacts.edit(tx, budi, name="Budi Undone")
    operations.undo(store)


def main() -> None:
    """Writes the file, in one piece and with nothing beside it."""
    path = FOLDER / f"schema-{db.NEWEST_STEP}.db"
    path.unlink(missing_ok=True)
    store = db.open_writing(str(path), now=NOW, notify=print)
    fill(store)
    store.connection.execute("PRAGMA journal_mode = DELETE")
    store.connection.execute("PRAGMA page_size = 1024")
    store.connection.execute("VACUUM")
    store.close()
    Path(f"{path}.lock").unlink()
    shutil.rmtree(backups.folder(str(path)), ignore_errors=True)


if __name__ == "__main__":
    main()
