"""What crm reads of a line, and writes into it, is what bash itself makes of it."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import bash_words

BREAKS = " \t\n\"'@><=;|&(:"


@pytest.mark.parametrize(
    ("line", "words", "raw"),
    [
        ("crm show bu", ["crm", "show", "bu"], "bu"),
        ("crm show ", ["crm", "show", ""], ""),
        ("crm  show\t'a b", ["crm", "show", "a b"], "'a b"),
        ('crm "a \\"b\\" \\x', ["crm", 'a "b" \\x'], '"a \\"b\\" \\x'),
        ("crm a\\ b\\'c", ["crm", "a b'c"], "a\\ b\\'c"),
        ("crm list >out --ids x", ["crm", "list", "--ids", "x"], "x"),
        ("crm list 2> /dev/null x", ["crm", "list", "x"], "x"),
        ("crm '' x", ["crm", "", "x"], "x"),
    ],
)
def test_a_line_is_taken_apart_as_bash_does(line: str, words: list[str], raw: str) -> None:
    read = bash_words.Line(line)
    assert (read.words, read.raw) == (words, raw)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("--group=Bi", ("--group=", "")),
        ("--group=Big\\ Fi", ("--group=", "")),
        ("--group='Bi", ("--group='", "'")),
        ("a\\:b", ("", "")),
        ("@Big\\ Fi", ("", "")),
        ("not:@Bi", ("not:", "")),
        ("group:a@b", ("group:a", "")),
        ('"a:b', ('"', '"')),
    ],
)
def test_readline_replaces_from_the_last_character_that_breaks_words(raw: str, kept: tuple[str, str]) -> None:
    assert bash_words.kept(raw, BREAKS) == kept


WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(WORD, st.sampled_from(["", "'", '"']))
def test_what_is_written_for_bash_is_read_back_as_it_was(text: str, quote: str) -> None:
    line = quote + bash_words.written(text, quote) + quote
    assert bash_words.plain(line) == text
    if not (quote == '"' and "!" in text):  # crm offers no such name there
        shown = subprocess.run(["bash", "-c", f"printf %s {line}"], capture_output=True, check=True)
        assert shown.stdout.decode() == text


@given(st.text(st.sampled_from("ab '\"\\=:>|&;()$`\n"), max_size=20))
def test_any_line_is_taken_apart_without_an_error(text: str) -> None:
    line = bash_words.Line(text)
    kept, quote = bash_words.kept(line.raw, BREAKS)
    assert line.raw.startswith(kept)
    assert quote in ("", "'", '"')
