"""What the palette offers of the screen itself: views, the keys of the present view, reports, segments and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.tui import head, keymaps, keys, themes
from crmcli.tui.gateway import starting
from crmcli.tui.palette import Offer
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from textual.dom import DOMNode

    from crmcli.tui.around import Around

_NOT_OFFERED = ("cursor",)  # moving about is quicker by keys


def of(app: Around) -> list[Offer]:
    """Returns what can be done where one is, in the order of the key map, then what one can go to."""
    return [
        *_keys(app),
        *(_view(view, called) for view, called in head.names().items()),
        *(_line(name, _("report"), f"report {name}") for name in reports()),
        *(_theme(name, called) for name, called in themes.called().items()),
    ]


async def segments(app: Around) -> list[Offer]:
    """Returns the segments, by which the present view can be filtered. Raises CrmError."""
    return [_segment(name, query) for name, query in await app.gateway.ask(starting.segments)]


def reports() -> tuple[str, ...]:
    """Returns the names of the reports, as the line has them."""
    return ("funnel", "forecast", "velocity", "won", "lost", "stalled", "activity", "sources", "goal", "time", "week")


def _keys(app: Around) -> Iterator[Offer]:
    by_name = {each.name: each for each in keys.all_keys()}
    offered: set[str] = set()
    for active in app.screen.active_bindings.values():
        key = by_name.get(str(active.binding.id))
        if key is None or key.name in offered or key.group in _NOT_OFFERED or not active.enabled:
            continue
        if key.name in ("view.palette", "view.keys") or key.action.startswith("app.go("):
            continue
        offered.add(key.name)
        yield _action(key.label, keymaps.shown(active.binding.key), active.binding.action, active.node)


def _action(label: str, sign: str, action: str, node: DOMNode) -> Offer:
    async def do(app: Around) -> Any:
        return await app.run_action(action, node)

    return Offer(label, sign, do)


def _view(view: str, called: str) -> Offer:
    async def do(app: Around) -> None:
        await app.go_to(view)

    return Offer(called, _("view"), do)


def _line(label: str, beside: str, line: str) -> Offer:
    async def do(app: Around) -> None:
        from crmcli.tui import line_meaning

        with app.telling():
            await line_meaning.do(app, line)

    return Offer(label, beside, do)


def _segment(name: str, query: str) -> Offer:
    async def do(app: Around) -> None:
        if isinstance(app.screen, View):
            app.screen.narrow([f"@{name}"])

    return Offer(f"@{name}", _("segment: {query}").format(query=query), do)


def _theme(name: str, called: str) -> Offer:
    async def do(app: Around) -> None:
        app.dress(name)

    return Offer(name, _("theme: {called}").format(called=called), do)
