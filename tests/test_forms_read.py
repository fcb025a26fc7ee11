"""Forms read: what is wrong in a text is said in one sentence, with the line it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import forms_read, forms_written
from crmcli.errors import CrmError, Invalid
from crmcli.forms import Form
from crmcli.store.db import Store
from tests import factories, filled_forms
from tests.filled_forms import form_of, read, ways


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    made = factories.store(home)
    yield made
    made.close()


@pytest.fixture
def budi(store: Store) -> int:
    return filled_forms.budi(store)


WRONG: Sequence[tuple[str, str]] = [
    ('name = "Budi', "Line 1 cannot be read: Unterminated string."),
    ('name = "a"\nname = "b"\n', "Line 2 cannot be read: Cannot overwrite a value."),
    ('name = "a"\nnotes = """\nx\n', "Line 3 cannot be read: Unterminated string."),
    ('x = ' + "9" * 5000, "Line 1 cannot be read: Exceeds the limit (4300 digits) for integer string conversion: value"
     " has 5000 digits; use sys.set_int_max_str_digits() to increase the limit."),
    ('\n\nname = ""\n', "Line 3: The name is empty."),
    ('\ntitle = ["a"]\n', "Line 2: title takes one text in quotes."),
    ('titel = "a"\n', "Line 1: There is no field 'titel'."),
    ('[titel]\na = 1\n', "Line 1: There is no field 'titel'."),
    ('status = "hot"\n', "Line 1: There is no status 'hot'."),
    ('timezone = "Mars"\n', "Line 1: There is no time zone 'Mars'."),
    ('cadence = "often"\n', "Line 1: 'often' is not a number of days."),
    ('cadence = 0\n', "Line 1: A rhythm is a number of days between 1 and 3660."),
    ('at_most = "often"\n', "Line 1: 'often' does not say how often."),
    ('birthday = "1974-02-31"\n', "Line 1: There is no such day."),
    ('birthday = "soon"\n', "Line 1: 'soon' is not a day."),
    ('language = "!"\n', "Line 1: '!' is not a language."),
    ('phones = [\n  "0812-3456-7890",\n  "call me",\n]\n', "Line 3: 'call me' is not a phone number."),
    ('emails = ["budi"]\n', "Line 1: 'budi' is not an e-mail address."),
    ('emails = [["a@b.example"]]\n', "Line 1: emails takes one text in quotes."),
    ('phones = [{ label = "a" }]\n', "Line 1: phones takes one text in quotes."),
    ('phones = [\n  +6281234567890,\n]\n', "Line 1: phones takes one text in quotes."),
    ('[fields]\nx = 0x' + "f" * 5000, "Line 2: x takes one text in quotes."),
    ('[fields]\nSize = "S"\nsize = "XL"', "Line 2: Size and size are one field."),
    ('channels = [\n "whatsapp"\n]\n', "Line 2: 'whatsapp' needs a name, = and a value."),
    ('channels = ["a!=b"]\n', "Line 1: 'a!' is not a kind of channel."),
    ('occasions = ["opening=never"]\n', "Line 1: 'never' is not a day."),
    ('relations = ["spouse"]\n', "Line 1: 'spouse' needs a name, = and a value."),
    ('addresses = ["a; b; c; d; e"]\n', "Line 1: An address is 'street; city; postal code; country'."),
    ('addresses = [{ label = "work" }]\n', "Line 1: The address is empty."),
    ('[[addresses]]\nstate = "NY"\n', "Line 1: An address has no state."),
    ('fields = "a"\n', "Line 1: The fields of your own stand below [fields], a line each."),
    ('[fields]\nx = ["a"]\n', "Line 2: x takes one text in quotes."),
    ("name = " + "[" * 5000, "The form cannot be read."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), WRONG, ids=[sentence[:40] for _, sentence in WRONG])
def test_what_cannot_be_is_said_with_its_line(store: Store, budi: int, text: str, sentence: str) -> None:
    form = form_of(store, budi)
    with pytest.raises(CrmError) as caught:
        read(store, form, text)
    assert caught.value.message == sentence
    assert str(caught.value) == sentence


def test_a_misspelt_field_is_answered_with_those_that_are_near() -> None:
    with pytest.raises(Invalid) as caught:
        forms_read.values('titel = "a"')
    assert caught.value.hint == "Did you mean title?"


def test_a_line_is_named_where_the_very_entry_stands(store: Store, budi: int) -> None:
    text = forms_written.written(form_of(store, budi), {}).replace('"021-5790-6776"', '"no \\"phone\\""')
    line = 1 + text.splitlines().index('  "no \\"phone\\"",')
    with pytest.raises(Invalid, match=f"^Line {line}: 'no \"phone\"' is not a phone number.$"):
        read(store, form_of(store, budi), text)


@given(st.text(max_size=60), st.sampled_from(("", "name", "phones", "[fields]", "addresses", "notes")))
def test_whatever_is_written_is_read_or_refused_in_a_sentence(text: str, start: str) -> None:
    form = Form("c1", {"name": "Budi", "notes": "", "phones": [], "addresses": []})
    with suppress(CrmError):
        forms_read.changes(form, forms_read.values(start + text), text, ways())
