"""`crm import`: address books, calendars and deals of phones and programs, as one operation."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE…", help=_("vCard, CSV, JSON or .ics files, folders of them, or - for stdin.")),
]
Map = Annotated[list[str], typer.Option("--map", metavar="HEADER=FIELD", help=_("Say what a column of a CSV file is."))]
Region = Annotated[
    str,
    typer.Option(
        "--region",
        callback=options.not_empty,
        metavar="CODE",
        help=_("The country of numbers without a country code: ID, BR …"),
    ),
]
Groups = Annotated[list[str], typer.Option("--group", metavar="NAME", help=_("Put all of them into a group."))]
Source = Annotated[
    str, typer.Option("--source", callback=options.not_empty, metavar="TEXT", help=_("Note where they come from."))
]
OnMatch = Annotated[
    str,
    typer.Option(
        "--on-match",
        callback=options.not_empty,
        metavar="HOW",
        help=_("Who is there already: update (fill blanks), overwrite, skip or add."),
    ),
]
Rejects = Annotated[
    str,
    typer.Option(
        "--rejects",
        callback=options.not_empty,
        metavar="FILE",
        help=_("Write what was rejected to a file, in its own format."),
    ),
]
Past = Annotated[bool, typer.Option("--past", help=_("Bring appointments that are over, as done follow-ups."))]
Known = Annotated[bool, typer.Option("--known", help=_("Bring only appointments that are with a contact of yours."))]
As = Annotated[
    str,
    typer.Option(
        "--as",
        callback=options.not_empty,
        metavar="contacts|deals",
        help=_("Say what a CSV file is a table of, where its header does not."),
    ),
]
MakeStages = Annotated[bool, typer.Option("--make-stages", help=_("Make stages and pipelines of deals that you lack."))]
NextOn = Annotated[
    str,
    typer.Option(
        "--next-on",
        callback=options.not_empty,
        metavar="WHEN",
        help=_("When next steps of deals are due that have no day in the file."),
    ),
]
NoPhotos = Annotated[bool, typer.Option("--no-photos", help=_("Leave photos out."))]


@app.command("import")
def import_(
    ctx: typer.Context,
    files: Files = [],  # noqa: B006 - Typer makes a fresh list of it
    dry_run: options.DryRun = False,
    map: Map = [],  # noqa: B006
    region: Region = "",
    group: Groups = [],  # noqa: B006
    source: Source = "",
    on_match: OnMatch = "update",
    rejects: Rejects = "",
    no_photos: NoPhotos = False,
    past: Past = False,
    known: Known = False,
    as_: As = "",
    make_stages: MakeStages = False,
    next_on: NextOn = "",
) -> None:
    """Take in address books (vCard, CSV), deals (CSV) and calendars (.ics). The same file twice changes nothing."""
    from crmcli.commands import intake

    files = files or intake.standard_input(" ".join(ctx.get_usage().split()))
    kept = not no_photos
    intake.run(
        intake.Options(
            files, dry_run, map, region, group, source, on_match, rejects, kept, past, known, as_, make_stages, next_on
        )
    )
