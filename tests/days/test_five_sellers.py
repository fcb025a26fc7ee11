"""Five working days of five sellers, played through the command line; the pages beside this file tell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.days.stories import FOLDER, play

SELLERS = sorted(page.stem for page in FOLDER.glob("*.md"))


def test_five_sellers_have_a_page() -> None:
    assert SELLERS == [
        "exporter_with_three_currencies",
        "founder_in_berlin",
        "insurance_agent_in_jakarta",
        "property_agent_in_taipei",
        "software_rep_in_sao_paulo",
    ]


@pytest.mark.parametrize("seller", SELLERS)
def test_a_working_week_goes_as_its_page_tells(
    crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch, seller: str
) -> None:
    play(seller, crm, database, monkeypatch)
