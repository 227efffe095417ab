"""The answer to a question in one line: the sentence, its caveats, its sources, and where more is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from stats.analysis.figures import AreaRef, SourceRef
from stats.analysis.search.names import SearchName
from stats.analysis.search.questions import LONGEST_QUESTION
from stats.analysis.values import Value
from stats.catalogue.areas import WordUse
from stats.catalogue.indicators import Indicator
from stats.catalogue.years import ReportingYear
from stats.presentation.area.headlines import told_sentence
from stats.presentation.areas.search import where_it_is
from stats.presentation.components.frames import frame, sentence_height
from stats.presentation.text import numbers, words
from stats.presentation.text.attribution import Credit
from stats.presentation.text.findings import is_snapshot, when_text
from stats.queries.pages.question import AnswerKind, Choice, FigureTold, QuestionPage, question_page


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure in a sentence, as the area's page tells it.

    `doubts` are what is doubted of its numbers, `caveats` what it counts, what a high number can mean and
    what it cannot, in the catalogue's words; `source` is whose each number is, in words. `copied` is all that
    is copied: sentence, doubts, sources and address. `page` and `csv` are addresses, the CSV of this one row.
    """

    area: AreaRef
    indicator: Indicator
    year: ReportingYear
    value: Value
    sentence: str
    doubts: tuple[str, ...]
    caveats: tuple[str, ...]
    source: str
    credits: tuple[Credit, ...]
    sources: tuple[SourceRef, ...]
    copied: str
    page: str
    csv: str

    @property
    def text(self) -> str:
        return self.sentence

    @property
    def embed(self) -> str:
        """The HTML that frames the sentence on another site."""
        root = self.page[: self.page.index(_path(self.area, year=self.year))]
        path = reverse("embed-sentence", args=(self.area.slug, self.year, self.indicator.slug))
        notes = (*self.doubts, self.source, self.indicator.cannot_mean)
        return frame(self.sentence, address=root + path, height=sentence_height([self.sentence], notes=notes))


@dataclass(frozen=True, slots=True)
class SuggestedQuestion:
    """A question that has an answer: its words, and the address that asks it."""

    text: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a question.

    `area`, `indicator` and `year` are what was understood of it, None where it is open; the year is that of
    `told`, or as typed where that is not held. `told` is the answer where `kind` is ANSWER, else the
    nearest that is held; None where nothing is told. `said` are the sentences that come with it: how the
    question was read, and what is not held. `choices` are questions that can be answered instead.

    `asks_for_figure` is False where the words may only lead to a place, as "sex offenders Kent": its page
    says more than a sentence. `has_unknown` where some words mean nothing here: they may be a person's name.
    """

    question: str
    kind: AnswerKind
    title: str
    said: tuple[str, ...] = ()
    area: AreaRef | None = None
    indicator: Indicator | None = None
    year: str = ""
    told: ToldFigure | None = None
    choices: tuple[SuggestedQuestion, ...] = ()
    asks_for_figure: bool = False
    has_unknown: bool = False

    @property
    def is_answer(self) -> bool:
        return self.kind is AnswerKind.ANSWER

    @property
    def area_url(self) -> str:
        """The page of the area that was understood; empty where none was."""
        if self.area is None:
            return ""
        nation = self.area.is_nation
        return reverse("england-and-wales") if nation else reverse("area", args=(self.area.slug,))


def answer_to(text: str, *, root: str = "", names: Collection[SearchName] | None = None) -> Answer:
    """The answer to a question as it was typed, whatever that is. `root` is put before each address, such as
    `https://host`. At most nine queries, two of them for the names that lead to areas, unless those are
    given."""
    page = question_page(text, names=names)
    told = told_figure_text(page.told, root=root) if page.told else None
    year = page.told.year.label if page.told and page.kind is AnswerKind.ANSWER else ""
    return Answer(
        question=page.question.text if page.question else " ".join(text[:LONGEST_QUESTION].split()),
        kind=page.kind,
        title=_title(page),
        said=tuple(_said(page)),
        area=page.area,
        indicator=page.indicator,
        year=year or (page.year.text if page.year else ""),
        told=told,
        choices=tuple(map(partial(_suggested, root=root), page.choices)),
        asks_for_figure=page.asks_for_figure,
        has_unknown=page.question is not None and bool(page.question.unknown),
    )


def told_figure_text(found: FigureTold, *, root: str) -> ToldFigure:
    """A figure in its sentence; `root` is put before each address."""
    area, indicator, year = found.area, found.indicator, found.year
    page = _path(area, year=year)
    csv = reverse("compare-data", args=(indicator.slug, year)) + f"?areas={area.slug}"
    address = root + page
    told = told_sentence(area.name, year=year, headline=found.headline, address=address)
    return ToldFigure(
        area=area,
        indicator=indicator,
        year=year,
        value=found.headline.value,
        sentence=told.text,
        doubts=told.doubts,
        caveats=(indicator.counted, indicator.high_can_mean, indicator.cannot_mean),
        source=told.sources,
        credits=told.credits,
        sources=found.headline.value.sources,
        copied=told.copied,
        page=address,
        csv=root + csv,
    )


def _path(area: AreaRef, *, year: ReportingYear) -> str:
    return reverse("england-and-wales") if area.is_nation else reverse("area-year", args=(area.slug, year))


def _suggested(choice: Choice, *, root: str) -> SuggestedQuestion:
    """The first of the indicator's words, the area and the year, which are understood again."""
    area, indicator, year = choice.area.name, choice.indicator, choice.year
    text = ", ".join(filter(None, (indicator.asked[0], area, year.label if year else "")))
    said = {"what": indicator.title, "area": area, "when": when_text(indicator, year) if year else ""}
    label = _("%(what)s, %(area)s, %(when)s") if year else _("%(what)s, %(area)s")
    return SuggestedQuestion(text, label % said, f"{root}{reverse('areas')}?{urlencode({'q': text})}")


