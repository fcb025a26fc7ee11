"""A digest as Markdown, for notes and chats: no name in it is read as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.digests import plain
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.digests.contents import Digest, Item

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_LIST = re.compile(r"^(?=-|\+(?: |$))|^\d+(?=[.)](?: |$))")  # with which a line begins a list, or is a rule


def written(digest: Digest) -> str:
    """The whole digest, ending in a line end."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield f"# {digest.day}"
    for line in (digest.summary, *digest.notes):
        yield from ("", _escaped(line))
    for section in digest.sections:
        yield from ("", f"## {_escaped(plain.counted(section))}", "")
        for item in section.items:
            yield from _item(item)
        if section.left:
            more = _("… and {count} more:").format(count=f"{section.left:,}")
            yield from ("", f"{more} {_code(section.more)}")
    if digest.hint:
        yield from ("", _escaped(digest.hint))


def _item(item: Item) -> Iterator[str]:
    clock = f"{item.clock} " if item.clock else ""
    if item.ref:
        yield f"- {clock}**{_escaped(item.name)}** ({item.ref}): {_escaped(item.what)}"
    else:
        yield f"- {clock}**{_escaped(item.what)}**"
    details = [part for part in map(_escaped, (*item.reasons, plain.reach(item))) if part]
    if details:
        yield "  - " + " · ".join(details)
    yield f"  - {_code(item.close)}"


def _escaped(text: str) -> str:
    """A text in which Markdown reads nothing but text, also where it begins a line."""
    return _LIST.sub(r"\g<0>\\", _MARKUP.sub(r"\\\1", plain.shortened(text)))


def _code(command: str) -> str:
    """A command as code, between more backticks than follow one another in it."""
    command = plain.shortened(command)
    fence = "`" * (1 + max(map(len, re.findall("`+", command)), default=0))
    blank = " " if "`" in command else ""
    return fence + blank + command + blank + fence
