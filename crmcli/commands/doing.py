"""`crm done`: what was promised is done, and stands on the timeline."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Refs = Annotated[
    list[str], typer.Argument(metavar="REF…", help=_("f12, or a contact who has only one open; - reads stdin."))
]
Note = Annotated[str, typer.Option("--note", callback=options.not_empty, metavar="TEXT", help=_("What came of it."))]
As = Annotated[
    str,
    typer.Option(
        "--as",
        callback=options.not_empty,
        metavar="KIND",
        help=_("What it was: call, meeting, …; else its first word says it, and if not that, it is a note."),
    ),
]
At = Annotated[
    str, typer.Option("--at", callback=options.not_empty, metavar="WHEN", help=_("When it was: yesterday, fri@10."))
]
For = Annotated[
    str, typer.Option("--for", callback=options.not_empty, metavar="LENGTH", help=_("How long it took: 15m, 1h30."))
]
Next = Annotated[
    str, typer.Option("--next", callback=options.not_empty, metavar="TEXT", help=_("What is to be done next."))
]
On = Annotated[
    str, typer.Option("--on", callback=options.not_empty, metavar="WHEN", help=_("When the next step is due."))
]


@app.command()
def done(
    ref: Refs,
    note: Note = "",
    as_: As = "",
    at: At = "",
    for_: For = "",
    next_: Next = "",
    on: On = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Mark follow-ups done: crm done f12 --note 'price ok' --next 'send contract' --on fri

    The next one of what repeats is made. What was done with somebody stands on their timeline.
    """
    from crmcli.commands import doing_answers, doing_requests

    given = doing_requests.Options(note, as_, at, for_, next_, on)
    doing_answers.done(doing_requests.read(ref, given), dry_run)
