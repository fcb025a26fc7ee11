"""What the icalendar package writes, our reader reads alike: times, texts, lengths, people, days left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, vCalAddress, vText

from crmcli.formats.cleaning import clean_line
from crmcli.formats.ics.appointments import AppointmentDraft
from tests.formats.ics.reading import FOLDER, drafts, entries

ZONES = ["Asia/Jakarta", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC", ""]
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=120).filter(
    lambda text: clean_line(text) == text and "<" not in text and "&" not in text
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(
    lambda each: each.replace(second=0, microsecond=0)
)


@given(
    summary=TEXTS,
    place=TEXTS,
    moment=MOMENTS,
    zone=st.sampled_from(ZONES),
    minutes=st.integers(1, 10_000),
    name=TEXTS.filter(
        lambda text: '"' not in text and text.strip(" '\"") == text and "^" not in text and "\\" not in text
    ),
)
def test_an_event_of_another_writer_is_read_as_it_was_meant(
    summary: str, place: str, moment: datetime, zone: str, minutes: int, name: str
) -> None:
    begin = moment.replace(tzinfo=UTC if zone == "UTC" else ZoneInfo(zone)) if zone else moment
    event = Event()
    event.add("uid", "x1")
    event.add("summary", summary)
    event.add("location", place)
    event.add("dtstart", begin)
    event.add("duration", timedelta(minutes=minutes))
    event.add("exdate", begin + timedelta(days=7))
    attendee = vCalAddress("mailto:Budi@x.example")
    attendee.params["CN"] = vText(name)
    event.add("attendee", attendee, encode=0)
    calendar = Calendar()
    calendar.add_component(event)
    (draft,) = drafts(calendar.to_ical())
    assert (draft.what, draft.place, draft.minutes) == (summary, place, minutes)
    assert (draft.start, draft.zone) == (f"{moment:%Y-%m-%dT%H:%M}", zone)
    assert (draft.people[0].email, draft.people[0].name) == ("budi@x.example", name)
    assert len(draft.excluded) == 1


def test_files_of_programs_are_read_as_icalendar_reads_them() -> None:
    compared = 0
    for path in sorted(FOLDER.glob("*.ics")):
        if path.stem == "nokia":
            continue
        theirs = Calendar.from_ical(path.read_bytes())
        ours = {each.line: each for each in entries(path.read_bytes()) if isinstance(each, AppointmentDraft)}
        events = [
            each
            for each in theirs.walk()
            if each.name in ("VEVENT", "VTODO") and (each.get("dtstart") or each.get("due"))
        ]
        for event, draft in zip(events, ours.values(), strict=True):
            said = event.get("due") or event.get("dtstart")
            moment = said.dt
            assert draft.uid == str(event["uid"])
            assert draft.start == (f"{moment:%Y-%m-%dT%H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}")
            if isinstance(moment, datetime) and moment.tzinfo:
                mine = datetime.fromisoformat(draft.start).replace(tzinfo=ZoneInfo(draft.zone))
                assert mine.utcoffset() == moment.utcoffset()
            assert isinstance(moment, date)
            compared += 1
    assert compared > 12
