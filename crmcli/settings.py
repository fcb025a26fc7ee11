"""This machine's face: colour, editor and language, in a TOML file that its owner may edit.

What belongs to the business (region, currency, time zone, ...) is in the database, so that it is undone,
backed up and moved with the data. A file that cannot be read, or says something unknown, costs a warning
and nothing else. tomllib is imported only where there is a file, tomlkit only to write one.
"""

from __future__ import annotations

import os

from crmcli import paths
from crmcli.errors import Invalid, NotFound, Unavailable
from crmcli.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tomlkit import TOMLDocument


THEMES = ("auto", "crm-dark", "crm-light", "crm-safe", "ansi")


class Key:
    """One setting: what it is for, what holds where it is not set, its values where they are few, else their check.

    `check` returns the value as it is kept, or raises Invalid.
    """

    __slots__ = ("check", "choices", "default", "help")

    def __init__(
        self, help: str, default: str = "", choices: tuple[str, ...] = (), check: Callable[[str], str] | None = None
    ) -> None:
        self.help = help
        self.default = default
        self.choices = choices
        self.check = check


_read: dict[str, tuple[dict[str, str], list[str]]] = {}


def known() -> dict[str, Key]:
    """Every setting of the machine by its name, described in the user's language."""
    return {
        "color": Key(_("colour on the terminal"), "auto", ("auto", "always", "never")),
        "editor": Key(_("the editor for longer texts; without it $VISUAL, then $EDITOR")),
        "opener": Key(_("the program that crm open hands addresses to; without it the system's")),
        "map_url": Key(_("the map of crm open: a web address with {address} in it; without it OpenStreetMap")),
        "alert_command": Key(_("the command that crm alerts runs for each ring; without it a notification is shown")),
        "machine_language": Key(_("the language crm speaks on this machine alone, such as id or pt_BR")),
        **_of_screen(),
        **_of_mail(),
    }


def _of_screen() -> dict[str, Key]:
    """The settings of crm tui."""
    return {
        "theme": Key(_("the colours of crm tui; auto goes by the terminal"), "auto", THEMES),
        "keymap": Key(_("the keys of crm tui: letters and arrows, or arrows alone"), "vim", ("vim", "arrows")),
        "keys": Key(_("keys of your own in crm tui, such as board.won=W"), check=_keys),
    }


def _of_mail() -> dict[str, Key]:
    """The settings that say how mail leaves this machine."""
    securities = ("tls", "starttls", "none")
    return {
        "mail_from": Key(_("whom mail of crm is from; without it mail_user, else whom it is for"), check=_sender),
        "mail_server": Key(
            _("the server mail goes to, such as smtp.example.com:465; without it sendmail"), check=_server
        ),
        "mail_security": Key(_("how mail_server is spoken to; without it as its port says"), choices=securities),
        "mail_user": Key(_("the login at mail_server; without it there is none"), check=_line),
        "password_command": Key(_("a command that prints the password of mail_user on its first line"), check=_line),
        "mail_ca_file": Key(
            _("a file of certificates that vouch for mail_server instead of the system's"), check=_file
        ),
        "sendmail": Key(
            _("the program that sends mail where no mail_server is set; none for none of them"), check=_command
        ),
    }


def load() -> dict[str, str]:
    """The settings that the file says and that are understood; what is not set is not there."""
    return _contents()[0]


def problems() -> list[str]:
    """What cannot be understood in the file, a sentence each."""
    return _contents()[1]


def get(name: str) -> str:
    """The value in force: what the file says, else the default. Raises NotFound for an unknown name."""
    return load().get(name, key(name).default)


def key(name: str) -> Key:
    """The description of one setting. Raises NotFound for an unknown name."""
    try:
        return known()[name]
    except KeyError:
        raise NotFound(_("There is no setting {name}.").format(name=name)) from None


def put(name: str, value: str) -> None:
    """Write one setting, keeping the rest of the file, comments too.

    Raises Invalid for a value that cannot be.
    """
    checked = _check(name, value)
    document = _document()
    if isinstance(document.get(name), dict):
        del document[name]  # else the text would stand within whatever table comes before it
    document[name] = checked
    _save(document)


def unset(name: str) -> None:
    """Take one setting out of the file, where it stands there."""
    key(name)
    document = _document()
    if name in document:
        del document[name]
        _save(document)


def create() -> None:
    """Make a file that says what could be set, every line a comment, where there is no file yet."""
    path = paths.config_file()
    if os.path.exists(path):
        return
    import tomlkit

    document = tomlkit.document()
    for name, described in known().items():
        document.add(tomlkit.comment(described.help))
        choices = _("one of {choices}").format(choices=", ".join(described.choices)) if described.choices else ""
        document.add(tomlkit.comment(f'{name} = "{described.default}"' + (f"  # {choices}" if choices else "")))
        document.add(tomlkit.nl())
    _save(document)


def forget() -> None:
    """Read the file again when the next setting is asked for."""
    _read.clear()


def _check(name: str, value: object) -> str:
    described = key(name)
    if name == "keys" and isinstance(value, dict):
        from crmcli import screen_keys

        value = screen_keys.written(value)
    if not isinstance(value, str) or (described.choices and value not in (*described.choices, described.default)):
        raise Invalid(
            _("{name} cannot be {value}.").format(name=name, value=value),
            _("It is one of {choices}.").format(choices=", ".join(described.choices)) if described.choices else "",
        )
    return described.check(value) if described.check is not None and value else value


def _keys(value: str) -> str:
    from crmcli import screen_keys

    screen_keys.read(value)
    return value


def _sender(value: str) -> str:
    from crmcli.delivery import addresses

    addresses.sender(value)
    return value


def _server(value: str) -> str:
    from crmcli.delivery import servers

    servers.server(value)
    return value


def _line(value: str) -> str:
    if not value.isprintable():
        raise Invalid(_("A setting is one line without control characters."))
    return value


def _file(value: str) -> str:
    path = os.path.abspath(os.path.expanduser(value))
    if not os.path.isfile(path):
        raise Invalid(_("There is no file {path}.").format(path=path))
    return path


def _command(value: str) -> str:
    import shlex

    try:
        is_command = bool(shlex.split(_line(value)))
    except ValueError:
        is_command = False
    if not is_command:
        raise Invalid(_("The command {command} cannot be read.").format(command=value), _("Its quotes do not match."))
    return value


def _contents() -> tuple[dict[str, str], list[str]]:
    path = paths.config_file()
    if path not in _read:
        _read[path] = _parsed(path) if os.path.isfile(path) else ({}, [])
    return _read[path]


def _parsed(path: str) -> tuple[dict[str, str], list[str]]:
    import tomllib

    try:
        with open(path, "rb") as file:
            found = tomllib.load(file)
    except (OSError, ValueError) as error:
        return {}, [_("{path} is left out: {reason}.").format(path=path, reason=error)]
    values: dict[str, str] = {}
    wrong: list[str] = []
    for name, value in found.items():
        try:
            values[name] = _check(name, value)
        except (NotFound, Invalid) as error:
            wrong.append(_("{path}: {reason}").format(path=path, reason=error))
    return values, wrong


def _document() -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = paths.config_file()
    try:
        with open(path, encoding="utf-8") as file:
            return tomlkit.parse(file.read())
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeError, TOMLKitError) as error:
        raise Unavailable(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error),
            _("Mend it by hand: crm settings edit"),
        ) from error


def _save(document: TOMLDocument) -> None:
    from crmcli import files

    with files.whole(paths.config_file(), with_folder=True) as file:
        file.write(document.as_string())
    forget()
