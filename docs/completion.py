"""What completion knows of the command line: made from the live command table, for crmcli/completion/commands.txt.

Completion has no time to load the command line, so it reads this table instead. What may stand in a place is told
by its name in the usage, since the same name means the same thing in every command.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crmcli import cli, command_table, settings
from crmcli.commands import acting
from crmcli.store import (
    activity_criteria,
    activity_kinds,
    cards,
    contact_criteria,
    contacts,
    criteria_diary,
    criteria_stages,
    deal_contacts,
    deal_criteria,
    deal_orders,
    field_types,
    followup_criteria,
    followup_values,
    followups,
    goals,
    relation_kinds,
)
from crmcli.store import settings as business
from crmcli.store.editing import CLEARABLE
from docs import completion_of_deals

if TYPE_CHECKING:
    from typer._click import Command, Context

_STATUSES = "one " + "|".join(contacts.STATUSES)
_SORTS = "one " + "|".join(cards.SORTS)
_ACTIVITY_KINDS = "one " + "|".join(activity_kinds.BUILT_IN)
# The name in the usage -> what stands there. A name that is not here is free text.
_BY_NAME = {
    "REF": "contact",
    "A": "contact",
    "B": "contact",
    "OPERATION": "operation",
    "FILE": "file",
    "DIR": "folder",
    "FOLDER": "folder",
    "WORDS": "query",
    "QUERY": "query",
    "STATUS": _STATUSES,
    "SEGMENT": "segment",
    "DEAL": "deal",
    "STAGE": "stage",
    "PIPELINE": "pipeline",
    "TAG": "tag",
    "GROUP": "group",
    "SETTING": "setting",
    "COMMAND": "command",
    "SHELL": "one bash|zsh|fish",
    "OTHER": "contact",
    "BACKUP": "backup",
    "PATH": "file",
    "TYPE": "one " + "|".join(field_types.TYPES),
    "KEY=VALUE": "field=",
    "KEY": "field",
    "ORDER": "one " + "|".join(business.DATE_ORDERS),
}
# The same for options whose name says more than the name of their value.
_BY_OPTION = {
    "--sort": _SORTS,
    "--group": "group",
    "--add-group": "group",
    "--rm-group": "group",
    "--parent": "group",
    "--company": "company",
    "--kind": "one " + "|".join(contacts.KINDS),
    "--on-match": "one update|overwrite|skip|add",
    "--segment": "segment",
    "--pipeline": "pipeline",
    "--stage": "stage",
    "--clear": "one " + "|".join(each.replace("_days", "").replace("_", "-") for each in CLEARABLE),
    "--format": "one vcf|csv|json|ndjson",
    "--db": "file",
}
# And where only the command tells: (its path, name in the usage or option).
_IN_PLACE = {
    ("crm contact restore", "REF"): "removed",
    ("crm company restore", "REF"): "removed",
    ("crm export", "[contacts|followups|occasions|activities|all] [QUERY…]"): (
        "query contacts|followups|occasions|activities|all"
    ),
    ("crm export", "--format"): "one vcf|ics|csv|json|ndjson",
    ("crm digest", "--format"): "one text|markdown|html|json",
    ("crm digest", "--once-per"): "one day|week",
    ("crm alerts", "--command"): "",
    ("crm schedule print", "NAME"): "one digest|alerts",
    ("crm schedule rm", "NAME"): "one digest|alerts",
    ("crm followup edit", "--clear"): "one for|place|note",
    ("crm activity list", "WORDS"): "query-activity",
    ("crm activity list", "--sort"): "one at|kind|minutes|id",
    ("crm activity edit", "--kind"): _ACTIVITY_KINDS,
    ("crm activity edit", "--clear"): "one text|for|cost",
    ("crm log", "[KIND] TEXT"): _ACTIVITY_KINDS,
    ("crm log", "--priority"): "one high|normal|low",
    ("crm settings kind rm", "--into"): _ACTIVITY_KINDS,
    ("crm deal list", "QUERY"): "query-deal",
    ("crm pipeline show", "[PIPELINE] [QUERY]"): "query-deal pipeline",
    ("crm report week", "--format"): "one text|markdown",
    **completion_of_deals.of_deals(),
    ("crm deal list", "--sort"): "one " + "|".join(deal_orders.SORTS),
    ("crm followup list", "QUERY"): "query-followup",
    ("crm followup list", "--sort"): "one " + "|".join(followups.SORTS),
    ("crm followup edit", "--contact"): "contact",
    ("crm remind", "[REF] [WHAT]"): "contact",
    ("crm done", "--as"): _ACTIVITY_KINDS,
    ("crm done", "REF"): "followup",
    ("crm snooze", "REF"): "followup",
    ("crm followup show", "REF"): "followup",
    ("crm followup edit", "REF"): "followup",
    ("crm followup skip", "REF"): "followup",
    ("crm followup reopen", "REF"): "followup-done",
    ("crm followup rm", "REF"): "followup",
    ("crm contact relate", "KIND"): "one " + "|".join(each.replace(" ", "-") for each in relation_kinds.known()),
    ("crm segment edit", "--clear"): "one notes",
    ("crm attachment edit", "--clear"): "one notes",
    ("crm occasions", "--kind"): "one birthday|anniversary|holiday|greeting",
    ("crm settings goal", "--per"): "one " + "|".join(goals.PERIODS),
    ("crm group edit", "--clear"): "one cadence|time-share|parent|notes",
    ("crm settings set", "VALUE"): "value",
    ("crm tui", "[VIEW] [REF|QUERY…]"): "query board|today|contacts|reports",
    ("crm open", "REF [WHAT]"): "contact " + "|".join(acting.OPENED),
    ("crm copy", "REF [WHAT]"): "contact " + "|".join(acting.COPIED),
}
_NAMES_OF = {"group": "group", "segment": "segment", "settings": "setting", "settings field": "field"}
_MAKES_NEW = ("add", "new")


def lines() -> Iterator[str]:
    """The lines of the table: a section for each command, with what stands below it, its arguments and its options."""
    yield "# Made by docs/generate.py: change the code, then run make docs."
    root = cli.root()
    top = root.make_context("crm", ["--quiet", "settings"])
    yield "[]"
    for name, entry in command_table.commands().items():
        yield f"={name}\t{_one_line(entry.help)}"
    for names, text in command_table.global_options():
        option, _blank, value = names.partition(" ")
        yield f"{option}\t{_BY_OPTION.get(option, '') if value else '!'}\t\t{_one_line(text)}"
    yield "--version\t!\t\tThe version of crm."
    yield "--help,-h\t!\t\tHelp, also for one command."
    for name in root.list_commands(top):
        command = root.get_command(top, name)
        assert command is not None, name
        yield from _section(command, _below(command, top, name))
    yield "[*settings]"
    yield from _settings()
    for kind, fields in _query_fields().items():
        yield f"[*{kind}]"
        for name, entry in fields.items():
            yield f"={name}\t{'|'.join(_few(kind, name))}\t{_one_line(entry.help)}"


def _below(command: Any, parent: Context, name: str) -> Context:
    import typer

    return typer.Context(command, parent=parent, info_name=name)


def _section(command: Any, context: Context) -> Iterator[str]:
    yield f"[{context.command_path.removeprefix('crm ')}]"
    nested = getattr(command, "list_commands", None)
    if nested is None:
        yield from _parameters(command, context)
        return
    below = [(name, command.get_command(context, name)) for name in nested(context)]
    for name, verb in below:
        yield f"={name}\t{_one_line(str(verb.help).split(chr(10))[0])}"
    for name, verb in below:
        yield from _section(verb, _below(verb, context, name))


def _parameters(command: Command, context: Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        metavar = str(parameter.metavar or "")
        metavar = metavar if " " in metavar else metavar.replace("...", "…").replace("[", "").replace("]", "")
        if parameter.param_type_name == "argument":
            # Words that are not said to be several are one text together.
            how = "one" if parameter.nargs == 1 else "many" if metavar.endswith("…") else "joined"
            kind = _kind(context.command_path, metavar.rstrip("…"), parameter)
            yield f"<{kind}\t{'joined' if ' ' in metavar or kind.startswith('query') else how}"
        elif not getattr(parameter, "hidden", False):
            names = ",".join(sorted(parameter.opts, key=len, reverse=True))
            is_flag = getattr(parameter, "is_flag", False) or getattr(parameter, "count", False)
            kind = "!" if is_flag else _kind(context.command_path, metavar, parameter)
            again = "*" if getattr(parameter, "multiple", False) else ""
            yield f"{names}\t{kind}\t{again}\t{_one_line(getattr(parameter, 'help', '') or '')}"


def _kind(path: str, metavar: str, parameter: Any) -> str:
    option = next((name for name in parameter.opts if name in _BY_OPTION), parameter.opts[0])
    choices = getattr(parameter.type, "choices", None)
    noun, _blank, verb = path.removeprefix("crm ").rpartition(" ")
    for key in (option, metavar):
        if (path, key) in _IN_PLACE:
            return _IN_PLACE[path, key]
    if choices:
        return "one " + "|".join(str(getattr(each, "value", each)) for each in choices)
    if metavar == metavar.lower() and "|" in metavar:
        return "one " + metavar
    if option in _BY_OPTION:
        return _BY_OPTION[option]
    if metavar == "ID" and noun == "attachment":
        return "attachment"
    if metavar == "NAME" and parameter.param_type_name == "argument" and verb not in _MAKES_NEW:
        return _NAMES_OF.get(noun, "")
    return _BY_NAME.get(metavar, "")


def _settings() -> Iterator[str]:
    for name, key in business.KEYS.items():
        yield f"={name}\t{'|'.join(business.DATE_ORDERS) if name == 'date_order' else ''}\t{_one_line(key.help)}"
    for name, known in settings.known().items():
        yield f"={name}\t{'|'.join(known.choices)}\t{_one_line(known.help)}"


def _query_fields() -> dict[str, dict[str, contact_criteria.Entry]]:
    """The fields of each kind of query; those of contacts stand behind a record's own."""
    of_contacts = contact_criteria.entries()
    return {
        "query": of_contacts,
        "query-activity": activity_criteria.entries() | _besides(of_contacts, activity_criteria.entries()),
        "query-followup": followup_criteria.entries() | _besides(of_contacts, followup_criteria.entries()),
        "query-deal": deal_criteria.entries() | _besides(of_contacts, deal_criteria.entries()),
    }


