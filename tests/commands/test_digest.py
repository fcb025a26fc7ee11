"""`crm digest`: the day as text, Markdown, HTML and JSON, as cron runs it, and each of its options."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.store import followups
from tests import factories
from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result
from tests.test_import_hygiene import imported

Cron = Callable[..., Result]
SILENCE = Result("", "", 0)


@pytest.fixture
@made_once
def diary(book: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something of each state at 16:00 in Jakarta on Tuesday, 24 November 2026."""
    monkeypatch.setenv("CRM_NOW", "2026-10-21T03:00:00Z")
    for line in (
        ("group", "edit", "VIP", "--cadence", "14d"),
        ("log", "c6", "call", "price list"),
        ("remind", "c2", "send quote", "--on", "2026-11-22"),
        ("remind", "c4", "viewing", "--on", "2026-11-24T17:00"),
        ("remind", "c4", "call back", "--on", "2026-11-24T15:20"),
        ("remind", "--self", "tax papers", "--on", "2026-11-24", "--priority", "high"),
        ("remind", "c5", "renewal", "--on", "2026-12-10", "--warn", "30d,7d"),
        ("remind", "c2", "factory tour", "--on", "2026-11-26T10:00"),
        ("remind", "c5", "send <b>photos</b> & prices", "--on", "2026-11-26"),
        ("contact", "edit", "c7", "--birthday", "1986-11-25"),
        ("contact", "edit", "c4", "--birthday", "1990-11-29"),
        ("settings", "goal", "20", "calls", "--per", "day"),
    ):
        assert crm(*line).code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-21T03:00:00Z")
    assert crm("log", "c6", "call", "--missed").code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")


@pytest.fixture
def cron(home: Path) -> Cron:
    """Run crm as cron does: a small environment, another zone, no locale, and nobody who looks."""

    def run(*arguments: str, now: str = "2026-11-24T09:00:00Z") -> Result:
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C", "TZ": "UTC", "CRM_NOW": now}
        finished = subprocess.run(
            [sys.executable, "-m", "crmcli", *arguments],
            env=environment,
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return Result(finished.stdout.decode(), finished.stderr.decode(), finished.returncode)

    return run


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("which", ["text", "markdown", "html"])
@pytest.mark.parametrize("days", ["0", "7"])
def test_each_format_holds_the_whole_day(crm: Crm, golden: Golden, which: str, days: str) -> None:
    golden(f"digest.{days}.{which}", crm("digest", "--days", days, "--format", which))


@pytest.mark.usefixtures("diary")
def test_text_is_what_is_printed_if_nothing_else_is_asked_for(crm: Crm) -> None:
    said = crm("digest")
    assert said == crm("digest", "--format", "text") == crm("digest", "--days", "0")
    assert (said.stderr, said.code) == ("", 0)


@pytest.mark.usefixtures("diary")
def test_a_pipe_and_a_terminal_get_the_same_with_every_number_in_groups(crm: Crm) -> None:
    said = crm("digest", tty=True)
    assert said == crm("digest")
    assert "+62 811-222-333" in said.stdout
    assert (said.stderr, said.code) == ("", 0)
    assert "+62811222333" in crm("digest", "--json").stdout


@pytest.mark.usefixtures("diary")
def test_json_is_the_day_of_crm_today_with_what_closes_each(crm: Crm) -> None:
    said = crm("digest", "--days", "7", "--json")
    assert said == crm("digest", "--days", "7", "--format", "json")
    found, today = said.json, crm("today", "--json").json
    sections = ("late", "today", "silent", "occasions", "announced")
    for section in sections:
        for row, same in zip(found[section], today[section], strict=True):
            assert {key: row[key] for key in same} == same
            assert row.keys() - same.keys() == {"section", "email", "close"}
            assert row["section"] == section
    assert found.keys() - today.keys() == {"coming", "until", "subject"}
    assert {**found["counts"]} == {**today["counts"], "coming": 3}
    assert [row["close"] for section in (*sections, "coming") for row in found[section]] == [
        "crm done f1",
        "crm done f3",
        "crm done f2",
        "crm done f4",
        "crm log c6 call",
        "crm log c7 message 'happy birthday'",
        "crm done f5",
        "crm done f6",
        "crm done f7",
        "crm log c4 message 'happy birthday'",
    ]
    assert (found["date"], found["until"]) == ("2026-11-24", "2026-12-01")
    assert found["subject"] == "2 late, 2 today · Tue 24 Nov 2026"


@pytest.mark.usefixtures("diary")
def test_every_command_that_closes_something_can_be_typed(crm: Crm) -> None:
    found = crm("digest", "--json").json
    for section in ("late", "today", "silent", "occasions"):
        for row in found[section]:
            assert crm(*shlex.split(row["close"])[1:]).code == 0, row["close"]
    left = crm("digest", "--json").json
    assert left["counts"] == {**left["counts"], "late": 0, "today": 0, "silent": 0}


@pytest.mark.usefixtures("diary")
def test_a_query_narrows_it(crm: Crm) -> None:
    said = crm("digest", "group:vip", "has:phone").stdout
    assert "Łukasz" not in said
    assert "tax papers" not in said
    assert "Ibu Sari" in said
    assert crm("digest", "city:nowhere") == SILENCE


@pytest.mark.usefixtures("book")
def test_a_long_list_is_cut_to_the_most_pressing_and_json_is_not(crm: Crm, database: Path) -> None:
    store = factories.opened(database)
    try:
        with store.write("many") as tx:
            for number in range(40):
                priority = "high" if number == 39 else "normal"
                due = f"2026-10-{number % 28 + 1:02d}"
                followups.add(tx, f"part {number}", due, contact_id=2, priority=priority)
    finally:
        store.close()
    said = crm("digest", "has:phone").stdout
    assert "Late (40)" in said
    assert said.count("crm done f") == 12
    assert "  … and 28 more: crm today --all has:phone\n" in said
    assert said.index("part 39") < said.index("part 0")
    assert crm("digest", "--all").stdout.count("crm done f") == 40
    assert len(crm("digest", "--json").json["late"]) == 40
    long = "has:phone or " * 12 + "has:email"
    assert "  … and 28 more: crm today --all\n" in crm("digest", *long.split()).stdout


@pytest.mark.parametrize(
    "arguments", [[], ["--exit-code"], ["--once-per", "day"], ["--json"], ["--always", "--once-per", "day"]]
)
def test_without_a_database_it_says_nothing_and_makes_none(crm: Crm, home: Path, arguments: list[str]) -> None:
    assert crm("digest", *arguments) == SILENCE
    assert crm("digest", *arguments, "--format", "json" if "--json" in arguments else "html") == SILENCE
    assert not list(home.rglob("crm.db*"))


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--exit-code"],
        ["--json"],
        ["--once-per", "day"],
        ["--days", "30"],
        ["--mail", "me@x.example"],
        ["--notify"],
    ],
)
def test_where_nothing_is_due_no_byte_is_written_and_nothing_claimed(crm: Crm, arguments: list[str]) -> None:
    assert crm("digest", *arguments) == SILENCE
    assert crm("digest", *arguments, tty=True) == SILENCE
    assert crm("sql", "SELECT * FROM delivery") == SILENCE


