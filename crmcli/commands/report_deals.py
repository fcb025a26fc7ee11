"""`crm report funnel|velocity|forecast|won|lost|stalled|activity|sources|goal`: what the deals add up to."""

from crmcli.commands import options
from crmcli.commands.report_options import ActivityBy, By, ColumnOf, Deals, From, GoalBy, Pipeline, Query, RowOf, To


def funnel(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: By = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    column: ColumnOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """How far deals come, stage by stage, and where the others stop.

    Of the deals that began in the last 12 months, if nothing else is said. One that skipped a stage went through it.
    """
    from crmcli.commands import report_funnel, report_requests

    report_funnel.write(report_requests.Asked(query, start, end, by, pipeline, deals, row, column))


def velocity(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: By = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    column: ColumnOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Days in each stage and to a win, and what comes in a day.

    Of what left a stage or was closed in the last 12 months, if nothing else is said.
    """
    from crmcli.commands import report_requests, report_velocity

    report_velocity.write(report_requests.Asked(query, start, end, by, pipeline, deals, row, column))


def forecast(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: By = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    column: ColumnOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """What will come in, month by month.

    This month and the five after it, if nothing else is said. Committed is what has a chance of 80 % or more.
    """
    from crmcli.commands import report_forecast, report_requests

    report_forecast.write(report_requests.Asked(query, start, end, by, pipeline, deals, row, column))


def won(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: By = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """What was won, month by month.

    In the last 12 months, if nothing else is said.
    """
    from crmcli.commands import report_endings, report_requests

    report_endings.won(report_requests.Asked(query, start, end, by, pipeline, deals, row))


def lost(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: By = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Why deals were lost, and to whom.

    The most frequent reason first; in the last 12 months, if nothing else is said.
    """
    from crmcli.commands import report_endings, report_requests

    report_endings.lost(report_requests.Asked(query, start, end, by, pipeline, deals, row))


def stalled(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    by: By = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Where nothing happens, and what is at stake.

    Deals with which nothing was done for as long as their stage allows; the one that stands longest first.
    """
    from crmcli.commands import report_requests, report_stalled

    report_stalled.write(report_requests.Asked(query, "", "", by, pipeline, deals, row))


def activity(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: ActivityBy = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """What you did, kind by kind and week by week.

    In the last 12 weeks, if nothing else is said. Of a pipeline or a query, what was done for those deals.
    """
    from crmcli.commands import report_activity, report_requests

    report_activity.write(report_requests.Asked(query, start, end, by, pipeline, deals, row))


def sources(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: By = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    column: ColumnOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Where deals come from, and how many of them are won.

    Of those that began in the last 12 months, if nothing else is said.
    """
    from crmcli.commands import report_requests, report_sources

    report_sources.write(report_requests.Asked(query, start, end, by, pipeline, deals, row, column))


def goal(
    query: Query = [],  # noqa: B006 - Typer makes a fresh list of it
    start: From = "",
    end: To = "",
    by: GoalBy = "",
    pipeline: Pipeline = "",
    deals: Deals = False,
    row: RowOf = "",
    column: ColumnOf = "",
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """How far along your goals are.

    What there is, what there should be by now, and what is still to be won. crm settings goal 50jt --per month sets
    one. The pace goes by your working days. With --by month, which months reached theirs.
    """
    from crmcli.commands import report_goal, report_requests

    report_goal.write(report_requests.Asked(query, start, end, by, pipeline, deals, row, column))
