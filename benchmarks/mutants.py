"""Damages real address books at random and gives them to `crm import --dry-run`: it must always answer.

    CRM_CORPORA=FOLDER python benchmarks/mutants.py [--count 500] [--seed N] [--batch 20]

Each mutant is a file of the collection with bytes changed, cut off, repeated or mixed with another file's.
crm reads a batch in one process and, where anything in it is refused, each file by itself. It must end within
ten seconds a file, with an exit code it documents, and never show a traceback or speak of a fault of its own.
Mutants that break this are kept in `.data/mutants`. The exit code is 1 if there are any.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from children import Failed, crm, environment
from generate import DATA, SEED

# Done, not found, in conflict, invalid: what an import may answer. 1 is its own fault, 2 a wrong call.
ANSWERS = (0, 3, 4, 5)
SECONDS_EACH = 10.0
LARGEST = 2_000_000
SUFFIXES = (".vcf", ".csv", ".tsv", ".vcard")
SPLINTERS = (
    *(b"\r\nBEGIN:VCARD\r\n", b"END:VCARD", b";;;;", b",,,,", b'"', b'""', b"\x00", b"\xff\xfe", b"=\r\n"),
    *(b"=", b"ENCODING=QUOTED-PRINTABLE", b"ENCODING=BASE64:", b"CHARSET=UTF-16", b"\r", b"\n", b"\t", b"\\"),
    *(b"BEGIN:VCARD\n" * 50, b"AGENT:", b"\xef\xbb\xbf", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b":" * 200),
)


def corpora() -> Path:
    """The folder of real address books: CRM_CORPORA, else beside the project. Raises Failed without one."""
    folder = os.environ.get("CRM_CORPORA")
    path = Path(folder) if folder else Path(__file__).parents[2] / "shared" / "corpora"
    if not path.is_dir():
        raise Failed("There is no collection of address books: set CRM_CORPORA to its folder.")
    return path


def originals(folder: Path) -> list[Path]:
    """The address books of the collection that are small enough, in a fixed order."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return sorted(path for path in found if 0 < path.stat().st_size <= LARGEST)


def bytes_changed(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """A few bytes replaced by any others."""
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def cut_off(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """The end, or a piece of the middle, lost."""
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:start] if chance.random() < 0.5 else data[:start] + data[end:]


def repeated(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """A piece written many times over."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 400)]
    return data[:start] + piece * chance.randrange(2, 200) + data[start:]


def mixed(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """A piece of another file inside this one."""
    place, start = chance.randrange(len(data)), chance.randrange(len(other))
    return data[:place] + other[start : start + chance.randrange(1, 5_000)] + data[place:]


def splintered(chance: random.Random, data: bytearray, other: bytes) -> bytearray:
    """Bits of the formats' own language in wrong places."""
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(data) + 1)
        data[place:place] = chance.choice(SPLINTERS)
    return data


WAYS = (bytes_changed, cut_off, repeated, mixed, splintered)


def mutant(chance: random.Random, books: list[Path]) -> bytes:
    """One damaged address book."""
    data = bytearray(chance.choice(books).read_bytes())
    other = chance.choice(books).read_bytes()
    for _ in range(chance.randrange(1, 4)):
        if data:
            data = chance.choice(WAYS)(chance, data, other)
    return bytes(data)


@dataclass(frozen=True, slots=True)
class Answer:
    """What crm said to one call: an exit code, None where it took too long; and what is wrong with that."""

    code: int | None
    fault: str


def answered(files: list[Path], folder: Path) -> Answer:
    """Give the files to one call of crm and judge its answer."""
    command = [crm(), "import", "--dry-run", *map(str, files), "--db", str(folder / "mutants.db")]
    try:
        done = subprocess.run(
            command,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS_EACH * len(files),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(None, "took too long")
    said = done.stdout + done.stderr
    if b"Traceback" in said or b"went wrong in crm itself" in said:
        return Answer(done.returncode, said.decode("utf-8", "replace").strip()[-400:])
    if done.returncode not in ANSWERS:
        return Answer(done.returncode, f"unexpected exit code {done.returncode}")
    return Answer(done.returncode, "")


def judged(files: list[Path], folder: Path, codes: Counter[str]) -> list[tuple[Path, str]]:
    """The faults among the files of a batch; one file that is refused must not hide the others."""
    together = answered(files, folder)
    if not together.fault and together.code == 0:
        codes["exit code 0"] += len(files)
        return []
    faults = []
    for path in files:
        alone = answered([path], folder)
        codes["took too long" if alone.code is None else f"exit code {alone.code}"] += 1
        if alone.fault:
            faults.append((path, alone.fault))
    if together.fault and not faults:
        faults.append((files[0], f"only in the company of its batch: {together.fault}"))
    return faults


def keep(faults: list[tuple[Path, str]]) -> None:
    """Keep the mutants that crm could not stand, and say why."""
    folder = DATA / "mutants"
    folder.mkdir(parents=True, exist_ok=True)
    for path, fault in faults:
        kept = folder / path.name
        kept.write_bytes(path.read_bytes())
        print(f"{kept}: {fault}", file=sys.stderr)


def run(count: int, seed: int, batch: int) -> int:
    """Give so many mutants to crm and print the summary; answers the number of faults. Raises Failed."""
    books = originals(corpora())
    chance = random.Random(seed)
    codes: Counter[str] = Counter()
    faults = 0
    for first in range(0, count, batch):
        with tempfile.TemporaryDirectory(prefix="crm-mutants-") as name:
            folder = Path(name)
            files = []
            for place in range(first, min(first + batch, count)):
                # The name says nothing of the format: it has to be recognised.
                path = folder / f"mutant-{seed}-{place}"
                path.write_bytes(mutant(chance, books))
                files.append(path)
            found = judged(files, folder, codes)
            keep(found)
            faults += len(found)
    print(f"{count} mutants of {len(books)} address books, seed {seed}: {faults} faults.")
    for what, times in sorted(codes.items()):
        print(f"{times:6}  {what}")
    return faults


def main() -> int:
    """Give crm as many mutants as asked."""
    parser = argparse.ArgumentParser(description="Give damaged address books to crm import.")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--batch", type=int, default=20)
    asked = parser.parse_args()
    try:
        return 1 if run(asked.count, asked.seed, asked.batch) else 0
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
