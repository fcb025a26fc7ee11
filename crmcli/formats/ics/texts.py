"""The texts of a calendar: what mail programs write as web pages, as plain text.

Promises linear time for any text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from crmcli.formats.cleaning import clean_text

_IS_PAGE = re.compile(
    r"<(?:html|body|head|meta|br|p|div|span|a|b|i|u|ul|ol|li|table|td|font|strong|em|h[1-6])\b[^<>]*>|</", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--|-->")
_UNSEEN = re.compile(r"<(/?)(style|script|head|title)\b[^<>]*>", re.IGNORECASE)
_LINE_END = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|/ul|/ol|hr)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"<a\b([^<>]*)>([^<>]*)(?=<)", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_TAG = re.compile(r"</?(?!https?:|mailto:)[a-zA-Z!][^<>]*>")
_DRAWN = re.compile(r"[-_=~:*.\s]{10,}\Z")  # lines that programs draw above and below what they add
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def plain(text: str) -> str:
    """A text without the tags of a web page, where it is one; links keep where they lead."""
    if "<" in text and _IS_PAGE.search(text):
        text = _without_unseen(text)
        text = text.replace("\r", "").replace("\n", " ") if _has_line_tags(text) else text
        text = _LINK.sub(_with_target, text)
        text = _LINE_END.sub("\n", text)
        text = html.unescape(_TAG.sub("", text)).replace("\xa0", " ")
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    elif "&" in text and ("&nbsp;" in text or "&amp;" in text):
        text = html.unescape(text).replace("\xa0", " ")
    lines = (line.rstrip() for line in clean_text(text).split("\n") if not _DRAWN.match(line))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _has_line_tags(text: str) -> bool:
    """Whether lines end with tags, so that line feeds are mere blanks; calendars of Google mix both."""
    return re.search(r"<(?:html|body|p|div)\b", text, re.IGNORECASE) is not None


def _without_unseen(text: str) -> str:
    """The text without what a browser does not show: styles, scripts, the head."""
    if "<!--" in text:
        text = _between(text, _COMMENT, lambda match: match[0] == "<!--")
    return _between(text, _UNSEEN, lambda match: not match[1]) if _UNSEEN.search(text) else text


def _between(text: str, marks: re.Pattern[str], opens: Callable[[re.Match[str]], bool]) -> str:
    """What is outside an opening and a closing mark. One that is never closed hides nothing."""
    kept: list[str] = []
    place = 0
    begun: int | None = None
    for match in marks.finditer(text):
        if opens(match):
            begun = match.start() if begun is None else begun
        elif begun is not None:
            kept.append(text[place:begun])
            place, begun = match.end(), None
    return "".join([*kept, text[place:]])


def _with_target(match: re.Match[str]) -> str:
    href = _HREF.search(match[1])
    target = html.unescape(href[1]) if href else ""
    shown = html.unescape(match[2]).strip()
    if not target.startswith(("http://", "https://")) or shown in target or target in shown:
        return match[2] if shown or not target.startswith("http") else target
    return f"{match[2]} ({target})"
