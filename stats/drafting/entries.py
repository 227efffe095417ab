"""What is typed, handed to the pipeline: each cell as a raw figure, just as a file's cells are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stats.catalogue.cells import cell_key
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.drafting.typed import OTHER, Typed, layout_of, places, tables_of
from stats.loading.normalise import Entry, normalise
from stats.loading.problems import Problem, Where
from stats.loading.raw import CELL, TABLE, RawFigure
from stats.models import Area

SOURCE_COLUMNS = ("source_kind", "source_title", "source_url")


@dataclass(frozen=True, slots=True)
class Problems:
    """In words: beside a cell by its id, beside the source by field, and of the report as a whole."""

    cells: dict[str, str]
    source: dict[str, str]
    report: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.cells or self.source or self.report)


def entries(area: Area, year: ReportingYear, *, typed: Typed, name: str) -> tuple[list[Entry], list[Problem]]:
    """Every cell typed, understood as far as it can be. `name` stands for the file's in what is told of it.

    The sheet of a problem's place is the cell's id.
    """
    found = [normalise(raw) for raw in _raw(area, year, typed=typed, name=name)]
    return [entry for entry, _ in found], [problem for _, problems in found for problem in problems]


def _raw(area: Area, year: ReportingYear, *, typed: Typed, name: str) -> Iterator[RawFigure]:
    tables = tables_of(layout_of(area, year), cells=typed.cells)
    codes = places(tables)
    for id_, text in typed.cells.items():
        key = cell_key(id_)
        try:
            of_year = year.back(key.years_back)
        except NotAReportingYearError:
            of_year = year
        code = codes.get(key, OTHER)
        texts = {
            "area_slug": area.slug,
            "year": of_year.label,
            "division": key.division,
            "measure": key.measure,
            "category": key.category,
            "level": key.level,
            CELL: text,
            TABLE: code,
            "source_kind": typed.source.kind,
            "source_title": typed.source.title,
            "source_url": typed.source.url,
            "source_page": typed.pages.get(code, ""),
        }
        yield RawFigure(Where(name, sheet=id_), texts)


def sorted_out(found: list[Problem], *, typed: Typed) -> Problems:
    """Problems by the place in the form that each belongs beside."""
    cells: dict[str, list[str]] = {}
    source: dict[str, str] = {}
    report: list[str] = []
    for problem in dict.fromkeys(found):
        if problem.where.column in SOURCE_COLUMNS:
            source.setdefault(problem.where.column, in_words(problem))
        elif problem.where.sheet in typed.cells:
            cells.setdefault(problem.where.sheet, []).append(in_words(problem))
        else:
            report.append(in_words(problem))
    return Problems(
        {key: " ".join(dict.fromkeys(words)) for key, words in cells.items()},
        source,
        tuple(dict.fromkeys(report)),
    )


def in_words(problem: Problem) -> str:
    """The problem as sentences to stand beside what was typed, which is not said again."""
    message = problem.message[0].upper() + problem.message[1:]
    return f"{message}. Expected {problem.expected}." if problem.expected else f"{message}."
