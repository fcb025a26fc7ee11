"""A small board to play on, and what is stored of its deals."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crmcli.store import deals, followups, pipelines, settings, stages
from tests import factories


def made(folder: Path) -> Path:
    """Makes a database with two pipelines and, in the first one, seven deals; returns its path.

    new: Fleet, Copiers, Vans; contacted: Seats; negotiation: Desks, with a next step; nothing is won or lost.
    """
    folder.mkdir(mode=0o700)
    store = factories.store(folder)
    rina = factories.person(store, "Rina Hartono", phone="+62 812 1111 2222", email="rina@maju.example")
    with store.write("a board") as tx:
        settings.put(tx, "currency", "IDR")
        new, contacted, *_between, negotiation = (
            each for each in stages.of_pipeline(tx.connection, pipelines.first(tx.connection).id) if each.is_open
        )
        for title, stage, value, currency in (
            ("Fleet", new, 12_000_000_00, "IDR"),
            ("Copiers", new, 3_000_000_00, "IDR"),
            ("Vans", new, 2_000_00, "USD"),
            ("Seats", contacted, None, None),
            ("Desks", negotiation, 8_000_000_00, "IDR"),
        ):
            with_sum = {"value": value, "currency": currency} if value else {}
            deal = deals.add(tx, title, stage.id, contact_ids=[rina], **with_sum)
            if title == "Desks":
                followups.add(tx, "send offer", "2026-11-27", contact_id=rina, deal_id=deal)
        pipelines.add(tx, "Rentals")
    store.close()
    return folder / "crm.db"


def asked(database: Path, query: str, *parameters: object) -> list[tuple[object, ...]]:
    """Rows of the database as it is stored now."""
    with sqlite3.connect(database) as connection:
        return connection.execute(query, parameters).fetchall()


def stage_of(database: Path, deal: str) -> str:
    """The stage in which a deal of a title is stored."""
    query = "SELECT s.name FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.title = ?"
    return str(asked(database, query, deal)[0][0])


def in_stage(database: Path, name: str) -> list[str]:
    """The titles of the deals in a stage, in the order by hand."""
    query = (
        "SELECT d.title FROM deal d JOIN stage s ON s.id = d.stage_id WHERE s.name = ? AND s.pipeline_id = "
        "(SELECT min(id) FROM pipeline) ORDER BY d.position, d.id"
    )
    return [str(row[0]) for row in asked(database, query, name)]


def next_steps(database: Path, deal: str) -> list[tuple[object, ...]]:
    """What is to be done for a deal, and when."""
    return asked(
        database,
        "SELECT f.what, f.due FROM followup f JOIN deal d ON d.id = f.deal_id WHERE d.title = ? "
        "AND f.done_at IS NULL ORDER BY f.due, f.id",
        deal,
    )


def operations(database: Path) -> list[str]:
    """What was done and is still in effect, in the words of the history, the oldest first."""
    return [str(row[0]) for row in asked(database, "SELECT what FROM operation WHERE state = 'done' ORDER BY id")]
