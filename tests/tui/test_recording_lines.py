"""One line that is read while it is typed: what happened, when, and what comes next."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.dates.reader import Reader
from crmcli.dates.workdays import Workdays
from crmcli.errors import Invalid
from crmcli.store.activity_kinds import Kind
from crmcli.tui import recording_lines
from crmcli.tui.recording_lines import Lines

NOW = datetime(2026, 11, 24, 16, 0)  # a Tuesday
LINES = Lines(Reader(NOW, lambda: "dmy", lambda: "", Workdays), [Kind("webinar", True, True)], "call Rina")


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("call price ok", "call, Rina · price ok · just now"),
        ("price ok", "note, Rina · price ok · just now"),
        ("call", "call, Rina · just now"),
        ("Webinar all of it", "webinar, Rina · all of it · just now"),
        ("missed call", "missed call, Rina · just now"),
        ("missed the bus", "note, Rina · missed the bus · just now"),
        ("incoming email the order @ yesterday", "incoming email, Rina · the order · Mon 23 Nov 2026"),
        ("call price ok @ 10:00", "call, Rina · price ok · Tue 24 Nov 2026 10:00"),
        ("call 20 pieces @ 150rb each", "call, Rina · 20 pieces @ 150rb each · just now"),
        ("telepon 'harga ok'", "call, Rina · harga ok · just now"),
        (
            "visit saw it @ mon > send offer fri@10",
            "visit, Rina · saw it · Mon 23 Nov 2026 · next: send offer, Fri 27 Nov 2026 10:00",
        ),
        ("call ok > +3d", "call, Rina · ok · just now · next: follow up, Fri 27 Nov 2026"),
    ],
)
def test_a_line_of_what_happened_is_put_into_words_while_it_is_typed(line: str, meaning: str) -> None:
    assert recording_lines.told(LINES.happening(line), "Rina") == meaning


@pytest.mark.parametrize("line", ["", "note", "email", "missed note", "missed email hello", "call ok > send offer"])
def test_what_cannot_be_noted_is_refused_with_a_hint(line: str) -> None:
    with pytest.raises(Invalid) as refused:
        LINES.happening(line)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("call Rina fri@10", "call Rina, Fri 27 Nov 2026 10:00"),
        ("fri", "call Rina, Fri 27 Nov 2026"),
        ("send 3 samples in 2 weeks", "send 3 samples, Tue 8 Dec 2026"),
        ("water the plants mon every 2w", "water the plants, Mon 30 Nov 2026 · every 2 weeks"),
        ("check every invoice fri", "check every invoice, Fri 27 Nov 2026"),
        ("寄樣品 下週三15:00", "寄樣品, Wed 2 Dec 2026 15:00"),
    ],
)
def test_a_line_of_what_is_to_be_done_ends_with_its_day(line: str, meaning: str) -> None:
    assert recording_lines.promised(LINES.promise(line)) == meaning


@pytest.mark.parametrize("line", ["", "call Rina", "call Rina yesterday", "every 2w"])
def test_a_line_without_a_day_to_come_is_refused(line: str) -> None:
    with pytest.raises(Invalid, match="It is not said on which day"):
        LINES.promise(line)


def test_a_day_alone_keeps_the_time_of_what_is_put_off() -> None:
    assert recording_lines.put_off(LINES.day("fri"), "2026-11-24T15:00") == "Fri 27 Nov 2026 15:00"
