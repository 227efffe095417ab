"""The England and Wales page: what its query found, in words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from stats.analysis.conflicts import Conflict
from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.national_tables import NationalCell, NationalGroup, NationalYear
from stats.analysis.series import Point
from stats.analysis.trends import Trend
from stats.analysis.values import Value, WhyNot
from stats.catalogue.breaks import Break
from stats.catalogue.indicators import Role
from stats.catalogue.measures import Basis, CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.printed_tables import StripText, difference_ids, strip_text
from stats.presentation.components import trends
from stats.presentation.components.cells import (
    Fact,
    Origin,
    given_numbers,
    held_fact,
    origin,
)
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.series import SeriesText, national_series
from stats.presentation.components.tables import (
    Cell,
    Column,
    FigureCell,
    Table,
    TableRow,
    headed,
    number_columns,
    sources_cell,
    words_cell,
)
from stats.presentation.text import findings, numbers, words
from stats.presentation.text.attribution import (
    Credit,
    Part,
    ToldNumber,
    credit_line,
    in_words,
    told_numbers,
)
from stats.presentation.text.changes import percent_text
from stats.presentation.text.sentences import Sentence, registered_offenders
from stats.queries.pages.nation import NationPage

RATE, RSOS = Role.RATE.value, Role.RSOS.value
_NOT_HELD = Value(None, WhyNot.NOT_HELD)


def _remarks(conflict: Conflict) -> Iterator[str]:
    """Whether the numbers contradict one another, why one was restated, and the notes on them."""
    if not conflict.is_contradiction:
        yield _("These do not contradict one another: one of them is a bound or a rounded number.")
    yield conflict.reason
    yield from (note.text for note in conflict.notes)


@dataclass(frozen=True, slots=True)
class NationConflict:
    """`given` starts with the number that the page shows; each comes with its sources."""

    anchor: str
    where: str
    when: str
    given: tuple[tuple[str, tuple[SourceRef, ...]], ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationNote:
    anchor: str
    when: str
    where: str
    text: str


@dataclass(frozen=True)
class NationText:
    """The page in words, where a count or a rate is held for any year."""

    page: NationPage

    @cached_property
    def year(self) -> ReportingYear:
        """The newest with a count or a rate."""
        return max(year for year, _value in (*self.page.rate.points, *self.page.rsos.points))

    @cached_property
    def sentence(self) -> Sentence:
        return registered_offenders(
            _("England and Wales"),
            year=self.year,
            count=_on(self.page.rsos.points, self.year),
            rate=_on(self.page.rate.points, self.year),
            previous_count=self._before(self.page.rsos),
            previous_rate=self._before(self.page.rate),
        )

    def _before(self, held: Trend) -> Value | None:
        """Of the year before, of which the sentence speaks where it counts the same thing."""
        earlier = self.year.before
        if earlier is None or any(parting.lies_between(earlier, self.year) for parting in held.breaks):
            return None
        return dict(held.points).get(earlier)

    @property
    def _told(self) -> tuple[ToldNumber, ...]:
        """The numbers of the sentence."""
        page = self.page
        return told_numbers(
            (Part.COUNT, _on(page.rsos.points, self.year)),
            (Part.RATE, _on(page.rate.points, self.year)),
            (Part.BEFORE, self._before(page.rsos)),
            (Part.BEFORE, self._before(page.rate)),
        )

    @property
    def credits(self) -> tuple[Credit, ...]:
        """The line under the sentence: whose number it is, and what was worked out here."""
        return credit_line(self._told)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is doubted of the sentence's numbers."""
        return words.doubts_of(*(one.value for one in self._told))

    @property
    def sentence_source(self) -> str:
        """What is copied after the sentence: the doubts, and whose each number is."""
        return " ".join((*self.doubts, in_words(self._told)))

    @property
    def facts(self) -> list[Fact]:
        page, shown = self.page, catalogue().pages["england-and-wales"]
        said = {"date": numbers.unbroken_snapshot_date(self.year), "people": words.people(self.year)}
        facts = []
        for figure in shown.figures:
            is_rate = catalogue().indicators[figure.indicator].role is Role.RATE
            held = page.rate if is_rate else page.rsos
            indicator, value = held.indicator, _on(held.points, self.year)
            note = (
                trends.interval_words(indicator, value)
                if is_rate
                else _fact_change(_newest(page, indicator.numerator[0]))
            )
            text = findings.value_text(indicator, value)
            facts.append(held_fact(_(figure.label) % said, text, note=note, origin=origin(value)))
        for counted in shown.cells:
            found = _newest(page, counted.cell)
            if found is not None:
                when = _when(counted.cell, found[0])
                label = _("%(title)s, %(when)s") % {"title": _(counted.label), "when": when}
                text = numbers.amount(found[1].held.amount) if found[1].held else ""
                told = Origin((found[1].held.source.kind,)) if found[1].held else None
                facts.append(held_fact(label, text, note=_fact_change(found), origin=told))
        return facts

    @cached_property
    def series(self) -> list[SeriesText]:
        """The rate and the count over the years, each where any year is held."""
        series = (
            (RATE, _("The rate over the years"), self.page.rate),
            (RSOS, _("The number over the years"), self.page.rsos),
        )
        return [
            national_series(held, page="england-and-wales", key=key, title=title)
            for key, title, held in series
            if held.points
        ]

    @property
    def page_charts(self) -> PageCharts:
        return {series.key: series.page_chart for series in self.series}

    @property
    def groups(self) -> list[Table]:
        """Every cell held, group by group. A number that is told of further down leads there."""
        page = self.page
        told = {
            (key.year, key.cell): _anchor("note", key.year, key.cell) for key, _note in page.notes.items()
        }
        told |= {
            (conflict.year, conflict.cell): _anchor("conflict", conflict.year, conflict.cell)
            for conflict in page.conflicts
        }
        tables = [_national_table(group, told=told) for group in page.groups if group.years]
        return [*tables, _others_table(page.others, told=told)] if page.others else tables

    @cached_property
    def strip(self) -> StripText | None:
        return strip_text(self.page.checks, ids=difference_ids(self.page.checks, name="difference"))

    @cached_property
    def conflicts(self) -> list[NationConflict]:
        return [
            NationConflict(
                anchor=_anchor("conflict", conflict.year, conflict.cell),
                where=words.cell(conflict.cell),
                when=_when(conflict.cell, conflict.year),
                given=given_numbers(conflict.figures),
                reasons=tuple(dict.fromkeys(filter(None, _remarks(conflict)))),
            )
            for conflict in self.page.conflicts
        ]

    @cached_property
    def notes(self) -> list[NationNote]:
        """Newest first. Notes on figures that sources give differently are told with the conflict."""
        told = {(conflict.year, conflict.cell) for conflict in self.page.conflicts}
        anchors: set[str] = set()
        lines = []
        for key, note in sorted(self.page.notes.items(), key=lambda item: item[0].year, reverse=True):
            if (key.year, key.cell) in told:
                continue
            anchor = _anchor("note", key.year, key.cell)
            own = "" if anchor in anchors else anchor
            anchors.add(anchor)
            lines.append(NationNote(own, _when(key.cell, key.year), words.cell(key.cell), note.text))
        return lines

    @cached_property
    def official(self) -> list[tuple[SourceRef, str]]:
        return self._sources(second_hand=False)

    @cached_property
    def press(self) -> list[tuple[SourceRef, str]]:
        return self._sources(second_hand=True)

    def _sources(self, *, second_hand: bool) -> list[tuple[SourceRef, str]]:
        """Each with the years of which it gives figures."""
        return [
            (source, _("Gives figures for %(years)s.") % {"years": ", ".join(year.label for year in years)})
            for source, years in self.page.sources
            if source.is_second_hand is second_hand
        ]


