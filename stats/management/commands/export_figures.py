"""Write the published figures as files that load_figures reads: out and in again changes nothing."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from stats.analysis.figures import AreaRef
from stats.analysis.tables.printed_amounts import MARKER_PRINTED
from stats.analysis.tables.reconciliation import PrintedBy, by_source
from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents.problems import nearest
from stats.loading.preference import rank
from stats.loading.printed import PrintedHeader, printed_rows, tables_for
from stats.presentation.exports.csv import lines, safe, stream
from stats.queries.figures import PRINTED_ORDER, area_refs, fetch_figures
from stats.queries.tidy import tidy_rows


class Command(BaseCommand):
    help = (
        "Write published figures as CSV: everything, one area or one year in the tidy shape, or one area's "
        "report as its tables are printed."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--shape", choices=("tidy", "printed"), default="tidy")
        parser.add_argument("--area", metavar="SLUG", help="this area alone, such as dorset")
        parser.add_argument("--year", metavar="YEAR", help="this reporting year alone, such as 2014-15")
        parser.add_argument("--source", metavar="TITLE", help="the source to print; else the best kind")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="where to write; else standard output"
        )

    def handle(self, *_: Any, output: Path | None, **options: Any) -> None:
        areas, slug = area_refs(), options["area"]
        if slug is not None and slug not in areas:
            raise CommandError(f"There is no area “{slug}”{nearest(slug, names=areas)}.")
        try:
            year = None if options["year"] is None else ReportingYear.read(options["year"])
        except NotAReportingYearError as error:
            raise CommandError(str(error)) from error
        if options["shape"] == "tidy":
            pieces = stream(catalogue().tidy_columns, tidy_rows(area_slug=slug, year=year))
        elif slug is None or year is None:
            raise CommandError("The printed shape needs --area and --year.")
        else:
            pieces = lines(self._printed(areas[slug], year, title=options["source"]))
        if output is not None:
            with output.open("w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
            return
        try:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has had enough, as `head` has. Python would complain once more on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _printed(self, area: AreaRef, year: ReportingYear, *, title: str | None) -> Iterable[Sequence[str]]:
        printed = _one_source(area, year, title=title)
        layout = catalogue().layout_for(year, national=area.slug == NATION_SLUG)
        if layout is None:
            raise CommandError(f"The catalogue has no layout for {year}.")
        cells = {
            key: MARKER_PRINTED[held.amount.marker] if held.amount.marker else held.as_printed
            for key, held in printed.cells.items()
        }
        placed = {key for table in tables_for(layout, cells=cells) for key in table.cells()}
        if left := [key for key in cells if key not in placed]:
            names = ", ".join(sorted({key.measure for key in left}))
            self.stderr.write(
                f"{len(left)} figures stand in no table of {year} and are left out ({names}); "
                "the tidy shape has them."
            )
        pages = {held.page for held in printed.cells.values()}
        header = PrintedHeader(
            area=area.name,
            year=year,
            source_kind=printed.source.kind,
            source_title=safe(printed.source.title),
            source_url=printed.source.url,
            # One line cannot tell several pages: left out, loading keeps those that are stored.
            source_page=safe(pages.pop()) if len(pages) == 1 else None,
        )
        return printed_rows(header, layout=layout, cells=cells)


def _one_source(area: AreaRef, year: ReportingYear, *, title: str | None) -> PrintedBy:
    """The source of that title; without one the best kind of source, if a single one is of that kind."""
    years = Q(report__start_year__in=(year.start - 1, year.start))
    figures = fetch_figures(years & Q(report__area__slug=area.slug), order_by=PRINTED_ORDER)
    sources = by_source(figures, year=year)
    if not sources:
        raise CommandError(f"No figures are published for {area.name} {year}.")
    if title is not None:
        found = [printed for printed in sources if printed.source.title == title]
    else:
        best = min(rank(printed.source.kind) for printed in sources)
        found = [printed for printed in sources if rank(printed.source.kind) == best]
    if len(found) != 1:
        titles = "; ".join(printed.source.title for printed in sources)
        raise CommandError(f"Name one of these sources with --source: {titles}")
    return found[0]