def _title(page: QuestionPage) -> str:
    titles = {
        AnswerKind.WHICH_AREA: _("Which area do you mean?"),
        AnswerKind.WHICH_FIGURE: _("Which figure do you mean?"),
        AnswerKind.WHICH_YEAR: _("Which year do you mean?"),
        AnswerKind.NOT_UNDERSTOOD: _("A part of the question is not understood"),
        AnswerKind.OUTSIDE: _("Only England and Wales are here"),
        AnswerKind.NO_FIGURE: _("No figure is asked for"),
    }
    if page.kind in titles:
        return titles[page.kind]
    if page.kind is AnswerKind.NOT_HELD or page.told is None:
        return _("There is no such figure here")
    told = page.told
    said = {
        "what": told.indicator.title,
        "area": told.area.name,
        "when": when_text(told.indicator, told.year),
    }
    return _("%(what)s, %(area)s, %(when)s") % said


def _said(page: QuestionPage) -> Iterator[str]:
    """How the question was read, and what is not held, in full sentences."""
    question = page.question
    if question is None:
        yield _("Type a question of at most 200 letters, such as “recalls Dorset 2015-16”.")
        return
    for typed, read in question.read_as:
        yield _("“%(typed)s” is read as “%(read)s”.") % {"typed": typed, "read": read}
    if question.unknown:
        yield _("These words mean nothing here: %(words)s.") % {"words": ", ".join(question.unknown)}
    if question.unknown or question.answer not in (None, WordUse.NATION, WordUse.OUTSIDE):
        yield _(
            "This site holds numbers for whole areas. It has no names, no addresses, and nothing about any "
            "one person."
        )
    if page.kind is AnswerKind.OUTSIDE:
        yield _(
            "The figures here are those of England and Wales and their 42 areas. Other countries have "
            "arrangements of their own, which are not held here."
        )
    if page.kind is AnswerKind.WHICH_FIGURE and not page.choices and page.area is not None:
        yield _("Nothing held for %(area)s and that year can be told in one sentence.") % {
            "area": words.in_sentence(page.area.name)
        }
    if page.told is not None or page.kind is AnswerKind.NOT_HELD:
        yield from _where_said(page)
        yield from _not_held_said(page)
        yield from _year_said(page)


def _where_said(page: QuestionPage) -> Iterator[str]:
    question = page.question
    if question is None or page.area is None or page.kind is AnswerKind.OUTSIDE:
        return
    if question.country is not None:
        yield _("National figures here are for England and Wales together.")
    elif page.area.is_nation and not question.nation:
        yield _("No area is named, so this is England and Wales.")
    elif (place := next((name for name in question.places if name.is_place), None)) is not None:
        yield where_it_is(place)
        yield _("Figures are published for the whole area.")


def _not_held_said(page: QuestionPage) -> Iterator[str]:
    question, told, indicator = page.question, page.told, page.indicator
    if question is None or indicator is None or page.area is None:
        return
    for related in question.related:
        yield related.said
    said = {
        "what": words.inside_sentence(indicator.title),
        "area": words.in_sentence(page.area.name),
        "year": page.year.text if page.year else "",
    }
    if told is None:
        yield _("There is no number for %(what)s in %(area)s in any year.") % said
        return
    if question.asks_rate and indicator.per == 1:
        yield _("There is no rate of %(what)s here. This is the number.") % said
    elif question.per is not None and question.per != indicator.per:
        yield _("What is held is counted as “%(unit)s”.") % {"unit": indicator.unit}
    if page.year is not None and page.year.is_between and is_snapshot(indicator):
        yield _("This is counted on 31 March of each year, and on no other day.")
    if told.area == page.area and told.indicator == indicator:
        if page.year is not None and told.year.start not in page.year.starts(
            is_snapshot=is_snapshot(indicator)
        ):
            text = _(
                "There is no figure for %(what)s in %(area)s for %(year)s. The nearest year with one is "
                "%(nearest)s."
            )
            yield text % (said | {"nearest": told.year.label})
        return
    yield _("There is no number for %(what)s in %(area)s in any year.") % said
    if told.area == page.area:
        yield _("The nearest that is here: %(what)s.") % {"what": words.inside_sentence(told.indicator.title)}
    else:
        yield _("The nearest that is here is the figure of England and Wales.")


def _year_said(page: QuestionPage) -> Iterator[str]:
    """Which reporting year a calendar year was read as; that the nearest figure is of another one."""
    told, asked = page.told, page.year
    if told is None:
        return
    if asked is None:
        latest = _("No year is named, so this is the latest that is here, %(year)s.")
        if page.question is not None and page.question.is_latest:
            latest = _("The latest that is here is of %(year)s.")
        yield latest % {"year": told.year.label}
        return
    starts = asked.starts(is_snapshot=is_snapshot(told.indicator))
    if told.year.start not in starts:
        if (told.area, told.indicator) != (page.area, page.indicator):
            yield _("It is of another year, %(year)s.") % {"year": told.year.label}
        return
    if asked.calendar is None or told.indicator != page.indicator:
        return
    said = {
        "asked": asked.text,
        "year": told.year.label,
        "date": numbers.snapshot_date(told.year),
        "first": ReportingYear(asked.calendar - 1).label,
        "second": ReportingYear(asked.calendar).label,
    }
    if len(starts) == 1:
        yield _("“%(asked)s” is read as %(date)s, the end of the reporting year %(year)s.") % said
    else:
        text = _(
            "Reporting years end on 31 March, so %(asked)s lies in two: %(first)s and %(second)s. This is "
            "%(year)s."
        )
        yield text % said