def test_always_says_that_there_is_nothing_to_do_and_what_comes_next(crm: Crm, book: Path) -> None:
    assert crm("digest", "--always").stdout == "Tue 24 Nov 2026\nNothing to do today.\n"
    crm("remind", "c5", "renewal", "--on", "2026-12-10")
    assert crm("digest", "--always", "--exit-code") == Result(
        "Tue 24 Nov 2026\nNothing to do today.\nNext: f1 Łukasz Ørsted renewal, Thu 10 Dec 2026\n", "", 0
    )
    assert crm("digest", "--always", "group:vip").stdout == "Tue 24 Nov 2026\nNothing to do today.\n"
    found = crm("digest", "--always", "--json").json
    assert (found["late"], found["coming"], found["subject"]) == ([], [], "Nothing to do · Tue 24 Nov 2026")


def test_always_says_so_without_a_database_too(crm: Crm) -> None:
    assert crm("digest", "--always") == Result("Tue 24 Nov 2026\nNothing to do today.\n", "", 0)
    assert crm("digest", "--always", "--json").json["counts"]["late"] == 0


@pytest.mark.usefixtures("diary")
def test_the_exit_code_says_that_something_is_due_and_only_where_it_is_asked_for(crm: Crm) -> None:
    assert crm("digest").code == 0
    assert crm("digest", "--exit-code").code == 10
    assert crm("digest", "--exit-code", "city:nowhere") == SILENCE
    assert crm("digest", "--exit-code", "--once-per", "day").code == 10
    assert crm("digest", "--exit-code", "--once-per", "day") == Result("", "", 10)
    assert crm("digest", "--exit-code", "--after", "16:01") == SILENCE


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("arguments", "now", "is_told"),
    [
        (["--after", "07:00"], "2026-11-23T23:59:59Z", False),
        (["--after", "07:00"], "2026-11-24T00:00:00Z", True),
        (["--after", "7:00"], "2026-11-23T23:59:00Z", False),
        (["--after", "7:00"], "2026-11-24T00:00:00Z", True),
        (["--after", "00:00"], "2026-11-23T17:00:00Z", True),
        (["--after", "23:59"], "2026-11-24T16:58:00Z", False),
        (["--weekdays"], "2026-11-27T16:59:00Z", True),
        (["--weekdays"], "2026-11-27T17:00:00Z", False),
        (["--weekdays"], "2026-11-29T16:59:00Z", False),
        (["--weekdays"], "2026-11-29T17:00:00Z", True),
    ],
)
def test_before_its_time_and_on_days_off_it_says_nothing_by_the_zone_of_the_settings(
    crm: Crm, cron: Cron, arguments: list[str], now: str, is_told: bool
) -> None:
    assert crm("settings", "set", "timezone", "Asia/Jakarta").code == 0
    said = cron("digest", *arguments, now=now)
    assert (bool(said.stdout), said.stderr, said.code) == (is_told, "", 0)


