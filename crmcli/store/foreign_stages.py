"""How far along the stages of an import are: by the chance that its deals have there, or that programs give them.

Promises the same order whatever stands first in a file. It reads no file and changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from crmcli.folding import fold
from crmcli.store import stages

if TYPE_CHECKING:
    from crmcli.store.incoming_deals import IncomingDeal

# Chances in percent of the stages with which Pipedrive, HubSpot, Salesforce and Zoho begin, as they give them; of
# Pipedrive, which gives none, as evenly as they follow each other.
_KNOWN = {
    "lead in": 10, "contact made": 20, "demo scheduled": 40, "proposal made": 60, "negotiations started": 80,
    "appointment scheduled": 20, "qualified to buy": 40, "presentation scheduled": 60,
    "decision maker bought-in": 80, "contract sent": 90,
    "appointmentscheduled": 20, "qualifiedtobuy": 40, "presentationscheduled": 60,
    "decisionmakerboughtin": 80, "contractsent": 90,
    "prospecting": 10, "qualification": 10, "needs analysis": 20, "value proposition": 50,
    "id. decision makers": 60, "identify decision makers": 60, "perception analysis": 70,
    "proposal/price quote": 75, "negotiation/review": 90,
}  # fmt: skip
# What people call the stages that crm begins with, in the languages of its users, by the chances of those.
_SPOKEN = {
    10: "baru, lead baru, prospek, neu, neuer kontakt, novo, nova, lead novo, nuevo, nueva, nouveau, nouvelle, "
    "新, 新客戶, 新客户, 潛在客戶, 潜在客户, 線索, 线索",
    20: "dihubungi, sudah dihubungi, kontak pertama, kontaktiert, erstkontakt, contatado, contato feito, "
    "primeiro contato, contactado, primer contacto, contacté, premier contact, 已聯絡, 已联系, 初步接觸, 初步接触",
    40: "kualifikasi, terkualifikasi, qualifiziert, qualificado, qualificação, calificado, cualificado, qualifié, "
    "需求確認, 需求确认, 已確認, 已确认",
    60: "penawaran, penawaran dikirim, angebot, angebot gesendet, angebot verschickt, proposta, proposta enviada, "
    "orçamento, orçamento enviado, propuesta, propuesta enviada, presupuesto, cotización, devis, devis envoyé, "
    "offre, proposition, offer, offer sent, quote, quote sent, quotation, 報價, 报价, 提案, 方案報價, 方案报价",
    80: "negosiasi, nego, verhandlung, in verhandlung, negociação, em negociação, negociación, en negociación, "
    "négociation, 議價, 议价, 洽談, 洽谈, 談判, 谈判, 商務談判, 商务谈判",
}  # fmt: skip


class _Named(NamedTuple):
    name: str
    chances: Counter[int]


class ForeignStages:
    """The open stages that the deals of an import are in or were in, by their pipelines. Chances are in hundredths of
    a percent."""

    def __init__(self) -> None:
        self._names: defaultdict[str, dict[str, _Named]] = defaultdict(dict)

    def note(self, one: IncomingDeal) -> None:
        """Counts a deal: the stages that it names, and the chance that it has in the one it is in now."""
        is_open = one.outcome in ("", stages.OPEN)
        for move in one.moves:
            if move.outcome == stages.OPEN:
                self._chances(move.pipeline, move.stage)
        if one.stage:
            found = self._chances(one.pipeline, one.stage)
            if is_open and "chance" in one.values:
                found[int(one.values["chance"])] += 1

    def known(self, pipeline: str, name: str) -> int | None:
        """Returns the chance that most deals there have, or that programs give it; None where nothing is known."""
        usual = _usual().get(fold(name))
        found = self._names.get(fold(pipeline), {}).get(fold(name))
        if found is None or not found.chances:
            return usual
        chance, deals = min(found.chances.items(), key=lambda each: (-each[1], each[0]))
        # One deal may have a chance of its own.
        return usual if usual is not None and deals == 1 else chance

    def chance(self, pipeline: str, name: str) -> int:
        """Returns the chance of a stage that is made: the known one; else its share of the way, so that those of which
        nothing is known follow each other as in the file."""
        known = self.known(pipeline, name)
        if known is not None:
            return known
        unknown = [each for each in self._names.get(fold(pipeline), {}) if self.known(pipeline, each) is None]
        place = unknown.index(fold(name)) + 1 if fold(name) in unknown else 1
        return place * 100 // (len(unknown) + 1) * 100

    def first(self, pipeline: str) -> str:
        """Returns the name of the stage that comes first by its chance; empty where none is named."""
        found = self._names.get(fold(pipeline), {}).values()
        return min((each.name for each in found), key=lambda name: self.chance(pipeline, name), default="")

    def _chances(self, pipeline: str, name: str) -> Counter[int]:
        return self._names[fold(pipeline)].setdefault(fold(name), _Named(name, Counter())).chances


@cache
def _usual() -> dict[str, int]:
    """Chances in hundredths of a percent by folded names; where programs and people call two stages so, as programs."""
    found = {fold(name): percent * 100 for percent, names in _SPOKEN.items() for name in names.split(", ")}
    return found | {fold(name): percent * 100 for name, percent in _KNOWN.items()}
