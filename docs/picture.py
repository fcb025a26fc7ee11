"""Makes docs/pictures/crm.svg: crm run on a terminal with the sample address book, drawn as that terminal showed it.

`python docs/picture.py`. Nothing in the picture is written by hand but the commands. Each word is set at its own
place, so that it stands in its column whatever fonts the reader has; nothing is loaded from anywhere.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.cells import cell_len
from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from docs import examples

PICTURE = Path(__file__).parent / "pictures" / "crm.svg"
COMMANDS = (
    "crm import contacts.vcf --quiet",
    "crm find xiaoming",
    "crm log 7890 call 'price ok, wife decides' --next 'call both' --on fri@10",
    "crm log 'ibu sari' visit 'new boutique opens soon' --at '3 weeks ago'",
    "crm remind meiling 'send the price list' --on today",
    "crm group edit VIP --cadence 14d",
    "crm today",
    "crm brief 7890",
    "crm undo",
)
COLUMNS = 94
CELL, LINE, MARGIN, BAR = 8.4, 20, 22, 34  # a character's width, a line's height, around the text, above it
FONT = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
PAPER, INK = (22, 27, 38), (201, 209, 224)
NORMAL = [
    PAPER, (240, 113, 120), (149, 209, 137), (242, 197, 114),
    (122, 171, 247), (199, 146, 234), (108, 208, 216), INK,
]  # fmt: skip
THEME = TerminalTheme(PAPER, INK, NORMAL, [(98, 108, 130), *NORMAL[1:7], (255, 255, 255)])


def main() -> None:
    """Write the picture anew."""
    PICTURE.write_text(svg(), "utf-8")


def svg() -> str:
    """The picture as the program looks today."""
    with tempfile.TemporaryDirectory(prefix="crm-docs-") as home:
        environment = examples.surroundings(Path(home)) | {"COLUMNS": str(COLUMNS)}
        del environment["NO_COLOR"]
        lines: list[Text] = []
        for command in COMMANDS:
            lines += [Text()] * bool(lines)
            lines.append(Text.assemble(("$ ", "green"), (command, "bold bright_white")))
            lines += Text.from_ansi(examples.run(command, environment)[1]).split("\n")
    return "".join(piece + "\n" for piece in drawn(lines))


def drawn(lines: list[Text]) -> Iterator[str]:
    """The lines of an SVG of a terminal that shows these lines."""
    width, height = round(2 * MARGIN + COLUMNS * CELL), BAR + LINE * len(lines) + MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">'
    yield f'<rect width="{width}" height="{height}" rx="10" fill="{_hex(PAPER)}"/>'
    for number in range(3):
        yield f'<circle cx="{MARGIN + 4 + 17 * number}" cy="19" r="5" fill="#3a4358"/>'
    yield f'<g font-family="{FONT}" font-size="14" fill="{_hex(INK)}" xml:space="preserve">'
    console = Console()
    for number, line in enumerate(lines):
        y, cells = BAR + LINE * (number + 0.75), 0
        for piece, style, _control in line.render(console):
            for word in piece.split(" "):
                if word:
                    yield _word(word, style or Style.null(), MARGIN + cells * CELL, y)
                cells += cell_len(word) + 1
            cells -= 1
    yield "</g>"
    yield "</svg>"


def _word(word: str, style: Style, x: float, y: float) -> str:
    marks = f'x="{x:.1f}" y="{y:g}" textLength="{cell_len(word) * CELL:.1f}"'
    if style.color:
        marks += f' fill="{_hex(Color.get_truecolor(style.color, THEME))}"'
    if style.bold:
        marks += ' font-weight="700"'
    if style.dim:
        marks += ' opacity="0.6"'
    return f"<text {marks}>{escape(word)}</text>"


def _hex(color: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in color)


if __name__ == "__main__":
    main()
