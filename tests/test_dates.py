"""Days and times in seven languages: what is understood, what is refused, and that nothing is understood by half."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmcli import dates
from crmcli.dates import When
from crmcli.dates import words as datewords
from crmcli.errors import Invalid
from tests.rows import each_row

NOW = datetime(2026, 11, 24, 9, 0)
TABLES = [Path(__file__).parent / "dates" / f"{name}.tsv" for name in (*datewords.LANGUAGES, "clocks")]
ROWS = {table.stem: [tuple(line.split("\t")) for line in table.read_text("utf-8").splitlines()] for table in TABLES}
ZONES = (
    "Asia/Jakarta", "America/Sao_Paulo", "Asia/Taipei", "Europe/Berlin", "America/New_York", "Pacific/Apia",
)  # fmt: skip


def understood(text: str, now: datetime, leaning: str = "upcoming", order: str = "dmy", language: str = "") -> str:
    """What a text is stored as, or ! where it is refused."""
    read = dates.upcoming if leaning == "upcoming" else dates.past
    try:
        return read(text, now, order, language).due
    except Invalid as error:
        return "!" if error.message and error.hint else repr(error)


@each_row("table", ROWS)
def test_a_phrase_means_what_the_table_says(table: str) -> None:
    found = [
        (phrase, leaning, now, understood(phrase, datetime.fromisoformat(now), leaning))
        for phrase, leaning, now, _expected in ROWS[table]
    ]
    wrong = [(*expected, said[-1]) for expected, said in zip(ROWS[table], found, strict=True) if expected != said]
    assert not wrong, "phrase, leaning, now, expected, found"


def test_each_language_has_a_table_of_its_own_and_more_than_eighty_phrases() -> None:
    lengths = {table.stem: len(table.read_text("utf-8").splitlines()) for table in TABLES}
    assert min(lengths[language] for language in datewords.LANGUAGES) > 80


@each_row(
    ("phrase", "order", "expected"),
    [
        ("03/04/2027", "dmy", "2027-04-03"),
        ("03/04/2027", "mdy", "2027-03-04"),
        ("03/04/2027", "ymd", "2027-03-04"),
        ("27/04/03", "ymd", "2027-04-03"),
        ("3/4", "dmy", "2027-04-03"),
        ("3/4", "mdy", "2027-03-04"),
        ("2027/4/3", "mdy", "2027-04-03"),
        ("2027-04-03", "mdy", "2027-04-03"),
        ("3.4.2027", "mdy", "2027-04-03"),
        ("13/4/2027", "mdy", "!"),
        ("4/13/2027", "dmy", "!"),
        ("3/4 15:00", "mdy", "2027-03-04T15:00"),
    ],
)
def test_numbers_alone_follow_the_order_of_the_user(phrase: str, order: str, expected: str) -> None:
    assert understood(phrase, NOW, order=order) == expected


@each_row(
    ("phrase", "language", "expected"),
    [
        ("mar", "en", "2027-03-01"),
        ("mar", "pt-br", "2027-03-01"),
        ("mar", "es", "2026-12-01"),
        ("mar", "fr", "2026-12-01"),
        ("mar", "", "!"),
        ("10 mar", "", "2027-03-10"),
        ("min", "", "2026-11-29"),
        ("dom", "", "2026-11-29"),
        ("sab", "", "2026-11-28"),
        ("sept 7", "", "2027-09-07"),
        ("7 set", "", "2027-09-07"),
        ("di", "de", "2026-12-01"),
        ("do 15:00", "de", "2026-11-26T15:00"),
        ("do 15:00", "", "2026-11-26T15:00"),
    ],
)
def test_the_language_settles_what_two_languages_read_differently(phrase: str, language: str, expected: str) -> None:
    assert understood(phrase, NOW, language=language) == expected


def test_the_words_that_collide_are_the_ones_that_are_listed() -> None:
    meanings: dict[str, set[frozenset[object]]] = {}
    for language in datewords.LANGUAGES:
        for phrase, meant in datewords.table(language).items():
            if " " not in phrase:
                meanings.setdefault(phrase, set()).add(frozenset(meant))
    assert {word for word, meant in meanings.items() if len(meant) > 1} == datewords.COLLIDING


def test_what_one_language_settles_no_other_contradicts(monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = [(row[0], row[1]) for rows in ROWS.values() for row in rows if row[3] != "!"]
    settled = [understood(phrase, NOW, leaning) for phrase, leaning in phrases]
    from crmcli.dates import phrases as datephrases

    monkeypatch.setattr(datephrases, "_collides", lambda _pieces: True)
    assert [understood(phrase, NOW, leaning) for phrase, leaning in phrases] == settled


@each_row("phrase", ["besok 3pm", "next selasa", "lunes 15 Uhr", "demain at 10", "amanhã @10"])
def test_words_of_two_languages_may_be_mixed(phrase: str) -> None:
    assert understood(phrase, NOW) != "!"


DAY_WORDS = {
    "en": ("today", "tomorrow", "friday", "next tue", "wed next week", "in 3 days", "1 dec", "the 15th", "eom"),
    "id": ("besok", "lusa", "jumat", "selasa depan", "rabu minggu depan", "3 hari lagi", "1 desember", "tanggal 15"),
    "pt": ("amanhã", "sexta-feira", "próxima terça", "quarta da semana que vem", "daqui a 3 dias", "1 de dezembro"),
    "es": ("mañana", "el viernes", "el próximo martes", "en 3 días", "el 1 de diciembre", "el 15", "pasado mañana"),
    "zh": ("明天", "后天", "周五", "下周三", "三天后", "12月1日", "下个月五号", "月底"),
    "de": ("morgen", "Freitag", "nächsten Dienstag", "Mittwoch nächste Woche", "in 3 Tagen", "am 1. Dezember"),
    "fr": ("demain", "vendredi", "mardi prochain", "dans 3 jours", "le 1er décembre", "le 15", "après-demain"),
}
TIME_WORDS = {
    "en": ("15:00", "at 3pm", "@15", "at 3 in the afternoon", "half past ten", "noon", "morning"),
    "id": ("jam 3 sore", "pukul 15.00", "jam 15", "siang", "pagi jam 10", "sore"),
    "pt": ("às 15h", "às 3 da tarde", "às 15h30", "ao meio-dia", "às dez e meia", "de manhã", "à tarde"),
    "es": ("a las 15:00", "a las 3 de la tarde", "a las diez y media", "al mediodía", "por la tarde"),
    "zh": ("下午3点", "15:00", "上午十点半", "中午", "晚上八点"),
    "de": ("um 15 Uhr", "15:30", "um halb elf", "um 3 Uhr nachmittags", "Nachmittag"),
    "fr": ("à 15 h", "15h30", "à 3 heures de l'après-midi", "à midi", "matin"),
}


@each_row("language", DAY_WORDS)
def test_a_day_and_a_time_together_are_both_understood_or_refused(language: str) -> None:
    pairs = [(day, clock) for day in DAY_WORDS[language] for clock in TIME_WORDS[language]]
    assert [pair for pair in pairs if not _are_one_moment_together(language, *pair)] == []


def _are_one_moment_together(language: str, day: str, clock: str) -> bool:
    whole = {
        understood(text, NOW, language=language) for text in (f"{day} {clock}", f"{clock} {day}", f"{day}, {clock}")
    }
    expected_day = understood(day, NOW, language=language)
    expected_time = understood(clock, NOW, language=language).partition("T")[2]
    # A day that is over at that hour is refused; the phrase is still understood whole.
    return whole <= {f"{expected_day}T{expected_time}", "!"} and (
        understood(f"{day} {clock}", NOW, language=language) != "!" or expected_day == "2026-11-24"
    )


@each_row(
    "text",
    [
        "", " ", "\n", "\x00", "today\x07", "fri\x1b[31m", "tomorrow or friday", "fri sat", "3pm 4pm", "10", "2027",
        "call", "tomorrow call", "25:00", "12:60", "13pm", "0am", "31 feb", "2026-02-30", "2026-13-01", "00/00",
        "0 dec", "32 dec", "dec 32", "in 99999999999 years", "in 99999 years", "9" * 50, "x" * 10_000, "fri " * 2_500,
        "1 " * 90, "在" * 150, "at at 10", "@", "+", "-", "+-3d", "3d 3d", "in in 3 days", "tomorrow tomorrow", "the",
        "of friday", "friday of", "on", "monday 1 december 2026", "٣ days", "fri 10", "10-11", "1-2", "12-2026",
        "99:99", "2026-12-01T", "2026-12-01T25:00", "2026-12-01Z", "1.2.3.4", "1/2/3/4", "24:00", "3:5", "½ hour",
        "1e3 days",
    ],
)  # fmt: skip
def test_what_is_not_understood_whole_is_refused(text: str) -> None:
    assert understood(text, NOW) == "!"
    assert understood(text, NOW, "past") == "!"


@given(st.text(max_size=60) | st.lists(st.sampled_from(sorted(datewords.table("all"))), max_size=8).map(" ".join))
@example("1" * 200)
@example("一" * 24)
@example("a la la la la la la la la la la la la la la la la la la la")
def test_any_text_is_a_moment_or_is_refused_with_a_sentence(text: str) -> None:
    for leaning in ("upcoming", "past"):
        found = understood(text, NOW, leaning)
        if found == "!":
            continue
        when = When.of_due(found)
        moment = datetime.combine(when.day, when.time or time(23, 59))
        assert moment >= NOW if leaning == "upcoming" else datetime.combine(when.day, when.time or time()) <= NOW


@given(
    st.dates(date(1900, 1, 1), date(9998, 12, 31)),
    st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_a_due_comes_back_from_how_it_is_stored_and_from_how_it_is_shown(day: date, at: time | None) -> None:
    when = When(day, at)
    assert When.of_due(when.due) == when
    assert dates.shown(when.due) == when.shown()
    for read, now in ((dates.upcoming, datetime(1900, 1, 1)), (dates.past, datetime(9998, 12, 31, 23, 59))):
        if at is None or not 1 <= at.hour <= 6 or when.shown()[-5] == "0":
            assert read(when.shown(), now) == when
            assert read(when.due, now) == when


@given(st.sampled_from(ZONES), st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)))
@example("Pacific/Apia", datetime(2011, 12, 29, 12, 0))
@example("Europe/Berlin", datetime(2026, 3, 29, 0, 30))
@example("America/Sao_Paulo", datetime(2018, 11, 4, 2, 30))
@example("America/New_York", datetime(2026, 11, 1, 5, 30))
def test_no_zone_and_no_change_of_the_clock_moves_a_day(zone: str, instant: datetime) -> None:
    now = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    today = now.date()
    assert dates.upcoming("today", now).day == today
    assert dates.upcoming("tomorrow", now).day == today + timedelta(days=1)
    assert dates.upcoming("in 2 weeks", now).day == today + timedelta(days=14)
    assert dates.upcoming("fri", now).day.weekday() == 4
    assert dates.upcoming("fri", now).day - today <= timedelta(days=7)
    assert dates.past("fri", now).day < today
    assert dates.upcoming("eom", now).day.month == today.month
    assert (dates.upcoming("eom", now).day + timedelta(days=1)).day == 1


@each_row(
    ("zone", "now", "phrase", "expected"),
    [
        ("Europe/Berlin", "2026-03-29T00:30", "in 2 hours", "2026-03-29T03:30"),
        ("Europe/Berlin", "2026-10-25T01:30", "in 2 hours", "2026-10-25T02:30"),
        ("Asia/Jakarta", "2026-03-29T00:30", "in 2 hours", "2026-03-29T02:30"),
        ("America/New_York", "2026-03-08T01:30", "+1h", "2026-03-08T03:30"),
        ("Europe/Berlin", "2026-03-28T12:00", "tomorrow 15:00", "2026-03-29T15:00"),
    ],
)
def test_hours_are_counted_as_they_pass_and_days_by_the_calendar(
    zone: str, now: str, phrase: str, expected: str
) -> None:
    assert understood(phrase, datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))) == expected


@each_row(
    ("due", "zone", "expected"),
    [
        ("2026-11-24T15:00", "Asia/Jakarta", "2026-11-24T08:00:00+00:00"),
        ("2026-11-24", "Asia/Jakarta", "2026-11-23T17:00:00+00:00"),
        ("2026-11-24T15:00", "America/New_York", "2026-11-24T20:00:00+00:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00+00:00"),
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00+00:00"),
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00+00:00"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00+00:00"),
    ],
)
def test_an_instant_is_settled_where_the_clock_skips_or_repeats(due: str, zone: str, expected: str) -> None:
    assert dates.instant(When.of_due(due), zone).isoformat() == expected


def test_an_instant_of_no_zone_or_no_year_is_refused() -> None:
    with pytest.raises(Invalid, match=r"There is no time zone Mars/Base\."):
        dates.instant(When(date(2026, 1, 1)), "Mars/Base")
    with pytest.raises(Invalid, match="cannot be reckoned with"):
        dates.instant(When(date(9999, 12, 31)), "Asia/Jakarta")


@each_row("text", ["", "2026-11-24T", "2026-11-24T9:00", "20261124", "2026-11-24 15:00", "2026-11-24T15:00:00"])
def test_a_due_that_is_not_stored_so_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        When.of_due(text)


@each_row(
    ("due", "expected"),
    [
        ("2026-11-24T15:00", "today 15:00"),
        ("2026-11-25", "tomorrow"),
        ("2026-11-23T08:05", "yesterday 08:05"),
        ("2026-11-27", "Fri 27 Nov"),
        ("2027-01-01T10:00", "Fri 1 Jan 2027 10:00"),
    ],
)
def test_a_list_says_near_days_in_words_and_the_year_only_where_it_is_another(due: str, expected: str) -> None:
    assert dates.short(due, NOW.date()) == expected


def test_a_refusal_of_what_happened_gives_examples_that_look_back() -> None:
    with pytest.raises(Invalid) as refused:
        dates.past("some day", NOW)
    assert refused.value.hint == "Write a day gone by, such as yesterday, fri or 3 days ago."


@each_row(
    ("phrase", "sentence"),
    [
        ("2020-01-01", "Wed 1 Jan 2020 is past already."),
        ("today 8am", "Tue 24 Nov 2026 08:00 is past already."),
        ("at 3", "3 o'clock could be in the morning or in the afternoon."),
        ("half past two", "2:30 could be in the morning or in the afternoon."),
        ("halb drei", "2:30 could be in the morning or in the afternoon."),
        ("fri 10", "10 could be an hour or a day of the month."),
        ("tomorrow maybe", "'tomorrow maybe' is not a day or a time: 'maybe' says nothing of one."),
        ("monday 1 dec", "2026-12-01 is not the weekday that stands beside it."),
        ("fri midnight", "Midnight could begin or end that day."),
        ("next week 10:00", "A week, a month or a year has no time of the day."),
        ("15.10", "'15.10' has more than one meaning."),
        ("", "There is no day in an empty text."),
    ],
)  # fmt: skip
def test_a_refusal_says_why(phrase: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        dates.upcoming(phrase, NOW)
    assert refused.value.message == sentence
