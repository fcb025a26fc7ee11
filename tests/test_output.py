"""What is written to stdout, byte for byte, and that nothing hostile gets through in any mode."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import output, serialising, tables
from crmcli.errors import CrmError
from crmcli.output import Column, Output

GOLDEN = Path(__file__).parent / "golden" / "output"
MODES = ("table", "plain", "csv", "json", "ids")

COLUMNS = [
    Column("ref", "Ref", lambda row: f"c{row['id']}"),
    Column("name", "Name"),
    Column("company", "Company", is_wide=True),
    Column("phone", "Phone"),
    Column("deals", "Deals", is_number=True),
    Column("nothing", "Nothing"),
]

# One nasty result set for every mode: wide characters, escape sequences, direction overrides, formulas,
# markup, delimiters, line ends, values that are missing.
ROWS = [
    {
        "id": 41,
        "name": "Pak Budi Santoso",
        "company": "PT Maju, Jaya",
        "phone": "+62 812-3456-7890",
        "deals": 3,
    },
    {"id": 7, "name": "陳美玲", "company": "台灣大哥大股份有限公司", "phone": None, "deals": 12000},
    {
        "id": 8,
        "name": "Eve\x1b[31m\x07",
        "company": "[bold]Sly[/bold] \u202egnp.exe",
        "phone": "",
        "deals": 0,
    },
    {
        "id": 9,
        "name": '=HYPERLINK("x")',
        "company": "two\r\nlines\tand a tab",
        "phone": "-12.5",
        "deals": None,
    },
    {"id": 10, "name": "\x9b2J\x00Ana\ud800", "company": "@cmd", "phone": "+1;ext=5", "deals": -1},
]


def written(mode: str, *, color: bool = False, rows: list[dict[str, object]] | None = None) -> str:
    stream = io.StringIO()
    Output(mode, color, stream).listing(ROWS if rows is None else rows, COLUMNS, ids="c")
    return stream.getvalue()


def record(mode: str) -> str:
    stream = io.StringIO()
    notes = "First line\nsecond \x1b]0;title\x07 line " + "long " * 30
    Output(mode, False, stream).record(
        ROWS[1], COLUMNS, ids="c", title="陳美玲", sections=[("Notes", [("", notes)]), ("Empty", [("x", "")])]
    )
    return stream.getvalue()


@pytest.mark.parametrize("mode", MODES)
def test_a_listing_is_written_as_the_golden_file_says(mode: str) -> None:
    golden = GOLDEN / f"listing.{mode}"
    assert written(mode).encode() == golden.read_bytes()


@pytest.mark.parametrize("mode", MODES)
def test_a_record_is_written_as_the_golden_file_says(mode: str) -> None:
    golden = GOLDEN / f"record.{mode}"
    assert record(mode).encode() == golden.read_bytes()


@pytest.mark.parametrize("mode", MODES)
def test_no_control_character_and_no_direction_mark_reaches_a_terminal(mode: str) -> None:
    for text in (written(mode), record(mode)):
        assert not [c for c in text if ord(c) < 32 and c not in "\r\n\t"]
        assert not [c for c in text if 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E]


def test_colour_adds_escape_sequences_around_texts_and_nothing_else() -> None:
    colored = written("table", color=True)
    assert "\x1b[1mRef\x1b[0m" in colored
    bare = colored.replace(tables._BOLD, "").replace(tables._REFERENCE, "").replace(tables._PLAIN, "")
    assert bare == written("table")


def test_a_listing_of_nothing_is_an_empty_array_a_header_or_nothing() -> None:
    empty = {mode: written(mode, rows=[]) for mode in MODES}
    assert empty == {
        "table": "",
        "plain": "",
        "csv": "ref,name,company,phone,deals,nothing\r\n",
        "json": "[]\n",
        "ids": "",
    }


@given(st.text())
def test_clean_text_stands_on_one_line_and_is_harmless(text: str) -> None:
    cleaned = output.clean(text)
    assert not [c for c in cleaned if ord(c) < 32 or 0x7F <= ord(c) < 0xA0]
    assert len((cleaned + "x").splitlines()) == 1
    cleaned.encode("utf-8")


@given(st.text(st.characters(blacklist_categories=["C", "Zl", "Zp"])))
def test_text_without_controls_is_not_touched(text: str) -> None:
    assert output.clean(text) == text


def test_marks_that_a_script_needs_are_kept() -> None:
    persian, family = "می\u200cخواهم", "👩\u200d👧"
    assert output.clean(persian) == persian
    assert output.clean(family) == family


@given(st.lists(st.lists(st.text(st.characters(blacklist_categories=["C"])), min_size=2, max_size=2)))
def test_csv_reads_back_with_one_quote_where_a_formula_was(cells: list[list[str]]) -> None:
    columns = [Column("a", "A"), Column("b", "B")]
    rows = [dict(zip("ab", pair, strict=True)) for pair in cells]
    text = "".join(serialising.csv_listing(rows, columns))
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert found == [["a", "b"], *[[serialising.guarded(cell) for cell in pair] for pair in cells]]


@pytest.mark.parametrize("cell", ["=1+1", "+1+cmd", "-2+3*x", "@SUM(A1)", "\tx", "\rx", "+", "-", "+x1"])
def test_a_formula_is_guarded(cell: str) -> None:
    assert serialising.guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["+62 812-3456-7890", "+1 (555) 010-0000", "-12.50", "+1555;ext=12", "x=1", ""])
def test_a_phone_a_number_and_a_plain_text_are_not_guarded(cell: str) -> None:
    assert serialising.guarded(cell) == cell


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.text(), json_values, max_size=4), max_size=4), st.booleans())
def test_json_loses_nothing(rows: list[dict[str, object]], is_indented: bool) -> None:
    text = "".join(serialising.json_listing(rows, is_indented=is_indented))
    assert json.loads(text) == rows
    text.encode("utf-8")


def test_json_in_a_pipe_has_a_record_on_each_line() -> None:
    assert written("json").count("\n{") == len(ROWS)


@pytest.mark.parametrize("width", [20, 40, 60, 100])
def test_a_table_is_never_wider_than_the_terminal_if_that_has_room_for_its_columns(width: int) -> None:
    from rich.cells import cell_len

    text = tables.table(ROWS, COLUMNS[:3], width=max(width, 30))
    assert max(map(cell_len, text.splitlines())) <= max(width, 30)


def test_wide_characters_keep_their_columns() -> None:
    from rich.cells import cell_len

    lines = written("table").splitlines()
    budi, chen = lines[1], lines[2]
    assert cell_len(budi[: budi.index("PT Maju")]) == cell_len(chen[: chen.index("台灣")])


def test_a_reader_that_goes_away_ends_the_answer_quietly() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    asked: list[int] = []

    def rows() -> object:
        for number in range(100_000):
            asked.append(number)
            yield {"id": number, "name": "x" * 50}

    Output("plain", stream=Gone()).listing(rows(), COLUMNS)  # type: ignore[arg-type]
    assert len(asked) < 10_000


def test_a_full_disk_is_one_sentence() -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(CrmError, match="could not be written: No space left on device") as caught:
        Output("plain", stream=Full()).say("x")
    assert caught.value.exit_code == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_at_the_end_of_the_call_ends_with_code_1_and_no_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run([sys.executable, "-m", "crmcli", "--version"], stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith("crm: The answer could not be written: No space left on device.")


def test_head_ends_quietly_with_code_0() -> None:
    read, write = os.pipe()
    os.close(read)
    ended = subprocess.run([sys.executable, "-m", "crmcli", "--help"], stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_answers_are_utf_8_whatever_the_locale() -> None:
    script = "from crmcli import output; output.prepare(); output.Output().say('\\u9673'); output.finish()"
    environment = {**os.environ, "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    assert ended.stdout.decode("utf-8") == "陳\n"


def test_an_export_is_written_as_it_stands() -> None:
    stream = io.StringIO(newline="")
    Output(stream=stream).raw("BEGIN:VCARD\r\nNOTE:a\tb\r\n")
    assert stream.getvalue() == "BEGIN:VCARD\r\nNOTE:a\tb\r\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (["vip", "bandung"], "vip, bandung"),
        ({"amount": "12500.00", "currency": "IDR"}, "IDR 12500.00"),
        ({"kind": "phone", "value": "1"}, "kind phone, value 1"),
    ],
)
def test_json_ready_values_have_a_plain_text(value: object, text: str) -> None:
    assert output.text_of(value) == text


LONG = [
    {"id": 1, "name": "Établissements Lefèvre-Aubépine", "company": "PT Teknologi Lentera Digital",
     "phone": "+62 812-3456-7890", "email": "contact@lefevre-aubepine.example", "status": "active"},
    {"id": 2, "name": "Ana", "company": "", "phone": "", "email": "", "status": "active"},
]  # fmt: skip
EXTRA = [
    Column("id", "Id"),
    Column("name", "Name", is_wide=True),
    Column("company", "Company", is_wide=True, is_extra=True),
    Column("phone", "Phone"),
    Column("email", "E-mail", is_wide=True, is_extra=True),
    Column("status", "Status", is_extra=True),
]


@pytest.mark.parametrize(
    ("width", "titles"),
    [
        (60, ["Id", "Name", "Phone"]),
        (80, ["Id", "Name", "Company", "Phone"]),
        (106, ["Id", "Name", "Company", "Phone", "E-mail"]),
        (140, ["Id", "Name", "Company", "Phone", "E-mail", "Status"]),
    ],
)
def test_a_name_keeps_its_width_before_a_company_and_an_e_mail_are_shown(width: int, titles: list[str]) -> None:
    header, first, _second = tables.table(LONG, EXTRA, width=width).splitlines()
    assert header.split() == titles
    assert first.startswith("1   Établissements Lefèvre-Aubépine  ")
    assert len(first) <= width


def test_an_e_mail_is_shown_before_a_status() -> None:
    columns = [column for column in EXTRA if column.key != "company"]
    assert tables.table(LONG, columns, width=90).splitlines()[0].split() == ["Id", "Name", "Phone", "E-mail"]


def test_a_name_longer_than_most_gives_way_with_the_rest() -> None:
    rows = [{**LONG[0], "name": "x" * 60}]
    _header, first = tables.table(rows, EXTRA, width=80).splitlines()
    assert first == "1   " + "x" * 34 + "…  PT Teknologi Lenter…  +62 812-3456-7890"


BARE = [
    Column("ref", ""),
    Column("name", "", is_wide=True),
    Column("what", "", is_wide=True),
    Column("why", "", is_wide=True, least=24),
    Column("phone", ""),
]


def test_without_titles_a_wide_cell_takes_the_room_of_the_empty_one_beside_it() -> None:
    rows = [
        {"ref": "f1", "name": "Budi", "what": "call", "why": "today", "phone": "+62 811"},
        {
            "ref": "c2",
            "name": "王小明",
            "what": "52 days, VIP is 14, 3 tries since 2 Nov",
            "why": "",
            "phone": "+62 812",
        },
    ]
    assert tables.table(rows, BARE, width=80) == (
        "f1  Budi    call           today                     +62 811\n"
        "c2  王小明  52 days, VIP is 14, 3 tries since 2 Nov  +62 812\n"
    )
    assert tables.table(rows, BARE, width=48) == (
        "f1  Budi    call           today         +62 811\nc2  王小明  52 days, VIP is 14, 3 trie…  +62 812\n"
    )


def test_a_column_keeps_its_least_as_long_as_other_wide_ones_have_any_to_give() -> None:
    rows = [{"ref": "f1", "name": "n" * 30, "what": "w" * 30, "why": "2 days late, also silent 34 days", "phone": "+6"}]
    assert tables.table(rows, BARE, width=72) == (f"f1  {'n' * 17}…  {'w' * 17}…  2 days late, also silen…  +6\n")


@given(
    st.lists(
        st.fixed_dictionaries({column.key: st.text("王a ", max_size=40).map(str.strip) for column in BARE}), min_size=1
    ),
    st.integers(40, 140),
)
def test_a_table_without_titles_is_never_wider_than_the_terminal(rows: list[dict[str, str]], width: int) -> None:
    from rich.cells import cell_len

    rows = [row | {"ref": "f1", "phone": "+62"} for row in rows]
    assert max(map(cell_len, tables.table(rows, BARE, width=width).splitlines())) <= width
