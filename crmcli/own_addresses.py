"""The user's own e-mail addresses, as far as the settings know them: no appointment of a calendar is with them."""

from __future__ import annotations

import re

from crmcli import settings

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


def of(stored: str) -> list[str]:
    """Returns them in lower case; `stored` are those that the settings of the business name, with commas between."""
    named = (*stored.split(","), settings.get("mail_from"), settings.get("mail_user"))
    return sorted({match[0].lower() for each in named if (match := _ADDRESS.search(each))})
