"""What the reader makes of events, as the programs write them that salespeople have."""

from __future__ import annotations

import pytest

from crmcli.formats.drafts import Rejected
from crmcli.formats.ics.appointments import AppointmentDraft, Person
from tests.formats.ics.reading import calendar, drafts, entries, event, of_program, one


def read(program: str) -> list[AppointmentDraft]:
    return [each for each in of_program(program) if isinstance(each, AppointmentDraft)]


def times(draft: AppointmentDraft) -> tuple[str, str, int | None]:
    return draft.start, draft.zone, draft.minutes


def test_google_calendar() -> None:
    lunch, call, moved, fair = read("google")
    assert times(lunch) == ("2026-12-01T08:00", "UTC", 60)
    assert lunch.place == "Kopi Kota, Jl. Sudirman 12, Jakarta"
    assert lunch.note == (
        "Price list and the new terms.\nDeck: terms (https://docs.example/d/42)\nprice list\ndelivery"
    )
    assert lunch.people == (
        Person("sari@maju.example", "", "accepted"),
        Person("budi.santoso@nusantara.example", "Budi Santoso", "needs-action"),
    )
    assert lunch.owners == ("sari@maju.example",)
    assert lunch.warn_days == (2,)
    assert (call.rule, call.excluded) == ("FREQ=WEEKLY;WKST=SU;UNTIL=20270301T045959Z;BYDAY=MO", ("2026-12-28T14:00Z",))
    assert (moved.uid, moved.recurrence, moved.start) == (call.uid, "2026-12-07T14:00Z", "2026-12-08T11:00")
    assert (fair.start, fair.last, fair.minutes) == ("2026-12-24", "2026-12-26", None)


def test_outlook_with_zones_that_only_it_knows() -> None:
    review, hamburg, munich = read("outlook")
    assert times(review) == ("2026-12-02T09:00", "Etc/GMT-7", 90)
    assert review.uid.endswith("0000000000010000000C3E1F0A7B2D94E4F8A6B5C4D3E2F1A0B")
    assert review.people == (
        Person("budi.santoso@nusantara.example", "Santoso, Budi"),
        Person("sari@maju.example", "Lestari, Sari"),
    )
    assert review.note == "Quarterly numbers"
    assert hamburg.zone in ("Europe/Budapest", "Europe/Berlin")
    assert times(munich) == ("2026-12-03T10:00", "Europe/Berlin", 90)


def test_apple_with_a_birthday_of_no_year() -> None:
    viewing, birthday = read("apple")
    assert (viewing.what, viewing.place) == ("Viewing 🏠", "Plaza Indonesia Jl. M.H. Thamrin, Jakarta")
    assert viewing.links == ("https://listing.example/77",)
    assert (viewing.warn_days, birthday.warn_days) == ((), (1,))
    assert (birthday.start, birthday.rule) == ("1604-12-03", "FREQ=YEARLY")


def test_tasks_of_thunderbird() -> None:
    offer, cards, someday = of_program("thunderbird")
    assert isinstance(offer, AppointmentDraft)
    assert isinstance(cards, AppointmentDraft)
    assert (times(offer), offer.priority) == (("2026-11-27T17:00", "Europe/Berlin", None), "high")
    assert (cards.is_done, cards.start) == (True, "2026-11-05")
    assert isinstance(someday, Rejected)
    assert (someday.line, someday.reason) == (39, "The task has no day.")


def test_nextcloud_with_an_event_that_was_called_off() -> None:
    demonstration, breakfast = read("nextcloud")
    assert demonstration.is_cancelled
    assert times(breakfast) == ("2026-11-26T09:00", "", 60)
    assert breakfast.people == (
        Person("chloe@atelier.example", "Chloé Martin", "accepted"),
        Person("ming@taipei.example", "王小明", "tentative"),
    )


def test_an_invitation_of_teams_keeps_how_to_join() -> None:
    (meeting,) = read("teams")
    assert times(meeting) == ("2026-11-25T09:30", "Asia/Bangkok", 30)
    assert meeting.note.startswith("Microsoft Teams Need help?<https://aka.ms/JoinTeamsMeeting?omkt=en-US>\nJoin the")
    assert meeting.note.endswith("Meeting ID: 341 222 111 009")
    assert meeting.links == ()  # it stands in the note


def test_an_invitation_of_calendly_and_an_address_in_percent() -> None:
    (meeting,) = read("calendly")
    assert meeting.people[0] == Person("rina@toko.example", "Rina Wijaya", "accepted")
    assert meeting.place == "https://zoom.example/j/88899900011?pwd=a%2Bb"


def test_a_cancellation_of_proton() -> None:
    (coffee,) = read("proton")
    assert coffee.is_cancelled
    assert coffee.people[0].answer == "declined"


