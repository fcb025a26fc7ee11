"""vCard -> crm -> vCard keeps every property of every card that other programs wrote; where a name changes, why."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable

import pytest
import vobject

from crmcli.formats.drafts import ContactDraft
from crmcli.formats.vcard import read
from crmcli.formats.vcard.lines import parse_head, split_line
from crmcli.formats.vcard.unfolding import unfold
from crmcli.formats.vcard.writer import VERSIONS, card
from tests.formats.made_drafts import comparable
from tests.formats.vcard.corpora import needs_corpora, vcard_files

pytestmark = needs_corpora

# Properties of a source that do not stand in the export under their name, and why that loses nothing.
_SERVICES = "written as IMPP or X-SOCIALPROFILE, which name the service"
_DAYS = "written as the day it is: ANNIVERSARY, BDAY, or X-ABDATE with its label"
_PEOPLE = "written as RELATED or X-ABRELATEDNAMES with its label"
REASONS = {
    "REV": "of the card it came in; an export writes the contact's own",
    "PROFILE": "says VCARD, as the card does itself",
    "KIND": "individual goes without saying; an organisation is said as Apple does in 3.0",
    "X-ABSHOWAS": "an organisation is said by KIND in 4.0",
    "CATEGORIES": "holds nothing but the group in which Google puts everybody",
    "SOUND": "the reading of a Japanese name is written as X-PHONETIC-…",
    "LABEL": "an address of its own is written as ADR",
    "X-ABLABEL": "a label that all programs know is written as TYPE",
    "X-AB-LABEL": "a label that all programs know is written as TYPE",
    "X-DEPARTMENT": "written in ORG",
    "PHONE": "written as TEL",
    "ROLE": "is the TITLE of who has no other",
    "AGENT": "a name alone is a relation",
    "X-ANDROID-CUSTOM": "written as the nickname, day or relation that it is",
    "X-OHOS-CUSTOM": "written as the nickname, day or relation that it is",
    "PHOTO": "broken, which the import says",
    "VALUE": "of a test for parsers",
    **dict.fromkeys(("ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"), _DAYS),
    **dict.fromkeys(("X-WAB-WEDDING-ANNIVERSARY", "X-ABDATE"), _DAYS),
    **dict.fromkeys(("X-SPOUSE", "X-MANAGER", "X-ASSISTANT", "X-MS-SPOUSE", "X-MS-MANAGER", "X-MS-ASSISTANT"), _PEOPLE),
    **dict.fromkeys(("X-EVOLUTION-SPOUSE", "X-EVOLUTION-MANAGER", "X-EVOLUTION-ASSISTANT"), _PEOPLE),
    **dict.fromkeys(("X-WAB-SPOUSE-NAME", "X-ABRELATEDNAMES"), _PEOPLE),
    **dict.fromkeys(
        ("X-AIM", "X-ICQ", "X-MSN", "X-YAHOO", "X-JABBER", "X-QQ", "X-GTALK", "X-SKYPE", "X-SIP"), _SERVICES
    ),
    **dict.fromkeys(("X-GOOGLE-TALK", "X-SAMETIME", "X-MESSAGING/XMPP-ALL", "X-SKYPE-USERNAME"), _SERVICES),
    **dict.fromkeys(("X-MS-IMADDRESS",), _SERVICES),
}


def _drafts(content: bytes) -> list[ContactDraft]:
    return [entry for entry in read(io.BytesIO(content)).entries if isinstance(entry, ContactDraft)]


def _names(text: str) -> set[str]:
    """The properties of a card that hold anything."""
    found = set()
    for line in unfold(text.replace("\r\n", "\n").split("\n")):
        head_text, value = split_line(line)
        head = parse_head(head_text)
        if head and value.strip(" ;"):
            found.add(head.name)
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_a_card_written_and_read_again_says_the_same(version: str) -> None:
    def says_the_same(draft: ContactDraft) -> bool:
        return list(map(comparable, _drafts(card(draft, version).encode()))) == [comparable(draft)]

    assert _cards_without(says_the_same) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_vobject_reads_every_card_without_complaint(version: str) -> None:
    def is_read(draft: ContactDraft) -> bool:
        try:
            (component,) = vobject.readComponents(card(draft, version))
        except Exception:
            return False
        return bool(component.fn.value.strip())

    assert _cards_without(is_read) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_no_line_is_longer_than_other_programs_take(version: str) -> None:
    def is_narrow(draft: ContactDraft) -> bool:
        return all(len(line.encode()) <= 75 for line in card(draft, version).split("\r\n"))

    assert _cards_without(is_narrow) == []


def _cards_without(is_right: Callable[[ContactDraft], bool]) -> list[tuple[str, ContactDraft]]:
    """The cards of all files, each with the file it is from, of which something is not right."""
    everything = [(file.path, draft) for file in vcard_files() for draft in _drafts(file.content)]
    assert everything
    return [(path, draft) for path, draft in everything if not is_right(draft)]


def test_every_property_of_every_source_stands_in_the_export_or_its_absence_has_a_reason() -> None:
    missing: Counter[str] = Counter()
    for file in vcard_files():
        for draft in _drafts(file.content):
            for version in VERSIONS:
                missing.update(_names(draft.source) - _names(card(draft, version)))
    assert set(missing) - set(REASONS) == set()
    assert set(REASONS) - set(missing) == set(), "a reason that explains nothing is no reason"
