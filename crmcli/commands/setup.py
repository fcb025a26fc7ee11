"""`crm setup`: language, region, currency, time zone and date order, guessed and asked once."""

from typing import Annotated

import typer

from crmcli import context
from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Language = Annotated[
    str, typer.Option(callback=options.not_empty, metavar="CODE", help=_("The language of your business: en, id, pt …"))
]
Region = Annotated[
    str, typer.Option(callback=options.not_empty, metavar="CODE", help=_("The country of your phone numbers: ID, BR …"))
]
Currency = Annotated[str, typer.Option(callback=options.not_empty, metavar="CODE", help=_("Your currency: IDR, EUR …"))]
Timezone = Annotated[
    str, typer.Option(callback=options.not_empty, metavar="ZONE", help=_("Your time zone: Asia/Jakarta …"))
]
DateOrder = Annotated[
    str, typer.Option(callback=options.not_empty, metavar="ORDER", help=_("How you write 3 April: dmy, mdy or ymd."))
]


@app.command()
def setup(
    language: Language = "",
    region: Region = "",
    currency: Currency = "",
    timezone: Timezone = "",
    date_order: DateOrder = "",
    yes: options.Yes = False,
) -> None:
    """Tell crm about your business; enter takes what stands in brackets.

    Without a terminal, or with --yes, the guesses are taken. They hold without this, too.
    """
    from crmcli import preferences

    here = context.current()
    given = {
        "language": language,
        "region": region,
        "currency": currency,
        "timezone": timezone,
        "date_order": date_order,
    }
    settled = {name: _settled(name, value, yes) for name, value in given.items()}
    chosen: dict[str, str | None] = {name: value for name, value in settled.items() if value}
    operation = preferences.change_business(here, chosen, _("set up"))
    _say(operation)


def _settled(name: str, given: str, takes_guess: bool) -> str:
    """The value to store: the option, else the answer on a terminal, else what holds; empty for none."""
    from crmcli import asking, preferences

    holds = str(preferences.row(context.current(), name)["value"])
    if given or takes_guess or not asking.is_possible():
        return given or holds
    return _asked(name, holds)


def _asked(name: str, holds: str) -> str:
    """The first answer that can be stored; empty where nothing is guessed and enter alone is the answer."""
    from crmcli import asking, diagnostics
    from crmcli.errors import Invalid
    from crmcli.store import settings as business

    while True:
        question = _("{name}: {what}").format(name=name, what=_(business.KEYS[name].help))
        answer = asking.ask(question, holds)
        try:
            return business.KEYS[name].check(answer) if answer else ""
        except Invalid as error:
            diagnostics.warn(f"{error} {error.hint}".strip())


def _say(operation: int | None) -> None:
    """Say what holds now."""
    from crmcli import diagnostics, preferences
    from crmcli.store import settings as business

    here = context.current()
    rows = [preferences.row(here, name) for name, key in business.KEYS.items() if key.is_asked]
    if here.is_json:
        here.output.document({**{row["key"]: row["value"] for row in rows}, "operation": operation})
        return
    for row in rows:
        answer = _("{name} is {value}.") if row["value"] else _("{name} is not set.")
        here.output.sentence(answer.format(name=row["key"], value=row["value"]))
    if operation:
        diagnostics.narrate(_("{ref}, crm undo takes it back").format(ref=f"o{operation}"))
