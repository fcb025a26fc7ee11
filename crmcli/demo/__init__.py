"""The sample address book that comes with crm: a phone's vCards and a Google export of the same salesperson.

Every person, company, address and number here is invented. Some people stand in both files with different
data, so that reading the second file after the first shows new, updated and unchanged contacts and a few
likely duplicates. This room only says where the files are; it never reads or imports them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAMES = ("phone.vcf", "google.csv")
# Local numbers such as 0812-… in the files are Indonesian.
REGION = "ID"


def files() -> list[Traversable]:
    """The sample files, in the order in which they are to be imported: the phone's first."""
    from importlib.resources import files as resources

    folder = resources(__name__)
    return [folder / name for name in NAMES]
