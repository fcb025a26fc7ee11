"""Forms understood: from the text that comes back from the editor to values, and from values to what is stored.

Pure but for what it is handed. What cannot be understood is said with the line it stands on, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import forms, forms_written, texts
from crmcli.errors import CrmError, Invalid
from crmcli.forms import LISTS, OWN, TEXTS, Change, Form
from crmcli.i18n import _
from crmcli.store import addresses, channels, contacts, occasions

if TYPE_CHECKING:
    from crmcli.forms import Entry
    from crmcli.store.arranging import New

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_KINDS = {"phones": "phone", "emails": "email", "urls": "url"}
_PARTS = ("label", *addresses.PARTS)


class Ways(NamedTuple):
    """How values are read that are not settled by themselves: what the business's settings and contacts say of them."""

    region: Callable[[], str]
    date_order: Callable[[], str]
    language: Callable[[str], str]
    relation: Callable[[str, str], tuple[str, int | None, str]]
    own: Callable[[str, str], tuple[str, str]]


def values(text: str) -> dict[str, Any]:
    """The values that a form says. Raises Invalid, with the line, for what is no TOML or no value of a form."""
    import tomllib

    try:
        found = tomllib.loads(text, parse_float=str)  # decimals stay as they are written
    except RecursionError:
        raise Invalid(_("The form cannot be read.")) from None
    except ValueError as error:
        raise _broken(text, str(error)) from None
    read: dict[str, Any] = {}
    for name, value in found.items():
        if name == "fields" and isinstance(value, dict):
            for own, each in value.items():
                with placing(text, own):
                    read[OWN + own] = _plain(own, each)
            continue
        with placing(text, name):
            known = name.replace("-", "_")
            read[known] = _entries(known, value) if known in LISTS else _text(name, value)
    if "notes" in read:
        read["notes"] = read["notes"].removesuffix("\n")
    return read


def changes(form: Form, given: Mapping[str, Any], text: str, ways: Ways) -> dict[str, Change]:
    """What becomes of the values that differ from the form's. Raises CrmError with the line of what cannot be."""
    found: dict[str, Change] = {}
    for name, value in forms.wanted(form, given).items():
        if name in LISTS:
            found[name] = Change(entries=_understood(form, name, value, text, ways))
            continue
        with placing(text, name.removeprefix(OWN)):
            if name.startswith(OWN) and name not in form.values:
                _refuse_twin(name, given)
            found[name] = _text_change(name, value, ways)
    return found


def _refuse_twin(name: str, given: Mapping[str, Any]) -> None:
    """Raises Invalid where a new field is another one in other letters: only one of their values could be kept."""
    twin = next((each for each in given if each != name and texts.plain(each) == texts.plain(name)), None)
    if twin is not None:
        raise Invalid(
            _("{one} and {other} are one field.").format(one=name.removeprefix(OWN), other=twin.removeprefix(OWN)),
            _("Leave one of them out."),
        )


def _text_change(name: str, value: str, ways: Ways) -> Change:
    if name.startswith(OWN):
        name = name.removeprefix(OWN)
        return Change(ways.own(name, value)[1] if value.strip() else "")
    if name == "birthday":
        return Change(entries=[_day("birthday", value, ways)] if value.strip() else ())
    if name == "company":
        return Change(texts.optional_line(value, _("company")))
    if name in (*forms.LENGTHS, "at_most"):
        return Change(_rhythm(name, value) if value.strip() else "")
    if name == "language" and value.strip():
        return Change(ways.language(value))
    return Change(str(contacts.checked({name: value})[name] or ""))


def _rhythm(name: str, value: str) -> str:
    from crmcli.store import rhythms

    found = rhythms.typed_limit(value) if name == "at_most" else rhythms.typed(value)
    return "" if found is None else str(found)


def _understood(form: Form, name: str, entries: Sequence[Entry], text: str, ways: Ways) -> list[Any]:
    """The entries of a list, each as the place it had, or as what it is where it is new."""
    found: list[Any] = []
    for entry, place in zip(entries, forms.placed(form.values.get(name, ()), entries), strict=True):
        if place is None and isinstance(entry, str) and not entry.strip():
            continue
        with placing(text, name, entry):
            found.append(_new(name, entry, ways) if place is None else place)
    return found


def _new(name: str, entry: Entry, ways: Ways) -> Any:
    if name == "addresses":
        return _address(entry)
    written = str(entry)
    if name == "groups":
        return texts.line(written, _("name of the group"))
    if name in _KINDS:
        return _channel(_KINDS[name], written, ways)
    kind, equals, rest = written.partition("=")
    if not equals or not kind.strip() or not rest.strip():
        raise Invalid(
            _("'{text}' needs a name, = and a value.").format(text=written),
            _("For example: {example}").format(example=forms_written.example(name)),
        )
    if name == "channels":
        return _channel(channels.kind_of(kind), rest, ways)
    if name == "occasions":
        return _day(texts.line(kind, _("kind of day")).lower(), rest, ways)
    return ways.relation(kind.strip(), rest.strip())


