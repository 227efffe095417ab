"""The walls between the rooms; pyproject.toml says what they are."""

import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

CONFIGURATION = Path(__file__).parent.parent / "pyproject.toml"


def contracts() -> list[dict[str, object]]:
    return tomllib.loads(CONFIGURATION.read_text())["tool"]["importlinter"]["contracts"]


def test_every_import_keeps_to_the_floors() -> None:
    assert lint_imports(config_filename=str(CONFIGURATION), no_cache=True) == EXIT_STATUS_SUCCESS


def test_the_contracts_are_those_agreed_and_make_no_exception() -> None:
    assert {contract["id"] for contract in contracts()} == {"floors", "ground", "public"}
    assert all("ignore_imports" not in contract for contract in contracts())
    assert all("unmatched_ignore_imports_alerting" not in contract for contract in contracts())
