"""Mailing: a look-up that another program asked for and that the fast lane left, such as a query for mutt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, programs
from crmcli.errors import Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence


def answer(words: Sequence[str], limit: int | None, *, mutt: bool, aerc: bool, caller: bool) -> int:
    """Answer in the form of the one program that is named; returns the exit code. Raises Usage for two of them."""
    asked = [form for form, is_asked in zip(programs.FORMS, (mutt, aerc, caller), strict=True) if is_asked]
    here = context.current()
    if len(asked) > 1 or (not caller and here.mode in ("json", "csv", "ids")):
        raise Usage(
            _("--{form} cannot be had with another form of answer.").format(form=asked[0]),
            _("Leave one of them out."),
        )
    from crmcli.commands import listing

    return programs.answer(asked[0], here.database, words, limit, here.output, lambda: listing.meeting(words))
