"""What becomes of an exception: whatever was raised, a CrmError comes out, in words for a salesperson.

Nothing is shown here. What is imported is what the failing call had imported already, but for a damaged database, whose
backups are looked for.
"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

from crmcli.errors import CrmError, Invalid, Unavailable, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    import sqlite3

    from typer._click.exceptions import BadParameter, ClickException

# What other programs call it. Spelling alone would answer `remove` with `redo`.
_MEANT_AT_THE_ROOT = {
    **dict.fromkeys(("search", "lookup", "look", "who", "get", "grep"), "crm find"),
    **dict.fromkeys(("list", "ls", "contacts", "people"), "crm contact list"),
    **dict.fromkeys(("rm", "delete", "remove", "del"), "crm contact rm"),
    **dict.fromkeys(("edit", "change", "set", "update"), "crm contact edit"),
    **dict.fromkeys(("new", "create"), "crm add"),
    "rename": "crm contact rename",
    "restore": "crm contact restore, crm backup restore",
    "purge": "crm contact purge",
    "config": "crm settings",
    "version": "crm --version",
    **dict.fromkeys(("call", "dial", "email", "mail", "message"), "crm open, crm log"),
    **dict.fromkeys(("note", "meet", "meeting", "visit", "missed", "called", "met"), "crm log"),
    **dict.fromkeys(("remember", "reminder", "promise", "schedule"), "crm remind"),
    **dict.fromkeys(("todo", "todos", "task", "tasks", "followups"), "crm today, crm followup list"),
    **dict.fromkeys(("calendar", "tomorrow"), "crm agenda"),
    "week": "crm agenda, crm report week",
    **dict.fromkeys(("birthday", "birthdays"), "crm occasions"),
    **dict.fromkeys(("holiday", "holidays"), "crm occasions, crm settings holiday list"),
    **dict.fromkeys(("goal", "goals"), "crm settings goal"),
    **dict.fromkeys(("postpone", "defer"), "crm snooze"),
    **dict.fromkeys(("complete", "finish"), "crm done"),
    **dict.fromkeys(("timeline", "activities"), "crm activity list"),
    **dict.fromkeys(("dupes", "dedupe", "duplicates"), "crm contact dupes"),
    **{word: f"crm contact {word}" for word in ("merge", "triage", "relate", "different")},
    "query": "crm sql",
}
_MEANT_BELOW_A_NOUN = {
    "rm": ("remove", "delete", "del", "unset"),
    "unset": ("remove", "delete", "del", "rm"),
    "add": ("new", "create"),
    "list": ("search", "find", "ls", "all"),
    "put": ("move", "insert"),
    "show": ("view", "get", "members"),
    "edit": ("change", "set", "update"),
    "dupes": ("dedupe", "duplicates", "doubles"),
}
_NEAR = 0.7  # as near as `fnd` is to `find`; `stats` and `settings`, `export` and `import` are further apart
# Where an option is likely meant for another command.
_MEANT_WITH_OPTION = {("crm report stalled", "--days"): "crm deal list stalled:3d.."}
# Where too many words are likely meant for another command.
_MEANT_WITH_MORE_WORDS = {"crm group add": "crm group put NAME REF…"}


def as_crm_error(error: BaseException, database: str = "") -> CrmError:
    """The CrmError that says what `error` means to the user; a CrmError is returned as it is.

    `database` is the path of the one that was used, for what to do where it is damaged.
    """
    if isinstance(error, CrmError):
        return error
    if _is(error, "typer._click.exceptions", "ClickException"):
        return _usage(error)  # type: ignore[arg-type]
    if _is(error, "sqlite3", "Error"):
        return _database(error, database)  # type: ignore[arg-type]
    if isinstance(error, UnicodeEncodeError):
        return Invalid(_("A word of the command is not valid UTF-8."), _("Type it again, or rename the file."))
    if isinstance(error, UnicodeDecodeError):
        # Files of others are read tolerantly; only the database's texts are taken at their word.
        return _damaged(database)
    if isinstance(error, OSError):
        return _file(error)
    if _is_of_damage(error, database):
        return _damaged(database)
    return CrmError(
        _("Something went wrong in crm itself ({kind}).").format(kind=type(error).__name__),
        _("Run it again with --debug, and report what that prints."),
    )


def unknown_command(name: str, known: list[str], path: str) -> Usage:
    """The error for a word that is no command, with what it may have been meant for."""
    near = near_commands(name, known, path)
    if near:
        hint = _("Did you mean {names}?").format(names=", ".join(near))
    elif path == "crm":
        hint = _("crm find {name} looks someone up; crm --help lists the commands.").format(name=name)
    else:
        hint = _("{path} --help lists the commands.").format(path=path)
    return Usage(_("There is no command {path} {name}.").format(path=path, name=name), hint)


def near_commands(name: str, known: list[str], path: str) -> list[str]:
    """The commands that a word may have been meant for: by meaning, else by spelling; none where it is like none."""
    from difflib import get_close_matches

    meant = _MEANT_AT_THE_ROOT.get(name.lower(), "") if path == "crm" else _meant_below(name.lower(), known, path)
    return [meant] if meant else [f"{path} {one}" for one in get_close_matches(name, known, n=3, cutoff=_NEAR)]


def _meant_below(name: str, known: list[str], path: str) -> str:
    """The command of a noun that does what this word says elsewhere; empty where there is none."""
    if path == "crm contact" and name in ("search", "find", "lookup"):
        return "crm find"
    if path == "crm settings" and _is_setting(name):
        return f"crm settings set {name} VALUE"
    verb = next((verb for verb, words in _MEANT_BELOW_A_NOUN.items() if name in words and verb in known), "")
    return f"{path} {verb}" if verb else ""


def _is_setting(name: str) -> bool:
    from crmcli import settings
    from crmcli.store import settings as business

    return name in business.KEYS or name in settings.known()


def _is(error: BaseException, module: str, name: str) -> bool:
    """Whether `error` is of a class whose module, if it was never imported, cannot have raised it."""
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(error, kind)


def _usage(error: ClickException) -> Usage:
    from typer._click import exceptions

    context = getattr(error, "ctx", None)
    path = context.command_path if context else "crm"
    hint = _("{path} --help says how it is used.").format(path=path)
    if isinstance(error, exceptions.NoSuchOption):
        message = _("{path} takes no option {option}.").format(path=path, option=error.option_name)
        if error.possibilities:
            hint = _("Did you mean {names}?").format(names=", ".join(error.possibilities))
        if (path, error.option_name) in _MEANT_WITH_OPTION:
            hint = _("Did you mean {names}?").format(names=_MEANT_WITH_OPTION[path, error.option_name])
        if not error.option_name.removeprefix("-").removeprefix("-")[:1].isalpha():  # -5 degrees
            hint = _("Put -- before words that begin with -, and all options before that.")
    elif isinstance(error, exceptions.MissingParameter) and error.param:
        message = _("{name} is missing.").format(name=_parameter_name(error.param))
        hint = " ".join(context.get_usage().split()) if context else hint
    elif isinstance(error, exceptions.BadParameter) and error.param:
        message = _bad_value(error)
    elif "unexpected extra argument" in error.message:
        message = _("There are more words than {path} takes.").format(path=path)
        hint = _("Put quotes around words that belong together; {path} --help says more.").format(path=path)
        if path in _MEANT_WITH_MORE_WORDS:
            other = _MEANT_WITH_MORE_WORDS[path]
            hint = _("Put quotes around a name of several words; {other} puts contacts into it.").format(other=other)
    else:
        message = error.format_message()
    return Usage(message if message.endswith((".", "?")) else message + ".", hint)


def _bad_value(error: BadParameter) -> str:
    """What is wrong with a value, in words of ours where a whole number is wanted."""
    name = _parameter_name(error.param)
    if getattr(getattr(error.param, "type", None), "name", "").startswith("int"):
        return _("{name} takes a whole number.").format(name=name)
    return f"{name}: {error.message}"


def _parameter_name(parameter: object) -> str:
    if getattr(parameter, "param_type_name", "") == "option":
        return str(max(getattr(parameter, "opts", [""]), key=len))
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "")).upper()


# What SQLite says of bytes that it never wrote; it has no code for these.
_SIGNS_OF_DAMAGE = ("Could not decode to UTF-8", "unsupported file format", "malformed database schema")
_SIGNS_OF_MISSING_TABLES = ("no such table", "no such column")


def _database(error: sqlite3.Error, database: str) -> CrmError:
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Unavailable(_("Another program is writing to the database."), _("Try again when it has finished."))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
        return _damaged(database)
    if any(sign in str(error) for sign in _SIGNS_OF_MISSING_TABLES) and _is_damaged(database):
        return _damaged(database)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return Unavailable(
            _("The database cannot be written."), _("Look at the permissions of the file and of its folder.")
        )
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return Unavailable(_("The disk is full or fails; nothing was changed."), _("Make room, then try again."))
    return Unavailable(
        _("The database cannot be used: {reason}.").format(reason=error),
        _("Run it again with --debug, and report what that prints."),
    )


def _is_of_damage(error: BaseException, database: str) -> bool:
    """Whether a value that crm never wrote, read from a damaged page, is what made the call fail."""
    kinds = (AttributeError, TypeError, ValueError, LookupError)
    return isinstance(error, kinds) and "sqlite3" in sys.modules and _is_damaged(database)


def _is_damaged(database: str) -> bool:
    from crmcli import paths
    from crmcli.store import damage

    return damage.is_damaged(database or paths.default_database())


def _damaged(database: str) -> Unavailable:
    from crmcli import clock, paths
    from crmcli.store import damage

    return damage.damaged(database or paths.default_database(), clock.now())


def _file(error: OSError) -> CrmError:
    if error.errno == errno.ENOSPC:
        return CrmError(_("The disk is full."), _("Make room, then try again."))
    reason = error.strerror or str(error)
    if error.filename:
        return CrmError(_("{path}: {reason}.").format(path=error.filename, reason=reason))
    return CrmError(_("Something could not be read or written: {reason}.").format(reason=reason))
