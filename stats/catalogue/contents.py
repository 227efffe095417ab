"""The catalogue as a whole: what its files describe, and how the rest of the code looks it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from stats.catalogue.areas import PlaceKind, SameWord, WordList, WordUse
from stats.catalogue.breaks import Break
from stats.catalogue.columns import Column, Export
from stats.catalogue.glossary import GlossaryPart
from stats.catalogue.headings import HeadRule, HeadWord
from stats.catalogue.indicators import Indicator, Role
from stats.catalogue.layouts import LabelWord, Layout, Table
from stats.catalogue.measures import Measure
from stats.catalogue.pages import Page, SeriesColumn, SeriesGroup, Topic, TopicGroup
from stats.catalogue.populations import PopulationBase, Restatement
from stats.catalogue.questions import QuestionWords, RelatedSubject
from stats.catalogue.sources import Coverage, SourceKind
from stats.catalogue.years import FIRST_REPORT, ReportingYear, Span


@dataclass(frozen=True)
class Catalogue:
    """Each field is a list of the files, `measures` that of every `[[measure]]`, in the order written.

    What is looked up has its code or slug as key. `source_kinds` and
    `coverages` begin with the most trusted.
    """

    measures: Mapping[str, Measure]
    tables: Mapping[str, Table]
    layouts: tuple[Layout, ...]
    national_layouts: tuple[Layout, ...]
    label_words: tuple[LabelWord, ...]
    indicators: Mapping[str, Indicator]
    breaks: tuple[Break, ...]
    national_tables: tuple[SeriesGroup, ...]
    topics: Mapping[str, Topic]
    topic_tables: tuple[TopicGroup, ...]
    bases: tuple[PopulationBase, ...]
    restatements: tuple[Restatement, ...]
    coverages: Mapping[str, Coverage]
    source_kinds: Mapping[str, SourceKind]
    place_kinds: Mapping[str, PlaceKind]
    word_lists: tuple[WordList, ...]
    same_words: tuple[SameWord, ...]
    question_words: tuple[QuestionWords, ...]
    related_subjects: Mapping[str, RelatedSubject]
    pages: Mapping[str, Page]
    columns: Mapping[str, Column]
    exports: Mapping[str, Export]
    head_words: tuple[HeadWord, ...]
    head_rules: tuple[HeadRule, ...]
    glossary_parts: tuple[GlossaryPart, ...]

    def layout_for(self, year: ReportingYear, *, national: bool = False) -> Layout | None:
        """The layout of reports for that year; None where the catalogue has none."""
        layouts = (*self.national_layouts, *self.layouts) if national else self.layouts
        return next((layout for layout in layouts if year in layout.years), None)

    def population_base(self, year: ReportingYear) -> PopulationBase | None:
        return next((base for base in self.bases if year in base.years), None)

    def breaks_for(self, indicator: str) -> tuple[Break, ...]:
        return tuple(b for b in self.breaks if indicator in b.indicators)

    def breaks_between(
        self, indicator: str, *, earlier: ReportingYear, later: ReportingYear
    ) -> tuple[Break, ...]:
        return tuple(b for b in self.breaks_for(indicator) if b.lies_between(earlier, later))

    def breaks_of(self, column: SeriesColumn) -> tuple[Break, ...]:
        """The breaks that part a national series."""
        return tuple(b for b in self.breaks if b.code in column.breaks)

    @cached_property
    def restated(self) -> Mapping[tuple[str, ReportingYear, str, Decimal | None], Restatement]:
        """By area, year, measure and value: a figure is known as restated by the number itself."""
        return {(r.area_slug, r.year, r.measure, r.value): r for r in self.restatements}

    @cached_property
    def rate(self) -> Indicator:
        """Registered sexual offenders for every so many people."""
        return self._in_role(Role.RATE)

    @cached_property
    def rsos(self) -> Indicator:
        """The number of registered sexual offenders."""
        return self._in_role(Role.RSOS)

    def _in_role(self, role: Role) -> Indicator:
        return next(indicator for indicator in self.indicators.values() if indicator.role is role)

    @cached_property
    def own_report(self) -> SourceKind:
        """The kind of source that is an area's own report."""
        return next(kind for kind in self.source_kinds.values() if kind.own_report)

    def years_of_reports(self, day: date) -> tuple[ReportingYear, ...]:
        """The years, oldest first, whose area reports are out by that day."""
        years = Span(ReportingYear(FIRST_REPORT), ReportingYear(day.year)).years()
        return tuple(year for year in years if self.own_report.day_published(year) <= day)

    @cached_property
    def tidy_columns(self) -> tuple[Column, ...]:
        """The columns of a file of figures: those that are loaded have them too."""
        return self.exports["figures"].columns

    @cached_property
    def packaged(self) -> tuple[Export, ...]:
        """The tables of the data package and the workbook."""
        return tuple(export for export in self.exports.values() if export.packaged)

    @cached_property
    def districts(self) -> frozenset[str]:
        """The kinds of place that are local authorities."""
        return frozenset(kind.code for kind in self.place_kinds.values() if kind.district)

    @cached_property
    def metropolitan(self) -> frozenset[str]:
        return frozenset(kind.code for kind in self.place_kinds.values() if kind.metropolitan)

    @cached_property
    def phrases(self) -> Mapping[str, WordUse]:
        """What the search makes of words that are no names."""
        return {phrase: words.use for words in self.word_lists for phrase in words.phrases}

    @cached_property
    def subjects(self) -> Mapping[str, Indicator | RelatedSubject]:
        """What a question asks for, by the words for it."""
        related = {phrase: one for one in self.related_subjects.values() for phrase in one.phrases}
        return related | {phrase: one for one in self.indicators.values() for phrase in one.asked}

    @cached_property
    def question_phrases(self) -> Mapping[str, QuestionWords]:
        """What the other words of a question do."""
        return {phrase: words for words in self.question_words for phrase in words.phrases}

    def rate_of(self, count: Indicator) -> Indicator | None:
        """The rate, ratio or share of that count; None where there is none."""
        return next((one for one in self.indicators.values() if one.is_rate_of(count)), None)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The usual word by each other way of writing it."""
        return {other: same.word for same in self.same_words for other in same.also}
