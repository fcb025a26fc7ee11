"""`crm segment`: queries with a name."""

from typing import Annotated

import typer

from crmcli.commands import contacts, options
from crmcli.i18n import _

app = typer.Typer()

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The segment, or how its name begins."))]
FreshName = Annotated[str, typer.Argument(metavar="NAME", help=_("What it shall be called."))]
NewName = Annotated[str, typer.Argument(metavar="NEW", help=_("What it shall be called."))]
Query = Annotated[
    list[str],
    typer.Argument(
        metavar="QUERY…", help=_("Whom it asks for: city:bandung, idle:90d.., words; crm segment fields lists all.")
    ),
]
Notes = Annotated[
    str, typer.Option("--notes", callback=options.not_empty, metavar="TEXT", help=_("What the segment is for."))
]
Noun = Annotated[
    str,
    typer.Option(
        "--of",
        callback=options.not_empty,
        metavar="contacts|activities|followups|deals",
        help=_("What the query is about; all that holds for contacts can be asked of theirs."),
    ),
]
Clear = Annotated[list[str], typer.Option("--clear", metavar="FIELD", help=_("Empty notes."))]


@app.command("list")
def list_(
    limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False
) -> None:
    """All segments, their queries, and how many are in each now."""
    from crmcli.commands import segment_answers

    segment_answers.listing(limit)


@app.command()
def show(
    name: Name,
    kind: contacts.Kind = "",
    group: contacts.Group = "",
    status: contacts.Status = "",
    removed: contacts.Removed = False,
    sort: options.Sort = "name",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Who is in a segment now."""
    from crmcli.commands import segment_answers

    segment_answers.show(name, kind=kind, group=group, status=status, removed=removed, sort=sort, limit=limit)


@app.command()
def fields(of: Noun = "contacts", limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False) -> None:
    """What a query can ask about, with examples.

    --of activities, followups or deals tells of what their lists can be asked.
    """
    from crmcli.commands import segment_answers

    segment_answers.fields(of, limit)


@app.command()
def add(name: FreshName, words: Query, notes: Notes = "", dry_run: options.DryRun = False) -> None:
    """Save a query under a name; @NAME then stands for it."""
    from crmcli.commands import segment_answers

    segment_answers.add(name, words, notes, dry_run)


@app.command()
def edit(
    name: Name,
    words: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    notes: Notes = "",
    clear: Clear = [],  # noqa: B006 - Typer makes a fresh list of it
    dry_run: options.DryRun = False,
) -> None:
    """Give a segment another query, or change its notes."""
    from crmcli.commands import segment_answers

    segment_answers.edit(name, words, notes, clear, dry_run)


@app.command()
def rename(name: Name, new: NewName, dry_run: options.DryRun = False) -> None:
    """Give a segment another name, also where others use it."""
    from crmcli.commands import segment_answers

    segment_answers.rename(name, new, dry_run)


@app.command()
def rm(name: Name, dry_run: options.DryRun = False) -> None:
    """Remove a segment; its contacts stay."""
    from crmcli.commands import segment_answers

    segment_answers.remove(name, dry_run)
