"""Segments: saved queries that hold together whatever is renamed, changed or taken back."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.errors import Ambiguous, Conflict, CrmError, Invalid, NotFound
from crmcli.store import activities, activity_kinds, criteria, groups, operations, own_fields, segments
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)


def add(store: Store, name: str, *words: str) -> int:
    """Saves a query in an operation of its own and returns the segment's id."""
    with store.write(f"made {name}") as tx:
        return segments.add(tx, name, words, today=TODAY)


def saved(store: Store) -> dict[str, str]:
    """The queries of all segments by their names."""
    return {segment.name: segment.query for segment in segments.all_of(store.connection)}


def test_a_segment_keeps_its_query_in_one_written_form(store: Store) -> None:
    factories.person(store, groups=["VIP"])
    add(store, "Fish", "company:PT Maju", "-ani", "or", "(group:vip)")
    assert saved(store) == {"Fish": 'company:"PT Maju" not ani or group:vip'}


def test_a_segment_in_a_query_means_those_who_meet_it_then(store: Store) -> None:
    budi = factories.person(store, "Budi", email="b@x.example")
    add(store, "Mail", "has:email")
    add(store, "Both", "@mail", "-ani")
    assert criteria.contact_ids(store.connection, ["@both"], today=TODAY) == [budi]
    ani = factories.person(store, "Ani", email="a@x.example")
    assert criteria.contact_ids(store.connection, ["@Mail"], today=TODAY) == [ani, budi]
    assert criteria.contact_ids(store.connection, ["not:@ma"], today=TODAY) == []
    assert criteria.contact_ids(store.connection, ["@both"], today=TODAY) == [budi]


def test_a_segment_is_named_in_any_case_or_by_a_beginning_that_is_no_other(store: Store) -> None:
    for name in ("Łódź", "Big fish", "Big"):
        add(store, name, "x")
    assert segments.named(store.connection, "lodz").name == "Łódź"
    assert segments.named(store.connection, "@big").name == "Big"
    assert segments.named(store.connection, "big f").name == "Big fish"
    with pytest.raises(Ambiguous) as several:
        segments.named(store.connection, "bi")
    assert [each["ref"] for each in several.value.candidates] == ["@Big", "@Big fish"]
    with pytest.raises(NotFound) as none:
        segments.named(store.connection, "zz")
    assert none.value.hint == "There is: @Big, @Big fish, @Łódź."


@pytest.mark.parametrize("words", [[], ["ctiy:x"], ["group:nobody"], ["@nobody"], ["(x"], ["created:soon"]])
def test_a_query_that_will_not_do_is_not_saved(store: Store, words: list[str]) -> None:
    before = factories.tables(store)
    with pytest.raises(CrmError):
        add(store, "Wrong", *words)
    assert factories.tables(store) == before


def test_a_name_is_given_once(store: Store) -> None:
    add(store, "Fish", "x")
    with pytest.raises(Conflict, match="There is a segment 'Fish' already"):
        add(store, "@FISH", "y")
    with pytest.raises(Invalid, match="The name of the segment is empty"):
        add(store, "@", "y")


def test_no_segment_comes_to_be_used_in_itself(store: Store) -> None:
    first = add(store, "First", "x")
    add(store, "Second", "@first")
    third = add(store, "Third", "@second", "or", "y")
    for segment_id, words in ((first, ["@third"]), (first, ["@first"]), (third, ["not:@th"])):
        before = saved(store)
        with pytest.raises(Invalid, match="used in"), store.write("edited") as tx:
            segments.set_query(tx, segment_id, words, today=TODAY)
        assert saved(store) == before


def test_a_segment_that_another_program_turned_into_a_circle_is_refused_and_can_be_mended(store: Store) -> None:
    first = add(store, "First", "x")
    add(store, "Second", "@first")
    store.connection.execute("UPDATE segment SET query = '@Second' WHERE id = ?", (first,))
    with pytest.raises(Invalid, match="A segment cannot be used in itself: @First → @Second → @First"):
        criteria.contact_ids(store.connection, ["@first"], today=TODAY)
    with store.write("mended") as tx:
        segments.set_query(tx, first, ["y"], today=TODAY)
    assert saved(store)["First"] == "y"


def test_a_new_name_stands_in_all_queries_that_used_the_old_one(store: Store) -> None:
    first = add(store, "First", "x")
    add(store, "Second", "@fir", "or", "not:@First")
    add(store, "Third", "@second")
    with store.write("renamed") as tx:
        changed = segments.rename(tx, first, "Big fish")
    assert [segment.name for segment in changed] == ["Second"]
    assert saved(store) == {"Big fish": "x", "Second": '@"Big fish" or not @"Big fish"', "Third": "@Second"}
    operations.undo(store)
    assert saved(store) == {"First": "x", "Second": "@First or not @First", "Third": "@Second"}


def test_a_new_name_that_begins_like_another_does_not_take_its_place(store: Store) -> None:
    add(store, "Fish", "x")
    add(store, "User", "@fi")
    other = add(store, "Other", "y")
    with store.write("renamed") as tx:
        segments.rename(tx, other, "Fi")
    assert saved(store)["User"] == "@Fish"


