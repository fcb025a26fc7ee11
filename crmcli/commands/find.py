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
        metavar="WORDS…", help=_("Parts of a name in any script, a phone in any form, an e-mail, a company …")
    ),
]


@app.command()
def find(
    ctx: typer.Context,
    words: Words,
    limit: options.Limit = fastlane.LIMIT,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Look someone up: name in any script, phone in any format, e-mail, company, group, notes.

    All words must be met, in any order. Best hits come first; with --ids all of them.
    """
    from crmcli.errors import Usage

    if not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("crm find NAME, PHONE, E-MAIL or COMPANY"))
    here = context.current()
    store = here.reading()
    wanted = fastlane.limit_of(limit if options.is_given(ctx, "limit") else None, here.mode)
    fastlane.look_up(store.connection if store else None, words, wanted, here.output)