def test_a_calendar_of_an_old_phone() -> None:
    (cafe,) = read("nokia")
    assert (cafe.what, cafe.start, cafe.rule) == ("Café with João", "2026-11-29T10:00", "W1 SU #0")
    assert cafe.uid.startswith("crm-")


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("DTEND:20261201T160000", 60),
        ("DTEND:20261201T140000", None),
        ("DTEND:20261209T160000", None),
        ("DTEND;VALUE=DATE:20261202", None),
        ("DTEND:nonsense", None),
        ("DURATION:PT45M", 45),
        ("DURATION:P1DT1H", 1500),
        ("DURATION:P1W", 10_080),
        ("DURATION:-PT45M", None),
        ("DURATION:PT999999999H", None),
        ("DURATION:P", None),
    ],
)
def test_how_long_it_takes(line: str, minutes: int | None) -> None:
    assert one(line).minutes == minutes


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("DTSTART;VALUE=DATE:20261201", ("2026-12-01", "")),
        ("DTSTART:20261201", ("2026-12-01", "")),
        ("DTSTART:20261201T150000Z", ("2026-12-01T15:00", "UTC")),
        ("DTSTART;TZID=Asia/Taipei:20261201T150000", ("2026-12-01T15:00", "Asia/Taipei")),
        ('DTSTART;TZID="Taipei Standard Time":20261201T150000', ("2026-12-01T15:00", "Asia/Taipei")),
        ("DTSTART;TZID=GMT+0700:20261201T150000", ("2026-12-01T15:00", "Etc/GMT-7")),
        ("dtstart:2026-12-01T15:00:00", ("2026-12-01T15:00", "")),
    ],
)
def test_when_it_begins(start: str, found: tuple[str, str]) -> None:
    draft = one(start=start)
    assert (draft.start, draft.zone) == found


def test_what_is_meant_otherwise_than_it_is_taken_is_said() -> None:
    later = one("RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T150000")
    assert later.problems == ("It is meant for all days from this one on; only this one was changed.",)
    assert one("EXRULE:FREQ=WEEKLY").problems == ("It leaves days out by a rule; those come all the same.",)


def test_a_zone_that_nobody_knows_is_said_and_its_time_floats() -> None:
    draft = one(start="DTSTART;TZID=Mars/Olympus:20261201T150000")
    assert (draft.start, draft.zone) == ("2026-12-01T15:00", "")
    assert draft.problems == ("Nobody knows the time zone Mars/Olympus; the time was taken as it stands.",)


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("", "The event has no beginning."),
        ("DTSTART:", "The event has no beginning."),
        ("DTSTART:20261301T150000", "'20261301T150000' is no day or time that can be read."),
        ("DTSTART:00010101", "'00010101' is no day or time that can be read."),
        ("DTSTART:tomorrow", "'tomorrow' is no day or time that can be read."),
    ],
)
def test_an_event_without_a_day_is_rejected_and_costs_only_itself(start: str, reason: str) -> None:
    first, second = entries(calendar(event(start=start), event(uid="u2")))
    assert isinstance(first, Rejected)
    assert (first.line, first.reason) == (4, reason)
    assert first.source == event(start=start).replace("\r\n", "\n").strip()
    assert isinstance(second, AppointmentDraft)


def test_days_in_other_forms_are_the_same_days() -> None:
    draft = one(
        "RRULE:FREQ=DAILY",
        "EXDATE;TZID=Asia/Jakarta:20261202T150000,20261203T150000",
        "EXDATE:20261204T080000Z",
        "RDATE;VALUE=PERIOD;TZID=Asia/Taipei:20261220T100000/PT1H",
        start="DTSTART;TZID=Asia/Jakarta:20261201T150000",
    )
    assert draft.excluded == ("2026-12-02T08:00Z", "2026-12-03T08:00Z", "2026-12-04T08:00Z")
    assert draft.further == ("2026-12-20T09:00",)


def test_an_event_without_a_title_takes_its_place_and_else_a_word() -> None:
    assert one("LOCATION:Room 4", summary="").what == "Room 4"
    assert one(summary="").what == "Appointment"


def test_a_lost_end_costs_nothing() -> None:
    text = calendar(event(), event(uid="u2")).replace("END:VEVENT\r\n", "")
    assert [draft.uid for draft in drafts(text)] == ["u1", "u2"]


def test_a_fold_inside_a_letter_is_mended() -> None:
    data = calendar(event(summary="Café")).encode().replace("é".encode(), b"\xc3\r\n \xa9")
    assert drafts(data)[0].what == "Café"


def test_an_older_encoding_is_guessed() -> None:
    data = calendar(event(summary="Réunion à l'hôtel, près de la gare")).encode("cp1252")
    assert drafts(data)[0].what == "Réunion à l'hôtel, près de la gare"


def test_text_is_clean() -> None:
    draft = one("DESCRIPTION:one\\ntwo\x1b[31m\\, three\\\\n", summary="a\x1b[2Jb\u2028c")
    assert draft.note == "one\ntwo[31m, three\\n"
    assert draft.what == "a[2Jb c"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a < b and c > d", "a < b and c > d"),
        (
            "<html><head><style>p{}</style></head><body><p>One</p>\\n<p>Two&amp;Three</p></body></html>",
            "One\nTwo&Three",
        ),
        ("Tea &amp; cake", "Tea & cake"),
        ('<a href="https://x.example/a">https://x.example/a</a>', "https://x.example/a"),
        ("Line<br>\\nnext<br/><b>bold</b>", "Line\n\nnext\nbold"),
        ("<b>x</b><script>alert(1)", "xalert(1)"),
        ("-::~:~::~:~:~:~:~:~:~::~:~::-\\nJoin\\n__________________", "Join"),
    ],
)
def test_web_pages_become_text(text: str, plain: str) -> None:
    assert one(f"DESCRIPTION:{text}").note == plain
