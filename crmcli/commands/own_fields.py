"""`crm settings field`: the user's own fields, and what their values may be."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The field; upper and lower case are the same."))]
NewName = Annotated[str, typer.Argument(metavar="NEW", help=_("What it shall be called."))]
Type = Annotated[
    str,
    typer.Option(
        "--type",
        callback=options.not_empty,
        metavar="TYPE",
        help=_("text, number, date, choice, yes-no, url, phone or email; text if not said."),
    ),
]
Choices = Annotated[
    list[str],
    typer.Option(
        "--choice",
        callback=options.not_empty,
        metavar="TEXT",
        help=_("What may be chosen, S,M,L; may be given again."),
    ),
]
LessChoices = Annotated[
    list[str],
    typer.Option(
        "--rm-choice", callback=options.not_empty, metavar="TEXT", help=_("One value that may be chosen no longer.")
    ),
]
KeepValues = Annotated[bool, typer.Option("--keep-values", help=_("Leave the values on the contacts, as free text."))]


@app.command("list")
def list_(
    limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False
) -> None:
    """All your own fields, and how many contacts use each."""
    from crmcli.commands import own_field_answers

    own_field_answers.listing(limit)


@app.command()
def show(
    name: Name,
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Who has what in a field, and what does not fit its type."""
    from crmcli.commands import own_field_answers

    own_field_answers.show(name, limit)


@app.command()
def add(
    name: Name,
    type: Type = "",
    choice: Choices = [],  # noqa: B006 - Typer makes a fresh list of it
    dry_run: options.DryRun = False,
) -> None:
    """Say what a field of your own holds, so that it is checked.

    Values that are there already and do not fit are named, and kept.
    """
    from crmcli.commands import own_field_answers

    own_field_answers.add(name, type, own_field_answers.apart(choice), dry_run)


@app.command()
def edit(
    name: Name,
    type: Type = "",
    choice: Choices = [],  # noqa: B006 - Typer makes a fresh list of it
    rm_choice: LessChoices = [],  # noqa: B006
    dry_run: options.DryRun = False,
) -> None:
    """Change a field's type, or what may be chosen."""
    from crmcli.commands import own_field_answers

    own_field_answers.edit(name, type, own_field_answers.apart(choice), own_field_answers.apart(rm_choice), dry_run)


@app.command()
def rename(name: Name, new: NewName, dry_run: options.DryRun = False) -> None:
    """Give a field another name, on all contacts that have it."""
    from crmcli.commands import own_field_answers

    own_field_answers.rename(name, new, dry_run)


@app.command()
def rm(name: Name, keep_values: KeepValues = False, yes: options.Yes = False, dry_run: options.DryRun = False) -> None:
    """Remove a field, with its values on all contacts.

    It asks first where there are some.
    """
    from crmcli.commands import own_field_answers

    own_field_answers.remove(name, keep_values, yes, dry_run)
