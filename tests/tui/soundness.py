"""What is true of every screen at every moment: lines as wide as the window, and the cursor in sight."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.widget import Widget

from crmcli.tui.app import CrmApp
from crmcli.tui.board_cursor import Board
from crmcli.tui.frame import is_too_small
from crmcli.tui.painting import Painted
from crmcli.tui.row_list import RowList


def faults(app: CrmApp) -> list[str]:
    """Returns what is broken on the present screen, in words; nothing where it is sound."""
    return [*_of_lines(app), *_of_widgets(app)]


def _of_lines(app: CrmApp) -> Iterator[str]:
    width, height = app.size
    rows = app.screen._compositor.render_strips(app.size)
    if len(rows) != height:
        yield f"{len(rows)} lines in a window of {height}"
    for number, row in enumerate(rows):
        cells = sum(cell_len(segment.text) for segment in row)
        if cells != width:
            yield f"line {number} is {cells} cells wide in a window of {width}"


def _of_widgets(app: CrmApp) -> Iterator[str]:
    if is_too_small(*app.size):
        return  # then a line that says so lies over all of them
    for widget in app.screen.query(Painted):
        if widget.display and widget.size.width and widget.size.height:
            yield from _drawn_wrong(widget)
            yield from _out_of_sight(widget)


def _drawn_wrong(widget: Painted) -> Iterator[str]:
    """Lines that a widget draws wider or narrower than it is; Textual would cut or fill them in silence."""
    for y in range(widget.size.height):
        strip = widget.render_line(y)
        cells = sum(cell_len(segment.text) for segment in strip)
        if cells != widget.size.width or strip.cell_length != cells:
            yield f"{widget} draws line {y} {cells} cells wide (says {strip.cell_length}) in {widget.size.width}"


def _out_of_sight(widget: Widget) -> Iterator[str]:
    if isinstance(widget, RowList) and widget.keys:
        if not widget.top <= widget.at < widget.top + widget.size.height:
            yield f"{widget}: the cursor is on row {widget.at}, in sight are {widget.size.height} from {widget.top}"
        if not 0 <= widget.top <= max(len(widget.keys) - 1, 0):
            yield f"{widget}: scrolled to row {widget.top} of {len(widget.keys)}"
    if isinstance(widget, Board) and widget.model.columns:
        model, column = widget.model, widget.model.column
        if not model.left <= model.at < model.left + model.span:
            yield f"{widget}: the cursor is in column {model.at}, in sight are {model.span} from {model.left}"
        if column and column.cards and not column.top <= column.row < column.top + model.page:
            yield f"{widget}: the cursor is on card {column.row}, in sight are {model.page} from {column.top}"
        region = widget.card_region()
        if column and column.cards and region and not (region.y < widget.size.height and region.right > 0):
            yield f"{widget}: the card under the cursor is drawn at {region}"
