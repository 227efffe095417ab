"""The documents that figures were read from, in words: the list of them, and one with all that is of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef, SourceRef
from stats.calculations.amounts import Marker
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import SourceKind
from stats.catalogue.years import ReportingYear
from stats.presentation.activities import activities_table, told_in
from stats.presentation.components.cells import area_year_url
from stats.presentation.components.tables import (
    Cell,
    Column,
    FigureCell,
    Table,
    TableRow,
    link,
    words_cell,
)
from stats.presentation.text import numbers, words
from stats.presentation.updates import corrections_table
from stats.queries.activities import ToldActivity
from stats.queries.figures import FigureOfSource
from stats.queries.pages.sources import SourceHeld, SourcePage

_NAMED_AREAS = 3
_NAMED_YEARS = 2


@dataclass(frozen=True)
class SourcesText:
    """Every source by its kind; with a `query` those alone in whose names each of its words stands."""

    held: Sequence[SourceHeld]
    query: str = ""

    @cached_property
    def found(self) -> list[SourceHeld]:
        asked = self.query.casefold().split()
        return [one for one in self.held if all(word in _names(one) for word in asked)]

    @cached_property
    def kinds(self) -> list[tuple[SourceKind, list[tuple[SourceRef, str]]]]:
        """The kinds that have any, the most trusted first; with each source what was read from it."""
        return [
            (kind, listed) for kind in catalogue().source_kinds.values() if (listed := self._listed(kind))
        ]

    def _listed(self, kind: SourceKind) -> list[tuple[SourceRef, str]]:
        return [(one.source, _read_from(one)) for one in self.found if one.source.kind == kind.code]

    @property
    def lead(self) -> str:
        """How many there are, or how many were found."""
        said = {"found": numbers.number(len(self.found)), "query": self.query}
        if not self.found:
            return _("No source found for “%(query)s”.") % said if self.query else _("There is none yet.")
        text = ngettext(
            "Every figure here was read from %(found)s document.",
            "Every figure here was read from one of %(found)s documents.",
            len(self.found),
        )
        if self.query:
            text = ngettext(
                "%(found)s source found for “%(query)s”.",
                "%(found)s sources found for “%(query)s”.",
                len(self.found),
            )
        return text % said


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what a figure is, with the column that tells it where figures differ in it."""

    head: str
    text: Callable[[FigureOfSource], str]
    cell: Callable[[FigureOfSource], Cell]


@dataclass(frozen=True)
class SourceText:
    """One source. `address` is where the original is."""

    page: SourcePage

    @property
    def source(self) -> SourceRef:
        return self.page.source

    @property
    def title(self) -> str:
        """As a person would cite it."""
        return words.source_name(self.source)

    @property
    def short(self) -> str:
        """For the breadcrumbs: `LBC, 30 January 2024`."""
        return words.short_source_name(self.source)

    @property
    def kind(self) -> SourceKind:
        return catalogue().source_kinds[self.source.kind]

    @property
    def host(self) -> str:
        """Whose site the link leads to: `lbc.co.uk`."""
        return urlsplit(self.source.url).netloc.removeprefix("www.")

    @property
    def read(self) -> str:
        return numbers.partial_date(self.page.read)

    @property
    def lead(self) -> str:
        """What was read from it, and how much of that stands first on its own page."""
        figures = self.page.figures
        if not figures:
            return _("No figure from this source is shown now.") if self.page.corrections else ""
        first = sum(one.figure.preferred for one in figures)
        said = {
            "figures": numbers.number(len(figures)),
            "first": numbers.number(first),
            "areas": _areas(self._areas),
            "years": _years(self._years),
        }
        text = ngettext(
            "%(figures)s figure for %(areas)s, %(years)s, was read from it.",
            "%(figures)s figures for %(areas)s, %(years)s, were read from it.",
            len(figures),
        )
        return f"{text % said} {self._shown(first) % said}"

    def _shown(self, first: int) -> str:
        """How many of its figures are shown, where other sources give some of the same."""
        if first == len(self.page.figures):
            return ngettext("It is shown.", "All of them are shown.", first)
        if not first:
            return ngettext(
                "Another source is shown in its place.",
                "Other sources are shown in their place.",
                len(self.page.figures),
            )
        return ngettext(
            "%(first)s of them is shown. In place of the others another source is.",
            "%(first)s of them are shown. In place of the others another source is.",
            first,
        )

    @cached_property
    def _areas(self) -> list[AreaRef]:
        return list(dict.fromkeys(one.area for one in self.page.figures))

    @cached_property
    def _years(self) -> list[ReportingYear]:
        return sorted({one.figure.year for one in self.page.figures}, key=lambda year: year.start)

    @property
    def places(self) -> list[tuple[str, str]]:
        """Where its figures stand: the pages of areas and years, with their names, if they are few."""
        found = dict.fromkeys((one.area, one.figure.year) for one in self.page.figures)
        links = [(area_year_url(area, year=year), _area_year(area, year)) for area, year in found]
        return list(dict.fromkeys(links)) if len(self._areas) == 1 else []

    @cached_property
    def _pages(self) -> set[str]:
        """Where in the document its figures stand; a blank for those of which that is not noted."""
        return {one.figure.page for one in self.page.figures}

    @property
    def where(self) -> str:
        """Where in the document the figures stand, if that is the same for all; else the table says it."""
        if len(self._pages) > 1:
            return ""
        return "".join(self._pages) or self.kind.where

    @cached_property
    def table(self) -> Table | None:
        """Each figure; what is the same of all of them is said once, in the caption."""
        if not self.page.figures:
            return None
        codes = list(catalogue().measures)
        figures = sorted(
            self.page.figures,
            key=lambda one: (one.area.name, one.figure.year.start, codes.index(one.figure.cell.measure)),
        )
        figure = _Part(_("Figure"), _figure_words, lambda one: words_cell(_figure_words(one)))
        parts = [
            _Part(_("Area"), lambda one: one.area.name, _area_cell),
            _Part(_("Year"), lambda one: one.figure.year.label, _year_cell),
            figure,
        ]
        told = [part for part in parts if len(set(map(part.text, figures))) > 1] or [figure]
        if len(self._areas) == 1 and figure in told:
            told.sort(key=lambda part: part is not figure)  # the longest heads the row, where no area does
        head, *others = told
        has_pages = len(self._pages) > 1
        return Table(
            columns=(
                *(Column(part.head, "words") for part in told),
                Column(_("Number"), "number"),
                *([Column(_("Where in the source"), "words")] if has_pages else []),
            ),
            rows=tuple(
                TableRow(
                    _with_note(head.cell(one), one),
                    (
                        *(part.cell(one) for part in others),
                        _number_cell(one),
                        *([words_cell(one.figure.page or _("not noted"))] if has_pages else []),
                    ),
                )
                for one in figures
            ),
            caption=words.whole_years(
                ", ".join(part.text(figures[0]) for part in parts if part not in told)
                or _("Every figure read from it")
            ),
            shows_caption=True,
            classes="turns table--read" if len(told) + has_pages > 1 else "table--read",
        )

    @property
    def activities(self) -> list[tuple[Table, list[str]]]:
        """What it tells in numbers of an area's own work, a table for each area and year; with each where in
        the document that stands."""
        found: dict[tuple[AreaRef, ReportingYear], list[ToldActivity]] = {}
        for one in self.page.activities:
            found.setdefault((one.area, one.year), []).append(one)
        return [
            (table, [page for _source, pages in told_in(told) for page in pages])
            for (area, year), told in found.items()
            if (table := activities_table(told, caption=_told_of(area, year)))
        ]

    @property
    def corrections(self) -> Table | None:
        caption = _("Figures from this source that were changed or withdrawn")
        return corrections_table(self.page.corrections, caption=caption)


