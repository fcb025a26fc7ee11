"""What an import rejected, in a file of its own format, so that it can be mended and read again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from crmcli.errors import Unavailable
from crmcli.i18n import _
from crmcli.import_report import FileReport


def write(path: str, files: Sequence[FileReport], rejected: Iterable[tuple[int, str]]) -> list[str]:
    """Writes rejected cards and rows, each with the number of its file; returns the paths written.

    Where there were files of several formats there is a path for each. Raises Unavailable.
    """
    by_format: dict[str, list[str]] = {}
    for number, source in rejected:
        report = files[number]
        rows = by_format.setdefault(report.format, [report.header] if report.header else [])
        rows.append(source)
    return [
        _write_whole(_path_for(path, form, len(by_format)), "\n".join(rows) + "\n") for form, rows in by_format.items()
    ]


def _path_for(path: str, form: str, formats: int) -> str:
    if formats == 1:
        return path
    stem, _dot = os.path.splitext(path)
    return f"{stem}.{'vcf' if form == 'vcard' else form}"


def _write_whole(path: str, text: str) -> str:
    """Writes a file for its owner alone, whole or not at all."""
    unfinished = path + ".unfinished"
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
        os.replace(unfinished, path)
    except OSError as error:
        raise Unavailable(_("Cannot write {path}: {reason}.").format(path=path, reason=error.strerror)) from error
    return path
