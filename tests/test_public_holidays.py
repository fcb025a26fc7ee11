"""Public holidays out of the package, and out of the files in which they are kept."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from crmcli import holiday_package, paths, public_holidays
from crmcli.errors import CrmError

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def folder(home: Path) -> Path:
    """Where the holidays are kept; not there until something is."""
    return home / ".cache" / "crm"


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is not installed."""
    monkeypatch.setitem(sys.modules, "holidays", None)


def named(country: str, language: str = "", day: date = date(2026, 12, 25)) -> list[tuple[str, bool]]:
    return [(each.name, each.is_off) for each in public_holidays.between(country, day, day, language)]


@pytest.mark.parametrize(
    ("country", "language", "day", "expected"),
    [
        ("ID", "id", date(2026, 3, 21), ("Hari Raya Idul Fitri", True)),
        ("ID", "en", date(2026, 3, 21), ("Eid al-Fitr", True)),
        ("ID", "en", date(2026, 3, 20), ("Eid al-Fitr Joint Holiday", False)),
        ("ID", "pt", date(2026, 3, 21), ("Eid al-Fitr", True)),
        ("ID", "", date(2026, 3, 21), ("Eid al-Fitr", True)),
        ("TW", "zh-tw", date(2026, 2, 17), ("春節", True)),
        ("TW", "zh", date(2026, 2, 17), ("春節", True)),
        ("CN", "zh-cn", date(2026, 2, 17), ("春节", True)),
        ("BR", "pt", date(2026, 2, 17), ("Carnaval", False)),
        ("SG", "en", date(2026, 11, 8), ("Deepavali", True)),
        ("IN", "en", date(2026, 8, 26), ("Milad-un-Nabi", True)),
        ("DE-BY", "de", date(2026, 1, 6), ("Heilige Drei Könige", True)),
        ("US", "en", date(2026, 10, 31), ("Halloween", False)),
    ],
)
def test_days_off_and_festivals_are_named_in_the_language_that_is_there(
    country: str, language: str, day: date, expected: tuple[str, bool]
) -> None:
    assert named(country, language, day)[0] == expected


def test_a_day_knows_its_other_names() -> None:
    (day,) = public_holidays.between("ID", date(2026, 3, 21), date(2026, 3, 21), "en")
    assert day.others == ("Hari Raya Idul Fitri",)


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("GB", date(2026, 8, 31), "Late Summer Bank Holiday"),
        ("GB", date(2026, 4, 6), "Easter Monday"),
        ("MY", date(2026, 11, 9), "Diwali (observed)"),
        ("CA", date(2026, 10, 12), "Thanksgiving Day"),
        ("AU", date(2026, 6, 8), "King's Birthday"),
        ("CH", date(2026, 4, 3), "Good Friday"),
    ],
)
def test_a_day_off_that_most_parts_of_a_country_have_is_the_countrys(country: str, day: date, name: str) -> None:
    assert named(country, "en", day)[0] == (name, True)


@pytest.mark.parametrize(("country", "day"), [("GB", date(2026, 8, 3)), ("DE", date(2026, 10, 31))])
def test_a_day_off_of_few_parts_is_theirs_alone(country: str, day: date) -> None:
    assert named(country, "en", day) == []


def test_a_part_of_a_country_has_its_own_days_only() -> None:
    assert named("GB-SCT", "en", date(2026, 8, 31)) == []
    assert named("GB-SCT", "en", date(2026, 8, 3))[0][1]


def test_what_the_government_keeps_on_a_day_off_is_not_said_twice() -> None:
    assert named("US", "en", date(2026, 1, 19)) == [("Martin Luther King Jr. Day", True)]


def test_a_day_off_for_a_worked_saturday_does_not_say_which() -> None:
    assert named("CN", "en", date(2026, 2, 20)) == [("Day off", True)]
    assert named("CN", "zh-cn", date(2026, 2, 20)) == [("休息日", True)]


def test_days_that_fall_together_have_the_other_names_that_they_have_alone() -> None:
    together = public_holidays.between("IN", date(2027, 8, 15), date(2027, 8, 15), "en")
    assert {each.name: each.others for each in together if each.is_off} == {
        "Independence Day": (),
        "Milad-un-Nabi (estimated)": ("Prophet's Birthday (estimated)",),
    }


def test_schools_soldiers_and_banks_are_left_out() -> None:
    assert named("JP", "en", date(2026, 12, 31)) == []


@pytest.mark.parametrize("country", ["ZZ", "", "id", "../x", "ID-ZZ", "I", "ＩＤ", "ID-../../x"])
def test_a_country_that_nobody_knows_has_none_and_leaves_nothing_elsewhere(country: str, home: Path) -> None:
    assert public_holidays.between(country, FIRST, LAST) == []
    assert {path.name for path in home.iterdir()} <= {".cache"}


