"""Signs for states, in the locale's letters."""

from __future__ import annotations

import pytest

from crmcli import glyphs
from crmcli.store import days


@pytest.mark.parametrize(
    ("variables", "has_unicode"),
    [
        ({"LC_ALL": "C"}, False),
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "", "LC_CTYPE": "C.utf8", "LANG": "C"}, True),
        ({"LC_ALL": "de_DE.ISO-8859-1"}, False),
        ({"LC_ALL": ""}, False),
    ],
)
def test_the_first_variable_that_says_something_says_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], has_unicode: bool
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert glyphs.has_unicode() is has_unicode
    signs = [glyphs.sign(state) for state in days.STATES]
    assert "".join(signs) == ("!•~!~?…*…" if has_unicode else "!o~!~?>*>")
    assert glyphs.plain("a · b") == ("a · b" if has_unicode else "a - b")


@pytest.mark.parametrize(
    ("part", "whole", "most", "drawn"),
    [
        (0, 0, 10, ""),
        (5, 10, 10, "█████░░░░░"),
        (10, 10, 10, "██████████"),
        (0, 5, 10, "░░░░░"),
        (1, 1, 1_000_000, "█"),
        (1, 1_000_000, 1_000_000, "█░░░░░░░░░"),
        (5, 10, 0, ""),
    ],
)
def test_a_bar_is_as_long_as_the_whole_and_filled_as_far_as_the_part(
    part: int, whole: int, most: int, drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert glyphs.bar(part, whole, most, 10) == drawn
    monkeypatch.setenv("LC_ALL", "C")
    assert glyphs.bar(part, whole, most, 10) == drawn.replace("█", "#").replace("░", ".")
