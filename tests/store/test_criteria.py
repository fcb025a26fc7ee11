"""Whom each field of a query means, what is refused and how, and that no value becomes a part of the SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from crmcli import query
from crmcli.errors import CrmError, Invalid
from crmcli.folding import fold
from crmcli.store import (
    activities,
    addresses,
    channels,
    contact_criteria,
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
from crmcli.store import settings as business
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)


def names(store: Store, *words: str, strict: bool = True, today: date = TODAY) -> list[str]:
    """The names of those who meet a query, as `contact_ids` orders them."""
    ids = criteria.contact_ids(store.connection, words, today=today, strict=strict)
    return [contacts.get(store.connection, contact_id).name for contact_id in ids]


@pytest.fixture
def people(store: Store) -> Store:
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
    return store


WHO = {
    "budi": "Pak Budi Santoso",
    "lukasz": "Łukasz Ørsted",
    "chen": "陳美玲",
    "sari": "Ibu Sari",
    "maju": "PT Maju Jaya",
    "chenling": "晨嶺物流",
}
BUDI, LUKASZ, CHEN, SARI, MAJU, CHENLING = WHO.values()

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


@pytest.mark.parametrize(("text", "found"), CASES, ids=[text for text, _found in CASES])
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


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("ctiy:bandung", "In ctiy:bandung: There is no field 'ctiy'.", "Did you mean city?"),
        ("tag:vip", "In tag:vip: There is no field 'tag'.", "Did you mean group?"),
        ("field.siez:XL", "In field.siez:XL: There is no field of your own 'siez'.", "Did you mean size, since?"),
        ("budi (group:vpi)", "In group:vpi: There is no group 'vpi'.", "Did you mean VIP?"),
        ("status:gone", "In status:gone: 'gone' is not among them.", "There is: lead, active, past, private, blocked."),
        ("has:emial", "In has:emial: Nobody can have 'emial'.", "Did you mean email?"),
        ("created:soon", "In created:soon: 'soon' is not a day.", None),
        ("idle:soon", "In idle:soon: 'soon' is no length of time.", "Write 90d, 12w, 3m or 1y; a range as 30d..90d."),
        ("cadence:x", "In cadence:x: 'x' is not a number.", None),
        ("phone:abc", "In phone:abc: 'abc' has no digits of a phone.", None),
        ("city>5", "In city:>5: city has no order.", "Write city:VALUE or city:=VALUE."),
        ("budget:5..x", "In budget:5..x: '5' is not a day.", None),
        ("birthday:13-45", "In birthday:13-45: There is no such day.", None),
    ],
)  # fmt: skip
def test_a_wrong_word_is_said_with_what_would_be_right(
    people: Store, text: str, message: str, hint: str | None
) -> None:
    with pytest.raises(Invalid) as error:
        names(people, text)
    assert error.value.message == message
    assert hint is None or error.value.hint == hint


@pytest.mark.parametrize("text", ["", " ", "\ud800"])
def test_a_value_with_nothing_in_it_never_means_everybody(people: Store, text: str) -> None:
    tree = query.Field("city", (query.Value(text, "", True),))
    with pytest.raises(Invalid, match="nothing"):
        criteria.of_tree(people.connection, tree, today=TODAY)


def test_an_unknown_field_that_is_like_no_other_is_answered_with_all(people: Store) -> None:
    with pytest.raises(Invalid) as error:
        names(people, "qqqqqq:1")
    assert error.value.hint.startswith("There is: name, nickname, kind, company, ")


def test_a_look_up_reads_unknown_fields_as_text_and_refuses_wrong_values(people: Store) -> None:
    assert names(people, "xx:y", "@who", strict=False) == []
    assert names(people, "budi", "city:bandung", strict=False) == [BUDI]
    with pytest.raises(Invalid, match="no group"):
        names(people, "group:nobody", strict=False)


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


_SIGNS = st.text(alphabet="ab';\"%_?:@()=<>.,-0\\\x00\n ", max_size=12)
_NAMED = st.sampled_from([*contact_criteria.entries(), "field.size", "budget", "whatsapp", "nobody"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.text(max_size=15), _SIGNS, st.builds("{}:{}".format, _NAMED, _SIGNS)), max_size=3))
@example(["notes:x') OR 1=1 --"])
@example(['name:"\'; DROP TABLE contact; --"'])
@example(["has:' UNION SELECT 1"])
@example(["field.x' OR '1:1"])
@example(["id:1..999999999999999999999"])
@example(["id:" + "9" * 39])
@example(["created:9999-12-31"])
@example(["birthday:9999-12-31.."])
@example(["touched:0001-01-01..9999-12-31"])
@example(["idle:99999y.."])
def test_any_text_is_answered_or_refused(people: Store, words: Sequence[str]) -> None:
    for strict in (True, False):
        try:
            criteria.contact_ids(people.connection, words, today=TODAY, strict=strict)
        except CrmError:
            continue


VALUES = st.text(min_size=1, max_size=12).filter(lambda text: text.isprintable() and text.strip())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    VALUES,
    VALUES,
    st.sampled_from(["name", "company", "notes", "city", "email", "field.size", "uid", "relation", "address"]),
)
@example("x') OR ('1'='1", "y", "notes")
def test_the_sql_is_the_same_whatever_the_values(people: Store, one: str, other: str, name: str) -> None:
    def sql(value: str) -> str:
        tree = query.Field(name, (query.Value(value, "", True),))
        return criteria.of_tree(people.connection, tree, today=TODAY).sql

    assume(fold(one) and fold(other))
    assert sql(one) == sql(other)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=12))
@example("'; DROP TABLE contact; --")
def test_searched_words_and_names_never_reach_the_sql(people: Store, text: str) -> None:
    found = criteria.of_tree(people.connection, query.Words((text,)), today=TODAY)
    assert found.sql == "c.id IN (SELECT value FROM json_each(:q0))"
    with pytest.raises(CrmError):
        criteria.of_tree(people.connection, query.Saved(text), today=TODAY)
    with pytest.raises(Invalid, match="Nobody can have"):
        criteria.of_tree(people.connection, query.Field("has", (query.Value(text + "?", "", True),)), today=TODAY)


def test_a_connection_that_cannot_write_can_be_asked(people: Store) -> None:
    reader = sqlite3.connect(f"file:{people.path}?mode=ro", uri=True)
    assert criteria.contact_ids(reader, ["city:bandung"], today=TODAY) == [2]
    reader.close()
