"""`crm activity`: the timeline, one entry after the other."""

from typing import Annotated

import typer

from crmcli.commands import log, options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WORDS…", help=_("Only those they fit: c41, a word of the text, kind:call, at:2026-11, group:vip …")
    ),
]
Ref = Annotated[str, typer.Argument(metavar="ID", help=_("a90, or 90."))]
Refs = Annotated[list[str], typer.Argument(metavar="ID…", help=_("a90, or 90: one or more; - reads them from stdin."))]
Newest = Annotated[
    int | None,
    typer.Option("--limit", min=0, metavar="N", help=_("At most this many; 0 for all. A table shows 20 if not said.")),
]
Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        callback=options.not_empty,
        metavar="FIELD",
        help=_("By at, kind, minutes or id; -FIELD turns it round."),
    ),
]
Kind = Annotated[
    str, typer.Option("--kind", callback=options.not_empty, metavar="KIND", help=_("What it was: call, meeting …"))
]
Text = Annotated[str, typer.Option("--text", callback=options.not_empty, metavar="TEXT", help=_("What was said."))]
With = Annotated[
    list[str], typer.Option("--with", callback=options.not_empty, metavar="REF", help=_("Who took part as well."))
]
Without = Annotated[
    list[str], typer.Option("--without", callback=options.not_empty, metavar="REF", help=_("Who did not take part."))
]
Missed = Annotated[bool, typer.Option("--missed", help=_("They were not reached."))]
Reached = Annotated[bool, typer.Option("--reached", help=_("They were reached."))]
Clear = Annotated[
    list[str], typer.Option("--clear", callback=options.not_empty, metavar="FIELD", help=_("Empty text, for or cost."))
]
Editor = Annotated[bool, typer.Option("--editor", "-e", help=_("Change the text in your editor."))]


@app.command("list")
def list_(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    sort: Sort = "at",
    limit: Newest = None,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """What happened, newest first, or what a query picks out of it.

    For example: crm activity list kind:call group:vip at:2026-11.
    """
    from crmcli.commands import activity_answers

    activity_answers.listing(words, sort, limit)


@app.command()
def show(ref: Ref, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """One activity with all that was noted."""
    from crmcli.commands import activity_answers

    activity_answers.show(ref)


@app.command()
def edit(
    ref: Ref,
    kind: Kind = "",
    text: Text = "",
    at: options.At = "",
    for_: options.For = "",
    cost: options.Cost = "",
    with_: With = [],  # noqa: B006 - Typer makes a fresh list of it
    without: Without = [],  # noqa: B006
    missed: Missed = False,
    reached: Reached = False,
    incoming: options.Incoming = False,
    outgoing: options.Outgoing = False,
    clear: Clear = [],  # noqa: B006
    deal: log.Deal = "",
    editor: Editor = False,
    dry_run: options.DryRun = False,
) -> None:
    """Change what was logged: kind, text, time, people, deal."""
    from crmcli.commands import activity_changes
    from crmcli.commands.log_requests import Ways

    ways = Ways(incoming, outgoing, missed, at, for_, cost)
    given = activity_changes.Given(kind, text, ways, reached, with_, without, clear, editor, deal)
    activity_changes.edit(ref, given, dry_run)


@app.command()
def rm(refs: Refs, dry_run: options.DryRun = False) -> None:
    """Remove activities; crm undo brings them back."""
    from crmcli.commands import activity_changes

    activity_changes.remove(refs, dry_run)
