"""Whose number calls: the holders of a phone, the most likely one first. Nothing is imported but sqlite3.

A number that a telephone system reports must not be taken for another that only ends alike. It is somebody's where
all digits are the same; or where the digits of one are the end of the other and only the country code is missing.
"""

from __future__ import annotations

import sqlite3

from crmcli.store.search import phone_digits

_SHORTEST = 7  # digits that are enough to be the end of a longer number
_LONGEST_CODE = 4  # digits of a country code, or of an area code where a call comes from the same town
_SCHEMES = ("tel:", "sip:", "sips:", "callto:")

# contact id, name, kind, company, status
Caller = tuple[int, str, str, str, str]


def holders(connection: sqlite3.Connection, text: str) -> list[Caller]:
    """Returns the contacts that have the number, best first: the same digits before the same ending, then whom the
    user dealt with last, then companies, whose number their people may have as well. None for no number."""
    reported = caller(text)
    is_number = not any(each.isalpha() for each in reported)
    digits = phone_digits(reported) or "".join(str(int(each)) for each in reported if each.isdecimal())
    if not digits or not is_number:
        return []
    found: dict[int, Caller] = {}
    for ending, is_whole in _readings(digits):
        for row in _with(connection, ending[::-1], is_whole):
            found.setdefault(row[0], (row[0], row[1], row[2], row[3], row[4]))
        if found and is_whole:
            break
    if not found:
        for row in _kept_without_code(connection, digits):
            found.setdefault(row[0], (row[0], row[1], row[2], row[3], row[4]))
    return list(found.values())


def caller(text: str) -> str:
    """Returns the number in what a telephone system says, or the word that it says in place of one.

    It may be `sip:+62812@host;user=phone`, `"Budi" <tel:%2B62812>;tag=1`, `+62 (0)812`.
    """
    _name, opened, address = text.rpartition("<")
    text = (address.partition(">")[0] if opened and ">" in address else text).strip()
    for scheme in _SCHEMES:
        if text.lower().startswith(scheme):
            text = text[len(scheme) :].lstrip("/").partition(":")[0]  # a password may stand behind the number
    for encoded, plain in (("%2B", "+"), ("%2b", "+"), ("%20", " ")):
        text = text.replace(encoded, plain)
    text = text.partition(";")[0].partition("@")[0].partition("?")[0]
    return text.replace("(0)", "").strip()  # what is dialled within the country only


def _readings(digits: str) -> list[tuple[str, bool]]:
    """What a stored number may be or end in: the digits, and those without a prefix that is only dialled."""
    readings = [(digits, True)]
    for prefix in ("00", "011", "0", "8"):
        rest = digits.removeprefix(prefix)
        if rest == digits or not rest:
            continue
        if prefix in ("00", "011"):
            readings.append((rest, True))
        if len(rest) >= _SHORTEST and (prefix != "8" or len(digits) == 11):
            readings.append((rest, False))
    if len(digits) >= _SHORTEST:
        readings.append((digits, False))
    return readings


_ORDER = "c.last_touch_at IS NULL, c.last_touch_at DESC, c.kind, c.folded, c.id"
_SELECT = (
    "SELECT c.id, c.name, c.kind, coalesce(e.name, ''), c.status FROM channel ch JOIN contact c ON c.id = "
    "ch.contact_id LEFT JOIN contact e ON e.id = c.employer_id WHERE ch.kind = 'phone' AND c.deleted_at IS NULL"
)


def _with(connection: sqlite3.Connection, backwards: str, is_whole: bool) -> list[tuple[int, str, str, str, str]]:
    condition = "ch.reversed = :digits"
    if not is_whole:
        condition = "ch.reversed >= :digits AND ch.reversed < :past AND length(ch.reversed) <= :longest"
    parameters = {"digits": backwards, "past": backwards + ":", "longest": len(backwards) + _LONGEST_CODE}
    return connection.execute(f"{_SELECT} AND {condition} ORDER BY {_ORDER} LIMIT 100", parameters).fetchall()


def _kept_without_code(connection: sqlite3.Connection, digits: str) -> list[tuple[int, str, str, str, str]]:
    """Those whose number was kept as given, without the country code that the call has; the longest ending first."""
    kept = [digits[::-1][:length] for length in range(len(digits) - _LONGEST_CODE, len(digits)) if length >= _SHORTEST]
    kept += [each + "0" for each in kept]  # and with the 0 that is dialled within the country
    return connection.execute(
        f"{_SELECT} AND ch.normal = '' AND ch.reversed IN (SELECT value FROM json_each(:kept)) "
        f"ORDER BY length(ch.reversed) DESC, {_ORDER} LIMIT 100",
        {"kept": '["' + '","'.join(kept) + '"]'},
    ).fetchall()
