"""Forms: what is not changed stays, whatever it is; what is changed becomes so; what is wrong is said with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import forms, forms_read, forms_written
from crmcli.errors import Invalid
from crmcli.forms import Form
from crmcli.store import channels, editing, operations, own_fields
from crmcli.store.db import Store
from tests import factories, filled_forms
from tests.filled_forms import form_of, read, ways
from tests.store import truths

MODEST = settings(max_examples=60)

NASTY = ('"', '"""', "\\", "\\u0041", "'''", "\x1b[2J", "\r\n", "\n\n", "\t", " ", "#! x", "= {", "[fields]", "\x00",
         "\x85", "\u2028", "\u202e", "\ufeff", "王小明", "👨‍👩‍👧", "é", "e\u0301", ": ", "=", "x" * 300)  # fmt: skip
ANY = st.lists(st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=8))).map(
    "".join
)
SOME = ANY.filter(lambda text: text != "")


@st.composite
def hostile(draw: st.DrawFn) -> dict[str, Any]:
    """Values of a form as another program may have written them into the database."""
    texts: dict[str, Any] = {name: draw(ANY) for name in forms.TEXTS if name not in (*forms.LENGTHS, "birthday")}
    texts |= {name: draw(st.lists(SOME, max_size=3)) for name in forms.LISTS if name != "addresses"}
    part = st.sampled_from(("label", "street", "city", "postal_code", "country"))
    texts["addresses"] = draw(st.lists(st.dictionaries(part, SOME, min_size=1), max_size=2))
    texts |= {name: draw(st.sampled_from(("", "1", "365"))) for name in forms.LENGTHS}
    return texts | {forms.OWN + name: value for name, value in draw(st.dictionaries(ANY, SOME, max_size=3)).items()}


@given(hostile())
def test_a_form_that_is_read_as_it_was_written_says_the_very_same(values: dict[str, Any]) -> None:
    form = Form("c1 " + values["name"], {"birthday": "", **values})
    text = forms_written.written(form, {"title": "what they are"}, {"notes": values["notes"]})
    assert forms_read.values(text) == form.values
    assert forms_read.changes(form, forms_read.values(text), text, ways()) == {}


@given(hostile(), st.sampled_from(("crlf", "blanks at the end", "no last line end", "a line more")))
def test_what_an_editor_does_to_lines_changes_nothing(values: dict[str, Any], habit: str) -> None:
    form = Form("c1", {"birthday": "", **values})
    text = forms_written.written(form, {})
    changed = {
        "crlf": text.replace("\n", "\r\n"),
        "blanks at the end": "\n".join(line.rstrip(" \t") for line in text.split("\n")),
        "no last line end": text.rstrip("\n"),
        "a line more": "\n" + text + "\n",
    }[habit]
    assert forms_read.values(changed) == form.values


@given(ANY)
def test_every_line_of_a_form_can_be_seen(value: str) -> None:
    text = forms_written.written(Form(value, {"name": value, "notes": value, forms.OWN + value: value}), {})
    assert not set(text) & ({chr(code) for code in (*range(9), *range(11, 32), 127, 0x85, 0x2028, 0x202E, 0xFEFF)})
    assert tomllib.loads(text)["name"] == value


NAMES = ("Budi Santoso", "王小明", 'O\'Neil "Bob"', "Łukasz \\ Ørsted")


@st.composite
def lives(draw: st.DrawFn) -> editing.Edit:
    """What may be known of a contact, in the form in which the store keeps it."""

    def some(*choices: Any) -> list[Any]:
        return draw(st.lists(st.sampled_from(choices), unique=True))

    texts = {
        name: draw(st.sampled_from(("", "Ana", 'a "b" \\c', "高 👩‍🚀"))) for name in ("nickname", "title", "source")
    }
    return editing.Edit(
        values={**texts, "name": draw(st.sampled_from(NAMES)), "cadence_days": draw(st.sampled_from((None, 7, 30))),
                "at_most": draw(st.sampled_from((None, "2/month"))),
                "notes": draw(st.sampled_from(("", "one\n\ntwo", '"""', "\\")))},
        company=draw(st.sampled_from(("", "PT Maju", 'Café "X"'))),
        add_channels=some(("phone", "work: +62 812-3456-7890"), ("phone", "+62 21 5790 6776"), ("email", "a@b.example"),
                          ("email", "home: c@d.example"), ("url", "https://b.example/?a=b: c"), ("telegram", "@budi")),
        add_addresses=some("work: Jl. Sudirman 1; Jakarta; 10220; Indonesia", "Jl. Braga 5; Bandung"),
        add_groups=some("VIP", "Cold", 'The "A" list'),
        birthday=draw(st.sampled_from(("", "1980-04-15", "--02-29"))),
        occasions=some(("anniversary", "2010-06-01"), ("opening", "--05-01")),
        relations=[(kind, None, name) for kind, name in some(("spouse", "Ani"), ("assistant", "Joko = J"))],
        fields=some(("size", "XL"), ("Hobby: 球", "golf\ntennis")),
    )  # fmt: skip


