"""What a report shows: blocks of rows, each with a figure and its numbers, and sentences between them.

The words are there already; how wide the window is, is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.tui import charts

if TYPE_CHECKING:
    from crmcli.tui.charts import Figure

ALWAYS = 0  # the rank of a column that is never left out; of the others the greatest goes first


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers, with its rank: how soon it is left out where there is no room."""

    title: str
    rank: int = ALWAYS


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its label, its figure, its numbers as text, and what stands behind them.

    `deals` are the numbers of deals by what they are counted as; `row` is what the line calls it, empty where it
    cannot name it; `ref` is a record that is opened in place of deals.
    """

    label: str
    figure: Figure | None = None
    cells: tuple[str, ...] = ()
    deals: dict[str, tuple[int, ...]] = field(default_factory=dict)
    row: str = ""
    ref: str = ""

    @property
    def every_deal(self) -> list[int]:
        """The deals behind any of its numbers, each once."""
        return sorted({deal_id for ids in self.deals.values() for deal_id in ids})


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one head, drawn at one scale. `legend` says what the looks of their figures mean.

    `axis` names the first and the last of what a heat line goes over; `notes` are sentences below. Blocks of one
    `scale` are drawn at one scale, and their columns are named once.
    """

    label: str = ""
    columns: tuple[Column, ...] = ()
    entries: tuple[Entry, ...] = ()
    title: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    axis: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    scale: str = ""

    def most(self, width: int) -> int:
        """The number that the longest bar, or the deepest sign in so many cells, is drawn for."""
        return max((each.figure.most(width) for each in self.entries if each.figure), default=0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A report: of what and of which days, its blocks, and in place of them what is lacking."""

    heading: str
    blocks: tuple[Block, ...] = ()
    nothing: str = ""


def bar(*numbers: int, looks: tuple[str, ...] = (charts.MAIN, charts.SECOND, charts.REST)) -> Figure:
    """Returns numbers as one bar, each in its look."""
    return charts.Figure(charts.BAR, numbers, looks)
