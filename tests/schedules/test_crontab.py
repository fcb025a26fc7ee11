"""The text of a crontab: our lines come, change and go, and every other byte stays."""

from __future__ import annotations

import shlex
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crmcli.errors import Invalid
from crmcli.schedules import crontab, marks
from crmcli.schedules.marks import Mark

DAY = date(2026, 11, 24)
FOREIGN = (
    b"# m h dom mon dow command", b"MAILTO=me@x.example", b"0 5 * * 1 tar czf /b.tgz /home", b"", b"  ", b"\t# note\r",
    b"*/5 * * * * crm alerts", b"# 0 7 * * * crm digest # crm digest, since 2026-11-24 (managed by crm schedule)",
    b"\xff\xfe not a text", b"@daily echo '% #'",
    b"0 7 * * * crm digest # crm digest, since 2026-99-99 (managed by crm schedule)",
)  # fmt: skip
CONTENTS = st.one_of(
    st.builds(
        lambda lines, end: b"\n".join(lines) + end,
        st.lists(st.one_of(st.sampled_from(FOREIGN), st.binary(max_size=30)), max_size=6),
        st.sampled_from([b"", b"\n", b"\n\n", b"\r\n"]),
    ),
    st.binary(max_size=80),
)
NAMES = st.sampled_from(["digest", "alerts", "vip-digest"])


def line(name: str = "digest", when: str = "0 7-23 * * *", *words: str) -> bytes:
    return crontab.written(when, list(words) or ["/bin/crm", name], Mark(name, DAY))


@given(CONTENTS, st.lists(NAMES, min_size=1, max_size=4), st.randoms())
def test_what_was_there_is_there_to_the_byte_when_all_of_ours_has_gone(content: bytes, names: list[str], order) -> None:
    assume(not crontab.lines(content))
    changed = content
    for name in names:
        changed = crontab.put(changed, line(name))
        assert changed.endswith(b"\n")
    assert sorted(each.mark.name for each in crontab.lines(changed)) == sorted(set(names))
    going = sorted(set(names))
    order.shuffle(going)
    for name in going:
        changed = crontab.without(changed, name)
    assert changed == content


@given(CONTENTS, NAMES)
def test_the_same_line_again_changes_nothing(content: bytes, name: str) -> None:
    once = crontab.put(content, line(name))
    assert crontab.put(once, line(name)) == once
    assert [each.mark.name for each in crontab.lines(once)].count(name) == 1


@given(CONTENTS, CONTENTS)
def test_a_changed_line_stays_in_its_place_and_others_as_they_are(above: bytes, below: bytes) -> None:
    assume(not crontab.lines(above + b"\n" + below))
    before = crontab.put(above, line()) + below
    after = crontab.put(before, line("digest", "30 8-23 * * *"))
    place = before.index(b"0 7-23")
    assert after[:place] == before[:place]
    assert after[place:].startswith(b"30 8-23 * * * /bin/crm digest # crm digest, since 2026-11-24")
    assert after.endswith(below)


def test_a_missing_line_end_is_added_for_ours_and_taken_away_with_the_last_of_them() -> None:
    first = crontab.put(b"0 5 * * * backup", line())
    assert first == (
        b"0 5 * * * backup\n"
        b"0 7-23 * * * /bin/crm digest # crm digest, since 2026-11-24, after a missing line end"
        b" (managed by crm schedule)\n"
    )
    both = crontab.put(first, line("alerts"))
    left = crontab.without(both, "digest")
    assert left.count(b"\n") == 2
    assert crontab.without(left, "alerts") == b"0 5 * * * backup"
    assert crontab.without(first + b"0 6 * * * other\n", "digest") == b"0 5 * * * backup\n0 6 * * * other\n"


def test_lines_that_were_doubled_by_hand_become_one() -> None:
    doubled = b"a\n" + line() + b"\nb\n" + line("digest", "5 5 * * *")
    assert crontab.put(doubled, line()) == b"a\n" + line() + b"\nb\n"
    assert crontab.without(doubled, "digest") == b"a\nb\n"


@given(
    st.lists(st.text(st.characters(exclude_characters="\\", exclude_categories=("Cc", "Cs")), max_size=12), min_size=1)
)
def test_words_are_read_back_as_they_were_written(words: list[str]) -> None:
    (found,) = crontab.lines(crontab.put(b"", line("digest", "0 7 * * *", "/bin/crm", *words)))
    assert found.words == ("/bin/crm", *words)
    assert found.time == "0 7 * * *"


@given(st.text(st.characters(exclude_characters="\\", exclude_categories=("Cc", "Cs")), max_size=12))
def test_no_percent_sign_stands_alone_where_cron_would_end_the_command(word: str) -> None:
    written = line("digest", "0 7 * * *", "/bin/crm", word).decode()
    command = written.removeprefix("0 7 * * * ")
    assert "%" not in command.replace("\\%", "")
    assert shlex.split(command.replace("\\%", "%"), comments=True) == ["/bin/crm", word]


def test_what_a_crontab_cannot_hold_is_refused() -> None:
    with pytest.raises(Invalid, match="cannot hold a backslash"):
        line("digest", "0 7 * * *", "/bin/crm", "a\\b")
    with pytest.raises(Invalid, match="too long for a crontab"):
        line("digest", "0 7 * * *", "/bin/crm", "é" * 600)


def test_settings_are_those_above_the_line() -> None:
    content = b'MAILTO = ""\nCRON_TZ=Asia/Tokyo\n' + line() + b"\nMAILTO=later\n"
    assert crontab.settings_before(content, "digest") == {"MAILTO": "", "CRON_TZ": "Asia/Tokyo"}
    assert crontab.settings_before(content, "alerts")["MAILTO"] == "later"


def test_a_mark_is_read_as_it_is_written() -> None:
    for mark in (Mark("digest", DAY), Mark("vip-2", DAY, has_added_end=True)):
        assert marks.read(b"0 7 * * * crm " + str(mark).encode()) == mark
    assert marks.read(b"0 7 * * * crm # crm digest") is None
