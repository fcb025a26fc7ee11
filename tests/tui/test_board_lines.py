"""What the board says would have done the same does the same: each line is typed at another copy of the database."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.tui.boards import asked
from tests.tui.screens import Stage, play

_WHAT = (
    "SELECT d.title, s.name, p.name, d.value, d.currency, d.lost_reason, d.closed_at IS NULL, c.name FROM deal d "
    "JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = s.pipeline_id LEFT JOIN contact c "
    "ON c.id = d.contact_id ORDER BY d.id",
    "SELECT deal_id, from_stage_id, to_stage_id, note FROM stage_move ORDER BY deal_id, id",
    "SELECT deal_id, contact_id, what, due, repeat, done_at IS NULL FROM followup ORDER BY what, due, deal_id",
    "SELECT deal_id, tag FROM deal_tag ORDER BY deal_id, tag",
    "SELECT deal_id, name, is_winner FROM competitor ORDER BY deal_id, name",
)

# Keys one after the other; what stands in blanks is typed as a text.
SITTINGS = {
    "a stage on, with a next step": ["L", " call Rina's boss fri@10 ", "enter"],
    "by the picker to another pipeline": ["m", " rentals/neg ", "enter", "enter"],
    "many on at once": ["space", "space", "L", "y"],
    "won with all the care": ["w", " signed at last ", "enter"],
    "won with some of the care": ["w", "down", "down", "space", "enter"],
    "won without any care": ["w", "down", "space", "down", "space", "down", "space", "enter"],
    "won, and done what was to be done": [*"llll", "w", "down", "down", "down", "down", "space", "enter"],
    "lost for a reason": ["x", "1", "enter"],
    "lost to somebody, and never tried again": ["x", "3", " Jaya & Co ", "enter", " none ", "enter"],
    "void, all of a column": ["V", "X", "y"],
    "won and opened again": ["w", "enter", *"lllll", "H", "enter"],
    "a new deal with somebody": ["n", " Tower crane ", "enter", " rina ", "enter", " USD 5k ", "enter", "enter"],
    "a new deal with somebody new": ["n", " Crane ", "enter", " Zeno Quist ", "enter", "enter", "enter"],
    "tags on and off": ["t", " q4 'a ", "enter", "t", " -q4 ", "enter"],
}


@pytest.mark.parametrize("keys", SITTINGS.values(), ids=SITTINGS.keys())
def test_the_lines_do_what_the_keys_did(small: Path, tmp_path: Path, crm: Crm, keys: list[str]) -> None:
    other = tmp_path / "other" / "crm.db"
    other.parent.mkdir(mode=0o700)
    shutil.copy(small, other)

    async def played(stage: Stage) -> list[str]:
        for key in keys:
            await (stage.type(key.strip()) if " " in key else stage.press(key))
        return stage.app.commands

    lines = play(small, played)
    assert lines
    for line in " ; ".join(lines).replace("; crm ", " ; crm ").split(" ; "):
        program, *words = shlex.split(line)
        result = crm("--db", other, *words)
        assert (program, result.code) == ("crm", 0), result.stderr
    for query in _WHAT:
        assert asked(other, query) == asked(small, query)
