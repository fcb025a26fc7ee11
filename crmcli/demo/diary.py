"""The diary of the sample's salesperson: what was said in the last weeks and what is promised for the next ones.

Days are counted from the present one, so that the sample is never stale. This room only holds the words; whoever wants
them in a database writes them there.
"""

from __future__ import annotations

from typing import NamedTuple


class Talk(NamedTuple):
    """Something that happened `days` ago at a time of the day, with somebody of the sample, for a deal perhaps."""

    days: int
    time: str
    who: str
    kind: str
    text: str
    minutes: int | None = None
    direction: str | None = None
    is_missed: bool = False
    deal: str = ""


class Promise(NamedTuple):
    """Something to be done in `days` days, at a time or on the day; for oneself where nobody is named.

    What is for a deal is its next step.
    """

    days: int
    time: str
    who: str
    what: str
    priority: str = "normal"
    is_monthly: bool = False
    deal: str = ""


class Rhythm(NamedTuple):
    """A group, every how many days its members want to be heard of, and its share of the selling time in percent."""

    group: str
    days: int
    warn_days: int
    share: int


TALKS = (
    Talk(1, "09:40", "Pak Budi Santoso", "call", "wants the quote for 12 trucks, his wife reads it too", 12,
         deal="12 trucks, full service"),
    Talk(1, "14:00", "Katharina Hübner", "email", "asked for the terms of the frame contract", None, "incoming",
         deal="Frame contract"),
    Talk(1, "16:20", "王小明", "call", "", None, None, True),
    Talk(2, "10:00", "陳美玲", "visit", "看過三輛車, 價格可以談", 90, deal="Three cars"),
    Talk(2, "15:30", "Margaret O'Sullivan", "email", "sent the claims of last quarter", deal="Reinsurance 2027"),
    Talk(2, "11:40", "Margaret O'Sullivan", "call", "two questions on the claims", 9, deal="Reinsurance 2027"),
    Talk(3, "09:30", "Steven Lim", "call", "two buyers this month", 8, "incoming"),
    Talk(3, "11:15", "João Carvalho", "call", "quer 4 caminhões em janeiro", 20, "incoming", deal="4 caminhões"),
    Talk(3, "13:00", "Pak Agus Setiawan", "meeting", "signed for two vans", 60, deal="Two vans"),
    Talk(4, "15:10", "許家豪", "message", "年底再看一次車隊", None, "incoming"),
    Talk(5, "10:20", "Pak Darmawan Tjokro", "meeting", "tea after badminton; the premium is high", 40,
         deal="Maju Jaya policies 2027"),
    Talk(5, "16:00", "Łukasz Ørsted", "call", "the board meets next week", 10, deal="Serwis floty"),
    Talk(6, "09:10", "王小明", "call", "", None, None, True),
    Talk(7, "08:50", "Travis Nakamura", "message", "sent the list of spare parts", deal="Spare parts"),
    Talk(7, "14:30", "Marcus Oyelaran", "call", "the audit saved a van", 15),
    Talk(8, "09:15", "周建国", "call", "仓库一切顺利", 6),
    Talk(8, "16:45", "Mikkel Nørreskov", "email", "asked for the papers of the last car", None, "incoming"),
    Talk(9, "10:30", "Pak Budi Santoso", "meeting", "showed the new models; he likes the diesel", 75,
         deal="12 trucks, full service"),
    Talk(13, "10:00", "Pak Bambang Wirawan, S.E.", "call", "budget comes in December", 15,
         deal="Fleet budget of December"),
    Talk(12, "09:50", "Monica Tanoto", "call", "her policy has come", 7),
    Talk(20, "17:00", "王小明", "call", "会考虑, 下个月再谈", 25, deal="Copiers for the head office"),
    Talk(23, "10:10", "Teguh Wibowo", "visit", "three box trucks more in spring", 50),
    Talk(27, "13:20", "Jürgen Weißmüller", "call", "zufrieden mit der Werkstatt", 12),
    Talk(31, "15:00", "François Bœuf", "email", "demande un entretien au printemps", None, "incoming"),
    Talk(34, "09:00", "Ibu Sari", "visit", "new boutique opens soon", 45, deal="New boutique"),
    Talk(41, "11:00", "佐藤健太", "meeting", "保険の更新は来年の春", 50, deal="Cover from spring on"),
    Talk(43, "11:30", "Pak Ucok Simanjuntak", "call", "no broken windscreen since", 10),
    Talk(46, "10:00", "Rahmat Nasution", "call", "the others deliver late", 14),
    Talk(47, "14:00", "Ketut Arnawa", "message", "asks again after Nyepi", None, "incoming"),
    Talk(48, "09:30", "Pak Budi Santoso", "gift", "a basket of fruit for the new garage"),
)  # fmt: skip

PROMISES = (
    Promise(-2, "", "Pak Budi Santoso", "send quote", "high", deal="12 trucks, full service"),
    Promise(-1, "", "Katharina Hübner", "answer about the terms", deal="Frame contract"),
    Promise(0, "15:00", "陳美玲", "call about the price", deal="Three cars"),
    Promise(0, "", "João Carvalho", "send offer for 4 trucks", deal="4 caminhões"),
    Promise(1, "10:00", "Pak Agus Setiawan", "bring the papers", deal="Two vans"),
    Promise(3, "10:00", "Margaret O'Sullivan", "video call on renewals", deal="Reinsurance 2027"),
    Promise(6, "", "", "commission statement", "normal", True),
    Promise(8, "", "Pak Bambang Wirawan, S.E.", "call about the budget", deal="Fleet budget of December"),
    Promise(15, "09:00", "Amélie Lefèvre", "visit in Lyon", deal="Vans for Lyon"),
    Promise(1, "14:00", "Heiko Grünwald", "call: who signs, and when", deal="Flottenservice Hamburg"),
    Promise(2, "", "Ibu Lilis Suryani", "bring a colour print of theirs", deal="Colour copiers"),
    Promise(4, "", "Ibu Sri Mulyaningsih", "fetch the signed policy", deal="Staff cover of Damar Kencana"),
    Promise(5, "11:00", "Pak Haji Ujang Rohmana", "meet the owners with Kang Asep", deal="Angkot cover"),
    Promise(7, "", "Łukasz Ørsted", "ask what the board says", deal="Serwis floty"),
    Promise(9, "", "Hasan Muttaqin", "ask for the list of students", deal="Accident cover of a school"),
    Promise(10, "", "Nguyễn Thị Ngọc Diễm", "send the offer", deal="Barcode printers"),
    Promise(11, "", "Pak Agus Setiawan", "ask how it is going", deal="Two vans"),
    Promise(13, "", "Pak Darmawan Tjokro", "go through the new premium", deal="Maju Jaya policies 2027"),
    Promise(16, "", "Travis Nakamura", "ask for the order", deal="Spare parts"),
    Promise(39, "", "Kevin Wijaya", "try again: Office move", "low", deal="Office move"),
    Promise(45, "", "佐藤健太", "ask for last year's policy", deal="Cover from spring on"),
    Promise(61, "", "Елена Жукова", "try again: Зимний парк", "low", deal="Зимний парк"),
)

RHYTHMS = (
    Rhythm("VIP", 14, 3, 60),
    Rhythm("Fleet", 60, 7, 30),
)