def _with_note(cell: Cell, one: FigureOfSource) -> Cell:
    """Under it what readers are told of the figure, and that another source is shown in its place."""
    shown = "" if one.figure.preferred else _("Another source is shown in its place.")
    told = words.whole_years(" ".join(filter(None, (shown, *one.notes))))
    return Cell(format_html('{}<span class="under-number">{}</span>', cell.content, told)) if told else cell


def _figure_words(one: FigureOfSource) -> str:
    return words.cell(one.figure.cell)


def _number_cell(one: FigureOfSource) -> FigureCell:
    is_dash = one.figure.amount.marker is Marker.NOT_APPLICABLE
    return FigureCell(numbers.amount(one.figure.amount), spoken=_("not applicable") if is_dash else "")


def _area_cell(one: FigureOfSource) -> Cell:
    return Cell(link(one.area.name, url=area_year_url(one.area, year=one.figure.year)))


def _year_cell(one: FigureOfSource) -> Cell:
    return Cell(link(one.figure.year.label, url=area_year_url(one.area, year=one.figure.year)), "one-word")


def _told_of(area: AreaRef, year: ReportingYear) -> str:
    return _("%(of)s: numbers told in the text") % {"of": _area_year(area, year)}


def _area_year(area: AreaRef, year: ReportingYear) -> str:
    return area.name if area.is_nation else f"{area.name}, {year}"


def _names(held: SourceHeld) -> str:
    """What a search looks at."""
    areas = (area.name for area in held.areas)
    return " ".join((held.source.title, held.source.publisher, *areas)).casefold()


def _read_from(held: SourceHeld) -> str:
    """`59 figures for Dorset, 2014-15 and 2015-16`."""
    if not held.figures:
        return _("No figure from it is shown now.")
    said = {
        "figures": numbers.number(held.figures),
        "areas": _areas(held.areas),
        "years": _years(held.years),
    }
    text = ngettext(
        "%(figures)s figure for %(areas)s, %(years)s",
        "%(figures)s figures for %(areas)s, %(years)s",
        held.figures,
    )
    return text % said


def _areas(areas: Sequence[AreaRef]) -> str:
    """`Dorset`, `Dorset and Kent`, `12 areas and England and Wales`."""
    if len(areas) <= _NAMED_AREAS:
        return words.listed([words.in_sentence(area.name) for area in areas])
    number = sum(not area.is_nation for area in areas)
    text = ngettext("%(number)s area", "%(number)s areas", number)
    if number < len(areas):
        text = ngettext(
            "%(number)s area and England and Wales", "%(number)s areas and England and Wales", number
        )
    return text % {"number": number}


def _years(years: Sequence[ReportingYear]) -> str:
    """`2014-15`, `2014-15 and 2015-16`, `5 years from 2001-02 to 2005-06`."""
    if len(years) <= _NAMED_YEARS:
        return words.listed([year.label for year in years])
    said = {"number": len(years), "first": years[0], "last": years[-1]}
    return _("%(number)s years from %(first)s to %(last)s") % said
