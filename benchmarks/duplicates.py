"""Plants duplicates and look-alikes into an address book, and judges what `crm contact dupes` makes of them.

`python duplicates.py` plants into 2,000 contacts for several seeds and says for each kind how many were found and how
many were certain, how many certain ones were wrong, and how many look-alikes were listed; then how its time grows from
5,000 to 50,000 contacts. `--seeds 1 2 3`, `--no-growth`, `--show` names the pairs that went wrong.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from duplicate_planting import Planted, plant

from crmcli.store import channels, contacts, db, duplicates
from crmcli.store.db import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LISTED_FALSELY = "a pair that nobody planted"


@dataclass(slots=True)
class Judgement:
    """What became of what was planted: for each kind how many there were, were found, and were certain."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    certain: Counter[str] = field(default_factory=Counter)
    lookalikes_listed: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)  # certain, and not planted
    missed: list[str] = field(default_factory=list)
    other_pairs: int = 0  # listed, neither planted nor look-alikes
    lookalikes: int = 0

    @property
    def recall(self) -> float:
        """The share of the planted that is listed at all."""
        return self.found.total() / self.planted.total()

    @property
    def certainty(self) -> float:
        """The share of the planted that is certain."""
        return self.certain.total() / self.planted.total()


def stored(folder: Path, book: Planted) -> tuple[Store, list[int]]:
    """A new database in a folder with the planted contacts in it; the contacts' ids in their order."""
    store = db.open_writing(str(folder / "crm.db"), now=NOW, notify=lambda _text: None)
    ids = []
    companies: dict[str, int] = {}
    with store.write("planted") as tx:
        for person in book.people:
            values: dict[str, str | int | None] = dict(person.values)
            if person.company:
                if person.company not in companies:
                    companies[person.company] = contacts.find_or_add_company(tx, person.company)
                values["employer_id"] = companies[person.company]
            contact_id = contacts.add(tx, person.name, **values)
            ids.append(contact_id)
            given = [("phone", each) for each in person.phones] + [("email", each) for each in person.emails]
            for position, (kind, value) in enumerate(given):
                channels.insert(tx, contact_id, channels.prepare(kind, value, "", "ID"), position)
            if person.city:
                tx.connection.execute(
                    "INSERT INTO address (contact_id, street, city, position) VALUES (?, ?, ?, 1)",
                    (contact_id, person.street, person.city),
                )
            if person.birthday:
                tx.connection.execute(
                    "INSERT INTO occasion (contact_id, kind, year, month, day) VALUES (?, 'birthday', ?, ?, ?)",
                    (contact_id, *person.birthday),
                )
    return store, ids


def judged(store: Store, ids: list[int], book: Planted) -> Judgement:
    """What the program says of the planted book."""
    listed = {frozenset((pair.id, pair.other_id)): pair for pair in duplicates.pairs(store.connection)}
    judgement = Judgement()
    truths = {}
    for one, other, kind in book.duplicates:
        truths[frozenset((ids[one], ids[other]))] = kind
        judgement.planted[kind] += 1
        pair = listed.get(frozenset((ids[one], ids[other])))
        if pair is None:
            judgement.missed.append(f"{kind}: {book.people[one]} / {book.people[other]}")
        else:
            judgement.found[kind] += 1
            judgement.certain[kind] += pair.is_certain
    alike = {frozenset((ids[one], ids[other])): kind for one, other, kind in book.lookalikes}
    judgement.lookalikes = len(alike)
    names = dict(store.connection.execute("SELECT id, name FROM contact"))
    for key, pair in listed.items():
        if key in truths:
            continue
        kind = alike.get(key, "")
        if kind:
            judgement.lookalikes_listed[kind] += 1
        else:
            judgement.other_pairs += 1
        if pair.is_certain:
            judgement.wrong.append(f"{kind} {names[pair.id]} / {names[pair.other_id]} {pair}")
    return judgement


def report(judgement: Judgement) -> None:
    """Print what was found, kind by kind."""
    for kind in sorted(judgement.planted):
        count = judgement.planted[kind]
        print(f"  {kind:34} {count:4} planted {judgement.found[kind]:4} found {judgement.certain[kind]:4} certain")
    print(
        f"  found {judgement.recall:.1%}, certain {judgement.certainty:.1%}, wrong among certain "
        f"{len(judgement.wrong)}, look-alikes listed {judgement.lookalikes_listed.total()} of {judgement.lookalikes} "
        f"{dict(judgement.lookalikes_listed)}, others listed {judgement.other_pairs}"
    )


def growth(seed: int) -> None:
    """Print how long it takes for 5,000 and for 50,000 contacts."""
    took = []
    for count in (5_000, 50_000):
        with tempfile.TemporaryDirectory() as folder:
            store, _ids = stored(Path(folder), plant(count, count // 10, count // 10, seed))
            started = time.perf_counter()
            found = len(duplicates.pairs(store.connection))
            took.append(time.perf_counter() - started)
            store.close()
        print(f"  {count:,} contacts: {took[-1]:.2f} s, {found:,} pairs")
    print(f"  ten times the contacts take {took[1] / took[0]:.1f} times as long")


def main() -> None:
    """Judge several seeds, then the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs="*", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--no-growth", action="store_true")
    options = parser.parse_args()
    for seed in options.seeds:
        with tempfile.TemporaryDirectory() as folder:
            book = plant(2_000, 300, 300, seed)
            store, ids = stored(Path(folder), book)
            started = time.perf_counter()
            judgement = judged(store, ids, book)
            print(f"seed {seed}, {len(book.people):,} contacts, {time.perf_counter() - started:.2f} s")
            report(judgement)
            if options.show:
                print("\n".join([*judgement.wrong, *judgement.missed]))
            store.close()
    if not options.no_growth:
        growth(1)


if __name__ == "__main__":
    main()
