"""The diary of the sample: everybody in it is in the sample, and it shows life on any day of the year."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from crmcli.commands import showing_diary
from crmcli.demo import diary, pipeline
from crmcli.store import activity_kinds, cadences, followups
from tests import factories
from tests.conftest import Crm


@pytest.fixture
def told(crm: Crm, sample: Path) -> Path:
    """The sample with its diary."""
    crm("settings", "list")  # a call, so that there is a context
    showing_diary.write(str(sample))
    return sample


def test_the_diary_is_one_change_that_one_undo_takes_back(crm: Crm, sample: Path) -> None:
    with closing(factories.opened(sample)) as store:
        before = factories.tables(store)
    crm("settings", "list")
    showing_diary.write(str(sample))
    assert crm("undo").code == 0
    with closing(factories.opened(sample)) as store:
        assert factories.tables(store) == before


def test_all_of_it_is_written(told: Path) -> None:
    with closing(factories.opened(told)) as store:
        tables = factories.tables(store)
    assert len(tables["activity"]) == len(tables["participant"]) > len(diary.TALKS)
    assert len(tables["followup"]) == len(diary.PROMISES)
    assert len(tables["deal"]) == len(pipeline.OPEN) + len(pipeline.CLOSED)
    assert {talk.kind for talk in diary.TALKS} <= set(activity_kinds.BUILT_IN)


def test_somebody_is_late_due_today_and_silent(told: Path) -> None:
    today = date(2026, 11, 24)
    with closing(factories.opened(told)) as store:
        open_ones = followups.listed(store.connection)
        assert [each.what for each in open_ones if each.due[:10] < "2026-11-24"] == [
            "send quote",
            "answer about the terms",
        ]
        assert [each.due for each in open_ones if each.due[:10] == "2026-11-24"] == ["2026-11-24", "2026-11-24T15:00"]
        silent = cadences.silent(store.connection, today=today, within_warning=False)
        assert "Ibu Sari" in [each.name for each in silent]


@pytest.mark.parametrize("day", ["2028-02-29T12:00:00Z", "2027-01-01T00:30:00Z", "2026-10-25T00:30:00Z"])
def test_it_can_be_told_on_any_day(crm: Crm, sample: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("CRM_NOW", day)
    crm("settings", "list")
    showing_diary.write(str(sample))
    with closing(factories.opened(sample)) as store:
        newest = max(row[4] for row in factories.tables(store)["activity"])
    local = datetime.fromisoformat(day) + timedelta(hours=7)
    assert newest[:10] == (local - timedelta(days=1)).date().isoformat()
