"""A digest as text, Markdown and HTML: no line too wide, no command broken, and nothing from outside read as markup."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.commands import digest_contents
from crmcli.digests import html, markdown, plain
from crmcli.digests.contents import Digest, Item, Section
from crmcli.wrapping import cells

VOID = {"meta", "br", "img", "hr", "link", "input"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x1b[31mred\x1b[0m \x9b31m \x00",
    "two\nlines\r\nand\u2028three",
    "\u202eturned\u2066 round\u200f",
    "**bold** [link](http://evil.example) `code` # head | cell $x$ ~~no~~",
    "x" * 3_000,
    "陳" * 900,
    "e\u0301" * 400,
    "\ud800 broken",
    "&amp; &lt;b&gt; ' \"",
    "שלום עולם",
    "[red]markup[/red] %s {name} %(x)s",
)


def item(name: str = "Budi Santoso", what: str = "send quote", **values: object) -> Item:
    """A thing to do, of which only what matters is said."""
    found = Item(name, "c41", what, "", [], "", "", "", "", "", "crm done f12")
    return found._replace(**values)  # type: ignore[arg-type]


def digest(*items: Item, total: int = 0, more: str = "crm today --all", **values: object) -> Digest:
    """A digest with one section of these."""
    sections = [Section("late", "Late", total or len(items), items, more)] if items else []
    found = Digest("Tue 24 Nov 2026", "1 late", "1 late · Tue 24 Nov 2026", [], sections, "", "en")
    return found._replace(**values)  # type: ignore[arg-type]


class Reader(HTMLParser):
    """Reads a document as a browser would, and keeps what it finds; complains of tags that do not close."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words.append(data)


