"""The options that many commands share, said once: `limit: options.Limit = 50` in a command's signature.

`--csv`, `--tsv` and `--ids` choose the mode of `context.current().output` by themselves; a command only
has to name them. `--json` needs no naming: every command takes it.
"""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from crmcli import context, output
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _

_MOST = 1_000_000_000  # more than there can be, and a number that SQLite takes


def _answer_in(mode: str) -> Callable[[bool], bool]:
    def choose(value: bool) -> bool:
        if value:
            context.current().choose(mode)
        return value

    return choose


def _not_below_zero(value: int) -> int:
    if value < 0:
        raise Usage(_("--limit cannot be {value}.").format(value=value), _("0 means all."))
    return min(value, _MOST)


def is_given(ctx: typer.Context, name: str) -> bool:
    """Whether the user wrote the parameter of this name on the line, even with the value that it has by default."""
    return str(getattr(ctx.get_parameter_source(name), "name", "")) == "COMMANDLINE"


def not_empty(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    """The callback of an option whose value must not be empty: the shell makes that of an unset variable.

    Raises Invalid.
    """
    for text in value if isinstance(value, list | tuple) else [value]:
        if isinstance(text, str) and not text.strip() and is_given(ctx, param.name or ""):
            raise Invalid(
                _("{option} is empty.").format(option=max(param.opts, key=len)),
                _("Leave the option out, or put its value in single quotes in case the shell has taken a $ out."),
            )
    return value


Limit = Annotated[
    int,
    typer.Option("--limit", callback=_not_below_zero, metavar="N", help=_("At most this many; 0 for all.")),
]
Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        callback=not_empty,
        metavar="FIELD",
        help=_("By name, company, created, updated, touch or id; -FIELD turns it round."),
    ),
]
_FORMATS = {"text": output.TABLE, "csv": output.CSV, "tsv": output.PLAIN, "json": output.JSON}


def _answer_as(value: str) -> str:
    """The callback of --format. Raises Invalid for a form that there is not."""
    if value and value.strip().lower() not in _FORMATS:
        raise Invalid(
            _("{option} cannot be '{value}'.").format(option="--format", value=value[:40]),
            _("There is: {all}.").format(all=", ".join(_FORMATS)),
        )
    if value:
        context.current().choose(_FORMATS[value.strip().lower()])
    return value


Format = Annotated[
    str,
    typer.Option(
        "--format",
        callback=_answer_as,
        metavar="text|csv|tsv|json",
        help=_("text is for people, as on a terminal, also in a pipe or a mail."),
    ),
]
Csv = Annotated[bool, typer.Option("--csv", callback=_answer_in(output.CSV), help=_("Answer in CSV, with a header."))]
Tsv = Annotated[
    bool,
    typer.Option("--tsv", callback=_answer_in(output.PLAIN), help=_("Answer in lines with tabs, no header.")),
]
Ids = Annotated[bool, typer.Option("--ids", callback=_answer_in(output.IDS), help=_("Answer with references only."))]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help=_("Say what would happen, and change nothing."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))]
# Of an activity, when it is logged and when it is changed.
Incoming = Annotated[bool, typer.Option("--incoming", help=_("They called, wrote or came to you."))]
Outgoing = Annotated[bool, typer.Option("--outgoing", help=_("You called, wrote or went to them."))]
At = Annotated[
    str,
    typer.Option("--at", callback=not_empty, metavar="WHEN", help=_("When it was: yesterday, 'mon 15:00'.")),
]
For = Annotated[
    str, typer.Option("--for", callback=not_empty, metavar="LENGTH", help=_("How long it took: 45m, 1h30."))
]
Cost = Annotated[
    str, typer.Option("--cost", callback=not_empty, metavar="MONEY", help=_("What it cost you: 50rb, USD20."))
]
