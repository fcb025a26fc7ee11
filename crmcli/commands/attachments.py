"""`crm attachment`: the files on contacts."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Id = Annotated[int, typer.Argument(metavar="ID", help=_("The number of the file, as lists show it."))]
Several = Annotated[list[int], typer.Argument(metavar="ID…", help=_("The numbers of the files."))]
Ref = Annotated[list[str], typer.Argument(metavar="[REF]", help=_("Only those of a contact."))]
NewName = Annotated[str, typer.Argument(metavar="NEW", help=_("What it shall be called."))]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        callback=options.not_empty,
        metavar="PATH",
        help=_("Where to: a file, a folder, - for stdout."),
    ),
]
Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        callback=options.not_empty,
        metavar="FIELD",
        help=_("By id, name, contact, size or created; -FIELD turns it round."),
    ),
]
Force = Annotated[bool, typer.Option("--force", "-f", help=_("Write over a file that is there."))]
Notes = Annotated[
    str, typer.Option("--notes", callback=options.not_empty, metavar="TEXT", help=_("What the file is about."))
]
Clear = Annotated[list[str], typer.Option("--clear", metavar="FIELD", help=_("Empty notes."))]


@app.command("list")
def list_(
    ref: Ref = [],  # noqa: B006 - Typer makes a fresh list of it
    sort: Sort = "id",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """All files, or those of one contact."""
    from crmcli.commands import attachment_answers

    attachment_answers.listing(" ".join(ref), sort, limit)


@app.command()
def show(id: Id, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """What is known of a file; of a text also how it begins."""
    from crmcli.commands import attachment_answers

    attachment_answers.show(id)


@app.command()
def save(id: Several, output: Output = "", force: Force = False) -> None:
    """Write files out again, into this folder or where --output says."""
    from crmcli.commands import attachment_answers

    attachment_answers.save(id, output, force)


@app.command()
def edit(
    id: Id,
    notes: Notes = "",
    clear: Clear = [],  # noqa: B006 - Typer makes a fresh list of it
    dry_run: options.DryRun = False,
) -> None:
    """Say what a file is about."""
    from crmcli.commands import attachment_answers

    attachment_answers.describe(id, notes, clear, dry_run)


@app.command()
def rename(id: Id, new: NewName, dry_run: options.DryRun = False) -> None:
    """Give a file another name."""
    from crmcli.commands import attachment_answers

    attachment_answers.rename(id, new, dry_run)


@app.command()
def rm(id: Several, dry_run: options.DryRun = False) -> None:
    """Take files off their contacts."""
    from crmcli.commands import attachment_answers

    attachment_answers.remove(id, dry_run)
