"""`crm log`: what happened, and the next step in the same breath."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Ref = Annotated[
    str, typer.Argument(metavar="REF", help=_("c41, a name, a phone, an e-mail; . is the one changed last."))
]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[KIND] TEXT…",
        help=_("note, call, meeting, visit, email, message, gift or one of your own; then what was said, - for stdin."),
    ),
]
With = Annotated[
    list[str],
    typer.Option(
        "--with", callback=options.not_empty, metavar="REF", help=_("Who else took part; may be given again.")
    ),
]
Missed = Annotated[bool, typer.Option("--missed", help=_("They were not reached, or did not show up."))]
Next = Annotated[
    str,
    typer.Option("--next", callback=options.not_empty, metavar="TEXT", help=_("What is to be done next; needs --on.")),
]
On = Annotated[
    str, typer.Option("--on", callback=options.not_empty, metavar="WHEN", help=_("When it is to be done: fri@10, +3d."))
]
Priority = Annotated[
    str,
    typer.Option(
        "--priority", callback=options.not_empty, metavar="WHICH", help=_("Of the next step: high, normal, low.")
    ),
]
Place = Annotated[
    str,
    typer.Option("--place", callback=options.not_empty, metavar="TEXT", help=_("Of the next step: where it is.")),
]
New = Annotated[
    str, typer.Option("--new", callback=options.not_empty, metavar="NAME", help=_("A contact to add, in place of REF."))
]
Phone = Annotated[
    list[str],
    typer.Option("--phone", callback=options.not_empty, metavar="NUMBER", help=_("A phone of the new contact.")),
]
Email = Annotated[
    list[str],
    typer.Option(
        "--email", callback=options.not_empty, metavar="ADDRESS", help=_("An e-mail address of the new contact.")
    ),
]
Company = Annotated[
    str,
    typer.Option("--company", callback=options.not_empty, metavar="NAME", help=_("Whom the new contact works for.")),
]
Groups = Annotated[
    list[str],
    typer.Option("--group", callback=options.not_empty, metavar="NAME", help=_("A group to put the new contact in.")),
]
Deal = Annotated[
    str,
    typer.Option("--deal", callback=options.not_empty, metavar="DEAL", help=_("What it was about: d7 or its title.")),
]
Editor = Annotated[bool, typer.Option("--editor", "-e", help=_("Write the text in your editor."))]


@app.command()
def log(
    ref: Ref = "",
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    with_: With = [],  # noqa: B006
    incoming: options.Incoming = False,
    outgoing: options.Outgoing = False,
    missed: Missed = False,
    at: options.At = "",
    for_: options.For = "",
    cost: options.Cost = "",
    next_: Next = "",
    on: On = "",
    priority: Priority = "",
    place: Place = "",
    new: New = "",
    phone: Phone = [],  # noqa: B006
    email: Email = [],  # noqa: B006
    company: Company = "",
    group: Groups = [],  # noqa: B006
    deal: Deal = "",
    editor: Editor = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Note what happened, and what comes next: crm log budi call 'price ok' --next 'call both' --on fri@10

    A second word that is no kind begins the text of a note. Other promises to them that are open are shown.
    A deal may stand in place of REF, and it is with its customer: crm log d7 call 'price ok'
    """
    from crmcli.commands import log_answers, log_requests

    stranger = log_requests.Stranger(new, phone, email, company, group)
    ways = log_requests.Ways(incoming, outgoing, missed, at, for_, cost)
    step = log_requests.Step(next_, on, priority, place)
    log_answers.log(log_requests.read(ref, words, with_, stranger, ways, step, editor, deal), dry_run)
