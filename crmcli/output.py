"""The only writer to stdout: answers as tables, plain lines, CSV, JSON or references.

Whatever comes from outside is made harmless here before it reaches a terminal. Rows are JSON-ready dicts;
a `Column` says how one is shown. Nothing but sys and os is imported at module level, because a look-up
passes through here; Rich stays behind `tables`. Narration, warnings and errors are for `diagnostics`.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, TextIO

    Row = Mapping[str, Any]
    Section = tuple[str, Sequence[tuple[str, str]]]

TABLE = "table"
PLAIN = "plain"
CSV = "csv"
JSON = "json"
IDS = "ids"

REPLACEMENT = "\ufffd"
_BLANKS = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028, 0x2029)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
# Overrides, embeddings and isolates: with them a name can make the rest of a line read as something else.
BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_PIECE = 32_768  # characters gathered before one write

_harmless: dict[int, str | None] = {}


def clean(text: str) -> str:
    """`text` on one line and harmless to a terminal: line ends and tabs are blanks, controls show as U+FFFD."""
    if text.isprintable():
        return text
    if not _harmless:
        _harmless.update(dict.fromkeys((*_CONTROLS, *range(0xD800, 0xE000)), REPLACEMENT))
        _harmless.update(dict.fromkeys(_BLANKS, " "))
        _harmless.update(dict.fromkeys(BIDI, None))
    return text.replace("\r\n", "\n").translate(_harmless)


def clean_lines(text: str) -> list[str]:
    """The lines of a text of several, each of them clean; an empty list for an empty text."""
    return [clean(line) for line in text.splitlines()]


class Column:
    """How one value of a row is shown: its key in the row, its title, and what to write.

    Without `text` the value itself is written; `text` is handed the whole row and returns a text.
    `is_number` aligns to the right on a terminal. Where the terminal is narrow, `is_wide` marks a column that
    is cut before others, `is_extra` one that is cut before those, or left out: the last first. A wide one keeps
    `least` cells as long as other wide ones have any to give.
    """

    __slots__ = ("is_extra", "is_number", "is_wide", "key", "least", "text", "title")

    def __init__(
        self,
        key: str,
        title: str,
        text: Callable[[Row], str] | None = None,
        *,
        is_number: bool = False,
        is_wide: bool = False,
        is_extra: bool = False,
        least: int = 0,
    ) -> None:
        self.key = key
        self.title = title
        self.text = text
        self.is_number = is_number
        self.is_wide = is_wide
        self.is_extra = is_extra
        self.least = least

    def cell(self, row: Row) -> str:
        """What this column says of `row`, as it stands there: not cleaned yet."""
        return self.text(row) if self.text else text_of(row.get(self.key))


def cells(row: Row, columns: Sequence[Column]) -> list[str]:
    """What the columns say of a row, each clean; nearly every row is so as it stands, and there may be thousands."""
    values = [each.text(row) if each.text else row.get(each.key) for each in columns]
    texts = [each if isinstance(each, str) else text_of(each) for each in values]
    return texts if "".join(texts).isprintable() else list(map(clean, texts))


def text_of(value: object) -> str:
    """A JSON-ready value as text: nothing for null, `yes` or `no`, lists joined by a comma, money with its currency."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(text_of(item) for item in value)
    if isinstance(value, dict):
        if value.keys() == {"amount", "currency"}:
            return f"{value['currency']} {value['amount']}"
        return ", ".join(f"{key} {text_of(item)}" for key, item in value.items())
    return str(value)


