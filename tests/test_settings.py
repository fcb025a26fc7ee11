"""What crm is told: settings of the machine in a file, of the business in the database, and `crm setup`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crmcli import settings
from tests.conftest import Crm, Result


@pytest.fixture
def config(home: Path) -> Path:
    """This machine's file of settings; not there yet."""
    return home / ".config" / "crm" / "config.toml"


def test_settings_are_listed_with_what_holds_and_where_that_comes_from(crm: Crm) -> None:
    crm("settings", "set", "region", "br")
    crm("settings", "set", "color", "never")
    rows = {row["key"]: (row["value"], row["source"]) for row in crm("settings", "list", "--json").json}
    assert rows == {
        "region": ("BR", "database"),
        "currency": rows["currency"],
        "timezone": ("Asia/Jakarta", "guess"),
        "date_order": ("dmy", "guess"),
        "language": ("en", "guess"),
        "backup.keep": ("14", "default"),
        "backup.max_size": ("1GB", "default"),
        "holidays": ("region", "default"),
        "touch.sent": ("no", "default"),
        "own_emails": ("", "default"),
        "deal.needs": ("warn", "default"),
        "deal.reason": ("required", "default"),
        "deal.reasons": ("price, timing, competitor, no budget, no need, no answer", "default"),
        "deal.care": ("1d thank them; 2w ask how it is going; 1m ask who else might need it", "default"),
        "deal.retry": ("3m", "default"),
        "color": ("never", "file"),
        "editor": ("", "default"),
        "opener": ("", "default"),
        "map_url": ("", "default"),
        "alert_command": ("", "default"),
        "machine_language": ("", "default"),
        "theme": ("auto", "default"),
        "keymap": ("vim", "default"),
        "keys": ("", "default"),
        "mail_from": ("", "default"),
        "mail_server": ("", "default"),
        "mail_security": ("", "default"),
        "mail_user": ("", "default"),
        "password_command": ("", "default"),
        "mail_ca_file": ("", "default"),
        "sendmail": ("", "default"),
    }


def test_listing_settings_makes_no_database(crm: Crm, database: Path) -> None:
    assert crm("settings", "list").code == 0
    assert not database.exists()


def test_names_of_settings_can_be_piped_into_get(crm: Crm) -> None:
    names = crm("settings", "list", "--ids").stdout.split()
    assert [crm("settings", "get", name).code for name in names] == [0] * len(names)


def test_a_setting_of_the_business_is_taken_back_by_undo(crm: Crm) -> None:
    assert crm("settings", "set", "region", "br") == Result("region is BR.   o1, crm undo takes it back\n", "", 0)
    assert crm("settings", "get", "region").stdout == "BR\n"
    assert crm("undo").code == 0
    assert crm("settings", "get", "region").stdout == "ID\n"


def test_setting_what_holds_already_changes_nothing(crm: Crm) -> None:
    crm("settings", "set", "region", "BR")
    assert crm("settings", "set", "region", "br").stdout == "region is BR.\n"


def test_a_setting_of_the_business_can_be_forgotten(crm: Crm) -> None:
    crm("settings", "set", "timezone", "Europe/Lisbon")
    answer = crm("settings", "unset", "timezone", "--json").json
    assert (answer["value"], answer["source"], answer["operation"]) == ("Asia/Jakarta", "guess", 2)


def test_a_value_that_cannot_be_is_refused_and_changes_nothing(crm: Crm, database: Path) -> None:
    assert crm("settings", "set", "timezone", "Mars/Olympus").code == 5
    said = crm("settings", "set", "color", "green")
    assert said == Result("", "crm: color cannot be green.\n     It is one of auto, always, never.\n", 5)
    assert not database.exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("mail_from", "Budi", "'Budi' is no mail address."),
        ("mail_from", "a@b.c\nBcc: d@e.f", "'a@b.c Bcc: d@e.f' is no mail address."),
        ("mail_server", "smtp.example.com:smtp", "'smtp.example.com:smtp' is no mail server."),
        ("mail_security", "ssl", "mail_security cannot be ssl."),
        ("mail_user", "a\nb", "A setting is one line without control characters."),
        ("mail_ca_file", "/nowhere/ca.pem", "There is no file /nowhere/ca.pem."),
        ("sendmail", "msmtp 'a", "The command msmtp 'a cannot be read."),
    ],
)
def test_settings_of_mail_are_checked_before_they_are_kept(
    crm: Crm, config: Path, name: str, value: str, sentence: str
) -> None:
    said = crm("settings", "set", name, value)
    assert (said.stdout, said.stderr.splitlines()[0], said.code) == ("", f"crm: {sentence}", 5)
    assert not config.exists()


