"""A temporary home, a fixed clock and a way to run crm: what every test stands on.

No test sees the machine it runs on: home, settings, locale, time zone, terminal and time are all set here.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A property is true or not; how long an example takes depends on the machine. What passed once passes again: examples
# are the same in every run, so that nobody's change fails for another's. CRM_SEARCH=1 looks for others,
# and for more of them.
_IS_SEARCHING = bool(os.environ.get("CRM_SEARCH"))
_EXAMPLES = 100 if _IS_SEARCHING else 50
settings.register_profile("crm", deadline=None, print_blob=True, derandomize=not _IS_SEARCHING, max_examples=_EXAMPLES)
settings.load_profile("crm")

# A shell that runs the tests in the background has these ignored, and programs that tests start and end by them would
# wait for ever.
for _number, _usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGQUIT, signal.SIG_DFL)):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)

NOW = "2026-11-24T09:00:00Z"
_KEPT = ("CRM_CORPORA",)
_IN_MEMORY = "/dev/shm"
_ROOM = 2_000_000_000  # bytes; the homes of some dozen tests, and of those that failed
STAND_INS = Path(__file__).parent / "stand_ins"  # of programs that would change this machine


def pytest_configure() -> None:
    """The homes lie in memory where there is room: waiting for a disk takes as long as all else, and is not tried."""
    if "PYTEST_DEBUG_TEMPROOT" in os.environ or not Path(_IN_MEMORY).is_dir() or not os.access(_IN_MEMORY, os.W_OK):
        return
    there = os.statvfs(_IN_MEMORY)
    is_for_programs = not there.f_flag & getattr(os, "ST_NOEXEC", 0)
    if is_for_programs and there.f_bavail * there.f_frsize > _ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = _IN_MEMORY


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever waits for the clock on the wall begins at once, so that nobody waits for it in the end."""
    items.sort(key=lambda item: item.path.name != "test_real_cron.py")


@dataclass(frozen=True)
class Result:
    """What one call of crm wrote, and the code it ended with."""

    stdout: str
    stderr: str
    code: int

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.stdout)

    @property
    def error(self) -> dict[str, Any]:
        """The error that --json writes to stderr."""
        found: dict[str, Any] = json.loads(self.stderr.splitlines()[-1])["error"]
        return found


Crm = Callable[..., Result]


class _Stream(io.TextIOWrapper):
    """A stream into memory that can pretend to be a terminal."""

    def __init__(self, content: bytes, is_terminal: bool) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", write_through=True)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def text(self) -> str:
        self.flush()
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode("utf-8")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for each test, in which it also stands; returns its path."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith(("CRM_", "XDG_", "LC_")) and name not in _KEPT:
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "LANGUAGE", "LANG", "VISUAL", "EDITOR", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    variables = {
        "HOME": str(folder),
        "CRM_NOW": NOW,
        "TZ": "Asia/Jakarta",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": "100",
        "LINES": "30",
        "PATH": f"{STAND_INS}{os.pathsep}{os.environ['PATH']}",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    time.tzset()
    yield folder
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def database(home: Path) -> Path:
    """Where crm keeps its database in this test; not there until something writes."""
    return home / ".local" / "share" / "crm" / "crm.db"


@pytest.fixture
def crm(monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Run crm inside this process: `crm("find", "budi", tty=True) -> Result`."""

    def run(*arguments: object, input: str | bytes | None = None, tty: bool = False) -> Result:
        from crmcli import __main__
        from docs import calling

        calling.forget_last_call()
        content = input.encode() if isinstance(input, str) else input or b""
        stdin, stdout, stderr = _Stream(content, tty), _Stream(b"", tty), _Stream(b"", tty)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stdin)
            patch.setattr(sys, "stdout", stdout)
            patch.setattr(sys, "stderr", stderr)
            code = __main__.main([str(argument) for argument in arguments])
        return Result(stdout.text(), stderr.text(), code)

    return run


@pytest.fixture
def crm_process() -> Crm:
    """Run crm as a process of its own: `crm_process("--version", environment={...}) -> Result`."""

    def run(*arguments: object, input: str | bytes | None = None, environment: dict[str, str] | None = None) -> Result:
        content = input.encode() if isinstance(input, str) else input or b""
        finished = subprocess.run(
            [sys.executable, "-m", "crmcli", *map(str, arguments)],
            input=content,
            capture_output=True,
            env={**os.environ, **(environment or {})},
            check=False,
        )
        return Result(finished.stdout.decode(), finished.stderr.decode(), finished.returncode)

    return run


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The collection of other programs' files; a test that needs it is skipped where it is absent."""
    named = os.environ.get("CRM_CORPORA")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "corpora"
    if not (folder / "expected.tsv").is_file():
        pytest.skip(f"the corpora are not at {folder}; CRM_CORPORA says where they are")
    return folder
