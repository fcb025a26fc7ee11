"""Sentences in the user's language, where there is a catalogue, and in English everywhere else."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from crmcli import i18n
from tests.conftest import Crm


def _catalogue(folder: Path, language: str, messages: dict[str, str]) -> None:
    """A compiled catalogue as msgfmt writes it, with one plural form."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
    pairs = sorted((key.encode(), value.encode()) for key, value in {"": header, **messages}.items())
    start, texts, tables = 28 + 16 * len(pairs), b"", ([], [])  # type: ignore[var-annotated]
    for side in (0, 1):
        for pair in pairs:
            tables[side].append(struct.pack("<II", len(pair[side]), start + len(texts)))
            texts += pair[side] + b"\0"
    offsets = (28, 28 + 8 * len(pairs), 0, 0)
    packed = struct.pack("<7I", 0x950412DE, 0, len(pairs), *offsets)
    target = folder / language / "LC_MESSAGES" / "crm.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(packed + b"".join(tables[0]) + b"".join(tables[1]) + texts)


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of catalogues, with one in Indonesian."""
    folder = tmp_path / "locale"
    messages = {
        "There is no setting {name}.": "Tidak ada setelan {name}.",
        "{n} contact\0{n} contacts": "{n} kontak",
    }
    _catalogue(folder, "id", messages)
    monkeypatch.setattr(i18n, "_LOCALE_FOLDER", str(folder))
    i18n.prefer("")
    return folder


@pytest.mark.parametrize("variable", ["CRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"])
@pytest.mark.parametrize("value", ["id", "id_ID.UTF-8", "id-ID"])
def test_sentences_are_said_in_the_language_of_the_environment(
    crm: Crm, catalogue: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv(variable, value)
    assert crm("settings", "get", "nope").stderr == "crm: Tidak ada setelan nope.\n"


def test_plurals_follow_the_language(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert i18n.ngettext("{n} contact", "{n} contacts", 1) == "{n} contact"
    assert i18n.ngettext("{n} contact", "{n} contacts", 2) == "{n} contacts"
    monkeypatch.setenv("CRM_LANG", "id")
    i18n.reset()
    assert i18n.ngettext("{n} contact", "{n} contacts", 2) == "{n} kontak"


def test_the_language_of_the_business_holds_unless_the_machine_says_otherwise(
    crm: Crm, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("settings", "set", "language", "id")
    assert "Tidak ada setelan" in crm("settings", "get", "nope").stderr
    crm("settings", "set", "machine_language", "en")
    assert "There is no setting" in crm("settings", "get", "nope").stderr
    monkeypatch.setenv("CRM_LANG", "id")
    assert "Tidak ada setelan" in crm("settings", "get", "nope").stderr


@pytest.mark.parametrize("language", ["../id", "", "xx", "C", "/etc"])
def test_a_language_without_a_catalogue_is_english(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("CRM_LANG", language)
    i18n.reset()
    assert i18n._("There is no setting {name}.") == "There is no setting {name}."


def test_a_broken_catalogue_is_english(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (catalogue / "id" / "LC_MESSAGES" / "crm.mo").write_bytes(b"not a catalogue at all, but long enough to read")
    monkeypatch.setenv("CRM_LANG", "id")
    i18n.reset()
    assert i18n._("There is no setting {name}.") == "There is no setting {name}."
