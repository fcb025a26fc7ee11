"""`crm contact`: the people and companies, one by one."""

from typing import Annotated, Any

import typer

from crmcli.commands import fields, options
from crmcli.i18n import _

app = typer.Typer()

Ref = Annotated[str, typer.Argument(metavar="REF", help=_("c41, a name, a phone, an e-mail; . is the last one."))]
RefWords = Annotated[
    list[str], typer.Argument(metavar="REF", help=_("c41, a name, a phone, an e-mail; . is the last one."))
]
Refs = Annotated[list[str], typer.Argument(metavar="REF…", help=_("One or more; - reads them from stdin."))]
Name = Annotated[list[str], typer.Argument(metavar="NAME…", help=_("The name, in any script."))]
Words = Annotated[list[str], typer.Argument(metavar="WORDS…", help=_("Only those that a look-up finds."))]
Kind = Annotated[
    str, typer.Option("--kind", callback=options.not_empty, metavar="KIND", help=_("Only person or company."))
]
Group = Annotated[
    str, typer.Option("--group", callback=options.not_empty, metavar="NAME", help=_("Only the members of a group."))
]
Status = Annotated[
    str, typer.Option("--status", callback=options.not_empty, metavar="STATUS", help=_("Only those of a status."))
]
Removed = Annotated[bool, typer.Option("--removed", help=_("Those that were removed."))]


@app.command("list")
def list_(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    kind: Kind = "",
    group: Group = "",
    status: Status = "",
    removed: Removed = False,
    sort: options.Sort = "name",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """All contacts, or those that words, a group or a status pick out."""
    from crmcli.commands import listing

    listing.contacts(words, kind=kind, group=group, status=status, removed=removed, sort=sort, limit=limit)


@app.command()
def show(ref: RefWords, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """The whole card of one contact."""
    from crmcli.commands import cards, choosing

    contact_id = choosing.contact(" ".join(ref), with_removed=True)
    cards.show(choosing.connection(), contact_id)


@app.command()
@fields.taken(for_edit=False)
def add(name: Name, ids: options.Ids = False, dry_run: options.DryRun = False, **given: Any) -> None:
    """Add a contact; the same as crm add."""
    from crmcli.commands import capturing, saving

    text, channels = capturing.split(name)
    saving.new_contact(text, fields.read(given), "person", dry_run, channels)


@app.command()
@fields.taken(for_edit=True)
def edit(ref: RefWords, dry_run: options.DryRun = False, **given: Any) -> None:
    """Change what is known of a contact."""
    from crmcli.commands import choosing, saving

    saving.edited_contact(choosing.contact(" ".join(ref)), fields.read(given), dry_run)


@app.command()
def rm(refs: Refs, dry_run: options.DryRun = False) -> None:
    """Remove contacts from every list; crm contact restore brings them back."""
    from crmcli.commands import choosing, removing

    removing.remove(choosing.contacts(refs), dry_run)


@app.command()
def restore(refs: Refs, dry_run: options.DryRun = False) -> None:
    """Bring removed contacts back."""
    from crmcli.commands import choosing, removing

    removing.restore(choosing.contacts(refs, with_removed=True), dry_run)


@app.command()
def purge(ref: RefWords, yes: options.Yes = False) -> None:
    """Remove a contact and every trace of it for good. This cannot be undone."""
    from crmcli.commands import choosing, removing

    removing.purge(choosing.contact(" ".join(ref), with_removed=True), yes)


@app.command()
def rename(ref: Ref, name: Name, dry_run: options.DryRun = False) -> None:
    """Give a contact another name."""
    from crmcli.commands import choosing, saving
    from crmcli.store.editing import Edit

    saving.edited_contact(choosing.contact(ref), Edit(values={"name": " ".join(name)}), dry_run)
