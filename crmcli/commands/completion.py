"""`crm completion`: the script with which a shell completes commands, options and names."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Shell = Annotated[
    str, typer.Argument(metavar="[SHELL]", help=_("bash, zsh or fish; without it the one that you work in."))
]
Install = Annotated[bool, typer.Option("--install", help=_("Put it where the shell looks for it."))]


@app.command()
def completion(shell: Shell = "", install: Install = False, dry_run: options.DryRun = False) -> None:
    """Print the script that completes commands, options, groups and names in bash, zsh or fish.

    --install puts it where the shell looks for such scripts, and says what else that shell wants.
    """
    from crmcli import context
    from crmcli.commands import shells

    name = shells.named(shell)
    if install:
        shells.install(name, dry_run)
    else:
        context.current().output.raw(shells.script(name))
