"""Settings of the user's business: in the database, so that they are undone, backed up and moved with the data."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

DATE_ORDERS = ("dmy", "mdy", "ymd")
HOLIDAYS_OF_REGION, NO_HOLIDAYS = "region", "none"
_YEAR_FIRST = frozenset(("CN", "TW", "HK", "JP", "KR", "HU", "LT", "MN", "SE", "CA"))
# What a phone's country tells of money; anywhere else the user says it.
_CURRENCIES = {
    "ID": "IDR", "BR": "BRL", "PT": "EUR", "DE": "EUR", "ES": "EUR", "FR": "EUR", "IT": "EUR", "NL": "EUR",
    "AT": "EUR", "BE": "EUR", "IE": "EUR", "FI": "EUR", "GR": "EUR", "US": "USD", "GB": "GBP", "CN": "CNY",
    "TW": "TWD", "HK": "HKD", "JP": "JPY", "KR": "KRW", "SG": "SGD", "MY": "MYR", "TH": "THB", "VN": "VND",
    "PH": "PHP", "IN": "INR", "AU": "AUD", "NZ": "NZD", "CH": "CHF", "SE": "SEK", "NO": "NOK", "DK": "DKK",
    "PL": "PLN", "CZ": "CZK", "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "ZA": "ZAR", "TR": "TRY",
    "RU": "RUB", "UA": "UAH", "AE": "AED", "SA": "SAR", "CA": "CAD", "MZ": "MZN", "AO": "AOA",
}  # fmt: skip


class Key(NamedTuple):
    """One setting: what it is for, how a value is checked, and what holds where none was set.

    `is_asked` says whether setup asks for it, with the guess; the others have a default.
    """

    help: str
    check: Callable[[str], str]
    guess: Callable[[], str]
    is_asked: bool = True


def get(connection: sqlite3.Connection, key: str) -> str | None:
    """Returns the value that was set, or None."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def effective(connection: sqlite3.Connection | None, key: str) -> str:
    """Returns the value that holds: what was set, else what is guessed from this machine."""
    value = get(connection, key) if connection is not None else None
    return value if value is not None else KEYS[key].guess()


