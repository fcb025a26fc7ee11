"""`crm contact`: lists in every form, every change that can be said, and what is refused."""

from __future__ import annotations

import re

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def everything(crm: Crm) -> tuple[Result, ...]:
    """All that the line tells of the book, the removed too."""
    lists = (["contact", "list"], ["contact", "list", "--removed"], ["group", "list"], ["history"])
    return tuple(crm(*words, "--json") for words in lists)


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_a_list_is_answered_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"contact.list.{mode}", crm("contact", "list", f"--{mode}"))


@pytest.mark.parametrize("columns", ["60", "80", "140"])
def test_a_list_is_a_table_that_fits_the_terminal(
    crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    golden(f"contact.list.{columns}.table", crm("contact", "list", "--no-color", tty=True))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["sari"], "c6 c7"),
        (["maju", "--kind", "person"], "c2 c7"),
        (["--kind", "company"], "c3 c1"),
        (["--group", "vip"], "c4 c6 c2"),
        (["--group", "V", "sari"], "c6"),
        (["--status", "active", "--limit", "2"], "c3 c4"),
        (["--sort", "id"], "c1 c2 c3 c4 c5 c6 c7"),
        (["--sort", "-id", "--limit", "1"], "c7"),
        (["--sort", "company", "--kind", "person", "--limit", "1"], "c4"),
        (["--removed"], ""),
    ],
)
def test_a_list_is_narrowed_and_put_in_order(crm: Crm, words: list[str], ids: str) -> None:
    assert crm("contact", "list", "--ids", *words).stdout.split() == ids.split()


def test_a_list_of_nobody_is_no_error(crm: Crm) -> None:
    said = {mode: crm("contact", "list", "zzzz", f"--{mode}") for mode in ("json", "tsv", "ids")}
    assert said == {
        "json": Result("[]\n", "Nobody fits that.\n", 0),
        "tsv": Result("", "Nobody fits that.\n", 0),
        "ids": Result("", "Nobody fits that.\n", 0),
    }
    assert crm("contact", "list", "zzzz", tty=True) == Result("", "Nobody fits that.\n", 0)


