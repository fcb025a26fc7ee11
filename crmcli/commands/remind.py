"""`crm remind`: what is to be done, with whom and when."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[REF] [WHAT]", help=_("Whom, or a deal: c41, a name, d7. Then what; without it, to call them.")
    ),
]
Self = Annotated[bool, typer.Option("--self", help=_("Something for yourself, without a contact."))]
On = Annotated[
    str,
    typer.Option("--on", callback=options.not_empty, metavar="WHEN", help=_("When: fri@10, +3d, 2026-12-01.")),
]
Every = Annotated[
    str,
    typer.Option(
        "--every",
        callback=options.not_empty,
        metavar="RHYTHM",
        help=_("Again and again: 2w, weekday, mon,thu, 'month on the 31st'."),
    ),
]
FromDone = Annotated[
    bool, typer.Option("--from-done", help=_("The next one counts from the day this one is done, not from the plan."))
]
Warn = Annotated[
    str,
    typer.Option("--warn", callback=options.not_empty, metavar="DAYS", help=_("Also tell so long before: 30d,7d.")),
]
Priority = Annotated[
    str, typer.Option("--priority", callback=options.not_empty, metavar="high|normal|low", help=_("How urgent."))
]
For = Annotated[
    str, typer.Option("--for", callback=options.not_empty, metavar="LENGTH", help=_("How long it takes: 1h, 45m."))
]
Place = Annotated[str, typer.Option("--place", callback=options.not_empty, metavar="TEXT", help=_("Where it is."))]
Deal = Annotated[
    str,
    typer.Option(
        "--deal", callback=options.not_empty, metavar="DEAL", help=_("What it is a step of: d7 or its title.")
    ),
]
Note = Annotated[
    str, typer.Option("--note", callback=options.not_empty, metavar="TEXT", help=_("What else there is to know."))
]


@app.command()
def remind(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    self: Self = False,
    on: On = "",
    every: Every = "",
    from_done: FromDone = False,
    warn: Warn = "",
    priority: Priority = "",
    for_: For = "",
    place: Place = "",
    note: Note = "",
    deal: Deal = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Promise something for a day: crm remind budi 'send quote' --on fri@10

    A deal may stand in place of REF, and it is with its customer: crm remind d7 'send offer' --on fri
    An appointment takes its length and its place: crm remind budi lunch --on fri@12 --for 1h --place 'Hotel Mulia'
    """
    from crmcli.commands import followup_answers, followup_requests

    given = followup_requests.Options(on, every, from_done, warn, priority, for_, place, note, deal=deal)
    followup_answers.remind(followup_requests.read(words, self, given), dry_run)