def read(text: str) -> Reader:
    """The document, read; every tag in it closes."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return reader


texts = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="陳美玲 ab\u0301\u200d👨\u202e\x1b<&'\"`*\n\t", max_size=300),
    st.sampled_from(HOSTILE),
)
items = st.builds(
    Item,
    name=texts,
    ref=st.sampled_from(["", "c41", "c123456789"]),
    what=texts,
    clock=st.sampled_from(["", "15:00"]),
    reasons=st.lists(texts, max_size=4),
    phone=texts,
    number=st.sampled_from(["", "+6281234567890"]),
    chat=st.sampled_from(["", "+6281234567890"]),
    email=texts,
    there=st.sampled_from(["", "1 h later there"]),
    close=st.sampled_from(["crm done f12", "crm log c88 call", "crm log c12 message 'happy birthday'"]),
)


@given(st.lists(items, min_size=1, max_size=4), texts, texts)
def test_no_line_of_text_is_wider_than_78_cells_and_no_command_is_broken(
    found: list[Item], summary: str, note: str
) -> None:
    text = plain.written(digest(*found, total=len(found) + 212, summary=summary, notes=[note]))
    lines = text.splitlines()
    assert text == "\n".join(lines) + "\n"
    assert max(map(cells, lines)) <= 78
    assert not [line for line in lines if line != line.rstrip(" ")]
    assert [line for line in lines if line in {f"    {each.close}" for each in found}]
    assert sum(line == f"    {each.close}" for line in lines for each in found[:1]) >= 1
    assert any("crm today --all" in line for line in lines)


@given(st.lists(items, min_size=1, max_size=4), texts)
def test_no_format_holds_a_control_character_but_line_ends(found: list[Item], note: str) -> None:
    for layout in (plain, markdown, html):
        text = layout.written(digest(*found, notes=[note]))
        assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n"]
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
        assert text.encode()


@given(st.lists(items, min_size=1, max_size=4), texts, texts)
def test_html_closes_every_tag_and_reads_no_text_as_markup(found: list[Item], summary: str, note: str) -> None:
    expected = read(html.written(digest(item(), summary="x", notes=["y"])))
    reader = read(html.written(digest(*found, total=99, summary=summary, notes=[note], subject=summary)))
    assert reader.tags <= expected.tags | {"a", "div", "bdi", "b", "span", "code", "p"}
    for tag, name, value in reader.attributes:
        assert not name.startswith("on")
        assert name in ("lang", "charset", "name", "content", "class", "style", "dir", "role", "href") or tag == "table"
        if name == "href":
            assert re.fullmatch(r"(tel:\+?[0-9]+|mailto:[!-~]+|https://wa\.me/[0-9]+)", value), value
        if name == "style":
            assert "url(" not in value
            assert "expression" not in value


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:16].encode("unicode_escape").decode())
def test_a_hostile_name_stands_in_html_as_it_is_shown_elsewhere(text: str) -> None:
    reader = read(html.written(digest(item(text, text))))
    assert reader.words.count(plain.shortened(text)) == 2
    assert not reader.tags & {"script", "img"}


def test_html_needs_nothing_from_the_network_and_runs_nothing() -> None:
    text = html.written(digest(item(phone="+62 812-3456-7890", number="+6281234567890", chat="+6281234567890")))
    reader = read(text)
    assert not reader.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert not [name for _tag, name, _value in reader.attributes if name in ("src", "background", "srcset")]
    assert "@import" not in text
    assert "url(" not in text
    assert ("meta", "content", "light dark") in reader.attributes
    assert "@media (prefers-color-scheme:dark)" in text


def test_the_longest_digest_is_a_page_that_mail_programs_show_whole() -> None:
    one = item(
        "Regina Felicia Tan Widjaja",
        "send the offer for the six trucks again",
        reasons=["2 days late, since Sun 22 Nov 2026", "also silent 34 days", "3 tries since 2 Nov"],
        phone="+62 812-3456-7890",
        number="+6281234567890",
        chat="+6281234567890",
        email="regina.felicia@company.example",
        there="1 h later there",
    )
    assert len(html.written(digest(*[one] * sum(digest_contents.MOST.values()))).encode()) < 100_000


def test_every_colour_of_the_light_page_has_one_in_the_dark() -> None:
    text = html.written(
        digest(
            item(reasons=["2 days late"], phone="+62 812", number="+62812", email="a@b.example"),
            total=9,
            hint="Not today?",
            notes=["Goals"],
        )
    )
    sheet = text[text.index("<style>") : text.index("</style>")]
    for tag, classes, style in re.findall(r'<(\w+) [^>]*?class="([^"]*)"[^>]*?style="([^"]*)"', text):
        for each in (name for name in classes.split() if "color" in style):
            assert f".{each}{{" in sheet, (tag, each)
    coloured = re.findall(r'<(\w+)(?![^>]*class=)[^>]*style="[^"]*color:', text)
    assert not coloured, "a colour that nothing turns dark"


@pytest.mark.parametrize(
    ("phone", "number", "link"),
    [
        ("+62 812-3456-7890", "+6281234567890", "tel:+6281234567890"),
        ("0812-3456", "", "tel:08123456"),
        ("1-800-FLOWERS", "+18003569377", "tel:+18003569377"),
        ("javascript:alert(1)", "", "tel:1"),
        ("ask his wife", "", ""),
    ],
)
def test_a_phone_is_a_link_where_it_has_digits_and_a_text_where_not(phone: str, number: str, link: str) -> None:
    reader = read(html.written(digest(item(phone=phone, number=number))))
    assert [value for tag, name, value in reader.attributes if name == "href"] == ([link] if link else [])
    assert phone in reader.words


def test_an_address_that_is_none_is_shown_and_leads_nowhere() -> None:
    reader = read(html.written(digest(item(email="nobody at home"))))
    assert "nobody at home" in reader.words
    assert "a" not in reader.tags


@given(texts)
def test_markdown_reads_nothing_in_a_name_as_markup(text: str) -> None:
    written = markdown.written(digest(item(text, text)))
    for line in written.splitlines():
        bare = re.sub(r"\\[\\`*_{}\[\]<>#|~&$.)+-]", "", line)
        bare = re.sub(r"^(#+ |\s*- )", "", bare).replace("`crm done f12`", "")
        assert not re.search(r"[`_\[\]<>#|~&$]", bare), line
        assert bare.count("*") in (0, 4), line


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. floor", "1\\. floor"),
        ("12) floor", "12\\) floor"),
        ("- floor", "\\- floor"),
        ("---", "\\---"),
        ("+ 62 812", "\\+ 62 812"),
        ("+62 812", "+62 812"),
        ("1.5 hours", "1.5 hours"),
        ("10:30 - 11.", "10:30 - 11."),
    ],
)
def test_a_place_that_looks_like_a_list_makes_none_in_markdown(text: str, written: str) -> None:
    lines = markdown.written(digest(item(reasons=[text]), notes=[text])).splitlines()
    assert lines.count(f"  - {written}") == 1
    assert lines.count(written) == 1


@pytest.mark.parametrize(
    ("command", "written"),
    [
        ("crm done f12", "`crm done f12`"),
        ("crm contact list 'group:a`b'", "`` crm contact list 'group:a`b' ``"),
        ("crm contact list '``' '`'", "``` crm contact list '``' '`' ```"),
    ],
)
def test_a_command_stands_in_markdown_as_it_is_typed(command: str, written: str) -> None:
    assert f"  - {written}" in markdown.written(digest(item(close=command))).splitlines()


def test_a_long_promise_is_cut_and_a_section_says_how_many_it_leaves_out() -> None:
    found = digest(item(what="very " * 200), total=213)
    assert plain.written(found) == (
        "Tue 24 Nov 2026\n1 late\n\nLate (213)\n\n"
        "  Budi Santoso (c41): very very very very very very very very very very very\n"
        + ("    " + "very " * 14 + "very\n")
        * 2
        + "    very very very very very very very…\n"
        "    crm done f12\n\n"
        "  … and 212 more: crm today --all\n"
    )
    assert "… and 212 more: `crm today --all`" in markdown.written(found)
    assert "… and 212 more: " in "".join(read(html.written(found)).words)


def test_parts_of_a_line_are_broken_between_and_not_inside() -> None:
    found = item(reasons=["2 days late, since Sun 22 Nov 2026", "also silent 34 days"], phone="+62 812-3456-7890")
    assert plain.written(digest(found)).splitlines()[-4:] == [
        "  Budi Santoso (c41): send quote",
        "    2 days late, since Sun 22 Nov 2026 · also silent 34 days",
        "    +62 812-3456-7890",
        "    crm done f12",
    ]
