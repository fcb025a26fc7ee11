"""What single cells say: guards, lists, several phones in one, labels, groups, days."""

from __future__ import annotations

from crmcli.formats.drafts import AddressDraft, ChannelDraft, OccasionDraft, RelationDraft
from tests.formats.delimited.reading import channels, contact
from tests.rows import each_row


def phones(cell: str) -> list[str]:
    found = contact(f'Name,Phone\nBudi,"{cell}"\n')
    return [channel.value for channel in found.channels]


@each_row(
    ("cell", "values"),
    [
        ("13900139000/18600001111", ["13900139000", "18600001111"]),
        ("0812 3456 789 ::: 0813 4567 890", ["0812 3456 789", "0813 4567 890"]),
        ("0812-3456-789; 0813-4567-890", ["0812-3456-789", "0813-4567-890"]),
        ("0812 3456 789, 0813 4567 890", ["0812 3456 789", "0813 4567 890"]),
        ("0711/123456", ["0711/123456"]),
        ("030/12345678", ["030/12345678"]),
        ("+1 555 010 9999,,123", ["+1 555 010 9999,,123"]),
        ("+1 555 010 9999;ext=12", ["+1 555 010 9999;ext=12"]),
        ("'+62 812 3456", ["+62 812 3456"]),
        ("'0812 3456", ["0812 3456"]),
        ('=""08123456""', ["08123456"]),
        ("ask at the desk", ["ask at the desk"]),
    ],
)
def test_a_cell_holds_one_phone_or_several_whole_ones(cell: str, values: list[str]) -> None:
    assert phones(cell) == values


@each_row("cell", ["6.28123E+11", "6,28123E+11", "6E+11", "6.28E11"])
def test_a_phone_that_a_spreadsheet_rounded_is_kept_and_said_to_have_lost_its_digits(cell: str) -> None:
    found = contact(f'Name,Mobile\nBudi,"{cell}"\n')
    assert channels(found) == [("phone", cell, "mobile")]
    assert found.problems == [f"The digits of {cell} are gone: a spreadsheet rounded it."]


@each_row(
    ("cell", "values"),
    [
        ("a@example.com", ["a@example.com"]),
        ("a@example.com; b@example.com", ["a@example.com", "b@example.com"]),
        ("a@example.com ::: b@example.com", ["a@example.com", "b@example.com"]),
        ("Budi Santoso <a@example.com>", ["a@example.com"]),
        ("mailto:a@example.com", ["a@example.com"]),
    ],
)
def test_a_cell_holds_one_address_or_several(cell: str, values: list[str]) -> None:
    found = contact(f'Name,Email\nBudi,"{cell}"\n')
    assert [channel.value for channel in found.channels] == values
    assert found.problems == []


def test_what_is_no_address_is_kept_and_said_to_be_none() -> None:
    found = contact("Name,Email\nBudi,ask him\n")
    assert channels(found) == [("email", "ask him", "")]
    assert found.problems == ["ask him is no e-mail address."]


@each_row(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("''=1", "'=1"),
        ("'+62", "+62"),
        ("'-x", "-x"),
        ("'@x", "@x"),
        ("'t Hooft", "'t Hooft"),
        ('=""007""', "007"),
    ],
)
def test_the_guard_against_formulas_is_taken_off_once(cell: str, text: str) -> None:
    assert contact(f'Name,Company,Own\nBudi,"{cell}","{cell}"\n').company == text
    assert contact(f'Name,Company,Own\nBudi,"{cell}","{cell}"\n').fields == {"Own": text}
    assert contact(f'Name,Notes\nBudi,"{cell}"\n').notes == text


def test_control_characters_never_get_through() -> None:
    found = contact('Name,Notes,Own,Phone\n"Bu\x1b[31mdi","a\x07\tb\nc","x\ny","08\x9b12345678"\n')
    assert (found.name, found.notes, found.fields) == ("Bu[31mdi", "a\tb\nc", {"Own": "x y"})
    assert channels(found) == [("phone", "0812345678", "")]


@each_row(
    ("cell", "groups"),
    [
        ("* myContacts ::: * friends", ["friends"]),
        ("* My Contacts ::: VIP ::: VIP", ["VIP"]),
        ("* starred", ["starred"]),
        ("VIP;Friends, near", ["VIP", "Friends, near"]),
        ("VIP,Cold", ["VIP", "Cold"]),
        ("* myContacts", []),
    ],
)
def test_groups_are_listed_without_the_one_that_everybody_is_in(cell: str, groups: list[str]) -> None:
    assert contact(f'Name,Labels\nBudi,"{cell}"\n').groups == groups


def test_labels_beside_a_value_count_more_than_its_header() -> None:
    found = contact(
        "Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,"
        "Phone 3 - Label,Phone 3 - Value,"
        "E-mail 1 - Type,E-mail 1 - Value\n"
        "Budi,* Mobile,0812345671,Work Fax,0812345672,Boat,0812345673,* Home,b@example.com\n"
    )
    assert found.channels == [
        ChannelDraft("phone", "0812345671", "mobile", True),
        ChannelDraft("phone", "0812345672", "work fax"),
        ChannelDraft("phone", "0812345673", "Boat"),
        ChannelDraft("email", "b@example.com", "home", True),
    ]


def test_outlook_s_type_of_an_address_is_no_label() -> None:
    found = contact("First Name,E-mail Address,E-mail Type,E-mail Display Name\nBudi,b@x.com,SMTP,Budi (b@x.com)\n")
    assert channels(found) == [("email", "b@x.com", "")]
    assert found.fields == {}


