"""The kind that a line begins with: `call price ok`, `telepon 'harga ok'`; what begins with none is a note. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import activity_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.activity_kinds import Kind

# Other words for kinds, in the languages that dates are read in. They count only alone or before a text in quotes, so
# that a note which happens to begin with one stays a note; Chinese, which has no blanks, needs no quotes.
_OTHER_WORDS = {
    "telepon": "call", "telpon": "call", "panggilan": "call", "ligação": "call", "llamada": "call", "电话": "call",
    "電話": "call", "通话": "call", "anruf": "call", "appel": "call", "phone": "call", "called": "call",
    "phoned": "call", "met": "meeting", "visited": "visit", "emailed": "email", "texted": "message", "chat": "message",
    "rapat": "meeting", "pertemuan": "meeting", "reunião": "meeting", "reunión": "meeting", "会议": "meeting",
    "會議": "meeting", "besprechung": "meeting", "termin": "meeting", "réunion": "meeting", "meet": "meeting",
    "kunjungan": "visit", "visita": "visit", "拜访": "visit", "拜訪": "visit", "besuch": "visit", "visite": "visit",
    "mail": "email", "e-mail": "email", "surel": "email", "correo": "email", "邮件": "email", "郵件": "email",
    "courriel": "email",
    "wa": "message", "whatsapp": "message", "sms": "message", "pesan": "message", "mensagem": "message",
    "mensaje": "message", "消息": "message", "訊息": "message", "nachricht": "message",
    "hadiah": "gift", "presente": "gift", "regalo": "gift", "礼物": "gift", "禮物": "gift", "geschenk": "gift",
    "cadeau": "gift",
    "catatan": "note", "nota": "note", "笔记": "note", "筆記": "note", "notiz": "note",
}  # fmt: skip


def kind_and_text(find: Callable[[str], Kind | None], words: Sequence[str]) -> tuple[Kind, list[str]]:
    """Returns the kind that the first word names, and the words of the text; without one it is a note.

    `find` knows the kinds by their names.
    """
    note = activity_kinds.Kind(activity_kinds.NOTE, False)
    if not words:
        return note, []
    first, *rest = words
    found = find(first)
    other = _OTHER_WORDS.get(first.casefold())
    if found is None and other and (not rest or (len(rest) == 1 and _is_text(first, rest[0]))):
        found = activity_kinds.built_in(other)
    return (found, rest) if found else (note, list(words))


def _is_text(first: str, word: str) -> bool:
    """Whether one word behind another is a text of its own: it was in quotes, or the script writes without blanks."""
    from crmcli.folding import is_ideograph

    return " " in word or word == "-" or is_ideograph(first[0])
