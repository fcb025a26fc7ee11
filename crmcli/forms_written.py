"""Forms as texts: TOML that reads well in an editor, every value in its place with a word of what it is for.

Pure. Whatever a value holds, the text read as TOML gives the very same value, on any line and in any editor that keeps
UTF-8: what would not show, or would show as something else, is written as an escape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from crmcli.forms import LENGTHS, LISTS, OWN, Form
from crmcli.i18n import _
from crmcli.output import BIDI

REMARK = "#! "  # begins a line about what is wrong; it goes when the form is opened again
_BLOCKS = (
    ("name", "nickname", "prefix", "given", "middle", "family", "suffix", "phonetic_given", "phonetic_middle",
     "phonetic_family"),
    ("title", "company", "department"),
    ("status", "status_reason", "source", "language", "timezone", "birthday"),
    ("cadence", "warn", "at_most"),
)  # fmt: skip
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_UNSEEN = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *BIDI)
_ESCAPES = {character: f"\\u{character:04X}" for character in _UNSEEN} | {
    ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"
}  # fmt: skip
_IN_A_BLOCK = {key: value for key, value in _ESCAPES.items() if chr(key) not in '"\n\t'}
_BLANK_AT_THE_END = re.compile(r"[ \t](?=\n|$)")


def written(form: Form, helps: Mapping[str, str], remarks: Mapping[str, str] | None = None) -> str:
    """The form as a text. `helps` say what each value is for; `remarks` stand above the value they are about."""
    lines = [*_head(form.title), ""]
    for block in _BLOCKS:
        names = [name for name in block if name in form.values]
        lines += [*_remarked(names, remarks, lambda name: [_line(form, name, helps)]), ""]
    for name in LISTS:
        lines += [*_remarked([name], remarks, lambda name: _list(name, form.values.get(name, ())))]
        lines += [
            f"# {_('on their own cards: {relation}').format(relation=_shown(each))}" for each in _others(form, name)
        ]
        lines += [""]
    lines += [*_remarked(["notes"], remarks, lambda _name: _notes(form.values["notes"])), ""]
    lines += ["[fields]  # " + _('your own: name = "value"; crm settings field add gives one a type')]
    own = {each.name: each for each in form.own}
    for name, value in form.fields.items():
        described = f"  # {_described(own[name].type, own[name].choices)}" if name in own else ""
        line = f"{key(name)} = {text(value)}{described}"
        lines += _remarked([OWN + name], remarks, lambda _name, line=line: [line])  # type: ignore[misc]
    return "".join(line + "\n" for line in lines)


def commented(lines: Iterable[str]) -> str:
    """Lines about what is wrong, as comments for the top of a form."""
    return "".join(REMARK + " ".join(_shown(line).splitlines()) + "\n" for line in lines if line)


def uncommented(form: str) -> str:
    """The text without the lines that `commented` put at its top."""
    lines = form.splitlines(keepends=True)
    while lines and lines[0].startswith(REMARK.rstrip()):
        del lines[0]
    return "".join(lines)


def text(value: str) -> str:
    """A text as TOML on one line."""
    return f'"{value.translate(_ESCAPES)}"'


def key(name: str) -> str:
    """A key as TOML."""
    return name if _BARE_KEY.fullmatch(name) else text(name)


def entry(value: str | Mapping[str, str]) -> str:
    """An entry of a list as TOML on one line: a text, or a table of texts."""
    if isinstance(value, str):
        return text(value)
    return "{ " + ", ".join(f"{name} = {text(part)}" for name, part in value.items()) + " }"


def example(name: str) -> str:
    """An entry of a list that could be, for those who have written one that cannot."""
    return {
        "channels": "whatsapp=+6281234567890",
        "occasions": "anniversary=2010-06-01",
        "relations": "spouse=c12",
    }[name]


def _head(title: str) -> list[str]:
    return [
        f"# {_shown(title)}",
        "# " + _("Change what you like, save, and leave the editor. Only what differs is changed."),
        "# " + _("An empty value takes away what was there; a line that you delete changes nothing."),
        "# " + _("To change nothing at all, leave without saving."),
    ]


def _shown(line: str) -> str:
    """A text in a comment, where nothing can be escaped."""
    return "".join("\N{REPLACEMENT CHARACTER}" if ord(c) in _UNSEEN else c for c in line)


def _remarked(
    names: Sequence[str], remarks: Mapping[str, str] | None, lines: Callable[[str], list[str]]
) -> Iterator[str]:
    for name in names:
        if remarks and name in remarks:
            yield commented([remarks[name]]).rstrip("\n")
        yield from lines(name)


def _line(form: Form, name: str, helps: Mapping[str, str]) -> str:
    value = form.values[name]
    is_number = name in LENGTHS and value
    help = helps.get(name, "")
    return f"{name} = {value if is_number else text(value)}" + (f"  # {help}" if help else "")


def _list(name: str, entries: Sequence[Any]) -> list[str]:
    lines = [f"# {line}" for line in _list_help(name).splitlines()]
    if name == "groups" or not entries:
        return [*lines, f"{name} = [{', '.join(map(entry, entries))}]"]
    return [*lines, f"{name} = [", *(f"  {entry(each)}," for each in entries), "]"]


def _others(form: Form, name: str) -> Sequence[str]:
    return form.related if name == "relations" else ()


def _list_help(name: str) -> str:
    return {
        "groups": _('"VIP", "Golf": a group that is not there is made'),
        "phones": _('"0812-3456-7890", or with a label "mobile: 0812-3456-7890"; the first comes first everywhere'),
        "emails": _('"ana@b.example", or with a label "work: ana@b.example"'),
        "urls": _('"https://b.example"'),
        "channels": _('any other way to reach them: "whatsapp=+6281234567890", "linkedin=name"'),
        "addresses": _('"work: street; city; postal code; country"')
        + '\n{ label = "", street = "", city = "", region = "", postal_code = "", country = "" }',
        "occasions": _('days that matter: "anniversary=2010-06-01"'),
        "relations": _('who somebody is to them: "spouse=c12", "assistant=Ani Lestari"'),
    }[name]


def _notes(value: str) -> list[str]:
    escaped = value.translate(_IN_A_BLOCK).replace('"""', '""\\"')
    escaped = _BLANK_AT_THE_END.sub(lambda blank: f"\\u{ord(blank[0]):04X}", escaped)
    return ['notes = """', *([escaped] if value else []), '"""']


def _described(kind: str, choices: Sequence[str]) -> str:
    return _shown(f"{kind}: {', '.join(choices)}" if choices else kind)
