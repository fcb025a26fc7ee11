"""Debian's own cron runs the line that crm wrote: the mail goes out, with the day of the user's zone.

It runs in a mount namespace of its own, in which the crontabs of this machine are not there. That needs root; where it
may not, the test is skipped and says so.
"""

from __future__ import annotations

import email
import email.policy
import os
import shlex
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_SECONDS = 135  # cron looks at its table once a minute

# The crontabs of this machine are covered, and so is the file by which crons keep off each other.
_ISOLATED = """\
set -eu
mount -t tmpfs none /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
mount -t tmpfs none /run
mount --bind /dev/null /etc/crontab
if [ -d /etc/cron.d ]; then mount -t tmpfs none /etc/cron.d; fi
"""


def isolated(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    """What a shell script does where no crontab of this machine is."""
    return subprocess.run(
        [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-c",
            _ISOLATED + script,
        ],
        env={"HOME": str(home), "PATH": SYSTEM_PATH, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def cron(home: Path) -> str:
    """The path of cron; the test is skipped where it cannot be run apart from this machine's."""
    found = shutil.which("cron", path=SYSTEM_PATH)
    if not found or not shutil.which("crontab", path=SYSTEM_PATH):
        pytest.skip("cron is not installed")
    if os.geteuid() != 0:
        pytest.skip("only root may run a cron apart from this machine's")
    if not shutil.which("unshare", path=SYSTEM_PATH):
        pytest.skip("unshare is not installed")
    tried = isolated("crontab -l 2>&1 | grep -q 'no crontab'", home)
    if tried.returncode:
        pytest.skip(f"no mounts may be made here: {tried.stderr.strip()}")
    return found


def another_day() -> ZoneInfo:
    """A zone in which it is not the day that it is on a clock in UTC."""
    return ZoneInfo("Pacific/Kiritimati" if datetime.now(ZoneInfo("UTC")).hour >= 12 else "Etc/GMT+12")


def test_cron_sends_the_digest_of_the_users_day(cron: str, home: Path, tmp_path: Path) -> None:
    zone = another_day()
    sent = tmp_path / "sent"
    sendmail = tmp_path / "sendmail"
    sendmail.write_text(f'#!/bin/sh\ncat >"{sent}.new"\nenv >"{sent}.env"\nmv "{sent}.new" "{sent}"\n')
    sendmail.chmod(0o755)
    (home / ".config" / "crm").mkdir(parents=True)
    (home / ".config" / "crm" / "config.toml").write_text(
        f'sendmail = "{sendmail}"\nmail_from = "crm@x.example"\n', "utf-8"
    )
    at = datetime.now(zone) + timedelta(seconds=10)
    at += timedelta(minutes=1)
    database = tmp_path / "my $HOME 100% 'büro'" / "crm.db"
    database.parent.mkdir()
    crm = f"{sys.executable} -m crmcli --db {shlex.quote(str(database))}"
    query = shlex.quote("name:陳美玲 or notes:\"50% of 'it' is; #\"")
    done = isolated(
        f"""
        {crm} settings set timezone {zone}
        {crm} add 陳美玲 --phone '+886 912-345-678'
        {crm} remind c1 'send the quote 100%' --on today
        printf 'HOME={home}\\n# mine\\n' | crontab -
        {crm} schedule digest {at:%H:%M} {query} --mail me@x.example --with cron
        crontab -l >'{tmp_path}/table'
        {cron} -f & process=$!
        waited=0
        while [ ! -f '{sent}' ] && [ $waited -lt {_SECONDS} ]; do sleep 1; waited=$((waited + 1)); done
        kill $process
        {crm} schedule list --json >'{tmp_path}/list'
        {crm} schedule rm digest
        crontab -l
        """,
        home,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"digest no longer comes; it was with cron.\nHOME={home}\n# mine\n")
    assert sent.exists(), (done.stderr, (tmp_path / "table").read_text())
    message = email.message_from_bytes(sent.read_bytes(), policy=email.policy.default)
    day = f"{at:%a} {at.day} {at:%b %Y}"
    assert str(message["Subject"]).endswith(day)
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "陳美玲" in text
    assert "send the quote 100%" in text
    assert "TERM=" not in (tmp_path / "sent.env").read_text()


def test_the_real_crontab_gives_the_table_back(cron: str, home: Path, tmp_path: Path) -> None:
    crm = f"{sys.executable} -m crmcli"
    done = isolated(
        f"""
        {crm} settings set timezone UTC
        printf '0 5 * * * \\351 a\r\n\nMAILTO=me\n' | crontab -
        crontab -l >'{tmp_path}/before'
        {crm} schedule alerts --with cron
        crontab -l | grep -c 'managed by crm schedule'
        {crm} schedule rm alerts
        crontab -l | cmp - '{tmp_path}/before'
        printf '0 5 * * * a' >/var/spool/cron/crontabs/root
        {crm} schedule alerts --with cron
        {crm} schedule rm alerts
        crontab -l
        crontab -r
        {crm} schedule alerts --with cron
        {crm} schedule rm alerts
        ls /var/spool/cron/crontabs
        """,
        home,
    )
    assert done.returncode == 0, done.stderr
    assert "\n1\n" in done.stdout
    assert "alerts no longer comes; it was with cron.\n0 5 * * * a\n" in done.stdout
    assert done.stdout.endswith("alerts no longer comes; it was with cron.\n")
