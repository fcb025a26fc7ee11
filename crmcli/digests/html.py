"""A digest as a whole HTML document, for mail programs: no script, nothing from the network, all styles inline.

The one style sheet only turns it dark; programs that drop it show it light. Every text is escaped, and every address
begins with `tel:`, `mailto:` or `https://wa.me/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import uris
from crmcli.digests import plain
from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crmcli.digests.contents import Digest, Item, Section

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
# Each state's colour on white, and on black; told apart also by who sees red and green alike.
_COLORS = {
    "late": ("#c2410c", "#fb923c"),
    "today": ("#1d4ed8", "#7aa7ff"),
    "silent": ("#475569", "#a8b3c4"),
    "occasion": ("#86198f", "#e39af0"),
    "announced": ("#0f766e", "#4fd1c1"),
    "coming": ("#0f766e", "#4fd1c1"),
}
_OF_DEALS = {
    "slipped": ("#c2410c", "#fb923c"),
    "stalled": ("#475569", "#a8b3c4"),
    "unplanned": ("#1d4ed8", "#7aa7ff"),
    "closing": ("#0f766e", "#4fd1c1"),
}
_DARK = """\
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:#14161a!important}
.card{background-color:#1f2329!important;border-color:#333942!important}
.text{color:#eceff3!important}
.soft{color:#a4adba!important}
.code{background-color:#2a2f37!important;color:#dfe4ea!important}
.link{background-color:#26334d!important;color:#a9c6ff!important}
"""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def written(digest: Digest) -> str:
    """The whole document, ending in a line end."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_escaped(digest.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="supported-color-schemes" content="light dark">'
    yield f"<title>{_escaped(digest.subject)}</title>"
    yield f"<style>\n{_DARK}{_dark_colors(digest)}}}\n</style>"
    yield "</head>"
    yield '<body class="page" style="margin:0;padding:0;background-color:#eef0f3;-webkit-text-size-adjust:100%">'
    yield '<div class="page" style="background-color:#eef0f3;padding:16px 10px 28px">'
    outside = "max-width:600px;margin:0 auto;color:#16191d;font-size:16px;line-height:1.4;overflow-wrap:anywhere"
    yield f'<div class="text" style="{outside};{_FONT}">'
    yield from _head(digest)
    for section in digest.sections:
        yield from _section(section)
    if digest.hint:
        yield _paragraph(digest.hint, "soft", "margin:16px 6px 0;font-size:14px;color:#5b6470")
    yield "</div>\n</div>\n</body>\n</html>"


def _dark_colors(digest: Digest) -> str:
    """The rules that give each state its colour on black; those of deals only where there are any."""
    told = {section.state for section in digest.sections}
    colors = _COLORS | {state: both for state, both in _OF_DEALS.items() if state in told}
    return "".join(
        f".{state}{{color:{dark}!important}}\n.{state}-bar{{border-left-color:{dark}!important}}\n"
        for state, (_light, dark) in colors.items()
    )


def _light(state: str) -> str:
    return (_COLORS.get(state) or _OF_DEALS[state])[0]


def _head(digest: Digest) -> Iterator[str]:
    yield f'<h1 style="margin:0 6px 2px;font-size:23px;line-height:1.25">{_escaped(digest.day)}</h1>'
    for line in (digest.summary, *digest.notes):
        yield _paragraph(line, "soft", "margin:0 6px;font-size:15px;color:#5b6470")


def _paragraph(text: str, name: str, style: str) -> str:
    return f'<p class="{name}" style="{style}" dir="auto">{_escaped(text)}</p>'


def _section(section: Section) -> Iterator[str]:
    light = _light(section.state)
    heading = f"margin:22px 6px 8px;font-size:15px;color:{light}"
    yield f'<h2 class="{section.state}" style="{heading}">{_escaped(plain.counted(section))}</h2>'
    for item in section.items:
        yield from _item(item, section.state)
    if section.left:
        more = _escaped(_("… and {count} more:").format(count=f"{section.left:,}"))
        yield f'<p class="soft" style="margin:8px 6px 0;font-size:14px;color:#5b6470">{more} {_code(section.more)}</p>'


def _item(item: Item, state: str) -> Iterator[str]:
    light = _light(state)
    box = "padding:12px 14px;background-color:#fff;border:1px solid #dfe3e8;border-radius:8px"
    yield '<table role="presentation" width="100%" cellspacing="0" style="margin:0 0 10px"><tr>'
    yield f'<td class="card {state}-bar" style="{box};border-left:4px solid {light}">'
    yield from _title(item)
    reasons = " · ".join([*item.reasons, *([item.there] if item.phone and item.there else [])])
    if reasons:
        yield _paragraph(reasons, "soft", "margin:3px 0 0;font-size:14px;color:#5b6470")
    links = list(_links(item))
    if links:
        yield f'<div style="margin:9px 0 0;font-size:15px">{"".join(links)}</div>'
    yield f'<div style="margin:{3 if links else 9}px 0 0">{_code(item.close)}</div>'
    yield "</td></tr></table>"


def _title(item: Item) -> Iterator[str]:
    clock = f"<b>{_escaped(item.clock)}</b>&nbsp; " if item.clock else ""
    what = f"<bdi>{_escaped(item.what)}</bdi>"
    if item.ref:
        number = f'<span class="soft" style="font-size:13px;color:#5b6470">{_escaped(item.ref)}</span>'
        name = f"<b><bdi>{_escaped(item.name)}</bdi></b>"
        yield f'<div style="font-size:17px">{clock}{name}&nbsp; {number}</div>'
        yield f"<div>{what}</div>"
    else:
        yield f'<div style="font-size:17px">{clock}<b>{what}</b></div>'


def _links(item: Item) -> Iterator[str]:
    """A button for each way to reach them, as large as a thumb wants it."""
    ways: list[tuple[str, Callable[[], str]]] = []
    if item.phone:
        ways.append((item.phone, lambda: uris.telephone(item.phone, item.number)))
    if item.chat:
        ways.append((_("WhatsApp"), lambda: uris.service("whatsapp", item.chat, item.chat)))
    if item.email:
        ways.append((item.email if not item.phone else _("E-mail"), lambda: uris.mail(item.email)))
    style = (
        "display:inline-block;margin:0 6px 6px 0;padding:8px 13px;border-radius:7px;background-color:#e6eefc;"
        "color:#163f9e;text-decoration:none"
    )
    for label, uri in ways:
        try:
            address = _escaped(uri(), most=2_000)
        except Invalid:
            yield f"<span>{_escaped(label)}</span> "
            continue
        yield f'<a class="link" href="{address}" style="{style}">{_escaped(label)}</a>'


def _code(command: str) -> str:
    style = "padding:3px 7px;border-radius:5px;background-color:#eef0f3;color:#2a2f36;font:13px Menlo,monospace"
    return f'<code class="code" style="{style}">{_escaped(command)}</code>'


def _escaped(text: str, most: int = 240) -> str:
    """A text in which HTML reads nothing but text, harmless and on one line."""
    return plain.shortened(text, most).translate(_ESCAPES)
