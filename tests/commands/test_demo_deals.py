"""The deals of the sample: a year of them, in which every report has something to say."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from crmcli.commands import showing_diary
from crmcli.demo import diary, pipeline
from crmcli.store import deal_settings, deals
from tests import factories
from tests.conftest import Crm
from tests.store import truths

SALES = (*pipeline.OPEN, *pipeline.CLOSED)
REPORTS = ("funnel", "velocity", "forecast", "won", "lost", "stalled", "sources", "activity", "goal")


@pytest.fixture
def told(crm: Crm, sample: Path) -> Path:
    """The sample with its diary and deals."""
    crm("settings", "list")  # a call, so that there is a context
    showing_diary.write(str(sample))
    return sample


def test_all_deals_are_written_with_the_stage_value_and_end_that_their_words_say(told: Path) -> None:
    with closing(factories.opened(told)) as store:
        found = deals.listed(store.connection, with_closed=True)
        truths.assert_sound(store)
    assert len(found) == len(SALES) == len({each.title for each in SALES})
    assert 55 <= len(found) <= 70
    assert Counter(each.outcome for each in found) == Counter(each.end or "open" for each in SALES)
    assert {each.currency for each in found} == {"IDR", "USD", "EUR"}
    assert {each.pipeline for each in found} == {"Sales", "Renewals"}


def test_every_lost_deal_has_one_of_the_usual_reasons(told: Path) -> None:
    with closing(factories.opened(told)) as store:
        usual = deal_settings.reasons(store.connection)
    lost = [each.reason for each in SALES if each.end == pipeline.LOST]
    assert set(lost) <= set(usual)
    assert len(set(lost)) > 3


def test_each_way_goes_on_in_time() -> None:
    for sale in SALES:
        days = [*sale.days, *([] if sale.ended is None else [sale.ended])]
        assert days == sorted(set(days), reverse=True), sale.title
        assert (sale.ended is None) == (sale.end == ""), sale.title
        assert all(each < 0 for each in sale.closes[:-1]), sale.title
        assert sale.days[-1] > 0, sale.title


def test_what_was_said_and_promised_for_a_deal_is_of_deals_that_are_there() -> None:
    titles = {each.title for each in SALES}
    assert {each.deal for each in diary.TALKS} - {""} <= titles
    assert {each.deal for each in diary.PROMISES} - {""} <= titles


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_has_something_to_say(crm: Crm, told: Path, report: str) -> None:
    said = crm("report", report, tty=True)
    assert (said.stderr, said.code) == ("", 0)
    assert len(said.stdout.splitlines()) > 4


@pytest.mark.parametrize("asked", ["stalled", "next:none", "slipped", "tag:q4", "pipeline:renewals", "source:fair"])
def test_there_is_one_of_each_kind_that_one_looks_for(crm: Crm, told: Path, asked: str) -> None:
    said = crm("deal", "list", asked, "--ids")
    assert said.code == 0
    assert len(said.stdout.split()) > 2


@pytest.mark.parametrize("day", ["2028-02-29T12:00:00Z", "2027-01-01T00:30:00Z", "2026-10-25T00:30:00Z"])
def test_a_year_of_deals_lies_behind_any_day(crm: Crm, sample: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("CRM_NOW", day)
    crm("settings", "list")
    showing_diary.write(str(sample))
    with closing(sqlite3.connect(sample)) as connection:
        (first, last, ahead) = connection.execute(
            "SELECT julianday(:now) - julianday(min(at)), julianday(:now) - julianday(max(at)), "
            "(SELECT count(*) FROM close_change WHERE at > :now) FROM stage_move",
            {"now": day},
        ).fetchone()
    assert 340 < first < 343
    assert 0 < last < 3
    assert ahead == 0