def _channel(kind: str, text: str, ways: Ways) -> New:
    region = ways.region() if kind == "phone" and "+" not in text else ""
    label, colon, value = text.partition(": ")
    found = channels.checked(kind, label, value, region) if colon else channels.typed(kind, text, region)
    return found._asdict()


def _address(entry: Entry) -> New:
    if isinstance(entry, str):
        label, parts = addresses.typed(entry)
        return {"label": label, **dict.fromkeys(addresses.PARTS, ""), **parts}
    # A street may have several lines.
    found = {part: texts.paragraph(entry.get(part, ""), part.replace("_", " ")) for part in _PARTS}
    if not any(found[part] for part in addresses.PARTS):
        raise Invalid(_("The address is empty."))
    return {**found, "label": texts.optional_line(found["label"], _("label"))}


def _day(kind: str, text: str, ways: Ways) -> New:
    is_written_out = text.strip().removeprefix("--").replace("-", "").isdigit()
    year, month, day = occasions.typed(text, "" if is_written_out else ways.date_order())
    return {"kind": kind, "year": year, "month": month, "day": day}


def _text(name: str, value: object) -> str:
    if name == "fields":
        raise Invalid(_("The fields of your own stand below [fields], a line each."), _('Write: size = "XL"'))
    if name.replace("-", "_") not in TEXTS:
        raise _unknown(name)
    return _plain(name, value)


def _plain(name: str, value: object) -> str:
    """A value that is a text; a number or a day without quotes is one, too, but for a phone: a number has no plus."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    try:
        if not (isinstance(value, list | dict) or (isinstance(value, int) and name == "phones")):
            return str(value)
    except ValueError:
        pass  # a number of thousands of digits
    raise Invalid(_("{name} takes one text in quotes.").format(name=name))


def _entries(name: str, value: object) -> list[Entry]:
    every = value if isinstance(value, list) else [value]
    found: list[Entry] = []
    for each in every:
        if isinstance(each, dict) and name == "addresses":
            found.append(_address_parts(each))
        else:
            found.append(_plain(name, each))
    return found


def _address_parts(table: Mapping[str, object]) -> dict[str, str]:
    known = {name: name.replace("-", "_") for name in table}
    wrong = next((name for name in table if known[name] not in _PARTS), None)
    if wrong is not None:
        raise Invalid(
            _("An address has no {name}.").format(name=wrong), _("There is: {all}.").format(all=", ".join(_PARTS))
        )
    return {known[name]: _plain(name, value) for name, value in table.items() if value != ""}


def _unknown(name: str) -> Invalid:
    from difflib import get_close_matches

    near = get_close_matches(name, [*TEXTS, *LISTS], n=3)
    hint = _("Did you mean {names}?").format(names=", ".join(near)) if near else ""
    return Invalid(
        _("There is no field '{name}'.").format(name=name),
        hint or _('A field of your own stands below [fields]: size = "XL"'),
    )


def _broken(text: str, reason: str) -> Invalid:
    """What the reader of TOML says, with the line in front."""
    found = _PLACE.search(reason)
    line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    what = reason[: found.start()] if found else reason
    return Invalid(
        _("Line {line} cannot be read: {reason}.").format(line=line, reason=what),
        _('A value stands in quotes: name = "Ana"; inside of them write \\" for a quote and \\\\ for a backslash.'),
    )


@contextmanager
def placing(text: str, name: str, entry: Entry | None = None) -> Iterator[None]:
    """Puts the line of a value in front of what is wrong with it."""
    try:
        yield
    except CrmError as error:
        line = _line_of(text, name, entry)
        if line:
            error.message = _("Line {line}: {sentence}").format(line=line, sentence=error.message)
            error.args = (error.message,)
        raise


def _line_of(text: str, name: str, entry: Entry | None) -> int:
    """The number of the line that a value begins on; 0 where it is not seen."""
    lines = text.splitlines()
    names = {name, forms_written.key(name), forms_written.text(name), f"'{name}'", name.replace("_", "-")}
    first = next((n for n, line in enumerate(lines) if line.partition("=")[0].strip() in names), None)
    if first is None:
        table = (f"[{name}]", f"[[{name}]]")
        first = next((n for n, line in enumerate(lines) if line.strip().startswith(table)), -1)
    if entry is None or first < 0:
        return first + 1
    spelt = {forms_written.entry(entry), *([entry] if isinstance(entry, str) else [])}
    return 1 + next((n for n in range(first, len(lines)) if any(each in lines[n] for each in spelt)), first)
