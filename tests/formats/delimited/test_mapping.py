"""What the user says a column holds."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid
from crmcli.formats.drafts import AddressDraft, OccasionDraft
from tests.formats.delimited.reading import channels, contact, entries


def test_a_mapping_goes_before_what_headers_say_and_leaves_the_others_alone() -> None:
    found = contact(
        "Wer,Nr,Phone,Wo,Was,Weg,Name\nBudi,0812345678,0812345679,Bandung,Tea,x,Shop\n",
        mapping={
            "WER": "name",
            " nr ": "phone:work",
            "Wo": "city:home",
            "Was": "field:Buys",
            "Weg": "ignore",
            "Name": "company",
        },
    )
    assert (found.name, found.company) == ("Budi", "Shop")
    assert channels(found) == [("phone", "0812345678", "work"), ("phone", "0812345679", "")]
    assert found.addresses == [AddressDraft("home", city="Bandung")]
    assert found.fields == {"Buys": "Tea"}


def test_every_field_can_be_mapped_to() -> None:
    texts = [
        "given",
        "family",
        "middle",
        "prefix",
        "suffix",
        "nickname",
        "title",
        "company",
        "department",
        "notes",
    ]
    places = ["street", "city", "region", "postal_code", "country"]
    fields = [*texts, "phone", "email", "url", "group", "birthday", *places]
    header = ",".join(f"x{number}" for number in range(len(fields)))
    row = ",".join("1980-04-15" if field == "birthday" else f"{field}@v" for field in fields)
    found = contact(f"{header}\n{row}\n", mapping={f"x{n}": field for n, field in enumerate(fields)})
    for field in texts:
        assert getattr(found, field) == f"{field}@v"
    assert channels(found) == [("phone", "phone@v", ""), ("email", "email@v", ""), ("url", "url@v", "")]
    assert found.groups == ["group@v"]
    assert found.occasions == [OccasionDraft("birthday", 4, 15, 1980)]
    assert found.addresses == [
        AddressDraft(
            street="street@v",
            city="city@v",
            region="region@v",
            postal_code="postal_code@v",
            country="country@v",
        )
    ]


def test_a_header_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Invalid) as failure:
        entries("Name,Phone\nBudi,1\n", mapping={"Fone": "phone"})
    assert failure.value.message == "There is no column Fone in this file."
    assert failure.value.hint == "Its columns are: Name, Phone."


def test_a_header_that_is_not_there_is_refused_also_where_nothing_else_is_known() -> None:
    with pytest.raises(Invalid) as failure:
        entries("Foo,Bar\nBudi,1\n", mapping={"Baz": "phone"})
    assert failure.value.message == "There is no column Baz in this file."
    assert failure.value.hint == "Its columns are: Foo, Bar."


@pytest.mark.parametrize("field", ["fone", "name:work", "field:", "", "field"])
def test_a_field_that_is_not_there_is_refused_with_those_that_are(field: str) -> None:
    with pytest.raises(Invalid) as failure:
        entries("Name,Phone\nBudi,1\n", mapping={"Phone": field})
    assert failure.value.message == f"There is no field {field} to map a column to."
    assert "phone, email, url" in failure.value.hint
    assert "field:NAME" in failure.value.hint