def _besides(fields: dict[str, contact_criteria.Entry], others: Collection[str]) -> dict[str, contact_criteria.Entry]:
    return {name: entry for name, entry in fields.items() if name not in others}


def _few(kind: str, name: str) -> Sequence[str]:
    """The values of a field of a kind of query, where they are few."""
    few: dict[tuple[str, str], Sequence[str]] = {
        ("query", "kind"): contacts.KINDS,
        ("query-activity", "kind"): activity_kinds.BUILT_IN,
        ("query-activity", "direction"): ("in", "out", "none"),
        ("query-activity", "outcome"): activity_kinds.OUTCOMES,
        ("query-followup", "priority"): followup_values.PRIORITIES,
        ("query-followup", "due"): ("late", "today", "tomorrow"),
        ("query-followup", "done"): ("never", "today", "yesterday"),
        ("query-deal", "is"): criteria_stages.STATES,
        ("query-deal", "close"): ("slipped", "none", "today", "tomorrow", "eom"),
        ("query-deal", "next"): ("late", "any", "none", "today", "tomorrow"),
        ("query-deal", "stalled"): ("yes", "no"),
        ("query-deal", "role"): deal_contacts.ROLES,
        ("query-deal", "stance"): deal_contacts.STANCES,
        ("query-deal", "warmth"): deal_contacts.WARMTHS,
    }
    of_contacts = {
        "status": contacts.STATUSES,
        "triage": ("done", "later", "none"),
        "had": activity_kinds.BUILT_IN,
        "next": ("late", "none", "today", "tomorrow"),
        "keep": criteria_diary.KEEPING,
    }
    return few.get((kind, name), of_contacts.get(name, ()))


def _one_line(text: str) -> str:
    return " ".join(text.split())
