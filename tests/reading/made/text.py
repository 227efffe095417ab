"""A report as plain text: what programs make of a PDF, and what an OCR writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.reading.made import renderings
from tests.reading.made.printed import Prose, Report, Table


def _joined(setting: renderings.Setting, between: str) -> Callable[[Table], Iterator[str]]:
    return lambda table: (between.join(line) for line in setting(table))


def pipes(table: Table) -> Iterator[str]:
    """Markdown."""
    if table.title:
        yield f"### {table.title}"
        yield ""
    width = max((len(row.cells) for row in table.rows), default=0) + 1
    lines = [("", *table.heads), *((row.label, *(cell.text for cell in row.cells)) for row in table.rows)]
    for number, line in enumerate(lines):
        yield "| " + " | ".join((*line, *[""] * (width - len(line)))) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def padded(table: Table) -> Iterator[str]:
    """Columns kept under each other by spaces."""
    if table.title:
        yield table.title
    for line in _beside(table):
        first, *rest = line
        yield f"{first:<62}" + "".join(f"{text:>22}" for text in rest)


def _beside(table: Table) -> Iterator[tuple[str, ...]]:
    heads = [renderings.broken(head, renderings.HEAD) for head in table.heads]
    deep = max(map(len, heads), default=0)
    columns = [[""] * (deep - len(head)) + head for head in heads]
    yield from (("", *line) for line in zip(*columns, strict=True))
    for row in table.rows:
        *first, last = renderings.broken(row.label, renderings.LABEL)
        yield from ((line,) for line in first)
        yield (last, *(cell.text for cell in row.cells))


LAYOUTS: dict[str, Callable[[Table], Iterator[str]]] = {
    "flowing": _joined(renderings.flowing, " "),
    "stacked": _joined(renderings.stacked, " "),
    "torn": _joined(renderings.torn, " "),
    "tabs": _joined(renderings.ruled, "\t"),
    "pipes": pipes,
    "padded": padded,
}


def make_text(report: Report, layout: str) -> bytes:
    lines: list[str] = []
    for number, page in enumerate(report.pages, 1):
        for block in page:
            if isinstance(block, Prose):
                lines += [f"# {block.heading}" if layout in ("tabs", "pipes") else block.heading, ""]
                for text in block.paragraphs:
                    lines += [*renderings.broken(text, renderings.WIDTH), ""]
            else:
                lines += [*LAYOUTS[layout](block), ""]
        lines.append(str(number))
    return "\n".join(lines).encode()
