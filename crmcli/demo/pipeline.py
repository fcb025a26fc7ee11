"""The deals of the sample's salesperson: a year of wins and losses, and what is open now.

Days are counted back from the present one, so that the sample is never stale. This room only holds the words; whoever
wants them in a database writes them there.
"""

from __future__ import annotations

from typing import NamedTuple

WON, LOST, VOID = "won", "lost", "void"
HOME = "IDR"
RENEWALS = "Renewals"


class Sale(NamedTuple):
    """One deal: how many `days` ago it began, and came into each stage after that, and was closed with `end`.

    `closes` are the days, counted from the present one, on which it was expected to close, as it was put off.
    `rate` is the share of its value that it earns.
    """

    title: str
    who: str
    value: str
    source: str
    days: tuple[int, ...]
    ended: int | None = None
    end: str = ""
    reason: str = ""
    rival: str = ""
    closes: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    rate: str = ""
    pipeline: str = ""


class Role(NamedTuple):
    """Somebody else on a deal, and how they stand to it."""

    deal: str
    who: str
    roles: str
    stance: str = ""
    warmth: str = ""


class Step(NamedTuple):
    """What is done when a deal comes into a stage, and how many minutes it takes."""

    kind: str
    text: str
    minutes: int | None


STEPS = {
    "contacted": Step("call", "first talk", 12),
    "qualified": Step("meeting", "what they need, and by when", 60),
    "proposal": Step("email", "sent the offer", None),
    "negotiation": Step("call", "went through the terms", 25),
    "quoted": Step("email", "sent the new premium", None),
    "agreed": Step("call", "they keep it", 10),
}

# The stages of the second pipeline, each with its chance of winning in percent, in place of those it was made with.
RENEWAL_STAGES = {"new": ("due", 70), "proposal": ("quoted", 80), "negotiation": ("agreed", 95)}

RATES = (("USD", "16100", 400), ("USD", "16350", 90), ("EUR", "18600", 400), ("EUR", "18900", 60))
GOALS = (("value", "month", "900jt"), ("commission", "quarter", "60jt"))

OPEN = (
    Sale("12 trucks, full service", "Pak Budi Santoso", "540jt", "referral", (62, 55, 40), closes=(-8, 24),
         tags=("q4", "trucks"), rate="3%"),
    Sale("Frame contract", "Katharina Hübner", "EUR 48k", "fair", (48, 41, 26, 12, 1), closes=(10,), tags=("q4",),
         rate="2.5%"),
    Sale("4 caminhões", "João Carvalho", "USD 36k", "website", (20, 12, 3), closes=(55,), tags=("trucks",)),
    Sale("Three cars", "陳美玲", "USD 27.5k", "referral", (33, 25, 16, 2), closes=(14,), tags=("q4",)),
    Sale("Copiers for the head office", "王小明", "USD 18k", "fair", (70, 60, 44, 30), closes=(-5, 35)),
    Sale("Fleet budget of December", "Pak Bambang Wirawan, S.E.", "310jt", "fair", (52, 40, 13), closes=(40,)),
    Sale("Vans for Lyon", "Amélie Lefèvre", "EUR 22k", "website", (25, 18), closes=(70,)),
    Sale("New boutique", "Ibu Sari", "48jt", "referral", (41, 34), rate="10%"),
    Sale("Desks for 24 people", "Aditya Nugroho", "96jt", "website", (18, 10), closes=(31,)),
    Sale("Health cover for 36 staff", "dr. Anisa Putri Maharani, Sp.A", "288jt", "referral", (95, 80, 61, 33),
         closes=(-45, -6), rate="8%"),
    Sale("Colour copiers", "Ibu Lilis Suryani", "74jt", "cold call", (29, 22, 15, 6), closes=(9,), tags=("q4",)),
    Sale("Copier for the parish", "Romo Yohanes Kristanto", "21jt", "referral", (40,)),
    Sale("Angkot cover", "Pak Haji Ujang Rohmana", "410jt", "referral", (110, 90, 66, 45, 16), closes=(-70, -25, 6),
         tags=("q4",), rate="6%"),
    Sale("Accident cover of a school", "Hasan Muttaqin", "63jt", "cold call", (12, 5), closes=(45,), rate="10%"),
    Sale("Barcode printers", "Nguyễn Thị Ngọc Diễm", "USD 9.4k", "website", (21, 14, 4), closes=(28,)),
    Sale("Flottenservice Hamburg", "Heiko Grünwald", "EUR 61k", "fair", (75, 64, 51, 37, 8), closes=(-3,), rate="2%"),
    Sale("Serwis floty", "Łukasz Ørsted", "EUR 34.5k", "fair", (44, 35, 27, 11), closes=(38,)),
    Sale("Reinsurance 2027", "Margaret O'Sullivan", "USD 45k", "referral", (58, 49, 30, 10, 2), closes=(24,),
         tags=("q4",), rate="1.5%"),
    Sale("Spare parts", "Travis Nakamura", "USD 12.8k", "website", (17, 7), closes=(50,)),
    Sale("60 cars in Dubai", "يوسف البلوشي", "USD 52k", "website", (9,)),
    Sale("Copier lease", "Clara Susanto", "132jt", "referral", (38, 31, 24, 18), closes=(-12,)),
    Sale("Cover from spring on", "佐藤健太", "USD 24k", "cold call", (55, 41), closes=(120,)),
    Sale("Maju Jaya policies 2027", "Pak Darmawan Tjokro", "720jt", "referral", (30, 12), closes=(38,), rate="6%",
         pipeline=RENEWALS),
    Sale("Avanza 2027", "Fajar Ramadhan", "4.8jt", "referral", (8,), closes=(105,), rate="15%", pipeline=RENEWALS),
    Sale("Staff cover of Damar Kencana", "Ibu Sri Mulyaningsih", "155jt", "referral", (35, 20, 6), closes=(5,),
         rate="8%", pipeline=RENEWALS),
    Sale("340 carros", "Otávio Magalhães", "USD 31k", "fair", (22, 9), closes=(33,), pipeline=RENEWALS),
    Sale("Hotel Puri Kenanga 2027", "Regina Felicia Tan", "88jt", "website", (15,), closes=(42,), rate="8%",
         pipeline=RENEWALS),
)  # fmt: skip

