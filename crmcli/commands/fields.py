"""The options that say what is known of a contact, the same for adding and for editing, people and companies.

They stand in one table; `taken` gives a command's function one parameter for each, and `read` makes an edit of what
was given. An empty value is an error, since the shell may have eaten it: `--clear FIELD` empties a field.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store.editing import Edit

# option -> (metavar, help); the parameter is the option's name with underscores.
_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("TEXT", _("What they are: Director, Buyer …")),
    "company": ("NAME", _("Whom they work for; made where it is not there.")),
    "department": ("TEXT", _("Where in the company.")),
    "given": ("TEXT", _("Given name.")),
    "middle": ("TEXT", _("Middle name.")),
    "family": ("TEXT", _("Family name.")),
    "prefix": ("TEXT", _("What stands before the name: Pak, Dr …")),
    "suffix": ("TEXT", _("What stands after it: Jr., S.H. …")),
    "nickname": ("TEXT", _("What they are called.")),
    "phonetic-given": ("TEXT", _("How the given name is read.")),
    "phonetic-middle": ("TEXT", _("How the middle name is read.")),
    "phonetic-family": ("TEXT", _("How the family name is read.")),
    "status": ("STATUS", _("lead, active, past, private or blocked.")),
    "status-reason": ("TEXT", _("Why that is their status.")),
    "source": ("TEXT", _("Where they come from.")),
    "notes": ("TEXT", _("Anything else.")),
    "language": ("CODE", _("What they speak: en, id, pt …")),
    "timezone": ("ZONE", _("Where their clock stands: Asia/Jakarta …")),
}
_RHYTHM: dict[str, tuple[str, str]] = {
    "cadence": ("LENGTH", _("Keep in touch so often: 14d, 6w, 3m; or none.")),
    "warn": ("LENGTH", _("Tell of it so long before: 3d; or none.")),
    "at-most": ("RATE", _("Approach them no more than so often: 2/month; or none.")),
}
_LISTS: dict[str, tuple[str, str]] = {
    "phone": ("NUMBER", _("A phone, with a label if you like: mobile:0812-… May be given again.")),
    "email": ("ADDRESS", _("An e-mail address, with a label if you like: work:a@b.example.")),
    "url": ("URL", _("A web address.")),
    "channel": ("KIND=VALUE", _("Any other way to reach them: whatsapp=+62…, linkedin=name.")),
    "address": ("TEXT", _("'street; city; postal code; country', with a label if you like: work:…")),
    "group": ("NAME", _("A group to put them in; made where it is not there.")),
    "occasion": ("KIND=DATE", _("A day that matters: anniversary=2010-06-01.")),
    "relation": ("KIND=REF", _("Who somebody is to them: spouse=c12, 'assistant=Ani Lestari'.")),
    "field": ("KEY=VALUE", _("A field of your own.")),
}
_REMOVALS: dict[str, tuple[str, str]] = {
    "rm-phone": ("NUMBER", _("Remove a phone, in any format.")),
    "rm-email": ("ADDRESS", _("Remove an e-mail address.")),
    "rm-url": ("URL", _("Remove a web address.")),
    "rm-channel": ("KIND=VALUE", _("Remove another way to reach them.")),
    "rm-address": ("TEXT", _("Remove the address that has this in it.")),
    "rm-group": ("NAME", _("Take them out of a group.")),
    "rm-occasion": ("KIND", _("Remove a day.")),
    "rm-relation": ("KIND=NAME", _("Remove a relation.")),
    "rm-field": ("KEY", _("Remove a field of your own.")),
    "clear": ("FIELD", _("Empty a field: title, company, notes, birthday …")),
}


def taken(*, for_edit: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator: in place of `**given` the command takes an option for every field.

    They are made when the command is built, by `take_fields()`: a noun has several such commands, a call runs one.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        function.take_fields = lambda: _take(function, for_edit)  # type: ignore[attr-defined]
        return function

    return decorate


def _take(function: Callable[..., None], for_edit: bool) -> None:
    signature = inspect.signature(function, eval_str=True)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    every = own + list(_parameters(for_edit))
    function.__signature__ = signature.replace(parameters=every)  # type: ignore[attr-defined]
    function.__annotations__ = {p.name: p.annotation for p in every}
    del function.take_fields  # type: ignore[attr-defined]


def _parameters(for_edit: bool) -> Iterable[inspect.Parameter]:
    if for_edit:
        yield _parameter("name", str, None, ("--name",), "TEXT", _("The name."))
    for option, (metavar, text) in _TEXTS.items():
        yield _parameter(option, str, None, ("--" + option,), metavar, text)
    for option, (metavar, text) in _RHYTHM.items():
        yield _parameter(option, str, None, ("--" + option,), metavar, text)
    yield _parameter("birthday", str, None, ("--birthday",), "DATE", _("1980-04-15, or --04-15 as --birthday=--04-15."))
    yield _parameter("photo", str, None, ("--photo",), "FILE", _("A picture of them, from a file."))
    for option, (metavar, text) in _LISTS.items():
        names = ("--" + option, "--add-" + option) if for_edit else ("--" + option,)
        yield _parameter(option, list[str], (), names, metavar, text)
    if for_edit:
        for option, (metavar, text) in _REMOVALS.items():
            yield _parameter(option, list[str], (), ("--" + option,), metavar, text)


def _parameter(
    option: str, kind: Any, default: object, names: tuple[str, ...], metavar: str, text: str
) -> inspect.Parameter:
    annotation = Annotated[kind, typer.Option(*names, metavar=metavar, help=text, show_default=False)]
    return inspect.Parameter(
        option.replace("-", "_"), inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def read(given: dict[str, Any]) -> Edit:
    """What the options ask for. Raises Invalid for an empty value or one that lacks its `=`."""
    for name, value in given.items():
        for text in value if isinstance(value, list | tuple) else [value]:
            if isinstance(text, str) and not text.strip():
                raise _empty(name)
    values = {n.replace("-", "_"): given[n.replace("-", "_")] for n in _TEXTS if n != "company"}
    values["name"] = given.get("name")
    if values["language"]:
        from crmcli.store import settings

        values["language"] = settings.KEYS["language"].check(values["language"])
    return Edit(
        values={name: value for name, value in values.items() if value is not None} | _rhythm(given),
        company=given.get("company") or "",
        add_channels=_channels(given, ""),
        remove_channels=_channels(given, "rm_"),
        add_addresses=given["address"],
        remove_addresses=given.get("rm_address", ()),
        add_groups=given["group"],
        remove_groups=given.get("rm_group", ()),
        birthday=given.get("birthday") or "",
        occasions=pairs("occasion", given["occasion"]),
        remove_occasions=given.get("rm_occasion", ()),
        relations=[relation(kind, text) for kind, text in pairs("relation", given["relation"])],
        remove_relations=pairs("rm-relation", given.get("rm_relation", ())),
        fields=pairs("field", given["field"]),
        remove_fields=given.get("rm_field", ()),
        clear=given.get("clear", ()),
        photo=_photo(given.get("photo")),
    )


def _rhythm(given: dict[str, Any]) -> dict[str, int | str | None]:
    """How often to be in touch and to approach, by column; none takes it away. Raises Invalid."""
    if not any(given.get(name) for name in ("cadence", "warn", "at_most")):
        return {}
    from crmcli.store import rhythms

    lengths = {"cadence": "cadence_days", "warn": "cadence_warn_days"}
    found = {column: rhythms.typed(given[name]) for name, column in lengths.items() if given.get(name)}
    return found | ({"at_most": rhythms.typed_limit(given["at_most"])} if given.get("at_most") else {})


def _photo(path: str | None) -> tuple[bytes, str] | None:
    if not path:
        return None
    from crmcli.commands import photos

    return photos.read(path)


def _channels(given: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    found = [(kind, text) for kind in ("phone", "email", "url") for text in given.get(prefix + kind, ())]
    return found + pairs("channel", given.get(prefix + "channel", ()))


def helps() -> dict[str, str]:
    """What each field is for, by the name of its column, in the user's language."""
    return {option.replace("-", "_"): text for option, (_metavar, text) in _TEXTS.items() if option != "notes"} | {
        "cadence": _("Keep in touch every so many days."),
        "warn": _("Tell of it so many days before."),
        "at_most": _("Approach them no more than so often: 2/month."),
        "birthday": _("1980-04-15, or --04-15 without the year."),
    }


def pairs(option: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Returns the name and the value in each `NAME=VALUE`. Raises Invalid for what lacks one of them."""
    found = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Invalid(
                _("--{option} needs a name, = and a value, not '{text}'.").format(option=option, text=text),
                _("For example: --{option} {example}").format(option=option, example=_example(option)),
            )
        found.append((name.strip(), value.strip()))
    return found


def _example(option: str) -> str:
    examples = {
        "channel": "whatsapp=+6281234567890",
        "occasion": "anniversary=2010-06-01",
        "relation": "spouse=c12",
        "rm-relation": "spouse=Ani",
    }
    return examples.get(option, "size=XL")


def relation(kind: str, text: str) -> tuple[str, int | None, str]:
    """A relation by REF where that is somebody, else by name alone."""
    from crmcli.commands import relating
    from crmcli.store import relation_kinds

    return relation_kinds.typed(kind), *relating.other(text)


def _empty(name: str) -> Invalid:
    return Invalid(
        _("--{option} is empty.").format(option=name.replace("_", "-")),
        _("Put values in single quotes, in case the shell has taken a $ out. --clear FIELD empties a field."),
    )
