"""The command line: loading the command that was asked for, and handing it what was typed.

Help is written from the table of commands without importing any command's module. What a command raises ends at the
error boundary.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_command_from_info, get_command_name, get_group

from crmcli import __version__, boundary, context, diagnostics, morning, output
from crmcli.command_table import DAILY, NOUN, TOOL, Entry, commands, global_options
from crmcli.failures import near_commands, unknown_command
from crmcli.i18n import _

if TYPE_CHECKING:
    from typer._click import Command, HelpFormatter
    from typer._click import Context as ClickContext
    from typer.models import CommandInfo

# Arguments that may stand on both sides of an option: what is looked for, and files, which a wrong word does not name.
_OF_ANY_WORDS = ("WORDS", "FILE")


class Group(TyperGroup):
    """A command that has commands; one that is not there is answered with those that are near."""

    def resolve_command(self, ctx: ClickContext, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command named by the first argument. Raises Usage where there is none."""
        name, *rest = args
        command = self.get_command(ctx, name)
        if command is None:
            raise unknown_command(name, self.list_commands(ctx), ctx.command_path)
        return name, command, rest


class Verb(TyperCommand):
    """A command that does something. Its usage names what it needs without braces around it."""

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Understand the arguments. Raises Usage for words that slipped out of an option's value."""
        names = [str(each.metavar or "") for each in self.params if each.param_type_name == "argument"]
        is_for_help = not {"-h", "--help"}.isdisjoint(args)
        if names and not is_for_help and not any(name.strip("[]").startswith(_OF_ANY_WORDS) for name in names):
            from crmcli import spilling

            given = [each for each in self.get_params(ctx) if each.param_type_name == "option"]
            valued = [each for each in given if not getattr(each, "is_flag", False)]
            options = {name: each.type.name.startswith("int") for each in valued for name in each.opts}
            flags = frozenset(name for each in given if each not in valued for name in each.opts)
            spilling.refuse(args, options, flags)
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: ClickContext) -> list[str]:
        """The parts of the line of usage."""
        return [piece.replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx)]


