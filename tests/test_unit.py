"""That `--unit` and `./test` leave out what they should, and nothing else."""

from __future__ import annotations

import pytest

from tests.__main__ import ON_ALL_CORES, how

TESTS = """
import pytest

@pytest.fixture
def number():
    return 1

@pytest.fixture
def areas(db):
    return []

def test_plain(number):
    assert number == 1

@pytest.mark.django_db
def test_marked():
    pass

@pytest.mark.processes
def test_processes():
    pass

def test_fixture(transactional_db):
    pass

def test_through_another_fixture(areas):
    pass

def test_browser(browser):
    pass

def test_site(django_db_modify_db_settings):
    pass

@pytest.mark.django_db
class TestMarkedTogether:
    def test_inside(self):
        pass
"""


def test_only_tests_that_need_nothing_are_left(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)
    found = pytester.runpytest_inprocess("-p", "tests.unit", "--unit", "--collect-only", "-q")
    found.stdout.fnmatch_lines(["*::test_plain", "1/8 tests collected (7 deselected)*"])


def test_without_the_option_every_test_is_collected(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)
    found = pytester.runpytest_inprocess("-p", "tests.unit", "--collect-only", "-q")
    found.stdout.fnmatch_lines(["8 tests collected*"])


LEFT_OUT = ("-m", "not thorough")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], [*ON_ALL_CORES, *LEFT_OUT]),
        (["--all"], [*ON_ALL_CORES]),
        (["--unit"], [*ON_ALL_CORES, *LEFT_OUT, "--unit"]),
        (["--all", "--unit", "-x"], [*ON_ALL_CORES, "--unit", "-x"]),
        # What is asked for by name runs, be it thorough or not.
        (["tests/views", "-k", "draft"], ["tests/views", "-k", "draft"]),
        (["--all", "tests/views"], ["tests/views"]),
    ],
)
def test_the_thorough_are_left_out_where_nobody_asked_for_them(arguments: list[str], told: list[str]) -> None:
    assert how(arguments) == told
