"""`crm settings`.

What crm is told about the user's business (in the database) and this machine (in a file).
"""

from typing import Annotated

import typer

from crmcli import context
from crmcli.commands import activity_kinds, goals, options, own_fields, own_holidays, rates
from crmcli.i18n import _

app = typer.Typer()
app.add_typer(own_fields.app, name="field", help=_("Your own fields, and what their values may be."))
app.add_typer(activity_kinds.app, name="kind", help=_("Kinds of activities, and your own among them."))
app.add_typer(own_holidays.app, name="holiday", help=_("Days off, and days to remember, of your own."))
app.command("goal")(goals.goal)
app.command("rate")(rates.rate)

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The setting, as crm settings list names it."))]
Value = Annotated[str, typer.Argument(metavar="VALUE", help=_("What shall hold."))]


@app.command("list")
def list_(csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """All settings, what holds, and where that comes from."""
    from crmcli import preferences
    from crmcli.output import Column

    here = context.current()
    columns = [
        Column("key", _("Setting")),
        Column("value", _("Value"), is_wide=True),
        Column("source", _("From")),
        Column("help", _("For"), is_wide=True),
    ]
    here.output.listing(preferences.rows(here), columns, ids=lambda row: str(row["key"]))


@app.command()
def get(name: Name) -> None:
    """What holds for one setting."""
    from crmcli import preferences

    here = context.current()
    row = preferences.row(here, name)
    if here.is_json:
        here.output.document(row)
    else:
        here.output.say(row["value"])


@app.command("set")
def set_(name: Name, value: Value) -> None:
    """Set one setting."""
    _change(name, value)


@app.command()
def unset(name: Name) -> None:
    """Forget one setting, so that the guess or the default holds again."""
    _change(name, None)


@app.command()
def edit() -> None:
    """Edit this machine's file of settings in your editor."""
    from crmcli import editor, paths, settings
    from crmcli.errors import Invalid

    settings.create()
    editor.edit(paths.config_file())
    settings.forget()
    problems = settings.problems()
    if problems:
        raise Invalid(" ".join(problems), _("Mend it: crm settings edit"))


@app.command()
def path() -> None:
    """Where this machine's file of settings lies."""
    from crmcli import paths

    context.current().output.say(paths.config_file())


def _change(name: str, value: str | None) -> None:
    from crmcli import preferences

    here = context.current()
    operation = preferences.change(here, name, value)
    row = preferences.row(here, name)
    if here.is_json:
        here.output.document({**row, "operation": operation})
        return
    answer = _("{name} is {value}.") if row["value"] else _("{name} is not set.")
    taken_back = "   " + _("{ref}, crm undo takes it back").format(ref=f"o{operation}") if operation else ""
    here.output.sentence(answer.format(name=name, value=row["value"]) + taken_back)
