"""The error boundary: whatever a call raises comes out as one sentence and an exit code, never as a traceback.

Both doors end here, so nothing of a command-line library is imported. Only --debug shows where an error came from.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crmcli import context, diagnostics, output
from crmcli.errors import CrmError
from crmcli.failures import as_crm_error

if TYPE_CHECKING:
    from collections.abc import Callable


def guarded(action: Callable[[], int]) -> int:
    """Run `action` and return its exit code, or that of what it raises; its answers and errors have then been said."""
    try:
        code = _exit_code_of(action)
        output.finish()
    except CrmError as error:
        code = diagnostics.fail(error)
    finally:
        context.current().close()
    return code


def _exit_code_of(action: Callable[[], int]) -> int:
    try:
        return action()
    except (KeyboardInterrupt, EOFError):
        diagnostics.interrupted()
        return diagnostics.INTERRUPTED
    except BrokenPipeError:
        output.abandon(sys.stdout)
    except Exception as error:
        return _failed(error)
    return diagnostics.DONE


def _failed(error: Exception) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        output.Output().text(str(error))
        return diagnostics.DONE
    if context.current().is_debug:
        diagnostics.traceback()
    return diagnostics.fail(as_crm_error(error, context.current().database))
