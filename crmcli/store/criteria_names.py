"""The names that a query may hold, and what a wrong one was probably meant for."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import own_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_NEAR = 5
_MOST_NAMED = 40
_LEAST = 65  # of 100: how like a name has to be

SERVICES = (
    "whatsapp", "telegram", "linkedin", "wechat", "line", "signal", "instagram", "facebook", "skype", "viber",
    "kakaotalk", "x", "zalo",
)  # fmt: skip
# The user's own fields of the contact `c` as a table; another program may have left something else there.
FIELDS = "json_each(CASE WHEN json_valid(c.fields) THEN c.fields ELSE '{}' END)"

# What other programs call the fields.
MEANT = {
    **dict.fromkeys(("tag", "tags", "label", "labels", "category", "categories", "groups"), "group"),
    **dict.fromkeys(("tel", "telephone", "mobile", "cell", "phones", "number"), "phone"),
    **dict.fromkeys(("mail", "mailto", "e-mail", "emails"), "email"),
    **dict.fromkeys(("org", "organisation", "organization", "employer", "firm"), "company"),
    **dict.fromkeys(("job", "role", "position"), "title"),
    **dict.fromkeys(("bday", "born", "dob", "anniversary"), "birthday"),
    **dict.fromkeys(("town", "place"), "city"),
    **dict.fromkeys(("state", "province"), "region"),
    **dict.fromkeys(("note", "comment", "text"), "notes"),
    **dict.fromkeys(("modified", "changed", "edited"), "updated"),
    **dict.fromkeys(("added", "new"), "created"),
    **dict.fromkeys(("last", "touch", "contacted", "seen"), "touched"),
    **dict.fromkeys(("is", "type"), "kind"),
    **dict.fromkeys(("lang", "speaks"), "language"),
    **dict.fromkeys(("amount", "price", "worth", "sum"), "value"),
    **dict.fromkeys(("probability", "likelihood"), "chance"),
    "tz": "timezone",
    "web": "url",
}


def own_names(connection: sqlite3.Connection) -> dict[str, str]:
    """The user's own fields, described or merely in use: their names as they are written, by their folded form."""
    rows = connection.execute(
        f"SELECT DISTINCT f.key FROM contact c, {FIELDS} f WHERE c.fields <> '{{}}' ORDER BY f.key"
    )
    used = {fold(str(row[0])): str(row[0]) for row in rows}
    return used | {fold(field.name): field.name for field in own_fields.all_of(connection)}


def services(connection: sqlite3.Connection) -> set[str]:
    """The services that contacts have channels of, and web addresses."""
    rows = connection.execute("SELECT DISTINCT kind FROM channel WHERE kind NOT IN ('phone', 'email')")
    return {str(row[0]).lower() for row in rows}


def there_is(text: str, names: Sequence[str]) -> str:
    """A hint with the names that are nearest to a text, else with those there are."""
    near = [text] if text in names else nearest(text, names)
    if near:
        return _("Did you mean {names}?").format(names=", ".join(near))
    if not names:
        return _("There are none yet.")
    more = ", …" if len(names) > _MOST_NAMED else ""
    return _("There is: {all}.").format(all=", ".join(names[:_MOST_NAMED]) + more)


def nearest(text: str, names: Sequence[str]) -> list[str]:
    """The names that are most like a text, those that begin so first; none where none is like it."""
    from rapidfuzz import fuzz, process

    found = process.extract(fold(text), names, processor=fold, scorer=fuzz.ratio, limit=_MOST_NEAR, score_cutoff=_LEAST)
    begin = [name for name in names if fold(text) and fold(name).startswith(fold(text))]
    return list(dict.fromkeys([*begin[:_MOST_NEAR], *(str(name) for name, _score, _place in found)]))
