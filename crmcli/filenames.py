"""Names of files from outside: made harmless, so that a file by that name lands where it was meant to and is seen.

Pure. A name may come from a mail, another system or an attacker: it has no folders in it, is not hidden, is no option,
and can be written down and read on a line.
"""

from __future__ import annotations

LONGEST = 200  # bytes: file systems take 255, and a number may have to be added
_BIDI = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)))
_FORBIDDEN = frozenset('<>:"|?*')  # on one system or another
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))


def cleaned(name: str, otherwise: str = "file") -> str:
    """Returns a name without folders, controls, and what hides a file or makes it an option; `otherwise` for nothing.

    Cleaning twice changes nothing more. The ending survives where a long name is cut.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(_character(c) for c in last.encode("utf-8", "ignore").decode("utf-8"))
    kept = " ".join(kept.split()).lstrip(".-~ ").rstrip(". ")
    kept = _shortened(kept)
    stem = kept.partition(".")[0].strip().lower()
    return f"_{kept}" if stem in _RESERVED else kept or otherwise


def _character(c: str) -> str:
    if c in _BIDI:
        return ""
    if c in _FORBIDDEN:
        return "_"
    return c if c.isprintable() or c == "\u200d" else " "


def _shortened(name: str) -> str:
    if len(name.encode("utf-8")) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode("utf-8")) > 20 or not stem:
        stem, dot, ending = name, "", ""
    room = LONGEST - len(f"{dot}{ending}".encode())
    return stem.encode("utf-8")[:room].decode("utf-8", "ignore").rstrip(". ") + dot + ending
