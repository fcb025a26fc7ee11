"""Random lives of an address book, for properties: each step is a verb and two small numbers that choose its objects.

A step names its objects by their place among those there are, so that every list of steps means something.
"""

from __future__ import annotations

from contextlib import suppress

from hypothesis import strategies as st

from crmcli.errors import CrmError
from crmcli.store import (
    attachments,
    channels,
    contacts,
    distinct,
    editing,
    groups,
    imports,
    merging,
    occasions,
    own_fields,
    relations,
    settings,
    triage,
)
from crmcli.store.channels import prepare
from crmcli.store.db import Store, Transaction
from crmcli.store.editing import Edit
from tests import factories
from tests.store import deal_sequences, diary_sequences
from tests.store.choosing import Verb, some

NAMES = ("Budi Santoso", "Łukasz Ørsted", "王小明", "Иванов Иван", "Sari", "やまだ たろう", "김철수", "B. Santoso")
PHONES = ("0812-3456-7890", "+62 812 3456 7890", "021 555 0101", "+886 912 345 678")
EMAILS = ("budi@example.com", "info@maju.example", "BUDI@example.com")
COMPANIES = ("PT Maju", "Café Ørsted", "三一公司")
GROUPS = ("VIP", "Café", "客戶", "cold")

IMPORT = "import"

Step = tuple[str, int, int]


def _add(tx: Transaction, a: int, b: int) -> None:
    employer = contacts.find_or_add_company(tx, COMPANIES[b % 3]) if b % 2 else None
    contact_id = contacts.add(tx, NAMES[a % 8], employer_id=employer, notes="prefers tea" if b % 3 else None)
    channels.add(tx, contact_id, prepare("phone", PHONES[b % 4], "mobile", "ID"))


def _edit(tx: Transaction, a: int, b: int) -> None:
    contacts.edit(tx, some(tx, a), name=NAMES[b % 8], title="Director" if b % 2 else None, cadence_days=b or None)


def _edit_much(tx: Transaction, a: int, b: int) -> None:
    edit = Edit(
        company=COMPANIES[b % 3],
        add_channels=[("email", EMAILS[b % 3])],
        add_addresses=["Jl. Sudirman 1; Jakarta"],
        add_groups=[GROUPS[a % 4]],
        birthday="--02-29",
        fields=[("Hobby", "golf" if b % 2 else "高爾夫")],
        clear=["title", "cadence"],
    )
    editing.apply(tx, some(tx, a), edit, "ID")


def _remove_channel(tx: Transaction, a: int, b: int) -> None:
    contact_id = some(tx, a)
    held = channels.of(tx.connection, contact_id)
    if held:
        chosen = held[b % len(held)]
        channels.remove(tx, contact_id, chosen.kind, chosen.value, "ID")


def _add_channel(tx: Transaction, a: int, b: int) -> None:
    kind, value = ("phone", PHONES[b % 4]) if b % 2 else ("email", EMAILS[b % 3])
    channels.add(tx, some(tx, a), prepare(kind, value, "", "ID"))


def _put(tx: Transaction, a: int, b: int) -> None:
    groups.put(tx, groups.find_or_add(tx, GROUPS[b % 4]), some(tx, a))


def _take(tx: Transaction, a: int, b: int) -> None:
    groups.take(tx, some(tx, b, "contact_group"), some(tx, a))


def _rename_group(tx: Transaction, a: int, b: int) -> None:
    groups.rename(tx, some(tx, a, "contact_group"), GROUPS[b % 4])


def _nest_group(tx: Transaction, a: int, b: int) -> None:
    groups.edit(tx, some(tx, a, "contact_group"), parent_id=some(tx, b, "contact_group"))


def _remove_group(tx: Transaction, a: int, b: int) -> None:
    groups.remove(tx, some(tx, a, "contact_group"))


def _relate(tx: Transaction, a: int, b: int) -> None:
    relations.add(tx, some(tx, a), "spouse" if b % 2 else "assistant", some(tx, b), "Ani")


def _unrelate(tx: Transaction, a: int, b: int) -> None:
    for relation in relations.of(tx.connection, some(tx, a))[:1]:
        relations.remove(tx, relation.contact_id, relation.kind, relation.other_name)


def _attach(tx: Transaction, a: int, b: int) -> None:
    attachments.add(tx, some(tx, a), f"file {b}.txt", b"content %d" % (b % 3), "notes" if b % 2 else "")


def _detach(tx: Transaction, a: int, b: int) -> None:
    attachments.remove(tx, attachments.get(tx.connection, some(tx, a, "attachment")))


def _describe_field(tx: Transaction, a: int, b: int) -> None:
    kind, choices = ("choice", ["golf", "chess"]) if b % 2 else ("number", [])
    own_fields.edit(tx, own_fields.named(tx.connection, "HOBBY"), kind, choices)


