"""Documentation that cannot drift: made pages are in step, every command is there, every example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crmcli import command_table
from docs import calling, examples, generate, picture, records
from tests.conftest import Crm

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", generate.PAGES)
def test_the_page_made_from_the_code_is_in_step(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_LANG", "en")
    assert (ROOT / "docs" / page).read_text("utf-8") == generate.text(page), "run make docs"


def test_every_command_is_in_the_reference_and_says_what_it_does() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    seen = set()
    for command, context in generate.commands():
        assert f"\n## {context.command_path}\n" in reference
        assert command.help, context.command_path
        seen.add(context.command_path.split()[1])
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            assert record is None or record[1].strip(), f"{context.command_path} {record} has no help"
    assert seen == set(command_table.commands())


def test_what_a_command_does_is_never_cut_short_in_the_list_of_its_noun(crm: Crm) -> None:
    nouns = {tuple(context.command_path.split()[1:-1]) for _command, context in generate.commands()}
    for noun in sorted(nouns - {()}):
        _usage, _heading, listed = crm(*noun, "--help").stdout.partition("Commands:\n")
        assert listed, noun
        assert [line for line in listed.splitlines() if not re.search(r"[^.]\.$", line)] == [], noun


@pytest.mark.parametrize("page", examples.PAGES, ids=lambda path: path.name)
def test_the_examples_of_a_page_show_what_the_page_says(page: Path, home: Path) -> None:
    environment = examples.surroundings(home)
    for example in examples.examples(page.read_text("utf-8")):
        code, shown = examples.run(example.command, environment)
        place = f"{page.name}:{example.line}: {example.command}"
        assert code == 0, f"{place}\n{shown}"
        if example.answer:
            assert shown == example.answer, f"{place}: run python docs/examples.py, and read what it changed"


def test_a_line_shows_in_this_process_what_it_shows_in_a_shell(home: Path) -> None:
    lines = [example.command for example in examples.examples((ROOT / "README.md").read_text("utf-8"))]
    # A program that crm starts, errors, and the height of the terminal.
    lines += [
        "crm settings set editor cat",
        "crm contact edit c2 -e",
        "crm show nobody",
        "crm find 'x' --no-such-option",
        "crm contact list",
    ]
    shown = []
    for run in (examples.run, examples.run_in_shell):
        place = home / run.__name__
        place.mkdir()
        environment = examples.surroundings(place)
        shown.append([run(line, environment) for line in lines])
    assert shown[0] == shown[1]
    assert {code for code, _shown in shown[0]} == {0, 2, 3}


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("crm", []),
        ("crm find 'budi s' \"ana\" a=b group:vip", ["find", "budi s", "ana", "a=b", "group:vip"]),
        *[(f"crm find {words}", None) for words in ("a | wc", "$HOME", "'$a' *", '"$a"', "a; b", "a >b", "~", "a\nb")],
        ("printf a", None),
        ("crmx", None),
    ],
)
def test_what_a_shell_does_something_about_is_left_to_one(line: str, arguments: list[str] | None) -> None:
    assert calling.arguments_of(line) == arguments


def test_examples_are_read_with_their_continuations_and_answers() -> None:
    page = "x\n```console\n$ crm a \\\n> b\none\n\n two\n$ crm c\n```\n```console\n$ make demo\n$ crm x\n```\n"
    assert list(examples.examples(page)) == [
        examples.Example(3, "crm a \\\nb", "one\n\n two\n"),
        examples.Example(8, "crm c", ""),
    ]


def test_an_example_shows_what_stands_on_the_terminal_in_the_end(home: Path) -> None:
    command = "printf 'busy 100%%\\r         \\rdone\\n'; echo said >&2; exit 3"
    assert examples.run(command, examples.surroundings(home)) == (3, "done\nsaid\n")


def test_answers_are_written_anew_where_a_page_shows_some() -> None:
    page = "```console\n$ crm add Ana\n$ crm find ana | cut -f 2\n…\n```\n\nThe end.\n"
    written, problems = examples.rewritten(page)
    assert written == "```console\n$ crm add Ana\n$ crm find ana | cut -f 2\nAna\n```\n\nThe end.\n"
    assert problems == []


def test_every_record_has_the_keys_and_types_that_its_page_says() -> None:
    for record, answers in records.answers():
        assert answers, record.name
        for answer in answers:
            assert list(answer) == list(record.keys), record.name
            wrong = [key for key, value in answer.items() if not records.is_of_type(value, record.keys[key][0])]
            assert not wrong, (record.name, wrong, answer)


def test_every_contact_of_the_sample_answers_with_the_keys_that_the_page_says(crm: Crm, home: Path) -> None:
    examples.surroundings(home)
    crm("import", "phone.vcf", "google.csv")
    contacts = crm("contact", "list", "--json").json
    assert len(contacts) > 200
    for contact in contacts:
        assert list(contact) == list(records.CONTACT.keys)
        for key, (kind, _meaning) in records.CONTACT.keys.items():
            assert records.is_of_type(contact[key], kind), (contact["id"], key, contact[key])


def test_the_picture_shows_what_the_program_shows() -> None:
    assert picture.PICTURE.read_text("utf-8") == picture.svg(), "run python docs/picture.py, and look at it"


def test_every_link_of_a_page_leads_somewhere() -> None:
    for page in examples.PAGES:
        for target in LINK.findall(page.read_text("utf-8")):
            if target.startswith("https://"):
                continue
            path, _hash, anchor = target.partition("#")
            found = (page.parent / path).resolve() if path else page
            assert found.exists(), f"{page.name}: {target}"
            assert not anchor or anchor in anchors(found), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """What headings of a page can be linked to."""
    headings = [line.lstrip("# ") for line in page.read_text("utf-8").splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
