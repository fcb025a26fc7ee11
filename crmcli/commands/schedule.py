"""`crm schedule`: the digest in the morning and the alerts, by cron or by systemd."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

When = Annotated[str, typer.Argument(metavar="TIME", help=_("When: 07:00, 7am, 'half past seven'."))]
Query = Annotated[list[str], typer.Argument(metavar="[QUERY]", help=_("Of these contacts alone, such as group:vip."))]
Weekdays = Annotated[bool, typer.Option("--weekdays", help=_("Not at the weekend of your country."))]
Mail = Annotated[
    list[str], typer.Option("--mail", callback=options.not_empty, metavar="ADDRESS", help=_("Send it to this address."))
]
Notify = Annotated[bool, typer.Option("--notify", help=_("Show it as a notification on the desktop."))]
Deals = Annotated[bool, typer.Option("--deals", help=_("Only deals, and what is to be done for them."))]
Days = Annotated[int, typer.Option("--days", min=0, max=366, metavar="N", help=_("Also tell of the next N days."))]
Before = Annotated[
    str,
    typer.Option("--before", callback=options.not_empty, metavar="LENGTH", help=_("So long before it is due: 15m.")),
]
Every = Annotated[
    str, typer.Option("--every", callback=options.not_empty, metavar="LENGTH", help=_("Look so often: 1m, 5m, 15m."))
]
Command = Annotated[
    str,
    typer.Option(
        "--command", callback=options.not_empty, metavar="CMD", help=_("Ring by this command, not by a notification.")
    ),
]
With = Annotated[
    str,
    typer.Option(
        "--with", callback=options.not_empty, metavar="cron|systemd", help=_("Who runs it; else whichever is there.")
    ),
]
NewName = Annotated[
    str, typer.Option("--name", callback=options.not_empty, metavar="NAME", help=_("What to call it, beside others."))
]
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("As crm schedule list names it."))]
AnyName = Annotated[str, typer.Argument(metavar="[NAME]", help=_("One alone, as crm schedule list names it."))]


@app.command()
def digest(
    when: When,
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    weekdays: Weekdays = False,
    mail: Mail = [],  # noqa: B006 - Typer makes a fresh list of it
    notify: Notify = False,
    days: Days = 0,
    deals: Deals = False,
    name: NewName = "digest",
    runner: With = "",
    dry_run: options.DryRun = False,
) -> None:
    """Have the digest come by itself."""
    from crmcli.commands import schedule_answers, schedule_requests

    plan = schedule_requests.digest(name, when, query, weekdays, mail, notify, days, is_of_deals=deals)
    schedule_answers.put(plan, runner, dry_run)


@app.command()
def alerts(
    before: Before = "",
    every: Every = "5m",
    command: Command = "",
    name: NewName = "alerts",
    runner: With = "",
    dry_run: options.DryRun = False,
) -> None:
    """Have follow-ups with a time ring by themselves."""
    from crmcli.commands import schedule_answers, schedule_requests

    schedule_answers.put(schedule_requests.alerts(name, before, every, command), runner, dry_run)


@app.command("list")
def list_(csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """What is scheduled: when it comes next, and what came of it last."""
    from crmcli.commands import schedule_lists

    schedule_lists.listing()


@app.command("print")
def print_(name: AnyName = "") -> None:
    """The lines and units as they stand, or what they would be."""
    from crmcli.commands import schedule_lists

    schedule_lists.print_(name)


@app.command()
def rm(name: Name, dry_run: options.DryRun = False) -> None:
    """Let something no longer come by itself."""
    from crmcli.commands import schedule_answers

    schedule_answers.rm(name, dry_run)