def test_a_new_name_cannot_make_a_circle(store: Store) -> None:
    first = add(store, "First", "x")
    second = add(store, "Second", "@first")
    store.connection.execute("UPDATE segment SET query = '@Gone' WHERE id = ?", (first,))
    with pytest.raises(Invalid, match="used in themselves: @First, @Gone"), store.write("renamed") as tx:
        segments.rename(tx, second, "Gone")


def test_a_segment_that_others_use_stays(store: Store) -> None:
    first = add(store, "First", "x")
    second = add(store, "Second", "@first")
    with pytest.raises(Conflict, match="The segment First is used by @Second"), store.write("removed") as tx:
        segments.remove(tx, first)
    with store.write("removed") as tx:
        segments.remove(tx, second)
        segments.remove(tx, first)
    assert saved(store) == {}


def test_a_query_that_can_no_longer_be_read_stands_in_nobodys_way(store: Store) -> None:
    first = add(store, "First", "x")
    second = add(store, "Second", "y")
    store.connection.execute("UPDATE segment SET query = '(((' WHERE id = ?", (second,))
    with store.write("renamed") as tx:
        assert segments.rename(tx, first, "New") == []
    assert saved(store) == {"New": "x", "Second": "((("}
    with pytest.raises(Invalid, match="In @Second: "):
        criteria.contact_ids(store.connection, ["@second"], today=TODAY)


def test_segments_that_double_one_another_are_refused_before_they_take_forever(store: Store) -> None:
    add(store, "s0", "has:email", "or", "has:phone")
    for number in range(1, 6):
        add(store, f"s{number}", f"@s{number - 1}", "or", f"@s{number - 1}", "has:notes")
    for number in range(6, 30):
        query = f"@s{number - 1} or @s{number - 1}"
        store.connection.execute("INSERT INTO segment (name, folded, query) VALUES (?1, ?1, ?2)", (f"s{number}", query))
    with pytest.raises(Invalid, match="too many conditions"):
        criteria.contact_ids(store.connection, ["@s15"], today=TODAY)
    with pytest.raises(Invalid, match="too many segments"):
        criteria.contact_ids(store.connection, ["@s29"], today=TODAY)


def test_where_a_group_is_renamed_those_that_name_it_follow_and_undo_takes_both_back(store: Store) -> None:
    budi = factories.person(store, "Budi", groups=["VIP", "VIP club"])
    add(store, "Best", "group:vip,=VIP", "or", "not:group:VIP club")
    add(store, "Begun", "group:vi")
    add(store, "Named so", "vip")
    with store.write("renamed") as tx:
        (used_by,) = groups.rename(tx, groups.named(tx.connection, "vip").id, "Gold, pure")
    after = 'group:"Gold, pure",="Gold, pure" or not group:"VIP club"'
    assert used_by.query == after
    assert saved(store) == {"Begun": "group:vi", "Best": after, "Named so": "vip"}
    assert criteria.contact_ids(store.connection, ["@best"], today=TODAY) == [budi]
    operations.undo(store)
    assert saved(store)["Best"] == 'group:vip,=VIP or not group:"VIP club"'


def test_where_a_kind_of_activities_is_renamed_or_removed_those_that_ask_for_it_follow(store: Store) -> None:
    budi = factories.person(store, "Budi")
    with store.write("kind") as tx:
        activities.add(tx, activity_kinds.add(tx, "Webinar", is_touch=True).name, [budi], at=tx.at)
    add(store, "Learners", "had:call,WEBINAR", "not:had:visit")
    add(store, "Named so", "webinar")
    with store.write("renamed") as tx:
        activity_kinds.rename(tx, activity_kinds.named(tx.connection, "webinar"), "seminar")
    assert saved(store) == {"Learners": "had:call,seminar not had:visit", "Named so": "webinar"}
    with store.write("removed") as tx:
        kind, heir = (activity_kinds.named(tx.connection, name) for name in ("seminar", "meeting"))
        activity_kinds.remove(tx, kind, heir)
    assert saved(store)["Learners"] == "had:call,meeting not had:visit"
    assert criteria.contact_ids(store.connection, ["@learners"], today=TODAY) == [budi]
    operations.undo(store, steps=2)
    assert saved(store)["Learners"] == "had:call,WEBINAR not had:visit"


def test_where_a_field_of_ones_own_is_renamed_those_that_ask_for_it_follow(store: Store) -> None:
    budi = factories.person(store, "Budi", fields='{"size": "XL", "city": "Rome"}')
    add(store, "Big", "SIZE:xl", "field.size:XL", "has:size,email")
    add(store, "Roman", "field.city:rome", "has:field.city", "or", "city:rome", "has:city")
    with store.write("renamed") as tx:
        for before, after in (("size", "Shirt size"), ("city", "Town")):
            own_fields.rename(tx, own_fields.named(tx.connection, before), after)
    assert saved(store) == {
        "Big": 'field."Shirt size":xl field."Shirt size":XL has:"field.Shirt size",email',
        "Roman": "field.Town:rome has:field.Town or city:rome has:city",
    }
    for segment in ("@big", "@roman"):
        assert criteria.contact_ids(store.connection, [segment], today=TODAY) == [budi]
