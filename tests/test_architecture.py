"""The walls between the rooms; pyproject.toml says what they are."""

import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
CONFIGURATION = ROOT / "pyproject.toml"
STATS = ROOT / "stats"


def contracts() -> list[dict[str, object]]:
    return tomllib.loads(CONFIGURATION.read_text())["tool"]["importlinter"]["contracts"]


def test_every_import_keeps_to_the_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    # It would take the loggers of all that is loaded out of service, for every test after this one.
    monkeypatch.setattr("importlinter.cli._configure_logging", lambda verbose: None)
    assert lint_imports(config_filename=str(CONFIGURATION), no_cache=True) == EXIT_STATUS_SUCCESS


def test_the_contracts_are_those_agreed_and_make_no_exception() -> None:
    assert {contract["id"] for contract in contracts()} == {"floors", "ground", "public"}
    assert all("ignore_imports" not in contract for contract in contracts())
    assert all("unmatched_ignore_imports_alerting" not in contract for contract in contracts())


def test_every_room_of_the_public_side_is_held_to_queries() -> None:
    """A contract may name only rooms that exist, so that a new one is to be added."""
    public = {
        room
        for room in ("api", "presentation", "templatetags", "views")
        if (STATS / room / "__init__.py").exists()
    }
    (contract,) = (contract for contract in contracts() if contract["id"] == "public")
    assert contract["source_modules"] == [f"stats.{room}" for room in sorted(public)]
