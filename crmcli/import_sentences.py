"""What became of an import, in words, whichever face tells it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.import_report import Counts


def counts(counted: Counts) -> str:
    """How many cards or rows there were, and what became of them: the parts always add up."""
    return _("{read} read: {created} new, {updated} updated, {unchanged} unchanged, {rejected} rejected").format(
        read=f"{counted.read:,}",
        created=f"{counted.created:,}",
        updated=f"{counted.updated:,}",
        unchanged=f"{counted.unchanged:,}",
        rejected=f"{counted.rejected:,}",
    )


def kinds() -> dict[str, str]:
    """What became of one card or row, by its kind."""
    return {"created": _("new"), "updated": _("updated"), "unchanged": _("unchanged"), "rejected": _("rejected")}
