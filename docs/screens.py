"""Makes docs/pictures/screen-*.svg: each view of `crm tui` with the sample, drawn by Textual as a terminal shows it.

`python docs/screens.py`. The clock is that of the examples; nothing in the pictures is drawn by hand. Whoever looks at
them loads no letters from anywhere.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs import examples
from docs.picture import FONT

PICTURES = Path(__file__).parent / "pictures"
NARROW, WIDE = (80, 24), (132, 34)
# By the name of the picture: the view to begin in, the keys that lead there, and the size of the window.
SCREENS: dict[str, tuple[str, tuple[str, ...], tuple[int, int]]] = {
    "board": ("board", ("l", "j"), (140, 36)),
    "board-narrow": ("board", ("l", "j"), NARROW),
    "deal": ("board", ("l", "j", "enter"), WIDE),
    "today": ("today", (), WIDE),
    "planner": ("today", ("p",), WIDE),
    "contacts": ("contacts", ("j", "j"), WIDE),
    "reports": ("reports", (), WIDE),
    "keys": ("board", ("question_mark",), WIDE),
}
_LOADED = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_FAMILY = re.compile(r"font-family: Fira Code, monospace;")


def main() -> None:
    """Write the pictures anew."""
    for name in SCREENS:
        path(name).write_text(svg(name), "utf-8")


def path(name: str) -> Path:
    """Where the picture of a screen is."""
    return PICTURES / f"screen-{name}.svg"


def svg(name: str) -> str:
    """The picture of a screen as the program looks today."""
    with tempfile.TemporaryDirectory(prefix="crm-docs-") as home, _as_in_the_examples(Path(home)):
        from crmcli import context
        from crmcli.commands import sampling

        context.start([])
        drawn = asyncio.run(_shown(sampling.write(home), name))
    plain = _FAMILY.sub(f"font-family: {FONT};", _LOADED.sub("", drawn))
    return "".join(line.rstrip() + "\n" for line in plain.splitlines())


async def _shown(database: str, name: str) -> str:
    from crmcli.tui.app import CrmApp
    from crmcli.tui.views import Begin

    view, keys, size = SCREENS[name]
    app = CrmApp(database, is_debug=True, begin=Begin(view=view))
    async with app.run_test(size=size, notifications=False) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            while any(not each.is_finished for each in app.workers):
                await pilot.pause()
            await pilot.pause(0.3)  # what waits for a cursor to stand still before it reads
        return app.export_screenshot(title="crm tui")


@contextmanager
def _as_in_the_examples(home: Path) -> Iterator[None]:
    """What a person of the examples has around them."""
    before, around = dict(os.environ), examples.surroundings(home)
    os.environ.clear()
    os.environ.update(around)
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        time.tzset()


if __name__ == "__main__":
    main()
