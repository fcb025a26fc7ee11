"""Which activities and follow-ups each field of a query means, what is refused, and that no value becomes SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crmcli.errors import CrmError, Invalid
from crmcli.store import (
    activities,
    activity_criteria,
    activity_kinds,
    contacts,
    criteria,
    deals,
    followup_criteria,
    followups,
    segments,
    stages,
)
from crmcli.store import settings as business
from crmcli.store.db import Store
from tests import factories
from tests.rows import each_row

NOW = datetime(2026, 11, 24, 16, 0)
TODAY = NOW.date()
ASKED: dict[str, Callable[..., list[int]]] = {"a": criteria.activity_ids, "f": criteria.followup_ids}
FIELDS = {"a": activity_criteria.entries(), "f": followup_criteria.entries()}


def _furnish(store: Store) -> None:
    """Three people, five activities and five follow-ups, each with something that the others do not have."""
    with store.write("set") as tx:
        business.put(tx, "timezone", "Asia/Jakarta")
        activity_kinds.add(tx, "Probefahrt", is_touch=True)
    budi = factories.person(store, "Budi Santoso", phone="0812-3456-7890", groups=["VIP"], company="PT Maju")
    lukasz = factories.person(store, "Łukasz Ørsted", status="lead", nickname="Luk")
    gone = factories.person(store, "Gone", groups=["VIP"])
    with store.write("logged") as tx:
        activities.add(tx, "call", [budi], at="2026-11-20T03:00:00Z", summary="price ok", minutes=15)
        activities.add(tx, "call", [lukasz], at="2026-11-20T17:30:00Z", summary="żółty truck", outcome="missed")
        activities.add(tx, "meeting", [budi, lukasz, gone], at="2026-11-22T03:00:00Z", minutes=60, cost=(500, "IDR"))
        activities.add(tx, "Probefahrt", [lukasz], at="2026-11-24T03:00:00Z", body="with Budi", direction="incoming")
        activities.add(tx, "note", [gone], at="2026-11-24T03:00:00Z", summary="price")
        fleet = deals.add(tx, "Fleet policy", stages.named(tx.connection, "new").id, contact_ids=[budi])
        activities.edit(tx, 1, deal_id=fleet)
        followups.add(tx, "send quote", "2026-11-23", contact_id=budi, priority="high", deal_id=fleet)
        followups.add(
            tx,
            "viewing",
            "2026-11-24T15:00",
            contact_id=lukasz,
            warn_days=[7],
            minutes=90,
            place="Hôtel Mulia",
            note="plans",
        )
        followups.add(tx, "renew visa", "2026-11-24", repeat="FREQ=YEARLY")
        followups.add(tx, "call budi back", "2026-11-24T17:00", contact_id=lukasz)
        followups.add(tx, "gone", "2026-11-24", contact_id=gone)
        followups.add(tx, "old promise", "2026-11-01", contact_id=budi)
        tx.connection.execute("UPDATE followup SET created_at = '2026-10-31T18:00:00Z', snoozes = 2 WHERE id = 6")
        followups.complete(tx, 6, today=TODAY)
        tx.connection.execute("UPDATE activity SET created_at = '2026-11-20T03:00:00Z' WHERE id = 1")
        contacts.remove(tx, gone)
        segments.add(tx, "Leads", ["status:lead"], today=TODAY)


@pytest.fixture
def diary(home: Path) -> Iterator[Store]:
    """The store that `_furnish` fills."""
    with closing(factories.filled(home, _furnish)) as made:
        yield made


def ids(store: Store, noun: str, *words: str) -> list[int]:
    """The numbers of the records that meet a query, in the order of their list."""
    return ASKED[noun](store.connection, words, today=TODAY, now_local=NOW)


# Queries, a group of them for each field, and which records they mean.
ACTIVITIES = """
-- deal
deal:d1                    1
deal:fleet,zebra           1
deal:none                  4 3 2
deal:d2                    -
-- kind
kind:call                  2 1
kind:probefahrt            4
kind:Meeting,call          3 2 1
-- at
at:today                   4
at:2026-11-21              2
at:2026-11-20              1
at:2026-11-22..            4 3
at:3d                      4 3 2
at:..2026-11-20            1
-- direction
direction:in               4
direction:out              2 1
direction:none             3
-- outcome
outcome:missed             2
outcome:reached            3 1
outcome:none               4
-- with
with:budi                  3 1
with:luk,nobody            4 3 2
with:=budi                 -
with:gone                  -
-- text
text:zolty                 2
text:budi                  4
text:=price ok             1
-- minutes
minutes:30..               3
minutes<30                 1
minutes:1h                 3
minutes:10m..1h            3 1
minutes:..30m              1
minutes:45m,0:15           1
minutes>=1h                3
-- created
created:2026-11-20         1
-- has
has:minutes                3 1
has:cost                   3
has:text                   4 2 1
has:followup               -
has:phone                  3 1
has:company                3 1
-- id
id:a1..2                   2 1
id:3,a4                    4 3
-- of contacts
group:vip                  3 1
not:group:vip              4 2
city:bandung               -
status:lead                4 3 2
company:maju               3 1
@leads                     4 3 2
not @leads                 1
name:gone                  -
-- words
call                       2 1
missed                     2
probefahrt                 4
price                      1
pri                        1
budi                       4 3 1
budi price                 1
budi lukasz                4 3
0812 3456                  3 1
lukasz or price            4 3 2 1
-budi                      2
kind:call -missed          1
a2                         2
A2 or a3                   3 2
zzz                        -
"""
FOLLOWUPS = """
-- deal
deal:d1                    1
deal:policy                1
-- due
due:today                  3 2 4
due:late                   1 2
due:..yesterday            6 1
due:1d                     3 2 4
due:2026-11-23             1
due>2026-11-23             3 2 4
due:late,2026-11-01        6 1 2
not:due:late               6 3 4
-- what
what:quote                 1
what:budi                  4
-- place
place:hotel                2
not:place:hotel            6 1 3 4
-- note
note:plan                  2
-- minutes
minutes:60..               2
minutes:..60               -
minutes:1h30               2
minutes:1h30..             2
minutes:90..               2
minutes:2h..               -
minutes:1.5h               2
-- with
with:budi                  6 1
with:luk                   2 4
with:self                  3
with:self,budi             6 1 3
-- done
done:never                 1 3 2 4
done:today                 6
-- priority
priority:high              1
priority:high,normal       6 1 3 2 4
-- snoozes
snoozes:1..                6
-- created
created:2026-11-01         6
-- has
has:repeat                 3
has:warn                   2
has:time                   2 4
has:contact                6 1 2 4
has:place                  2
has:note,minutes           2
not:has:contact            3
has:phone                  6 1
-- id
id:f1..2                   1 2
-- of contacts
group:vip                  6 1
@leads                     2 4
not:group:vip              3 2 4
name:gone                  -
-- words
late                       1 2
late budi                  1
budi                       6 1 4
quo                        1
visa or quote              1 3
-visa -budi                2
f4 or f99                  4
mulia                      2
plans luk                  2
zzz                        -
"""


def cases(noun: str, table: str) -> list[tuple[str, str, list[int]]]:
    """The lines of a table, each with the noun it is about."""
    lines = [line for line in table.strip().splitlines() if not line.startswith("--")]
    return [(noun, line[:27].strip(), [int(each) for each in line[27:].split() if each != "-"]) for line in lines]


@each_row(("noun", "text", "expected"), [*cases("a", ACTIVITIES), *cases("f", FOLLOWUPS)])
def test_a_query_means_these_records_in_the_order_of_their_list(
    diary: Store, noun: str, text: str, expected: list[int]
) -> None:
    assert ids(diary, noun, text) == expected


def test_every_field_of_the_tables_is_tried_and_has_an_example_that_runs(diary: Store) -> None:
    for noun, table in (("a", ACTIVITIES), ("f", FOLLOWUPS)):
        assert not set(FIELDS[noun]) - {line[3:] for line in table.splitlines() if line.startswith("-- ")}
        for name, entry in FIELDS[noun].items():
            assert entry.example.startswith(f"{name}:")
            ids(diary, noun, entry.example)


def test_no_words_are_met_by_all_but_what_only_removed_contacts_have(diary: Store) -> None:
    assert ids(diary, "a") == [4, 3, 2, 1]
    assert ids(diary, "f") == [6, 1, 3, 2, 4]


@each_row(
    ("noun", "text", "problem", "hint"),
    [
        ("a", "outcme:missed", "There is no field 'outcme'.", "Did you mean outcome, source?"),
        ("f", "priorty:high", "There is no field 'priorty'.", "Did you mean priority?"),
        ("a", "kind:person", "'person' is not among them.",
         "There is: note, call, meeting, visit, email, message, gift, Probefahrt."),
        ("a", "outcome:lost", "'lost' is not among them.", "There is: reached, missed, none."),
        ("a", "direction:up", "'up' is not among them.", "There is: in, incoming, out, outgoing, none."),
        ("f", "priority:urgent", "'urgent' is not among them.", "There is: high, normal, low."),
        ("a", "kind:>call", "kind has no order.", "Write kind:VALUE or kind:=VALUE."),
        ("a", "minutes:long", "'long' is not a length of time.", "Write 45m, 1h30 or 90; it is at most a week."),
        ("f", "minutes:1h..1d", "'1d' is not a length of time.", "Write 45m, 1h30 or 90; it is at most a week."),
        ("f", "minutes:2h..90", "The range '120..90' ends before it begins.", ""),
        ("f", "group:nobody", "There is no group 'nobody'.", "There is: VIP."),
    ],
)  # fmt: skip
def test_a_wrong_word_is_said_with_what_would_be_right(
    diary: Store, noun: str, text: str, problem: str, hint: str
) -> None:
    with pytest.raises(Invalid) as caught:
        ids(diary, noun, text)
    assert caught.value.message == f"In {text}: {problem}"
    assert caught.value.hint == hint


def test_late_is_by_the_clock_on_the_wall(diary: Store) -> None:
    def late(now: datetime) -> list[int]:
        return criteria.followup_ids(diary.connection, ["due:late"], today=now.date(), now_local=now)

    assert late(datetime(2026, 11, 24, 15, 0, 59)) == [1]
    assert late(datetime(2026, 11, 24, 15, 1)) == [1, 2]
    assert late(datetime(2026, 11, 25, 0, 0)) == [1, 3, 2, 4]
    assert criteria.followup_ids(diary.connection, ["late"], today=date(2026, 11, 24)) == [1]


_SIGNS = st.text(alphabet="ab';\"%_?:@()=<>.,-0\\\x00\n ", max_size=12)
_NAMED = st.sampled_from([*FIELDS["a"], *FIELDS["f"], "group", "birthday", "field.size", "nobody"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.text(max_size=15), _SIGNS, st.builds("{}:{}".format, _NAMED, _SIGNS)), max_size=3))
@example(["text:x') OR 1=1 --"])
@example(["'; DROP TABLE activity; --"])
@example(["has:' UNION SELECT 1"])
@example(["kind:'"])
@example(["due:9999-12-31.."])
@example(["at:0001-01-01..9999-12-31"])
@example(["id:1..999999999999999999999"])
@example(["\ud800"])
def test_any_text_is_answered_or_refused(diary: Store, words: Sequence[str]) -> None:
    for noun in ASKED:
        try:
            assert set(ids(diary, noun, *words)) <= set(range(1, 7))
        except CrmError:
            continue
    assert ids(diary, "a") == [4, 3, 2, 1]


@each_row("value", ["x", "it's", '"; --', "é\0"])
@each_row("noun", ["a", "f"])
def test_the_text_of_the_sql_does_not_depend_on_the_values(diary: Store, noun: str, value: str) -> None:
    about = {"a": criteria.ACTIVITY, "f": criteria.FOLLOWUP}[noun]
    texts = {"a": "text", "f": "what"}[noun]

    def sql(text: str) -> str:
        tree = criteria.query.And(
            (
                criteria.query.Field(texts, (criteria.query.Value(text, "", True),)),
                criteria.query.Field("with", (criteria.query.Value(text, "", True),)),
                criteria.query.Not(criteria.query.Field("notes", (criteria.query.Value(text, "", True),))),
            )
        )
        return criteria.of_tree(diary.connection, tree, today=TODAY, noun=about).sql

    assert sql(value) == sql("anything")
