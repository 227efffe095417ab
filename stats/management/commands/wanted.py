"""List the reports that are missing: each area and year whose own report is out and not held."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from stats.analysis.figures import AreaRef
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents.problems import nearest
from stats.presentation.coverage import csv_row
from stats.presentation.exports.csv import stream
from stats.queries.pages.coverage import CoverageCell, coverage_page

Gap = tuple[AreaRef, CoverageCell]


class Command(BaseCommand):
    help = (
        "List the area reports that should be out and are not held, newest first: which layout each has, and "
        "what is held of that area and year instead."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", metavar="SLUG", help="this area alone, such as dorset")
        parser.add_argument("--year", metavar="YEAR", help="this reporting year alone, such as 2014-15")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write them there, one line a report")

    def handle(self, *_: Any, area: str | None, year: str | None, csv: Path | None, **__: Any) -> None:
        page = coverage_page(localdate())
        names = {row.area.slug: row.area for row in page.areas}
        if area is not None and area not in names:
            raise CommandError(f"There is no area “{area}”{nearest(area, names=names)}.")
        asked = None if year is None else _expected(year, among=page.expected)
        gaps = [
            (ref, cell) for ref, cell in page.gaps if area in (None, ref.slug) and asked in (None, cell.year)
        ]
        if csv is not None:
            with csv.open("w", encoding="utf-8", newline="") as file:
                columns = catalogue().exports["coverage"].columns
                file.writelines(stream(columns, (csv_row(ref, cell) for ref, cell in gaps)))
        else:
            for line in _lines(gaps):
                self.stdout.write(line)
        reports = len(page.expected if asked is None else [asked]) * len(names if area is None else [area])
        self.stdout.write(f"Reports that are missing: {len(gaps):,} of {reports:,}")
        held = Counter(_held(cell) for _ref, cell in gaps)
        for words, number in sorted(held.items(), key=lambda one: -one[1]):
            self.stdout.write(f"  {number:,}: {words}")


def _expected(text: str, *, among: Sequence[ReportingYear]) -> ReportingYear:
    """The year. Raises CommandError where there is no such year, or no report of it should be out."""
    try:
        year = ReportingYear.parse(text)
    except NotAReportingYearError as error:
        raise CommandError(str(error)) from error
    if year not in among:
        raise CommandError(f"No report of {year} should be out: expected {among[0]} to {among[-1]}.")
    return year


def _lines(gaps: Sequence[Gap]) -> Iterator[str]:
    """Each year with its layout, and below it the areas."""
    for year in dict.fromkeys(cell.year for _ref, cell in gaps):
        of_year = [(ref, cell) for ref, cell in gaps if cell.year == year]
        layout = catalogue().layout_for(year)
        title = layout.title if layout else "no layout in the catalogue"
        yield f"{year}: {len(of_year)} wanted ({title})"
        for ref, cell in of_year:
            yield f"  {ref.name}: {_held(cell, figures=True)}"


def _held(cell: CoverageCell, *, figures: bool = False) -> str:
    """What is held instead, in words."""
    if cell.coverage is None:
        return "nothing is held"
    number = f" ({cell.figures:,} figure{'' if cell.figures == 1 else 's'})" if figures else ""
    return f"held instead: {cell.coverage.title}{number}"
