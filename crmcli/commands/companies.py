"""`crm company`: the companies, and the people who work for them. A company is a contact of kind `company`."""

from typing import Annotated, Any

import typer

from crmcli.commands import contacts, fields, options
from crmcli.i18n import _

app = typer.Typer()

Ref = Annotated[str, typer.Argument(metavar="REF", help=_("c41, or a name; . is the one changed last."))]
RefWords = Annotated[list[str], typer.Argument(metavar="REF", help=_("c41, or a name; . is the one changed last."))]


@app.command("list")
def list_(
    words: contacts.Words = [],  # noqa: B006 - Typer makes a fresh list of it
    group: contacts.Group = "",
    status: contacts.Status = "",
    removed: contacts.Removed = False,
    sort: options.Sort = "name",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """All companies, or those that a query picks out.

    crm segment fields lists what a query can ask about.
    """
    from crmcli.commands import listing

    listing.contacts(words, kind="company", group=group, status=status, removed=removed, sort=sort, limit=limit)


@app.command()
def show(ref: RefWords, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """A company, and its people."""
    from crmcli.commands import cards, choosing

    contact_id = choosing.contact(" ".join(ref), kind="company", with_removed=True)
    cards.show(choosing.connection(), contact_id)


@app.command()
@fields.taken(for_edit=False)
def add(name: contacts.Name, ids: options.Ids = False, dry_run: options.DryRun = False, **given: Any) -> None:
    """Add a company."""
    from crmcli import capturing
    from crmcli.commands import saving

    text, channels = capturing.split(name)
    saving.new_contact(text, fields.read(given), "company", dry_run, channels)


@app.command()
@fields.taken(for_edit=True)
def edit(
    ref: contacts.EditWords, editor: contacts.Editor = False, dry_run: options.DryRun = False, **given: Any
) -> None:
    """Change a company; without an option, as a form in your editor."""
    from crmcli.commands import editing

    editing.edit(ref, fields.read(given), editor, dry_run, kind="company")


@app.command()
def rename(ref: Ref, name: contacts.Name, dry_run: options.DryRun = False) -> None:
    """Give a company another name."""
    from crmcli.commands import choosing, saving
    from crmcli.store.editing import Edit

    contact_id = choosing.contact(ref, kind="company")
    saving.edited_contact(contact_id, Edit(values={"name": " ".join(name)}), dry_run)


@app.command()
def rm(ref: RefWords, dry_run: options.DryRun = False) -> None:
    """Remove a company from every list; its people stay. crm company restore brings it back."""
    from crmcli.commands import choosing, removing

    removing.remove([choosing.contact(" ".join(ref), kind="company")], dry_run)


@app.command()
def restore(ref: RefWords, dry_run: options.DryRun = False) -> None:
    """Bring a removed company back."""
    from crmcli.commands import choosing, removing

    removing.restore([choosing.contact(" ".join(ref), kind="company", with_removed=True)], dry_run)


@app.command()
def purge(ref: RefWords, yes: options.Yes = False) -> None:
    """Remove a company and every trace of it for good; its people stay. This cannot be undone."""
    from crmcli.commands import choosing, removing

    removing.purge(choosing.contact(" ".join(ref), kind="company", with_removed=True), yes)
