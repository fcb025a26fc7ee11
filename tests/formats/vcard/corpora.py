"""Address books that other programs wrote, where this machine has them; they are no part of the project."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("CRM_CORPORA") or _ROOT.parent / "shared" / "corpora")

needs_corpora = pytest.mark.skipif(
    not (FOLDER / "expected.tsv").is_file(),
    reason=f"there are no corpora: set CRM_CORPORA, or put them at {FOLDER}",
)


@dataclass(frozen=True)
class CorpusFile:
    """One file: its path inside the corpora, what it holds, and how many top-level cards that are."""

    path: str
    cards: int

    @property
    def content(self) -> bytes:
        return (FOLDER / self.path).read_bytes()


def vcard_files() -> list[CorpusFile]:
    """Every vCard file of the corpora; none where there are no corpora."""
    index = FOLDER / "expected.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [CorpusFile(row["path"], int(row["cards"])) for row in rows if row["path"].endswith(".vcf")]
