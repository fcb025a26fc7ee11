"""Completing what is typed in a shell: commands, options, their values, and the names in the database.

Promises an answer before the next key, and never an error, whatever the database is: then nothing is offered. Nothing
is made, changed or migrated. The scripts in `completion/` ask with `crm __complete SHELL …`. The first line of the
answer says how the others are meant: `files` and `folders` (there are none; the shell knows them), `nospace`,
`othercase`, and `unlike` where some do not begin as what is typed. Then a candidate a line: for bash as it is to be
inserted, for the others as it is, a tab, and what it means.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from crmcli.completion_table import Offer, Place
    from crmcli.store.names import Name

_PATIENCE = 200  # milliseconds that are waited for another program
_LISTING = "?"  # what bash says of a call that only shows what there is
_MENU = "%"  # and of one whose candidates are put in one after the other


def answer(arguments: Sequence[str]) -> int:
    """Write what may stand where the cursor is; 0, whatever happens.

    `bash`, the characters that break words, the kind of completion, and the line up to the cursor; or `zsh` and the
    words after `crm`; or `fish` and the same, of which the last one still has its quotes.
    """
    from crmcli import output

    try:
        answered = _bash(arguments[1:]) if arguments[0] == "bash" else _listed(arguments[0], list(arguments[1:]))
        output.Output(output.PLAIN).raw("".join(line + "\n" for line in answered))
        output.finish()
    except Exception:
        pass  # a shell would show it in the middle of the line being typed
    return 0


def offered(words: Sequence[str]) -> tuple[list[Offer], bool]:
    """Returns what may stand in the place of the last word of a line without `crm`, each with what it means, and
    whether a blank follows it. Files are not offered. Where the database cannot be asked nothing is.
    """
    try:
        place, offers, notes = _offers(words)
    except Exception:
        return [], True  # a key that completes is no place to tell of a damaged file
    return [(place.leading + candidate, meaning) for candidate, meaning in offers], "nospace" not in notes


def _bash(arguments: Sequence[str]) -> list[str]:
    from crmcli import bash_words

    breaks, how, text = arguments
    line = bash_words.Line(text)
    if line.is_redirected:
        return ["files"]
    place, offers, notes = _offers(line.words[1:])
    begins, quote = bash_words.kept(line.raw, breaks)
    leading = bash_words.plain(begins)
    shown = []
    for candidate, meaning in offers:
        whole = place.leading + candidate
        if whole[: len(leading)].casefold() != leading.casefold() or (quote and "!" in whole):
            continue
        is_number = candidate != meaning and candidate[1:].isdigit()
        if how == _LISTING and len(offers) > 1:  # to be read, not to be inserted
            shown.append(f"{whole}  ({meaning})" if is_number and meaning else whole)
        else:
            shown.append(bash_words.written(whole[len(leading) :], quote))
    is_put_in = how not in (_LISTING, _MENU) and len(shown) > 1
    if is_put_in and "unlike" in notes and len({each[:1].casefold() for each in shown}) == 1:
        shown.append("…")  # else bash would put in the little that all begin with, and what is typed would be lost
    return [" ".join(notes), *shown]


def _listed(shell: str, words: list[str]) -> list[str]:
    from crmcli import bash_words

    if shell == "fish" and words:
        words[-1] = bash_words.plain(words[-1])
    place, offers, notes = _offers(words, is_strict=shell == "fish")
    return [" ".join(notes), *(f"{place.leading}{candidate}\t{meaning}" for candidate, meaning in offers)]


def _offers(words: Sequence[str], *, is_strict: bool = False) -> tuple[Place, list[Offer], list[str]]:
    """Where the cursor is, what may stand there, and how that is meant.

    `is_strict` for a shell that shows only what has the typed text in it.
    """
    from crmcli import completion_table
    from crmcli.i18n import _
    from crmcli.output import clean

    place = completion_table.place(words or [""])
    if place.kind in ("file", "folder"):
        return place, [], [place.kind + "s"]
    offers = [(name, _(help) if help else "") for name, help in _beginning(place.offers, place.typed)]
    offers += _values(place, is_strict)
    notes = ["nospace"] if offers and all(text.endswith((":", "=")) for text, _meaning in offers) else []
    typed = place.typed
    if not all(text.casefold().startswith(typed.casefold()) for text, _meaning in offers):
        notes.append("unlike")
    elif not all(text.startswith(typed) for text, _meaning in offers):
        notes.append("othercase")
    return place, [(text, clean(meaning)) for text, meaning in offers], notes


def _values(place: Place, is_strict: bool) -> list[Offer]:
    from crmcli import completion_table

    kind, _blank, choices = place.kind.partition(" ")
    if kind == "one":
        return _beginning([(each, "") for each in choices.split("|")], place.typed.removeprefix("-"))
    if kind == "setting":
        return _beginning([(name, help) for name, _few, help in completion_table.settings()], place.typed)
    if kind == "value":
        few = [few for name, few, _help in completion_table.settings() if place.earlier[-1:] == [name]]
        return _beginning([(each, "") for each in (few[0] if few else [])], place.typed)
    if kind == "backup":
        return _beginning(_backups(place.database), place.typed)
    if kind.startswith("query"):
        from crmcli import completing_queries

        first = [(each, "") for each in choices.split("|")] if choices and not place.earlier else []
        if choices == "pipeline":  # the name of one, and no word of its own
            first = stored(choices, place.typed, [], place.database, is_strict=is_strict) if first else []
        return _beginning(first, place.typed) + completing_queries.offers(place, is_strict)
    if not kind:
        return []
    found = stored(kind, place.typed, place.earlier, place.database, is_strict=is_strict)
    # What is wanted of somebody may follow the name.
    following = [(each, "") for each in choices.split("|")] if choices and place.earlier else []
    return _beginning(following, place.typed) + found


def _backups(database: str) -> list[Offer]:
    """The days and names of the backups that lie beside the database, the newest first."""
    import os

    from crmcli import paths

    folder = paths.backups_folder(database or paths.default_database())
    return [("latest", ""), *((name, "") for name in sorted(os.listdir(folder), reverse=True) if name.endswith(".db"))]


def stored(kind: str, typed: str, earlier: Sequence[str], database: str, *, is_strict: bool) -> list[Offer]:
    """What the database knows of a kind that begins as what is typed."""
    from crmcli import paths
    from crmcli.store import db

    connection = db.connect_reading(database or paths.default_database(), patience=_PATIENCE)
    if connection is None or db.is_of_another_step(connection):
        return []
    try:
        return _looked_up(connection, kind, typed, earlier, is_strict)
    finally:
        connection.close()


def _looked_up(
    connection: sqlite3.Connection, kind: str, typed: str, earlier: Sequence[str], is_strict: bool
) -> list[Offer]:
    from crmcli.store import names

    if kind in ("group", "segment"):
        every = names.groups(connection) if kind == "group" else names.segments(connection)
        return _beginning([(name, note) for name, _folded, note in every if _is_typeable(name)], typed) or [
            (name, note) for name, folded, note in every if folded.startswith(typed.lower()) and _is_typeable(name)
        ]
    if kind in ("field", "field="):
        return _beginning([(name + kind.removeprefix("field"), "") for name in names.fields(connection)], typed)
    if kind == "attachment":
        return _beginning([(str(number), name) for number, name in names.attachments(connection)], typed)
    if kind == "operation":
        return _beginning([(f"o{number}", what) for number, what in names.operations(connection)], typed)
    if kind == "removed":
        return [(f"c{contact_id}", name) for contact_id, name, *_rest in names.removed(connection)]
    if kind.startswith("followup") and not earlier:
        from crmcli import completing_followups

        found = completing_followups.offers(connection, kind, typed, is_strict)
        if found:  # else somebody may stand for the only one that is open
            return found
    if kind.startswith("deal") and not earlier:
        from crmcli import completing_deals

        found = completing_deals.offers(connection, kind, typed, is_strict)
        if found:  # else somebody may stand for the only one that is open
            return found
    if kind.startswith("deal") and kind.endswith("-stage") and earlier:
        from crmcli import completing_deals

        return _beginning(completing_deals.stages_behind(connection, kind, earlier), typed)
    if kind in ("stage", "pipeline", "tag", "source", "reason", "competitor"):
        from crmcli import completing_deals

        return _beginning(completing_deals.named(connection, kind), typed)
    only = kind if kind in ("person", "company") else None
    if typed[:1] in ("c", "C") and typed[1:].isascii() and typed[1:].isdigit() and len(typed) < 10 and not earlier:
        return [(f"c{contact_id}", name) for contact_id, name, *_rest in names.numbered(connection, typed[1:], only)]
    return _people(names.contacts(connection, " ".join([*earlier, typed]), only), typed, earlier, is_strict)


def _people(found: Iterable[Name], typed: str, earlier: Sequence[str], is_strict: bool) -> list[Offer]:
    """Contacts by name, or by number where the name alone would not lead to them."""
    offers: dict[str, str] = {}
    for contact_id, name, company, has_namesake in found:
        if earlier:
            word = _rest_of(name, earlier, typed)
            if word:
                offers.setdefault(word, name)
        elif is_strict:
            offers.setdefault(_with_typed_in(name, typed), f"c{contact_id} {name} {company}".rstrip())
        elif has_namesake or not _is_typeable(name):
            offers[f"c{contact_id}"] = f"{name}, {company}" if company else name
        else:
            offers.setdefault(name, company)
    return [(text, meaning) for text, meaning in offers.items() if _is_typeable(text) or text[1:].isdigit()]


def _rest_of(name: str, earlier: Sequence[str], typed: str) -> str:
    """What goes on after the words before the cursor: the rest of a name that begins so, else the word of it that is
    being typed."""
    begun = " ".join(earlier) + " "
    if name.casefold().startswith((begun + typed).casefold()):
        return name[len(begun) :]
    return next((word for word in name.split() if word.casefold().startswith(typed.casefold())), "")


def _with_typed_in(name: str, typed: str) -> str:
    """The name, or where the typed text does not stand in it, the name as it is read in ASCII."""
    if _is_typeable(name) and typed.casefold() in name.casefold():
        return name
    from crmcli.folding import fold

    return fold(name)


def _is_typeable(text: str) -> bool:
    """Whether a text on the line means what it says: no option, no reference, no control character."""
    from crmcli.output import clean

    is_number = text.lstrip("cC").isdigit()
    return clean(text) == text and not text.startswith(("-", "@")) and text != "." and not is_number and bool(text)


def _beginning(offers: Iterable[Offer], typed: str) -> list[Offer]:
    beginning = typed.casefold()
    return [offer for offer in offers if offer[0].casefold().startswith(beginning)]
