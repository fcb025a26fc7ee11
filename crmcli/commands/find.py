"""`crm find`: look someone up. A plain call into a pipe never comes here: fastlane answers it."""

from typing import Annotated

import typer

from crmcli import context, fastlane
from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WORDS…", help=_("Parts of a name in any script, a phone in any form, an e-mail, city:bandung …")
    ),
]
Mutt = Annotated[
    bool, typer.Option("--mutt", help=_("Answer mutt's query: a message, then address, name and company a line."))
]
Aerc = Annotated[bool, typer.Option("--aerc", help=_("The same without the message, for aerc and others."))]
Caller = Annotated[
    bool, typer.Option("--caller", help=_("The words are the number of a call: one line on who that is, or exit 3."))
]


@app.command()
def find(
    ctx: typer.Context,
    words: Words,
    limit: options.Limit = fastlane.LIMIT,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
    mutt: Mutt = False,
    aerc: Aerc = False,
    caller: Caller = False,
) -> None:
    """Look someone up: name in any script, phone in any format, e-mail, company, group, notes.

    All words must be met, in any order. Best hits come first; with --ids all of them. Conditions such as city:bandung
    or not:group:cold may stand among the words: crm segment fields lists them.
    """
    from crmcli.commands import listing, mailing
    from crmcli.errors import Usage

    given = limit if options.is_given(ctx, "limit") else None
    if mutt or aerc or caller:
        raise typer.Exit(mailing.answer(words, given, mutt=mutt, aerc=aerc, caller=caller))
    if not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("crm find NAME, PHONE, E-MAIL or COMPANY"))
    here = context.current()
    store = here.reading()
    wanted = fastlane.limit_of(given, here.mode)
    fastlane.look_up(store.connection if store else None, words, wanted, here.output, listing.meeting(words))
