"""What pages say in sentences, beside their own tables; and words that none of them may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from stats.catalogue.reader import DATA, catalogue
from stats.models import Area, Source
from stats.queries.years_held import years_held
from tests.functional.kinds import KINDS
from tests.reference import coverage
from tests.reference.figures import NATION, printed
from tests.shipped import page_read, page_sent
from tests.views.reading import rows_of_file, table_of_figures

pytestmark = pytest.mark.usefixtures("shipped")

NEVER = re.compile(
    r"\b(worst|safest|unsafe|(?:hot|black)-?spots?|dangerous (?:areas?|places?)|league tables?)\b",
    re.IGNORECASE,
)
STATUS = {kind.path: kind.status for kind in KINDS}
RANGE = re.compile(r": from (\S+) in (.+?) to (\S+) in (.+?), among (\d+) areas\.")
WHEN = r"(31 March \d{4}|\d{4}-\d\d)"
FROM_TO = re.compile(rf"(rose|fell) from (\S+) to (\S+) between {WHEN} and {WHEN}")
ALONE = re.compile(r": only (.+?) has a figure, (\S+)\.")
ALIKE = re.compile(r": (\S+) in each of (\d+) areas\.")


def comparisons() -> Iterator[tuple[str, str]]:
    for slug, indicator in catalogue().indicators.items():
        for held in years_held(indicator):
            yield slug, held.year.label


def as_number(text: str) -> float:
    return float(text.replace(",", "").rstrip("%"))


@pytest.mark.thorough
def test_every_chart_of_a_comparison_says_what_its_table_shows(client: Client) -> None:
    """Lowest, highest and how many, for each indicator and year held, on the page and in its frame."""
    for slug, year in comparisons():
        lines = rows_of_file(client, f"/compare/{slug}/{year}/data.csv")
        # Shown, and left out of whatever is compared.
        elsewhere = {line["area_name"] for line in lines if "probably not of this year" in line["note"]}
        for path in (f"/compare/{slug}/{year}/", f"/embed/compare/{slug}/{year}/"):
            page = page_read(path)
            assert not NEVER.search(page.text), path
            rows = [row for row in table_of_figures(page).rows[1:] if row[0] != "England and Wales"]
            firsts = {row[0]: row[1].split()[0] for row in rows}
            shown = {
                area: value
                for area, value in firsts.items()
                if re.fullmatch(r"[\d,.]+%?", value) and area not in elsewhere
            }
            if not shown:
                assert not RANGE.search(page.text), path
            elif len(shown) == 1:
                found = ALONE.search(page.text)
                assert found, path
                assert {found[1].removeprefix("the "): found[2]} == shown, path
            elif len({as_number(value) for value in shown.values()}) == 1:
                found = ALIKE.search(page.text)
                assert found, path
                assert (found[1], int(found[2])) == (next(iter(shown.values())), len(shown)), path
            else:
                found = RANGE.search(page.text)
                assert found, path
                low, low_area, high, high_area, number = found.groups()
                low_area, high_area = (one.removeprefix("the ") for one in (low_area, high_area))
                assert (shown[low_area], shown[high_area], int(number)) == (low, high, len(shown)), path
                values = [as_number(value) for value in shown.values()]
                assert (as_number(low), as_number(high)) == (min(values), max(values)), path


@pytest.mark.parametrize("path", ["/orders/", "/recalls/", "/notification/", "/serious-further-offences/"])
def test_a_topics_sentence_says_what_its_tables_show(path: str) -> None:
    """The count stands in the row of England and Wales, and so does the number per 100; where no area has a
    figure of the year, in the row of the year in the table over the years."""
    years = set(re.findall(r"\?year=(\d{4}-\d\d)", page_sent(path)))
    told = 0
    for year in years:
        page = page_read(f"{path}?year={year}")
        said = re.search(
            rf"In {year}, (?:courts in England and Wales imposed )?([\d,]+) (?:[a-z ]+)", page.text
        )
        rows = [
            row
            for table in page.tables
            for row in table.rows
            if row and row[0] in ("England and Wales", year)
        ]
        cells = {cell.split()[0] for row in rows for cell in row[1:] if cell}
        if said is None:
            continue
        told += 1
        assert said[1] in cells, (path, year)
        if per := re.search(rf"In {year}, .{{0,200}}?, or ([\d.]+) for every 100 ", page.text):
            assert per[1] in cells, (path, year)
    assert told


def label(text: str) -> str:
    """`31 March 2016` is in 2015-16."""
    end = re.fullmatch(r"31 March (\d{4})", text)
    return text if end is None else f"{int(end[1]) - 1}-{end[1][2:]}"


@pytest.mark.thorough
def test_every_rise_and_fall_on_an_areas_page_stands_in_its_tables() -> None:
    told = 0
    for slug in sorted({str(row.area_slug) for row in printed().itertuples()} - {"england-and-wales"}):
        page = page_read(f"/areas/{slug}/")
        held = {
            (table.id, row[0], row[1])
            for table in page.tables
            if table.id.startswith("table-")
            for row in table.rows
        }
        for turn, earlier, later, start, end in FROM_TO.findall(page.text):
            told += 1
            assert (as_number(later) > as_number(earlier)) == (turn == "rose"), slug
            starting = {one for one, year, value in held if (year, value) == (label(start), earlier)}
            ending = {one for one, year, value in held if (year, value) == (label(end), later)}
            assert starting & ending, (slug, earlier, later)
    assert told > 50


TOLD = {
    "own report": "the area’s own report",
    "own report in part": "in part from the area’s own report",
    "national tables": "from Parliament or national tables",
    "other source": "from newspapers",
}


@pytest.mark.thorough
def test_every_page_of_an_area_says_rightly_whether_its_own_report_is_here() -> None:
    """By the kinds of source that the files name: on the year's own page, and on the chips of every other."""
    held = {key: one for key, one in coverage.held().items() if key[0] != NATION}
    told: dict[str, set[tuple[str, str]]] = {}
    for (area, year), one in held.items():
        told.setdefault(area, set()).add((year, TOLD[one.coverage]))
    for (area, year), one in held.items():
        html = page_sent(f"/areas/{area}/{year}/")
        assert chips(html) <= told[area], (area, year)
        assert (year, TOLD[one.coverage]) in chips(html), (area, year)
        is_own = one.coverage == "own report"
        assert ("As printed in the report" in html) == is_own, (area, year)
        not_here = f'own report for <span class="one-word">{year}</span> is not here'
        assert (not_here in html) != is_own, (area, year)
    for area, years in told.items():
        assert chips(page_sent(f"/areas/{area}/1999-00/", status=404)) <= years
    assert len(held) > 280


