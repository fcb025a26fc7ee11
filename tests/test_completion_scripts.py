"""The completion scripts in the shells they are for; a shell that is not installed is passed over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crmcli.completion_table import FOLDER
from tests.conftest import Crm
from tests.terminals import Terminal

NAME = "Weird \"quoted\" $HOME `x` \\back: 'colon'! (王) a=b"
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def script(shell: str) -> str:
    return f"{FOLDER}/crm.{shell}"


def run(*command: str) -> str:
    """What a command wrote; it has to succeed and to say nothing on stderr."""
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": PATH}, check=False)
    assert (done.stderr, done.returncode) == ("", 0), done
    return done.stdout


needs_zsh = pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
needs_fish = pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")

BASH = """
source "$1"
COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:' COMP_TYPE=9 COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=(crm)
compopt() { printf 'compopt %s %s\\n' "$@"; }
_crm
for each in "${COMPREPLY[@]}"; do printf '%s\\n' "$each"; eval "printf '<%s>\\n' $each"; done
"""


def test_bash_inserts_a_name_of_any_characters_rightly_quoted(crm: Crm) -> None:
    crm("add", NAME)
    assert run("bash", "-c", BASH, "bash", script("bash"), "crm show weird").endswith(f"\n<{NAME}>\n")


def test_bash_completes_files_itself(crm: Crm) -> None:
    assert run("bash", "-c", BASH, "bash", script("bash"), "crm import x") == "compopt -o default\n"


def test_bash_is_left_in_peace_where_crm_is_not_there(home: Path) -> None:
    bare = {**os.environ, "PATH": "/usr/bin:/bin"}
    words = ["bash", "-c", BASH, "bash", script("bash"), "crm show weird"]
    done = subprocess.run(words, capture_output=True, text=True, env=bare, check=False)
    assert (done.stdout, done.stderr) == ("", "")


def test_bash_at_a_prompt_puts_in_what_belongs_there_wherever_it_breaks_words(crm: Crm) -> None:
    crm("segment", "add", "hot ones", "has:phone")
    crm("group", "add", "Golf: A@B")
    for name in ("Sari Dewi", "Siti Sari", NAME):
        crm("add", name)
    typed = {
        "contact list @h": "@hot ones",
        "contact list not:@hot\\ ": "not:@hot ones",
        "contact list group:golf:": "group:golf: A@B",
        "contact list 'group:Golf: A@": "group:Golf: A@B",
        "group put Golf\\:\\ A@": "Golf: A@B",
        "show weird": NAME,
        "show Sari": "Sari",  # two have it, and only the S in common
    }
    with Terminal(shell="exec bash --norc --noprofile -i") as terminal:
        terminal.press(f"PATH='{PATH}' PS1=; source '{script('bash')}'; complete -F _crm args\n")
        terminal.press("args() { printf '<%s>' \"$@\"; echo the' 'end; }; echo re'ad'y\n")
        terminal.until("ready")
        for line, wanted in typed.items():
            terminal.press(f"args {line}\t\n")
            assert f"<{wanted}>" in terminal.until("the end")
        terminal.press("exit\n")


@needs_fish
def test_fish_offers_names_with_their_companies(crm: Crm) -> None:
    crm("add", NAME, "--company", "PT Maju")
    ask = f"source {script('fish')}; complete -C 'crm show weird'"
    shown = run("fish", "--no-config", "-c", ask)
    assert shown.startswith(NAME.split(" ")[0])
    assert "PT Maju" in shown
    assert run("fish", "--no-config", "-c", f"source {script('fish')}; complete -C 'crm sh'").startswith("show\t")


@needs_fish
def test_fish_offers_a_name_in_another_script_by_its_reading(crm: Crm) -> None:
    crm("add", "陳美玲")
    shown = run("fish", "--no-config", "-c", f"source {script('fish')}; complete -C 'crm show chen'")
    assert shown == "chen\\ mei\\ ling\tc1 陳美玲\n" or shown == "chen mei ling\tc1 陳美玲\n"


ZSH = """
zmodload zsh/zpty
zpty -b z zsh -f -i
zpty -w z "PS1=; autoload -Uz compinit; compinit -u; source $1"
zpty -w z 'args() { local each; for each in "$@"; do print -r -- "<$each>"; done; print -r -- "the" "end" }'
zpty -w z 'compdef _crm args'
zpty -w z "bindkey '^I' complete-word; print -r -- rea''dy"
zpty -r z answer '*ready*'
zpty -n -w z "$2"$'\\t\\n'
zpty -r z answer '*the end*'
print -r -- "$answer"
"""


@needs_zsh
def test_zsh_inserts_a_name_of_any_characters_rightly_quoted(crm: Crm) -> None:
    crm("add", NAME)
    assert f"<{NAME}>" in run("zsh", "-f", "-c", ZSH, "zsh", script("zsh"), "args show weird")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_can_read(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    assert run(shell, "-n", script(shell)) == ""
