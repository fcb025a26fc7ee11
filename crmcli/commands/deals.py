"""`crm deal`: what is to be sold to whom, for how much, and how it goes."""

from typing import Annotated

import typer

from crmcli.commands import deal_moves, options
from crmcli.commands import deal_options as given
from crmcli.i18n import _

app = typer.Typer()

Query = Annotated[
    list[str],
    typer.Argument(
        metavar="[QUERY…]", help=_("Words and fields: stage:proposal value:10k.. stalled. See the page on queries.")
    ),
]
Closed = Annotated[bool, typer.Option("--closed", help=_("Those that ended, in place of the open ones."))]
All = Annotated[bool, typer.Option("--all", help=_("The open ones and those that ended."))]
Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        callback=options.not_empty,
        metavar="FIELD",
        help=_("By stage, id, title, contact, value, close, age, since, closed or next; -FIELD turns it round."),
        show_default=False,
    ),
]
Title = Annotated[list[str], typer.Argument(metavar="[TITLE]", help=_("What it is about: Fleet policy."))]


@app.command("list")
def list_(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    closed: Closed = False,
    all_: All = False,
    sort: Sort = "",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Those that are open, as they stand in their pipelines."""
    from crmcli.commands import deal_lists

    deal_lists.listing(query, is_closed=closed, is_all=all_, sort=sort, limit=limit)


@app.command()
def add(
    title: Title = [],  # noqa: B006 - Typer makes a fresh list of it
    contact: given.Contact = [],  # noqa: B006
    value: given.Value = "",
    commission: given.Commission = "",
    stage: given.Stage = "",
    pipeline: given.Pipeline = "",
    close: given.Close = "",
    chance: given.Chance = "",
    source: given.Source = "",
    tag: given.Tag = [],  # noqa: B006
    field: given.Field = [],  # noqa: B006
    note: given.Notes = "",
    next_: given.Next = "",
    on: given.On = "",
    at: given.Began = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Add a deal, and its next step with it.

    For example: crm deal add 'Fleet policy' --contact budi --value 12jt --close eom --next 'send offer' --on fri@10
    """
    from crmcli.commands import deal_answers, deal_requests

    values = deal_requests.Values(value, commission, close, chance, source, note)
    step = deal_requests.Step(next_, on)
    deal_answers.add(deal_requests.read_new(title, contact, values, tag, field, stage, pipeline, step, at), dry_run)


@app.command()
def show(ref: given.Ref, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """All that is known of a deal, and the way it went."""
    from crmcli.commands import deal_cards, deal_refs

    deal_cards.show(deal_refs.named(" ".join(ref)))


@app.command()
def edit(
    ref: given.Refs,
    title: given.Title = "",
    contact: given.Contact = [],  # noqa: B006
    value: given.Value = "",
    commission: given.Commission = "",
    close: given.Close = "",
    chance: given.Chance = "",
    source: given.Source = "",
    tag: given.Tag = [],  # noqa: B006
    untag: given.Untag = [],  # noqa: B006
    field: given.Field = [],  # noqa: B006
    note: given.Notes = "",
    clear: given.Clear = [],  # noqa: B006
    next_: given.Next = "",
    on: given.On = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Change deals, one or many alike.

    For example: crm deal edit d7 --value 15jt --close +2w. To another stage it goes with crm move.
    """
    from crmcli.commands import deal_answers, deal_refs, deal_requests

    values = deal_requests.Values(value, commission, close, chance, source, note)
    step = deal_requests.Step(next_, on)
    change = deal_requests.read_change(title, contact, values, tag, untag, field, clear, step)
    deal_answers.edit(deal_refs.several(ref), change, dry_run)


@app.command()
def copy(
    ref: given.Ref,
    title: given.Title = "",
    contact: given.Contact = [],  # noqa: B006
    value: given.Value = "",
    commission: given.Commission = "",
    stage: given.Stage = "",
    pipeline: given.Pipeline = "",
    close: given.Close = "",
    next_: given.Next = "",
    on: given.On = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Add a deal like another one, without its history."""
    from crmcli.commands import deal_answers, deal_refs, deal_requests

    found = deal_refs.named(" ".join(ref))
    values = deal_requests.Values(value, commission, close, "", "", "")
    step = deal_requests.Step(next_, on)
    wanted = deal_requests.read_copy(found, title, contact, values, stage, pipeline, step)
    deal_answers.copy(found, wanted, dry_run)


@app.command()
def rm(ref: given.Refs, ids: options.Ids = False, dry_run: options.DryRun = False) -> None:
    """Remove deals with their history.

    What was logged and promised for them stays. One that never was is better made void: crm void.
    """
    from crmcli.commands import deal_answers, deal_refs

    deal_answers.remove(deal_refs.several(ref), dry_run)


@app.command("with")
def with_(
    deal: given.Deal,
    ref: given.Who,
    role: given.Role = [],  # noqa: B006
    stance: given.Stance = "",
    warmth: given.Warmth = "",
    customer: given.Customer = False,
    clear: given.ClearPerson = [],  # noqa: B006
    dry_run: options.DryRun = False,
) -> None:
    """Say who is on a deal, and how they stand to it.

    For example: crm deal with d7 sari --role pays --stance for
    """
    from crmcli.commands import deal_people

    deal_people.put(deal, ref, deal_people.Standing(role, stance, warmth, customer, clear), dry_run)


@app.command()
def without(deal: given.Deal, ref: given.Who, dry_run: options.DryRun = False) -> None:
    """Take somebody off a deal."""
    from crmcli.commands import deal_people

    deal_people.take(deal, ref, dry_run)


@app.command()
def competitor(
    deal: given.Deal,
    name: given.CompetitorName,
    note: given.CompetitorNote = "",
    rm: given.Remove = False,
    dry_run: options.DryRun = False,
) -> None:
    """Say who else wants a deal.

    For example: crm deal competitor d7 'Asuransi Jaya' --note '10% cheaper'
    """
    from crmcli.commands import deal_people

    deal_people.competitor(deal, " ".join(name), note, rm, dry_run)


# Whoever looks for them under the noun finds them there, too.
for _verb in (deal_moves.move, deal_moves.win, deal_moves.lose, deal_moves.void, deal_moves.reopen):
    app.command()(_verb)
