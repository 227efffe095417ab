"""Beginning a draft: area, year and source, and what is public of that source already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from stats.catalogue.cells import cell_id
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.drafting.access import require_entering
from stats.drafting.grid import printed_dashes
from stats.drafting.live import Live, live_figures
from stats.drafting.typed import OTHER, Typed, layout_of, places, tables_of
from stats.loading.existing import folded
from stats.loading.fields import Fields, tidied
from stats.loading.normalise import SourceKey, year_problem
from stats.loading.problems import Where
from stats.loading.raw import RawFigure
from stats.models import Area, Draft, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FIRST_REPORT = (
    2001  # MAPPA began on 1 April 2001 (Criminal Justice and Court Services Act 2000, sections 67 and 68)
)


@dataclass(frozen=True, slots=True)
class Begun:
    draft: Draft


@dataclass(frozen=True, slots=True)
class CannotBegin:
    """`problems` are sentences by field: area, year, source_kind, source_title, source_url.

    `existing` is the draft of that area and year, to open instead. `published` is the area report whose
    figures of that area and year are public: beginning with that very source opens them for correction.
    """

    problems: dict[str, str]
    existing: Draft | None = None
    published: SourceKey | None = None


def begin(
    area: Area | None, *, year: str, source_kind: str, source_title: str, source_url: str = "", user: User
) -> Begun | CannotBegin:
    """A new draft. It holds the dashes that every report of the year prints, and what is public of that
    source.

    Raises PermissionDenied where the user may not enter that area's reports.
    """
    problems: dict[str, str] = {}
    if area is None or area.kind == Area.Kind.DIVISION:
        problems["area"] = "Choose the area whose report it is."
    else:
        require_entering(user, area)
    of_year = read_year(year)
    if isinstance(of_year, str):
        problems["year"] = of_year
    source = read_source(source_kind, source_title, source_url)
    if isinstance(source, dict):
        problems |= source
    if area is None or problems or isinstance(of_year, str) or isinstance(source, dict):
        return CannotBegin(problems)
    existing = Draft.objects.filter(area=area, start_year=of_year.start).first()
    if existing is not None:
        return _exists(area, of_year, existing)
    live = live_figures(area, years=(of_year.start, of_year.start - 1))
    source = with_link(source)
    other = _other_report(live, year=of_year, source=source)
    if other is not None:
        words = (
            f"The report of {area.name} for {of_year} is published already, from “{other.title}”. Open it to "
            "correct it."
        )
        return CannotBegin({"year": words}, published=other)
    return create(area, of_year, typed=first_state(area, of_year, source=source, live=live), user=user)


def create(area: Area, year: ReportingYear, *, typed: Typed, user: User) -> Begun | CannotBegin:
    """Store a new draft with that state, unless another session has begun one at this very moment."""
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                area=area,
                start_year=year.start,
                source_kind=typed.source.kind,
                source_title=typed.source.title,
                source_url=typed.source.url,
                cells=dict(typed.cells),
                pages=dict(typed.pages),
                notes=dict(typed.notes),
                created_by=user,
                changed_by=user,
            )
    except IntegrityError:
        return _exists(area, year, Draft.objects.get(area=area, start_year=year.start))
    return Begun(draft)


def first_state(area: Area, year: ReportingYear, *, source: SourceKey, live: Iterable[Live]) -> Typed:
    """The dashes that the layout prints, and over them what is public of that source."""
    layout = layout_of(area, year)
    mine = [one for one in live if one.source == source]
    if not any(one.start_year == year.start for one in mine):
        return Typed(source, printed_dashes(layout))
    prior = {key for table in (layout.tables if layout else ()) for key in table.cells() if key.years_back}
    cells: dict[str, str] = {}
    pages: dict[str, str] = {}
    found = [one for one in mine if one.start_year == year.start or one.cell_in(year) in prior]
    cells = {cell_id(one.cell_in(year)): one.text for one in found}
    codes = places(tables_of(layout, cells=cells))
    for one in found:
        if one.page:
            pages.setdefault(codes.get(one.cell_in(year), OTHER), one.page)
    return Typed(source, cells, pages)


def read_year(text: str) -> ReportingYear | str:
    """The reporting year, or why there can be no report of it."""
    plain = tidied(text).replace("/", "-").replace("–", "-")
    if not plain:
        return "Give the reporting year, such as 2014-15."
    try:
        year = ReportingYear.parse(plain)
    except NotAReportingYearError:
        if plain[:4].isascii() and plain[:4].isdigit() and int(plain[:4]) < FIRST_REPORT:
            return _too_early(plain)
        words = year_problem(plain)
        return f"{words[0].upper()}{words[1:]}. Expected a year such as 2014-15."
    if year.start < FIRST_REPORT:
        return _too_early(plain)
    if timezone.localdate().isoformat() <= f"{year.end}-03-31":
        return f"{year} is in the future: it ends on 31 March {year.end}, so no report of it can exist yet."
    return year


def read_source(kind: str, title: str, url: str) -> SourceKey | dict[str, str]:
    """The source, or what is wrong with it by field, by the rules that files are read with."""
    given = {
        "source_kind": kind,
        "source_title": title.replace("\0", ""),
        "source_url": url.replace("\0", ""),
    }
    fields = Fields(RawFigure(Where("source"), given))
    key = SourceKey(
        fields.choice("source_kind", catalogue().source_kinds, what="kind of source"),
        fields.needed("source_title", longest=300),
        fields.link("source_url"),
    )
    words = {
        problem.where.column: f"{problem.message[0].upper()}{problem.message[1:]}."
        + (f" Expected {problem.expected}." if problem.expected else "")
        for problem in reversed(fields.problems)
    }
    return words or key


def with_link(source: SourceKey) -> SourceKey:
    """A title given without a link is that of the one stored source that has it, as in files."""
    if source.url:
        return source
    links = list(
        Source.objects.filter(kind=source.kind, title=source.title).values_list("url", flat=True)[:2]
    )
    return replace(source, url=links[0]) if len(links) == 1 else source


def _too_early(text: str) -> str:
    return f"{text} is before MAPPA began: the first reporting year is 2001-02."


def _exists(area: Area, year: ReportingYear, draft: Draft) -> CannotBegin:
    return CannotBegin(
        {"year": f"{area.name} {year} is being entered already. Open it instead."}, existing=draft
    )


def _other_report(live: Iterable[Live], *, year: ReportingYear, source: SourceKey) -> SourceKey | None:
    """The area's own report for that year, where it is public under another title than the one given."""
    if source.kind != catalogue().own_report.code:
        return None
    titles = {one.source for one in live if one.start_year == year.start and one.source.kind == source.kind}
    same = {one for one in titles if folded(one.title) == folded(source.title) and one.url == source.url}
    return None if not titles or same else min(titles, key=lambda one: (one.title, one.url))