class Output:
    """Answers in one of the modes `table`, `plain`, `csv`, `json` and `ids`, to stdout or to `stream`.

    A reader that goes away (`| head`) is no error: what follows is not written. Anything else that keeps
    an answer from being written raises a CrmError.
    """

    def __init__(self, mode: str = PLAIN, color: bool = False, stream: TextIO | None = None) -> None:
        self.mode = mode
        self.color = color
        self.stream: TextIO | None = stream if stream is not None else sys.stdout
        self.is_closed = self.stream is None

    def listing(
        self, rows: Iterable[Row], columns: Sequence[Column], *, ids: str | Callable[[Row], str] = "", title: str = ""
    ) -> None:
        """Write a list of records. `ids` makes a reference of a row: a letter before its `id`, or a function.

        Rows are asked for one by one and not kept, except for a table. No rows are `[]` in JSON, the
        header in CSV, and nothing in the other modes.
        """
        if self.mode == TABLE:
            self._table(list(rows), columns, title)
        elif self.mode == JSON:
            from crmcli import serialising

            self._pieces(serialising.json_listing(rows, is_indented=is_terminal(self.stream)))
        elif self.mode == CSV:
            from crmcli import serialising

            self._pieces(serialising.csv_listing(rows, columns))
        elif self.mode == IDS:
            self._pieces(_reference(row, ids) + "\n" for row in rows)
        else:
            self._pieces("\t".join(cells(row, columns)) + "\n" for row in rows)

    def record(
        self,
        row: Row,
        columns: Sequence[Column],
        *,
        ids: str | Callable[[Row], str] = "",
        title: str = "",
        sections: Sequence[Section] = (),
    ) -> None:
        """Write one record: a card on a terminal, `title<tab>value` lines in a pipe, an object in JSON.

        `sections` add titled groups of (label, value) lines to the card and the plain lines. Empty values
        are left out of both; JSON says everything that is in `row`.
        """
        if self.mode in (CSV, IDS):
            self.listing([row], columns, ids=ids)
        elif self.mode == JSON:
            self.document(row)
        elif self.mode == TABLE:
            from crmcli import tables

            pairs = [(each.title, each.cell(row)) for each in columns]
            self._write(tables.card(title, [("", pairs), *sections], color=self.color))
        else:
            pairs = [(each.title, each.cell(row)) for each in columns]
            pairs += [(label or name, text) for name, lines in sections for label, text in lines]
            self._pieces(f"{clean(label)}\t{clean(text)}\n" for label, text in pairs if text)

    def say(self, line: str) -> None:
        """Write one line of a plain answer, in every mode."""
        self._write(clean(line) + "\n")

    def sentence(self, line: str) -> None:
        """Write one sentence of an answer, in every mode; where people look it is broken at blanks to the width."""
        line = clean(line)
        if self.mode == TABLE or is_terminal(self.stream):
            from crmcli import wrapping

            line = wrapping.wrapped(line)
        self._write(line + "\n")

    def text(self, text: str) -> None:
        """Write a text of several lines as they stand, each of them clean, ending in a line end."""
        self._pieces(line + "\n" for line in clean_lines(text))

    def document(self, value: object) -> None:
        """Write any JSON-ready value as one JSON document, whatever the mode."""
        from crmcli import serialising

        self._write(serialising.json_text(value, is_indented=is_terminal(self.stream)) + "\n")

    def raw(self, text: str) -> None:
        """Write a file's text as it stands (an export): nothing is changed but what UTF-8 cannot hold."""
        self._write(text.encode("utf-8", "replace").decode("utf-8"))

    def binary(self, data: bytes) -> None:
        """Write a file's bytes as they stand; the caller sees to it that they suit whoever reads them."""

        def write(stream: TextIO) -> None:
            stream.flush()
            stream.buffer.write(data)

        self._through(write)

    def has_arrived(self) -> bool:
        """Push out what was written; returns whether it has gone to a reader. Raises a CrmError where it cannot be."""
        self._through(lambda stream: stream.flush())
        return not self.is_closed

    def _table(self, rows: list[Row], columns: Sequence[Column], title: str) -> None:
        if rows:
            from crmcli import tables

            self._write(tables.table(rows, columns, title=title, color=self.color))

    def _pieces(self, pieces: Iterable[str]) -> None:
        """Write many small texts in few writes, and stop asking for more where nobody reads them."""
        gathered: list[str] = []
        size = 0
        for piece in pieces:
            gathered.append(piece)
            size += len(piece)
            if size >= _PIECE:
                self._write("".join(gathered))
                gathered.clear()
                size = 0
                if self.is_closed:
                    return
        self._write("".join(gathered))

    def _write(self, text: str) -> None:
        self._through(lambda stream: stream.write(text))

    def _through(self, write: Callable[[TextIO], object]) -> None:
        if self.is_closed or self.stream is None:
            return
        try:
            write(self.stream)
        except BrokenPipeError:
            self.is_closed = True
            abandon(self.stream)
        except OSError as error:
            self.is_closed = True
            abandon(self.stream)
            raise _unwritable(error) from error


def is_terminal(stream: TextIO | None) -> bool:
    """Whether someone looks at `stream`; a stream that is closed or missing is nobody's."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def prepare() -> None:
    """Make the streams speak UTF-8 whatever the locale says, and keep the line ends that are written."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def finish() -> None:
    """Push out what is still held back. Returns quietly where the reader has gone; raises a CrmError otherwise."""
    if sys.stdout is None or sys.stdout.closed:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
    except OSError as error:
        abandon(sys.stdout)
        raise _unwritable(error) from error


def abandon(stream: TextIO) -> None:
    """Let what is still held back for `stream` go nowhere: Python would complain of it again when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def _reference(row: Row, ids: str | Callable[[Row], str]) -> str:
    return clean(f"{ids}{row['id']}" if isinstance(ids, str) else ids(row))


def _unwritable(error: OSError) -> Exception:
    from crmcli.errors import CrmError
    from crmcli.i18n import _

    return CrmError(
        _("The answer could not be written: {reason}.").format(reason=error.strerror or str(error)),
        _("Make room on the disk, or write the answer somewhere else."),
    )
