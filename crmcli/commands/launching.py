"""Launching: hands an address to the program of this machine that opens such addresses, and says so."""

from __future__ import annotations

from crmcli import context, diagnostics, reaching
from crmcli.i18n import _


def answer(record: dict[str, object], uri: str, *, is_printed: bool) -> None:
    """Open the address and say so, or show it where that is wanted or no program is there. Raises CrmError."""
    here = context.current()
    words = [] if is_printed else reaching.opener()
    if words:
        reaching.start(words, uri)
    elif not is_printed:
        diagnostics.narrate(_("No program opens addresses here; crm settings set opener PROGRAM names one."))
    if here.is_json:
        here.output.document({**record, "uri": uri, "is_opened": bool(words)})
    elif words:
        here.output.sentence(_("Opened {uri} of {name} (c{id})").format(uri=uri, name=record["name"], id=record["id"]))
    else:
        here.output.say(uri)
