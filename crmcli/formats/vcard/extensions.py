"""What Android and OpenHarmony keep in one catch-all property each: nicknames, days and relations."""

from __future__ import annotations

from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import Head
from crmcli.formats.vcard.occasions import add_occasion
from crmcli.formats.vcard.relations import add_relation

_ANDROID = "vnd.android.cursor.item/"
_DAYS = {"1": "anniversary", "2": "other", "3": "birthday"}
_RELATION_NAMES = (
    "assistant,brother,child,domestic partner,father,friend,manager,mother,parent,partner,referred by,"
    "relative,sister,spouse"
)
_RELATIONS = dict(enumerate(_RELATION_NAMES.split(","), start=1))


def _android(builder: Builder, head: Head, value: str) -> bool:
    kind, *data = builder.parts(head, value)
    return kind.startswith(_ANDROID) and _add(builder, head, kind[len(_ANDROID) :], data)


def _openharmony(builder: Builder, head: Head, value: str) -> bool:
    kind, *data = builder.parts(head, value)
    return _add(builder, head, kind.lower(), data)


def _add(builder: Builder, head: Head, kind: str, data: list[str]) -> bool:
    """`data` is the value, then what it is by number, then the user's own word for it."""
    value, number, label = [*data, "", "", ""][:3]
    if kind == "nickname":
        builder.nicknames += [value] if value else []
        return True
    if kind == "contact_event":
        return add_occasion(builder, head, label or _DAYS.get(number, "other"), value)
    if kind == "relation":
        known = _RELATIONS.get(int(number)) if number.isdecimal() and len(number) < 3 else None
        return add_relation(builder, head, label or known or "other", value)
    return False


HANDLERS: dict[str, Handler] = {"X-ANDROID-CUSTOM": _android, "X-OHOS-CUSTOM": _openharmony}
