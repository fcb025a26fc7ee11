"""A card's physical lines joined to logical ones.

Promises linear time. Three ways to break a line are undone: a blank or tab at the start of the next (every
version), a `=` at the end (quoted-printable), and base64 that just goes on. What is cut in other ways is
mended where there is no doubt what was meant.
"""

from __future__ import annotations

import re

_IS_QUOTED_PRINTABLE = re.compile(r"[^:]*?[;=]\s*\"?QUOTED-?PRINTABLE", re.IGNORECASE)
_IS_BASE64 = re.compile(r"[^:]*;\s*(ENCODING=)?\"?(B|BASE64)\"?\s*(;|:)|(PHOTO|LOGO|KEY)\s*[;:]", re.IGNORECASE)
_IS_NOTE = re.compile(r"([\w-]+\.)?NOTE\s*[;:]", re.IGNORECASE)
_IS_ADDRESS = re.compile(r"([\w-]+\.)?ADR\s*[;:]", re.IGNORECASE)
_LONGEST_HEAD = 1000


def unfold(lines: list[str]) -> list[str]:
    """The logical lines in `lines`, which are a card's without its BEGIN and END."""
    text = "\n".join(lines)
    if "=\n" in text and "printable" in text.lower():
        lines = _join_soft_breaks(lines)
    elif "\n " in text or "\n\t" in text:
        lines = text.replace("\n ", "").replace("\n\t", "").split("\n")
    if [line for line in lines if ":" not in line and line]:
        return _mended(lines)
    return lines


def _join_soft_breaks(lines: list[str]) -> list[str]:
    """Undo both ways of folding in a card that has quoted-printable values.

    A soft break takes the next line as it stands: its leading blank is part of the text. An empty line after
    one is passed over only where the value evidently goes on.
    """
    logical: list[list[str]] = []
    is_open = False
    for place, line in enumerate(lines):
        if is_open and not line.strip():
            if lines[place + 1 : place + 2] and lines[place + 1].startswith("="):
                continue
            is_open = False
            continue
        if is_open:
            logical[-1].append(line)
        elif line[:1] in (" ", "\t") and logical:
            logical[-1].append(line[1:])
        else:
            logical.append([line])
        is_open = False
        if line.rstrip(" \t").endswith("=") and _is_quoted_printable(logical[-1]):
            logical[-1][-1] = logical[-1][-1].rstrip(" \t")[:-1]
            is_open = True
    return ["".join(parts) for parts in logical]


def _is_quoted_printable(parts: list[str]) -> bool:
    head = parts[0] if ":" in parts[0] else "".join(parts[:8])
    return _IS_QUOTED_PRINTABLE.match(head[:_LONGEST_HEAD]) is not None


def _mended(lines: list[str]) -> list[str]:
    """Lines without a colon go to the value before, where it is clear that they belong there."""
    logical: list[list[str]] = []
    previous = ""  # how the value before may go on; empty where it may not
    for line in lines:
        if ":" in line or not line.strip():
            logical.append([line])
            previous = _continuation(line)
        elif previous == "base64":
            logical[-1].append(line.strip())
        elif previous == "quoted note":
            logical[-1].append("=0A" + line)
        elif previous == "note" or (previous == "backslash" and logical[-1][-1].endswith("\\")):
            if logical[-1][-1].endswith("\\"):
                logical[-1][-1] = logical[-1][-1][:-1]
            logical[-1].append("\\n" + line)
        elif previous == "address" and ";" in line:
            logical[-1].append("\\n" + line)
        else:
            logical.append([line])
            previous = ""
    return ["".join(parts) for parts in logical]


def _continuation(line: str) -> str:
    head = line[:_LONGEST_HEAD]
    if _IS_NOTE.match(head):
        return "quoted note" if _IS_QUOTED_PRINTABLE.match(head) else "note"
    if _IS_BASE64.match(head):
        return "base64"
    if line.endswith("\\"):
        return "backslash"
    return "address" if _IS_ADDRESS.match(head) else ""
