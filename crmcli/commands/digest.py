"""`crm digest`: the day as a text, a mail or a notification, made for cron and timers."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str], typer.Argument(metavar="[QUERY…]", help=_("Only contacts that meet it: group:vip, city:bandung …"))
]
Days = Annotated[int, typer.Option("--days", metavar="N", help=_("What comes on the next N days as well."))]
Format = Annotated[
    str,
    typer.Option("--format", callback=options.not_empty, metavar="WHICH", help=_("text, markdown, html or json.")),
]
Mail = Annotated[
    list[str],
    typer.Option(
        "--mail",
        callback=options.not_empty,
        metavar="ADDRESS",
        help=_("Send it there, as text and HTML; may be given again."),
    ),
]
Notify = Annotated[bool, typer.Option("--notify", help=_("Show the most pressing as a notification."))]
Always = Annotated[bool, typer.Option("--always", help=_("Say so where there is nothing to do."))]
ExitCode = Annotated[bool, typer.Option("--exit-code", help=_("End with 10 where there is something to do."))]
OncePer = Annotated[
    str,
    typer.Option(
        "--once-per", callback=options.not_empty, metavar="SPAN", help=_("Once a day or week, however often it is run.")
    ),
]
Name = Annotated[
    str,
    typer.Option(
        "--name", callback=options.not_empty, metavar="NAME", help=_("Which it is, where several go to one place.")
    ),
]
After = Annotated[
    str,
    typer.Option("--after", callback=options.not_empty, metavar="HH:MM", help=_("Nothing at all before that time.")),
]
Weekdays = Annotated[bool, typer.Option("--weekdays", help=_("Nothing at all on days of the weekend."))]
All = Annotated[bool, typer.Option("--all", help=_("All of them, however many there are."))]
Deals = Annotated[bool, typer.Option("--deals", help=_("Only deals, and what is to be done for them."))]


@app.command()
def digest(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    deals: Deals = False,
    days: Days = 0,
    format: Format = "",
    mail: Mail = [],  # noqa: B006
    notify: Notify = False,
    always: Always = False,
    exit_code: ExitCode = False,
    once_per: OncePer = "",
    name: Name = "",
    after: After = "",
    weekdays: Weekdays = False,
    all: All = False,
) -> None:
    """The day as a text or a mail: late, due today, silent, occasions, announced, each with what closes it.

    Nothing to do: no output at all. Days and times are those of the setting timezone, wherever it is run.
    """
    from crmcli.commands import digest_answers, digest_requests

    ways = digest_requests.Ways(format, mail, notify, once_per, name)
    when = digest_requests.Times(after, weekdays)
    code = digest_answers.digest(digest_requests.Request(words, days, ways, when, always, exit_code, all, deals))
    if code:
        raise typer.Exit(code)
