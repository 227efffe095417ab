"""A topic's page: what its query found, in words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.topics import TopicCell, TopicRow, TopicTable
from stats.analysis.values import Value, ValueKind, WhyNot
from stats.catalogue.indicators import Indicator, Kind
from stats.catalogue.measures import Measure
from stats.catalogue.pages import TopicWords
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.components.cells import (
    Origin,
    YearLink,
    area_year_url,
    areas_note,
    origin,
    sentence_source,
)
from stats.presentation.components.page_charts import PageCharts
from stats.presentation.components.series import SeriesText, national_series
from stats.presentation.components.sortable import SortableTable, sortable_table
from stats.presentation.components.tables import (
    Cell,
    Column,
    FigureCell,
    Table,
    TableRow,
    link,
    number_columns,
    sources_cell,
    value_cell,
)
from stats.presentation.components.trends import interval_text
from stats.presentation.text import numbers
from stats.presentation.text.sentences import Sentence, plural
from stats.queries.pages.topics import TopicPage

_LISTED = 6
_FIGURE = "\u0001"  # stands for the figure until it is set in bold or left plain


@dataclass(frozen=True, slots=True)
class TopicCounts:
    table: Table
    has_sums: bool


@dataclass(frozen=True)
class TopicText:
    """The page in words. `asked`: the address names a year; `asked_year` is None where that is no year."""

    page: TopicPage
    asked: bool = False
    asked_year: ReportingYear | None = None
    sort: str = ""

    @property
    def words(self) -> TopicWords:
        return topic_words(self.page.topic)

    @property
    def is_own_address(self) -> bool:
        return self.asked_year == self.page.year

    @property
    def notice(self) -> str:
        """What was asked for and is not shown; a text that is no year is not repeated."""
        if not self.asked or self.is_own_address:
            return ""
        if self.asked_year is None:
            return _("A year is written like 2014-15. The latest year with enough figures is shown.")
        return _("There is no figure for %(asked)s. The latest year with enough figures is shown.") % {
            "asked": self.asked_year.label
        }

    @property
    def years(self) -> list[YearLink]:
        base = reverse(self.page.topic)
        return [
            YearLink(
                held.year.label,
                f"{base}?year={held.year.label}",
                held.year == self.page.year,
                areas_note(held.areas) if held.areas else _("England and Wales alone"),
            )
            for held in self.page.years
        ]

    @property
    def _national(self) -> tuple[Value, ...]:
        return self.page.nation.values if self.page.nation is not None else ()

    @cached_property
    def _values(self) -> dict[str, Value]:
        """Those of England and Wales, by the slugs of their indicators."""
        slugs = (indicator.slug for indicator in self.page.indicators)
        return dict(zip(slugs, self._national, strict=True)) if self._national else {}

    @cached_property
    def sentence(self) -> Sentence | None:
        return national_sentence(self.page.topic, year=self.page.year, values=self._values)

    @property
    def sentence_source(self) -> str:
        """The sources of the sentence's numbers, and what of them the site worked out."""
        sources = sentence_source(self._told.values())
        if any(value.kind is ValueKind.WORKED_OUT for value in self._told.values()):
            return _("%(sources)s The number for every 100 is worked out by MAPPA in numbers.") % {
                "sources": sources
            }
        return sources

    @cached_property
    def _told(self) -> dict[str, Value]:
        """The numbers of the sentence, by their indicators."""
        if self.sentence is None:
            return {}
        found = ((slug, self._values.get(slug)) for slug in (self.words.count, self.words.ratio))
        return {slug: value for slug, value in found if value is not None and _is_told(value)}

    @property
    def origins(self) -> list[tuple[str, Origin]]:
        """Who says each number of the sentence, under the indicator's name."""
        indicators = catalogue().indicators
        return [(indicators[slug].short_title, origin(value)) for slug, value in self._told.items()]

    @property
    def coverage(self) -> str:
        """How many areas are held for the year, and which where they are few."""
        names = sorted(
            {row.area.name for row in self.page.rows}
            | {
                ref.name
                for one in self.page.tables
                for ref, cells in one.rows
                if not ref.is_nation and any(cell.amount and cell.amount.value is not None for cell in cells)
            }
        )
        said = {
            "year": self.page.year.label,
            "held": len(names),
            "areas": len(self.page.rows) + self.page.areas_not_held,
            "names": ", ".join(names),
        }
        if not names and self.page.nation is None:
            return _("There is no figure that can be compared for %(year)s.") % said
        if not names:
            return _("For %(year)s there is a figure for England and Wales, and none for any area.") % said
        if len(names) > _LISTED:
            text = _("For %(year)s there are figures for %(held)s of the %(areas)s areas.")
        else:
            text = ngettext(
                "For %(year)s there are figures for one of the %(areas)s areas: %(names)s.",
                "For %(year)s there are figures for %(held)s of the %(areas)s areas: %(names)s.",
                len(names),
            )
        if self.page.nation:
            return text % said
        return " ".join((text % said, _("There is no England and Wales figure for that year.")))

    @cached_property
    def table(self) -> SortableTable | None:
        """Areas as rows, the indicators as columns, England and Wales in the table's foot; None where no area
        has any."""
        page = self.page
        if not page.rows:
            return None
        indicators = {
            indicator.slug: Column(indicator.short_title, "number") for indicator in page.indicators
        }
        return sortable_table(
            [_topic_cells(row, page=page) for row in page.rows],
            columns={"area": Column(_("Area")), **indicators, "source": Column(_("Source"), "words")},
            fixed=("source",),
            foot=_topic_cells(page.nation, page=page) if page.nation is not None else None,
            sort=self.sort if self.sort.removeprefix("-") in ("area", *indicators) else "area",
            caption=_("%(topic)s, by area, %(year)s") % {"topic": self.words.title, "year": page.year.label},
            anchor="figures",
        )

    @property
    def doubts(self) -> list[tuple[str, str]]:
        """What notes doubt of the table's numbers, in sentences with the id that a number leads to."""
        rows = (*self.page.rows, *((self.page.nation,) if self.page.nation else ()))
        found = []
        for row in rows:
            texts = dict.fromkeys(doubt.text for value in row.values for doubt in value.doubts)
            if texts:
                said = {"area": row.area.name, "doubts": " ".join(texts)}
                found.append((_doubt_id(row.area), _("%(area)s: %(doubts)s") % said))
        return found

    @cached_property
    def counts(self) -> list[TopicCounts]:
        """What was counted in the year, by area; left out where the table above says as much."""
        return [
            _counts(
                table,
                first=_("Area"),
                heads=[
                    link(ref.name, url=area_year_url(ref, year=self.page.year)) for ref, _row in table.rows
                ],
            )
            for table in self.page.tables
            if _adds_columns(table, self.page.indicators)
        ]

    @cached_property
    def over_the_years(self) -> list[TopicCounts]:
        """The same for England and Wales, left out where the tables beside the charts say as much. Each year
        leads to the topic's own page of that year."""
        base, drawn = reverse(self.page.topic), [series.indicator for series in self.page.series]
        return [
            _counts(
                table,
                first=_("Year"),
                heads=[link(year.label, url=f"{base}?year={year}") for year, _row in table.rows],
                suffix="-years",
            )
            for table in self.page.story
            if _adds_columns(table, drawn)
        ]

    @property
    def measures(self) -> list[Measure]:
        """What the topic's indicators and tables count, in the order of the catalogue."""
        topic = self.page.topic
        indicators = catalogue().indicators.values()
        codes = {cell.measure for found in indicators if found.topic == topic for cell in found.numerator}
        codes |= {
            column.cell.measure
            for group in catalogue().topic_tables
            if group.topic == topic
            for column in group.columns
            if not column.is_context
        }
        return [measure for code, measure in catalogue().measures.items() if code in codes]

    @cached_property
    def _series(self) -> list[SeriesText]:
        return [national_series(found, page=self.page.topic) for found in self.page.series]

    @cached_property
    def drawn(self) -> list[SeriesText]:
        """England and Wales over the years, where those are enough for a chart."""
        return [series for series in self._series if series.chart is not None]

    @cached_property
    def told(self) -> list[SeriesText]:
        """The series of fewer years: in a sentence and a table."""
        return [series for series in self._series if series.chart is None]

    @property
    def page_charts(self) -> PageCharts:
        """England and Wales on each of the topic's indicators, by their slugs."""
        return {series.key: series.page_chart for series in self._series}

    @cached_property
    def sources(self) -> list[tuple[SourceRef, str]]:
        """Every source on the page, official ones first, each with what of the page comes from it."""
        page, nation = self.page, _("England and Wales")
        rows: list[tuple[str, ReportingYear, Value | TopicCell]] = [
            (row.area.name, page.year, value) for row in page.rows for value in row.values
        ]
        rows += [
            (ref.name, page.year, cell)
            for table in page.tables
            for ref, cells in table.rows
            for cell in cells
        ]
        rows += [(nation, year, cell) for table in page.story for year, cells in table.rows for cell in cells]
        rows += [(nation, year, value) for series in page.series for year, value in series.points]
        rows += [(nation, page.year, value) for value in self._national]
        used: dict[int, tuple[SourceRef, dict[str, None]]] = {}
        for area, year, value in rows:
            for source in value.sources:
                told = used.setdefault(source.id, (source, {}))[1]
                told[_("%(area)s %(year)s") % {"area": area, "year": year.label}] = None
        return [
            (source, _("Gives %(figures)s.") % {"figures": ", ".join(told)})
            for source, told in sorted(
                used.values(), key=lambda found: (found[0].is_second_hand, found[0].title)
            )
        ]


