"""The lists of today beside the same reckoned one contact at a time, in plain Python, from what the tables hold."""

from __future__ import annotations

import calendar
import random
import sqlite3
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.store import days
from tests import factories
from tests.store.day_worlds import TALKS, fill

MOMENTS = ("2026-11-24T09:00", "2028-02-29T00:00", "2026-12-31T23:59", "2026-03-08T12:00", "2027-03-01T00:01")
LENGTHS = {"day": 1.0, "week": 7.0, "month": 30.0, "quarter": 90.0, "year": 365.0}
Row = dict[str, Any]


class World:
    """What the tables hold, and the rules of keeping in touch, one contact at a time."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self.now, self.today = now, now.date()
        self.rows = {
            name: [dict(zip((c[0] for c in found.description), row, strict=True)) for row in found]
            for name in (
                "contact",
                "contact_group",
                "membership",
                "activity",
                "participant",
                "followup",
                "occasion",
                "deal",
                "stage",
            )
            for found in (connection.execute(f"SELECT * FROM {name} ORDER BY id"),)
        }
        held = dict(connection.execute("SELECT key, value FROM setting").fetchall())
        self.zone, self.sent = ZoneInfo(held["timezone"]), held.get("touch.sent") == "yes"
        self.groups = {row["id"]: row for row in self.rows["contact_group"]}
        self.activities = {row["id"]: row for row in self.rows["activity"]}

    def day(self, instant: str) -> date:
        return datetime.fromisoformat(instant).astimezone(self.zone).date()

    def line(self, contact: int) -> list[Row]:
        """The groups of a contact and those they stand under, each with when the contact came into it at the latest."""
        found: dict[tuple[int, str], Row] = {}
        for member in self.rows["membership"]:
            group = self.groups[member["group_id"]] if member["contact_id"] == contact else None
            while group:
                found[group["id"], member["since"] or ""] = {**group, "joined": member["since"] or ""}
                group = self.groups.get(group["parent_id"])
        return list(found.values())

    def of(self, contact: int) -> list[Row]:
        return [self.activities[p["activity_id"]] for p in self.rows["participant"] if p["contact_id"] == contact]

    def is_touch(self, activity: Row) -> bool:
        if activity["kind"] not in TALKS:
            return False
        is_sent = activity["kind"] in ("email", "message") and activity["direction"] == "outgoing"
        return activity["outcome"] == "reached" or (activity["outcome"] == "none" and is_sent and self.sent)

    def rhythm(self, contact: Row) -> tuple[date, int, str, int, set[date]] | None:
        """When it is time, every how many days, by whose rule, told how long before; and when it may be time."""
        rules = [(r["cadence_days"], 1, -(r["cadence_warn_days"] or 0), r["id"], r) for r in self.line(contact["id"])
                 if r["cadence_days"]]  # fmt: skip
        if contact["cadence_days"]:
            rules.append((contact["cadence_days"], 0, 0, 0, {**contact, "name": "", "joined": ""}))
        if not rules:
            return None
        every, _own, _warn, _id, rule = min(rules, key=lambda each: each[:4])
        touched = [self.day(a["at"]) for a in self.of(contact["id"]) if self.is_touch(a)]
        if touched:
            dues = {max(touched) + timedelta(days=every)}
        else:  # who is in two groups under one with a rhythm counts from either
            dues = set()
            for same in (each[4] for each in rules if each[:4] == (every, _own, _warn, _id)):
                base = max(self.day(contact["created_at"]).isoformat(), same["cadence_since"] or "", same["joined"])
                dues.add(date.fromisoformat(base) + timedelta(days=1 + contact["id"] % every))
        return min(dues), every, rule["name"], rule["cadence_warn_days"] or 0, dues

    def is_resting(self, contact: Row) -> bool:
        limits = [contact["at_most"]] if contact["at_most"] else [r["at_most"] for r in self.line(contact["id"])]
        limits = [each for each in limits if each]
        if not limits:
            return False
        count, _slash, unit = min(limits, key=_tightness).partition("/")
        near = [self.day(a["at"]) for a in self.of(contact["id"])
                if a["kind"] != "note" and a["direction"] != "incoming"]  # fmt: skip
        return sum(self.today < _later(day, unit) for day in near) >= int(count)

    def short(self) -> dict[int, int]:
        """How many points each group got less than its share in thirty days."""
        known = {c["id"] for c in self.rows["contact"] if not c["deleted_at"] and c["status"] != "private"}
        spent: dict[int, list[int]] = {0: [0, 0]}
        for activity in self.rows["activity"]:
            who = [p["contact_id"] for p in self.rows["participant"] if p["activity_id"] == activity["id"]]
            who = [each for each in who if each in known]
            if not who or not self.today - timedelta(days=29) <= self.day(activity["at"]) <= self.today:
                continue
            best = min((self.share(each) for each in who), key=lambda s: (-s[0], s[1]))
            held = spent.setdefault(best[1], [0, 0])
            held[0] += activity["minutes"] or 0
            held[1] += self.is_touch(activity)
        by = 0 if any(each[0] for each in spent.values()) else 1
        whole = sum(each[by] for each in spent.values())
        found = {}
        for group in self.groups.values():
            if group["time_share"] is not None and whole:
                got = int(100 * spent.get(group["id"], [0, 0])[by] / whole + 0.5)
                if got < group["time_share"]:
                    found[group["id"]] = group["time_share"] - got
        return found

    def share(self, contact: int) -> tuple[int, int]:
        """The greatest share among a contact's groups, and whose it is."""
        worth = [(r["time_share"], r["id"]) for r in self.line(contact) if r["time_share"] is not None]
        return min(worth, key=lambda w: (-w[0], w[1])) if worth else (-1, 0)

    def near(self, contact: int) -> list[tuple[date, str]]:
        found = []
        for row in self.rows["occasion"]:
            for ahead in range(days.OCCASIONS_AHEAD + 1):
                on = self.today + timedelta(days=ahead)
                meant = (row["month"], row["day"])
                if meant == (2, 29) and not calendar.isleap(on.year):
                    meant = (2, 28)
                if row["contact_id"] == contact and meant == (on.month, on.day) and (row["year"] or 0) <= on.year:
                    found.append((on, row["kind"]))
        return found

    def deals(self, people: set[int], noted: set[int | None]) -> dict[str, list[tuple[Any, str]]]:
        """The deals of each state with their place in it; `people` may be told of, `noted` are told of elsewhere."""
        said: dict[str, list[tuple[Any, str]]] = {state: [] for state in days.DEALS}
        now, short = self.now.replace(tzinfo=self.zone), self.short()
        stages = {row["id"]: row for row in self.rows["stage"]}
        for row in self.rows["deal"]:
            if row["closed_at"] or row["id"] in noted or (row["contact_id"] and row["contact_id"] not in people):
                continue
            stage, close = stages[row["stage_id"]], row["expected_close"]
            happened = [a["at"] for a in self.rows["activity"] if a["deal_id"] == row["id"]]
            quiet = max((now - datetime.fromisoformat(max([row["stage_since"], *happened]))).days, 0)
            odds = stage["chance"] if row["chance"] is None else row["chance"]
            away = (date.fromisoformat(close) - self.today).days if close else None
            lean = -short.get(self.share(row["contact_id"])[1], 0) if row["contact_id"] else 0
            if away is not None and away < 0:
                said["slipped"].append(((lean, -odds, close, row["id"]), f"d{row['id']}"))
            elif stage["stale_after_days"] and quiet >= stage["stale_after_days"]:
                said["stalled"].append(((lean, -odds, -quiet, row["id"]), f"d{row['id']}"))
            elif not any(f["deal_id"] == row["id"] and not f["done_at"] for f in self.rows["followup"]):
                said["unplanned"].append(((lean, -odds, -quiet, row["id"]), f"d{row['id']}"))
            elif away is not None and away <= 7:
                said["closing"].append(((close, -odds, row["id"]), f"d{row['id']}"))
        return said

    def lists(self) -> dict[str, list[str]]:
        """The references of each state in their order."""
        said: dict[str, list[tuple[Any, str]]] = {state: [] for state in days.STATES}
        people = {c["id"]: c for c in self.rows["contact"]}
        shown = {i for i, c in people.items() if not c["deleted_at"] and c["status"] not in ("private", "blocked")}
        met, noted = set(), set()
        rank = {"high": 0, "normal": 1, "low": 2}
        for row in self.rows["followup"]:
            if row["done_at"] or (row["contact_id"] and row["contact_id"] not in shown):
                continue
            due, on = row["due"], date.fromisoformat(row["due"][:10])
            is_late = on < self.today if len(due) == 10 else datetime.fromisoformat(due) < self.now
            warned = [int(each) for each in row["warn_days"].split(",") if each]
            if is_late:
                said["late"].append(((rank[row["priority"]], due, row["id"]), f"f{row['id']}"))
            elif on == self.today:
                said["today"].append(((len(due) == 10, due, rank[row["priority"]], row["id"]), f"f{row['id']}"))
            elif warned and (on - self.today).days <= max(warned):
                said["announced"].append(((due, rank[row["priority"]]), f"f{row['id']}"))
            else:
                continue
            met.add(row["contact_id"])
            noted.add(row["deal_id"])
        said |= self.deals(shown, noted)
        short = self.short()
        for number in sorted(shown - met):
            contact = people[number]
            rhythm = self.rhythm(contact)
            is_quiet = contact["quiet_until"] and contact["quiet_until"] > self.today.isoformat()
            if rhythm and not is_quiet and not self.is_resting(contact):
                due, _every, _name, warn, _dues = rhythm
                if due <= self.today:
                    place = (-short.get(self.share(number)[1], 0), due, number)
                    said["silent"].append((place, f"c{number}"))
                    met.add(number)
                elif due - timedelta(days=warn) <= self.today:
                    said["announced"].append(((due.isoformat(), 1), f"c{number}"))
                    met.add(number)
        for number in shown - met:
            said["occasion"] += [((on, kind), f"c{number}") for on, kind in self.near(number)]
        return {state: [ref for _place, ref in sorted(found, key=lambda f: f[0])] for state, found in said.items()}

    def is_told(self) -> bool:
        """Whether the rules say which day somebody counts from; in two groups under one they may not."""
        return all(len(found[4]) == 1 for found in map(self.rhythm, self.rows["contact"]) if found)


def _tightness(limit: str) -> tuple[float, int]:
    count, _slash, unit = limit.partition("/")
    return int(count) / LENGTHS[unit], int(count)


def _later(day: date, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=int(LENGTHS[unit]))
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from(MOMENTS))
def test_today_says_what_the_tables_say(seed: int, moment: str) -> None:
    now = datetime.fromisoformat(moment)
    with factories.temporary_store() as store:
        fill(store, random.Random(seed), now)
        world = World(store.connection, now)
        if not world.is_told():
            return
        found = days.of(store.connection, now)
        expected = world.lists()
        assert {s: sorted(e.ref for e in entries) for s, entries in found.entries.items()} == {
            s: sorted(refs) for s, refs in expected.items()
        }
        for state in (days.LATE, days.TODAY, days.SILENT, *days.DEALS):
            assert [entry.ref for entry in found.entries[state]] == expected[state]
