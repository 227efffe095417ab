"""What must hold of the checkout as a whole, so that no reviewer has to look for it."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

AT_THE_ROOT = {
    "CONTRIBUTING.md",
    "README.md",
    "bench",
    "data_loads",
    "deploy",
    "docs",
    "manage.py",
    "mappa_site",
    "package-lock.json",
    "package.json",
    "pyproject.toml",
    "requirements.txt",
    "run",
    "static",
    "stats",
    "templates",
    "test",
    "tests",
}
LOCKS = ("requirements.txt", "tests/requirements.txt", "package-lock.json", ".npmrc", "pyproject.toml")
WRITTEN = {".py", ".js", ".html", ".css", ".scss", ".sh"}
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ;(.*?))? \\$", re.MULTILINE)


def committed() -> list[Path]:
    """The files git knows; in an unpacked archive there is no .git, and then nothing to hold."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],  # noqa: S607 - git from the PATH
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def pins(name: str) -> set[tuple[str, str, str]]:
    return set(PIN.findall((ROOT / name).read_text()))


def test_the_root_holds_only_what_was_agreed() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert {name for name in found if not name.startswith(".")} <= AT_THE_ROOT


def test_no_file_is_over_400_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for path in committed()
        if path.suffix in WRITTEN and path.parent.name != "migrations"  # Django writes those
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_room_is_called_utils() -> None:
    assert [
        path for path in committed() if {"utils", "helpers", "misc"} & {path.stem, path.parent.name}
    ] == []


def test_nothing_third_party_is_committed() -> None:
    assert [path for path in committed() if {"node_modules", "vendor"} & set(path.parts)] == []
    assert [path for path in committed() if path.name.endswith((".min.js", ".min.css"))] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_file_names_a_package_host(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"--(extra-)?index-url|--find-links|registry *=|file://", text)
    assert not re.search(r'"resolved": *"', text)
    assert not re.search(r"https?://[^\s\"]*(registry|pypi|npmjs|pythonhosted|simple)", text)


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) == len(pins(name))
    assert text.count("--hash=sha256:") >= len(lines)


def test_tests_run_on_the_versions_that_serve() -> None:
    assert pins("requirements.txt") <= pins("tests/requirements.txt")


def test_every_requirement_written_by_hand_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[=<>\[]", requirement)[0].lower() for requirement in requirements}

    pinned = {name for name, _, _ in pins("tests/requirements.txt")}
    assert names(project["project"]["dependencies"]) <= {name for name, _, _ in pins("requirements.txt")}
    assert names(project["dependency-groups"]["test"]) <= pinned


def test_plotly_in_the_browser_is_the_version_python_draws_for() -> None:
    from plotly.offline import get_plotlyjs_version

    package = json.loads((ROOT / "package.json").read_text())
    assert package["dependencies"]["plotly.js-basic-dist-min"] == get_plotlyjs_version()