CLOSED = (
    Sale("Box truck cover", "Teguh Wibowo", "246jt", "cold call", (341, 330, 318, 300, 290), 281, WON, rate="6%"),
    Sale("Maju Jaya policies 2026", "Pak Darmawan Tjokro", "655jt", "referral", (338, 325, 310), 305, WON, rate="6%",
         pipeline=RENEWALS),
    Sale("Fleet tracking", "João Carvalho", "USD 21.5k", "fair", (322, 310, 296, 270), 255, WON),
    Sale("Frota de 340 carros", "Caio Sampaio", "USD 66k", "website", (310, 298, 283, 262), 240, LOST, "price",
         "Frota Certa"),
    Sale("Desks for the notary", "Sari Wulandari", "38jt", "referral", (300, 296, 280), 274, WON),
    Sale("Desks in Rio", "Flávia Abrahão", "USD 6.1k", "website", (295, 280), 259, LOST, "no answer"),
    Sale("Copiers on two floors", "Fitri Handayani", "117jt", "cold call", (288, 280, 269, 259, 250), 241, WON),
    Sale("Service Speicherstadt", "Jürgen Weißmüller", "EUR 29.4k", "fair", (276, 262, 249, 230, 221), 214, WON,
         rate="2.5%"),
    Sale("Kühltransporter", "Sabine Öztürk", "EUR 38k", "fair", (270, 255, 236, 210, 199), 187, LOST, "competitor",
         "Hansekühl"),
    Sale("Avanza 2026", "Fajar Ramadhan", "4.6jt", "referral", (262, 258), 255, WON, rate="15%", pipeline=RENEWALS),
    Sale("Hull cover", "Gatot Suprapto", "330jt", "fair", (251, 240, 222, 205, 190), 178, WON, rate="5%"),
    Sale("Copiers for Surabaya", "Slamet Haryono", "88jt", "cold call", (244, 231), 216, LOST, "no budget"),
    Sale("Camions Lefèvre", "François Bœuf", "EUR 18.9k", "website", (232, 220, 204, 188), 176, WON),
    Sale("Trucks for Medan", "Rahmat Nasution", "275jt", "fair", (228, 214, 198, 170), 152, LOST, "price",
         "Sinar Abadi", closes=(-180, -150)),
    Sale("Umrah cover for six", "Hj. Tuti Zubaidah", "9.6jt", "referral", (214, 212), 207, WON, rate="12%"),
    Sale("Dealer stock cover", "Steven Lim", "204jt", "referral", (201, 190, 177, 150, 131), 119, WON, rate="6%"),
    Sale("Staff cover", "Joko Purnomo", "64jt", "cold call", (196, 185, 172), 141, LOST, "timing"),
    Sale("Bürostühle", "Dr. Annegret Fröhlich", "EUR 7.8k", "website", (190, 184, 171, 160), 149, WON),
    Sale("Clinic cover 2026", "dr. Anisa Putri Maharani, Sp.A", "120jt", "referral", (180, 170), 158, WON, rate="8%",
         pipeline=RENEWALS),
    Sale("Polisa floty", "Grzegorz Brzęczyk", "EUR 15.5k", "fair", (170, 158, 139, 121), 103, LOST, "price", "Warta"),
    Sale("機車隊保險", "許家豪", "USD 26k", "referral", (160, 151, 140, 122, 110), 97, WON, rate="4%"),
    Sale("Shuttle vans", "Ketut Arnawa", "190jt", "website", (150, 137, 121, 101, 92), 79, LOST, "timing",
         closes=(-95, -60)),
    Sale("Fleet audit", "Marcus Oyelaran", "USD 14.2k", "website", (140, 133, 118, 99), 88, WON),
    Sale("Bureaux de Lyon", "Hélène Çelik-Moreau", "EUR 9.9k", "cold call", (133, 120), 95, LOST, "no need"),
    Sale("Workshop cover", "Koh Liong Hartono", "18jt", "referral", (128, 116), 108, LOST, "price", "Sinar Abadi",
         pipeline=RENEWALS),
    Sale("Warehouse cover", "周建国", "USD 33k", "fair", (126, 117, 104, 90, 80), 66, WON, closes=(-85, -66),
         rate="4%"),
    Sale("Flåde 2026", "Mikkel Nørreskov", "EUR 41k", "fair", (115, 101, 82, 63, 50), 38, WON),
    Sale("Car for the family", "Intan Permatasari", "12jt", "website", (104, 99), 71, LOST, "no answer"),
    Sale("Windscreens", "Pak Ucok Simanjuntak", "57jt", "referral", (98, 92, 83, 74), 61, WON),
    Sale("Зимний парк", "Елена Жукова", "USD 19k", "cold call", (92, 84, 66), 52, LOST, "no budget"),
    Sale("Villa and shop", "Ibu Sari", "22jt", "referral", (84, 78), 72, WON, rate="10%", pipeline=RENEWALS),
    Sale("Office move", "Kevin Wijaya", "145jt", "website", (79, 70, 58, 44), 31, LOST, "competitor", "Kantor Kita"),
    Sale("Printers", "渡辺大輔", "USD 11.7k", "website", (72, 65, 47, 35), 12, WON, closes=(-26, -12)),
    Sale("Medical cover", "Monica Tanoto", "42jt", "referral", (60, 54, 41), 24, WON, rate="12%"),
    Sale("Claims desk", "Margaret O'Sullivan", "USD 28k", "referral", (55, 47, 36), 33, WON, pipeline=RENEWALS),
    Sale("Frame contract, twice", "Katharina Hübner", "EUR 48k", "fair", (48,), 46, VOID),
    Sale("Two vans", "Pak Agus Setiawan", "168jt", "cold call", (47, 40, 30, 17), 3, WON, tags=("trucks",), rate="3%"),
    Sale("Kit de teste", "Gonçalo Simões", "EUR 5.2k", "cold call", (45, 39), 19, LOST, "no need"),
)  # fmt: skip

ROLES = (
    Role("12 trucks, full service", "Pak Budi Santoso", "uses", "for", "hot"),
    Role("12 trucks, full service", "Pak Darmawan Tjokro", "decides", "neutral", "warm"),
    Role("12 trucks, full service", "Ibu Ratna Dewi Anggraini", "pays", "against", "cold"),
    Role("Frame contract", "Jürgen Weißmüller", "decides", "for", "warm"),
    Role("Angkot cover", "Asep Sunandar", "influences", "for"),
    Role("Reinsurance 2027", "DeShawn Whitfield", "uses", "neutral"),
)

RIVALS = (("12 trucks, full service", "Sinar Abadi"), ("Flottenservice Hamburg", "Hansekühl"))
