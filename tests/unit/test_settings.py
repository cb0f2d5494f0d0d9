"""Settings: read back as written, defaults instead of damage, the damaged file kept."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop import settings
from kihub_desktop.settings import AppSettings, from_mapping

_TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@given(_TEXT, st.lists(_TEXT, max_size=8), st.integers(80, 200))
def test_that_any_text_survives_the_file(name: str, recent: list[str], scale: int) -> None:
    import tomllib

    written = AppSettings(
        consultant_name=name, recent_workspaces=tuple(recent), scale_percent=scale
    )
    assert from_mapping(tomllib.loads(settings.to_toml(written))) == written


def test_that_settings_are_read_back_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "neu" / "settings.toml"
    written = AppSettings(language="en", theme="dark").with_recent(tmp_path / "Müller.kihub")
    settings.save(written, path)
    assert settings.load(path) == written
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_that_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.toml") == AppSettings()


def test_that_a_damaged_file_gives_the_defaults_and_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for damage in ('theme = "li', "scale_percent = 900\n", 'language = "fr"\n', "\x00"):
        path.write_text(damage, encoding="utf-8")
        assert settings.load(path) == AppSettings()
        assert settings.damaged_copy(path).read_text(encoding="utf-8") == damage
    path.write_bytes(b'consultant_name = "\xff"')
    assert settings.load(path) == AppSettings()


def test_that_an_unknown_key_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "dark"\nfrom_a_newer_version = 3\n', encoding="utf-8")
    assert settings.load(path).theme == "dark"
    assert not settings.damaged_copy(path).exists()


def test_that_the_newest_workspace_comes_first_and_once(tmp_path: Path) -> None:
    known = AppSettings()
    for name in "abcdefghijab":
        known = known.with_recent(tmp_path / name)
    assert [Path(path).name for path in known.recent_workspaces] == list("bajihgfe")
