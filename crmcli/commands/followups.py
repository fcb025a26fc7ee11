"""`crm followup`: what was promised, open and done."""

from typing import Annotated

import typer

from crmcli.commands import options, remind
from crmcli.i18n import _

app = typer.Typer()

Query = Annotated[
    list[str],
    typer.Argument(metavar="[QUERY…]", help=_("Words and fields: quote due:..fri group:vip. See the page on queries.")),
]
Ref = Annotated[list[str], typer.Argument(metavar="REF", help=_("f12, or a contact who has only one open."))]
Refs = Annotated[
    list[str], typer.Argument(metavar="REF…", help=_("f12, or a contact who has only one open; - reads stdin."))
]
Done = Annotated[bool, typer.Option("--done", help=_("Those that are done, in place of the open ones."))]
All = Annotated[bool, typer.Option("--all", help=_("The open ones and those that are done."))]
Late = Annotated[bool, typer.Option("--late", help=_("Only those that are late."))]
Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        callback=options.not_empty,
        metavar="FIELD",
        help=_("By due, id, what, contact, priority, done or created; -FIELD turns it round."),
    ),
]
What = Annotated[str, typer.Option("--what", callback=options.not_empty, metavar="TEXT", help=_("What is to be done."))]
Contact = Annotated[
    str, typer.Option("--contact", callback=options.not_empty, metavar="REF", help=_("With whom it is to be done."))
]
Every = Annotated[
    str,
    typer.Option("--every", callback=options.not_empty, metavar="RHYTHM", help=_("Another rhythm; none ends it.")),
]
Warn = Annotated[
    str, typer.Option("--warn", callback=options.not_empty, metavar="DAYS", help=_("Tell so long before; none: not."))
]
Clear = Annotated[
    list[str],
    typer.Option("--clear", callback=options.not_empty, metavar="FIELD", help=_("Empty for, place, note or deal.")),
]


@app.command("list")
def list_(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    done: Done = False,
    all_: All = False,
    late: Late = False,
    sort: Sort = "due",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Those that are open, soonest first."""
    from crmcli.commands import followup_lists

    followup_lists.listing(query, is_done=done, is_all=all_, is_late=late, sort=sort, limit=limit)


@app.command()
def show(ref: Ref, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """All that is known of a follow-up."""
    from crmcli.commands import followup_lists, followup_refs

    followup_lists.show(followup_refs.named(" ".join(ref), with_removed=True))


@app.command()
def edit(
    ref: Ref,
    what: What = "",
    on: remind.On = "",
    every: Every = "",
    from_done: remind.FromDone = False,
    warn: Warn = "",
    priority: remind.Priority = "",
    for_: remind.For = "",
    place: remind.Place = "",
    note: remind.Note = "",
    clear: Clear = [],  # noqa: B006 - Typer makes a fresh list of it
    contact: Contact = "",
    deal: remind.Deal = "",
    self: remind.Self = False,
    dry_run: options.DryRun = False,
) -> None:
    """Change what, when, how often, or with whom. A new day is the new plan; crm snooze puts only this one off."""
    from crmcli.commands import followup_answers, followup_refs, followup_requests

    given = followup_requests.Options(on, every, from_done, warn, priority, for_, place, note, clear, deal)
    found = followup_refs.named(" ".join(ref))
    followup_answers.edit(found, followup_requests.changes(found, given, what, contact, self), given, dry_run)


@app.command()
def skip(ref: Ref, dry_run: options.DryRun = False) -> None:
    """Not this time: go on to the next of what repeats, and log nothing."""
    from crmcli.commands import followup_answers, followup_refs

    followup_answers.skip(followup_refs.named(" ".join(ref)), dry_run)


@app.command()
def reopen(ref: Ref, dry_run: options.DryRun = False) -> None:
    """Open again what was done; its activity stays on the timeline."""
    from crmcli.commands import followup_answers, followup_refs

    followup_answers.reopen(followup_refs.named(" ".join(ref)), dry_run)


@app.command()
def rm(ref: Refs, ids: options.Ids = False, dry_run: options.DryRun = False) -> None:
    """Remove follow-ups; what repeats comes no more."""
    from crmcli.commands import followup_answers, followup_refs

    followup_answers.remove(followup_refs.several(ref, with_removed=True), dry_run)
