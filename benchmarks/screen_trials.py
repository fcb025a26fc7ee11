"""What is tried at the screen: how it begins, keys on the board and in the contacts, moving cards, filtering.

Each trial is a sitting of its own, at keys that are the same in every run.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path

from children import crm
from screen_table import Line, of_answers
from sittings import Answer, Sitting

PAINT, KEY, MOVE, MEMORY = 400.0, 16.0, 40.0, 60.0  # ms more than a bare program, ms, ms, MB
# A card: what only deals are called, with their number. A contact: what a row of theirs has.
CARD = r"(?:Trucks|Spare parts|Frame contract|Renewal|Warehouse|Bürostühle|Seguro da frota) \d"
PERSON = r"PT |GmbH|Ltda|@|\+\d"
BARE = [sys.executable, str(Path(__file__).with_name("bare_screen.py"))]
SEED = 20261126


class Trials:
    """Trials on one database in a window of one size."""

    def __init__(
        self, database: Path, surroundings: dict[str, str], size: tuple[int, int], *, is_quick: bool = False
    ) -> None:
        self.command = [crm(), "--db", str(database), "tui"]
        self.database, self.surroundings, self.size = database, surroundings, size
        self.rounds, self.keys = (3, 60) if is_quick else (7, 240)
        self.where = f"{size[0]}x{size[1]}"

    def _sit(self, view: str, pattern: str) -> Sitting:
        sitting = Sitting([*self.command, view], self.surroundings, self.size)
        sitting.until(pattern)
        sitting.rest()
        return sitting

    # The beginning

    def beginning(self) -> Iterator[Line]:
        """The first paint with cards in it, beside that of a bare program, in turn."""
        taken: dict[str, list[tuple[float, float]]] = {"bare": [], "frame": [], "cards": []}
        memory = 0
        for turn in range(self.rounds + 1):
            for name in random.Random(turn).sample(["bare", "cards"], 2):
                with Sitting(BARE if name == "bare" else [*self.command, "board"], self.surroundings, self.size) as one:
                    if name == "bare":
                        found = [("bare", one.until("Nothing was pressed"))]
                    else:
                        found = [("frame", one.until(r"\S")), ("cards", one.until(CARD))]
                        one.rest()
                        memory = max(memory, one.memory())
                    if turn:  # the first of each fills the caches
                        for said, (moment, work) in found:
                            taken[said].append((moment - one.started, work))
        yield from self._painted(taken)
        megabytes = memory / 1_000_000
        yield Line(f"{self.where} memory with the board", None, counts=megabytes, promise=MEMORY, unit="MB")

    def _painted(self, taken: dict[str, list[tuple[float, float]]]) -> Iterator[Line]:
        middle = {name: statistics.median(seconds for seconds, _work in each) for name, each in taken.items()}
        work = {name: statistics.median(work for _seconds, work in each) for name, each in taken.items()}
        worst = {name: max(seconds for seconds, _work in each) for name, each in taken.items()}
        yield Line(f"{self.where} a bare Textual program", middle["bare"], worst["bare"], work["bare"])
        yield Line(f"{self.where} crm, its frame", middle["frame"], worst["frame"], work["frame"])
        more = (middle["cards"] - middle["bare"]) * 1000
        yield Line(
            f"{self.where} crm, the board with its cards", middle["cards"], worst["cards"], work["cards"], more, PAINT,
            "ms more",
        )  # fmt: skip

    # The board

    def board(self) -> Iterator[Line]:
        """Keys of the cursor, a card moved to and fro, and a query typed into the filter."""
        with Sitting(BARE, self.surroundings, self.size) as bare:
            bare.until("Nothing")
            bare.rest()
            yield of_answers(f"{self.where} a key in a bare program", [bare.press("j") for _turn in range(self.keys)])
        with self._sit("board", CARD) as one:
            answers = [one.press(key) for key in wandering(self.keys)]
            yield of_answers(f"{self.where} board, the cursor", answers, KEY)
            yield self._memory("board, at its highest so far", one)
            yield from self._moving(one)
            yield from self._filtering(one, "board", "trucks", "/trucks")
            yield self._memory("board, at the end", one)

    def _moving(self, one: Sitting) -> Iterator[Line]:
        one.press("hhhhhhhgll")
        one.rest()
        answers, told = [], []
        for turn in range(max(self.keys // 6, 12)):
            one.press("j")
            one.rest()
            key = "H" if turn % 2 else "L"
            if turn // 2 % 2:
                told.append(one.press_until(key, "→"))
            else:
                answers.append(one.press(key))
            one.rest()
            one.press("\x1b")  # it may ask for the next step
            one.rest()
        yield of_answers(f"{self.where} board, a card moved", answers, MOVE)
        yield of_answers(f"{self.where} board, a card moved, stored and told", told)

    def _filtering(self, one: Sitting, view: str, text: str, found: str) -> Iterator[Line]:
        letters: list[Answer] = []
        narrowed: list[Answer] = []
        for turn in range(max(self.keys // 12, 6)):
            one.press("/")
            one.rest()
            if turn % 2:
                narrowed.append(one.press_until(text, found))
            else:
                letters += [one.press(letter) for letter in text]
            one.rest()
            one.press("\x1b")
            one.rest()
        yield of_answers(f"{self.where} {view}, a letter of the filter", letters, KEY)
        yield of_answers(f"{self.where} {view}, a word typed at once and narrowed by it", narrowed)

    def _memory(self, what: str, one: Sitting) -> Line:
        return Line(f"{self.where} memory, {what}", counts=one.memory() / 1_000_000, promise=MEMORY, unit="MB")

    # The contacts

    def contacts(self) -> Iterator[Line]:
        """Keys of the cursor through all contacts, and a name typed into the filter."""
        with self._sit("contacts", PERSON) as one:
            answers = [one.press(key) for key in scrolling(self.keys)]
            yield of_answers(f"{self.where} contacts, the cursor", answers, KEY)
            yield from self._filtering(one, "contacts", "santos", r" of \d\d,\d\d\d")
            yield self._memory("contacts", one)

    # Somebody else writes

    def while_importing(self, cards: str, count: int) -> Iterator[Line]:
        """Keys in two windows while another process imports contacts; then they show without a key. Raises Failed."""
        with self._sit("board", CARD) as board, self._sit("contacts", PERSON) as people:
            command = [crm(), "--db", str(self.database), "import", cards, "--on-match", "add", "--quiet"]
            on_board, among_people = [], []
            with subprocess.Popen(
                command, env=self.surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            ) as other:
                for across, down in zip(cycle(wandering(self.keys)), cycle(scrolling(self.keys)), strict=False):
                    if other.poll() is not None:
                        break
                    on_board.append(board.press(across))
                    among_people.append(people.press(down))
            shown = people.press_until("", f"{self._people():,} contacts")
            what = f"while {count:,} contacts are imported"
            yield of_answers(f"{self.where} board, the cursor {what}", on_board, KEY)
            yield of_answers(f"{self.where} contacts, the cursor {what}", among_people, KEY)
            yield Line(f"{self.where} contacts, until those are there", shown.seconds, work=shown.work)
            after = [board.press(key) for key in wandering(self.keys)]
            yield of_answers(f"{self.where} board, the cursor afterwards", after, KEY)
            yield self._memory("board, afterwards", board)
            yield self._memory("contacts, afterwards", people)

    def _people(self) -> int:
        """How many contacts there are."""
        with closing(sqlite3.connect(self.database)) as connection:
            query = "SELECT count(*) FROM contact WHERE deleted_at IS NULL"
            return int(connection.execute(query).fetchone()[0])


def wandering(count: int) -> list[str]:
    """Keys that lead over the board: mostly down, across and back, by pages and to the ends."""
    chance = random.Random(SEED)
    drawn: list[str] = []
    for _turn in range(count):
        drawn.append(chance.choices("jklh\x04\x15Gg", weights=(40, 12, 12, 12, 8, 6, 3, 3))[0])
    return drawn


def scrolling(count: int) -> list[str]:
    """Keys that lead through a list: down, by pages, to the ends and back."""
    chance = random.Random(SEED)
    return [chance.choices("jk\x04\x15Gg", weights=(40, 15, 20, 15, 3, 3))[0] for _turn in range(count)]
