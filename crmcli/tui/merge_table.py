"""Contacts beside one another, field by field: what stands on each side, and which of it is to hold.

It draws what it is handed and says by a message what was chosen; it asks and changes nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from crmcli import contact_sentences, glyphs, merge_sentences
from crmcli.i18n import _
from crmcli.store import merge_values
from crmcli.tui import keys
from crmcli.tui.painting import Painted, Part, fitted
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from crmcli.tui.gateway.merging import Sides

NUMBER = "number"  # the row that says which contact stays
_LABEL = 11  # cells
_SIGN = 2
_MOST_SAID = 6  # lines of what will be elsewhere


class Line(NamedTuple):
    """A field: what stands on each side, and which of them holds; None where all of it is kept."""

    key: str
    label: str
    values: Sequence[str]
    holds: int | None
    is_heading: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose."""
        return self.holds is not None and len({value for value in self.values if value}) > 1


def lines(sides: Sides, keep_id: int, holders: Mapping[str, int]) -> list[Line]:
    """Returns the fields of contacts: first those that differ, then those that do not, then what is all kept.

    `holders` says whose value of a field holds.
    """
    ids = list(sides.ids)
    fields = [
        Line(name, label(name), values, ids.index(holders[name]) if name in holders else _first(values))
        for name, values in sides.fields.items()
    ]
    differ, same = [each for each in fields if each.is_open], [each for each in fields if not each.is_open]
    kept = [Line(f"all {name}", label(name), values, None) for name, values in sides.lists.items()]
    number = Line(NUMBER, _("stays as"), [f"c{each}" for each in ids], ids.index(keep_id))
    heading = Line("", _("All of it is kept"), (), None, True)
    return [number, *differ, *same, *([heading, *kept] if kept else [])]


def compared(sides: Sides) -> list[Line]:
    """Returns the fields of contacts that are only looked at: what differs first, none of which is chosen."""
    fields = [
        Line(f"all {name}", label(name), values, None) for name, values in (*sides.fields.items(), *sides.lists.items())
    ]
    return sorted(fields, key=lambda each: len(set(each.values)) == 1)


def _first(values: Sequence[str]) -> int:
    return next((place for place, value in enumerate(values) if value), 0)


def label(name: str) -> str:
    """Returns what a field is called in front of its values."""
    known = {"phone", "email", "url"}
    return contact_sentences.called(name, "") if name in known else name.removeprefix("field.").replace("_", " ")


def widths(width: int, count: int) -> list[int]:
    """Returns the cells of each side, of so many in all; between two is a blank."""
    each, rest = divmod(max(width - _LABEL - count, 0), count)
    return [each + (1 if place < rest else 0) for place in range(count)]


class MergeTable(RowList[Line], inherit_bindings=False):
    """The fields, a line each."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.moving(), *keys.of("merge")]

    class Taken(Message):
        """Another value is to hold: that of a field on one side; `field` is NUMBER for which contact stays."""

        def __init__(self, field: str, side: int) -> None:
            super().__init__()
            self.field, self.side = field, side

    def lay(self, found: Sequence[Line]) -> None:
        """Shows fields; the cursor begins on the first that differs."""
        is_first = not self.is_loaded
        self.show([each.key for each in found], {each.key: each for each in found})
        if is_first:
            self.go_to(next((each.key for each in found if each.is_open and each.key != NUMBER), NUMBER))

    def can_stand_on(self, key: Hashable) -> bool:
        """There is nothing to choose where all is kept."""
        return isinstance(key, str) and key != "" and not key.startswith("all ")

    def parts(self, row: Line, width: int) -> list[Part]:
        """A field with its values, those that hold marked."""
        if row.is_heading:
            return [(fitted(row.label, width), "head")]
        parts: list[Part] = [(fitted(row.label, _LABEL), "dim")]
        for place, (value, cells) in enumerate(zip(row.values, widths(width, len(row.values)), strict=True)):
            holds = row.holds == place and bool(value)
            role = ("accent" if row.is_open else "text") if holds else "text" if row.holds is None else "dim"
            sign = glyphs.plain("✓ ") if holds and row.is_open else " " * _SIGN
            parts += [(" ", "dim"), (fitted(sign, _SIGN), "accent"), (fitted(value, cells - _SIGN), role)]
        return [*parts, (" " * (width - sum(_cells(text) for text, _role in parts)), "dim")]

    def action_choose(self, by: int) -> None:
        """Takes the value of the next side that has one, or of the one before."""
        row = self.row
        if row is None or row.holds is None or not row.is_open:
            return
        place = row.holds
        while True:
            place = (place + by) % len(row.values)
            if row.values[place]:
                break
        self.post_message(self.Taken(row.key, place))


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


class MergeHead(Painted):
    """Above the fields: who stands on which side."""

    DEFAULT_CSS = "MergeHead { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.names: Sequence[str] = ()

    def tell(self, names: Sequence[str]) -> None:
        """Shows who they are."""
        self.names = names
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws the line."""
        width = self.size.width
        parts: list[Part] = [(" " * (_SIGN + _LABEL), "dim")]
        if self.names:
            for number, (name, cells) in enumerate(
                zip(self.names, widths(width - _SIGN, len(self.names)), strict=True), 1
            ):
                front = f"{number} " if len(self.names) < 10 else "  "
                parts += [(" ", "dim"), (fitted(front, _SIGN), "accent"), (fitted(name, cells - _SIGN), "head")]
        return Strip(self.drawn(parts)).adjust_cell_length(width, self.style_of("text"))


class MergeOutcome(Painted):
    """Below the fields: whom there will be, and where what does not hold goes."""

    DEFAULT_CSS = """
    MergeOutcome { height: auto; background: $surface; padding: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []

    def tell(self, sides: Sides, keep_id: int) -> None:
        """Says what will be."""
        name = next((each.value for each in sides.kept if each.field == "name"), "")
        moved = [
            f"{label(kept.field)}: {merge_sentences.dropped(drop.value, drop.contact_id, drop.into)}"
            for kept in sides.kept
            for drop in kept.dropped
            if drop.into != merge_values.AS_THE_SAME
        ]
        self.said = [(_("Then there is {ref} {name}").format(ref=f"c{keep_id}", name=name), "strong")]
        self.said += [(each, "dim") for each in moved[:_MOST_SAID]]
        if len(moved) > _MOST_SAID:
            self.said.append((_("and {count} more").format(count=len(moved) - _MOST_SAID), "dim"))
        if not moved:
            self.said.append((_("Nothing has to make way."), "dim"))
        self.styles.height = len(self.said)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws a line of it."""
        width = self.size.width
        text, role = self.said[y] if y < len(self.said) else ("", "dim")
        return Strip(self.drawn([("  ", "dim"), (fitted(text, width - 2), role)]), width)
