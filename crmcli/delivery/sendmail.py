"""The machine's own way to send mail: any program that understands `sendmail -t -i`, such as msmtp or Postfix."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crmcli import settings
from crmcli.delivery import programs
from crmcli.errors import Undelivered
from crmcli.i18n import _

if TYPE_CHECKING:
    from email.message import EmailMessage

PATIENCE = 60  # seconds
_FOLDERS = ("/usr/sbin", "/usr/lib", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin")  # beyond cron's PATH


def program(path: str = "") -> list[str]:
    """The program as words: the one that is set, else one that is found; none where there is none, or none is wanted.

    It is looked for along `path`, else along the PATH of this process, and where such programs usually are.
    Raises Undelivered where what is set cannot be read.
    """
    import shlex
    from shutil import which

    folders = os.pathsep.join((path or os.environ.get("PATH") or os.defpath, *_FOLDERS))
    chosen = settings.get("sendmail")
    if chosen == "none":
        return []
    if chosen:
        try:
            words = shlex.split(chosen)
        except ValueError:
            words = []
        if not words:
            raise Undelivered(_("The setting sendmail cannot be read: {command}.").format(command=chosen), _hint())
        name = os.path.expanduser(words[0])
        return [which(name, path=folders) or name, *words[1:]]
    found = which("sendmail", path=folders)
    return [found] if found else []


def send(words: list[str], message: EmailMessage, sender: str, *, patience: float = PATIENCE) -> None:
    """Hands a message to the program, which reads from it to whom it goes. `sender` may be empty: the program knows.

    Raises Undelivered where it fails, cannot be started, or takes longer than `patience` seconds.
    """
    asked = [*words, "-t", "-i", *(["-f", sender] if sender else [])]
    given = message.as_bytes(policy=message.policy.clone(linesep="\n")).decode("ascii")
    try:
        programs.run(asked, called=os.path.basename(words[0]) or words[0], patience=patience, given=given)
    except Undelivered as error:
        error.hint = error.hint or _hint()
        raise


def _hint() -> str:
    return _("crm settings set sendmail PROGRAM names another; crm settings set mail_server HOST a server instead.")
