"""Calls of crm inside this process, in an environment of their own: a process for each takes ten times as long.

What comes out is what a shell would have shown, for the one kind of line that a shell does nothing about but cut it
into words; tests/test_docs.py compares the two.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from crmcli import __main__, diagnostics, i18n, settings

_WORD = r"""(?:'[^']*'|"[^"$`\\!]*"|[^\s'"\\|&;<>()$`*?\[\]#~!{}])+"""
_PLAIN = re.compile(rf"crm(?: +{_WORD})*")


class _Stream(io.TextIOWrapper):
    """A stream into a file without a name that says whether it is a terminal."""

    def __init__(self, is_terminal: bool) -> None:
        self._held = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - text() closes it
        super().__init__(self._held, encoding="utf-8", write_through=True)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def text(self) -> str:
        """All that was written, after which it is closed."""
        self._held.seek(0)
        with self:
            return self._held.read().decode("utf-8")


def arguments_of(line: str) -> list[str] | None:
    """What a line of the shell hands to crm, where it does nothing else; else None."""
    return shlex.split(line)[1:] if _PLAIN.fullmatch(line) else None


def on_a_terminal(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit code, and what was written to a terminal at which nobody types."""
    terminal = _Stream(True)
    with _in(environment, terminal, terminal):
        code = __main__.main(list(arguments))
    return code, terminal.text()


def in_pipes(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, str]:
    """What was written to the standard output and to the standard error."""
    stdout, stderr = _Stream(False), _Stream(False)
    with _in(environment, stdout, stderr):
        __main__.main(list(arguments))
    return stdout.text(), stderr.text()


def forget_last_call() -> None:
    """A process runs one call; where one process runs several, nothing may leak from one into the next."""
    diagnostics.configure()
    settings.forget()
    i18n.prefer("")


@contextmanager
def _in(environment: Mapping[str, str], stdout: _Stream, stderr: _Stream) -> Iterator[None]:
    """A process that was begun in this environment, in its home, and has nothing to read; everything comes back."""
    before, place, started = dict(os.environ), Path.cwd(), sys.argv
    with Path(os.devnull).open(encoding="utf-8") as stdin, _standard_streams(stdin, stdout, stderr):
        try:
            _set_environment(environment)
            os.chdir(environment["HOME"])
            sys.argv = [str(Path(sys.executable).parent / "crm")]
            forget_last_call()
            yield
        finally:
            _set_environment(before)
            os.chdir(place)
            sys.argv = started
            forget_last_call()


@contextmanager
def _standard_streams(*streams: TextIO) -> Iterator[None]:
    """These in place of the standard streams, for this program and for those that it starts."""
    before, kept = (sys.stdin, sys.stdout, sys.stderr), [os.dup(number) for number in range(3)]
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = streams
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        for number, descriptor in enumerate(kept):
            os.dup2(descriptor, number)
            os.close(descriptor)


def _set_environment(environment: Mapping[str, str]) -> None:
    for name in [name for name in os.environ if name not in environment]:
        del os.environ[name]
    os.environ.update(environment)
    time.tzset()
