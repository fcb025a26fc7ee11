"""The sequence that puts a text into a terminal's clipboard, through whatever stands between."""

from __future__ import annotations

from base64 import b64decode

from crmcli import clipboard


def test_a_text_is_handed_to_the_terminal_by_osc_52() -> None:
    sequence = clipboard.sequence("王 \x1b", {})
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    assert b64decode(sequence[7:-1]).decode() == "王 \x1b"


def test_tmux_gets_it_for_itself_and_to_hand_through() -> None:
    plain = clipboard.sequence("x", {})
    assert clipboard.sequence("x", {"TMUX": "/tmp/t,1,0"}) == (
        f"{plain}\x1bPtmux;{plain.replace(chr(27), chr(27) * 2)}\x1b\\"
    )


def test_screen_gets_it_in_pieces_that_it_takes() -> None:
    sequence = clipboard.sequence("x" * 500, {"STY": "1.pts"})
    pieces = [piece.removesuffix("\x1b\\") for piece in sequence.split("\x1bP")[1:]]
    assert "".join(pieces) == clipboard.sequence("x" * 500, {})
    assert max(map(len, pieces)) <= 76
