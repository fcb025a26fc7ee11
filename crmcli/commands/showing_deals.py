"""Showing: the deals of the sample, written into the demonstration's database with the whole way of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.demo import diary, pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from crmcli.demo.pipeline import Sale
    from crmcli.store.db import Transaction
    from crmcli.store.stages import Stage


def write(tx: Transaction, now: datetime, person: Callable[[str], int]) -> dict[str, int]:
    """Writes the deals of the sample, their days counted from the local `now`; returns their ids by title.

    `person` finds one of the sample by name. Raises what the store raises.
    """
    from crmcli.store import competitors, deal_contacts

    _money(tx, now)
    ways = _ways(tx)
    sales = sorted((*pipeline.OPEN, *pipeline.CLOSED), key=lambda each: -each.days[0])
    ids = {each.title: _sale(tx, each, ways[each.pipeline], person(each.who), now) for each in sales}
    for role in pipeline.ROLES:
        deal_contacts.put(
            tx, ids[role.deal], person(role.who), roles=[role.roles], stance=role.stance, warmth=role.warmth
        )
    for title, rival in pipeline.RIVALS:
        competitors.put(tx, ids[title], rival)
    return ids


def _money(tx: Transaction, now: datetime) -> None:
    from datetime import timedelta

    from crmcli import money
    from crmcli.store import money_goals, rates, settings

    settings.put(tx, "currency", pipeline.HOME)
    for currency, rate, days in pipeline.RATES:
        rates.put(tx, currency, rate, (now - timedelta(days)).date())
    for of, period, amount in pipeline.GOALS:
        found = money.parse(amount, pipeline.HOME)
        money_goals.put(tx, of, period, found.amount_minor, found.currency)


def _ways(tx: Transaction) -> dict[str, list[Stage]]:
    """The open stages of both pipelines, the second of which is made here."""
    from crmcli.store import pipelines, stages

    sales, renewals = pipelines.first(tx.connection).id, pipelines.add(tx, pipeline.RENEWALS)
    for stage in stages.of_pipeline(tx.connection, renewals):
        if stage.name in pipeline.RENEWAL_STAGES:
            name, chance = pipeline.RENEWAL_STAGES[stage.name]
            stages.edit(tx, stage.id, name=name, chance=chance * 100)
        elif stage.is_open:
            stages.remove(tx, stage.id)
    found = {"": sales, pipeline.RENEWALS: renewals}
    return {
        name: [each for each in stages.of_pipeline(tx.connection, number) if each.is_open]
        for name, number in found.items()
    }


def _sale(tx: Transaction, sale: Sale, way: list[Stage], contact_id: int, now: datetime) -> int:
    from crmcli import money
    from crmcli.store import deal_moves, deal_values, deals

    hours = _hours(sale)
    found = money.parse(sale.value, pipeline.HOME)
    closes = [_day(now, each) for each in sale.closes or (() if sale.ended is None else (-sale.ended,))]
    deal_id = deals.add(
        tx,
        sale.title,
        way[0].id,
        contact_ids=[contact_id],
        tags=sale.tags,
        at=_instant(now, -sale.days[0], next(hours)),
        value=found.amount_minor,
        currency=found.currency,
        commission_rate=deal_values.percent(sale.rate, "") if sale.rate else None,
        expected_close=closes[0] if closes else None,
        source=sale.source,
    )
    for days, stage in zip(sale.days[1:], way[1:], strict=False):
        at = _instant(now, -days, next(hours))
        deal_moves.move(tx, deal_id, stage.id, at=at)
        if not any(talk.deal == sale.title and talk.days == days for talk in diary.TALKS):
            _step(tx, stage.name, contact_id, deal_id, at)
    for before, close in zip(sale.closes, closes[1:], strict=False):
        deals.edit(tx, deal_id, at=_instant(now, before - 1, next(hours)), expected_close=close)
    if sale.ended is not None:
        _end(tx, sale, deal_id, _instant(now, -sale.ended, next(hours)))
    return deal_id


def _step(tx: Transaction, stage: str, contact_id: int, deal_id: int, at: str) -> None:
    from crmcli.store import activities

    step = pipeline.STEPS[stage]
    activities.add(tx, step.kind, [contact_id], at=at, summary=step.text, minutes=step.minutes, deal_id=deal_id)


def _end(tx: Transaction, sale: Sale, deal_id: int, at: str) -> None:
    from crmcli.store import deal_moves

    if sale.end == pipeline.LOST:
        deal_moves.lose(tx, deal_id, sale.reason, at=at, competitor=sale.rival)
    else:
        {pipeline.WON: deal_moves.win, pipeline.VOID: deal_moves.void}[sale.end](tx, deal_id, at=at)


def _hours(sale: Sale) -> Iterator[str]:
    """Times of working days, the same for the same deal."""
    number = sum(sale.days)
    while True:
        number += 5
        yield f"{9 + number % 8:02}:{number * 7 % 12 * 5:02}"


def _day(now: datetime, days: int) -> str:
    from datetime import timedelta

    return (now + timedelta(days)).date().isoformat()


def _instant(now: datetime, days: int, time: str) -> str:
    from crmcli import dates
    from crmcli.dates import When

    return f"{dates.instant(When.of_due(f'{_day(now, days)}T{time}'), ''):%Y-%m-%dT%H:%M:%SZ}"
