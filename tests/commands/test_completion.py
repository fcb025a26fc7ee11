"""`crm completion`: the scripts, and putting them where the shells look."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm

PLACES = {
    "bash": ".local/share/bash-completion/completions/crm",
    "zsh": ".local/share/zsh/site-functions/_crm",
    "fish": ".config/fish/completions/crm.fish",
}


@pytest.mark.parametrize("shell", PLACES)
def test_the_script_is_printed_or_put_in_its_place(crm: Crm, home: Path, shell: str) -> None:
    script = crm("completion", shell).stdout
    path = home / PLACES[shell]
    assert crm("completion", shell, "--install", "--dry-run").stdout == f"Would write {path}\n"
    assert not path.exists()
    assert crm("completion", shell, "--install").stdout == f"Wrote {path}\n"
    assert path.read_text("utf-8") == script
    assert crm("completion", shell, "--install").stdout == f"{path} is up to date.\n"
    assert crm("completion", shell, "--install", "--json").json == {
        "shell": shell,
        "path": str(path),
        "is_changed": False,
    }


def test_an_older_script_of_ours_is_replaced_and_any_other_file_stays(crm: Crm, home: Path) -> None:
    path = home / PLACES["fish"]
    path.parent.mkdir(parents=True)
    path.write_text("# Completion of crm for fish, made by `crm completion fish`: old\n")
    assert crm("completion", "fish", "--install").stdout == f"Wrote {path}\n"
    path.write_text("# mine\n")
    assert refused(crm("completion", "fish", "--install"), 4, f"{path} is not from crm, and stays as it is.")
    assert path.read_text() == "# mine\n"


def test_the_shell_is_the_one_that_the_user_works_in(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert crm("completion").stdout == crm("completion", "fish").stdout
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert refused(crm("completion"), 2, "There is no completion for tcsh.")
    monkeypatch.delenv("SHELL")
    assert refused(crm("completion"), 2, "No shell is named.")


def test_a_folder_that_cannot_be_made_is_said(crm: Crm, home: Path) -> None:
    (home / ".config").write_text("a file")
    said = crm("completion", "fish", "--install")
    assert (said.stdout, said.code) == ("", 6)
    assert "cannot be written" in said.stderr
