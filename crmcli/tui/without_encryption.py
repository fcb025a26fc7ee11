"""asyncio without OpenSSL: nothing on the screen speaks to a network, and it takes 4 MB and a tenth of the start."""

from __future__ import annotations

import sys
from typing import Any


def load_asyncio() -> None:
    """Loads asyncio as it is where Python has no OpenSSL. Whoever imports `ssl` afterwards gets it."""
    modules: dict[str, Any] = sys.modules
    if "asyncio" in modules or "ssl" in modules:
        return
    modules["ssl"] = None
    try:
        import asyncio  # noqa: F401
    finally:
        del modules["ssl"]
