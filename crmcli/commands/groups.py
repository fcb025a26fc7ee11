"""`crm group`: groups, and who is in them."""

from typing import Annotated

import typer

from crmcli.commands import contacts, options
from crmcli.i18n import _

app = typer.Typer()

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The group, or how its name begins."))]
FreshName = Annotated[str, typer.Argument(metavar="NAME", help=_("What it shall be called."))]
NewName = Annotated[str, typer.Argument(metavar="NEW", help=_("What it shall be called."))]
Cadence = Annotated[
    str,
    typer.Option(
        "--cadence",
        callback=options.not_empty,
        metavar="LENGTH",
        help=_("Keep in touch with its members so often: 14d, 6w, 3m; or none."),
    ),
]
Warn = Annotated[
    str,
    typer.Option(
        "--warn", callback=options.not_empty, metavar="LENGTH", help=_("Tell of it so long before: 3d; or none.")
    ),
]
AtMost = Annotated[
    str,
    typer.Option(
        "--at-most",
        callback=options.not_empty,
        metavar="RATE",
        help=_("Approach each of them no more than so often: 2/month; or none."),
    ),
]
Share = Annotated[
    str,
    typer.Option(
        "--share",
        "--time-share",
        callback=options.not_empty,
        metavar="PERCENT",
        help=_("How much of your selling time it is worth: 60; or none."),
    ),
]
Parent = Annotated[
    str,
    typer.Option("--parent", callback=options.not_empty, metavar="NAME", help=_("The group that it stands under.")),
]
Notes = Annotated[
    str, typer.Option("--notes", callback=options.not_empty, metavar="TEXT", help=_("What the group is for."))
]
Greet = Annotated[
    list[str],
    typer.Option(
        "--greet",
        callback=options.not_empty,
        metavar="FESTIVAL",
        help=_("Greet its members on this festival: 'Idul Fitri', TW:春節; may be given again."),
    ),
]
NoGreet = Annotated[
    list[str],
    typer.Option(
        "--no-greet", callback=options.not_empty, metavar="FESTIVAL", help=_("Greet them on this one no longer.")
    ),
]
Clear = Annotated[
    list[str], typer.Option("--clear", metavar="FIELD", help=_("Empty cadence, warn, at-most, share, parent or notes."))
]


@app.command("list")
def list_(
    limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False
) -> None:
    """All groups, with how many are in each."""
    from crmcli.commands import group_answers

    group_answers.listing(limit)


@app.command()
def show(
    name: Name,
    sort: options.Sort = "name",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Who is in a group."""
    from crmcli.commands import group_answers

    group_answers.show(name, sort, limit)


@app.command()
def add(
    name: FreshName,
    cadence: Cadence = "",
    warn: Warn = "",
    share: Share = "",
    at_most: AtMost = "",
    parent: Parent = "",
    notes: Notes = "",
    greet: Greet = [],  # noqa: B006 - Typer makes a fresh list of it
    dry_run: options.DryRun = False,
) -> None:
    """Make a group."""
    from crmcli.commands import group_answers
    from crmcli.store import groups

    given = group_answers.changes(cadence, warn, share, at_most, parent, notes)
    with group_answers.writing(_("made the group {name}").format(name=name), dry_run) as (tx, answer):
        group_id = groups.add(tx, name)
        groups.edit(tx, group_id, **given)
        group_answers.greet(tx, group_id, greet)
        group_answers.say_share(tx, given)
        answer(
            groups.get(tx.connection, group_id),
            _("Would make the group {name}") if dry_run else _("Made the group {name}"),
        )


@app.command()
def edit(
    name: Name,
    cadence: Cadence = "",
    warn: Warn = "",
    share: Share = "",
    at_most: AtMost = "",
    parent: Parent = "",
    notes: Notes = "",
    greet: Greet = [],  # noqa: B006
    no_greet: NoGreet = [],  # noqa: B006
    clear: Clear = [],  # noqa: B006 - Typer makes a fresh list of it
    dry_run: options.DryRun = False,
) -> None:
    """Change a group's rhythm, share, limit, parent or greetings."""
    from crmcli.commands import group_answers
    from crmcli.store import groups

    group = group_answers.named(name)
    given = group_answers.changes(cadence, warn, share, at_most, parent, notes, clear)
    with group_answers.writing(_("edited the group {name}").format(name=group.name), dry_run) as (tx, answer):
        groups.edit(tx, group.id, **given)
        group_answers.greet(tx, group.id, greet, no_greet)
        group_answers.say_share(tx, given)
        answer(
            groups.get(tx.connection, group.id),
            _("Would change the group {name}") if dry_run else _("Changed the group {name}"),
        )


@app.command()
def rename(name: Name, new: NewName, dry_run: options.DryRun = False) -> None:
    """Give a group another name."""
    from crmcli.commands import group_answers, segment_answers
    from crmcli.store import groups

    group = group_answers.named(name)
    what = _("renamed the group {name} to {new}").format(name=group.name, new=new)
    with group_answers.writing(what, dry_run) as (tx, answer):
        used_by = groups.rename(tx, group.id, new)
        sentence = _("The group would be {name}") if dry_run else _("The group is now {name}")
        answer(groups.get(tx.connection, group.id), sentence + segment_answers.also_in(used_by))


@app.command()
def rm(name: Name, dry_run: options.DryRun = False) -> None:
    """Remove a group; its contacts stay."""
    from crmcli.commands import group_answers
    from crmcli.store import groups

    group = group_answers.named(name)
    with group_answers.writing(_("removed the group {name}").format(name=group.name), dry_run) as (
        tx,
        answer,
    ):
        groups.remove(tx, group.id)
        group_answers.say_who_asks(tx, group.name)
        answer(group, _("Would remove the group {name}") if dry_run else _("Removed the group {name}"))


@app.command()
def put(name: Name, refs: contacts.Refs, dry_run: options.DryRun = False) -> None:
    """Put contacts into a group; it is made where it is not there."""
    from crmcli.commands import choosing, group_answers

    group_answers.put(name, choosing.contacts(refs), dry_run)


@app.command()
def take(name: Name, refs: contacts.Refs, dry_run: options.DryRun = False) -> None:
    """Take contacts out of a group."""
    from crmcli.commands import choosing, group_answers

    group_answers.take(name, choosing.contacts(refs), dry_run)
