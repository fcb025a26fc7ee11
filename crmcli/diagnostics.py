"""The only writer to stderr: narration, warnings, errors, progress; and the meaning of the exit codes.

Everything is cleaned before it is written, and on a terminal broken to its width. With --quiet narration and
progress are silent, warnings and errors are not. With --json an error is one line:
`{"error": {"kind", "message", "hint"}}`.
"""

from __future__ import annotations

import sys

from crmcli.output import abandon, clean, is_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from crmcli.errors import CrmError

DONE = 0
FAILED = 1
WRONG_USAGE = 2
NOT_FOUND = 3
AMBIGUOUS = 4
INVALID = 5
UNAVAILABLE = 6
UNDELIVERED = 7
SOMETHING_DUE = 10
INTERRUPTED = 130

# What scripts may rely on; the reference in docs/ is made from this table.
EXIT_CODES = {
    DONE: "done",
    FAILED: "failed",
    WRONG_USAGE: "wrong usage",
    NOT_FOUND: "not found",
    AMBIGUOUS: "ambiguous, or in conflict with what is there",
    INVALID: "invalid, or against a rule",
    UNAVAILABLE: "the database is busy, damaged, read-only or from a newer crm",
    UNDELIVERED: "could not be delivered",
    SOMETHING_DUE: "something is due: only where crm digest is asked by --exit-code",
    INTERRUPTED: "interrupted",
}

_is_quiet = False
_is_json = False
_progress_width = 0


def configure(*, is_quiet: bool = False, is_json: bool = False) -> None:
    """Say how this call narrates; the next call of a test starts with the defaults again."""
    global _is_quiet, _is_json, _progress_width
    _is_quiet = is_quiet
    _is_json = is_json
    _progress_width = 0


def narrate_only_to_who_looks() -> None:
    """Silence narration where stderr is no terminal: cron mails every word that is written there."""
    global _is_quiet
    _is_quiet = _is_quiet or not is_terminal(sys.stderr)


def narrate(line: str) -> None:
    """Say what is going on, or what to do next. Silent with --quiet."""
    if not _is_quiet:
        _write(_fitted(line) + "\n")


def warn(line: str) -> None:
    """Say what the user should know although the command goes on. Not silenced by --quiet."""
    _write(_fitted("crm: " + line) + "\n")


def fail(error: CrmError) -> int:
    """Say what went wrong, with its hint and candidates; returns the exit code to end with."""
    candidates = list(getattr(error, "candidates", ()))
    if _is_json:
        _write(_as_json(error, candidates) + "\n")
        return error.exit_code
    lines = ["crm: " + str(error)]
    lines += ["     " + _candidate(candidate) for candidate in candidates]
    if error.hint:
        lines.append("     " + error.hint)
    _write("\n".join(map(_fitted, lines)) + "\n")
    return error.exit_code


def progress(done: int, total: int, what: str) -> None:
    """Show how far long work has come, on a terminal only.

    One line that the next call, or any message, replaces.
    """
    global _progress_width
    if _is_quiet or _is_json or not is_terminal(sys.stderr):
        return
    share = min(done / total, 1.0) if total else 1.0
    bar = "#" * int(share * 20)
    line = f"{clean(what)} [{bar:<20}] {share:4.0%}"
    _write(line)
    _progress_width = len(line)


def end_progress() -> None:
    """Take the line of `progress` away."""
    _write("")


def interrupted() -> None:
    """End the line that the interruption left on a terminal; say nothing else."""
    end_progress()
    if is_terminal(sys.stderr):
        _write("\n")


def traceback() -> None:
    """Show the exception being handled in full: what --debug is for."""
    import traceback as tracebacks

    for line in tracebacks.format_exc().splitlines():
        _write(clean(line) + "\n")


def offer(line: str) -> None:
    """Show one of the choices of a question; --quiet does not silence what has to be answered."""
    _write(_fitted(line) + "\n")


def prompt(question: str) -> None:
    """Write a question without ending the line; the answer is read by `asking`."""
    _write(clean(question) + " ")


def _as_json(error: CrmError, candidates: list[dict[str, object]]) -> str:
    import json

    facts: dict[str, object] = {"kind": error.kind, "message": str(error), "hint": error.hint}
    if candidates:
        facts["candidates"] = candidates
    return json.dumps({"error": facts}, ensure_ascii=True)


def _candidate(candidate: dict[str, object]) -> str:
    from crmcli.i18n import _

    # A `ref` says all that an `id` does, and can be typed.
    hidden = {"is_removed", *(["id"] if "ref" in candidate else [])}
    shown = "  ".join(str(value) for key, value in candidate.items() if key not in hidden and value not in (None, ""))
    return shown + (_(" (removed)") if candidate.get("is_removed") else "")


def _fitted(line: str) -> str:
    """The line, harmless, and on a terminal no wider than it where blanks allow."""
    line = clean(line)
    if not is_terminal(sys.stderr):
        return line
    from crmcli import wrapping

    return wrapping.wrapped(line)


def _write(text: str) -> None:
    """A stderr that is closed, full or gone takes nothing away from the answer on stdout."""
    global _progress_width
    if _progress_width:
        text = "\r" + " " * _progress_width + "\r" + text
        _progress_width = 0
    if sys.stderr is None or not text:
        return
    _let_answers_go_first()
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)
    except ValueError:
        pass


def _let_answers_go_first() -> None:
    """Where both streams go to one place, they stand there in the order in which they were written.

    What cannot be written is kept, and complained of when the call ends.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        pass
