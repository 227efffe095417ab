"""The coverage page in words: a grid of areas by reporting years, its key, and the same as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef
from stats.catalogue.reader import catalogue
from stats.presentation.components.cells import area_page_url, area_year_url, areas_note
from stats.presentation.components.tables import Cell, Column, Table, TableRow, link
from stats.presentation.text import numbers
from stats.queries.pages.coverage import CoverageCell, CoveragePage, CoverageRow

NOTHING = "nothing"
NO_FIGURE = "–"


@dataclass(frozen=True, slots=True)
class CellLink:
    """Where a cell of the grid leads. `does` says what happens there, if it is not the figures' own page, and
    `sign` the same in a letter, after the number or in place of the dash."""

    url: str
    does: str = ""
    sign: str = ""


LinkOf = Callable[[AreaRef, CoverageCell], CellLink | None]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What a colour and its sign mean."""

    classes: str
    sign: str
    title: str
    about: str


def to_figures(area: AreaRef, cell: CoverageCell) -> CellLink | None:
    """The page on which the figures of that area and year stand."""
    return CellLink(area_year_url(area, year=cell.year)) if cell.figures else None


@dataclass(frozen=True)
class CoverageText:
    """`link_of` says where each cell leads: readers come to the figures, staff also to where one begins."""

    page: CoveragePage
    link_of: LinkOf = to_figures

    @property
    def under(self) -> str:
        years = len(self.page.expected)
        said = {
            "areas": areas_note(len(self.page.areas)),
            "years": ngettext("%(years)s reporting year", "%(years)s reporting years", years)
            % {"years": years},
        }
        return _("%(areas)s, %(years)s. The number is how many figures we have.") % said

    @property
    def lead(self) -> SafeString:
        """How many reports there should be, of how many any figure is held, and how many are held."""
        page = self.page
        held = ngettext(
            "Of %(reports)s reports, <strong>%(held)s has at least one figure here</strong>.",
            "Of %(reports)s reports, <strong>%(held)s have at least one figure here</strong>.",
            page.held,
        )
        own = ngettext(
            "%(own)s is here as the area printed it.",
            "%(own)s are here as the area printed them.",
            page.own_reports,
        )
        said = {
            "reports": numbers.number(page.reports),
            "held": numbers.number(page.held),
            "own": numbers.number(page.own_reports),
        }
        return format_html("{} {}", SafeString(held % said), own % said)

    @property
    def due(self) -> str:
        """When the next reports should be out."""
        coming = self.page.next_expected
        said = {
            "latest": self.page.expected[-1],
            "next": coming,
            "day": numbers.long_date(catalogue().own_report.day_published(coming)),
        }
        return (
            _(
                "Reports come out in the autumn after a year ends. Those for %(latest)s should be out. Those "
                "for %(next)s should be out by %(day)s."
            )
            % said
        )

    @cached_property
    def key(self) -> list[KeyEntry]:
        held = [
            KeyEntry(_classes(one.code), one.sign, one.title, one.about)
            for one in catalogue().coverages.values()
        ]
        return [*held, KeyEntry(_classes(NOTHING), NO_FIGURE, _("Nothing yet"), _("No figure is here."))]

    @cached_property
    def no_report(self) -> str:
        """Of which years no report is expected, though something is held of them; empty where of none."""
        years = [str(year) for year in self.page.years if year not in self.page.expected]
        if not years:
            return ""
        return _(
            "No area’s report is expected for %(years)s: those cells are blank where nothing is held."
        ) % {"years": ", ".join(years)}

    @cached_property
    def table(self) -> Table:
        return Table(
            (
                Column(_("Area")),
                *(
                    Column(format_html("<span>{}</span>", year), short=str(year), cells="")
                    for year in self.page.years
                ),
                Column(_("Years held"), "coverage__sum"),
            ),
            tuple(map(self._row, self.page.rows)),
            caption=_("How many figures are here, by area and reporting year"),
            classes="coverage",
        )

    def _row(self, row: CoverageRow) -> TableRow:
        said = {"held": row.held, "years": row.years}
        return TableRow(
            Cell(link(row.area.name, url=area_page_url(row.area))),
            (*(self._cell(row.area, cell) for cell in row.cells), Cell(_("%(held)s of %(years)s") % said)),
            is_sum=row.area.is_nation,
        )

    def _cell(self, area: AreaRef, cell: CoverageCell) -> Cell:
        """The number with its sign; for those who hear the page, what the sign means."""
        if not cell.expected and not cell.figures:
            return Cell(classes="coverage--no-report")
        leads = self.link_of(area, cell)
        classes = _classes(cell.coverage.code if cell.coverage else NOTHING)
        if not cell.figures and leads is None:
            return Cell(NO_FIGURE, classes)
        signs = f"{cell.coverage.sign if cell.coverage else ''}{leads.sign if leads else ''}"
        content = format_html(
            '<span aria-hidden="true">{}{}</span><span class="govuk-visually-hidden">{}</span>',
            numbers.number(cell.figures) if cell.figures else "",
            format_html("<i>{}</i>", signs) if signs else "",
            _spoken(cell) if leads is None else _spoken_link(area, cell, does=leads.does),
        )
        if leads is None:
            return Cell(content, classes)
        return Cell(link(content, url=leads.url), f"{classes} coverage--door")


def csv_rows(page: CoveragePage, *, release: int | None) -> Iterator[tuple[str, ...]]:
    """A line for each area and year of which a report is expected or anything is held."""
    for row in page.rows:
        for cell in row.cells:
            if cell.expected or cell.figures:
                yield csv_row(row.area, cell, release=release)


def csv_row(area: AreaRef, cell: CoverageCell, *, release: int | None = None) -> tuple[str, ...]:
    """One area in one year (the catalogue's export `coverage`)."""
    layout = catalogue().layout_for(cell.year, national=area.is_nation)
    cells = {
        "area_slug": area.slug,
        "area_name": area.name,
        "area_code": area.code,
        "year": cell.year.label,
        "coverage": cell.coverage.code if cell.coverage else NOTHING,
        "figures": str(cell.figures),
        "own_report_figures": str(cell.own_report_figures),
        "source_kind": "; ".join(cell.by_kind),
        "layout": layout.code if layout else "",
        "release": "" if release is None else str(release),
    }
    return tuple(cells[column.name] for column in catalogue().exports["coverage"].columns)


def _classes(code: str) -> str:
    return f"coverage--{slugify(code)}"


def _spoken(cell: CoverageCell) -> str:
    if cell.coverage is None:
        return _("nothing yet")
    said = {"figures": numbers.number(cell.figures), "coverage": cell.coverage.title}
    return (
        ngettext("%(figures)s figure: %(coverage)s", "%(figures)s figures: %(coverage)s", cell.figures) % said
    )


def _spoken_link(area: AreaRef, cell: CoverageCell, *, does: str) -> str:
    said = {"area": area.name, "year": cell.year, "held": _spoken(cell), "does": does}
    if does:
        return _("%(area)s %(year)s, %(held)s. %(does)s") % said
    return _("%(area)s %(year)s, %(held)s") % said
