"""The one seam for time."""

from __future__ import annotations

import time

import pytest

from crmcli import clock
from crmcli.errors import Invalid


def test_the_clock_can_be_fixed_and_says_so_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    for written in ("2026-11-24T09:00:00Z", "2026-11-24T16:00:00+07:00", "2026-11-24T09:00:00"):
        monkeypatch.setenv("CRM_NOW", written)
        assert clock.now().isoformat() == "2026-11-24T09:00:00+00:00"
    monkeypatch.setenv("CRM_NOW", "tomorrow")
    with pytest.raises(Invalid, match="no point in time"):
        clock.now()


def test_today_is_today_where_the_user_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-24T18:00:00Z")
    assert clock.today().isoformat() == "2026-11-25"
    assert clock.today("America/Sao_Paulo").isoformat() == "2026-11-24"
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    assert clock.today().isoformat() == "2026-11-24"
    with pytest.raises(Invalid, match="no time zone Mars/Olympus"):
        clock.today("Mars/Olympus")
