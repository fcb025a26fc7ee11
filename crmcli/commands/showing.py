"""Showing: the demonstration, as the very commands that a user would type, each run as a process of its own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile

from crmcli import context, demo, output
from crmcli.commands import showing_diary
from crmcli.errors import Conflict, Usage
from crmcli.i18n import _

Scene = tuple[str, list[list[str]]]  # what it shows, and the commands


def play(folder: str) -> None:
    """Copies the sample into a folder and plays the demonstration there.

    Raises Usage where --db names a database, and Conflict where a demonstration was played.
    """
    if context.current().has_named_database:
        raise Usage(
            _("crm demo has a database of its own, and takes no --db."),
            _("Name the folder for it: crm demo DIR."),
        )
    place = os.path.abspath(folder) if folder else tempfile.mkdtemp(prefix="crm-demo-")
    os.makedirs(place, mode=0o700, exist_ok=True)
    database = os.path.join(place, "crm.db")
    if os.path.exists(database):
        raise Conflict(_("There is a database in {folder} already.").format(folder=place), _("Name another folder."))
    names = []
    for sample in demo.files():
        names.append(sample.name)
        with open(os.path.join(place, sample.name), "wb") as file:
            file.write(sample.read_bytes())
    first, *others = _scenes(names)
    _play(first, place, database)
    showing_diary.write(database)
    for scene in others:
        _play(scene, place, database)
    _say(
        "",
        _("That was crm. The sample is in {folder}; go on with it there:").format(folder=place),
        f"  export CRM_DB={shlex.quote(database)}",
        _("Your own: export your phone's contacts to a file, unset CRM_DB, and then:"),
        f"  {_program()} import contacts.vcf",
    )


def _play(scene: Scene, place: str, database: str) -> None:
    explanation, commands = scene
    _say("", f"# {explanation}")
    for command in commands:
        _run(command, place, database)


def _program() -> str:
    """What to type for crm: its name where the shell finds it, else where it lies."""
    import shutil

    started = sys.argv[0]
    return "crm" if shutil.which("crm") or not os.path.basename(started).startswith("crm") else shlex.quote(started)


def _scenes(names: list[str]) -> list[Scene]:
    phone, google = names
    return [
        (_("A phone's contacts, then a Google export; 0812-… is a number of Indonesia."), [
            ["import", phone, "--region", "ID"], ["import", google, "--region", "ID"],
        ]),
        (_("Look people up: any script, any part of a name, the last digits of a phone."), [
            ["find", "xiaoming"], ["find", "ukasz"], ["find", "3456", "7890"],
        ]),
        (_("Everything about one of them; the sample brings a diary and deals along."), [["show", "budi", "santoso"]]),
        (_("Whom to turn to now, and why: late, today, silent too long."), [["today"]]),
        (_("What was said, and the next step, in one breath; then the next weeks."), [
            ["log", "budi santoso", "call", "price ok, wife decides", "--deal", "12 trucks", "--next", "call both",
             "--on", "fri@10"],
            ["done", "f1", "--note", "sent by mail"], ["agenda", "--weeks", "2"],
        ]),
        (_("The one screen before a meeting."), [["brief", "budi", "santoso"]]),
        (_("Your deals stage by stage; one of them goes on; and what will come in."), [
            ["pipeline"], ["move", "12 trucks", "next"], ["report", "forecast"],
        ]),
        (_("Pick some out; see who may be there twice; take some along, for any phone."), [
            ["contact", "list", "city:bandung", "has:phone"], ["contact", "dupes"],
            ["export", "group:vip", "--output", "vip.vcf"],
        ]),
        (_("A slip, and taking it back; anything else, too."), [
            ["contact", "rm", "budi santoso"], ["undo"], ["undo"], ["redo"], ["history"],
        ]),
        (_("The same file again changes nothing."), [["import", phone, "--region", "ID"]]),
    ]  # fmt: skip


def _say(*lines: str) -> None:
    for line in lines:
        context.current().output.say(line)
    output.finish()  # what the commands write comes after it


def _run(arguments: list[str], place: str, database: str) -> None:
    _say("", "$ " + shlex.join(["crm", *arguments]))
    subprocess.run(
        [sys.executable, "-m", "crmcli", *arguments],
        cwd=place,
        env={**os.environ, "CRM_DB": database, "PYTHONPATH": os.pathsep.join(filter(None, _package_path()))},
        check=False,
    )


def _package_path() -> list[str]:
    """Where this very crm is found, also when it was started from a folder that is not installed."""
    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return [here, os.environ.get("PYTHONPATH", "")]