@pytest.mark.usefixtures("diary")
def test_cron_gets_the_day_of_the_zone_in_the_settings_in_utf_8(crm: Crm, cron: Cron) -> None:
    assert crm("settings", "set", "timezone", "Asia/Jakarta").code == 0
    said = cron("digest", now="2026-11-24T23:30:00Z")
    assert said.stdout.splitlines()[:2] == ["Wed 25 Nov 2026", "4 late, 1 silent, 1 birthday, 1 ahead"]
    assert "陳美玲 (c4): viewing" in said.stdout
    assert "today, Wed 25 Nov 2026" in said.stdout
    assert (said.stderr, said.code) == ("", 0)
    assert cron("digest", now="2026-11-24T09:00:00Z") == crm("digest")
    assert crm("settings", "set", "timezone", "America/Los_Angeles").code == 0
    assert cron("digest", now="2026-11-25T07:59:00Z").stdout.startswith("Tue 24 Nov 2026\n")


@pytest.mark.usefixtures("diary")
def test_nothing_of_private_blocked_and_removed_contacts_is_told(crm: Crm) -> None:
    for ref, status in (("c2", "private"), ("c4", "blocked"), ("c7", "private")):
        assert crm("contact", "edit", ref, "--status", status).code == 0
    assert crm("contact", "rm", "c6").code == 0
    for arguments in (["--format", "text"], ["--format", "html"], ["--format", "markdown"], ["--json"]):
        said = crm("digest", "--days", "30", *arguments).stdout
        assert not [name for name in ("Budi", "陳", "Dewi", "Ibu Sari") if name in said]
        assert "Łukasz" in said


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--days", "367"], 2, "--days is a number from 0 to 366."),
        (["--days", "-1"], 2, "--days is a number from 0 to 366."),
        (["--days", "soon"], 2, "--days takes a whole number."),
        (["--format", "pdf"], 5, "--format cannot be pdf."),
        (["--format", ""], 5, "--format is empty."),
        (["--once-per", "month"], 5, "--once-per cannot be month."),
        (["--after", "7am"], 2, "--after 7am is no time of the day."),
        (["--after", "24:00"], 2, "--after 24:00 is no time of the day."),
        (["--mail", "nobody"], 5, "'nobody' is no mail address."),
        (["--mail", "me@x.example", "--format", "html"], 2,
         "--format is for what is printed; a mail has text and HTML, and a notification is text."),
        (["--mail", "a@b.example\nBcc: x@y.example"], 5, "'a@b.example Bcc: x@y.example' is no mail address."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(crm: Crm, arguments: list[str], code: int, sentence: str) -> None:
    assert refused(crm("digest", *arguments), code, sentence)


def test_json_and_another_format_are_not_had_together(crm: Crm) -> None:
    said = crm("digest", "--json", "--format", "text")
    assert (said.code, said.error["message"]) == (2, "--json and --format text cannot be had together.")


@pytest.mark.usefixtures("diary")
def test_a_text_needs_no_command_line_library_no_mail_and_no_markup(crm: Crm, home: Path) -> None:
    crm("digest")  # the holidays of the year are kept from now on
    found = imported(home, "digest", "--after", "07:00", "--weekdays", "--once-per", "day")
    assert "crmcli.digests.plain" in found
    assert found & {"typer", "crmcli.cli", "html", "email", "smtplib", "ssl", "crmcli.digests.html"} == set()


@pytest.mark.usefixtures("diary")
def test_a_digest_before_its_time_reads_no_diary(home: Path) -> None:
    found = imported(home, "digest", "--after", "16:01")
    assert not {"crmcli.store.days", "crmcli.commands.digest_contents"} & found


HOSTILE = ("Ana\x1b[31m <script>alert(1)</script>", "two\nlines", "\u202eturned", "陳" * 200, "*bold* `code` [x](y)")


@pytest.mark.usefixtures("book")
def test_hostile_names_do_no_harm_in_any_format(crm: Crm, home: Path) -> None:
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n".replace("two\nl", "two\\nl") for name in HOSTILE
    )
    (home / "hostile.vcf").write_text(cards, "utf-8")
    assert crm("import", "hostile.vcf", "--region", "ID").code == 0
    for number in range(8, 8 + len(HOSTILE)):
        assert crm("remind", f"c{number}", "call", "--on", "today").code == 0
    for which in ("text", "markdown", "html"):
        said = crm("digest", "--format", which)
        assert said.code == 0
        assert "\x1b" not in said.stdout
        assert "\u202e" not in said.stdout
        assert which == "text" or "<script" not in said.stdout.replace("\\<", "")
    assert json.loads(crm("digest", "--json").stdout)["counts"]["today"] == len(HOSTILE)
