"""What reaches the desktop and the user's own command: the very texts, whatever stands in them, also from cron."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli.delivery import notifying, programs
from crmcli.errors import Undelivered

Program = Callable[..., Path]

# Each word it was called with, ended by a NUL, and its variables of the session.
_NOTING = (
    "#!{python}\nimport os, sys\n"
    "with open({file!r}, 'ab') as file:\n"
    "    file.write(b''.join(os.fsencode(word) + b'\\0' for word in sys.argv[1:]))\n"
    "with open({file!r} + '.env', 'w') as file:\n"
    "    file.write(os.environ.get('DBUS_SESSION_BUS_ADDRESS', '') + ' ' + os.environ.get('XDG_RUNTIME_DIR', ''))\n"
)


@pytest.fixture
def program(home: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Puts a stand-in for a program first on PATH: one that notes its words, or the script that is handed over."""
    folder = home / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def make(name: str, script: str = "") -> Path:
        noted = home / f"{name}.noted"
        (folder / name).write_text(script or _NOTING.format(python=sys.executable, file=str(noted)), "utf-8")
        (folder / name).chmod(0o755)
        return noted

    return make


def words(noted: Path) -> list[str]:
    """The words of the one call that a stand-in noted, which is forgotten."""
    found = noted.read_bytes().decode("utf-8").split("\0")[:-1]
    noted.unlink()
    return found


def refused(act: Callable[[], None]) -> str:
    """The sentence with which something could not be delivered."""
    with pytest.raises(Undelivered) as caught:
        act()
    return caught.value.message


def test_a_notification_says_who_it_is_from_and_how_urgent_it_is(program: Program) -> None:
    noted = program("notify-send")
    notifying.notify("15:00 viewing · 陳美玲", "in 15 min\n+886 912-345-678", urgency="critical")
    assert words(noted) == [
        "--app-name=crm", "--urgency=critical", "--", "15:00 viewing · 陳美玲", "in 15 min\n+886 912-345-678",
    ]  # fmt: skip


def test_what_reads_as_markup_or_as_an_escape_is_shown_as_it_stands(program: Program) -> None:
    noted = program("notify-send")
    notifying.notify("<b>Tom</b> & Jerry", "<img src='x'> & C:\\new")
    assert words(noted)[-2:] == ["<b>Tom</b> & Jerry", "&lt;img src='x'&gt; &amp; C:\\\\new"]


def test_a_title_that_looks_like_an_option_is_none(program: Program) -> None:
    noted = program("notify-send")
    notifying.notify("--help", "--icon=/etc/passwd")
    assert words(noted)[2:] == ["--", "--help", "--icon=/etc/passwd"]


def test_an_empty_title_and_a_huge_body_are_taken(program: Program) -> None:
    noted = program("notify-send")
    notifying.notify("", "x" * 1_000_000)
    title, body = words(noted)[-2:]
    assert (title, len(body), body[-1]) == ("crm", 2_000, "…")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=30), body=st.text(max_size=60))
def test_any_text_at_all_can_be_shown_and_holds_no_control_character(program: Program, title: str, body: str) -> None:
    if not (Path.home() / "bin" / "notify-send").exists():
        program("notify-send")
    notifying.notify(title, body)
    shown = words(Path.home() / "notify-send.noted")
    assert len(shown) == 5
    assert all(line.isprintable() or not any(ord(letter) < 32 for letter in line) for line in shown[4].split("\n"))
    assert "\n" not in shown[3]


def test_on_a_mac_the_texts_are_handed_to_the_script_and_stand_not_in_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = program("osascript")
    monkeypatch.setattr(sys, "platform", "darwin")
    notifying.notify('" & (do shell script "id") & "', "-e\nsecond line")
    *script, marker, title, body = words(noted)
    assert script[::2] == ["-e"] * 3
    assert not any("shell" in line for line in script)
    assert (marker, title, body) == ("crm", '" & (do shell script "id") & "', "-e\nsecond line")


