"""Merging: contacts that are one made one, those that are not declared different; each call is one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, diagnostics, merge_sentences
from crmcli.commands import choosing, merge_answers
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.merging import Merged


def merge(refs: Sequence[str], prefer: str, take: Sequence[str], dry_run: bool) -> None:
    """Merges the contacts named into the first of them; with `-` those of each line, all in one operation."""
    from crmcli.store import contacts

    for option, given in (("--prefer", prefer), ("--take", take)):
        if given and list(refs) == ["-"]:
            raise Usage(
                _("{option} and - cannot be had together.").format(option=option),
                _("Merge those alone with {option}.").format(option=option),
            )
    sets = _sets(refs)
    if not sets:
        _say_nobody()
        return
    preferred = choosing.contact(prefer) if prefer else None
    picks = dict(map(_picked, take))
    here = context.current()
    store = here.writing()
    names = {number: contacts.get(store.connection, number).name for each in sets for number in each}
    with store.write(_("merged contacts"), command=here.command_line, dry_run=dry_run) as tx:
        merged = [one for each in sets if (one := _merged(tx, each, preferred, picks)) is not None]
        tx.describe(merge_sentences.sentence(merged, names, _("merged {others} into {kept}"), _("merged {count}")))
    merge_answers.answer(merged, names, tx, dry_run)


def _picked(text: str) -> tuple[str, int]:
    """A field and whose value of it holds. Raises Usage where that is not what was typed."""
    name, equals, ref = text.partition("=")
    name = name.strip()
    if not equals or not name or not ref.strip():
        raise Usage(
            _("--take needs a field, = and a contact, not '{text}'.").format(text=text),
            _("For example: --take name=c2"),
        )
    return name if name.startswith("field.") else name.lower().replace("-", "_"), choosing.contact(ref.strip())


def _merged(tx: Transaction, ids: Sequence[int], preferred: int | None, picks: Mapping[str, int]) -> Merged | None:
    """Merges some contacts, those that a line before has merged taken for what they are now; None where all are one."""
    from crmcli.store import merging, refs

    keep_id, *others = dict.fromkeys(refs.present(tx.connection, number) or number for number in ids)
    if not others and len(set(ids)) > 1:
        return None
    return merging.merge(tx, keep_id, others, prefer_id=preferred, picks=picks)


def different(refs: Sequence[str], forget: bool, dry_run: bool) -> None:
    """Declares contacts different from each other, or takes that back; with `-` those of each line."""
    from crmcli.store import contacts, distinct

    sets = _sets(refs)
    if not sets:
        _say_nobody()
        return
    here = context.current()
    store = here.writing()
    ids = list(dict.fromkeys(number for each in sets for number in each))
    who = _who([f"c{number} {contacts.get(store.connection, number).name}" for number in ids])
    what, done, would = _words_for_different(forget)
    with store.write(what.format(who=who), command=here.command_line, dry_run=dry_run) as tx:
        pairs = sum((distinct.forget if forget else distinct.declare)(tx, each) for each in sets)
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"ids": ids, "pairs": pairs, "operation": operation})
        return
    from crmcli.commands.saving import taken_back

    sentence = (would if dry_run else done).format(who=who) if pairs else _("Nothing to change.")
    here.output.sentence(sentence + taken_back(operation))


def _words_for_different(forget: bool) -> tuple[str, str, str]:
    """What the history says, what was done, what would be."""
    if forget:
        return (
            _("forgot that {who} are different"),
            _("{who} may be the same again"),
            _("{who} might be the same again"),
        )
    return (
        _("declared {who} different"),
        _("Noted that {who} are different"),
        _("Would note that {who} are different"),
    )


def _sets(refs: Sequence[str]) -> list[list[int]]:
    """The contacts that belong together: all that are named, or with `-` those of each line of standard input.

    On a line stand two or more references, separated by tabs or blanks: what crm contact dupes --ids writes.
    """
    if list(refs) != ["-"]:
        return [choosing.contacts(refs)]
    import sys

    lines = (sys.stdin.read() if sys.stdin else "").splitlines()
    sets = []
    for number, line in enumerate(lines, start=1):
        words = [word.strip() for word in (line.split("\t") if "\t" in line else line.split()) if word.strip()]
        if len(words) == 1:
            raise Invalid(
                _("Line {line} names one contact only: {ref}.").format(line=number, ref=words[0]),
                _("On each line stand two or more, as crm contact dupes --ids writes them."),
            )
        if words:
            sets.append([choosing.contact(word) for word in words])
    return sets


def _who(names: Sequence[str]) -> str:
    if len(names) > 4:
        return ngettext("{count} contact", "{count} contacts", len(names)).format(count=len(names))
    return _("{some} and {last}").format(some=", ".join(names[:-1]), last=names[-1]) if names[1:] else "".join(names)


def _say_nobody() -> None:
    """An empty list, from a pipe, is no error; nothing comes of it."""
    if context.current().is_json:
        context.current().output.document(None)
    diagnostics.narrate(_("Nobody was named, so nothing was changed."))
