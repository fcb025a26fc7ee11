"""Sizes of files as people write and read them: `1.5 GB`, `98 MB`. Pure; no I/O.

Units are decimal: 1 MB is 1,000,000 bytes, as disks are sold.
"""

from __future__ import annotations

from crmcli.errors import Invalid
from crmcli.i18n import _

_UNITS = {"": 1, "b": 1, "k": 10**3, "kb": 10**3, "m": 10**6, "mb": 10**6, "g": 10**9, "gb": 10**9, "t": 10**12,
          "tb": 10**12}  # fmt: skip
_LONGEST = 20  # characters of a number that anybody means


def parse(text: str) -> int:
    """Returns the bytes that a size such as `500MB` or `1.5 gb` means. Raises Invalid for anything else."""
    letters = "".join(text.split()).lower()
    number = letters.rstrip("bkmgt")
    unit = letters[len(number) :]
    digits = number.replace(".", "", 1)
    if unit not in _UNITS or not (digits.isascii() and digits.isdigit()) or len(number) > _LONGEST:
        raise Invalid(_("'{text}' is not a size.").format(text=text), _("Write one such as 500MB or 2GB."))
    return int(float(number) * _UNITS[unit])


def shown(size: int) -> str:
    """Returns the size in its largest whole unit: `412 bytes`, `98 MB`, `1.2 GB`."""
    if size < 1_000:
        return _("{count} bytes").format(count=size)
    amount, unit = size / 1_000, "kB"
    for larger in ("MB", "GB", "TB"):
        if amount < 999.5:
            break
        amount, unit = amount / 1_000, larger
    return f"{amount:.1f} {unit}" if amount < 9.95 and unit != "kB" else f"{amount:.0f} {unit}"
