"""What the public may see is said in one place: no other code asks whether a figure is withdrawn."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

STATS = settings.BASE_DIR / "stats"
# The law itself, and the writer that puts it into effect and reads back what it wrote.
MAY = {STATS / "models" / "figure.py", STATS / "loading" / "write.py", STATS / "loading" / "read_back.py"}
FLAG = "withdrawn"


def asks(code: str) -> Iterator[int]:
    """The lines that name the flag as a keyword, a lookup, a field's name in a call, or an attribute."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.keyword(arg=str(name), value=value) if _is_flag(name) and not _is_plain(value):
                yield value.lineno
            case ast.Attribute(attr=name) if name == FLAG:
                yield node.lineno
            case ast.Call(func=ast.Name(id="Q" | "F") | ast.Attribute(), args=arguments):
                yield from (part.lineno for part in arguments if _names_flag(part))
            case ast.keyword(arg=None, value=value) if _names_flag(value):
                yield value.lineno


def _is_flag(name: str) -> bool:
    return FLAG in name.split("__")


def _is_plain(value: ast.expr) -> bool:
    """`withdrawn=withdrawn` hands on corrections of that name; a lookup compares with a constant."""
    return isinstance(value, ast.Name) and value.id == FLAG


def _names_flag(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and _is_flag(part.value)
        for part in ast.walk(node)
    )


def test_nothing_else_says_what_is_public() -> None:
    files = [path for path in STATS.rglob("*.py") if "migrations" not in path.parts and path not in MAY]
    assert len(files) > 150
    assert [f"{path}:{line}" for path in files for line in asks(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "code",
    [
        "Figure.objects.filter(withdrawn=False)",
        "Figure.objects.exclude(withdrawn=True)",
        "Report.objects.filter(figures__withdrawn=False)",
        "Q(withdrawn=False) & Q(preferred=True)",
        "Q(('withdrawn', False))",
        "figures.filter(**{'figures__withdrawn': False})",
        "[figure for figure in figures if not figure.withdrawn]",
        "Figure.objects.values_list('value', 'withdrawn')",
    ],
)
def test_another_such_place_would_be_found(code: str) -> None:
    assert list(asks(code)) == [1]


def test_the_law_is_found_by_the_same_search() -> None:
    for path in MAY:
        assert list(asks(Path(path).read_text("utf-8")))
