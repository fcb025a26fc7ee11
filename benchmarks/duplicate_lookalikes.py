"""The kinds of look-alikes: each makes several people who share a switchboard, a household, a name."""

from __future__ import annotations

from dataclasses import replace

from duplicate_people import SURNAMES, Person, Planter

NEAR_NAMES = [("Rina", "Rini"), ("Yanto", "Yanti"), ("Daniel", "Daniela"), ("Mario", "Maria"), ("Andi", "Anti"),
              ("Dina", "Dini"), ("Paul", "Paula"), ("Julio", "Julia"), ("Oleg", "Olga")]  # fmt: skip
HOMOPHONES = [("李伟", "李薇"), ("王芳", "王方"), ("张静", "张敬"), ("陈杰", "陈洁"), ("刘英", "刘颖")]
ROLES = ["info", "sales", "office", "kontak", "vendas", "admin"]


def switchboard(p: Planter) -> list[Person]:
    """Colleagues at one phone."""
    number, firm = p.phone(landline=True), p.company()
    people = [p.latin() for _ in range(p.chance.randrange(3, 9))]
    return [replace(each, phones=(number,), company=firm) for each in people]


def at_info(p: Planter) -> list[Person]:
    """Colleagues at one office's address."""
    address, firm = f"{p.chance.choice(ROLES)}@shared{p.serial}.example", p.company()
    return [replace(p.latin(), emails=(address,), phones=(p.phone(),), company=firm) for _ in range(3)]


def household(p: Planter) -> list[Person]:
    """Two of one family at one phone and address."""
    number, family = p.phone(landline=p.chance.random() < 0.6), p.chance.choice(SURNAMES)
    given = p.chance.sample(["Budi", "Hans", "Carlos", "Siti", "Anna", "Peter", "Maria", "Dewi", "James", "Olga"], 2)
    home = {"phones": (number,), "emails": (), "street": "Jl. Mawar 7", "city": "Bandung"}
    return [p.person(each, family, name=f"{each} {family}", birthday=p.day(), **home) for each in given]


def generations(p: Planter) -> list[Person]:
    """Father and son of one name, told apart by what stands after it."""
    number, one = p.phone(landline=True), p.latin()
    marks = p.chance.choice([("Sr.", "Jr."), ("", "Jr."), ("", "Junior"), ("Sr", "Jr"), ("II", "III")])
    shared = replace(one, phones=(number,), emails=(), street="Elm Street 4", city="Boston", values={})
    born = p.chance.random() < 0.5
    return [replace(shared, name=f"{one.name} {mark}".strip(), birthday=p.day() if born else None) for mark in marks]


def father_and_son(p: Planter) -> list[Person]:
    """Father and son of one name, told apart by their birthdays."""
    number, one = p.phone(landline=True), p.latin()
    shared = replace(one, phones=(number,), emails=(), street="Elm Street 4", city="Boston", values={})
    return [replace(shared, birthday=(1951, 3, 4)), replace(shared, birthday=(1982, 8, 19))]


def two_cities(p: Planter) -> list[Person]:
    """Two of one name in two cities."""
    one, other = p.latin(), p.reached()
    cities = p.chance.sample(p.cities, 2)
    return [
        replace(one, city=cities[0], company="" if p.chance.random() < 0.4 else p.company()),
        replace(other, name=one.name, values={}, city=cities[1], company=p.company()),
    ]


def siblings(p: Planter) -> list[Person]:
    """Two of one family whose names are nearly the same, at one phone."""
    number, family = p.phone(), p.chance.choice(SURNAMES)
    return [p.person(each, family, name=f"{each} {family}", phones=(number,), emails=(), city="Lyon")
            for each in p.chance.choice(NEAR_NAMES)]  # fmt: skip


def homophones(p: Planter) -> list[Person]:
    """Two whose names only sound the same, at one phone."""
    firm, number = p.company(), p.phone()
    return [replace(p.reached(), name=name, values={}, company=firm, phones=(number,))
            for name in p.chance.choice(HOMOPHONES)]  # fmt: skip


def namesakes_at_work(p: Planter) -> list[Person]:
    """A man and a woman of one name at one company's phone."""
    one, number, firm = p.latin(), p.phone(landline=True), p.company()
    given = one.name.split()[0]
    shared = replace(one, values={}, company=firm, phones=(number,))
    return [
        replace(shared, name=f"{title} {name}", emails=(f"{title}{p.serial}@x.example",))
        for title, name in (("Pak", given), ("Ibu", one.name))
    ]


LOOKALIKES = (
    switchboard, at_info, household, generations, father_and_son, two_cities, siblings, homophones, namesakes_at_work,
)  # fmt: skip