def test_the_name_shown_for_an_address_is_a_name_where_there_is_no_other() -> None:
    found = contact("First Name,E-mail Address,E-mail Display Name\n,b@x.com,Budi Santoso (b@x.com)\n")
    assert (found.name, found.named_by) == ("Budi Santoso", "name")


def test_what_outlook_writes_into_every_row_is_left_out_and_anything_else_kept() -> None:
    header = "First Name,Last Name,Sensitivity,Priority,Private,Gender,Initials\n"
    assert contact(header + "Budi,Santoso,Normal,Normal,False,Unspecified,B.S.\n").fields == {}
    assert contact(header + "Budi,Santoso,Private,High,True,Male,X.\n").fields == {
        "Sensitivity": "Private",
        "Priority": "High",
        "Private": "True",
        "Gender": "Male",
        "Initials": "X.",
    }


@each_row("cell", ["0/0/00", "00/0/0", "0000-00-00", ""])
def test_outlook_s_way_to_write_no_day_is_no_day(cell: str) -> None:
    found = contact(f"Name,Birthday\nBudi,{cell}\n")
    assert (found.occasions, found.fields, found.problems) == ([], {}, [])


def test_a_day_that_can_be_read_two_ways_is_kept_unread_unless_the_order_is_known() -> None:
    table = "Name,Birthday\nBudi,03/04/1980\n"
    unread = contact(table)
    assert unread.occasions == []
    assert unread.fields == {"Birthday": "03/04/1980"}
    assert unread.problems == ["03/04/1980 is not a day that can be read."]
    assert contact(table, date_order="dmy").occasions == [OccasionDraft("birthday", 4, 3, 1980)]
    assert contact(table, region="US").occasions == [OccasionDraft("birthday", 3, 4, 1980)]
    assert contact(table, region="ID").occasions == [OccasionDraft("birthday", 4, 3, 1980)]


def test_days_with_a_label_of_their_own_and_relations_are_read() -> None:
    found = contact(
        "Name,Event 1 - Label,Event 1 - Value,Event 2 - Label,Event 2 - Value,"
        "Relation 1 - Label,Relation 1 - Value,"
        "Relation 2 - Label,Relation 2 - Value,Anniversary,Children,Spouse\n"
        'Budi,Anniversary,2010-05-06,Graduation,--07-01,Brother,Tono,Spouse,Sari,2009-01-02,"Ani, Ina",Sari\n'
    )
    assert found.occasions == [
        OccasionDraft("anniversary", 5, 6, 2010),
        OccasionDraft("Graduation", 7, 1, None),
        OccasionDraft("anniversary", 1, 2, 2009),
    ]
    assert found.relations == [
        RelationDraft("brother", "Tono"),
        RelationDraft("spouse", "Sari"),
        RelationDraft("child", "Ani"),
        RelationDraft("child", "Ina"),
        RelationDraft("spouse", "Sari"),
    ]


def test_services_and_fields_named_by_another_column_are_read() -> None:
    found = contact(
        "Name,IM 1 - Type,IM 1 - Service,IM 1 - Value,Skype,WhatsApp,微信,"
        "Custom Field 1 - Label,Custom Field 1 - Value\n"
        "Budi,Home,Skype,budi.s,budi2,0812345678,budi_wx,Shoe size,43\n"
    )
    assert channels(found) == [
        ("skype", "budi.s", "home"),
        ("skype", "budi2", ""),
        ("whatsapp", "0812345678", ""),
        ("wechat", "budi_wx", ""),
    ]
    assert found.fields == {"Shoe size": "43"}


def test_columns_that_say_only_where_are_phones_where_they_look_like_it() -> None:
    found = contact("First,Home,Work,Other\nBudi,022 555 123,at the mill,+62 21 555\n")
    assert channels(found) == [("phone", "022 555 123", "home"), ("phone", "+62 21 555", "other")]
    assert found.fields == {"Work": "at the mill"}


def test_a_name_to_sign_in_with_is_an_address_only_where_it_looks_like_one() -> None:
    assert channels(contact("User Name,Name\nb@x.com,Budi\n")) == [("email", "b@x.com", "")]
    assert contact("User Name,Name\nbudi7,Budi\n").fields == {"User Name": "budi7"}


def test_the_lines_of_a_street_are_put_together_and_a_whole_address_is_not_doubled() -> None:
    found = contact(
        "Name,Business Street,Business Street 2,Business City,Business Postal Code,"
        "Business Address,Home Address\n"
        'Budi,Jl. Sudirman 1,Lt. 3,Jakarta,10220,"Jl. Sudirman 1\nLt. 3\n10220 Jakarta",'
        '"Jl. Dago 5, Bandung"\n'
    )
    assert found.addresses == [
        AddressDraft("work", street="Jl. Sudirman 1, Lt. 3", city="Jakarta", postal_code="10220"),
        AddressDraft("home", street="Jl. Dago 5, Bandung"),
    ]
    assert found.fields == {}


def test_a_whole_address_that_says_more_than_its_parts_is_kept() -> None:
    found = contact(
        "Name,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City\n"
        'Budi,Home,"Jl. Dago 5 near the mill, Bandung",Jl. Dago 5,Bandung\n'
    )
    assert found.addresses == [AddressDraft("home", street="Jl. Dago 5", city="Bandung")]
    assert found.fields == {"Address 1 - Formatted": "Jl. Dago 5 near the mill, Bandung"}
