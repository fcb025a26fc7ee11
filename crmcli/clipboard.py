"""The clipboard of the terminal that the user sits at, also over ssh: by the escape sequence OSC 52.

Nothing is read from it. Inside tmux and screen the sequence is handed through as well, since they keep it otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

LONGEST = 74_994  # bytes that terminals take
_CHUNK = 76  # characters that screen takes at once
_ESCAPE, _END, _BELL = "\x1b", "\x1b\\", "\x07"


def put(text: str) -> bool:
    """Put a text into the clipboard; returns whether there is a terminal to hand it to."""
    try:
        with open("/dev/tty", "w", encoding="ascii") as terminal:
            terminal.write(sequence(text, os.environ))
    except OSError:
        return False
    return True


def sequence(text: str, environment: Mapping[str, str]) -> str:
    """The characters that make a terminal take the text, whatever stands between."""
    from base64 import b64encode

    plain = f"{_ESCAPE}]52;c;{b64encode(text.encode('utf-8', 'replace')).decode('ascii')}{_BELL}"
    if environment.get("TMUX"):
        doubled = plain.replace(_ESCAPE, _ESCAPE * 2)
        return f"{plain}{_ESCAPE}Ptmux;{doubled}{_END}"
    if environment.get("STY"):
        pieces = [plain[place : place + _CHUNK] for place in range(0, len(plain), _CHUNK)]
        return "".join(f"{_ESCAPE}P{piece}{_END}" for piece in pieces)
    return plain