def test_settings_of_mail_are_kept_where_the_owner_alone_can_read_them(crm: Crm, config: Path, home: Path) -> None:
    (home / "company.pem").write_text("x")
    for name, value in (
        ("mail_from", "Budi <me@example.com>"),
        ("mail_server", "smtp.example.com:465"),
        ("mail_security", "tls"),
        ("mail_user", "me@example.com"),
        ("password_command", "pass show mail | head -1"),
        ("sendmail", "none"),
    ):
        assert crm("settings", "set", name, value) == Result(f"{name} is {value}.\n", "", 0)
    assert crm("settings", "set", "mail_ca_file", "company.pem").stdout == f"mail_ca_file is {home}/company.pem.\n"
    assert crm("settings", "set", "mail_server", "").stdout == "mail_server is not set.\n"
    assert config.stat().st_mode & 0o777 == 0o600
    assert crm("doctor", "--json").code == 0


@pytest.mark.parametrize(
    ("content", "keys"),
    [
        ('keys = "board.won=W view.last=f9,x"', "board.won=W view.last=f9,x"),
        ('[keys]\nboard.won = "W"\n"view.last" = ["f9", "x"]\n', "board.won=W view.last=f9,x"),
        ('[keys.board]\nwon = "W"\n', "board.won=W"),
        ("[keys]\n", ""),
    ],
)
def test_keys_of_the_screen_are_listed_however_they_are_written(
    crm: Crm, config: Path, content: str, keys: str
) -> None:
    config.parent.mkdir(parents=True)
    config.write_text(content)
    assert crm("settings", "get", "keys") == Result(f"{keys}\n", "", 0)


def test_keys_of_the_screen_take_the_place_of_a_table_of_them(crm: Crm, config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.write_text('[other]\nx = 1\n\n[keys]\nboard.won = "W"\n')
    assert crm("settings", "set", "keys", "board.won=x").stdout == "keys is board.won=x.\n"
    assert crm("settings", "get", "keys").stdout == "board.won=x\n"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("keys", "W", "The keys W cannot be read."),
        ("keys", "board.won=", "The keys board.won= cannot be read."),
        ("keymap", "emacs", "keymap cannot be emacs."),
        ("theme", "pink", "theme cannot be pink."),
    ],
)
def test_settings_of_the_screen_are_checked(crm: Crm, config: Path, name: str, value: str, sentence: str) -> None:
    said = crm("settings", "set", name, value)
    assert (said.stderr.splitlines()[0], said.code) == (f"crm: {sentence}", 5)
    assert not config.exists()


def test_an_unknown_setting_is_not_found(crm: Crm) -> None:
    for verb in (["get", "nope"], ["set", "nope", "x"], ["unset", "nope"]):
        assert crm("settings", *verb) == Result("", "crm: There is no setting nope.\n", 3)


def test_writing_a_setting_keeps_comments_and_what_is_unknown(crm: Crm, config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.write_text('# mine\ncolor = "auto"  # why\n\n[later]\nx = 1\n')
    crm("settings", "set", "color", "never")
    crm("settings", "set", "editor", "nano -w")
    assert config.read_text() == '# mine\ncolor = "never"  # why\neditor = "nano -w"\n\n[later]\nx = 1\n'
    crm("settings", "unset", "color")
    assert config.read_text() == '# mine\neditor = "nano -w"\n\n[later]\nx = 1\n'


def test_a_linked_file_of_settings_stays_a_link(crm: Crm, config: Path, home: Path) -> None:
    config.parent.mkdir(parents=True)
    config.symlink_to(home / "dotfiles.toml")
    crm("settings", "set", "color", "never")
    assert config.is_symlink()
    assert (home / "dotfiles.toml").read_text() == 'color = "never"\n'


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        (b"color = ", "Invalid value"),
        (b"\xff\xfe", "utf-8"),
        (b"colour = 'x'\n", "There is no setting colour."),
        (b"color = 'pink'\n", "color cannot be pink."),
        (b"color = 1\n", "color cannot be 1."),
    ],
)
def test_a_broken_file_of_settings_costs_one_warning_and_nothing_else(
    crm: Crm, config: Path, content: bytes, warning: str
) -> None:
    config.parent.mkdir(parents=True)
    config.write_bytes(content)
    said = crm("settings", "get", "color")
    assert (said.stdout, said.code) == ("auto\n", 0)
    assert said.stderr.count("\n") == 1
    assert said.stderr.startswith("crm: ")
    assert warning in said.stderr