def nation_text(page: NationPage) -> NationText | None:
    """None where neither a count nor a rate is held for any year."""
    return NationText(page) if page.rate.points or page.rsos.points else None


def change_text(cell: NationalCell) -> str:
    """A figure's change since the year before: `+4,422 (+18.0%)`; empty where there is none of that year.

    A count over the year that changed by no more than chance could make says so.
    """
    if cell.breaks or cell.counts_differ:
        return _("not compared")
    change = cell.change
    if change is None:
        return ""
    if change.absolute is None:
        return words.no_percentage(change.reason_no_percent)
    said = {
        "number": numbers.signed_as_published(change.absolute),
        "percent": percent_text(change, of_counts=True),
    }
    if change.beyond_chance is False and change.absolute:
        text = _("%(number)s (%(percent)s), chance could make it")
        return (text if said["percent"] else _("%(number)s, chance could make it")) % said
    return _("%(number)s (%(percent)s)") % said if said["percent"] else said["number"]


def _on(points: Iterable[Point], year: ReportingYear) -> Value:
    return dict(points).get(year, _NOT_HELD)


def _fact_change(found: tuple[ReportingYear, NationalCell] | None) -> str:
    if found is None:
        return ""
    year, cell = found
    change = change_text(cell)
    if not change:
        return _("No figure for the year before")
    if cell.breaks or cell.counts_differ or (cell.change and cell.change.absolute is None):
        return _("Not compared with the year before")
    return _("%(change)s since %(year)s") % {"change": change, "year": year.back(1).label}