def chips(html: str) -> set[tuple[str, str]]:
    """The years that a page leads to, each with what is said of it to those who hear the page."""
    found = re.findall(r"</span>(\d{4}-\d\d)<span\s+class=\"govuk-visually-hidden\">, ([^<]+)</span>", html)
    assert found
    return set(found)


FILES = (
    "/compare/rso-rate/2018-19/data.csv",
    "/compare/rso-rate/2018-19/chart.json",
    "/compare/rso-rate/2018-19/funnel.json",
    "/compare/rso-rate/2018-19/chart.svg",
    "/compare/rso-rate/2018-19/funnel.svg",
    "/areas/dorset/figures.csv",
    "/areas/dorset/charts/rso-rate.json",
    "/areas/dorset/charts/rso-rate.svg",
    "/data/figures.csv",
    "/updates/feed/",
)


@pytest.mark.parametrize("path", [*(kind.path for kind in KINDS), *FILES])
def test_no_place_is_called_worst_or_safest(path: str) -> None:
    """In the site's own words, frames, files and pictures too: what a source is called is its own."""
    titles = sorted(Source.objects.values_list("title", flat=True), key=len, reverse=True)
    links = list(Source.objects.exclude(url="").values_list("url", flat=True))
    text = page_sent(path, status=STATUS.get(path, 200))
    for told in (*titles, *links):
        text = text.replace(told, "").replace(told.replace("&", "&amp;").replace("'", "&#x27;"), "")
    assert not NEVER.search(text), path


@pytest.mark.thorough
def test_no_area_is_called_similar_anywhere() -> None:
    """The word stood for two facts, and for areas that were plainly different. Of areas like one another the
    pages say in what they are alike."""
    titles = sorted(Source.objects.values_list("title", flat=True), key=len, reverse=True)
    paths = [
        *(kind.path for kind in KINDS),
        *FILES,
        *(f"/compare/{one}/{year}/" for one, year in comparisons()),
    ]
    slugs = Area.objects.filter(kind=Area.Kind.AREA).values_list("slug", flat=True)
    for path in (*paths, *(f"/areas/{slug}/" for slug in slugs)):
        status = STATUS.get(path, 200)
        said = page_sent(path, status=status)
        if said.lstrip().startswith("<!"):
            said = page_read(path, status=status).text
        for title in titles:
            said = said.replace(title, "")
        assert not re.search(r"\bsimilar", said, re.IGNORECASE), path


@pytest.mark.parametrize("path", sorted(DATA.glob("*.toml")), ids=lambda path: path.stem)
def test_nor_does_the_catalogue(path: Path) -> None:
    assert not NEVER.search(path.read_text())
