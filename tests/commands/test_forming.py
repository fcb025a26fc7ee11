"""A contact as a form in the editor: what is changed is changed once, and nothing that was written is ever lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.commands.editors import Editor, replacing
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

UNCHANGED = Result("Nothing to change in c2 Pak Budi Santoso\n", "", 0)
CHANGED = "Changed c2 Pak Budi Santoso   o2, crm undo takes it back\n"
QUESTION = "Enter opens the form again, q gives up: "


@pytest.fixture
def editor(home: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    made = Editor(home / "editor")
    monkeypatch.setenv("EDITOR", made.command)
    (home / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(home / "tmp"))
    return made


@pytest.fixture
def left_over(home: Path) -> Path:
    """Where forms lie while they are open."""
    return home / "tmp"


def kept(said: Result) -> Path:
    """The file that a call has named as keeping what was written."""
    (path,) = re.findall(r"crm: What you wrote is kept in\s+(\S+)", said.stderr)
    return Path(path)


def test_an_edit_without_options_opens_a_form_and_changes_what_differs(
    crm: Crm, editor: Editor, left_over: Path
) -> None:
    before = crm("show", "c2", "--json").json
    editor.will(replacing('"Fleet Manager"', '"Director"'))
    assert crm("contact", "edit", "budi", "santoso", tty=True) == Result(CHANGED, "", 0)
    assert crm("show", "c2", "--json").json == {**before, "title": "Director"}
    path, file, folder = editor.place
    assert (path.name, file, folder, list(left_over.iterdir())) == ("c2.toml", "600", "700", [])
    crm("undo")
    assert crm("show", "c2", "--json").json == before


def test_the_form_shows_all_there_is(crm: Crm, editor: Editor) -> None:
    assert crm("contact", "edit", "c2", "-e") == UNCHANGED
    (text,) = editor.seen
    for line in (
        'name = "Pak Budi Santoso"',
        'title = "Fleet Manager"  # What they are: Director, Buyer …',
        'company = "PT Maju Jaya"  # Whom they work for; made where it is not there.',
        'cadence = ""  # Keep in touch every so many days.',
        'birthday = "1974-05-12"  # 1980-04-15, or --04-15 without the year.',
        'groups = ["Fleet", "VIP"]',
        '  "mobile: +62 812-3456-7890",',
        '  { label = "work", street = "Jl. Sudirman 1", city = "Jakarta", region = "DKI Jakarta", '
        'postal_code = "10220", country = "Indonesia" },',
        'notes = """\nDecides with his wife.\nNew trucks in March.\n"""',
    ):
        assert f"\n{line}\n" in text
    assert crm("history", "--ids").stdout == "o1\n"


@pytest.mark.parametrize("step", ["", "path.write_text('')", "path.write_text(path.read_text() + '\\n# seen\\n')"])
def test_a_form_that_says_nothing_new_changes_nothing(crm: Crm, editor: Editor, left_over: Path, step: str) -> None:
    editor.will(step)
    assert crm("contact", "edit", "c2", tty=True) == UNCHANGED
    assert crm("history", "--ids").stdout == "o1\n"
    assert list(left_over.iterdir()) == []


def test_without_a_terminal_nothing_is_opened(crm: Crm, editor: Editor) -> None:
    for noun, ref in (("contact", "c2"), ("company", "c1")):
        said = crm(noun, "edit", ref)
        assert refused(said, 2, "Nothing is said that is to change.")
        assert "-e opens a form in your editor" in said.stderr
    assert editor.seen == []


def test_a_company_has_a_form_too(crm: Crm, editor: Editor) -> None:
    editor.will(replacing("phones = []", 'phones = "work: 021 555 0199"'))
    said = crm("company", "edit", "maju", "--editor")
    assert said == Result("Changed c1 PT Maju Jaya   o2, crm undo takes it back\n", "", 0)
    assert crm("show", "c1", "--json").json["phones"][0]["normal"] == "+62215550199"
    assert "given" not in editor.seen[0]


def test_a_form_answers_in_json_and_in_a_dry_run(crm: Crm, editor: Editor) -> None:
    step = replacing('groups = ["Fleet", "VIP"]', 'groups = ["Golf"]')
    editor.will(step, step, "")
    said = crm("contact", "edit", "c2", "-e", "--dry-run")
    assert said == Result("Would change c2 Pak Budi Santoso\n", "Would make the group Golf.\n", 0)
    answer = crm("contact", "edit", "c2", "-e", "--json")
    assert (answer.json["groups"], answer.json["operation"]) == (["Golf"], 2)
    assert crm("contact", "edit", "c2", "-e", "--json").json["operation"] is None


def test_others_with_the_same_phone_are_told(crm: Crm, editor: Editor) -> None:
    editor.will(replacing('"work: 021-5790-6776"', '"work: 0811 222 333"'))
    assert crm("contact", "edit", "c2", "-e").stderr == "c6 Ibu Sari has this phone, too.\n"


def test_the_form_and_other_options_do_not_go_together(crm: Crm, editor: Editor) -> None:
    said = crm("contact", "edit", "c2", "-e", "--title", "CEO")
    assert refused(said, 2, "The form and other options cannot be had together.")


def test_a_mistake_is_shown_and_the_form_is_opened_again_as_it_was_left(
    crm: Crm, editor: Editor, left_over: Path
) -> None:
    editor.will(
        replacing('"Fleet Manager"', '"Director'),
        replacing('"Director', '"Director"') + "\n" + replacing('"active"', '"hot"'),
        replacing('"hot"', '"past"'),
    )
    said = crm("contact", "edit", "c2", tty=True, input="\n\n")
    first, second, third = editor.seen
    assert second.startswith("#! Line 19 cannot be read: Illegal character '\\n'.\n#! A value stands in quotes: ")
    assert second.splitlines()[18] == 'title = "Director  # What they are: Director, Buyer …'
    assert second.splitlines()[2:] == first.replace('"Fleet Manager"', '"Director').splitlines()
    assert third.splitlines()[:2] == [
        "#! Line 23: There is no status 'hot'.",
        "#! There is: lead, active, past, private, blocked.",
    ]
    assert third.splitlines()[22].startswith('status = "hot"')
    assert (said.stdout, said.code) == (CHANGED, 0)
    assert said.stderr.count(QUESTION) == 2
    assert "crm: Line 23: There is no status 'hot'.\n" in said.stderr
    now = crm("show", "c2", "--json").json
    assert (now["title"], now["status"]) == ("Director", "past")
    assert list(left_over.iterdir()) == []


def test_giving_up_changes_nothing_and_keeps_what_was_written(crm: Crm, editor: Editor) -> None:
    editor.will(replacing('"active"', '"hot"'))
    said = crm("contact", "edit", "c2", tty=True, input="q\n")
    assert (said.stdout, said.code) == ("", 5)
    assert 'status = "hot"' in kept(said).read_text("utf-8")
    assert kept(said).stat().st_mode & 0o777 == 0o600
    assert crm("history", "--ids").stdout == "o1\n"


def test_an_interruption_keeps_what_was_written(crm: Crm, editor: Editor) -> None:
    editor.will(replacing('"active"', '"hot"'))
    said = crm("contact", "edit", "c2", tty=True, input="")
    assert said.code == 130
    assert 'status = "hot"' in kept(said).read_text("utf-8")


def test_without_anybody_to_ask_a_mistake_is_an_error_and_the_text_is_kept(crm: Crm, editor: Editor) -> None:
    editor.will(replacing('"active"', '"hot"'))
    said = crm("contact", "edit", "c2", "-e")
    path = kept(said)
    assert said == Result(
        "",
        f"crm: What you wrote is kept in {path}\ncrm: Line 23: There is no status 'hot'.\n"
        "     There is: lead, active, past, private, blocked.\n",
        5,
    )
    assert path.read_text("utf-8").splitlines()[22].startswith('status = "hot"')


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("sys.exit(3)", "ended with an error."),
        ("os.kill(os.getpid(), 9)", "was ended from outside."),
        ("path.unlink()", "The file is gone; nothing was changed."),
        ("path.write_bytes(b'name = \"\\xff\"')", "The editor has not written UTF-8."),
    ],
)
def test_an_editor_that_fails_changes_nothing(crm: Crm, editor: Editor, step: str, sentence: str) -> None:
    editor.will(step)
    said = crm("contact", "edit", "c2", tty=True)
    assert (said.stdout, said.code) == ("", 1)
    assert sentence in said.stderr
    assert crm("history", "--ids").stdout == "o1\n"


def test_an_editor_that_fails_after_it_has_saved_keeps_what_was_written(crm: Crm, editor: Editor) -> None:
    editor.will(replacing('"active"', '"past"') + "; sys.exit(1)")
    said = crm("contact", "edit", "c2", tty=True)
    assert (said.stdout, said.code) == ("", 1)
    assert 'status = "past"' in kept(said).read_text("utf-8")


@pytest.mark.parametrize("command", ["no-such-editor-here", "'"])
def test_an_editor_that_does_not_start_is_said(
    crm: Crm, editor: Editor, left_over: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    said = crm("contact", "edit", "c2", tty=True)
    assert (said.stdout, said.code) == ("", 1)
    assert said.stderr.startswith("crm: The editor ")
    assert list(left_over.iterdir()) == []


def test_ctrl_c_in_the_editor_is_for_the_editor(crm: Crm, editor: Editor) -> None:
    editor.will("import signal; os.kill(os.getppid(), signal.SIGINT)\n" + replacing('"active"', '"past"'))
    assert crm("contact", "edit", "c2", tty=True) == Result(CHANGED, "", 0)


def _meanwhile(*words: str) -> str:
    """A step: somebody else changes something while the form is open."""
    return f"import subprocess; subprocess.run([sys.executable, '-m', 'crmcli', *{list(words)!r}], check=True)"


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a process find crm."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


@pytest.mark.usefixtures("package")
def test_what_others_change_meanwhile_stays(crm: Crm, editor: Editor) -> None:
    other = _meanwhile("contact", "edit", "c2", "--title", "Director", "--phone", "0811-000-111")
    editor.will(other + "\n" + replacing('"active"', '"past"'))
    said = crm("contact", "edit", "c2", tty=True)
    assert said == Result(
        "Changed c2 Pak Budi Santoso   o3, crm undo takes it back\n",
        "Changed elsewhere meanwhile, and left so: title, phones.\n",
        0,
    )
    now = crm("show", "c2", "--json").json
    assert (now["title"], now["status"], len(now["phones"])) == ("Director", "past", 3)


@pytest.mark.usefixtures("package")
def test_what_both_have_changed_is_not_overwritten_but_shown_with_both(crm: Crm, editor: Editor) -> None:
    other = _meanwhile("contact", "edit", "c2", "--title", "Director", "--source", "fair", "--rm-phone", "02157906776")
    mine = replacing('"Fleet Manager"', '"CEO"') + "\n" + replacing('"work: 021-', '"office: 021-')
    editor.will(other + "\n" + mine, "")
    said = crm("contact", "edit", "c2", tty=True, input="\n")
    again = editor.seen[1]
    assert said.stderr == (
        "crm: Changed elsewhere meanwhile, so nothing was saved: title, phones.\n"
        "     In the form, what it is elsewhere stands above yours.\n" + QUESTION
    )
    assert '#! Elsewhere: "Director"\ntitle = "CEO"' in again
    assert '#! Elsewhere: "mobile: +62 812-3456-7890"\n' in again
    assert '"office: 021-5790-6776",' in again
    assert 'source = "fair"' in again
    assert said.stdout == "Changed c2 Pak Budi Santoso   o3, crm undo takes it back\n"
    now = crm("show", "c2", "--json").json
    assert (now["title"], now["source"], [each["label"] for each in now["phones"]]) == (
        "CEO",
        "fair",
        ["mobile", "office"],
    )


@pytest.mark.usefixtures("package")
def test_the_same_change_elsewhere_is_no_dispute(crm: Crm, editor: Editor) -> None:
    editor.will(_meanwhile("contact", "edit", "c2", "--title", "CEO") + "\n" + replacing('"Fleet Manager"', '"CEO"'))
    said = crm("contact", "edit", "c2", tty=True)
    assert said.stdout == "Nothing to change in c2 Pak Budi Santoso\n"


@pytest.mark.usefixtures("package")
def test_a_contact_removed_meanwhile_is_not_changed_and_the_text_is_kept(crm: Crm, editor: Editor) -> None:
    editor.will(_meanwhile("contact", "rm", "c2") + "\n" + replacing('"active"', '"past"'))
    said = crm("contact", "edit", "c2", tty=True, input="q\n")
    assert (said.stdout, said.code) == ("", 3)
    assert "c2 Pak Budi Santoso is removed." in said.stderr
    assert kept(said).exists()


def test_a_hostile_contact_passes_through_the_editor_unchanged(crm: Crm, editor: Editor) -> None:
    crm("contact", "edit", "c2", "--notes", 'a """ b \\ \\u0041 \x1b[2J\n[fields]\nx = "', "--field", 'a "b" = c=d',
        "--title", "\u202eevil 👨‍👩‍👧 \\")  # fmt: skip
    before = crm("show", "c2", "--json").stdout
    editor.will("path.write_bytes(path.read_bytes() + b'\\n')")
    assert crm("contact", "edit", "c2", "-e") == UNCHANGED
    assert crm("show", "c2", "--json").stdout == before
    assert "\u202e" not in editor.seen[0]


def test_a_name_among_the_relations_can_be_made_a_contact(crm: Crm, editor: Editor) -> None:
    crm("contact", "relate", "c2", "spouse", "Ibu Sari", "--by-name")
    editor.will(replacing("spouse=Ibu Sari", "spouse=c6"))
    assert crm("contact", "edit", "c2", "-e").code == 0
    assert crm("show", "c2", "--json").json["relations"] == [{"kind": "spouse", "id": 6, "name": "Ibu Sari"}]


def test_who_is_meant_is_read_as_elsewhere(crm: Crm, editor: Editor) -> None:
    editor.will(replacing("relations = []", 'relations = ["spouse=c6 Whoever", "assistant=Nobody Here"]'))
    assert crm("contact", "edit", "c2", "-e").code == 0
    editor.will(replacing('"assistant=Nobody Here"', '"assistant=c99"'))
    assert crm("show", "c2", "--json").json["relations"] == [
        {"kind": "assistant", "id": None, "name": "Nobody Here"},
        {"kind": "spouse", "id": 6, "name": "Ibu Sari"},
    ]
    said = crm("contact", "edit", "c2", "-e")
    assert (said.code, "There is no contact c99." in said.stderr) == (3, True)
