"""Whom each field of a query means, and in which order they come."""

from __future__ import annotations

import sqlite3

import pytest

from crmcli.errors import Invalid
from crmcli.store import contact_criteria, contacts, criteria, groups
from crmcli.store import settings as business
from crmcli.store.db import Store
from tests import factories
from tests.rows import each_row
from tests.store.criteria_people import BUDI, CHEN, CHENLING, LUKASZ, MAJU, SARI, TODAY, WHO, names, people

__all__ = ["people"]  # the fixture of those who are asked for

# Queries, a group of them for each field, and whom they mean.
TABLE = """
-- name
name:SANTOSO                        budi
name:lukasz                         lukasz
name:=ibu sari                      sari
name:meiling                        chen
-- nickname
nickname:bud                        budi
-- kind
kind:company                        maju chenling
not:kind:company                    chen sari lukasz budi
-- company
company:maju                        budi
company:PT Maju Jaya                budi
company:chenling                    chen
company:=maju                       nobody
company:晨嶺                          chen
-- group
group:vip                           sari lukasz budi
group:golf                          lukasz
group:cold,golf                     sari lukasz
group:v -group:cold                 lukasz budi
-- city
city:bandung                        budi
city:lodz,bandung                   lukasz budi
city:=bandung                       nobody
-- region
region:łódz                         lukasz
-- country
country:indonesia                   budi
-- address
address:sudirman                    budi
address:lodz                        lukasz
-- phone
phone:0812                          budi
phone:7890                          budi
phone:+48                           lukasz
phone:(0812) 3456-7890              budi
phone:+62 812 3456 7890             budi
phone:=0812-3456-7890               budi
phone:=3456                         nobody
phone:601232                        lukasz
-- email
email:MAJU.example                  budi
email:=budi@maju.example            budi
email:=budi                         nobody
-- channel
channel:whatsapp                    lukasz
channel:maju                        budi
-- title
title:manager                       budi
-- department
department:sales                    budi
-- status
status:lead,private                 chen lukasz
status:LEAD                         lukasz
-- source
source:fair                         budi
-- language
language:id                         budi
-- timezone
timezone:jakarta                    budi
-- notes
notes:truck                         sari
notes:her wife                      sari
-- relation
relation:assistant                  lukasz
relation:budi                       lukasz
-- birthday
birthday:..30d                      budi
birthday:..6d                       nobody
birthday:7d                         budi
birthday:8d..30d                    nobody
birthday:12-01                      budi
birthday:2026-12                    budi
birthday:1974                       budi
birthday:1970..1980                 budi
birthday:..1973                     nobody
birthday:1975..                     nobody
birthday:2027-02-28                 lukasz
birthday:2028-02-28                 nobody
birthday:2028-02-29                 lukasz
birthday:60d..                      lukasz
birthday:>30d                       lukasz
birthday:2026-12..2027-02           lukasz budi
birthday:--02-29                    lukasz
birthday:tomorrow                   nobody
-- occasion
occasion:..1w                       lukasz budi
occasion:11-30                      lukasz
-- created
created:2026-11-11                  lukasz
created:2026-11-10                  nobody
created:..yesterday                 lukasz
created:1w                          chen sari budi maju chenling
-- updated
updated:today name:sari             sari
updated:..2026-01                   nobody
-- touched
touched:2026                        lukasz budi
touched:7d..                        budi
touched:never name:sari             sari
touched<2026-02                     lukasz
-- idle
idle:90d.. has:phone                sari lukasz
idle:..90d                          budi
idle:4                              chen sari lukasz budi maju chenling
idle>4d kind:person                 chen sari lukasz
idle<5d                             budi
idle<4d                             nobody
idle:never kind:company             maju chenling
idle:10m..1y                        lukasz
-- cadence
cadence:14                          budi
cadence:2w                          budi
cadence:..1m                        budi
cadence:15..                        nobody
-- has
has:email                           budi
has:whatsapp                        lukasz
has:birthday                        lukasz budi
has:size                            lukasz budi
has:title,relation                  lukasz budi
not:has:phone kind:person           chen
has:attachment                      nobody
has:photo                           nobody
has:field.budget                    lukasz budi
has:uid                             budi
has:url                             nobody
has:company                         chen budi
has:followup                        sari lukasz
has:activity                        sari
-- next
next:late                           sari
next:..7d                           sari lukasz
next:7d                             lukasz
next:2026-11                        sari lukasz
next:none kind:person               chen budi
next:late,none kind:person          chen sari budi
-- had
had:call                            sari
had:note,meeting                    sari
had:visit                           nobody
-- tries
tries:2..                           sari
tries:0 kind:person                 chen lukasz budi
tries>2                             nobody
-- keep
keep:due                            lukasz
keep:soon                           nobody
-- deals
deals:1..                           sari lukasz
deals:0                             budi chen maju chenling
-- won
won:0                               lukasz chen chenling
won:1                               sari
won:2..                             budi maju
-- bought
bought:never                        lukasz chen chenling
bought:30d                          budi maju
bought:..1y                         sari
-- triage
triage:done                         budi
triage:none kind:company            maju chenling
triage:later                        nobody
-- id
id:c2                               budi
id:1..2                             maju budi
id:2,3                              lukasz budi
-- uid
uid:=A-1                            budi
-- removed
removed:today                       nobody
-- whatsapp
whatsapp:+48601                     lukasz
telegram:x                          nobody
-- own
size:xl                             budi
field.size:=m                       lukasz
SIZE:XL,M                           lukasz budi
budget:1000..2000                   budi
budget>=900                         lukasz budi
budget<1000                         lukasz
since:2026-04..2026-06              budi
since:..2026-04                     nobody
since>2026-01-01                    budi
-- words
budi                                budi
0812 3456 7890                      budi
maju kind:person                    budi
budi or sari                        sari budi
-budi -sari kind:person             chen lukasz
not (group:vip or kind:company)     chen
c2                                  budi
discount                            sari
sari discount                       sari
brosur                              lukasz
budi discount                       nobody
"""
CASES = [
    (line[:36].strip(), [WHO[name] for name in line[36:].split() if name != "nobody"])
    for line in TABLE.strip().splitlines()
    if not line.startswith("--")
]


