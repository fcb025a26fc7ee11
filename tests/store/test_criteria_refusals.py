"""What no query is and how that is said, and that no value becomes a part of the SQL."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from crmcli import query
from crmcli.errors import CrmError, Invalid
from crmcli.folding import fold
from crmcli.store import contact_criteria, criteria
from crmcli.store.db import Store
from tests.rows import each_row
from tests.store.criteria_people import BUDI, TODAY, names, people

__all__ = ["people"]  # the fixture of those who are asked for


@each_row(
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
