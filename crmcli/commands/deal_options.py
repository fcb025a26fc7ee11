"""The options of the commands on deals, said once: what a deal has, its next step, and how it was closed."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _


def _text(*names: str, metavar: str, help: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(*names, callback=options.not_empty, metavar=metavar, help=help)
    return found


Ref = Annotated[list[str], typer.Argument(metavar="DEAL", help=_("d7, its title, or a contact who has only one."))]
Refs = Annotated[
    list[str], typer.Argument(metavar="DEAL…", help=_("d7, a title, or a contact who has only one; - reads stdin."))
]
Deal = Annotated[str, typer.Argument(metavar="DEAL", help=_("d7, its title, or a contact who has only one."))]
Who = Annotated[list[str], typer.Argument(metavar="REF", help=_("c41, a name, a phone, an e-mail."))]

Contact = Annotated[
    list[str],
    _text("--contact", metavar="REF", help=_("With whom it is; may be given again, the first is the customer.")),
]
Value = Annotated[str, _text("--value", metavar="MONEY", help=_("What it is worth: 12jt, 12.5k, USD50k."))]
Commission = Annotated[
    str, _text("--commission", metavar="SHARE", help=_("What you earn by it: 3% of the value, or a sum."))
]
Pipeline = Annotated[str, _text("--pipeline", metavar="NAME", help=_("In which pipeline; else in the first."))]
Stage = Annotated[str, _text("--stage", metavar="STAGE", help=_("In which stage it begins; else in the first."))]
Close = Annotated[str, _text("--close", metavar="WHEN", help=_("When it is expected to close: eom, q4, '15 dec'."))]
Chance = Annotated[
    str, _text("--chance", metavar="PERCENT", help=_("The chance of winning it, in place of the stage's."))
]
Source = Annotated[str, _text("--source", metavar="TEXT", help=_("Where it comes from."))]
Tag = Annotated[list[str], _text("--tag", metavar="TAG", help=_("A tag; may be given again."))]
Untag = Annotated[list[str], _text("--untag", metavar="TAG", help=_("A tag to take off; may be given again."))]
Field = Annotated[list[str], _text("--field", metavar="KEY=VALUE", help=_("A field of your own."))]
Notes = Annotated[str, _text("--note", metavar="TEXT", help=_("Anything else."))]
Title = Annotated[str, _text("--title", metavar="TEXT", help=_("What it is called."))]
Clear = Annotated[
    list[str],
    _text(
        "--clear",
        metavar="FIELD",
        help=_("Empty value, commission, close, chance, source, note, or a field of your own."),
    ),
]
Next = Annotated[str, _text("--next", metavar="TEXT", help=_("What is to be done next; needs --on."))]
On = Annotated[str, _text("--on", metavar="WHEN", help=_("When it is to be done: fri@10, +3d."))]
Began = Annotated[str, _text("--at", metavar="WHEN", help=_("When it began, where that was not now: yesterday."))]
At = Annotated[str, _text("--at", metavar="WHEN", help=_("When it was, where that was not now: yesterday."))]
MoveNote = Annotated[str, _text("--note", metavar="TEXT", help=_("What to remember of it, in its history."))]
Reason = Annotated[
    str, _text("--reason", metavar="TEXT", help=_("Why it is lost: one of your reasons, or another one."))
]
To = Annotated[str, _text("--to", metavar="NAME", help=_("The competitor it is lost to."))]
Retry = Annotated[
    str, _text("--retry", metavar="WHEN", help=_("When to try again: 3m, a day, or none; else as the settings say."))
]
NoCare = Annotated[bool, typer.Option("--no-care", help=_("Make none of the follow-ups that come after a win."))]
Done = Annotated[bool, typer.Option("--done", help=_("Mark done what was still to be done for it; else it stays."))]
Drop = Annotated[bool, typer.Option("--drop", help=_("Remove what was still to be done for it."))]
Keep = Annotated[bool, typer.Option("--keep", help=_("Leave what is still to be done for it; else it is removed."))]
Role = Annotated[
    list[str], _text("--role", metavar="ROLES", help=_("decides, uses, pays, influences, blocks; with commas."))
]
Stance = Annotated[str, _text("--stance", metavar="STANCE", help=_("for, neutral or against."))]
Warmth = Annotated[str, _text("--warmth", metavar="WARMTH", help=_("cold, warm or hot."))]
Customer = Annotated[bool, typer.Option("--customer", help=_("They are the one whom the deal is with."))]
ClearPerson = Annotated[list[str], _text("--clear", metavar="FIELD", help=_("Empty role, stance or warmth."))]
CompetitorName = Annotated[list[str], typer.Argument(metavar="NAME", help=_("Who else wants it."))]
CompetitorNote = Annotated[str, _text("--note", metavar="TEXT", help=_("What is known of their offer."))]
Remove = Annotated[bool, typer.Option("--rm", help=_("They do not want it any more."))]
