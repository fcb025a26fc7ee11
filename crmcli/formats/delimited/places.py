"""Postal addresses and birthdays that are spread over several columns of a row.

Promises that each value of those columns is in the draft afterwards. A whole address in one cell stands in
`street`, and is left out where the same row has all of it in parts.
"""

from __future__ import annotations

from collections.abc import Callable

from crmcli.dates.occasions import parse_occasion
from crmcli.formats.delimited.cells import label_of, tidy
from crmcli.formats.delimited.setters import add_field
from crmcli.formats.drafts import AddressDraft, ContactDraft, OccasionDraft
from crmcli.i18n import _

Composite = Callable[[ContactDraft, list[str]], None]

DATE_PARTS = ("year", "month", "day")
_LINES = ("street", "line_1", "line_2", "line_3")


def address(label: str, parts: list[tuple[int, str]], labels: tuple[int, ...], headers: list[str]) -> Composite:
    """An address of the given columns (index and part), labelled by its headers or by one of `labels`."""
    if not any(part in ("street", "line_1") for _index, part in parts):
        # Beside a city, a column called just "address" holds the street.
        parts = [(index, "line_1" if part == "formatted" else part) for index, part in parts]
    indexes = [index for index, _part in parts]
    whole_header = next((headers[index] for index, part in parts if part == "formatted"), "")

    def put(draft: ContactDraft, row: list[str]) -> None:
        for index in indexes:
            if row[index]:
                break
        else:
            return
        found: dict[str, str] = {}
        for index, part in parts:
            if row[index] and (text := tidy(row[index])):
                found[part] = f"{found[part]}, {text}" if part in found else text
        whole = found.pop("formatted", "")
        if whole and not found:
            found["street"] = whole
        elif whole and not _is_made_of(whole, found):
            add_field(draft, whole_header, whole)
        if found:
            said = next((said for index in labels if row[index] and (said := label_of(row[index])[0])), label)
            draft.addresses.append(_address(said, found))

    return put


def _address(label: str, found: dict[str, str]) -> AddressDraft:
    street = ", ".join(found.pop(line) for line in _LINES if line in found)
    return AddressDraft(label=label, street=street, **found)


def _is_made_of(whole: str, parts: dict[str, str]) -> bool:
    """Whether a whole address is nothing but its parts one after the other."""
    for part in sorted(parts.values(), key=len, reverse=True):
        whole = whole.replace(part, " ", 1)
    return not any(c.isalnum() for c in whole)


def birthday(columns: dict[str, int], headers: list[str], date_order: str) -> Composite:
    """A birthday of several columns: their indexes by `year`, `month`, `day`, some perhaps missing."""

    def put(draft: ContactDraft, row: list[str]) -> None:
        texts = {part: text for part, index in columns.items() if row[index] and (text := tidy(row[index]))}
        if not any(text.strip("0") for text in texts.values()):
            return
        found = _day(texts.get("year", ""), texts.get("month", ""), texts.get("day", ""), date_order)
        if found is not None:
            draft.occasions.append(OccasionDraft("birthday", found[1], found[2], found[0]))
            return
        for part, text in texts.items():
            add_field(draft, headers[columns[part]], text)
        if len(texts) > 1:
            said = " ".join(texts.values())[:100]
            draft.problems.append(_("{text} is not a day that can be read.").format(text=said))

    return put


def _day(year: str, month: str, day: str, date_order: str) -> tuple[int | None, int, int] | None:
    if not month and not year:
        return parse_occasion(day, date_order)
    if month.isdecimal():
        return parse_occasion(f"{year.zfill(4)}-{month}-{day}")
    return parse_occasion(f"{day} {month} {year}".strip())