def test_a_broken_file_is_not_written_over(crm: Crm, config: Path) -> None:
    config.parent.mkdir(parents=True)
    config.write_text("color = ")
    assert crm("settings", "set", "color", "never").code == 6
    assert config.read_text() == "color = "


def _editor(home: Path, line: str) -> str:
    script = home / "edit.py"
    script.write_text(f"import sys\nopen(sys.argv[1], 'a').write({line!r})\n")
    return f"{sys.executable} {script}"


def test_edit_opens_the_file_with_every_setting_as_a_comment_and_checks_it(
    crm: Crm, config: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", _editor(home, 'color = "never"\n'))
    assert crm("settings", "edit") == Result("", "", 0)
    assert [name for name in settings.known() if f"# {name} = " not in config.read_text()] == []
    assert crm("settings", "get", "color").stdout == "never\n"


def test_edit_says_what_is_wrong_with_the_file_afterwards(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", _editor(home, "colour = 1\n"))
    said = crm("settings", "edit")
    assert said.code == 5
    assert "There is no setting colour." in said.stderr


@pytest.mark.parametrize("editor", ["no-such-editor-here", "false", "'"])
def test_an_editor_that_fails_is_an_error_in_a_sentence(crm: Crm, monkeypatch: pytest.MonkeyPatch, editor: str) -> None:
    monkeypatch.setenv("EDITOR", editor)
    said = crm("settings", "edit")
    assert (said.code, said.stderr.count("Traceback")) == (1, 0)
    assert said.stderr.startswith("crm: The editor ")


def test_the_path_of_the_file_is_said(crm: Crm, config: Path) -> None:
    assert crm("settings", "path").stdout == f"{config}\n"


def test_setup_without_a_terminal_takes_the_guesses(crm: Crm) -> None:
    said = crm("setup", "--currency", "usd")
    assert said == Result(
        "region is ID.\ncurrency is USD.\ntimezone is Asia/Jakarta.\ndate_order is dmy.\nlanguage is en.\n",
        "o1, crm undo takes it back\n",
        0,
    )


def test_setup_asks_on_a_terminal_and_asks_again_what_it_cannot_read(crm: Crm) -> None:
    said = crm("setup", "--json", input="\nid\nnope\n\neurope/nowhere\nAsia/Makassar\n\n", tty=True)
    assert said.code == 0
    assert said.json == {
        "region": "ID",
        "currency": "IDR",
        "timezone": "Asia/Makassar",
        "date_order": "dmy",
        "language": "en",
        "operation": 1,
    }
    assert said.stderr.count("crm: ") == 2


def test_setup_leaves_out_what_cannot_be_guessed_and_is_not_answered(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Etc/UTC")
    said = crm("setup", "--json", input="\n\n\n\n\n", tty=True)
    assert (said.code, said.json["region"]) == (0, "")
    assert crm("settings", "get", "region", "--json").json["source"] == "guess"


def test_setup_left_in_the_middle_stores_nothing(crm: Crm, database: Path) -> None:
    assert crm("setup", input="\n\n", tty=True).code == 130
    assert not database.exists()


def test_setup_with_yes_asks_nothing_and_a_second_time_changes_nothing(crm: Crm) -> None:
    assert crm("setup", "--yes", tty=True).code == 0
    assert crm("setup", "--yes", "--json", tty=True).json["operation"] is None


def test_setup_refuses_a_value_that_cannot_be_and_stores_nothing(crm: Crm, database: Path) -> None:
    assert crm("setup", "--region", "Atlantis").code == 5
    assert not database.exists()
