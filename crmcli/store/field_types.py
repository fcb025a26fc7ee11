"""Types of the user's own fields: what a value of each may be, and the one form in which it is kept.

A value that has passed is not changed by passing again. What could be read two ways is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from crmcli import texts
from crmcli.errors import Invalid
from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEXT = "text"
CHOICE = "choice"
TYPES = (TEXT, "number", "date", CHOICE, "yes-no", "url", "phone", "email")

_YES = frozenset(("y", "yes", "true", "on", "1", "ya", "sim", "si", "oui", "ja", "j", "是", "对", "對"))
_NO = frozenset(("n", "no", "false", "off", "0", "tidak", "bukan", "nao", "non", "nein", "nee", "否", "不"))
_PLAIN = re.compile(r"([+-]?)(\d+)(?:([.,])(\d+))?")
_GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:([.,' ])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?")
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^\s/?#@:]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


class Ways(NamedTuple):
    """How the user's business reads what can be read several ways; each is asked for only where it is needed."""

    region: Callable[[], str]
    date_order: Callable[[], str]


def checked(name: str, kind: str, choices: Sequence[str], text: str, ways: Ways) -> str:
    """Returns the value of a field of this type as it is kept. Raises Invalid, which says what would be right."""
    if kind == TEXT:
        return texts.paragraph(text, name)
    value = texts.line(text, name)
    if kind == "number":
        return _number(name, value)
    if kind == "date":
        return _date(name, value, ways)
    if kind == CHOICE:
        return _choice(name, value, choices)
    if kind == "yes-no":
        return _yes_no(name, value)
    if kind == "url":
        return _url(name, value)
    return _phone(name, value, ways) if kind == "phone" else _email(name, value)


def kind_of(text: str) -> str:
    """Returns a type by its name. Raises Invalid, naming those there are."""
    found = text.strip().lower().replace("_", "-").replace("/", "-")
    if found not in TYPES:
        raise Invalid(
            _("There is no type '{type}' of field.").format(type=text),
            _("There is: {all}.").format(all=", ".join(TYPES)),
        )
    return found


def noun(kind: str) -> str:
    """What a value of a type is, to stand in a sentence after `is no`."""
    names = {
        "number": _("number"),
        "date": _("date"),
        CHOICE: _("choice of this field"),
        "yes-no": _("yes or no"),
        "url": _("web address"),
        "phone": _("full phone number"),
        "email": _("e-mail address"),
    }
    return names.get(kind, _("text"))


def _wrong(name: str, value: str, kind: str, hint: str) -> Invalid:
    sentence = _("{name} cannot be '{value}': that is no {type}.")
    return Invalid(sentence.format(name=name, value=value, type=noun(kind)), hint)


def _number(name: str, text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2019", "'").strip()
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    found = _PLAIN.fullmatch(plain)
    if found:
        sign, whole, mark, rest = found[1], found[2], found[3], found[4] or ""
        if mark and len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            raise Invalid(
                _("{name} cannot be '{value}': it may be {one} or {other}.").format(
                    name=name, value=text, one=whole + rest, other=f"{whole}.{rest}"
                ),
                _("Write {one}, or {other}.").format(one=whole + rest, other=f"{whole}.{rest}0"),
            )
        return _kept(sign, whole, rest)
    grouped = _GROUPED.fullmatch(plain)
    if grouped is None or grouped[3] == grouped[4]:
        raise _wrong(name, text, "number", _("Write digits, with a point before decimals: 1250000 or 12.5."))
    return _kept(grouped[1], re.sub(r"\D", "", grouped[2]), grouped[5] or "")


def _kept(sign: str, whole: str, decimals: str) -> str:
    """A number without what says nothing; three decimals get a fourth, so that none is taken for thousands."""
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    if len(decimals) == 3 and whole != "0" and len(whole) <= 3:
        decimals += "0"
    value = f"{whole}.{decimals}" if decimals else whole
    return f"-{value}" if sign == "-" and value != "0" else value


def _date(name: str, text: str, ways: Ways) -> str:
    from crmcli.store import occasions

    hint = _("Write a date as 2026-11-24.")
    try:
        year, month, day = occasions.typed(text)
    except Invalid:
        try:
            year, month, day = occasions.typed(text, ways.date_order())
        except Invalid:
            raise _wrong(name, text, "date", hint) from None
    if year is None:
        raise Invalid(_("{name} cannot be '{value}': the year is missing.").format(name=name, value=text), hint)
    return f"{year:04d}-{month:02d}-{day:02d}"


def _choice(name: str, text: str, choices: Sequence[str]) -> str:
    wanted = texts.plain(text)
    found = [choice for choice in choices if texts.plain(choice) == wanted]
    found = found or [choice for choice in choices if texts.plain(choice).startswith(wanted)]
    found = found or [choice for choice in choices if fold(choice) == fold(text)]  # typed without its script
    if len(found) != 1:
        raise Invalid(
            _("{name} cannot be '{value}'.").format(name=name, value=text),
            _("It is one of: {choices}.").format(choices=", ".join(choices)),
        )
    return found[0]


def _yes_no(name: str, text: str) -> str:
    word = texts.plain(text)
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise Invalid(
        _("{name} cannot be '{value}'.").format(name=name, value=text),
        _("It is {yes} or {no}.").format(yes="yes", no="no"),
    )


def _url(name: str, text: str) -> str:
    scheme, mark, rest = text.partition("://")
    host = re.split(r"[/?#:]", rest if mark else text, maxsplit=1)[0]
    is_web = not mark or scheme.lower() in ("http", "https", "ftp")
    if not _URL.fullmatch(text) or (is_web and not re.fullmatch(r"[^.]+(\.[^.]+)+\.?|localhost", host)):
        raise _wrong(name, text, "url", _("Write it as your browser shows it: https://example.com/page."))
    return text if mark else f"https://{text}"


def _phone(name: str, text: str, ways: Ways) -> str:
    from crmcli import phones

    number = phones.read(text, "" if text.startswith("+") else ways.region())
    if not number.normal:
        raise _wrong(name, text, "phone", _("Write it with its country code, for example +62 812 3456 7890."))
    has_extension = phones.digits_of(text) != phones.digits_of(phones.number_part(text))
    return text if has_extension else number.normal


def _email(name: str, text: str) -> str:
    from crmcli.store import channels

    try:
        found = channels.typed("email", text, "")
    except Invalid:
        found = None
    if found is None or found.label:
        raise _wrong(name, text, "email", _("Write it as name@example.com.")) from None
    return found.value
