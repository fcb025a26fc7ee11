"""The diary of the sample's salesperson: what was said in the last weeks and what is promised for the next ones.

Days are counted from the present one, so that the sample is never stale. This room only holds the words; whoever wants
them in a database writes them there.
"""

from __future__ import annotations

from typing import NamedTuple


class Talk(NamedTuple):
    """Something that happened `days` ago at a time of the day, with somebody of the sample."""

    days: int
    time: str
    who: str
    kind: str
    text: str
    minutes: int | None = None
    direction: str | None = None
    is_missed: bool = False


class Promise(NamedTuple):
    """Something to be done in `days` days, at a time or on the day; for oneself where nobody is named."""

    days: int
    time: str
    who: str
    what: str
    priority: str = "normal"
    is_monthly: bool = False


class Rhythm(NamedTuple):
    """A group, every how many days its members want to be heard of, and its share of the selling time in percent."""

    group: str
    days: int
    warn_days: int
    share: int


TALKS = (
    Talk(1, "09:40", "Pak Budi Santoso", "call", "wants the quote for 12 trucks, his wife reads it too", 12),
    Talk(1, "14:00", "Katharina Hübner", "email", "asked for the terms of the frame contract", None, "incoming"),
    Talk(1, "16:20", "王小明", "call", "", None, None, True),
    Talk(2, "10:00", "陳美玲", "visit", "看過三輛車, 價格可以談", 90),
    Talk(2, "15:30", "Margaret O'Sullivan", "email", "sent the claims of last quarter"),
    Talk(3, "11:15", "João Carvalho", "call", "quer 4 caminhões em janeiro", 20, "incoming"),
    Talk(3, "13:00", "Pak Agus Setiawan", "meeting", "signed for two vans", 60),
    Talk(6, "09:10", "王小明", "call", "", None, None, True),
    Talk(7, "08:50", "Travis Nakamura", "message", "sent the list of spare parts"),
    Talk(9, "10:30", "Pak Budi Santoso", "meeting", "showed the new models; he likes the diesel", 75),
    Talk(13, "10:00", "Pak Bambang Wirawan, S.E.", "call", "budget comes in December", 15),
    Talk(20, "17:00", "王小明", "call", "会考虑, 下个月再谈", 25),
    Talk(34, "09:00", "Ibu Sari", "visit", "new boutique opens soon", 45),
    Talk(41, "11:00", "佐藤健太", "meeting", "保険の更新は来年の春", 50),
    Talk(48, "09:30", "Pak Budi Santoso", "gift", "a basket of fruit for the new garage"),
)

PROMISES = (
    Promise(-2, "", "Pak Budi Santoso", "send quote", "high"),
    Promise(-1, "", "Katharina Hübner", "answer about the terms"),
    Promise(0, "15:00", "陳美玲", "call about the price"),
    Promise(0, "", "João Carvalho", "send offer for 4 trucks"),
    Promise(1, "10:00", "Pak Agus Setiawan", "bring the papers"),
    Promise(3, "10:00", "Margaret O'Sullivan", "video call on renewals"),
    Promise(6, "", "", "commission statement", "normal", True),
    Promise(8, "", "Pak Bambang Wirawan, S.E.", "call about the budget"),
    Promise(15, "09:00", "Amélie Lefèvre", "visit in Lyon"),
)

RHYTHMS = (
    Rhythm("VIP", 14, 3, 60),
    Rhythm("Fleet", 60, 7, 30),
)