def _rename_field(tx: Transaction, a: int, b: int) -> None:
    own_fields.rename(tx, own_fields.named(tx.connection, "hobby"), ("HOBBY", "Sport")[b % 2])


def _remove_field(tx: Transaction, a: int, b: int) -> None:
    own_fields.remove(tx, own_fields.named(tx.connection, "hobby"), with_values=bool(b % 2))


def _remove(tx: Transaction, a: int, b: int) -> None:
    contacts.remove(tx, some(tx, a))


def _restore(tx: Transaction, a: int, b: int) -> None:
    contacts.restore(tx, some(tx, a))


def _birthday(tx: Transaction, a: int, b: int) -> None:
    occasions.put(tx, some(tx, a), "birthday", 1980 + b, 1 + b % 12, 1 + a)


def _set(tx: Transaction, a: int, b: int) -> None:
    if b % 3:
        settings.put(tx, "region", ("ID", "BR", "TW")[a % 3])
    else:
        settings.unset(tx, "region")


def _merge(tx: Transaction, a: int, b: int) -> None:
    keep, other = some(tx, a), some(tx, b)
    merging.merge(tx, keep, [other], prefer_id=other if a % 2 else None)


def _differ(tx: Transaction, a: int, b: int) -> None:
    distinct.declare(tx, [some(tx, a), some(tx, b)])


def _sort_out(tx: Transaction, a: int, b: int) -> None:
    if b % 2:
        triage.make_company(tx, some(tx, a))
    else:
        triage.make_customer(tx, some(tx, a), GROUPS[b % 4])


def book(first: int, second: int) -> list[str]:
    """Cards of a few people, who clash with each other and with everybody else here."""
    return [_card(number) for number in (first, second, first + second)] + [
        factories.card(GROUPS[second % 4], "KIND:group", f"MEMBER:urn:uuid:uid-{first % 3}")
    ]


def _card(number: int) -> str:
    return factories.card(
        NAMES[number % 8],
        f"CATEGORIES:{GROUPS[number % 4]}",
        f"ADR;TYPE=home:;;Jl. Asia Afrika {number % 3};Bandung;;;",
        *(["BDAY:--02-29", f"NOTE:met at fair {number}"] if number % 2 else []),
        f"RELATED;TYPE=spouse;VALUE=text:{NAMES[(number + 1) % 8]}",
        f"X-NUMBER:{number}",
        *(["PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo="] if number % 5 == 0 else []),
        phone=PHONES[number % 4],
        email=EMAILS[number % 3],
        company=COMPANIES[number % 3] if number % 4 else "",
        uid=f"uid-{number % 3}" if number % 2 else "",
    )


VERBS: dict[str, Verb] = {
    "add": _add, "edit": _edit, "edit much": _edit_much, "add channel": _add_channel,
    "remove channel": _remove_channel, "put": _put, "take": _take, "rename group": _rename_group,
    "nest group": _nest_group, "remove group": _remove_group, "relate": _relate, "unrelate": _unrelate,
    "attach": _attach, "detach": _detach, "describe field": _describe_field, "rename field": _rename_field,
    "remove field": _remove_field,
    "remove": _remove, "restore": _restore, "birthday": _birthday, "set": _set,
    "merge": _merge, "different": _differ, "sort out": _sort_out, **diary_sequences.VERBS,
    **deal_sequences.VERBS,
}  # fmt: skip

_numbers = st.integers(0, 7)
_lives = st.lists(st.tuples(st.sampled_from([*VERBS, IMPORT]), _numbers, _numbers), min_size=1, max_size=14)
# A diary has something to say only of somebody.
_diaries = st.lists(
    st.tuples(
        st.sampled_from([*diary_sequences.VERBS, "merge", "remove", "restore", "put", "remove group"]),
        _numbers,
        _numbers,
    ),
    max_size=12,
).map(lambda told: [("add", 0, 0), ("add", 1, 1), *told])
# So has a pipeline.
deals = st.lists(
    st.tuples(
        st.sampled_from([*deal_sequences.VERBS, *deal_sequences.MOVES, "merge", "remove", "restore"]),
        _numbers,
        _numbers,
    ),
    max_size=16,
).map(lambda sold: [("add", 0, 0), ("add", 1, 1), ("deal", 0, 1), *sold])
steps = _lives | _diaries | deals


def take(store: Store, step: Step) -> bool:
    """Does one step as an operation; returns whether it changed anything. What is refused changes nothing."""
    verb, a, b = step
    if verb == IMPORT:
        options = {"on_match": imports.ON_MATCH[a % 4], "groups": ["from a file"] if b % 2 else []}
        return factories.imported(store, book(a, b), **options).operation_id is not None
    with suppress(CrmError), store.write(verb) as tx:
        VERBS[verb](tx, a, b)
    return tx.is_changed
