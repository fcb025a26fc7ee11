"""What the screen remembers of itself from one time to the next: the view, and what each view asks to keep.

It lies in the folder for states, a small file for each database: it is no change of the business, so it is in no
history and no backup. A file that cannot be read is as good as none; one that cannot be written costs nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
from binascii import crc32
from typing import Any

from crmcli import files, paths

_LONGEST = 100_000  # bytes; a longer file is none of ours

Memory = dict[str, Any]


def file_of(database: str) -> str:
    """Returns where the memory of a database's screen lies."""
    # hashlib would bring OpenSSL with it, which is a tenth of all the memory.
    number = crc32(os.path.realpath(database).encode("utf-8", "surrogateescape"))
    return os.path.join(paths.state_folder(), f"screen-{number:08x}.json")


def recall(database: str) -> Memory:
    """Returns what was kept; nothing where there is nothing, or nothing that can be understood."""
    path = file_of(database)
    try:
        if os.path.getsize(path) > _LONGEST:
            return {}
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(database: str, memory: Memory) -> None:
    """Keeps it for the next time, readable by its owner alone."""
    with contextlib.suppress(Exception), files.whole(file_of(database), with_folder=True) as file:
        json.dump(memory, file)


def of_view(memory: Memory, view: str) -> Memory:
    """Returns what a view asked to keep."""
    views = memory.get("views")
    found = views.get(view) if isinstance(views, dict) else None
    return found if isinstance(found, dict) else {}
