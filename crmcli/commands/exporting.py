"""`crm export`: contacts, deals and the diary for phones and other programs, or the whole database for another crm."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[contacts|deals|moves|followups|occasions|activities|all] [QUERY…]",
        help=_("What, and which of them: group:vip; - reads contacts from stdin. all is the whole database."),
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        callback=options.not_empty,
        metavar="FORMAT",
        help=_("vcf, ics, csv, json or ndjson; if not said, what the name of FILE ends in, else vcf, ics or csv."),
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
Times = Annotated[
    str,
    typer.Option(
        "--times",
        callback=options.not_empty,
        metavar="zone|floating",
        help=_("Times of a calendar with your zone, or the same on every clock; if not said, with the zone you set."),
    ),
]
Alarm = Annotated[
    list[str],
    typer.Option(
        "--alarm",
        callback=options.not_empty,
        metavar="LENGTH",
        help=_("Let the calendar ring so long before: 15m if not said; again for another, 0m for the very minute."),
    ),
]
NoAlarms = Annotated[bool, typer.Option("--no-alarms", help=_("Let the calendar ring for nothing."))]
Photos = Annotated[bool, typer.Option("--photos/--no-photos", help=_("With or without photos."))]


@app.command()
def export(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    format: Format = "",
    version: Version = "",
    output: File = "-",
    photos: Photos = True,
    times: Times = "",
    alarm: Alarm = [],  # noqa: B006
    no_alarms: NoAlarms = False,
) -> None:
    """Write contacts as vCard, CSV or JSON; deals and moves as tables; the diary as a calendar; all as one file."""
    from crmcli.commands import export_answers

    diary = export_answers.Diary(times, alarm, no_alarms)
    export_answers.run(export_answers.Options(words, format, version, output, photos, diary))
