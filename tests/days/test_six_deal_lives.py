"""The deals of six kinds of seller, from the first word to what was learned, played through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.days.stories import FOLDER, play

SELLERS = sorted(page.stem for page in (FOLDER / "deals").glob("*.md"))


def test_six_sellers_have_a_page() -> None:
    assert SELLERS == [
        "agency",
        "consultant",
        "exporter",
        "founder_alone",
        "insurance_agent",
        "property_agent",
    ]


@pytest.mark.parametrize("seller", SELLERS)
def test_the_deals_of_a_seller_go_as_their_page_tells(
    crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch, seller: str
) -> None:
    play(f"deals/{seller}", crm, database, monkeypatch)
