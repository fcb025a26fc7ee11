"""What completion knows of the lines of deals: stages behind a deal, reasons, competitors, the rows of each report."""

from __future__ import annotations

from crmcli.commands import report_endings, report_forecast, report_funnel, report_sources, report_stalled
from crmcli.store import deal_contacts, money_goals, stage_values
from crmcli.store.reports import velocity_parts, works

_REPORTS = {
    "funnel": report_funnel.BY,
    "velocity": velocity_parts.BY,
    "forecast": report_forecast.BY,
    "won": report_endings.WON_BY,
    "lost": report_endings.LOST_BY,
    "stalled": report_stalled.BY,
    "activity": works.BY,
    "sources": report_sources.BY,
    "goal": money_goals.PERIODS,
}


def of_deals() -> dict[tuple[str, str], str]:
    """What may stand where the verbs, the nouns and the reports of deals have a word of their own."""
    found = {(f"crm report {name}", "QUERY"): "query-deal" for name in _REPORTS}
    found |= {(f"crm report {name}", "--by"): "one " + "|".join(by) for name, by in _REPORTS.items() if by}
    found |= {(f"crm report {name}", "--format"): "one text|csv|tsv|json" for name in _REPORTS}
    found[("crm pipeline show", "--format")] = "one text|csv|tsv|json"
    for noun in ("crm", "crm deal"):
        found |= {
            (f"{noun} move", "DEAL… STAGE"): "deal-stage",
            (f"{noun} reopen", "DEAL… [STAGE]"): "deal-closed-stage",
            (f"{noun} lose", "--reason"): "reason",
            (f"{noun} lose", "--to"): "competitor",
            (f"{noun} lose", "--retry"): "one 1m|3m|6m|1y|none",
        }
    for verb in ("add", "edit"):
        found[(f"crm deal {verb}", "--source")] = "source"
        found[(f"crm deal {verb}", "--close")] = "one eow|eom|eoq|eoy"
        found[(f"crm stage {verb}", "--needs")] = "one " + "|".join((*stage_values.NEEDS, "none"))
    found |= {
        ("crm deal edit", "--clear"): "one value|commission|close|chance|source|note",
        ("crm deal with", "--clear"): "one role|stance|warmth",
        ("crm deal with", "--role"): "one " + "|".join(deal_contacts.ROLES),
        ("crm deal with", "--stance"): "one " + "|".join(deal_contacts.STANCES),
        ("crm deal with", "--warmth"): "one " + "|".join(deal_contacts.WARMTHS),
        ("crm deal competitor", "NAME"): "competitor",
        ("crm settings goal", "--of"): "one " + "|".join(money_goals.OF),
    }
    return found
