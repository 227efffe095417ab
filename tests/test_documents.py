"""What docs/ promises: tests that exist, commands that exist, links that lead somewhere."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
WRITTEN = [*DOCS, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"))]
OWN = {"backup": {"FILE"}, "restore": {"FILE", "--replace"}}


@cache
def functions_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_threat_names_a_test_that_exists() -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    rows = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 30
    for row in rows:
        *_, held = [cell.strip() for cell in row.strip("|").split("|")]
        named = re.fullmatch(r"`(tests/[\w/]+\.py)::(test_\w+)`", held)
        assert named is not None, row
        assert (ROOT / named[1]).is_file(), row
        assert named[2] in functions_of(ROOT / named[1]), row


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_command_exists_with_its_options(path: Path) -> None:
    """`./run` itself, its own words, and Django's commands; of those also every option that is named."""
    for name, rest in re.findall(r"\./run (?:manage )?([a-z_]+)([^`\n#|]*)", path.read_text()):
        if name in OWN:
            assert set(re.findall(r"--[a-z-]+", rest)) <= OWN[name], rest
            continue
        assert name in get_commands() or name in {"serve", "test", "bench", "manage", "install"}, (
            f"{name} in {path.name}"
        )
        if name not in get_commands():
            continue
        app = get_commands()[name]
        command = load_command_class(app, name) if isinstance(app, str) else app
        known = set(command.create_parser("manage.py", name)._option_string_actions)
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= known, f"{name}{rest} in {path.name}"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_link_between_documents_leads_to_a_heading(path: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", path.read_text()):
        file, _sign, heading = link.partition("#")
        target = (path.parent / file) if file else path
        assert target.exists(), f"{link} in {path.name}"
        if heading:
            headings = re.findall(r"^#+ (.+)$", target.read_text(), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
            assert heading in slugs, f"{link} in {path.name}"
