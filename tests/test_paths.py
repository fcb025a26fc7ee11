"""Where things lie, computed without platformdirs and yet where that says."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import paths


def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    for variables in (
        {},
        {"XDG_DATA_HOME": str(tmp_path / "d"), "XDG_CONFIG_HOME": str(tmp_path / "c")},
        {"XDG_STATE_HOME": str(tmp_path / "s")},
        {"XDG_DATA_HOME": "relative", "XDG_STATE_HOME": "relative", "XDG_CONFIG_HOME": ""},
    ):
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            assert paths.data_folder() == platformdirs.user_data_dir("crm", appauthor=False)
            assert paths.state_folder() == platformdirs.user_state_dir("crm", appauthor=False)
            assert paths.config_folder() == platformdirs.user_config_dir("crm", appauthor=False)


def test_the_environment_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.default_database() == str(Path(paths.data_folder()) / "crm.db")
    monkeypatch.setenv("CRM_DB", "/x/y.db")
    assert paths.default_database() == "/x/y.db"
