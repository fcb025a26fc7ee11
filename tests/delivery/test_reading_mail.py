"""What a reader in a terminal sees: mutt shows the headers in letters and the text part as it was written."""

from __future__ import annotations

import mailbox
import shutil
from pathlib import Path

import pytest

from crmcli.delivery import message
from crmcli.delivery.addresses import Address
from tests.factories import NOW
from tests.terminals import Terminal

TEXT = """\
Tue 24 Nov 2026 · 1 late, 1 today
! f12 Budi Santoso   send quote      2 days late           +62 812-3456-7890
• f15 陳美玲         viewing 15:00   d9 Daan 3F            +886 912-345-678

There are tabs\tand = signs, and a line of its own:
.
"""


@pytest.mark.skipif(shutil.which("mutt") is None, reason="mutt is not installed")
def test_mutt_shows_the_digest_as_it_was_written(home: Path) -> None:
    composed = message.compose(
        Address("budi@example.com", "Budi Säntoso"),
        "me@example.com",
        "Tue 24 Nov · 1 late, 1 today · 陳美玲",
        TEXT,
        "<p>not this</p>\n",
        number=message.number_of("2026-11-24 mail:me@example.com", "me@example.com", ""),
        now=NOW,
    )
    box = mailbox.mbox(home / "mbox")
    box.add(mailbox.mboxMessage(composed))
    box.close()
    (home / "rc").write_text(
        f"set folder={home} move=no pipe_decode=yes wait_key=no\n"
        'ignore *\nunignore from to subject\npush "<pipe-message>cat >shown<enter><exit>"\n'
    )
    with Terminal(shell="mutt -n -F rc -R -f mbox") as terminal:
        assert terminal.ended() == 0
    headers, _blank, body = (home / "shown").read_text("utf-8").partition("\n\n")
    assert [line for line in headers.splitlines() if line.startswith(("From: ", "To: ", "Subject: "))] == [
        "From: Budi Säntoso <budi@example.com>",
        "To: me@example.com",
        "Subject: Tue 24 Nov · 1 late, 1 today · 陳美玲",
    ]
    assert body.rstrip("\n") + "\n" == TEXT
