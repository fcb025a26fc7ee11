"""What `crm digest` does: looks whether it is time, gathers the day, and prints or sends it.

Where there is nothing to say, no byte is written anywhere: this runs while nobody looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, diagnostics, output
from crmcli.commands import digest_requests, timing
from crmcli.commands.digest_requests import HTML, JSON, MARKDOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.digest_contents import Gathered
    from crmcli.commands.digest_requests import Request


def digest(request: Request) -> int:
    """Tells the day as it is asked for, and returns the exit code. Raises what a query does, and Undelivered."""
    diagnostics.narrate_only_to_who_looks()
    request = digest_requests.settled(request)
    now = timing.local_now()
    if digest_requests.is_untimely(request.times, now):
        return diagnostics.DONE
    from crmcli.commands import digest_contents, digest_deliveries

    store = context.current().reading()
    if store is None:
        # Without a ledger nobody knows whether it was told.
        if request.is_always and not request.ways.once_per:
            _tell(request, digest_contents.nothing(now))
        return diagnostics.DONE
    if not request.has_exit_code and digest_deliveries.is_all_told(store.connection, request, now):
        return diagnostics.DONE
    found = digest_contents.gathered(store.connection, now, request.days, _among(request.words))
    found = found.of_deals if request.is_of_deals else found
    if not found.is_empty or request.is_always:
        _tell(request, found)
    return diagnostics.SOMETHING_DUE if request.has_exit_code and not found.is_empty else diagnostics.DONE


def printed(request: Request, found: Gathered) -> str:
    """The digest in the format that is asked for."""
    from crmcli.commands import digest_contents

    here = context.current()
    store = here.reading()
    connection = store.connection if store else None
    if request.ways.format == JSON:
        from crmcli import serialising

        document = digest_contents.document(connection, found)
        return serialising.json_text(document, is_indented=output.is_terminal(here.output.stream)) + "\n"
    composed = digest_contents.composed(connection, found, request.words, is_all=request.is_all)
    if request.ways.format == HTML:
        from crmcli.digests import html

        return html.written(composed)
    if request.ways.format == MARKDOWN:
        from crmcli.digests import markdown

        return markdown.written(composed)
    from crmcli.digests import plain

    return plain.written(composed)


def _tell(request: Request, found: Gathered) -> None:
    from crmcli.commands import digest_deliveries

    if request.ways.is_sent:
        digest_deliveries.send(request, found)
    else:
        digest_deliveries.print_(request, found, printed(request, found))


def _among(words: Sequence[str]) -> set[int] | None:
    """Those who meet a query; None where there is none."""
    if not words:
        return None
    from crmcli.commands import listing

    return set(listing.matching_ids(words))
