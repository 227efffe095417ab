"""Two hundred questions and the answers they should get, written by hand from the files in data_loads.

`words` of questions.csv are what the sentence must say: the number as published, or for what is not
understood the word that is told as such. Nothing of it is worked out by the site.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from stats.analysis.search.names import SearchName, search_key
from stats.analysis.search.questions import LONGEST_QUESTION, read_question
from stats.catalogue.areas import WordUse
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.page import AreaText
from stats.presentation.areas.question import Answer, ToldFigure, answer_to
from stats.queries.pages.area import area_page
from stats.queries.pages.question import AnswerKind
from stats.queries.search import every_name
from tests.views.reading import Page

pytestmark = pytest.mark.usefixtures("shipped")

with (Path(__file__).parent / "questions.csv").open(encoding="utf-8", newline="") as file:
    QUESTIONS = [tuple(row.values()) for row in csv.DictReader(file)]


@cache
def answered(text: str) -> Answer:
    return answer_to(text, names=known_names())


@cache
def known_names() -> tuple[SearchName, ...]:
    return tuple(every_name())


def told_of(text: str) -> ToldFigure:
    told = answered(text).told
    assert told is not None
    return told


def says(text: str, words: str) -> bool:
    """Whether a text has these words, and a number not as a part of another number."""
    return re.search(rf"(?<![\w.,]){re.escape(words)}(?!\d|[.,]\d)", text) is not None


def test_there_are_two_hundred_questions_and_no_two_are_the_same() -> None:
    assert len({question for question, *_ in QUESTIONS}) == len(QUESTIONS) >= 200


@pytest.mark.parametrize(("question", "kind", "area", "indicator", "year", "words"), QUESTIONS)
def test_a_question_gets_its_answer(
    question: str, kind: str, area: str, indicator: str, year: str, words: str
) -> None:
    answer = answered(question)
    told = answer.told
    assert answer.kind == kind
    assert (told and told.area.slug, told and told.indicator.slug) == (area or None, indicator or None)
    assert (told.year.label if told else "") == year
    assert says(told.sentence if told else " ".join(answer.said), words)


def test_whatever_is_not_answered_says_so() -> None:
    """In full sentences or with questions that can be answered; no other answer has the look of one."""
    for question, *_ in QUESTIONS:
        answer = answered(question)
        if answer.kind is AnswerKind.NO_FIGURE:
            assert not answer.asks_for_figure, question
        elif not answer.is_answer:
            assert answer.said or answer.choices, question
            assert (answer.told is None) or answer.said, question


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("recalls 2015 Kent", "It is of another year, 2009-10."),
        ("how many sex offenders in Gloucester 2020", ""),
        ("sex offenders in Kent", ""),
    ],
)
def test_the_nearest_says_where_it_is_of_another_year(question: str, said: str) -> None:
    answer = answered(question)
    assert answer.kind is AnswerKind.NOT_HELD
    assert [one for one in answer.said if "another year" in one] == [said][: bool(said)]


def test_every_choice_is_a_question_that_is_answered() -> None:
    choices = {choice.text for question, *_ in QUESTIONS for choice in answered(question).choices}
    assert len(choices) > 40
    kinds = {text: answered(text).kind for text in choices}
    # A choice of areas is open whether or not the figure is held there.
    assert set(kinds.values()) <= {AnswerKind.ANSWER, AnswerKind.NOT_HELD}
    dorset = [kinds[choice.text] for choice in answered("dorset 2015").choices]
    assert len(dorset) == 15
    assert set(dorset) == {AnswerKind.ANSWER}


def test_every_figure_is_found_by_each_of_its_words_in_every_area() -> None:
    names = known_names()
    areas = {name.area for name in names if name.kind == "MAPPA area"}
    for indicator in catalogue().indicators.values():
        for phrase in indicator.asked:
            found = read_question(f"{phrase}, Dorset", names=names)
            assert found is not None
            assert (found.indicators, found.areas) == ((indicator,), ("dorset",)), phrase
            assert not found.unknown, phrase
    assert len(areas) == 42
    for area in areas:
        found = read_question(f"2014-15 {area.name} recalls", names=names)
        assert found is not None
        assert found.areas == (area.slug,)


def test_words_of_questions_are_no_names_of_places() -> None:
    """Else a place could not be asked for."""
    names = {name.key for name in known_names()}
    words = {*catalogue().subjects, *catalogue().question_phrases}
    assert words & names == set()
    assert [phrase for phrase in words if search_key(phrase) != phrase] == []


@pytest.mark.parametrize(
    ("slug", "year"), [("dorset", "2015-16"), ("essex", "2018-19"), ("durham", "2022-23")]
)
def test_the_sentence_is_that_of_the_areas_page(slug: str, year: str) -> None:
    page = area_page(slug, year=ReportingYear.parse(year))
    assert page is not None
    text = AreaText(page, address=reverse("area-year", args=(slug, year)))
    told = [
        told_of(f"{one.indicator.asked[0]} {page.area.ref.name} {year}")
        for one in page.headlines
        if one.value.amount is not None
    ]
    sentences = [one for one in text.headline_sentences if one.copied]
    assert [one.sentence for one in told] == [one.text for one in sentences]
    assert [one.copied for one in told] == [one.copied for one in sentences]
    assert [one.doubts for one in told] == [one.doubts for one in sentences]


def test_the_answer_brings_its_caveats_and_the_file_has_its_number(client: Client) -> None:
    told = told_of("dorset recalls 2015-16")
    assert told.caveats == (
        told.indicator.counted,
        told.indicator.high_can_mean,
        told.indicator.cannot_mean,
    )
    (row,) = csv.DictReader(b"".join(client.get(told.csv)).decode("utf-8-sig").splitlines())
    assert (row["area_slug"], row["year"], row["indicator"], row["value"]) == (
        "dorset",
        "2015-16",
        "licence-recalls",
        "7",
    )
    nation = told_of("how many sex offenders in England and Wales")
    rows = [*csv.DictReader(b"".join(client.get(nation.csv)).decode("utf-8-sig").splitlines())]
    assert [(row["area_slug"], row["value"]) for row in rows] == [("england-and-wales", "70052")]


def test_a_question_is_never_read_further_than_it_is_shown() -> None:
    """Half of a question would be another question."""
    assert answer_to("sex offenders dorset 2015 " * 400).kind is AnswerKind.NO_FIGURE
    padded = f"sex offenders dorset{' ' * 10_000}2015"
    assert told_of(padded).value.amount == 670
    longest = "sex offenders dorset 2015 " + "x" * (LONGEST_QUESTION - 26)
    assert answer_to(longest).kind is AnswerKind.NOT_UNDERSTOOD
    assert answer_to(longest + "x").kind is AnswerKind.NO_FIGURE


@pytest.mark.parametrize("text", ["", " ", "\0", "\u202e", "🙂" * 150, "(" * 199, "9" * 200, "2015 " * 39])
def test_anything_else_is_no_figure_or_is_not_understood(text: str) -> None:
    assert answer_to(text).kind is not AnswerKind.ANSWER


def test_a_question_costs_nine_queries_at_most(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for text in ("sex offenders per 100,000 in essex 2019", "how many sex offenders in Kent", "dorset 2015"):
        with django_assert_max_num_queries(9):
            answer_to(text)


class TestPage:
    def test_the_sentence_stands_with_its_sources_and_a_link_to_each_thing(self, client: Client) -> None:
        answer = client.get("/areas/", {"q": "dorset recalls 2015"})
        page = Page(answer.text)
        assert "7 people managed at Levels 2 and 3 in Dorset were returned to custody" in page.text
        assert "Reporting years end on 31 March, so 2015 lies in two: 2014-15 and 2015-16." in page.text
        assert "people managed at Level 1 are not in it" in page.text
        assert "Dorset MAPPA Annual Report 2015-2016" in answer.text
        links = {link.removeprefix("http://testserver") for link in page.links}
        assert {"/areas/dorset/2015-16/", "/compare/licence-recalls/2015-16/data.csv?areas=dorset"} <= links
        assert '<meta name="robots" content="noindex">' in answer.text

    def test_a_place_with_common_words_leads_to_its_page_as_ever(self, client: Client) -> None:
        for query in ("sex offenders Bournemouth", "Bournemouth", "register bournemouth"):
            assert (
                client.get("/areas/", {"q": query}).headers["Location"] == "/areas/dorset/?place=bournemouth"
            )

    def test_what_was_typed_is_text(self, client: Client) -> None:
        sent = client.get("/areas/", {"q": "<script>alert(1)</script> recalls dorset 2015"}).text
        assert "<script>alert" not in sent
        assert "A part of the question is not understood" in sent

    def test_who_may_ask_for_a_person_is_told_where_to_ask(self, client: Client) -> None:
        page = Page(client.get("/areas/", {"q": "how many recalls of Wotherspoon in dorset"}).text)
        assert "nothing about any one person" in page.text
        assert "Child Sex Offender Disclosure Scheme" in page.text
        assert "tel:101" in page.links


def test_a_word_of_another_use_stands_in_the_way_of_no_answer() -> None:
    """What the place search answers by itself is never taken for a question about figures."""
    answers = {use for use in WordUse if use.is_answer} - {WordUse.NATION, WordUse.OUTSIDE}
    for words in catalogue().word_lists:
        if words.use in answers:
            text = f"how many sex offenders {words.phrases[-1]} dorset 2015"
            assert answered(text).kind is AnswerKind.NO_FIGURE, text