def all_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Returns all that was set, by key."""
    return {row[0]: row[1] for row in connection.execute("SELECT key, value FROM setting ORDER BY key")}


def put(tx: Transaction, key: str, value: str) -> str:
    """Sets a value and returns it as it is kept. Raises NotFound for an unknown key, Invalid for a bad value."""
    kept = known(key).check(value.strip())
    keep(tx, key, kept)
    _follow(tx, key)
    return kept


def keep(tx: Transaction, key: str, value: str) -> None:
    """Stores a value as it stands, in place of the one there was; for what is kept beside the settings of the list."""
    changed = tx.connection.execute("UPDATE setting SET value = ? WHERE key = ?", (value, key))
    if changed.rowcount == 0:
        tx.connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))


def unset(tx: Transaction, key: str) -> bool:
    """Takes a value away, so that the guess holds again; returns whether one was set. Raises NotFound."""
    known(key)
    was_set = tx.connection.execute("DELETE FROM setting WHERE key = ?", (key,)).rowcount > 0
    _follow(tx, key)
    return was_set


def _follow(tx: Transaction, key: str) -> None:
    """Brings into step what a setting has a say in."""
    if key == "touch.sent":
        from crmcli.store import touches

        touches.refresh_all(tx)


def known(key: str) -> Key:
    """Returns what is known of a setting. Raises NotFound, naming those there are."""
    if key not in KEYS:
        raise NotFound(
            _("There is no setting '{key}'.").format(key=key),
            _("There is: {keys}.").format(keys=", ".join(KEYS)),
        )
    return KEYS[key]


def _region(value: str) -> str:
    from crmcli import phones

    if not phones.is_region(value.upper()):
        raise Invalid(
            _("There is no country '{value}'.").format(value=value),
            _("Write two letters, such as ID, BR, TW or US."),
        )
    return value.upper()


def _currency(value: str) -> str:
    from crmcli import currencies

    if not currencies.is_currency(value.upper()):
        raise Invalid(
            _("'{value}' is not a currency.").format(value=value),
            _("Write three letters, such as IDR, BRL or USD."),
        )
    return value.upper()


def _timezone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise Invalid(
            _("There is no time zone '{zone}'.").format(zone=value), _("Name one such as Asia/Jakarta.")
        ) from error
    return value


def _date_order(value: str) -> str:
    if value.lower() not in DATE_ORDERS:
        raise Invalid(
            _("'{value}' is not an order of day, month and year.").format(value=value),
            _("There is: {all}.").format(all=", ".join(DATE_ORDERS)),
        )
    return value.lower()


def _language(value: str) -> str:
    code = value.replace("_", "-").lower()
    if not code.replace("-", "").isalnum() or not 2 <= len(code.split("-")[0]) <= 3 or not code.isascii():
        raise Invalid(
            _("'{value}' is not a language.").format(value=value),
            _("Write its code, such as en, id, pt or zh-tw."),
        )
    return code


def _holidays(value: str) -> str:
    from crmcli import phones, public_holidays

    if value.lower() in (HOLIDAYS_OF_REGION, NO_HOLIDAYS):
        return value.lower()
    codes = list(dict.fromkeys(code.strip().upper() for code in value.replace(" ", ",").split(",") if code.strip()))
    is_known = public_holidays.is_country if public_holidays.is_installed() else phones.is_region
    for code in codes:
        if not is_known(code):
            raise Invalid(
                _("There are no holidays of '{value}'.").format(value=code),
                _("Write countries such as ID,SG, a part of one such as DE-BY, region or none."),
            )
    if not codes:
        raise Invalid(_("No country is named."), _("Write countries such as ID,SG, region or none."))
    return ",".join(codes)


def _yes_or_no(value: str) -> str:
    from crmcli.store import field_types

    return field_types.checked("touch.sent", "yes-no", (), value, field_types.Ways(lambda: "", lambda: "dmy"))


def _addresses(value: str) -> str:
    found = [each.strip().lower() for each in value.split(",") if each.strip()]
    for each in found:
        name, at, domain = each.partition("@")
        if not (name and at and domain) or "@" in domain or any(c.isspace() for c in each) or not each.isprintable():
            raise Invalid(
                _("'{value}' is not an e-mail address.").format(value=each),
                _("Write them with commas between, such as me@x.com,sales@x.com."),
            )
    return ",".join(dict.fromkeys(found))


def _count_of_backups(value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 5 and int(value)):
        raise Invalid(_("'{value}' is not a number of backups.").format(value=value), _("Write 1 or more, such as 14."))
    return str(int(value))


def _size_of_backups(value: str) -> str:
    from crmcli import sizes

    if sizes.parse(value) < 1_000_000:
        raise Invalid(_("'{value}' is too little for backups.").format(value=value), _("Write one such as 500MB."))
    return value.upper().replace(" ", "")


def _deal(name: str) -> Callable[[str], str]:
    """The check of a setting of deals, whose module is loaded only when one is set."""

    def check(value: str) -> str:
        from crmcli.store import deal_settings

        return deal_settings.CHECKS[name](value)

    return check


def _guessed_region() -> str:
    from crmcli import phones

    return phones.region_of_timezone(phones.system_timezone())


def _guessed_timezone() -> str:
    from crmcli import phones

    return phones.system_timezone()


def _guessed_date_order() -> str:
    region = _guessed_region()
    return "mdy" if region in ("US", "PH") else "ymd" if region in _YEAR_FIRST else "dmy"


def _guessed_language() -> str:
    import os

    for name in ("CRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").split(".")[0].split("@")[0]
        if value and value not in ("C", "POSIX"):
            return value.replace("_", "-").lower()
    return "en"


KEYS: dict[str, Key] = {
    "region": Key(_("the country whose rules read phone numbers without a country code"), _region, _guessed_region),
    "currency": Key(_("the home currency"), _currency, lambda: _CURRENCIES.get(_guessed_region(), "USD")),
    "timezone": Key(_("the time zone that today and now are in"), _timezone, _guessed_timezone),
    "date_order": Key(_("how 03/04/2026 is read: dmy, mdy or ymd"), _date_order, _guessed_date_order),
    "language": Key(_("the language crm speaks, where it has it"), _language, _guessed_language),
    "holidays": Key(
        _("whose public holidays count: region, none, or countries such as ID,SG"),
        _holidays,
        lambda: HOLIDAYS_OF_REGION,
        False,
    ),
    "deal.needs": Key(
        _("whether a stage warns of what a deal lacks to enter it, or refuses: warn or refuse"),
        _deal("needs"),
        lambda: "warn",
        False,
    ),
    "deal.reason": Key(
        _("whether a lost deal must have a reason: required or optional"), _deal("reason"), lambda: "required", False
    ),
    "deal.reasons": Key(
        _("the reasons for which deals are lost, with commas between; others are taken too"),
        _deal("reasons"),
        lambda: _("price, timing, competitor, no budget, no need, no answer"),
        False,
    ),
    "deal.care": Key(
        _("what follows a win, such as 1d thank them; 2w ask how it is going; or none"),
        _deal("care"),
        lambda: _("1d thank them; 2w ask how it is going; 1m ask who else might need it"),
        False,
    ),
    "deal.retry": Key(
        _("after how long a lost deal is worth another try, such as 3m; or none"), _deal("retry"), lambda: "3m", False
    ),
    "touch.sent": Key(_("whether an e-mail or message you sent counts as a touch"), _yes_or_no, lambda: "no", False),
    "own_emails": Key(
        _("your own addresses, with commas between: no appointment is with them"), _addresses, lambda: "", False
    ),
    "backup.keep": Key(_("how many daily backups stay"), _count_of_backups, lambda: "14", False),
    "backup.max_size": Key(_("how much room the backups may take together"), _size_of_backups, lambda: "1GB", False),
}
