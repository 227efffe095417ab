"""What is typed, handed to the pipeline: each cell as a raw figure, just as a file's cells are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from stats.catalogue.cells import cell_key
from stats.catalogue.years import ReportingYear
from stats.documents.problems import Problem, Where
from stats.drafting.content import DraftContent, table_codes
from stats.loading.fields import CELL, TABLE, RawFigure
from stats.loading.normalise import Entry, normalise
from stats.models import Area

SOURCE_COLUMNS = ("source_kind", "source_title", "source_url")


@dataclass(frozen=True, slots=True)
class DraftProblems:
    """In words: beside a cell by its id, beside the source by field, and of the report as a whole."""

    cells: dict[str, str]
    source: dict[str, str]
    report: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.cells) + len(self.source) + len(self.report)


def parse(area: Area, year: ReportingYear, *, content: DraftContent) -> tuple[list[Entry], list[Problem]]:
    """Every cell typed, understood as far as it can be; divisions in the order printed. The sheet of a
    problem's place is the cell's id."""
    codes = table_codes(area, year, cells=content.cells)
    source = {f"source_{part}": text for part, text in asdict(content.source).items()}
    entries: list[Entry] = []
    problems: list[Problem] = []
    place = {name: number for number, name in enumerate(content.divisions, 1)}
    keys = {id_: cell_key(id_) for id_ in content.cells}
    for id_, key in sorted(keys.items(), key=lambda item: place.get(item[1].division, 0)):
        texts = {
            "area_slug": area.slug,
            "year": year.back(key.years_back).label,
            "division": key.division,
            "measure": key.measure,
            "category": key.category,
            "level": key.level,
            CELL: content.cells[id_],
            TABLE: codes[id_],
            **source,
            "source_page": content.pages.get(codes[id_], ""),
        }
        entry, found = normalise(RawFigure(Where(f"{area.name} {year}", sheet=id_), texts))
        entries.append(entry)
        problems += found
    return entries, problems


def sort_problems(problems: Iterable[Problem], *, content: DraftContent) -> DraftProblems:
    """Problems by the place in the form that each belongs beside."""
    cells: dict[str, dict[str, None]] = {}
    source: dict[str, str] = {}
    report: dict[str, None] = {}
    for problem in problems:
        where, words = problem.where, problem_words(problem)
        if where.column in SOURCE_COLUMNS:
            source.setdefault(where.column, words)
        elif where.sheet in content.cells:
            cells.setdefault(where.sheet, {})[words] = None
        else:
            report[words] = None
    return DraftProblems({id_: " ".join(words) for id_, words in cells.items()}, source, tuple(report))


def problem_words(problem: Problem) -> str:
    """The problem as sentences to stand beside what was typed, which is not said again."""
    if problem.where.column == "source_title" and not problem.found:
        return "Give the title of the source, as on its cover."
    message = problem.message[0].upper() + problem.message[1:]
    return f"{message}. Expected {problem.expected}." if problem.expected else f"{message}."
