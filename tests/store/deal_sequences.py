"""The verbs of deals, stages and pipelines for random lives: what is sold, how it goes, and on which way."""

from __future__ import annotations

from datetime import timedelta

from crmcli.store import (
    activities,
    competitors,
    deal_contacts,
    deal_moves,
    deals,
    followups,
    pipelines,
    stages,
)
from crmcli.store.db import Transaction
from tests import factories
from tests.store.choosing import Verb, some

TITLES = ("Fleet policy", "Ørsted Café", "三一大樓", "Villa 12", "Fleet policy")
STAGES = ("Qualified", "demo", "Viewing", "prøve")
PIPELINES = ("Sales", "Lettings", "Resale")
SUMS = ((1_200_000, "IDR"), (99, "USD"), (None, None), (5, "BHD"))


def _at(number: int) -> str:
    """An instant of the last hours before now: now and then before the last move, which is refused."""
    return f"{factories.NOW - timedelta(minutes=7 * (8 - number)):%Y-%m-%dT%H:%M:%SZ}" if number % 3 == 1 else ""


def _deal(tx: Transaction, a: int, b: int) -> None:
    contacts = [some(tx, a), some(tx, b)] if b % 3 else []
    value, currency = SUMS[b % 4]
    close = f"2026-12-{b + 1:02d}" if a % 2 else None
    deals.add(tx, TITLES[a % 5], some(tx, a + b, "stage"), contact_ids=contacts, tags=TITLES[: b % 3], at=_at(b),
              value=value, currency=currency, expected_close=close, chance=b * 1_000 if a % 3 else None)  # fmt: skip


def _edit(tx: Transaction, a: int, b: int) -> None:
    deal_id = some(tx, a, "deal")
    if b % 3 == 0:
        deals.edit(tx, deal_id, expected_close=f"2027-01-{b + 1:02d}" if b else None, title=TITLES[b % 5])
    elif b % 3 == 1:
        value, currency = SUMS[b % 4]
        deals.edit(tx, deal_id, contact_id=some(tx, b), value=value, currency=currency, commission_rate=b * 100)
    else:
        deals.edit(tx, deal_id, contact_id=None, notes=TITLES[b % 5], source="fair", fields='{"Plate": "B 1"}')


def _copy(tx: Transaction, a: int, b: int) -> None:
    deals.copy(tx, some(tx, a, "deal"), some(tx, b, "stage"), TITLES[b % 5])


def _tag(tx: Transaction, a: int, b: int) -> None:
    deals.tag(tx, some(tx, a, "deal"), add=[TITLES[b % 5]], take=[TITLES[a % 5]])


def _remove(tx: Transaction, a: int, b: int) -> None:
    deals.remove(tx, some(tx, a, "deal"))


def _move(tx: Transaction, a: int, b: int) -> None:
    deal_moves.move(tx, some(tx, a, "deal"), some(tx, b, "stage"), note="they asked" if b % 2 else "", at=_at(a))


def _next(tx: Transaction, a: int, b: int) -> None:
    deal_id = some(tx, a, "deal")
    deal_moves.move(tx, deal_id, deal_moves.next_stage(tx.connection, deal_id).id)


def _close(tx: Transaction, a: int, b: int) -> None:
    deal_id = some(tx, a, "deal")
    if b % 3 == 0:
        deal_moves.win(tx, deal_id, at=_at(b))
    elif b % 3 == 1:
        deal_moves.lose(tx, deal_id, "price", competitor="Allianz" if b % 2 else "")
    else:
        deal_moves.void(tx, deal_id, note="a test")


def _reopen(tx: Transaction, a: int, b: int) -> None:
    deal_moves.reopen(tx, some(tx, a, "deal"), some(tx, b, "stage") if b % 2 else None)


def _bring(tx: Transaction, a: int, b: int) -> None:
    role, stance = deal_contacts.ROLES[b % 5], deal_contacts.STANCES[a % 3]
    deal_contacts.put(tx, some(tx, a, "deal"), some(tx, b), roles=[role], stance=stance, warmth="hot" if b % 2 else "")


def _take(tx: Transaction, a: int, b: int) -> None:
    deal_contacts.take(tx, some(tx, a, "deal"), some(tx, b))


def _compete(tx: Transaction, a: int, b: int) -> None:
    if b % 3:
        competitors.put(tx, some(tx, a, "deal"), ("Allianz", "AXA")[b % 2], note="cheaper")
    else:
        competitors.take(tx, some(tx, a, "deal"), ("Allianz", "AXA")[a % 2])


def _step(tx: Transaction, a: int, b: int) -> None:
    deal_id = some(tx, a, "deal")
    if b % 2:
        followups.add(tx, "call both", f"2026-12-{b + 1:02d}", contact_id=some(tx, b), deal_id=deal_id)
    else:
        activities.add(tx, "call", [some(tx, b)], at="2026-11-20T03:00:00Z", summary="price ok", deal_id=deal_id)


def _add_stage(tx: Transaction, a: int, b: int) -> None:
    before = some(tx, b, "stage") if a % 2 else None
    stages.add(tx, some(tx, a, "pipeline"), STAGES[b % 4], before=before, needs=["value"] if b % 2 else [])


def _edit_stage(tx: Transaction, a: int, b: int) -> None:
    chance = b * 1_000 if a % 2 else None
    stages.edit(tx, some(tx, a, "stage"), name=STAGES[b % 4] if b % 2 else "", chance=chance, stale_after_days=b)


def _move_stage(tx: Transaction, a: int, b: int) -> None:
    stages.move(tx, some(tx, a, "stage"), some(tx, b, "stage") if b % 3 else None)


def _remove_stage(tx: Transaction, a: int, b: int) -> None:
    stages.remove(tx, some(tx, a, "stage"), to=some(tx, b, "stage"))


def _add_pipeline(tx: Transaction, a: int, b: int) -> None:
    pipelines.add(tx, PIPELINES[a % 3], like=some(tx, b, "pipeline") if b % 2 else None)


def _edit_pipeline(tx: Transaction, a: int, b: int) -> None:
    if b % 2:
        pipelines.rename(tx, some(tx, a, "pipeline"), PIPELINES[b % 3])
    else:
        pipelines.move(tx, some(tx, a, "pipeline"), b)


def _remove_pipeline(tx: Transaction, a: int, b: int) -> None:
    pipelines.remove(tx, some(tx, a, "pipeline"))


MOVES: dict[str, Verb] = {"move": _move, "move next": _next, "close": _close, "reopen deal": _reopen}
WAYS: dict[str, Verb] = {
    "add stage": _add_stage, "edit stage": _edit_stage, "move stage": _move_stage, "remove stage": _remove_stage,
    "add pipeline": _add_pipeline, "edit pipeline": _edit_pipeline, "remove pipeline": _remove_pipeline,
}  # fmt: skip
VERBS: dict[str, Verb] = {
    "deal": _deal, "another deal": _deal, "edit deal": _edit, "copy deal": _copy, "tag deal": _tag,
    "remove deal": _remove, "bring to deal": _bring, "take off deal": _take, "compete": _compete, "step": _step,
    **MOVES, **WAYS,
}  # fmt: skip
