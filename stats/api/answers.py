"""A question answered in one line, as the search box answers it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import Field, WithJsonSchema

from stats.api.api import api
from stats.api.lists import Citation, Row, as_citation, as_number, export, json_answer, list_answer
from stats.api.params import Indicator, QuestionAsked
from stats.presentation.areas.question import Answer as AnsweredQuestion
from stats.presentation.areas.question import ToldFigure, answer_to
from stats.presentation.exports.compare import csv_row
from stats.presentation.text.findings import value_text
from stats.queries.pages.question import AnswerKind
from stats.queries.values import indicator_values
from stats.views.caching import release_number
from stats.views.sharing import address_of


class AnswerFigure(Row):
    """The figure that the sentence tells, and where more is."""

    area_slug: str = Field(description="The area's name in web addresses, or england-and-wales.")
    area_name: str = Field(description="The area's name.")
    indicator: Indicator = Field(description="What is told of it.")
    year: str = Field(description="The reporting year, such as 2014-15.")
    value: float | None = Field(description="The number. `null`: there is none, and the sentence says why.")
    shown: str | None = Field(description="The same as this site writes it, with its word: at least 37.")
    qualifier: str | None = Field(description="The word that goes with it. `null`: the number is exact.")
    doubts: list[str] = Field(description="What is doubted of the numbers in the sentence.")
    caveats: list[str] = Field(description="What it counts, what a high number can mean, and what it cannot.")
    source: str = Field(description="Whose each number of the sentence is, in words.")
    sources: list[Citation] = Field(description="The documents that the numbers are from.")
    cite: str = Field(description="Sentence, doubts, sources and address, to be copied as they stand.")
    page: str = Field(description="The page of this site that says more.")
    csv: str = Field(description="The figure as CSV, with that of England and Wales.")


class Suggestion(Row):
    """A question that has an answer."""

    question: str = Field(description="To be asked as q.")
    label: str = Field(description="What it asks, in words.")


class Answer(Row):
    """What is answered to a question."""

    release: int | None = Field(description="The number of the release that this was answered from.")
    question: str = Field(description="The question, as it was read.")
    kind: Annotated[str, WithJsonSchema({"type": "string", "enum": [*AnswerKind]})] = Field(
        description="answer: it is answered. not held: it is not, and the nearest that is held is told. "
        "Anything else: why nothing is told."
    )
    title: str = Field(description="What is told, or what is not clear.")
    sentence: str | None = Field(description="The answer; null where nothing is told.")
    said: list[str] = Field(description="How the question was read, and what is not held.")
    figure: AnswerFigure | None = Field(description="The figure that is told; null where none is.")
    choices: list[Suggestion] = Field(description="Questions that can be answered instead.")


@api.get("/answer", response=Answer, summary="A question", tags=["Questions"])
def answer(request: HttpRequest, asked: Query[QuestionAsked]) -> HttpResponseBase:
    """A question on an area, what is counted and a year, in any order: `dorset recalls 2015`. The same words
    always get the same answer, by rules. What is not held is said, with the nearest that is. As CSV: the row
    of the figure that is told."""
    found = answer_to(asked.q)
    number = release_number(request)
    if asked.format == "csv":
        told = found.told
        rows = indicator_values(told.indicator, areas=[told.area.slug], years=[told.year]) if told else ()
        cells = (csv_row(row, of=table, release=number) for table, row in rows)
        return list_answer(request, export("comparison"), cells, form="csv", name="answer")
    return json_answer({"release": number, **_as_json(request, found)})


def _as_json(request: HttpRequest, found: AnsweredQuestion) -> dict[str, Any]:
    return {
        "question": found.question,
        "kind": str(found.kind),
        "title": found.title,
        "sentence": found.told.sentence if found.told else None,
        "said": found.said,
        "figure": _figure(request, found.told) if found.told else None,
        "choices": [{"question": one.text, "label": one.label} for one in found.choices],
    }


def _figure(request: HttpRequest, told: ToldFigure) -> dict[str, Any]:
    value, page = told.value, address_of(request, told.page)
    return {
        "area_slug": told.area.slug,
        "area_name": told.area.name,
        "indicator": told.indicator.slug,
        "year": told.year.label,
        "value": as_number(value.amount),
        "shown": value_text(told.indicator, value) or None,
        "qualifier": str(value.qualifier) or None,
        "doubts": told.doubts,
        "caveats": told.caveats,
        "source": told.source,
        "sources": [as_citation(request, source) for source in told.sources],
        "cite": told.copied.replace(told.page, page),
        "page": page,
        "csv": address_of(request, told.csv),
    }
