"""`crm export`: contacts as vCard, CSV or JSON for phones and other programs, or the whole database for another crm."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[contacts|all] [QUERY…]",
        help=_("Which contacts, as in crm contact list; - reads references from stdin. all is the whole database."),
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        callback=options.not_empty,
        metavar="FORMAT",
        help=_("vcf, csv, json or ndjson; without it what FILE ends in, else vcf."),
    ),
]
Version = Annotated[
    str,
    typer.Option(
        "--version", callback=options.not_empty, metavar="3.0|4.0", help=_("Of vCard; 3.0 is read by all phones.")
    ),
]
File = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        callback=options.not_empty,
        metavar="FILE",
        help=_("Write to a file, in place of the one there."),
    ),
]
Photos = Annotated[bool, typer.Option("--photos/--no-photos", help=_("With or without photos."))]


@app.command()
def export(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    format: Format = "",
    version: Version = "",
    output: File = "-",
    photos: Photos = True,
) -> None:
    """Write contacts as vCard, CSV or JSON, or with all the whole database, to stdout or a file."""
    from crmcli.commands import export_answers

    export_answers.run(export_answers.Options(words, format, version, output, photos))
