"""A contact as a QR code: their card in half blocks, which a phone takes into its address book.

It leaves out what the window has no room for, and says so; where not even a name and a number fit, it says that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import ModalScreen
from textual.strip import Strip

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving
from crmcli.tui.painting import Painted, fitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.tui.gateway.cards import ContactSeen

_QUIET = 2  # modules around it, without which no camera finds it
_ABOVE = 2  # lines of the window that say what it is


class Code(NamedTuple):
    """A QR code: its modules, dark or not, with the quiet ones around, and what was left out of the card."""

    modules: list[list[bool]]
    is_whole: bool

    @property
    def size(self) -> int:
        """How many modules it has on a side."""
        return len(self.modules)


def made(found: ContactSeen, width: int, height: int) -> Code | None:
    """Returns the fullest code of a contact that fits so many cells; None where none does."""
    import segno

    for number, card in enumerate(_cards(found)):
        try:
            qr = segno.make_qr(card(), error="l", boost_error=False)
        except (segno.DataOverflowError, ValueError):
            continue
        modules = [[bool(dark) for dark in row] for row in qr.matrix_iter(border=_QUIET)]
        if len(modules) <= width and (len(modules) + 1) // 2 <= height:
            return Code(modules, number == 0)
    return None


def _cards(found: ContactSeen) -> list[Callable[[], str]]:
    """What a code may hold, the fullest first: a vCard, or the shorter MeCard, which phones understand as well."""
    from segno.helpers import make_mecard_data, make_vcard_data

    contact, card = found.contact, found.card
    shown = clean(contact.name)
    name = f"{clean(contact.family)};{clean(contact.given or '')}" if contact.family else shown.replace(";", ",")
    phones = [clean(each.normal or each.value) for each in card.values("phone")]
    mails = [clean(each.value) for each in card.values("email")]
    company = clean(contact.name if contact.is_company else card.employer or "") or None
    title = clean(contact.title or "") or None
    return [
        lambda: make_vcard_data(name, shown, mails, phones, org=company, title=title),
        lambda: make_vcard_data(name, shown, mails[:1], phones[:2], org=company),
        lambda: make_mecard_data(shown, email=mails[:1], phone=phones[:2]),
        lambda: make_mecard_data(shown, phone=phones[:1]),
    ]


class CodeBlocks(Painted):
    """The code, two modules a cell, dark on light in every theme."""

    DEFAULT_CSS = """
    CodeBlocks { width: 1fr; height: 1fr; background: $background; }
    """

    def __init__(self, found: ContactSeen) -> None:
        super().__init__()
        self._found = found
        self.code: Code | None = None

    def on_resize(self, event: Resize) -> None:
        """Makes the fullest code for which there is room now."""
        width, height = event.size
        self.code = made(self._found, width, height - _ABOVE) if glyphs.has_unicode() else None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws two rows of modules, or a line of what is said."""
        width, code = self.size.width, self.code
        if y < _ABOVE or code is None:
            return Strip(self.drawn([(fitted(self._said(code, y), width), "strong" if y == 0 else "dim")]), width)
        upper = 2 * (y - _ABOVE)
        if upper >= code.size:
            return Strip([self.blank(width)], width)
        lower = code.modules[upper + 1] if upper + 1 < code.size else [False] * code.size
        text = "".join(_half(*pair) for pair in zip(code.modules[upper], lower, strict=True))
        left = (width - code.size) // 2
        # Light modules are painted and dark ones left out: so it is right without colours on a dark terminal as well.
        paper = Style(color="#ffffff", bgcolor="#000000")
        return Strip(
            [self.blank(left), Segment(text, paper), self.blank(width - left - code.size)],
            width,
        )

    def _said(self, code: Code | None, y: int) -> str:
        if y == 0:
            return " " + f"{self._found.contact.ref} {self._found.contact.name}"
        if code is None:
            small = _("The window is too small for the code: make it larger.")
            said = small if glyphs.has_unicode() else _("The code cannot be drawn with the letters of this terminal.")
            return " " + said if y == 1 else ""
        whole = _("Let the camera of a phone look at it; esc goes back.")
        return " " + (whole if code.is_whole else _("Not all of the card: for all of it the window is too small."))


def _half(upper: bool, lower: bool) -> str:
    """One cell of two modules, each dark or not."""
    return {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}[upper, lower]


class CodeScreen(Surviving, ModalScreen[None]):
    """The code on the whole window, until a key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,space,Q", "close", _("Back"))]

    def __init__(self, found: ContactSeen) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """The code."""
        yield CodeBlocks(self._found)

    def action_close(self) -> None:
        """Goes back."""
        self.dismiss(None)
