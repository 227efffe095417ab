"""The option `--unit`: only tests that need neither a browser nor a database nor processes of their own.

Loaded by pyproject.toml. Which tests those are is read off the fixtures and marks that each asks for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

# Every fixture of pytest-django that gives a database asks for the first; what starts a site beside the tests
# asks for the second, which names the server.
FIXTURES = {"django_db_setup", "django_db_modify_db_settings", "browser"}
MARKS = ("django_db", "processes")
NOT_UNIT = {"admin", "documents", "functional", "management"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--unit", action="store_true", help="only tests without a browser, a database or processes"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "processes: starts real servers or sites of its own; not for --unit")
    config.addinivalue_line("markers", "thorough: for ./test --all alone, see tests/__main__.py")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Rooms in which every test needs more are not even read."""
    return True if config.getoption("--unit") and collection_path.name in NOT_UNIT else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--unit"):
        return
    kept = [item for item in items if is_unit(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def is_unit(item: pytest.Item) -> bool:
    fixtures = FIXTURES & set(getattr(item, "fixturenames", ()))
    return not fixtures and not any(item.get_closest_marker(mark) for mark in MARKS)
