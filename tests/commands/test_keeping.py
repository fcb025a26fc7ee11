"""Keeping in touch on the line: rhythms, warnings and limits of contacts and groups, and what a card says of them."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def said(crm: Crm, ref: str = "c2") -> list[str]:
    """What a card says of keeping in touch."""
    lines = crm("show", ref).stdout.splitlines()
    return [line for line in lines if line.startswith(("keep in touch\t", "at most\t"))]


def test_a_rhythm_is_of_a_contact_or_of_its_groups(crm: Crm) -> None:
    assert said(crm) == []
    crm("group", "edit", "VIP", "--cadence", "2w", "--warn", "3d")
    assert said(crm) == ["keep in touch\tevery 14 days (VIP), next by Fri 27 Nov"]
    crm("contact", "edit", "c2", "--cadence", "1d")
    assert said(crm) == ["keep in touch\tevery day, next by tomorrow"]
    crm("contact", "edit", "c2", "--cadence", "6w")
    assert said(crm) == ["keep in touch\tevery 14 days (VIP), next by Fri 27 Nov"]
    crm("group", "edit", "VIP", "--cadence", "none")
    assert said(crm) == ["keep in touch\tevery 42 days, next by Fri 27 Nov"]
    crm("contact", "edit", "c2", "--cadence", "none")
    assert said(crm) == []


def test_a_talk_moves_the_day_and_undo_moves_it_back(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("contact", "edit", "c2", "--cadence", "14d")
    crm("log", "c2", "call", "all well", "--at", "2026-11-05")
    assert said(crm) == ["keep in touch\tevery 14 days, due since Thu 19 Nov"]
    crm("log", "c2", "call", "--missed")
    crm("log", "c2", "note", "moves to Bali")
    assert said(crm) == ["keep in touch\tevery 14 days, due since Thu 19 Nov"]
    crm("log", "c2", "call", "all well")
    assert said(crm) == ["keep in touch\tevery 14 days, next by Tue 8 Dec"]
    monkeypatch.setenv("CRM_NOW", "2026-12-08T09:00:00Z")
    assert said(crm) == ["keep in touch\tevery 14 days, due today"]
    crm("undo")
    assert said(crm) == ["keep in touch\tevery 14 days, due since Thu 19 Nov"]


@pytest.mark.parametrize("status", ["private", "blocked"])
def test_a_rhythm_rests_while_somebody_is_private_or_blocked(crm: Crm, status: str) -> None:
    crm("contact", "edit", "c2", "--cadence", "14d", "--status", status)
    assert said(crm) == [f"keep in touch\tevery 14 days, but not while {status}"]


def test_a_limit_says_how_often_it_was_used(crm: Crm) -> None:
    crm("group", "edit", "VIP", "--at-most", "2 per month")
    assert said(crm) == ["at most\t2/month (VIP)"]
    crm("log", "c2", "call", "--missed", "--at", "2026-11-04")
    assert said(crm) == ["at most\t2/month (VIP), 1 so far"]
    crm("log", "c2", "email", "sent the offer", "--at", "2026-11-20")
    assert said(crm) == ["at most\t2/month (VIP), 2 so far, again from Fri 4 Dec"]
    crm("contact", "edit", "c2", "--at-most", "1/week")
    assert said(crm) == ["at most\t1/week, 1 so far, again from Fri 27 Nov"]
    crm("contact", "edit", "c2", "--clear", "at-most")
    assert said(crm) == ["at most\t2/month (VIP), 2 so far, again from Fri 4 Dec"]


def test_all_of_it_is_in_json_and_taken_back(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--cadence", "6w", "--warn", "1w", "--at-most", "1/quarter")
    found = crm("show", "c2", "--json").json
    assert (found["cadence_days"], found["cadence_warn_days"], found["at_most"]) == (42, 7, "1/quarter")
    assert found["quiet_until"] is None
    crm("contact", "edit", "c2", "--clear", "cadence", "--clear", "at-most")
    found = crm("show", "c2", "--json").json
    assert (found["cadence_days"], found["cadence_warn_days"], found["at_most"]) == (None, None, None)
    crm("undo", "--steps", "2")
    assert said(crm) == []


def test_many_contacts_have_a_rhythm_at_once(crm: Crm) -> None:
    assert crm("contact", "edit", "-", "--cadence", "30d", "--warn", "3d", input="c2\nc4\n").stdout == (
        "Changed 2 of 2 contacts   o2, crm undo takes it back\n"
    )
    assert [crm("show", ref, "--json").json["cadence_days"] for ref in ("c2", "c4", "c5")] == [30, 30, None]


def test_a_new_contact_and_its_copy_have_a_rhythm(crm: Crm) -> None:
    assert crm("add", "Rina", "--cadence", "1w", "--at-most", "1/week").code == 0
    crm("contact", "copy", "c8", "Rini")
    assert said(crm, "c9") == ["keep in touch\tevery 7 days, next by Fri 27 Nov", "at most\t1/week"]


def test_a_group_says_its_rhythm_and_limit_on_a_terminal(crm: Crm) -> None:
    words = ["--cadence", "14", "--warn", "1d", "--at-most", "2/month", "--share", "60"]
    assert crm("group", "edit", "VIP", *words) == Result("Changed the group VIP   o2, crm undo takes it back\n", "", 0)
    shown = crm("group", "show", "vip", "--no-color", tty=True).stdout.splitlines()
    assert shown[0] == "VIP · every 14 days · told 1 day before · at most 2/month · 60% of your time"
    assert crm("group", "list", "--no-color", tty=True).stdout == (
        "Group  Members  Every … days  Time %  Told … days before  At most\n"
        "Fleet        1\n"
        "VIP          3            14      60                   1  2/month\n"
    )


def test_none_and_clear_take_away_what_a_group_has(crm: Crm) -> None:
    words = ["--cadence", "14", "--warn", "1d", "--at-most", "2/month", "--share", "60%"]
    crm("group", "edit", "VIP", *words)
    crm("group", "edit", "VIP", "--cadence", "none", "--at-most", "none", "--share", "none")
    assert crm("group", "list", "--tsv").stdout == "Fleet\t1\t\t\t\t\t\t\t\nVIP\t3\t\t\t\t\t\t\t\n"
    crm("undo")
    crm("group", "edit", "VIP", "--clear", "warn", "--clear", "at-most", "--clear", "time-share")
    assert crm("group", "list", "--tsv").stdout == "Fleet\t1\t\t\t\t\t\t\t\nVIP\t3\t14\t\t\t\t\t\t\n"


def test_a_dry_run_changes_nothing(crm: Crm) -> None:
    before = crm("group", "list", "--json").stdout
    crm("group", "edit", "VIP", "--cadence", "14d", "--share", "60", "--dry-run")
    crm("contact", "edit", "c2", "--cadence", "14d", "--dry-run")
    assert (crm("group", "list", "--json").stdout, said(crm)) == (before, [])


@pytest.mark.parametrize("value", ["", "often", "0", "9999999999999999999999", "-1d", "14d 3", "\x1b[31m", "x" * 5_000])
@pytest.mark.parametrize("option", ["--cadence", "--warn", "--at-most"])
def test_what_is_none_is_refused_in_a_sentence(crm: Crm, option: str, value: str) -> None:
    for call in (["contact", "edit", "c2"], ["group", "edit", "VIP"], ["add", "Rina"], ["group", "add", "Golf"]):
        answer = crm(*call, option, value)
        assert (answer.stdout, answer.code) == ("", 5)
        assert answer.stderr.startswith("crm: ")
        assert "\x1b" not in answer.stderr
    assert crm("history", "--ids", "--limit", "0").stdout == "o1\n"


def test_a_warning_needs_a_rhythm(crm: Crm) -> None:
    assert crm("contact", "edit", "c2", "--warn", "3d").stderr == (
        "crm: There is no rhythm to warn of.\n     Give one as well: --cadence 14d --warn 3d.\n"
    )
    crm("group", "edit", "VIP", "--cadence", "14d", "--warn", "3d")
    refusal = crm("group", "edit", "VIP", "--cadence", "3d")
    assert refused(refusal, 5, "A warning 3 days before is too early for every 3 days.")
    refusal = crm("group", "edit", "VIP", "--cadence", "1d", "--warn", "1d")
    assert refused(refusal, 5, "A warning before is too early for every day.")


@pytest.mark.parametrize("form", ["json", "vcf", "csv"])
def test_an_export_takes_all_of_it_along(crm: Crm, form: str) -> None:
    crm("contact", "edit", "c2", "--cadence", "6w", "--warn", "1w", "--at-most", "1/quarter")
    crm("snooze", "c2", "--to", "2026-12-01")
    assert crm("export", "pak budi santoso", "--output", f"all.{form}").code == 0
    assert crm("import", f"all.{form}", "--db", "other.db").code == 0
    (ref,) = crm("find", "budi", "santoso", "--ids", "--db", "other.db").stdout.split()
    found = crm("show", ref, "--json", "--db", "other.db").json
    assert [found[key] for key in ("cadence_days", "cadence_warn_days", "at_most", "quiet_until")] == [
        42, 7, "1/quarter", "2026-12-01"
    ]  # fmt: skip