def _topic_cells(row: TopicRow, *, page: TopicPage) -> dict[str, str]:
    """Each value has its interval under it; one that is doubted leads to the doubt."""
    values = {
        indicator.slug: replace(
            value_cell(indicator, value, under=interval_text(indicator, value)),
            note_id=_doubt_id(row.area) if value.doubts else "",
            note=_("doubted, see below"),
        ).content
        for indicator, value in zip(page.indicators, row.values, strict=True)
    }
    return {
        "area": link(row.area.name, url=area_year_url(row.area, year=page.year)),
        **values,
        "source": sources_cell(source for value in row.values for source in value.sources).content,
    }


def _adds_columns(
    table: TopicTable[AreaRef] | TopicTable[ReportingYear], indicators: Iterable[Indicator]
) -> bool:
    """Whether the table has a number that is none of the counts that the page shows already."""
    shown = {cell for one in indicators if one.kind is Kind.COUNT for cell in one.numerator}
    return any(column.cell not in shown for column in table.columns if not column.is_context)


def _doubt_id(area: AreaRef) -> str:
    return f"doubt-{area.slug}"


def _counts(
    counted: TopicTable[AreaRef] | TopicTable[ReportingYear],
    *,
    first: str,
    heads: Iterable[str],
    suffix: str = "",
) -> TopicCounts:
    """`first` heads the column of areas or of years."""
    rows = [cells for _head, cells in counted.rows]
    return TopicCounts(
        Table(
            columns=(
                Column(first),
                *number_columns(column.short_label for column in counted.columns),
                Column(_("Source"), "words"),
            ),
            rows=tuple(_counts_row(Cell(head), cells) for head, cells in zip(heads, rows, strict=True)),
            caption=counted.title,
            shows_caption=True,
            id=counted.code + suffix,
        ),
        has_sums=any(cell.is_added for cells in rows for cell in cells),
    )


