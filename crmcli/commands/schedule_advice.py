"""What the user might miss of something scheduled: said when it is scheduled, and by `crm doctor` while it holds."""

from __future__ import annotations

import os
import shlex
from shutil import which
from typing import TYPE_CHECKING

from crmcli import settings
from crmcli.commands import schedule_shapes, timing
from crmcli.i18n import _
from crmcli.schedules import cron, installing, plans, systemd

if TYPE_CHECKING:
    from crmcli.schedules.plans import Plan


def lines(plan: Plan, runner: str) -> list[str]:
    """What to say of a plan that is scheduled now, a sentence or two each."""
    said = []
    today = timing.local_now()
    first = schedule_shapes.upcoming(plan, schedule_shapes.last_of(plan))
    if plan.kind == plans.DIGEST and plans.has_come(plan, today) and first.date() == today.date():
        past = _("It is past {at}: if there is something to tell today, it comes at {first}.")
        said.append(past.format(at=f"{plan.at:%H:%M}", first=f"{first:%H:%M}"))
    said += of_nobody(plan)
    if runner == cron.NAME and not cron.is_running():
        said.append(_("No cron seems to run on this machine; nothing comes before it is started."))
    if not plan.is_delivering:
        kept = _("cron mails what is printed to you on this machine; --mail ADDRESS sends it elsewhere.")
        said.append(why_thrown_away(plan) or kept)
    said += filter(None, why_not_mailed(plan, runner))
    if plan.mail:
        said.append(_("To see whether mail works: crm digest --mail {address} --always").format(address=plan.mail))
    if runner == systemd.NAME and not systemd.is_lingering():
        said.append(_("It comes while you are logged in; loginctl enable-linger lets it come at any time."))
    return said


def of_nobody(plan: Plan) -> list[str]:
    """A sentence where nobody meets the query of a digest; else nothing. Raises what a query does."""
    from crmcli.commands import listing

    if not plan.query or listing.matching_ids(plan.query):
        return []
    said = _("Nobody meets {query} now, so nothing comes until somebody does.")
    return [said.format(query=" ".join(plan.query))]


def why_thrown_away(plan: Plan) -> str:
    """Why cron throws away what a plan prints; empty where it does not."""
    if plan.is_delivering:
        return ""
    if installing.is_mail_unwanted(plan):
        return _("MAILTO is empty in your crontab, so cron throws the digest away: add --mail or --notify.")
    if not cron.mails():
        return _("No sendmail is on this machine, so cron throws the digest away: add --mail or --notify.")
    return ""


def why_not_mailed(plan: Plan, runner: str) -> tuple[str, str]:
    """Why a mail of a plan goes from this shell and not by itself, and what to do; both are empty where it does."""
    from crmcli.delivery import sendmail
    from crmcli.errors import Undelivered

    if not plan.mail or settings.get("mail_server"):
        return "", ""
    try:
        words = sendmail.program()
    except Undelivered as error:
        return str(error), error.hint
    if not words or not which(words[0]):  # which the user hears as soon as mail is tried
        return "", ""
    path = cron.path(plan.name) if runner == cron.NAME else systemd.path()
    alone = sendmail.program(path)
    if alone and which(alone[0], path=path):
        return "", ""
    whole = shlex.join([os.path.abspath(words[0]), *words[1:]])
    named = shlex.join(["crm", "settings", "set", "sendmail", whole])
    return (
        _("{runner} does not find {program} without your PATH, so no mail would go.").format(
            runner=runner, program=words[0]
        ),
        _("Name it by its whole path: {line}; or take a server: crm settings set mail_server HOST").format(line=named),
    )
