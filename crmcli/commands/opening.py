"""`crm open`: call somebody, write to them, or see where they are, with the programs of this machine."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="REF [WHAT]", help=_("Who; then phone (if not said), wa, mail, map, url, sms, telegram, linkedin …")
    ),
]
Label = Annotated[
    str, typer.Option("--label", callback=options.not_empty, metavar="TEXT", help=_("The one of this label: work."))
]
Print = Annotated[bool, typer.Option("--print", help=_("Only show what would be opened."))]


@app.command("open")
def open_(words: Words, label: Label = "", print_: Print = False, yes: options.Yes = False) -> None:
    """Call somebody, write to them or show where they are, with the programs of this machine.

    A phone goes to the program for tel:, wa to WhatsApp, an address to a map (the setting map_url). Of several you
    are asked which. Where no program can be started, what would be opened is shown.
    """
    from crmcli import reaching
    from crmcli.commands import acting, launching

    card, what = acting.meant(words, for_copy=False)
    thing = acting.chosen(card, what, label)
    uri = reaching.uri(what, thing)
    if not print_:
        acting.agree(card, is_agreed=yes)
    launching.answer(acting.record(card, what, thing), uri, is_printed=print_)