def test_what_is_kept_is_read_without_the_package_being_imported(home: Path) -> None:
    code = (
        "import sys; from datetime import date; from crmcli import public_holidays as p; "
        "print(len(p.between('ID', date(2026, 1, 1), date(2026, 12, 31), 'id')), 'holidays' in sys.modules)"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in "12"
    ]
    assert said == ["25 True\n", "25 False\n"]


def test_the_files_are_for_their_owner_alone(folder: Path) -> None:
    public_holidays.between("ID", FIRST, LAST, "id")
    assert [path.name for path in folder.iterdir()] == ["holidays-ID-id.json"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "holidays-ID-id.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"layout": LAYOUT}',
        b'{"layout": LAYOUT, "version": "VERSION", "years": [2025, 2029], "weekend": [], "worked": [], "days": [[1]]}',
        b'{"layout": LAYOUT, "version": "VERSION", "years": [2025, 2029], "weekend": [9], "worked": [], "days": []}',
        b'{"layout": LAYOUT, "version": "VERSION", "years": [2025, 2029], "weekend": [0,1,2,3,4,5,6], "days": []}',
        b'{"layout": LAYOUT, "version": "VERSION", "years": ["a", "b"], "weekend": [], "worked": [], "days": []}',
        b'{"layout": LAYOUT, "version": "VERSION", "years": [1, 999999999], "weekend": [], "worked": [], "days": []}',
        b'{"layout": LAYOUT, "version": "VERSION", "years": [2025, 2029], "weekend": [], "worked": [1], "days": []}',
        b'{"layout": LAYOUT, "version": "other", "years": [2025, 2029], "weekend": [], "worked": [], "days": []}',
        b'{"layout": LAYOUT, "version": "VERSION", "years": [0, 9999999999999999999999], "days": []}',
        b'{"layout": 1, "version": "VERSION", "years": [2025, 2029], "weekend": [], "worked": [], "days": []}',
    ],
)
def test_a_broken_or_old_file_is_made_again(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    path = folder / "holidays-ID-en.json"
    layout = str(public_holidays.LAYOUT).encode()
    path.write_bytes(content.replace(b"VERSION", holiday_package.version().encode()).replace(b"LAYOUT", layout))
    assert named("ID", "en") == [("Christmas Day", True)]
    assert json.loads(path.read_bytes())["years"] == [2025, 2029]


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(folder: Path) -> None:
    folder.mkdir(parents=True)
    os.mkfifo(folder / "holidays-ID-en.json")
    assert named("ID", "en") == [("Christmas Day", True)]
    assert json.loads((folder / "holidays-ID-en.json").read_bytes())["years"] == [2025, 2029]


def test_years_that_are_not_kept_are_added_and_far_ones_take_their_place(folder: Path) -> None:
    def years() -> list[int]:
        found: list[int] = json.loads((folder / "holidays-ID-en.json").read_text())["years"]
        return found

    public_holidays.between("ID", FIRST, LAST, "en")
    assert years() == [2025, 2029]
    public_holidays.between("ID", date(2029, 1, 1), date(2029, 1, 1), "en")
    assert years() == [2025, 2032]
    public_holidays.between("ID", date(2080, 1, 1), date(2080, 1, 1), "en")
    assert years() == [2079, 2083]
    assert public_holidays.between("ID", date(1, 1, 1), date(1, 1, 1), "en") == []
    assert public_holidays.between("ID", date(9998, 1, 1), date(9998, 12, 31), "en") == []


def test_a_folder_that_cannot_be_written_is_no_error(home: Path) -> None:
    (home / ".cache").write_text("a file, where a folder is wanted")
    assert named("ID", "en") == [("Christmas Day", True)]
    assert named("ID", "en") == [("Christmas Day", True)]


@pytest.mark.usefixtures("hidden")
def test_without_the_package_there_are_none_and_asking_for_them_says_how_to_install_it(folder: Path) -> None:
    assert not public_holidays.is_installed()
    assert named("ID", "en") == []
    assert not public_holidays.is_country("ID")
    assert not folder.exists()
    with pytest.raises(CrmError) as raised:
        public_holidays.require()
    assert (raised.value.exit_code, raised.value.hint) == (
        1,
        "Install them: pipx inject crmcli holidays, or without pipx: .venv/bin/pip install holidays",
    )


def test_what_is_kept_counts_for_nothing_once_the_package_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert named("ID", "en")
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert named("ID", "en") == []


def test_the_cache_folder_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    for value in ("", str(tmp_path / "c"), "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert paths.cache_folder() == platformdirs.user_cache_dir("crm", appauthor=False)


def test_countries_have_their_own_weekend_and_working_saturdays() -> None:
    calendars = {code: public_holidays.of(code, FIRST, LAST) for code in ("ID", "SA", "CN")}
    assert {code: sorted(each.weekend) for code, each in calendars.items() if each} == {
        "ID": [5, 6], "SA": [4, 5], "CN": [5, 6],
    }  # fmt: skip
    china = calendars["CN"]
    assert china is not None
    assert date(2026, 2, 14) in china.worked
    assert not [day for day in china.worked if day.year not in china.years]
