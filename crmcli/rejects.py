"""What an import rejected, in a file of its own format, so that it can be mended and read again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from crmcli import files
from crmcli.import_report import FileReport

_CALENDAR = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rejected by an import//EN")


def write(path: str, reports: Sequence[FileReport], rejected: Iterable[tuple[int, str]]) -> list[str]:
    """Writes rejected cards and rows, each with the number of its file; returns the paths written.

    Where there were files of several formats there is a path for each. Raises Unavailable.
    """
    by_format: dict[str, list[str]] = {}
    for number, source in rejected:
        report = reports[number]
        rows = by_format.setdefault(report.format, [report.header] if report.header else [])
        rows.append(source)
    if "ics" in by_format:
        by_format["ics"] = [*_CALENDAR, *by_format["ics"], "END:VCALENDAR"]
    return [_write(_path_for(path, form, len(by_format)), "\n".join(rows) + "\n") for form, rows in by_format.items()]


def _path_for(path: str, form: str, formats: int) -> str:
    if formats == 1:
        return path
    stem, _dot = os.path.splitext(path)
    return f"{stem}.{'vcf' if form == 'vcard' else form}"


def _write(path: str, text: str) -> str:
    with files.whole(path) as file:
        file.write(text)
    return path
