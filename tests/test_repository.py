"""What must hold of the checkout as a whole, so that no reviewer has to look for it."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

AT_THE_ROOT = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
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
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
BEFORE_THE_RULE = "a98c6e6"  # release 1; from here on a commit's subject has at most 72 characters
WRITTEN = {".py", ".js", ".html", ".css", ".scss", ".sh"}
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ;(.*?))? \\$", re.MULTILINE)


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """In an unpacked archive there is no .git, and then nothing to hold."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def committed() -> list[Path]:
    """The files git knows."""
    listed = git("ls-files", "-z")
    listed.check_returncode()
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def pins(name: str) -> set[tuple[str, str, str]]:
    return set(PIN.findall((ROOT / name).read_text()))


def test_the_root_holds_only_what_was_agreed() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert {name for name in found if not name.startswith(".")} <= AT_THE_ROOT


def test_the_subject_of_a_commit_fits_on_a_line() -> None:
    if git("merge-base", "--is-ancestor", BEFORE_THE_RULE, "HEAD").returncode:
        pytest.skip("this clone does not reach back to release 1")
    subjects = git("log", "--no-merges", "--format=%h %s", f"{BEFORE_THE_RULE}..HEAD").stdout.splitlines()
    assert [subject for subject in subjects if len(subject.partition(" ")[2]) > 72] == []


def test_the_versions_of_python_are_told_alike_everywhere() -> None:
    told = f"Python {PYTHONS[0]} to {PYTHONS[-1]}"
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "run", "mappa_site/launch/install.py"):
        text = (ROOT / name).read_text()
        assert told in text, name
        assert not re.search(r"3\.\d+ or later", text), name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=3.11,<3.15"
    assert f"python: {json.dumps(PYTHONS)}" in (ROOT / ".github" / "workflows" / "tests.yml").read_text()


def test_pins_are_renewed_every_week_by_the_commands_of_contributing() -> None:
    def commands(name: str) -> list[str]:
        text = (ROOT / name).read_text().replace("\\\n", " ")
        return [
            " ".join(line.split()) for line in text.splitlines() if line.strip().startswith("uv pip compile")
        ]

    by_hand = commands("CONTRIBUTING.md")
    assert len(by_hand) == 2
    assert commands(".github/workflows/update.yml") == [f"{command} --upgrade" for command in by_hand]


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
