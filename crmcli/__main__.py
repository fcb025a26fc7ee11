"""The door of crm: a plain look-up is answered before Typer loads, anything else goes to the command line."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130
_RARELY = 200_000  # objects made before garbage is looked for: more than a short call makes, little to a long one


def main(arguments: list[str] | None = None) -> int:
    """Run one call of crm (`sys.argv`, if no arguments are handed over) and return its exit code."""
    if arguments is not None:
        return _run(arguments)
    # Looking for garbage among the modules, during the call and at its end, is a tenth of what a small change takes.
    gc.set_threshold(_RARELY)
    try:
        return _run(sys.argv[1:])
    finally:
        gc.freeze()


def _run(arguments: list[str]) -> int:
    from crmcli import output

    output.prepare()
    try:
        return _answer(arguments)
    except BrokenPipeError:
        output.abandon(sys.stdout)
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


def _answer(arguments: list[str]) -> int:
    from crmcli import fastlane, output

    try:
        code = fastlane.answer(arguments)
        if code is not None:
            output.finish()
            return code
    except BrokenPipeError:
        raise
    except Exception as error:
        from crmcli import diagnostics, failures

        diagnostics.configure(is_json="--json" in arguments)
        request = fastlane.understood(arguments)
        return diagnostics.fail(failures.as_crm_error(error, request.path if request else ""))
    from crmcli import cli

    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
