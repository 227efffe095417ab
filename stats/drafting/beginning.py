"""Beginning a draft: area, year and source, and what is public of that source already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from stats.analysis.figures import PublishedFigure
from stats.analysis.tables.printed_amounts import tidied
from stats.catalogue.cells import cell_id
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import FIRST_REPORT, FIRST_START, NotAReportingYearError, ReportingYear
from stats.documents.problems import Where
from stats.drafting.access import require_entering
from stats.drafting.content import DraftContent, table_codes, tables_of
from stats.drafting.grid import public_figures
from stats.drafting.parsing import problem_words
from stats.drafting.saving import store
from stats.loading.existing import folded, source_key
from stats.loading.fields import Fields, RawFigure
from stats.loading.normalise import SourceKey, year_problem
from stats.models import Area, Draft, Figure, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class CannotBeginError(Exception):
    """Says why there cannot be another draft of that area and year.

    `existing` is the draft to open instead. `published` is the area report whose figures of that area and
    year are public: beginning with that very source opens them for correction.
    """

    def __init__(
        self, words: str, *, existing: Draft | None = None, published: SourceKey | None = None
    ) -> None:
        super().__init__(words)
        self.existing = existing
        self.published = published


def begin(area: Area, year: ReportingYear, *, source: SourceKey, user: User) -> Draft:
    """A new draft. It holds the dashes that every report of the year prints, and what is public of that
    source.

    Raises PermissionDenied where the user may not enter that area's reports, and CannotBeginError.
    """
    require_entering(user, area)
    existing = Draft.objects.filter(area=area, start_year=year.start).first()
    if existing is not None:
        raise draft_exists(existing)
    return create(area, year, content=content_to_begin_with(area, year, source=source), user=user)


def content_to_begin_with(area: Area, year: ReportingYear, *, source: SourceKey) -> DraftContent:
    """The source, and what is public of it for that area and year.

    Raises CannotBeginError where there can be no report of it, or another title of it is published.
    """
    if area.kind == Area.Kind.DIVISION:
        raise CannotBeginError("A division's figures are entered in its area's report.")
    if too_early := before_mappa(area, year):
        raise CannotBeginError(too_early)
    figures = public_figures(area, years=(year.start, year.start - 1))
    source = with_link(source)
    other = _other_report(figures, year=year, source=source)
    if other is not None:
        raise CannotBeginError(
            f"The report of {area.name} for {year} is published already, from “{other.title}”. Open it to "
            "correct it.",
            published=other,
        )
    return first_content(area, year, source=source, figures=figures)


def before_mappa(area: Area, year: ReportingYear) -> str:
    """Why there can be no report of so early a year; empty for the years that the site has figures of."""
    held = Figure.objects.public().filter(report__area=area, report__start_year=year.start)
    if year.start >= FIRST_REPORT or held.exists():
        return ""
    return f"{year} is before MAPPA began: the first reporting year is 2001-02."


def create(area: Area, year: ReportingYear, *, content: DraftContent, user: User | None) -> Draft:
    """Store a new draft; nobody's, where a command made it. Raises CannotBeginError if another session has
    begun one at this very moment."""
    draft = Draft(area=area, start_year=year.start, created_by=user, changed_by=user)
    try:
        with transaction.atomic():
            store(draft, content=content)
    except IntegrityError as error:
        raise draft_exists(Draft.objects.get(area=area, start_year=year.start)) from error
    return draft


def first_content(
    area: Area, year: ReportingYear, *, source: SourceKey, figures: Iterable[PublishedFigure]
) -> DraftContent:
    """What is public of that source for the area and year. Nothing where nothing is: a dash that the layout
    expects is put by whoever sees it printed."""
    mine = [figure for figure in figures if source_key(figure.source) == source]
    if not any(figure.year == year for figure in mine):
        return DraftContent(source)
    prior = prior_cells(area, year)
    printed = {key: figure for figure in mine if not (key := figure.cell_in(year)).years_back or key in prior}
    cells = {cell_id(key): figure.as_printed for key, figure in printed.items()}
    codes = table_codes(area, year, cells=cells)
    pages: dict[str, str] = {}
    for key, figure in printed.items():
        if figure.page:
            pages.setdefault(codes[cell_id(key)], figure.page)
    return DraftContent(source, cells, pages)


def prior_cells(area: Area, year: ReportingYear) -> set[CellKey]:
    """The cells in which the report of the year prints the year before."""
    return {key for table in tables_of(area, year) for key in table.cells() if key.years_back}


def read_year(text: str) -> ReportingYear:
    """The reporting year. Raises ValidationError saying why there can be no report of it.

    Of the years before MAPPA began, those that the site knows figures of are let pass.
    """
    plain = tidied(text)
    if not plain:
        raise ValidationError("Give the reporting year, such as 2014-15.")
    start = plain[:4]
    if start.isascii() and start.isdigit() and int(start) < FIRST_START:
        raise ValidationError(f"{plain} is before MAPPA began: the first reporting year is 2001-02.")
    try:
        year = ReportingYear.read(plain)
    except NotAReportingYearError as error:
        words = year_problem(plain)
        raise ValidationError(f"{words[0].upper()}{words[1:]}. Expected a year such as 2014-15.") from error
    if timezone.localdate().isoformat() <= f"{year.end}-03-31":
        raise ValidationError(
            f"{year} is in the future: it ends on 31 March {year.end}, so no report of it can exist yet."
        )
    return year


def read_source(kind: str, title: str, url: str) -> SourceKey:
    """The source. Raises ValidationError, by field, by the rules that files are read with."""
    fields = Fields(
        RawFigure(Where("source"), {"source_kind": kind, "source_title": title, "source_url": url})
    )
    source = SourceKey(
        fields.choice("source_kind", catalogue().source_kinds, what="kind of source"),
        fields.needed("source_title", longest=300),
        fields.link("source_url"),
    )
    if fields.problems:
        raise ValidationError(
            {problem.where.column: problem_words(problem) for problem in reversed(fields.problems)}
        )
    return source


def with_link(source: SourceKey) -> SourceKey:
    """A title given without a link is that of the one stored source that has it, as in files."""
    if source.url:
        return source
    links = list(
        Source.objects.filter(kind=source.kind, title=source.title).values_list("url", flat=True)[:2]
    )
    return replace(source, url=links[0]) if len(links) == 1 else source


def draft_exists(draft: Draft) -> CannotBeginError:
    return CannotBeginError(f"{draft} is being entered already. Open it instead.", existing=draft)


def _other_report(
    figures: Iterable[PublishedFigure], *, year: ReportingYear, source: SourceKey
) -> SourceKey | None:
    """The area's own report for that year, where it is public under another title than the one given."""
    if source.kind != catalogue().own_report.code:
        return None
    of_year = (source_key(figure.source) for figure in figures if figure.year == year)
    reports = {report for report in of_year if report.kind == source.kind}
    if any(folded(report.title) == folded(source.title) and report.url == source.url for report in reports):
        return None
    return min(reports, key=lambda report: (report.title, report.url), default=None)
