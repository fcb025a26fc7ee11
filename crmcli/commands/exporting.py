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
        help=_("Whom, as in crm contact list: group:vip; - reads them from stdin. all is the whole database."),
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        callback=options.not_empty,
        metavar="FORMAT",
        help=_("vcf, csv, json or ndjson; if not said, what the name of FILE ends in, else vcf."),
    ),
]
Version = Annotated[
    str,
    typer.Option(
        "--version",
        callback=options.not_empty,
        metavar="3.0|4.0",
        help=_("The version of vCard; 3.0, which all phones read, if not said."),
    ),
]
File = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        callback=options.not_empty,
        metavar="FILE",
        help=_("Write to this file, in place of one of that name; - is stdout."),
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
    """Write contacts as vCard, CSV or JSON; crm export all writes the whole database."""
    from crmcli.commands import export_answers

    export_answers.run(export_answers.Options(words, format, version, output, photos))