def _newest(page: NationPage, key: CellKey) -> tuple[ReportingYear, NationalCell] | None:
    """The newest year in which that cell of the page's tables is held."""
    for group in page.groups:
        place = next((at for at, column in enumerate(group.columns) if column.cell == key), None)
        if place is not None:
            held = ((row.year, row.cells[place]) for row in group.years if row.cells[place].held)
            return next(held, None)
    return None


def _when(key: CellKey, year: ReportingYear) -> str:
    basis = catalogue().measures[key.measure].basis_of(year, category=key.category)
    return numbers.snapshot_date(year) if basis in (Basis.SNAPSHOT, Basis.RATE) else year.label


def _national_table(group: NationalGroup, *, told: Mapping[tuple[ReportingYear, CellKey], str]) -> Table:
    """Newest year first, each number with its change since the year before."""
    older = [*group.years[1:], None]
    return Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            *(headed(one.label, short=one.short_label, cells="number") for one in group.columns),
        ),
        rows=tuple(
            TableRow(
                Cell(row.year.label),
                tuple(
                    _national_cell(cell, about=told.get((row.year, column.cell), ""))
                    for column, cell in zip(group.columns, row.cells, strict=True)
                ),
                partings=_partings(group, newer=row, older=below) if below is not None else (),
            )
            for row, below in zip(group.years, older, strict=True)
        ),
        caption=group.title,
        id=group.code,
        classes="series-table turns",
    )


def _others_table(
    figures: Iterable[PublishedFigure], *, told: Mapping[tuple[ReportingYear, CellKey], str]
) -> Table:
    """What is held and stands in no other table, with its place in words."""
    return Table(
        columns=(
            Column(_("Year"), cells="year-head"),
            Column(_("Figure"), "words"),
            *number_columns([_("Number")]),
            Column(_("Source"), "words"),
        ),
        rows=tuple(
            TableRow(
                Cell(held.year.label),
                (
                    words_cell(words.cell(held.cell)),
                    FigureCell(
                        numbers.amount(held.amount),
                        note_id=told.get((held.year, held.cell), ""),
                        note=_("explained below"),
                    ),
                    sources_cell([held.source]),
                ),
            )
            for held in figures
        ),
        caption=_("Other figures"),
        id="others",
    )


def _partings(group: NationalGroup, *, newer: NationalYear, older: NationalYear) -> tuple[Break, ...]:
    found = (
        one
        for column in group.columns
        for one in catalogue().breaks_of(column)
        if one.lies_between(older.year, newer.year)
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.first, reverse=True))


def _national_cell(cell: NationalCell, *, about: str) -> FigureCell:
    """`about` is the id of what the page says of this very figure."""
    if cell.held is None:
        return FigureCell("·", classes="not-held", spoken=_("not held"))
    return FigureCell(
        numbers.amount(cell.held.amount),
        under=change_text(cell),
        note_id=about,
        note=_("explained below"),
        second_hand=cell.held.source.is_second_hand,
    )


def _anchor(what: str, year: ReportingYear, cell: CellKey) -> str:
    return "-".join(filter(None, (what, year.label, cell.measure, cell.category, cell.level)))
