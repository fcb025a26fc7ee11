"""The options that many commands share, said once: `limit: options.def _not_below_zero(value: int) -> int:
    if value < 0:
        raise Usage(_("--limit cannot be {value}.").format(value=value), _("0 means all."))
    return value


Limit = 50` in a command's signature.

`--csv`, `--tsv` and `--ids` choose the mode of `context.current().output` by themselves; a command only
has to name them. `--json` needs no naming: every command takes it.
"""

from collections.abc import Callable
from typing import Annotated

import typer

from crmcli import context, output
from crmcli.errors import Usage
from crmcli.i18n import _


def _answer_in(mode: str) -> Callable[[bool], bool]:
    def choose(value: bool) -> bool:
        if value:
            context.current().choose(mode)
        return value

    return choose


def _not_below_zero(value: int) -> int:
    if value < 0:
        raise Usage(_("--limit cannot be {value}.").format(value=value), _("0 means all."))
    return value


Limit = Annotated[
    int,
    typer.Option("--limit", callback=_not_below_zero, metavar="N", help=_("At most this many; 0 for all.")),
]
Sort = Annotated[str, typer.Option("--sort", metavar="FIELD", help=_("Sort by this field; -FIELD turns it round."))]
Csv = Annotated[bool, typer.Option("--csv", callback=_answer_in(output.CSV), help=_("Answer in CSV, with a header."))]
Tsv = Annotated[
    bool,
    typer.Option("--tsv", callback=_answer_in(output.PLAIN), help=_("Answer in lines with tabs, no header.")),
]
Ids = Annotated[bool, typer.Option("--ids", callback=_answer_in(output.IDS), help=_("Answer with references only."))]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help=_("Say what would happen, and change nothing."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))]