@MODEST
@given(lives(), lives())
def test_a_form_makes_of_one_contact_what_is_known_of_another_and_undo_takes_it_back(
    one: editing.Edit, other: editing.Edit
) -> None:
    with factories.temporary_store() as store:
        ids = [factories.person(store, "Somebody") for _ in range(2)]
        for contact_id, known in zip(ids, (one, other), strict=True):
            with store.write("filled") as tx:
                editing.apply(tx, contact_id, known, "ID")
        before, (was, goal) = factories.tables(store), [form_of(store, each) for each in ids]
        empty = {name: [] if name in forms.LISTS else "" for name in was.values}
        text = forms_written.written(Form("", empty | dict(goal.values)), {})
        with store.write("edited") as tx:
            editing.apply(tx, ids[0], read(store, was, text), "ID")
        assert _known(form_of(store, ids[0])) == _known(goal)
        truths.assert_sound(store)
        if tx.is_changed:
            operations.undo(store)
        assert factories.tables(store) == before


def _known(form: Form) -> dict[str, Any]:
    """What a form says, without what is in no order."""
    values = {name: value for name, value in form.values.items() if value}
    return values | {name: sorted(values.get(name, ())) for name in ("occasions", "relations")}


def edited(store: Store, contact_id: int, before: str, after: str) -> Mapping[str, Any]:
    """The values of a contact after one piece of its form was replaced."""
    form = form_of(store, contact_id)
    text = forms_written.written(form, {})
    assert before in text
    with store.write("edited") as tx:
        editing.apply(tx, contact_id, read(store, form, text.replace(before, after)), "ID")
    return form_of(store, contact_id).values


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    made = factories.store(home)
    yield made
    made.close()


@pytest.fixture
def budi(store: Store) -> int:
    return filled_forms.budi(store)


@pytest.mark.parametrize(
    ("before", "after", "name", "value"),
    [
        ('"Boss"', '""', "title", ""),
        ('"Boss"', "3", "title", "3"),
        ('"PT Maju"', '""', "company", ""),
        ('"PT Maju"', '"Acme"', "company", "Acme"),
        ('cadence = ""', "cadence = 30", "cadence", "30"),
        ('cadence = ""', 'cadence = "6w"', "cadence", "42"),
        ('at_most = ""', 'at_most = "2 per month"', "at_most", "2/month"),
        ('language = ""', 'language = "PT_br"', "language", "pt-br"),
        ('"1980-04-15"', "1981-05-16", "birthday", "1981-05-16"),
        ('"1980-04-15"', '"15/4/1981"', "birthday", "1981-04-15"),
        ('"1980-04-15"', '""', "birthday", ""),
        ("Golf.", "Golf.\n\n  Tea.  ", "notes", "Golf.\n\n  Tea."),
        ('["VIP"]', '["Cold", "vip"]', "groups", ["Cold", "VIP"]),
        ('["VIP"]', "[]", "groups", []),
        ('"mobile: 0812', '"work: 0812', "phones", ["work: 0812-3456-7890", "021-5790-6776"]),
        ('  "021-5790-6776",\n', "", "phones", ["mobile: 0812-3456-7890"]),
        ('  "mobile: 0812-3456-7890",\n  "021-5790-6776",', '"021-5790-6776", "mobile: 0812-3456-7890"', "phones",
         ["021-5790-6776", "mobile: 0812-3456-7890"]),
        ('  "021-5790-6776",', '"0811222333", "+62 812 3456 7890", "home:021-5790-6776"', "phones",
         ["mobile: 0812-3456-7890", "0811222333", "home: 021-5790-6776"]),
        ('"a@b.example"', '"a@b.example", "", "Work: A@B.example"', "emails", ["a@b.example"]),
        ("urls = []", 'urls = "https://b.example"', "urls", ["https://b.example"]),
        ('"telegram=@budi"', '"WhatsApp=work: +62812"', "channels", ["whatsapp=work: +62812"]),
        ('city = "Jakarta"', 'city = "Bandung", postal-code = 40115', "addresses",
         [{"label": "work", "street": "Jl. Sudirman 1", "city": "Bandung", "postal_code": "40115"}]),
        ("addresses = [", 'addresses = ["Jl. Braga 5; Bandung",', "addresses",
         [{"street": "Jl. Braga 5", "city": "Bandung"},
          {"label": "work", "street": "Jl. Sudirman 1", "city": "Jakarta"}]),
        ('"opening=--05-01"', '"Opening = 2 May 2001"', "occasions", ["opening=2001-05-02"]),
        ('"spouse=Ani"', '"spouse=Ana", "assistant=Joko"', "relations", ["assistant=Joko", "spouse=Ana"]),
        ('"spouse=Ani"', '"spouse= Ani"', "relations", ["spouse=Ani"]),
        ('size = "XL"', 'size = ""', "fields.size", None),
        ('size = "XL"', '"new one" = true', "fields.new one", "yes"),
        ('size = "XL"', "size = 42", "fields.size", "42"),
        ('size = "XL"', "size = 10.50", "fields.size", "10.50"),
    ],
)  # fmt: skip
def test_what_is_changed_in_a_form_is_changed_and_nothing_else(
    store: Store, budi: int, before: str, after: str, name: str, value: Any
) -> None:
    was = dict(form_of(store, budi).values)
    now = dict(edited(store, budi, before, after))
    assert now.pop(name, None) == value
    was.pop(name, None)
    assert now == was
    operations.undo(store)


