"""Minutes of a talk, days of a rhythm, how often in how long: as people write them in seven languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import lengths
from crmcli.errors import Invalid
from crmcli.lengths import Rate
from tests.rows import each_row

MINUTES = {
    15: ["15m", "15", "15 min", "15 min.", "15'", "15 menit", "15 minutos", "15 Minuten", "十五分钟", "15分鐘"],
    30: ["half an hour", "setengah jam", "meia hora", "media hora", "eine halbe Stunde", "une demi-heure", "半小时",
         "0.5h", "0,5 jam"],
    45: ["45m", "45 minutes", "四十五分钟", "0:45"],
    60: ["1h", "60", "an hour", "1 jam", "sejam", "uma hora", "una hora", "eine Stunde", "une heure", "一小时",
         "1個小時"],
    90: ["1h30", "1h30m", "1:30", "90", "1,5h", "1.5 h", "1 hora e meia", "1 hora y media", "une heure et demie",
         "1 Std 30 Min", "1,5 Std.", "1 jam 30 menit", "一个半小时", "1小时30分钟", "an hour and a half",
         "one and a half hours", "1 H 30"],
    120: ["2h", "2 jam", "2 horas", "2 Stunden", "2 heures", "两个小时", "2 Hours", "zwei Stunden", "dua jam"],
    10_080: ["168h", "10080"],
}  # fmt: skip

NO_MINUTES = ["", " ", "0", "0h", "-5", "h", "m", "an", "half", "soon", "1d", "2 weeks", "1h90", "1h1h", "30m1h", "1.5",
              "1.5m", "1:75", "1:3:4", "3,5,5h", "1 2", "1h 1 2", "²h", "٣h", "1e3", "10081", "9" * 50, "9" * 100_000,
              "1h and", "1h30 soon", "\x1b[1m", "a b"]  # fmt: skip

DAYS = {
    1: ["1d", "1", "day", "a day", "sehari", "1 dia", "1 Tag", "un jour", "一天"],
    7: ["7d", "1w", "week", "weekly", "a week", "seminggu", "uma semana", "eine Woche", "une semaine", "一周"],
    14: ["14d", "14", "14 days", "2w", "2 weeks", "every 2 weeks", "2 minggu", "setiap 2 minggu", "a cada 2 semanas",
         "cada 2 semanas", "alle 2 Wochen", "toutes les 2 semaines", "两周", "每两周", "兩個星期"],
    42: ["6w", "6 weeks", "6 W", "六周"],
    60: ["2m", "2 m", "2 months", "dua bulan", "2 meses", "2 Monate", "2 mois", "两个月", "2mo"],
    91: ["quarter", "a quarter", "1 trimestre", "1 Quartal", "一个季度"],
    365: ["1y", "a year", "1 tahun", "1 ano", "1 año", "1 Jahr", "un an", "一年"],
    3_650: ["10y", "3650d"],
}  # fmt: skip

NO_DAYS = ["", "0", "0d", "-3d", "m", "d m", "2h", "90 min", "1 week 2 days", "1.5w", "1.5", "half a year", "4000",
           "11y", "99999y", "none", "soon", "2 2 weeks", "2x week", "²d", "9" * 50, "weeks 2"]  # fmt: skip

RATES = {
    Rate(1, "week"): ["1/week", "1 per week", "once a week", "sekali seminggu", "1x por semana", "1 vez por semana",
                      "una vez por semana", "einmal pro Woche", "1 fois par semaine", "每周一次", "1/w"],
    Rate(2, "month"): ["2/month", "2 / month", "2 per month", "2 a month", "twice a month", "2x month",
                       "2 kali sebulan", "2/bulan", "2x por mês", "2 veces al mes", "2 mal im Monat",
                       "zweimal im Monat", "2 fois par mois", "每月2次", "一个月两次", "2/m"],
    Rate(4, "year"): ["4/year", "4/y", "4 times a year", "4 per year", "4 fois par an"],
    Rate(1, "quarter"): ["1/quarter", "1 per quarter"],
    Rate(999, "day"): ["999/day"],
}  # fmt: skip

NO_RATES = ["", "2", "month", "monthly", "2 month", "2 months", "2m", "0/month", "1000/day", "1.5/month", "-1/month",
            "2/hour", "2/2/month", "2 per 3 weeks", "every month", "2//", "/month", "2/month soon", "none"]  # fmt: skip


def _pairs(table: dict[int, list[str]]) -> list[tuple[str, int]]:
    return [(text, number) for number, texts in table.items() for text in texts]


@each_row(("text", "minutes"), _pairs(MINUTES))
def test_the_minutes_of_a_talk_are_read(text: str, minutes: int) -> None:
    assert lengths.minutes(text) == minutes


@each_row("text", NO_MINUTES)
def test_what_is_no_length_of_a_talk_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a length of time"):
        lengths.minutes(text)


@each_row(
    ("text", "minutes"),
    [("0", 0), (" 0M ", 0), ("0min", 0), ("15m", 15), ("90", 90), ("1h30", 90), ("2d", 2_880), ("7d", 10_080)],
)
def test_how_long_before_is_read_in_minutes_or_days(text: str, minutes: int) -> None:
    assert lengths.minutes_before(text, 7) == minutes


@each_row("text", ["8d", "2w", "soon", "", "-5m", "0d", "0.5 min"])
def test_what_is_no_length_before_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a length of time") as refused:
        lengths.minutes_before(text, 7)
    assert refused.value.hint == "Write 15m, 1h30 or 2d; it is at most 7 days."


@each_row(("text", "days"), _pairs(DAYS))
def test_the_days_of_a_rhythm_are_read(text: str, days: int) -> None:
    assert lengths.days(text) == days


@each_row("text", NO_DAYS)
def test_what_is_no_number_of_days_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a number of days"):
        lengths.days(text)


@each_row(("text", "rate"), [(text, rate) for rate, texts in RATES.items() for text in texts])
def test_how_often_is_read(text: str, rate: Rate) -> None:
    assert lengths.rate(text) == rate


@each_row("text", NO_RATES)
def test_what_does_not_say_how_often_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="does not say how often"):
        lengths.rate(text)


@given(st.integers(0, 100), st.integers(0, 59))
def test_hours_and_minutes_are_the_same_in_every_writing(hours: int, rest: int) -> None:
    total = hours * 60 + rest
    for written in (f"{total}", f"{total}m", f"{hours}:{rest:02d}", f"{hours}h{rest:02d}", f"{hours} jam {rest} menit"):
        if total:
            assert lengths.minutes(written) == total


@given(st.integers(1, 999), st.sampled_from(lengths.UNITS))
def test_a_rate_reads_as_it_is_kept(count: int, unit: str) -> None:
    assert lengths.rate(Rate(count, unit).text) == Rate(count, unit)


@given(st.integers(1, 3_650))
def test_days_read_as_they_are_written(count: int) -> None:
    assert lengths.days(f"{count}d") == lengths.days(str(count)) == count


@given(st.text(max_size=20) | st.text("0123456789hmdwy:/.,' 个半周月年次", max_size=8))
def test_any_text_is_a_length_or_refused(text: str) -> None:
    for read, most in ((lengths.minutes, 10_080), (lengths.days, 3_650)):
        try:
            found = read(text)
        except Invalid:
            continue
        assert 0 < found <= most
    try:
        rate = lengths.rate(text)
    except Invalid:
        return
    assert lengths.rate(rate.text) == rate
