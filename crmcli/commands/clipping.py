"""`crm copy`: something of a contact to the clipboard."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="REF [WHAT]", help=_("Who; then phone (if not said), mail, name, address, card, url, company, line …")
    ),
]
Label = Annotated[
    str, typer.Option("--label", callback=options.not_empty, metavar="TEXT", help=_("The one of this label: work."))
]
Print = Annotated[bool, typer.Option("--print", help=_("Only show what would be copied."))]


@app.command("copy")
def copy_(words: Words, label: Label = "", print_: Print = False) -> None:
    """Copy a phone, an address or a whole card to the clipboard of your terminal, also over ssh.

    Into a pipe it is written instead: crm copy budi mail | other-program. Terminals do this by OSC 52; some want it
    allowed in their settings.
    """
    from crmcli.commands import acting, copied

    card, what = acting.meant(words, for_copy=True)
    copied.answer(card, what, label, is_printed=print_)
