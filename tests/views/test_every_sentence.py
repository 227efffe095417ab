"""Every sentence with a number, on every page of the shipped figures, is taken apart and each of its numbers
worked out from the files: its source, its word, what it is compared with, and whether it may stand there."""

from __future__ import annotations

import re
from functools import cache

import pytest

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.reference import changes, figures
from tests.shipped import page_sent
from tests.views.reading import Block, Blocks
from tests.views.sentences import every, standing  # noqa: F401  reads all templates
from tests.views.sentences.cutting import is_read, sentences
from tests.views.sentences.saying import Place, problems
from tests.views.sentences.whole import lacking

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("shipped")]

TOPICS = ("orders", "recalls", "notification", "serious-further-offences")


@cache
def blocks(path: str) -> tuple[Block, ...]:
    return tuple(Blocks(page_sent(path)).found)


def areas() -> list[Place]:
    rows = {(str(row.area_slug), str(row.year)) for row in figures.printed().itertuples()}
    held = sorted((area, year) for area, year in rows if area != figures.NATION)
    return [Place(f"/areas/{area}/{year}/", "area", area, ReportingYear.parse(year)) for area, year in held]


def comparisons() -> list[Place]:
    """Every indicator in every year with a number for an area, and over the years."""
    found = []
    for slug, indicator in catalogue().indicators.items():
        found.append(Place(f"/compare/{slug}/years/", "years", indicator=indicator))
        for year in figures.years():
            if standing.held(slug, year):
                path = f"/compare/{slug}/{year.label}/"
                found.append(Place(path, "compare", year=year, indicator=indicator))
    return found


def topics() -> list[Place]:
    found = []
    for topic in TOPICS:
        years = sorted(set(re.findall(r"\?year=(\d{4}-\d\d)", page_sent(f"/{topic}/"))))
        found += [Place(f"/{topic}/?year={year}", "topic", year=ReportingYear.parse(year)) for year in years]
    return found


def of_england_and_wales() -> list[Place]:
    latest = max(year for year, _one in changes.series("rsos", figures.NATION)[0])
    return [Place("/", "home", year=latest), Place("/england-and-wales/", "nation", year=latest)]


def assert_accounted(places: list[Place]) -> None:
    """Sentence by sentence, and then each text as a whole."""
    found = []
    for place in places:
        found += problems(place, blocks(place.path))
        found += lacking(place, blocks(place.path))
    assert not found, f"{len(found)}\n" + "\n".join(found[:40])


def test_areas() -> None:
    assert_accounted(areas())


def test_comparisons() -> None:
    assert_accounted(comparisons())


def test_topics_and_england_and_wales() -> None:
    assert_accounted([*topics(), *of_england_and_wales()])


def test_many_sentences_are_read() -> None:
    """Forty or more on a page; every year of every area and every comparison held is walked."""
    places = [*areas()[:20], *comparisons()[:20]]
    read = [text for place in places for block in blocks(place.path) for text in of_block(block)]
    assert len(areas()) > 280
    assert len(comparisons()) > 170
    assert len(read) > 40 * len(places)


def of_block(block: Block) -> list[str]:
    return list(sentences(block.text)) if is_read(block) else []
