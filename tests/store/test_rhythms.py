"""How often to be in touch: what such a value may be, and what follows of it for contacts and groups alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crmcli.errors import Invalid
from crmcli.store import contacts, editing, groups, merging, rhythms
from crmcli.store.db import Store
from tests import factories


@pytest.mark.parametrize(
    ("text", "days"),
    [("14", 14), ("14d", 14), (" 6W ", 42), ("3m", 90), ("1y", 365), ("none", None), ("None", None), ("3660", 3660)],
)
def test_a_rhythm_is_read_as_people_write_it(text: str, days: int | None) -> None:
    assert rhythms.typed(text) == days


@pytest.mark.parametrize("text", ["0", "3661", "9" * 5_000, "-3", "often", "", "14 d 3", "1.5d", "٣", "\0"])
def test_what_is_no_rhythm_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Invalid):
        rhythms.typed(text)


@pytest.mark.parametrize(("text", "kept"), [("2/month", "2/month"), ("1 per week", "1/week"), ("none", None)])
def test_a_limit_is_kept_in_one_form(text: str, kept: str | None) -> None:
    assert rhythms.typed_limit(text) == kept


def test_a_new_rhythm_counts_from_the_day_where_the_user_works(home: object) -> None:
    with factories.temporary_store() as store:
        contact_id = factories.person(store, "Budi", groups=["VIP"])
        group_id = groups.named(store.connection, "VIP").id
        late = datetime(2026, 11, 24, 20, tzinfo=UTC)  # the 25th in Jakarta
        with store.write("rhythm", now=late) as tx:
            contacts.edit(tx, contact_id, cadence_days=14)
            groups.edit(tx, group_id, cadence_days=30)
        with store.write("the same rhythm") as tx:
            contacts.edit(tx, contact_id, cadence_days=14, cadence_warn_days=3)
            groups.edit(tx, group_id, cadence_days=30, cadence_warn_days=3)
        assert _of_contact(store, contact_id) == (14, 3, "2026-11-25")
        assert _of_group(store, group_id) == (30, 3, "2026-11-25")
        with store.write("another rhythm") as tx:
            contacts.edit(tx, contact_id, cadence_days=7)
            groups.edit(tx, group_id, cadence_days=7)
        assert _of_contact(store, contact_id) == (7, 3, "2026-11-24")
        assert _of_group(store, group_id) == (7, 3, "2026-11-24")


def test_a_warning_goes_with_its_rhythm(store: Store) -> None:
    contact_id = factories.person(store, "Budi", groups=["VIP"])
    group_id = groups.named(store.connection, "VIP").id
    with store.write("set") as tx:
        contacts.edit(tx, contact_id, cadence_days=14, cadence_warn_days=3, at_most="2 per month")
        groups.edit(tx, group_id, cadence_days=14, cadence_warn_days=3, at_most="2 per month")
    with store.write("cleared") as tx:
        editing.apply(tx, contact_id, editing.Edit(clear=["cadence"]), "ID")
        groups.edit(tx, group_id, cadence_days=None)
    assert _of_contact(store, contact_id) == (None, None, None)
    assert _of_group(store, group_id) == (None, None, None)
    assert contacts.get(store.connection, contact_id).at_most == "2/month"
    assert groups.get(store.connection, group_id).at_most == "2/month"


@pytest.mark.parametrize(
    "changes",
    [
        {"cadence_warn_days": 3},
        {"cadence_days": 14, "cadence_warn_days": 14},
        {"cadence_days": 14, "cadence_warn_days": 0},
        {"at_most": "often"},
        {"at_most": "0/month"},
    ],
)
def test_what_does_not_go_together_is_refused(store: Store, changes: dict[str, str | int]) -> None:
    contact_id = factories.person(store, "Budi", groups=["VIP"])
    before = factories.tables(store)
    with pytest.raises(Invalid), store.write("wrong") as tx:
        contacts.edit(tx, contact_id, **changes)
    with pytest.raises(Invalid), store.write("wrong") as tx:
        groups.edit(tx, groups.named(tx.connection, "VIP").id, **changes)
    assert factories.tables(store) == before


def test_a_shorter_rhythm_than_its_warning_says_what_to_do(store: Store) -> None:
    contact_id = factories.person(store, "Budi", cadence_days=30, cadence_warn_days=7)
    with pytest.raises(Invalid) as caught, store.write("shorter") as tx:
        contacts.edit(tx, contact_id, cadence_days=5)
    assert str(caught.value) == "A warning 7 days before is too early for every 5 days."
    assert caught.value.hint == "Give a shorter one with --warn, or --warn none."


def test_who_is_put_into_a_group_is_known_to_be_in_it_since_that_day(store: Store) -> None:
    factories.person(store, "Budi", groups=["VIP"])
    factories.imported(store, factories.card("Ani", "CATEGORIES:VIP"))
    since = store.connection.execute("SELECT since FROM membership").fetchall()
    assert [row[0] for row in since] == ["2026-11-24", "2026-11-24"]


def test_merging_keeps_a_rhythm_with_what_goes_with_it(store: Store) -> None:
    keep = factories.person(store, "Budi", quiet_until="2026-12-01")
    other = factories.person(store, "Budi S", cadence_days=30, cadence_warn_days=5, at_most="1/week")
    third = factories.person(store, "Budi T", cadence_days=14, cadence_warn_days=2, quiet_until="2027-01-01")
    with store.write("since") as tx:
        tx.connection.execute("UPDATE contact SET cadence_since = '2026-0' || id || '-01'")
    with store.write("merged") as tx:
        merging.merge(tx, keep, [other, third])
    kept = contacts.get(store.connection, keep)
    assert (kept.cadence_days, kept.cadence_warn_days, kept.at_most) == (30, 5, "1/week")
    assert (kept.cadence_since, kept.quiet_until) == ("2026-02-01", "2027-01-01")
    assert (kept.notes or "").splitlines()[1:] == ["cadence: 14", "warn: 2"]


def test_an_import_drops_a_warning_that_fits_no_rhythm(store: Store) -> None:
    lines = ("X-CRM-CADENCE-WARN-DAYS:9", "X-CRM-AT-MOST:2/month", "X-CRM-QUIET-UNTIL:2027-01-01")
    factories.imported(store, factories.card("Ani", *lines, "X-CRM-CADENCE-DAYS:7", uid="a"))
    factories.imported(store, factories.card("Bibi", *lines, "X-CRM-CADENCE-DAYS:14", uid="b"))
    factories.imported(store, factories.card("Cici", "X-CRM-AT-MOST:often", "X-CRM-QUIET-UNTIL:2027-13-01", uid="c"))
    found = [contacts.get(store.connection, number) for number in (1, 2, 3)]
    assert [(one.cadence_days, one.cadence_warn_days) for one in found] == [(7, None), (14, 9), (None, None)]
    assert [(one.at_most, one.quiet_until) for one in found] == [("2/month", "2027-01-01")] * 2 + [(None, None)]


def _of_contact(store: Store, contact_id: int) -> tuple[object, ...]:
    query = "SELECT cadence_days, cadence_warn_days, cadence_since FROM contact WHERE id = ?"
    return factories.row(store, query, (contact_id,))


def _of_group(store: Store, group_id: int) -> tuple[object, ...]:
    query = "SELECT cadence_days, cadence_warn_days, cadence_since FROM contact_group WHERE id = ?"
    return factories.row(store, query, (group_id,))