def test_a_value_that_is_corrected_stays_the_same_row(store: Store, budi: int) -> None:
    was = [(each.id, each.position) for each in channels.of(store.connection, budi)]
    edited(store, budi, "0812-3456-7890", "0812-3456-7891")
    assert [(each.id, each.position) for each in channels.of(store.connection, budi)] == was


def test_a_second_birthday_from_another_program_stays(store: Store, budi: int) -> None:
    with store.write("another") as tx:
        tx.connection.execute(
            "INSERT INTO occasion (contact_id, kind, month, day) VALUES (?, 'birthday', 6, 6)", (budi,)
        )
    assert edited(store, budi, '"1980-04-15"', '"1980-04-16"')["occasions"] == ["birthday=--06-06", "opening=--05-01"]
    assert edited(store, budi, '"1980-04-16"', '""')["birthday"] == "--06-06"


def test_a_line_that_is_deleted_changes_nothing(store: Store, budi: int) -> None:
    form = form_of(store, budi)
    assert read(store, form, "").is_empty
    assert read(store, form, '[fields]\nsize = "XL"\n').is_empty


def test_a_company_is_not_asked_what_only_people_have(store: Store) -> None:
    form = form_of(store, factories.company(store))
    assert set(forms.TEXTS) - set(form.values) == {
        "prefix", "given", "middle", "family", "suffix", "phonetic_given", "phonetic_middle", "phonetic_family",
        "title", "birthday",
    }  # fmt: skip
    assert read(store, form, 'given = "PT"').values == {"given": "PT"}


def test_fields_with_a_type_are_offered_empty_and_checked(store: Store, budi: int) -> None:
    with store.write("fields") as tx:
        own_fields.add(tx, "employees", "number", ())
        own_fields.add(tx, "tier", "choice", ("Gold", "Silver"))
    text = forms_written.written(form_of(store, budi), {})
    assert text.endswith('employees = ""  # number\ntier = ""  # choice: Gold, Silver\nsize = "XL"\n')
    assert edited(store, budi, 'tier = ""', 'tier = "gold"')["fields.tier"] == "Gold"
    with pytest.raises(Invalid, match=r"^Line \d+: "):
        edited(store, budi, 'employees = ""', 'employees = "many"')


def test_relations_that_stand_on_others_cards_are_told_but_not_changed(store: Store, budi: int) -> None:
    ani = factories.person(store, "Ani")
    with store.write("related") as tx:
        editing.apply(tx, ani, editing.Edit(relations=[("parent", budi, "Budi")]), "ID")
    assert "# on their own cards: child=c3 Ani\n" in forms_written.written(form_of(store, budi), {})