def _counts_row(head: Cell, cells: Sequence[TopicCell]) -> TableRow:
    sources = (source for cell in cells for source in cell.sources)
    return TableRow(head, (*map(_count_cell, cells), sources_cell(sources)))


def _count_cell(cell: TopicCell) -> Cell:
    """The number, and under it that it was added up; or why there is none."""
    if not cell.exists:
        return Cell("–")
    if cell.amount is None:
        return FigureCell(under=_("not held"))
    return FigureCell(numbers.amount(cell.amount), under=_("added up") if cell.is_added else "")


def _is_told(value: Value) -> bool:
    """Whether the sentence gives the number: a bound and a rounded number with their words, too."""
    return value.amount is not None and value.why_not in (None, WhyNot.BOUND, WhyNot.ROUNDED)


def topic_words(topic: str) -> TopicWords:
    """Raises KeyError for a topic without a page."""
    words = catalogue().topics[topic].page
    if words is None:
        raise KeyError(topic)
    return words


def national_sentence(topic: str, *, year: ReportingYear, values: Mapping[str, Value]) -> Sentence | None:
    """What England and Wales had in that year, by indicator slug; None where it is not held."""
    words = topic_words(topic)
    count, ratio = values.get(words.count), values.get(words.ratio)
    if count is None or not _is_told(count):
        return None
    said = {"year": year.label, "figure": _FIGURE}
    sentence = words.sentence
    if words.sentence_with_ratio and ratio is not None and _is_told(ratio):
        sentence = words.sentence_with_ratio
        said["ratio"] = numbers.qualified(ratio.qualifier, numbers.number(ratio.amount or 0, places=1))
    counted = next(counted.text for counted in words.counted if year in counted.years)
    amount = count.amount or Decimal(0)
    number = numbers.qualified(count.qualifier, numbers.number(amount))
    figure = plural(counted, amount) % {"number": number}
    before, after = (plural(sentence, amount) % said).split(_FIGURE)
    return Sentence(format_html("{}<strong>{}</strong>{}", before, figure, after), f"{before}{figure}{after}")
