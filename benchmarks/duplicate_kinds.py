"""The kinds of duplicates: each makes somebody, and a second card of them as cards of one person come to differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from duplicate_people import SURNAMES, Person, Planter
from name_pools import COMPANY_HEADS, COMPANY_MIDDLES

CYRILLIC = {
    "Иванов": "Ivanov", "Смирнов": "Smirnov", "Кузнецов": "Kuznetsov", "Попов": "Popov", "Соловьёв": "Soloviev",
    "Васильев": "Vasilyev", "Щербаков": "Scherbakov", "Цветков": "Tsvetkov", "Жуков": "Zhukov", "Хохлов": "Khokhlov",
    "Яковлев": "Iakovlev", "Зайцев": "Zaytsev",
}  # fmt: skip
CYRILLIC_GIVEN = {
    "Юрий": "Yury", "Алексей": "Alexei", "Дмитрий": "Dmitri", "Сергей": "Sergei", "Евгений": "Evgeny",
    "Андрей": "Andrei", "Михаил": "Mikhail", "Николай": "Nikolai", "Виктор": "Victor",
    "Юлия": "Iuliia", "Наталья": "Natalia", "Мария": "Maria",
}  # fmt: skip
CHINESE = {
    "王": "Wang",
    "李": "Li",
    "張": "Chang",
    "陈": "Chen",
    "刘": "Liu",
    "黄": "Huang",
    "赵": "Zhao",
    "周": "Zhou",
    "吳": "Wu",
}
CHINESE_GIVEN = {
    "小明": "Xiaoming", "美玲": "Mei-Ling", "志強": "Zhiqiang", "建国": "Jianguo", "淑芬": "Shu Fen", "伟": "Wei",
    "家豪": "Jiahao", "雅婷": "Yating", "俊杰": "Junjie", "秀英": "Xiuying", "海燕": "Haiyan",
}  # fmt: skip
SPELLINGS = [
    ("Mohammed", "Muhammad"), ("Achmad", "Ahmad"), ("Soeharto", "Suharto"), ("Yusuf", "Jusuf"), ("Djoko", "Joko"),
    ("Sara", "Sarah"), ("Philipp", "Filip"), ("Catherine", "Katherine"), ("Hussein", "Husain"), ("Rachmat", "Rahmat"),
    ("Rizki", "Rizky"), ("Yuri", "Yury"), ("Stephen", "Steven"), ("Fatimah", "Fatima"), ("Erik", "Eric"),
    ("Budhi", "Budi"), ("Khalid", "Khaled"), ("Tatyana", "Tatiana"), ("Soekarno", "Sukarno"), ("Jon", "John"),
]  # fmt: skip
NICKNAMES = [
    ("Robert", "Bob"), ("William", "Bill"), ("Aleksandr", "Sasha"), ("José", "Pepe"), ("João", "Joãozinho"),
    ("Muhammad", "Moh."), ("Muhammad", "M."), ("Elizabeth", "Liz"), ("Richard", "Dick"), ("Margaret", "Peggy"),
    ("Francisco", "Paco"), ("Guadalupe", "Lupita"), ("Eduardo", "Edu"), ("Maria", "Mia"), ("Johannes", "Hans"),
    ("Katharina", "Käthe"), ("Wilhelm", "Willi"), ("Jean-Pierre", "JP"), ("Dmitriy", "Dima"), ("Yevgeniy", "Zhenya"),
    ("Anastasia", "Nastya"), ("Thomas", "Tom"), ("Michael", "Mike"), ("Christopher", "Chris"), ("Samuel", "Sam"),
    ("Bambang", "Mbang"), ("Sulistyowati", "Sulis"), ("Hariyanto", "Yanto"), ("Antonio", "Toni"), ("Ignacio", "Nacho"),
    ("Andrew", "Andy"), ("Jennifer", "Jen"), ("Daniel", "Dani"), ("Alexandra", "Sandra"), ("Matthew", "Matt"),
]  # fmt: skip
ACCENTED = {
    "Müller": "Muller", "García": "Garcia", "Łukasz": "Lukasz", "João": "Joao", "Françoise": "Francoise",
    "Øster": "Oster", "Çelik": "Celik", "Žižek": "Zizek", "Peña": "Pena", "Nguyễn": "Nguyen", "Björk": "Bjork",
}  # fmt: skip
MIDDLES = ["Agung", "Maria", "James", "de Souza", "Putra", "Luis", "Ann", "Petrovich", "van Dijk", "K."]


def identical(p: Planter) -> tuple[Person, Person]:
    """The same card twice."""
    one = p.reached()
    return one, one


def phone_format(p: Planter) -> tuple[Person, Person]:
    """The same phone, written in another way."""
    one = replace(p.reached(), phones=("+62812" + str(p.chance.randrange(10**7, 10**8)),))
    bare = one.phones[0].removeprefix("+62")
    shape = p.chance.choice(["0{}", "0062{}", "+62 {}", "(0{}) {}-{}"])
    written = shape.format(bare) if shape.count("{}") == 1 else shape.format(bare[:3], bare[3:7], bare[7:])
    return one, replace(one, phones=(written,), emails=())


def email_case(p: Planter) -> tuple[Person, Person]:
    """The same e-mail in other letters."""
    one = p.reached()
    return one, replace(one, emails=(one.emails[0].title(),), phones=())


def mailbox(p: Planter) -> tuple[Person, Person]:
    """The same mailbox by another address."""
    local = f"{p.latin().name.replace(' ', '.').lower()}{p.serial}"
    one = replace(p.reached(), emails=(f"{local}@gmail.com",))
    other = (
        f"{local.replace('.', '')}+shop@gmail.com"
        if p.chance.random() < 0.5
        else f"{local.replace('.', '')}@googlemail.com"
    )
    return one, replace(one, emails=(other,), phones=())


def shortened(p: Planter) -> tuple[Person, Person]:
    """The given name alone, perhaps with a title, and the same phone."""
    one = p.latin()
    title = p.chance.choice(["Pak ", "Bapak ", "Mr. ", ""])
    return one, replace(one, name=title + one.name.split()[0], values={}, emails=(), company="")


def honorific(p: Planter) -> tuple[Person, Person]:
    """A title before the name."""
    one = p.latin()
    title = p.chance.choice(["Pak", "Bu", "Dr.", "Mr", "Frau", "Sr.", "Prof."])
    return one, p.one_of(replace(one, name=f"{title} {one.name}", values={}))


def diacritics(p: Planter) -> tuple[Person, Person]:
    """The name without its accents."""
    accented, plain = p.chance.choice(sorted(ACCENTED.items()))
    one = p.reached(given=p.latin().name.split()[0])
    name = one.name.split()[0]
    return (
        replace(one, name=f"{name} {accented}", values={}),
        p.one_of(replace(one, name=f"{name} {plain}", values={})),
    )


def cyrillic(p: Planter) -> tuple[Person, Person]:
    """The name in Latin letters."""
    given, family = p.chance.choice(sorted(CYRILLIC_GIVEN)), p.chance.choice(sorted(CYRILLIC))
    one = replace(p.reached(), name=f"{given} {family}", values={})
    return one, p.one_of(replace(one, name=f"{CYRILLIC_GIVEN[given]} {CYRILLIC[family]}"))


def ideographs(p: Planter) -> tuple[Person, Person]:
    """The name as it is read, in either order."""
    family, given = p.chance.choice(sorted(CHINESE)), p.chance.choice(sorted(CHINESE_GIVEN))
    one = replace(p.reached(), name=f"{family}{given}", values={})
    parts = [CHINESE[family], CHINESE_GIVEN[given]]
    p.chance.shuffle(parts)
    return one, p.one_of(replace(one, name=" ".join(parts)))


def spelling(p: Planter) -> tuple[Person, Person]:
    """The name spelt in another way."""
    first, second = p.chance.choice(SPELLINGS)
    one = p.reached(given=first, family=p.chance.choice(SURNAMES))
    one = replace(one, name=f"{first} {one.name.split()[-1]}", values={})
    return one, p.one_of(replace(one, name=f"{second} {one.name.split()[-1]}"))


def swapped(p: Planter) -> tuple[Person, Person]:
    """Family name first."""
    one = p.latin()
    given, family = one.name.split()
    shape = p.chance.choice(["{1}, {0}", "{1} {0}"])
    return one, p.one_of(replace(one, name=shape.format(given, family), values={}))


def nickname(p: Planter) -> tuple[Person, Person]:
    """A pet name, or the form of another language."""
    long, short = p.chance.choice(NICKNAMES)
    one = p.reached(given=long, family=p.chance.choice(SURNAMES))
    family = one.name.split()[-1]
    return replace(one, name=f"{long} {family}", values={}), p.one_of(replace(one, name=f"{short} {family}", values={}))


def nickname_field(p: Planter) -> tuple[Person, Person]:
    """A card under the nickname that the other card knows."""
    one = p.latin()
    called = p.chance.choice(["Ucok", "Buddy", "Mimi", "Gogo", "Tante Ida", "Bobby"])
    return replace(one, values={"nickname": called}), p.one_of(replace(one, name=called, values={}))


def typo(p: Planter) -> tuple[Person, Person]:
    """A typo in the name."""
    one = p.latin()
    return one, p.one_of(replace(one, name=p.typo(one.name), values={}))


def typo_at_work(p: Planter) -> tuple[Person, Person]:
    """A typo in the name, and of the rest only the company is known."""
    one = replace(p.latin(), company=p.company())
    return one, replace(one, name=p.typo(one.name), values={}, phones=(), emails=())


def typo_alone(p: Planter) -> tuple[Person, Person]:
    """A typo in the name, and nothing else is known."""
    one = p.latin()
    return one, Person(p.typo(one.name))


def initials(p: Planter) -> tuple[Person, Person]:
    """The given name as an initial."""
    one = replace(p.latin(), company=p.company())
    given, family = one.name.split()
    return one, p.one_of(replace(one, name=f"{given[0]}. {family}", values={}))


def middle(p: Planter) -> tuple[Person, Person]:
    """A middle or a second family name."""
    one = p.latin()
    given, family = one.name.split()
    added = p.chance.choice(MIDDLES)
    shape = p.chance.choice(["{0} {2} {1}", "{0} {1} {2}", "{0} {1}-{2}"])
    return one, p.one_of(replace(one, name=shape.format(given, family, added), values={}))


def company(p: Planter) -> tuple[Person, Person]:
    """The company spelt in another way."""
    stem = f"{p.chance.choice(COMPANY_HEADS)} {p.chance.choice(COMPANY_MIDDLES)}"
    first, second = p.chance.sample(["PT {}", "{} GmbH", "{} Ltd", "{}", "{} PT", "{}, Inc.", "P.T. {}"], 2)
    one = replace(p.reached(), company=first.format(stem))
    other = replace(one, company=second.format(stem))
    return one, p.one_of(other) if p.chance.random() < 0.5 else replace(other, phones=(), emails=())


def domain(p: Planter) -> tuple[Person, Person]:
    """Only another e-mail of the same domain."""
    one = p.latin()
    host = f"works{p.serial}.example"
    given, family = one.name.lower().split()
    one = replace(one, emails=(f"{given}.{family}@{host}",))
    return one, replace(one, phones=(), emails=(f"{given[0]}{family}@{host}",))


def number(p: Planter) -> tuple[Person, Person]:
    """The phone for want of a name."""
    one = p.reached()
    return one, Person(one.phones[0], phones=one.phones[:1])


def workplace(p: Planter) -> tuple[Person, Person]:
    """The company for want of a name."""
    one = replace(p.latin(), company=p.company())
    return one, Person(one.company, phones=one.phones, emails=())


KINDS: tuple[Callable[[Planter], tuple[Person, Person]], ...] = (
    identical, phone_format, email_case, mailbox, shortened, honorific, diacritics, cyrillic, ideographs, spelling,
    swapped, nickname, nickname_field, typo, typo_at_work, typo_alone, initials, middle, company, domain, number,
    workplace,
)  # fmt: skip