def test_under_cron_the_bus_of_the_session_is_found(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = program("notify-send")
    folder = home / "run" / str(os.getuid())
    folder.mkdir(parents=True)
    (folder / "bus").touch()
    monkeypatch.setattr(programs, "_RUNTIME", str(home / "run"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    notifying.notify("15:00", "now")
    assert Path(f"{noted}.env").read_text() == f"unix:path={folder}/bus {folder}"


def test_a_bus_that_is_named_already_stays(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = program("notify-send")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/elsewhere")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    notifying.notify("15:00", "now")
    assert Path(f"{noted}.env").read_text() == "unix:path=/elsewhere /nowhere"


def test_a_locale_without_letters_keeps_no_name_from_being_shown(program: Program, home: Path) -> None:
    noted = program("notify-send")
    code = "from crmcli.delivery import notifying; notifying.notify('陳美玲', 'Łukasz')"
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C", "TZ": "UTC"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, cwd=Path(__file__).parents[2])
    assert words(noted)[-2:] == ["陳美玲", "Łukasz"]


def test_where_no_program_shows_notifications_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(programs, "_PLACES", ())
    assert refused(lambda: notifying.notify("15:00", "now")) == "No program shows notifications here."


def test_what_a_program_complains_of_becomes_the_sentence(program: Program) -> None:
    program("notify-send", "#!/bin/sh\necho >&2\necho 'No \033[31mbus here.' >&2\nexit 1\n")
    assert refused(lambda: notifying.notify("15:00", "now")) == "notify-send failed: No \ufffd[31mbus here."


def test_a_program_that_hangs_is_ended_with_all_it_started(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("notify-send", f"#!/bin/sh\nsleep 600 & echo $! > {home}/child\nwait\n")
    monkeypatch.setattr(notifying, "PATIENCE", 0.5)
    assert refused(lambda: notifying.notify("15:00", "now")) == "notify-send did not end within 0.5 seconds."
    child = (home / "child").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in ("", "Z")


def test_a_program_that_cannot_be_started_is_no_accident(program: Program) -> None:
    program("notify-send", "#!/no/such/interpreter\n")
    assert refused(lambda: notifying.notify("a", "b")) == "notify-send does not start: No such file or directory."


def test_a_command_finds_the_alert_in_its_variables_and_as_json(home: Path) -> None:
    alert = {
        "ref": "f12", "what": "viewing", "contact": {"id": 3, "name": "陳美玲"}, "due": "2026-11-24T15:00",
        "phone": "+886 912-345-678", "place": None, "late_minutes": -15, "title": "15:00 viewing", "body": "a\nb",
    }  # fmt: skip
    notifying.run("env > said; cat > given", alert)
    said = (home / "said").read_text("utf-8")
    assert "CRM_REF=f12\n" in said
    assert "CRM_WHO=陳美玲\n" in said
    assert "CRM_PLACE=\n" in said
    assert "CRM_LATE_MINUTES=-15\n" in said
    assert "CRM_BODY=a\nb\n" in said
    assert json.loads((home / "given").read_text("utf-8")) == alert


def test_what_others_wrote_never_becomes_a_command(home: Path) -> None:
    wrong = "$(touch pwned) `touch pwned` '; touch pwned; ' \" | touch pwned \0 \x1b[31m"
    notifying.run('printf "%s" "$CRM_WHAT" > said', {"what": wrong, "contact": {"name": wrong}, "title": wrong})
    assert not (home / "pwned").exists()
    assert (home / "said").read_text() == wrong.replace("\0", "\ufffd").replace("\x1b", "\ufffd")


def test_a_command_that_reads_nothing_and_leaves_a_child_behind_holds_nobody_up(home: Path) -> None:
    notifying.run("sleep 600 & echo $! > child", {"note": "x" * 500_000})
    os.kill(int((home / "child").read_text()), 9)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("exit 3", "The command exit 3 ended with code 3."),
        ("echo no sound card >&2; exit 1", "The command echo no sound card >&2; exit 1 failed: no sound card."),
        ("kill -9 $$", "The command kill -9 $$ was ended from outside."),
    ],
)
def test_a_command_that_fails_has_not_told_it(command: str, sentence: str) -> None:
    assert refused(lambda: notifying.run(command, {})) == sentence


def test_a_command_that_does_not_end_has_not_told_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifying, "COMMAND_PATIENCE", 0.2)
    assert refused(lambda: notifying.run("sleep 600", {})) == "The command sleep 600 did not end within 0.2 seconds."
