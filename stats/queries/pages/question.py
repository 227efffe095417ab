"""What answers a question in one line: the figure asked for, or the nearest that is held."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from stats.analysis.figures import AreaRef, Populations
from stats.analysis.headlines import Headline, headline
from stats.analysis.search.names import SearchName
from stats.analysis.search.questions import Question, read_question
from stats.analysis.search.years import AskedYear
from stats.analysis.series import Series
from stats.analysis.values import WhyNot
from stats.catalogue.areas import NATION_SLUG, WordUse
from stats.catalogue.indicators import Indicator, Role
from stats.catalogue.measures import Basis
from stats.catalogue.pages import PageFigure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.queries.figures import any_cell, area_refs, fetch_figures
from stats.queries.populations import fetch_populations
from stats.queries.search import every_name


class AnswerKind(StrEnum):
    """What became of a question."""

    ANSWER = "answer"
    NOT_HELD = "not held"
    """Understood and not here; the nearest is told instead."""
    WHICH_AREA = "which area"
    WHICH_FIGURE = "which figure"
    WHICH_YEAR = "which year"
    NOT_UNDERSTOOD = "not understood"
    """Some of its words mean nothing here, and may change what it asks."""
    OUTSIDE = "outside"
    """It asks about another country."""
    NO_FIGURE = "no figure"
    """It asks for no figure: for a person, a street, a place alone, or for nothing."""


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure in its place, to be told in a sentence."""

    area: AreaRef
    year: ReportingYear
    headline: Headline

    @property
    def indicator(self) -> Indicator:
        return self.headline.indicator


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that can be answered."""

    area: AreaRef
    indicator: Indicator
    year: ReportingYear | None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """`question` is None for a text that is none. `area`, `indicator` and `year` are what was understood, the
    year as it was typed; `told` is the answer, or for what is not held the nearest that is."""

    kind: AnswerKind
    question: Question | None
    area: AreaRef | None = None
    indicator: Indicator | None = None
    year: AskedYear | None = None
    told: FigureTold | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def asks_for_figure(self) -> bool:
        is_one = self.kind is not AnswerKind.NO_FIGURE
        return is_one and self.question is not None and self.question.asks_for_figure


def question_page(text: str, *, names: Collection[SearchName] | None = None) -> QuestionPage:
    """At most nine queries, two of them for the names that lead to areas, unless those are given."""
    question = read_question(text, names=every_name() if names is None else names)
    if question is None or not _asks(question):
        return QuestionPage(AnswerKind.NO_FIGURE, question)
    return _Answering(question, area_refs()).page()


def _asks(question: Question) -> bool:
    """Whether there is anything to answer: a figure, and nobody in person."""
    if question.answer not in (None, WordUse.OUTSIDE):
        return False
    return bool(question.indicators or question.related or question.asks_rate or question.years)


class _Answering:
    """One question, with what has been found of it so far."""

    def __init__(self, question: Question, refs: Mapping[str, AreaRef]) -> None:
        self.question, self.refs = question, refs
        areas = () if question.country or question.answer is WordUse.OUTSIDE else question.areas
        self.area = refs.get(areas[0] if len(areas) == 1 else NATION_SLUG)
        self.indicators = self._indicators()
        self.series = Series((), populations=Populations({}))

    def page(self) -> QuestionPage:
        question, area = self.question, self.area
        indicator = self.indicators[0] if len(self.indicators) == 1 else None
        year = question.years[0] if len(question.years) == 1 else None
        if question.is_apart or (len(question.areas) > 1 and not question.country):
            return self._ask(AnswerKind.WHICH_AREA, self._areas(), indicator=indicator, year=year)
        if area is None:
            return QuestionPage(AnswerKind.NO_FIGURE, question)
        self._fetch(area)
        if indicator is None:
            choices = self._held(area, year=year)
            return self._ask(AnswerKind.WHICH_FIGURE, choices, area=area, year=year)
        if len(question.years) > 1:
            return self._ask(
                AnswerKind.WHICH_YEAR, self._years(area, indicator), area=area, indicator=indicator
            )
        if question.unknown:
            choice = Choice(area, indicator, self._year_held(area, indicator, asked=year))
            return self._ask(AnswerKind.NOT_UNDERSTOOD, (choice,), area=area, indicator=indicator, year=year)
        told, is_exact = self._nearest(area, indicator, asked=year)
        kind = AnswerKind.ANSWER if is_exact else AnswerKind.NOT_HELD
        is_between = year is not None and year.is_between and indicator.basis is Basis.SNAPSHOT
        if question.related or question.country or is_between or self._is_other_rate(indicator):
            kind = AnswerKind.NOT_HELD
        if question.answer is WordUse.OUTSIDE:
            kind = AnswerKind.OUTSIDE
        return QuestionPage(kind, question, area, indicator, year, told)

    def _indicators(self) -> tuple[Indicator, ...]:
        """The one that is asked for, or the nearest to what is counted nowhere; several where it is open."""
        question, known = self.question, catalogue().indicators
        related = tuple(dict.fromkeys(one.indicator for one in question.related if one.indicator))
        if question.indicators:
            return question.indicators
        if related:
            return tuple(known[slug] for slug in related[:1])
        if question.asks_rate:
            return (catalogue().rate,)
        return (catalogue().rsos,) if question.related else ()

    def _is_other_rate(self, indicator: Indicator) -> bool:
        """Whether a rate was asked for that is not what the indicator is."""
        question = self.question
        is_rate = indicator.role is Role.RATE or not question.asks_rate or indicator.per > 1
        return not is_rate or (question.per is not None and question.per != indicator.per)

    def _fetch(self, area: AreaRef) -> None:
        """Every indicator's cells of the area and of England and Wales in all years: what is nearest can be
        any of them."""
        slugs = (area.slug, NATION_SLUG)
        cells = {cell for one in catalogue().indicators.values() for cell in one.cells}
        figures = fetch_figures(Q(report__area__slug__in=slugs) & any_cell(cells))
        self.series = Series(figures, populations=fetch_populations(slugs))

    def _years_of(
        self, area: AreaRef, indicator: Indicator, *, with_number: bool = False
    ) -> tuple[ReportingYear, ...]:
        """Those with anything published, newest first; a marker in place of a number is that too."""
        years = self.series.years(area.slug)
        values = ((year, self.series.value(indicator, area_slug=area.slug, year=year)) for year in years)
        return tuple(
            year
            for year, value in values
            if value.amount is not None or (value.why_not is not WhyNot.NOT_HELD and not with_number)
        )

    def _nearest(
        self, area: AreaRef, indicator: Indicator, *, asked: AskedYear | None
    ) -> tuple[FigureTold | None, bool]:
        """The figure that answers, or the nearest one, and whether it is what was asked for: another year of
        the area, then its other indicator of the same people, then England and Wales."""
        starts = asked.starts(is_snapshot=indicator.basis is Basis.SNAPSHOT) if asked else ()
        for where, what in self._nearest_first(area, indicator):
            is_asked = where == area and what == indicator
            published = self._years_of(where, what)
            of_year = [year for start in starts for year in published if year.start == start]
            if is_asked and of_year:
                return _told(where, what, refs=self.refs, year=of_year[0]), True
            if held := self._years_of(where, what, with_number=True):
                return _told(
                    where, what, refs=self.refs, year=_closest(held, starts)
                ), is_asked and not starts
        return None, False

    def _nearest_first(self, area: AreaRef, indicator: Indicator) -> Iterator[tuple[AreaRef, Indicator]]:
        yield area, indicator
        for other in catalogue().indicators.values():
            if other.is_rate_of(indicator) or indicator.is_rate_of(other):
                yield area, other
        if not area.is_nation and NATION_SLUG in self.refs:
            yield self.refs[NATION_SLUG], indicator

    def _year_held(
        self, area: AreaRef, indicator: Indicator, *, asked: AskedYear | None
    ) -> ReportingYear | None:
        """The year asked for, where it is held; None stands for the latest."""
        starts = asked.starts(is_snapshot=indicator.basis is Basis.SNAPSHOT) if asked else ()
        held = self._years_of(area, indicator)
        return next((year for start in starts for year in held if year.start == start), None)

    def _ask(
        self,
        kind: AnswerKind,
        choices: Iterable[Choice],
        *,
        area: AreaRef | None = None,
        indicator: Indicator | None = None,
        year: AskedYear | None = None,
    ) -> QuestionPage:
        return QuestionPage(kind, self.question, area, indicator, year, choices=tuple(choices))

    def _areas(self) -> Iterator[Choice]:
        question = self.question
        year = question.years[0] if len(question.years) == 1 else None
        slugs = (*question.areas, *((NATION_SLUG,) if question.nation else ()))
        for slug in slugs:
            for indicator in self.indicators[:1]:
                yield Choice(self.refs[slug], indicator, _as_year(year, indicator))

    def _held(self, area: AreaRef, *, year: AskedYear | None) -> Iterator[Choice]:
        """What is held of the area in that year, or in any: of what was named, where several things were."""
        for indicator in self.indicators or catalogue().indicators.values():
            of_year = self._year_held(area, indicator, asked=year)
            if of_year is not None or (year is None and self._years_of(area, indicator)):
                yield Choice(area, indicator, of_year)

    def _years(self, area: AreaRef, indicator: Indicator) -> Iterator[Choice]:
        for asked in self.question.years:
            year = self._year_held(area, indicator, asked=asked)
            if year is not None:
                yield Choice(area, indicator, year)


def told_figure(slug: str, *, indicator: str, year: ReportingYear) -> FigureTold | None:
    """An area's figure of that year, or England and Wales', to be told in a sentence; None where there is no
    number. Three queries."""
    refs = area_refs()
    if slug not in refs or indicator not in catalogue().indicators:
        return None
    told = _told(refs[slug], catalogue().indicators[indicator], refs=refs, year=year)
    return told if told.headline.value.amount is not None else None


def _told(
    area: AreaRef, indicator: Indicator, *, refs: Mapping[str, AreaRef], year: ReportingYear
) -> FigureTold:
    """As the area's page tells it: a rate stands beside those of the other areas. Two queries."""
    others = indicator.role is Role.RATE and not area.is_nation
    where = Q(
        report__area__slug__in=(area.slug, NATION_SLUG), report__start_year__in=(year.start, year.start - 1)
    )
    if others:
        where |= Q(report__start_year=year.start)
    figures = fetch_figures(where & any_cell(indicator.cells))
    series = Series(figures, populations=fetch_populations((area.slug,), years=[year]))
    rates = series.comparable(indicator, year=year) if others else {}
    areas = {slug: rates[slug] for slug, ref in refs.items() if slug in rates and not ref.is_nation}
    figure = PageFigure(indicator.slug, indicator.title)
    return FigureTold(area, year, headline(figure, slug=area.slug, year=year, series=series, areas=areas))


def _closest(held: Sequence[ReportingYear], starts: Sequence[int]) -> ReportingYear:
    """The year nearest to the first of `starts`, of two the later; the latest without any. `held` are newest
    first."""
    return min(held, key=lambda year: abs(year.start - starts[0])) if starts else held[0]


def _as_year(asked: AskedYear | None, indicator: Indicator) -> ReportingYear | None:
    starts = asked.starts(is_snapshot=indicator.basis is Basis.SNAPSHOT) if asked else ()
    return next((ReportingYear(start) for start in starts if 2000 <= start < 2100), None)
