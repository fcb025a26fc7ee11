"""Sentences in the user's language, by stdlib gettext, where there is a catalogue for it.

Catalogues are `crmcli/locale/<language>/LC_MESSAGES/crm.mo`. The language is the first that is set of
CRM_LANG, the setting `machine_language`, the language of the user's business (handed over by
`prefer`), LC_ALL, LC_MESSAGES and LANG. Without a catalogue gettext is never imported: it is start-up
time that an English user has no use for. Keys of JSON and names of commands are never translated.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gettext import NullTranslations

_LOCALE_FOLDER = os.path.join(os.path.dirname(__file__), "locale")

_catalogue: NullTranslations | None = None
_is_loaded = False
_preferred = ""


def _(message: str) -> str:
    """`message` in the user's language, or as it stands."""
    if not _is_loaded:
        _load()
    return message if _catalogue is None else _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a sentence that fits `n` of something, in the user's language."""
    if not _is_loaded:
        _load()
    if _catalogue is None:
        return singular if n == 1 else plural
    return _catalogue.ngettext(singular, plural, n)


def has_catalogues() -> bool:
    """Whether any language but English can be spoken at all."""
    return os.path.isdir(_LOCALE_FOLDER)


def is_chosen_here() -> bool:
    """Whether this machine or this call fixes the language, so that the business's setting has no say."""
    return bool(os.environ.get("CRM_LANG") or _machine_setting())


def prefer(language: str) -> None:
    """Take the language of the user's business, unless this machine or this call says otherwise."""
    global _preferred
    _preferred = language
    reset()


def reset() -> None:
    """Forget the catalogue in use, so that the next sentence looks for the language again."""
    global _catalogue, _is_loaded
    _catalogue = None
    _is_loaded = False


def language() -> str:
    """The language asked for, as it was written there (`id`, `pt_BR.UTF-8`); empty where nothing says one."""
    environment = os.environ.get
    return (
        environment("CRM_LANG")
        or _machine_setting()
        or _preferred
        or environment("LC_ALL")
        or environment("LC_MESSAGES")
        or environment("LANG")
        or ""
    )


def _load() -> None:
    global _catalogue, _is_loaded
    _is_loaded = True
    path = _catalogue_path(language()) if has_catalogues() else ""
    if not path:
        return
    from gettext import GNUTranslations

    try:
        with open(path, "rb") as file:
            _catalogue = GNUTranslations(file)
    except (OSError, ValueError, UnicodeError):
        _catalogue = None


def _catalogue_path(wanted: str) -> str:
    """The catalogue of a language: of `pt_BR` where there is one, else of `pt`.

    Empty where there is neither.
    """
    name = wanted.split(".")[0].split("@")[0].replace("-", "_")
    if not name or not name.replace("_", "").isalnum():
        return ""
    for candidate in (name, name.split("_")[0]):
        path = os.path.join(_LOCALE_FOLDER, candidate, "LC_MESSAGES", "crm.mo")
        if os.path.isfile(path):
            return path
    return ""


def _machine_setting() -> str:
    """The setting `machine_language`. Read only where there is a file of settings at all."""
    if not has_catalogues():
        return ""
    from crmcli import paths

    if not os.path.isfile(paths.config_file()):
        return ""
    from crmcli import settings

    return str(settings.load().get("machine_language", ""))
