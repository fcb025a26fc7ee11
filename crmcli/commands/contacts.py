"""`crm contact`: the people and companies, one by one."""

from typing import Annotated, Any

import typer

from crmcli.commands import fields, options
from crmcli.i18n import _

app = typer.Typer()

Ref = Annotated[
    str, typer.Argument(metavar="REF", help=_("c41, a name, a phone, an e-mail; . is the one changed last."))
]
RefWords = Annotated[
    list[str], typer.Argument(metavar="REF", help=_("c41, a name, a phone, an e-mail; . is the one changed last."))
]
Refs = Annotated[list[str], typer.Argument(metavar="REF…", help=_("One or more; - reads them from stdin."))]
Name = Annotated[list[str], typer.Argument(metavar="NAME…", help=_("The name, in any script."))]
RefsToMerge = Annotated[
    list[str],
    typer.Argument(
        metavar="REF…", help=_("The one that stays, then those that it takes in; - reads pairs from stdin.")
    ),
]
RefsAlike = Annotated[list[str], typer.Argument(metavar="REF…", help=_("Two or more; - reads pairs from stdin."))]
Prefer = Annotated[
    str,
    typer.Option("--prefer", callback=options.not_empty, metavar="REF", help=_("Whose values hold where they differ.")),
]
Take = Annotated[
    list[str],
    typer.Option("--take", metavar="FIELD=REF", help=_("Whose value of one field holds: name=c2. May be given again.")),
]
Forget = Annotated[bool, typer.Option("--forget", help=_("Take back that they are different."))]
Apply = Annotated[
    str,
    typer.Option(
        "--apply", callback=options.not_empty, metavar="WHICH", help=_("certain: merge the pairs that cannot be wrong.")
    ),
]
Least = Annotated[
    int | None, typer.Option("--min", metavar="SCORE", help=_("Only pairs with at least this score, of 100."))
]
Waiting = Annotated[bool, typer.Option("--list", help=_("Only list who is still to be sorted out."))]
RelationKind = Annotated[
    str, typer.Argument(metavar="KIND", help=_("What the other is to them: spouse, manager, referred-by, any word."))
]
Other = Annotated[
    list[str], typer.Argument(metavar="OTHER", help=_("Who that is: c41, a name; also of somebody who is not here."))
]
ByName = Annotated[bool, typer.Option("--by-name", help=_("Take OTHER as a name only, also where it is somebody."))]
Unrelate = Annotated[bool, typer.Option("--rm", help=_("Remove the relation, from whichever card shows it."))]
Output = Annotated[
    str,
    typer.Option("--output", "-o", callback=options.not_empty, metavar="PATH", help=_("Where to: a file or a folder.")),
]
Force = Annotated[bool, typer.Option("--force", "-f", help=_("Write over a file that is there."))]
EditWords = Annotated[
    list[str], typer.Argument(metavar="REF", help=_("c41, a name, a phone; - reads many from stdin, changed alike."))
]
CopyName = Annotated[list[str], typer.Argument(metavar="NAME…", help=_("The name of the new one, in any script."))]
Editor = Annotated[bool, typer.Option("--editor", "-e", help=_("Open the form in your editor, also in a script."))]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WORDS…", help=_("Only whom they fit: a part of a name, city:bandung, group:vip, idle:90d.. …")
    ),
]
Kind = Annotated[
    str, typer.Option("--kind", callback=options.not_empty, metavar="KIND", help=_("Only person or company."))
]
Group = Annotated[
    str, typer.Option("--group", callback=options.not_empty, metavar="NAME", help=_("Only the members of a group."))
]
Status = Annotated[
    str, typer.Option("--status", callback=options.not_empty, metavar="STATUS", help=_("Only those of a status."))
]
Removed = Annotated[bool, typer.Option("--removed", help=_("Only those that were removed."))]


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
    """All contacts, or those that a query picks out.

    For example: crm contact list city:bandung group:vip. crm segment fields lists what a query can ask about.
    """
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
    from crmcli import capturing
    from crmcli.commands import saving

    text, channels = capturing.split(name)
    saving.new_contact(text, fields.read(given), "person", dry_run, channels)


@app.command()
@fields.taken(for_edit=True)
def edit(ref: EditWords, editor: Editor = False, dry_run: options.DryRun = False, **given: Any) -> None:
    """Change a contact; without an option, as a form in your editor."""
    from crmcli.commands import editing

    editing.edit(ref, fields.read(given), editor, dry_run)


@app.command()
@fields.taken(for_edit=False)
def copy(
    ref: Ref,
    name: CopyName = [],  # noqa: B006 - Typer makes a fresh list of it
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
    **given: Any,
) -> None:
    """Add a contact like another, such as the next of a company.

    What they share is taken over: company, title, groups, the address at work. Without a name the form of the new one
    opens in your editor.
    """
    from crmcli.commands import choosing, copying

    copying.copy(choosing.contact(ref), name, fields.read(given), dry_run)


@app.command()
def rm(refs: Refs, dry_run: options.DryRun = False) -> None:
    """Remove contacts; crm contact restore brings them back."""
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
def merge(
    refs: RefsToMerge,
    prefer: Prefer = "",
    take: Take = [],  # noqa: B006 - Typer makes a fresh list of it
    dry_run: options.DryRun = False,
) -> None:
    """Make one contact of several that are one person.

    The first one stays, and nothing that any of them had is lost.
    """
    from crmcli.commands import merging

    merging.merge(refs, prefer, take, dry_run)


@app.command()
def different(refs: RefsAlike, forget: Forget = False, dry_run: options.DryRun = False) -> None:
    """Note that contacts who look alike are different people.

    They are not offered as duplicates again.
    """
    from crmcli.commands import merging

    merging.different(refs, forget, dry_run)


@app.command()
def dupes(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    apply: Apply = "",
    least: Least = None,
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Who is probably there twice, and why; most certain first."""
    from crmcli.commands import duplicates

    if apply:
        duplicates.apply(apply, words, dry_run)
    else:
        duplicates.listing(words, least, limit)


@app.command()
def triage(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    only_list: Waiting = False,
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Sort out who is who, with one key each.

    Customer into a group, lead, private, blocked, company, the same as another, later: ? shows the keys. End it with q
    whenever you like, it goes on from there the next time.
    """
    from crmcli.commands import triage as sorting

    if only_list:
        sorting.listing(words, limit)
    else:
        sorting.sort_out(words)


@app.command()
def relate(
    ref: Ref,
    kind: RelationKind,
    other: Other,
    by_name: ByName = False,
    rm: Unrelate = False,
    dry_run: options.DryRun = False,
) -> None:
    """Note who is what to whom, such as spouse or assistant.

    crm contact relate c2 spouse c12 notes that c12 is the spouse of c2. Both cards show it.
    """
    from crmcli.commands import relating

    relating.relate(ref, kind, other, by_name=by_name, remove=rm, dry_run=dry_run)


@app.command()
def photo(ref: RefWords, output: Output = "", force: Force = False) -> None:
    """Write a contact's photo into a file.

    crm contact edit REF --photo FILE sets one.
    """
    from crmcli.commands import choosing, photos

    photos.save(choosing.contact(" ".join(ref)), output, force)


@app.command()
def rename(ref: Ref, name: Name, dry_run: options.DryRun = False) -> None:
    """Give a contact another name."""
    from crmcli.commands import choosing, saving
    from crmcli.store.editing import Edit

    saving.edited_contact(choosing.contact(ref), Edit(values={"name": " ".join(name)}), dry_run)