def test_a_list_without_a_database_says_how_to_begin(crm: Crm) -> None:
    assert crm("contact", "list", "--db", "none.db") == Result(
        "", "There are no contacts yet. crm import FILE brings in your phone's; crm add NAME adds one.\n", 0
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--kind", "robot"], 5, "--kind cannot be 'robot'."),
        (["--status", "hot"], 5, "--status cannot be 'hot'."),
        (["--sort", "beauty"], 5, "--sort cannot be 'beauty'."),
        (["--group", "none"], 3, "There is no group 'none'."),
        (["--kind", ""], 5, "--kind is empty."),
        (["--status", ""], 5, "--status is empty."),
        (["--group", ""], 5, "--group is empty."),
        (["--sort", ""], 5, "--sort is empty."),
        ([""], 2, "There is nothing to look for."),
        (["--ids", "--csv"], 2, "--ids and --csv cannot be had together."),
        (["--limit", "-3"], 2, "--limit cannot be -3."),
    ],
)
def test_a_list_that_cannot_be_is_refused(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    assert refused(crm("contact", "list", *words), code, sentence)


CHANGES = [
    (["--name", "Budi S"], {"name": "Budi S", "prefix": None, "family": None}),
    (["--family", "Hartono"], {"name": "Pak Budi Hartono", "family": "Hartono"}),
    (["--title", "Director"], {"title": "Director"}),
    (["--status", "past", "--status-reason", "moved"], {"status": "past", "status_reason": "moved"}),
    (["--company", "Acme"], {"company": {"id": 8, "name": "Acme"}}),
    (["--birthday=--05-12"], {"birthday": "--05-12"}),
    (["--cadence", "30"], {"cadence_days": 30}),
    (["--cadence", "6w"], {"cadence_days": 42}),
    (["--timezone", "Asia/Tokyo"], {"timezone": "Asia/Tokyo"}),
    (["--language", "PT_br"], {"language": "pt-br"}),
    (["--notes", "New."], {"notes": "New."}),
    (["--group", "Golf"], {"groups": ["Fleet", "Golf", "VIP"]}),
    (["--add-group", "VIP", "--rm-group", "fleet"], {"groups": ["VIP"]}),
    (["--rm-phone", "0812 3456 7890", "--rm-phone", "+622157906776"], {"phones": []}),
    (["--rm-email", "BUDI@maju.example"], {"emails": []}),
    (
        ["--rm-email", "budi@maju.example", "--add-email", "home:b@x.example"],
        {"emails": [{"value": "b@x.example", "label": "home"}]},
    ),
    (["--rm-address", "sudirman"], {"addresses": []}),
    (["--add-url", "https://b.example"], {"urls": [{"value": "https://b.example", "label": None}]}),
    (
        ["--channel", "Telegram=@budi"],
        {"services": [{"service": "telegram", "value": "@budi", "label": None}]},
    ),
    (["--field", "size=XL", "--field", "size=L"], {"fields": {"size": "L"}}),
    (["--occasion", "Wedding=2010-06-01"], {"occasions": [{"kind": "wedding", "date": "2010-06-01"}]}),
    (["--relation", "boss=c7"], {"relations": [{"kind": "boss", "id": 7, "name": "Sari Dewi"}]}),
    (
        ["--clear", "title", "--clear", "company", "--clear", "notes", "--clear", "birthday", "--clear", "prefix"],
        {"title": None, "company": None, "notes": None, "birthday": None, "prefix": None},
    ),
]  # fmt: skip


# What an edit makes on the way, by the value that names it.
MADE = {"Acme": "{verb} the company Acme.\n", "Golf": "{verb} the group Golf.\n"}


@pytest.mark.parametrize(("words", "changed"), CHANGES, ids=lambda value: " ".join(value)[:50])
def test_an_edit_changes_what_it_names_and_nothing_else(crm: Crm, words: list[str], changed: dict[str, object]) -> None:
    before = crm("show", "c2", "--json").json
    name = changed.get("name", "Pak Budi Santoso")
    assert crm("contact", "edit", "c2", *words) == Result(
        f"Changed c2 {name}   o2, crm undo takes it back\n", MADE.get(words[-1], "").format(verb="Made"), 0
    )
    assert crm("show", "c2", "--json").json == {**before, **changed}
    crm("undo")
    assert crm("show", "c2", "--json").json == before


@pytest.mark.parametrize(("words", "changed"), CHANGES, ids=lambda value: " ".join(value)[:50])
def test_a_dry_run_of_an_edit_changes_nothing(crm: Crm, words: list[str], changed: dict[str, object]) -> None:
    before = everything(crm)
    said = crm("contact", "edit", "budi", *words, "--dry-run")
    name = changed.get("name", "Pak Budi Santoso")
    assert said == Result(f"Would change c2 {name}\n", MADE.get(words[-1], "").format(verb="Would make"), 0)
    assert everything(crm) == before


def test_what_was_added_can_be_removed_again(crm: Crm) -> None:
    before = crm("show", "c2", "--json").json
    crm("contact", "edit", "c2", "--field", "size=XL", "--relation", "boss=c7", "--occasion", "wedding=2010-06-01",
        "--channel", "wechat=budi", "--url", "https://b.example", "--phone", "1234")  # fmt: skip
    crm("contact", "edit", "c2", "--rm-field", "size", "--rm-relation", "boss=sari dewi", "--rm-occasion", "Wedding",
        "--rm-channel", "wechat=BUDI", "--rm-url", "b.example", "--rm-phone", "1234")  # fmt: skip
    assert crm("show", "c2", "--json").json == before


def test_an_edit_that_changes_nothing_says_so(crm: Crm) -> None:
    for words in (["--title", "Fleet Manager"], ["--group", "vip"], ["--email", "budi@maju.example"]):
        assert crm("contact", "edit", "c2", *words) == Result("Nothing to change in c2 Pak Budi Santoso\n", "", 0)
    assert crm("history", "--ids").stdout == "o1\n"


def test_an_edit_answers_as_a_record(crm: Crm) -> None:
    said = crm("contact", "edit", "c2", "--title", "CEO", "--json")
    shown = crm("show", "c2", "--json").json
    assert {**said.json, "activities": [], "followups": [], "deals": []} == {**shown, "operation": 2}
    assert crm("contact", "edit", "c2", "--title", "CEO", "--json").json["operation"] is None


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--name", ""], 5, "--name is empty."),
        (["--phone", ""], 5, "--phone is empty."),
        (["--rm-phone", ""], 5, "--rm-phone is empty."),
        (["--clear", ""], 5, "--clear is empty."),
        (["--name", "x" * 1_000_000], 5, "The name is longer than 1000 characters."),
        (["--email", "budi"], 5, "'budi' is not an e-mail address."),
        (["--add-phone", "call me"], 5, "'call me' is not a phone number."),
        (["--birthday", "1974-02-31"], 5, "There is no such day."),
        (["--status", "hot"], 5, "There is no status 'hot'."),
        (["--timezone", "Nowhere"], 5, "There is no time zone 'Nowhere'."),
        (["--clear", "name"], 5, "There is no field 'name' to clear."),
        (["--rm-phone", "999"], 3, "There is no phone '999' to remove."),
        (["--rm-email", "x@y.z"], 3, "There is no e-mail 'x@y.z' to remove."),
        (["--rm-group", "Golf"], 3, "There is no group 'Golf'."),
        (["--rm-field", "size"], 3, "There is no 'size' to remove."),
        (["--rm-occasion", "wedding"], 3, "There is no 'wedding' to remove."),
        (["--rm-address", "Paris"], 3, "There is no one address with 'Paris' in it to remove."),
        (["--rm-relation", "boss=Ani"], 3, "There is no boss 'Ani' to remove."),
        (["--rm-relation", "boss"], 5, "--rm-relation needs a name, = and a value, not 'boss'."),
        (["--relation", "self=c2"], 5, "Nobody is a relation of their own."),
        (["--cadence", "-1"], 5, "'-1' is not a number of days."),
        (["--cadence", "0"], 5, "A rhythm is a number of days between 1 and 3660."),
        (["--warn", "3d"], 5, "There is no rhythm to warn of."),
        (["--cadence", "3d", "--warn", "1w"], 5, "A warning 7 days before is too early for every 3 days."),
        (["--at-most", "rarely"], 5, "'rarely' does not say how often."),
    ],
)
def test_an_edit_is_all_or_nothing(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    before = everything(crm)
    assert refused(crm("contact", "edit", "c2", "--title", "CEO", "--group", "New", *words), code, sentence)
    assert everything(crm) == before


def test_a_contact_is_renamed_and_the_history_says_from_what(crm: Crm) -> None:
    assert crm("contact", "rename", "c2", "Budi", "Baru").stdout.startswith("Changed c2 Budi Baru   o2")
    assert crm("history", "--tsv", "--limit", "1").stdout.split("\t")[2] == "renamed Pak Budi Santoso to Budi Baru"


def test_contacts_are_removed_and_restored_in_one_operation_each(crm: Crm) -> None:
    assert crm("contact", "rm", "c2", "c5", "c2") == Result(
        "Removed c2 Pak Budi Santoso, c5 Łukasz Ørsted   o2, crm undo takes it back\n", "", 0
    )
    assert crm("contact", "list", "--removed", "--ids").stdout == "c5\nc2\n"
    assert refused(crm("contact", "rm", "c2"), 3, "c2 Pak Budi Santoso is removed.")
    assert crm("contact", "restore", "budi", "c5").stdout == (
        "Restored c2 Pak Budi Santoso, c5 Łukasz Ørsted   o3, crm undo takes it back\n"
    )
    assert crm("contact", "restore", "c2").stdout == "Nothing to change.\n"


def test_many_are_removed_from_a_pipe_and_only_counted(crm: Crm) -> None:
    ids = crm("contact", "list", "--ids").stdout
    assert crm("contact", "rm", "-", input=ids) == Result("Removed 7 contacts   o2, crm undo takes it back\n", "", 0)
    assert crm("contact", "list", "--ids").stdout == ""
    crm("undo")
    assert crm("contact", "list", "--ids").stdout == ids


def test_removing_nobody_from_a_pipe_changes_nothing(crm: Crm) -> None:
    assert crm("contact", "rm", "-", input="\n \n") == Result("Nothing to change.\n", "", 0)
    assert crm("history", "--ids").stdout == "o1\n"


def test_one_wrong_reference_in_a_pipe_and_nobody_is_removed(crm: Crm) -> None:
    assert refused(crm("contact", "rm", "-", input="c2\nc99\n"), 3, "There is no contact c99.")
    assert crm("history", "--ids").stdout == "o1\n"


def test_a_removal_answers_in_json_and_in_a_dry_run(crm: Crm) -> None:
    assert crm("contact", "rm", "c2", "--dry-run", "--json").json == {"ids": [2], "operation": None}
    assert crm("contact", "rm", "c2", "--json").json == {"ids": [2], "operation": 2}


def test_a_purge_needs_to_be_meant(crm: Crm) -> None:
    assert refused(crm("contact", "purge", "c2"), 2, "Purging cannot be undone.")
    said = crm("contact", "purge", "c2", input="n\n", tty=True)
    assert said == Result("", "Remove c2 Pak Budi Santoso and every trace for good? [y/N] Nothing was changed.\n", 0)
    assert crm("show", "c2", "--ids").stdout == "c2\n"


def test_a_purge_leaves_no_trace(crm: Crm) -> None:
    said = crm("contact", "purge", "pak", "budi", "--yes")
    assert (said.stdout, said.code) == ("Purged c2 Pak Budi Santoso for good.\n", 0)
    assert re.fullmatch(r"crm: The backup \S+/crm\.db\.backups/\S+-daily\.db still holds it\.\n", said.stderr)
    assert refused(crm("show", "c2"), 3, "There is no contact c2.")
    for words in (["find", "santoso"], ["history", "o1", "--limit", "0"], ["history", "--json"]):
        assert "Santoso" not in crm(*words).stdout


def test_a_list_longer_than_the_screen_ends_with_a_count(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "8")
    assert crm("contact", "list", tty=True).stderr == "7 contacts\n"
    assert crm("contact", "list").stderr == ""
    assert crm("contact", "list", "--json", tty=True).stderr == ""
    monkeypatch.setenv("LINES", "9")
    assert crm("contact", "list", tty=True).stderr == ""
    monkeypatch.setenv("LINES", "2")
    assert crm("contact", "list", "sari", "dewi", tty=True).stderr == "1 contact\n"
    assert crm("company", "list", tty=True).stderr == "2 companies\n"
    assert crm("group", "list", tty=True).stderr == "2 groups\n"


def test_a_limit_that_hides_some_says_so_on_a_terminal(crm: Crm) -> None:
    hidden = "There are more than 2; --limit 0 shows all.\n"
    said = crm("contact", "list", "--limit", "2", tty=True)
    assert (said.stdout.count("\n"), said.stderr) == (3, hidden)
    assert crm("contact", "list", "--limit", "7", tty=True).stderr == ""
    assert crm("contact", "list", "--limit", "2", "--ids") == Result("c3\nc4\n", "", 0)
    crm("group", "add", "Golf")
    assert crm("group", "list", "--limit", "2", tty=True).stderr == hidden
