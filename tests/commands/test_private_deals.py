"""Deals of those of whom no view of the day may tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm


@pytest.mark.parametrize("change", [("edit", "c2", "--status", "private"), ("edit", "c2", "--status", "blocked"),
                                    ("rm", "c2")])  # fmt: skip
def test_deals_of_private_blocked_and_removed_customers_are_in_no_view_of_the_day(
    crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-01T09:00:00Z")
    for words in (
        ("Secret slipped", "--close", "2026-11-20"),
        ("Secret stalled", "--next", "secret step", "--on", "2026-11-24"),
        ("Secret unplanned", "--at", "2026-10-31"),
        ("Secret closing", "--close", "2026-11-26", "--next", "secret too", "--on", "2026-11-23"),
        ("Secret won", "--value", "5jt"),
    ):
        assert crm("deal", "add", *words, "--contact", "c2").code == 0
    assert crm("win", "d5", "--at", "2026-11-01").code == 0
    assert "Secret" in crm("today", "--deals").stdout
    assert crm("contact", *change).code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")
    views = [("today", "--all"), ("today", "--json"), ("today", "--deals"), ("digest", "--json", "--days", "7")]
    views += [("digest", "--days", "7", "--always", "--format", each) for each in ("text", "markdown", "html")]
    for words in views:
        for tty in (False, True):
            said = crm(*words, tty=tty)
            assert said.code == 0
            assert "ecret" not in said.stdout + said.stderr
            assert "Santoso" not in said.stdout + said.stderr
    assert crm("today", "--ids").stdout == ""
    assert "\tclosing\t" not in crm("agenda").stdout


def test_removing_a_customer_says_which_open_deals_stay_and_the_history_of_a_deal_goes_on(crm: Crm, book: Path) -> None:
    crm("deal", "add", "Trucks", "--contact", "c2")
    crm("deal", "add", "Vans", "--contact", "c6")
    assert crm("contact", "rm", "c2").stderr == (
        "An open deal stays, and crm today does not tell of it: d1 Trucks. Hand it over or end it: "
        "crm deal with d1 REF --customer · crm lose d1\n"
    )
    assert crm("deal", "with", "d1", "c6", "--customer").code == 0
    assert "d1\tTrucks" in crm("deal", "list").stdout
    crm("deal", "rm", "d1")
    told = [line.split("\t")[2] for line in crm("history", "d1").stdout.splitlines()]
    assert (len(told), told[-1]) == (3, "added the deal Trucks")
    assert crm("history", "d9").code == 3
