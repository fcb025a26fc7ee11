"""What a row's contact is called."""

from __future__ import annotations

import pytest

from tests.formats.delimited.reading import contact


@pytest.mark.parametrize(
    ("cells", "name", "named_by", "kind"),
    [
        ("Budi,,,,,", "Budi", "name", "person"),
        (",Bud,,,,", "Bud", "nickname", "person"),
        (",,PT Maju,,0812345678,b@x.com", "PT Maju", "company", "company"),
        (",,PT Maju,Buyer,,", "PT Maju", "company", "person"),
        (",,,,0812345678,b@x.com", "b@x.com", "email", "person"),
        (",,,Buyer,0812345678,", "0812345678", "phone", "person"),
        (",,,Buyer,,", "Buyer", "other", "person"),
    ],
)
def test_a_row_without_a_name_takes_the_next_best(cells: str, name: str, named_by: str, kind: str) -> None:
    found = contact(f"Name,Nickname,Company,Title,Phone,Email\n{cells}\n")
    assert (found.name, found.named_by, found.kind) == (name, named_by, kind)
    assert found.company == ("PT Maju" if kind == "person" and "PT Maju" in cells else "")


@pytest.mark.parametrize(
    ("given", "middle", "family", "name"),
    [
        ("Budi", "Jaya", "Santoso", "Budi Jaya Santoso"),
        ("小明", "", "王", "王小明"),
        ("철수", "", "김", "김철수"),
        ("太郎", "", "山田", "山田太郎"),
        ("Ming", "", "王", "Ming 王"),
        ("", "", "Santoso", "Santoso"),
    ],
)
def test_a_name_is_put_together_as_it_is_written_where_it_comes_from(
    given: str, middle: str, family: str, name: str
) -> None:
    found = contact(f"First Name,Middle Name,Last Name,Suffix\n{given},{middle},{family},Jr.\n")
    assert (found.name, found.given, found.family, found.suffix) == (name, given, family, "Jr.")


@pytest.mark.parametrize(
    ("display", "fields"),
    [
        ("Budi Santoso", {}),
        ("Santoso, Budi", {}),
        ("Dr. Budi Santoso", {}),
        ("Uncle Bud", {"Display Name": "Uncle Bud"}),
    ],
)
def test_a_name_to_show_is_kept_where_it_says_more_than_the_parts(display: str, fields: dict[str, str]) -> None:
    found = contact(f'Display Name,Prefix,First Name,Last Name\n"{display}",Dr.,Budi,Santoso\n')
    assert (found.name, found.fields) == ("Budi Santoso", fields)


@pytest.mark.parametrize(
    ("header", "given", "family", "name"),
    [
        ("Name,Vorname", "b", "a", "b a"),
        ("Nom,Prénom", "b", "a", "b a"),
        ("Nombre,Apellidos", "a", "b", "a b"),
        ("Имя,Телефон", "", "", "a"),
        ("Nome,Telefone", "", "", "a"),
        ("Name,Phone", "", "", "a"),
        ("Фамилия Имя,Телефон", "", "", "a"),
        ("Nama,No. HP", "", "", "a"),
        ("이름,휴대폰", "", "", "a"),
    ],
)
def test_words_for_a_name_mean_what_their_neighbours_leave_them(
    header: str, given: str, family: str, name: str
) -> None:
    found = contact(f"{header}\na,b\n")
    assert (found.given, found.family, found.name) == (given, family, name)


def test_a_title_is_a_form_of_address_beside_a_job_title_and_a_job_without() -> None:
    beside = contact("Title,Name,Job Title\nDr.,Budi,Buyer\n")
    assert (beside.prefix, beside.title) == ("Dr.", "Buyer")
    alone = contact("Name,Title\nBudi,Buyer\n")
    assert (alone.prefix, alone.title) == ("", "Buyer")


def test_a_name_past_a_thousand_characters_is_cut_and_said_to_be() -> None:
    found = contact(f"Name,Phone\n{'x' * 2000},1\n")
    assert len(found.name) == 1000
    assert found.problems == ["Name is cut to 1000 characters."]
