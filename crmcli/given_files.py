"""Files that the user hands over by name: looked at before, read whole, never more than was agreed to."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from crmcli.errors import CrmError, Invalid, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from typing import BinaryIO


def size(path: str) -> int:
    """Returns the size of a file in bytes. Raises NotFound, and Invalid for what is no plain file."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        raise NotFound(_("There is no file {path}.").format(path=path)) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise Invalid(_("{path} is a folder, not a file.").format(path=path), _("Name the files in it."))
    if not stat.S_ISREG(status.st_mode):
        raise Invalid(_("{path} is not a file.").format(path=path))
    if not os.access(path, os.R_OK):
        raise CrmError(_("{path} may not be read.").format(path=path), _("Look at its permissions."))
    return status.st_size


def read(path: str, most: int) -> bytes:
    """Returns what is in a file, and no more than a byte past `most`: so the caller sees that it is too much."""
    size(path)
    try:
        with open(path, "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise _unreadable(path, error) from error


def drained(stream: BinaryIO, most: int) -> bytes:
    """Returns what comes out of a stream up to its end, and no more than a byte past `most`."""
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _unreadable(path: str, error: OSError | ValueError) -> CrmError:
    reason = getattr(error, "strerror", None) or str(error)
    return CrmError(_("{path} cannot be read: {reason}.").format(path=path, reason=reason))
