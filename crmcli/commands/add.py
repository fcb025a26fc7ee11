"""`crm add`: a contact, in one line."""

from typing import Annotated, Any

import typer

from crmcli.commands import fields, options
from crmcli.i18n import _

app = typer.Typer()

Name = Annotated[list[str], typer.Argument(metavar="NAME…", help=_("The name, in any script."))]


@app.command()
@fields.taken(for_edit=False)
def add(name: Name, ids: options.Ids = False, dry_run: options.DryRun = False, **given: Any) -> None:
    """Add a contact: crm add Budi Santoso --phone 0812-3456-7890 --company 'PT Maju Jaya' --group VIP"""
    from crmcli import capturing
    from crmcli.commands import saving

    text, channels = capturing.split(name)
    saving.new_contact(text, fields.read(given), "person", dry_run, channels)
