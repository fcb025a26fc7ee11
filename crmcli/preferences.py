"""Every setting in one list, whichever of the two places keeps it.

The settings of the business stand in the database (changed in one operation, so that undo takes them
back), those of the machine in its file. Nothing is shown here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import settings
from crmcli.i18n import _
from crmcli.store import settings as business

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.context import Context


def rows(here: Context) -> list[dict[str, Any]]:
    """All settings as JSON-ready rows: those of the business, then those of the machine."""
    return [row(here, name) for name in (*business.KEYS, *settings.known())]


def row(here: Context, name: str) -> dict[str, Any]:
    """One setting: `key`, the `value` that holds, its `source` (database, guess, file, default) and `help`.

    Raises NotFound for an unknown name.
    """
    if name in business.KEYS:
        stored = stored_value(here, name)
        key = business.KEYS[name]
        if stored is None:
            source = "guess" if key.is_asked else "default"
            return {"key": name, "value": key.guess(), "source": source, "help": _(key.help)}
        return {"key": name, "value": stored, "source": "database", "help": _(key.help)}
    machine = settings.key(name)
    source = "file" if name in settings.load() else "default"
    return {"key": name, "value": settings.get(name), "source": source, "help": machine.help}


def stored_value(here: Context, name: str) -> str | None:
    """What the database says of a setting of the business; None where it says nothing, or is not there."""
    store = here.reading()
    return business.get(store.connection, name) if store else None


def change(here: Context, name: str, value: str | None) -> int | None:
    """Set a setting, or forget it where `value` is None. Returns the operation's id, if the database changed.

    Raises NotFound for an unknown name and Invalid for a value that cannot be.
    """
    if name in business.KEYS:
        what = _("forget setting {name}") if value is None else _("set {name} to {value}")
        return change_business(here, {name: value}, what.format(name=name, value=value))
    if value is None:
        settings.unset(name)
    else:
        settings.put(name, value)
    return None


def change_business(here: Context, values: Mapping[str, str | None], what: str) -> int | None:
    """Set several settings of the business in one operation; returns its id, or None where nothing changed.

    Raises Invalid for a value that cannot be; then nothing is changed.
    """
    keys = business.KEYS
    checked = {name: None if value is None else keys[name].check(value) for name, value in values.items()}
    with here.writing().write(what, command=here.command_line) as tx:
        for name, value in checked.items():
            if value is None:
                business.unset(tx, name)
            else:
                business.put(tx, name, value)
    return tx.operation_id if tx.is_changed else None
