"""The text of a crontab: our lines in it, and all others left as they are, to the byte. Pure.

Each line of ours ends in a mark. Lines are put at the end, so that what the user set above (MAILTO, SHELL) holds for
them too; a line that changes stays where it stands. What is taken away leaves what was there before it came.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.schedules import marks
from crmcli.schedules.marks import Mark

_FIELDS = 5
_LONGEST = 990  # bytes of a command; many a cron cuts at 999
_SETTING = re.compile(rb"""^[ \t]*["']?(\w+)["']?[ \t]*=[ \t]*(.*?)[ \t\r]*$""")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of ours: its mark, the five fields of its time, the words of its command, and how it stands there.

    There are no words where the command was changed by hand to something that crm does not write.
    """

    mark: Mark
    time: str
    words: tuple[str, ...]
    text: str


def lines(content: bytes) -> list[Line]:
    """Our lines, in the order in which they stand; one that was put behind a # is the user's."""
    return [found for line in content.split(b"\n") if (found := _read(line)) is not None]


def written(when: str, words: list[str], mark: Mark) -> bytes:
    """A line for a crontab, without its end. Raises Invalid where a crontab cannot hold it."""
    command = shlex.join(words)
    if "\\" in command:  # crons do not agree on how one is written
        raise Invalid(_("A crontab cannot hold a backslash: {command}").format(command=command))
    if len(os.fsencode(command)) > _LONGEST:
        raise Invalid(
            _("The command is too long for a crontab: {command}").format(command=command),
            _("Give the query a name with crm segment add NAME QUERY, and schedule @NAME."),
        )
    return os.fsencode(f"{when} {command.replace('%', chr(92) + '%')} {mark}")


def put(content: bytes, line: bytes) -> bytes:
    """The crontab with a line of ours in the place of those with its name, else at the end."""
    mark = marks.read(line)
    assert mark is not None
    rows = content.split(b"\n")
    places = [index for index, row in enumerate(rows) if _name(row) == mark.name]
    if places:
        return b"\n".join(_replaced(rows, places, line, mark))
    if content and not content.endswith(b"\n"):
        added = os.fsencode(str(replace(mark, has_added_end=True)))
        return content + b"\n" + line[: marks.start(line)] + added + b"\n"
    return content + line + b"\n"


def without(content: bytes, name: str) -> bytes:
    """The crontab without the lines of a name, and without the line end that was added for them."""
    rows = content.split(b"\n")
    while (index := next((i for i, row in enumerate(rows) if _name(row) == name), None)) is not None:
        mark = marks.read(rows.pop(index))
        if mark is not None and mark.has_added_end:
            _hand_on(rows, index)
        elif rows and index == len(rows):
            rows.append(b"")  # the end of the line above was not ours
    return b"\n".join(rows)


def settings_before(content: bytes, name: str) -> dict[str, str]:
    """What a crontab sets (MAILTO, CRON_TZ …) above the line of a name, or above its end."""
    found: dict[str, str] = {}
    for row in content.split(b"\n"):
        if _name(row) == name:
            break
        if setting := _SETTING.match(row):
            found[os.fsdecode(setting[1])] = os.fsdecode(setting[2]).strip("\"'")
    return found


def _replaced(rows: list[bytes], places: list[int], line: bytes, mark: Mark) -> Iterator[bytes]:
    first, *others = places
    before = marks.read(rows[first])
    if before is not None and before.has_added_end:
        line = line[: marks.start(line)] + os.fsencode(str(replace(mark, has_added_end=True)))
    for index, row in enumerate(rows):
        if index == first:
            yield line
        elif index not in others:
            yield row
    if places[-1] == len(rows) - 1:
        yield b""  # a cron passes over a last line without an end


def _hand_on(rows: list[bytes], index: int) -> None:
    """The added line end goes where nothing stands behind it, and is the next line's where that is one of ours."""
    if rows[index:] in ([], [b""]):
        del rows[index:]
        return
    following = marks.read(rows[index]) if _name(rows[index]) else None
    if following is not None:
        kept = rows[index][: marks.start(rows[index])]
        rows[index] = kept + os.fsencode(str(replace(following, has_added_end=True)))


def _name(row: bytes) -> str:
    mark = marks.read(row)
    return mark.name if mark is not None and not row.lstrip().startswith(b"#") else ""


def _read(row: bytes) -> Line | None:
    if not _name(row):
        return None
    mark = marks.read(row)
    assert mark is not None
    text = os.fsdecode(row[: marks.start(row)]).rstrip()
    *fields, command = text.split(None, 1 if text.startswith("@") else _FIELDS) or [""]
    try:
        words = shlex.split(command.replace("\\%", "%"))
    except ValueError:
        words = []
    if shlex.join(words).replace("%", "\\%") != command:
        words = []
    return Line(mark, " ".join(fields), tuple(words), os.fsdecode(row).rstrip())
