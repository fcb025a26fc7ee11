"""The password: the first line of what a command prints, and in no sentence whatever happens."""

from __future__ import annotations

import pytest

from crmcli.delivery import passwords
from crmcli.errors import Undelivered

SECRET = "hunter2 wörd"


@pytest.mark.parametrize(
    "command",
    [
        f"echo '{SECRET}'",
        f"printf '%s' '{SECRET}'",
        f"printf '%s\\r\\nuser: me\\n' '{SECRET}'",
        f"echo '{SECRET}'; echo noise >&2",
        f"echo '{SECRET}'; sleep 30 & exit 0",
        f"echo '{SECRET}' | cat",
    ],
)
def test_the_first_line_is_the_password(command: str) -> None:
    assert passwords.ask(command) == SECRET


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (f"echo '{SECRET}'; echo '{SECRET}' >&2; exit 3", "The password command failed with code 3."),
        ("no-such-command-here", "The password command failed with code 127."),
        ("true", "The password command printed no password."),
        ("echo", "The password command printed no password."),
        ("printf 'a\\tb'", "The password command printed no password."),
        ("printf '\\377\\376'", "What the password command prints is no text."),
        ("head -c 9000 /dev/zero", "The password command prints more than a password."),
        (f"printf '{SECRET}'; exec sleep 60", "The password command was still busy after 0 seconds."),
        (f"echo '{SECRET}'; exec sleep 60", "The password command was still busy after 0 seconds."),
        ("nul\0", "The password command cannot be started."),
    ],
)
def test_what_goes_wrong_is_a_sentence_without_the_secret(command: str, sentence: str) -> None:
    with pytest.raises(Undelivered) as caught:
        passwords.ask(command, patience=0.5 if "sleep" in command else 60)
    assert caught.value.message == sentence
    assert caught.value.hint == "Try it in a shell: crm settings get password_command shows it."
    error: BaseException | None = caught.value
    while error is not None:
        assert SECRET not in str(error) or error.__suppress_context__
        error = error.__context__ if not error.__suppress_context__ else None