@each_row(("text", "found"), CASES)
def test_a_query_means_those(people: Store, text: str, found: list[str]) -> None:
    assert sorted(names(people, text)) == sorted(found)


def test_every_field_of_the_table_has_an_example_that_is_tried_and_runs(people: Store) -> None:
    assert not set(contact_criteria.entries()) - {line[3:] for line in TABLE.splitlines() if line.startswith("-- ")}
    with people.write("what the examples name") as tx:
        groups.find_or_add(tx, "vip")
    for name, entry in contact_criteria.entries().items():
        assert entry.example.startswith(f"{name}:")
        assert entry.help
        names(people, entry.example)


def test_those_who_meet_a_query_come_by_name_and_no_words_are_met_by_all(people: Store) -> None:
    every = [CHENLING, CHEN, SARI, LUKASZ, BUDI, MAJU]
    assert names(people) == every
    assert names(people, "not:name:zzz") == every


def test_a_day_is_a_day_where_the_user_works(people: Store) -> None:
    assert names(people, "created:2026-11-11") == [LUKASZ]
    with people.write("moved") as tx:
        business.put(tx, "timezone", "America/New_York")
    assert names(people, "created:2026-11-11") == []
    assert names(people, "created:2026-11-10") == [LUKASZ]


def test_who_was_removed_is_asked_for_by_when(people: Store) -> None:
    met = criteria.compiled(people.connection, ["removed:today"], today=TODAY)
    assert met.is_about_removed
    assert not criteria.compiled(people.connection, ["updated:today"], today=TODAY).is_about_removed
    found = people.connection.execute(f"SELECT c.name FROM contact c WHERE {met.sql}", met.parameters).fetchall()
    assert [row[0] for row in found] == ["Gone Santoso"]


def test_best_hits_of_the_words_come_first_among_those_who_meet_the_rest(people: Store) -> None:
    factories.person(people, "Asantoso", groups=["VIP"])
    tree = criteria.read(people.connection, ["santoso", "group:vip"])
    found = criteria.best_first(people.connection, tree, today=TODAY)
    assert [contacts.get(people.connection, each).name for each in found] == [BUDI, "Asantoso"]
    tree = criteria.read(people.connection, ["3456", "7890", "group:vip"])
    assert list(criteria.best_first(people.connection, tree, today=TODAY).values()) == [1]


def test_a_query_of_very_many_conditions_runs_and_one_of_more_is_refused(people: Store) -> None:
    many = "address:" + ",".join(f"x{number}" for number in range(300))
    assert names(people, many) == []
    assert names(people, " or ".join(["city:bandung"] * 300)) == [BUDI]
    with pytest.raises(Invalid, match="too many conditions"):
        names(people, many, "city:x")


def test_own_fields_that_another_program_broke_are_no_error(people: Store) -> None:
    people.connection.execute("UPDATE contact SET fields = 'no JSON' WHERE name = ?", (LUKASZ,))
    assert names(people, "size:XL") == [BUDI]
    assert names(people, "has:size") == [BUDI]


def test_a_query_is_as_quick_to_plan_for_many_as_for_few(people: Store) -> None:
    """Every condition is a set: no table is searched through again for each contact."""
    for name, entry in contact_criteria.entries().items():
        met = criteria.compiled(people.connection, [entry.example if name != "id" else "id:1"], today=TODAY)
        plan = people.connection.execute(
            f"EXPLAIN QUERY PLAN SELECT c.id FROM contact c WHERE c.deleted_at IS NULL AND {met.sql}", met.parameters
        ).fetchall()
        assert not [row[3] for row in plan if "CORRELATED" in row[3] and "json_each" not in row[3] and name != "phone"]


def test_a_connection_that_cannot_write_can_be_asked(people: Store) -> None:
    reader = sqlite3.connect(f"file:{people.path}?mode=ro", uri=True)
    assert criteria.contact_ids(reader, ["city:bandung"], today=TODAY) == [2]
    reader.close()
