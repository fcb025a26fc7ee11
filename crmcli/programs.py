"""What other programs ask with `crm find`: a mail program for addresses, a telephone system for who is calling.

Both doors come here, so that the line that leads to Typer says the same. An older database answers nothing, since it
must not be changed in passing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from crmcli.output import Output
    from crmcli.store.callers import Caller

MUTT = "mutt"
AERC = "aerc"
CALLER = "caller"
FORMS = (MUTT, AERC, CALLER)
# What telephone systems say where a caller hides the number.
_NAMELESS = frozenset(
    ("", "anonymous", "private", "unknown", "unavailable", "restricted", "withheld", "blocked", "private number",
     "unknown number", "no caller id", "not available", "number withheld", "out of area")
)  # fmt: skip


def answer(
    form: str,
    path: str,
    words: Sequence[str],
    limit: int | None,
    output: Output,
    meeting: Callable[[], Iterable[int] | None] | None = None,
) -> int:
    """Writes what a program of this kind understands, and returns the exit code.

    `meeting` returns the contacts who meet a query, best first, where the words are one, else None. Raises CrmError and
    sqlite3.Error; but mutt gets the sentence in its own way.
    """
    if form == CALLER:
        return _caller(path, " ".join(words), output)
    from crmcli import i18n

    try:
        found = _addresses(path, words, limit or 0, meeting() if meeting else None)
    except Exception as error:
        if form == AERC:
            raise
        from crmcli import failures

        output.say(
            failures.as_crm_error(error).message
        )  # mutt shows the first line, and what goes to stderr would spoil its screen
        return 1
    if form == MUTT:
        count = len(found)
        output.say(
            i18n.ngettext("{count} address", "{count} addresses", count).format(count=count)
            if count
            else i18n._("Nobody with an e-mail address is found for '{text}'.").format(text=" ".join(words))
        )
    for address in found:
        output.raw("\t".join(_field(text) for text in address) + "\n")
    return 0 if found or form == AERC else 1


def _addresses(path: str, words: Sequence[str], limit: int, met: Iterable[int] | None) -> list[tuple[str, str, str]]:
    connection = _opened(path)
    if connection is None or not "".join(words).strip():
        return []
    from crmcli.store import mailing

    return mailing.addresses(connection, mailing.found(connection, words) if met is None else list(met), limit)


def _caller(path: str, text: str, output: Output) -> int:
    from crmcli.store import callers

    if callers.caller(text).lower() in _NAMELESS:
        return 3
    connection = _opened(path)
    found = callers.holders(connection, text) if connection is not None else []
    if not found:
        from crmcli import diagnostics
        from crmcli.errors import NotFound
        from crmcli.i18n import _

        return diagnostics.fail(NotFound(_("Nobody has the number {number}.").format(number=text.strip())))
    record = _as_record(found)
    if output.mode == "json":
        output.document(record)
    elif output.mode == "ids":
        output.say(f"c{record['id']}")
    else:
        output.say(_line(record))
    return 0


def _as_record(found: Sequence[Caller]) -> dict[str, Any]:
    """The best of the holders as documented JSON, and how many more there are."""
    contact_id, name, kind, company, status = found[0]
    return {
        "id": contact_id,
        "kind": kind,
        "name": name,
        "company": company or None,
        "status": status,
        "others": len(found) - 1,
    }


def _line(record: dict[str, Any]) -> str:
    """One line for a display: what warns first, since displays cut the end."""
    from crmcli.i18n import _

    parts = [_("blocked")] if record["status"] == "blocked" else []
    parts += [record["name"], *([record["company"]] if record["company"] else []), f"c{record['id']}"]
    if record["others"]:
        parts.append(_("and {count} more").format(count=record["others"]))
    return " · ".join(parts)


def _opened(path: str) -> sqlite3.Connection | None:
    from crmcli import paths
    from crmcli.store import db

    connection = db.connect_reading(path or paths.default_database())
    if connection is not None and db.is_of_another_step(connection):
        return None
    if connection is not None:
        connection.execute("BEGIN")  # what is found and what is shown of it are of one moment
    return connection


def _field(text: str) -> str:
    from crmcli.output import clean

    return clean(text)