class Noun(Group):
    """The commands under a noun. Only the one asked for is built: each costs a millisecond to inspect."""

    def __init__(self, name: str, app: typer.Typer, help: str, alone: str = "", takes_words: bool = False) -> None:
        super().__init__(name=name, help=help, no_args_is_help=not alone, rich_markup_mode=None)
        self._alone = alone
        self._takes_words = takes_words
        self._registered = {
            info.name or get_command_name(getattr(info.callback, "__name__", "")): info
            for info in app.registered_commands
        }
        self._nouns = {str(info.name): info for info in app.registered_groups}

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Understand the arguments; the noun alone, or with options only, may stand for one of its commands."""
        has_no_words = all(word.startswith("-") and word not in ("-h", "--help") for word in args)
        if self._alone and (has_no_words or (self._takes_words and self._is_for_alone(ctx, args))):
            args = [self._alone, *args]
        return super().parse_args(ctx, args)

    def _is_for_alone(self, ctx: ClickContext, args: list[str]) -> bool:
        """Whether the first word is no command, nor a slip for one: `crm pipeline Rentals`."""
        word = next((word for word in args if not word.startswith("-")), "")
        known = self.list_commands(ctx)
        return bool(word) and word not in known and not near_commands(word, known, ctx.command_path)

    def list_commands(self, ctx: ClickContext) -> list[str]:
        """The names of the commands, in the order in which they are written."""
        return [*self._registered, *self._nouns]

    def get_command(self, ctx: ClickContext, cmd_name: str) -> Command | None:
        """One command, built now; None where there is none of that name."""
        below = self._nouns.get(cmd_name)
        if below is not None and below.typer_instance is not None:
            return Noun(cmd_name, below.typer_instance, _(below.help or ""))
        info = self._registered.get(cmd_name)
        if info is None:
            return None
        _complete(info)
        return _explained(get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None))


class Root(Group):
    """`crm` itself: lazy in everything, and the place where every error ends."""

    def list_commands(self, ctx: ClickContext) -> list[str]:
        """The names in the command table."""
        return list(commands())

    def get_command(self, ctx: ClickContext, cmd_name: str) -> Command | None:
        """One command, imported now; None where the table has none of that name."""
        entry = commands().get(cmd_name)
        return load(cmd_name, entry) if entry else None

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Take the options that every command takes out of the arguments, and understand the rest."""
        args = context.start(args)
        context.current().speak()
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args or [_alone()])

    def format_options(self, ctx: ClickContext, formatter: HelpFormatter) -> None:
        """The help's lists: daily commands, nouns, options; nothing is imported for it."""
        table = commands()
        titles = ((DAILY, _("Every day")), (NOUN, _("The rest, by noun")), (TOOL, _("For scripts and shells")))
        for section, title in titles:
            with formatter.section(title):
                formatter.write_dl([(name, each.help) for name, each in table.items() if each.section == section])
        with formatter.section(_("Options, before or after the command")):
            formatter.write_dl(
                [
                    *global_options(),
                    ("--version", _("The version of crm.")),
                    ("-h, --help", _("Help, also for one command: crm find -h")),
                ]
            )

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run one call and return its exit code; in standalone mode leave the program with it."""
        arguments = list(sys.argv[1:] if args is None else args)
        code = boundary.guarded(lambda: _exit_code_of(lambda: self._run(arguments)))
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, arguments: list[str]) -> None:
        for problem in _settings_problems():
            diagnostics.warn(problem)
        with self.make_context("crm", arguments) as ctx:
            self.invoke(ctx)


def load(name: str, entry: Entry) -> Command:
    """Import a command's module and build the command."""
    app = getattr(import_module(f"crmcli.commands.{entry.module}"), entry.attribute)
    app.rich_markup_mode = None
    app._add_completion = False
    for each in (app, *(info.typer_instance for info in app.registered_groups)):
        for info in each.registered_commands:
            info.cls = Verb
    command: Command
    if app.registered_callback:
        command = get_group(app)
    elif entry.section == NOUN or len(app.registered_commands) > 1:
        command = Noun(name, app, entry.help, entry.alone, entry.takes_words)
    else:
        _complete(app.registered_commands[0])
        command = _explained(get_command(app))
    command.name = name
    command.help = command.help or entry.help
    return command


def _complete(info: CommandInfo) -> None:
    """Gives a command the options that are made only for the one that runs."""
    getattr(info.callback, "take_fields", lambda: None)()


def _exit_code_of(action: Callable[[], object]) -> int:
    try:
        action()
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    return diagnostics.DONE


def _explained(command: Command) -> Command:
    command.help = _(command.help) if command.help else None
    names = ", ".join(name for name, _help in global_options())
    command.epilog = command.epilog or _("Also {options}: see crm --help.").format(options=names)
    return command


def _settings_problems() -> list[str]:
    from crmcli import settings

    return settings.problems()


def _alone() -> str:
    """What `crm` by itself means: on a terminal what today brings, once there is a database; else the help."""
    return "today" if morning.is_for_today() else "--help"


def _version(wanted: bool) -> None:
    if wanted:
        output.Output().say(f"crm {__version__}")
        raise typer.Exit


def root() -> Root:
    """The command `crm`, ready to run."""
    from typer.core import TyperOption

    version = TyperOption(
        param_decls=["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=lambda _context, _parameter, value: _version(value),
    )
    return Root(
        name="crm",
        help=_("A salesperson's contacts, diary and deals in one file: find anyone, forget no promise, undo anything."),
        params=[version],
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def main(arguments: Sequence[str]) -> int:
    """Run one call of crm and return its exit code."""
    return int(root().main(arguments, standalone_mode=False))
