"""Every definition and note that tells of another way of counting has its break."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stats.catalogue.areas import NATION_SLUG
from stats.catalogue.measures import Measure
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear

NOTES = Path(__file__).parents[2] / "data_loads" / "notes.csv"
YEAR = re.compile(r"\b(from|since|in|until|up to|to) (\d{4}-\d{2})\b", re.IGNORECASE)
LAST_OF_THE_OLD_WAY = {"until", "up to", "to"}

# Words of notes on England and Wales that tell how one figure was worded, and not that its year was counted
# in another way: each with the evidence.
NO_OTHER_COUNT = {
    "A count from the Police National Computer": "the years before MAPPA have no other count to compare with",
    "cautioned or sentenced for breaching": "the same series of one newspaper ends in the overview's 993",
    "charged or cautioned for new offences": "993 is the overview's count of breaches (Table 5)",
    "cautioned or charged": "1,295 is the overview's own number of registration breaches (Table 5)",
    "the later Level 3": "Level 3 before it had that name",
    "it does not name the levels": "the break of 2004-05 lies behind it in any case",
    "The printed total of SOPOs": "both years print the total the same way",
    "this against 17,680 offenders": "1,540 is the overview's own number of recalls (Table 4)",
    "Offenders managed at Levels 2 and 3": "as every count from 2004-05 to 2007-08",
    "Breach of a sexual offences prevention order": "as from the break of 2008-09 on",
    "by the police forces that answered": "a count of some forces, beside which no change is given",
    "Printed as": "a bound or a rounded number, which has no change at all",
    "nearly 13%": "the share is the story's; the count is printed",
    "Successful applications to leave": "the measure's own definition",
    "Applications approved from April 2017": "the measure's own definition, from another source",
    "Breach of a sexual offences prevention order.": "the way of counting that began in 2008-09",
}


def uses(measure: str) -> Iterator[ReportingYear]:
    """The first years of the breaks in any series made from the measure."""
    found = catalogue()
    for indicator in found.indicators.values():
        if measure in {cell.measure for cell in indicator.cells}:
            yield from (one.first for one in found.breaks_for(indicator.slug))
    for group in found.national_tables:
        for column in group.columns:
            if column.cell.measure == measure:
                yield from (one.first for one in found.breaks_of(column))


def told(measure: Measure) -> Iterator[ReportingYear]:
    """The first years counted in a new way of which the measure's own words speak."""
    for word, label in YEAR.findall(f"{measure.definition} {measure.caveat}"):
        year = ReportingYear.parse(label)
        yield ReportingYear(year.start + 1) if word.lower() in LAST_OF_THE_OLD_WAY else year


@pytest.mark.parametrize("measure", catalogue().measures.values(), ids=lambda measure: measure.code)
def test_a_year_of_another_way_of_counting_has_a_break(measure: Measure) -> None:
    assert set(told(measure)) - {measure.years.first} <= set(uses(measure.code))


def test_the_words_of_some_measures_tell_of_years() -> None:
    """Else the test above would hold of nothing."""
    labels = {year.label for year in told(catalogue().measures["custody_order_breach"])}
    assert labels == {"2004-05", "2008-09", "2015-16"}


def national_notes() -> list[dict[str, str]]:
    with NOTES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "definition"]
    return [row for row in rows if row["area_slug"] == NATION_SLUG]


@pytest.mark.parametrize("note", national_notes(), ids=lambda note: f"{note['year']} {note['measure']}")
def test_a_note_on_another_way_of_counting_stands_at_a_break(note: dict[str, str]) -> None:
    breaks = {year.label for year in uses(note["measure"])}
    known = [words for words in NO_OTHER_COUNT if words in note["text"]]
    assert note["year"] in breaks or known, "Is this another way of counting? breaks.toml, or the list above."


@pytest.mark.parametrize(
    ("slug", "earlier", "later", "codes"),
    [
        ("order-breach-returns", "2007-08", "2008-09", ["order-breach-sopo-alone"]),
        ("order-breach-returns-per-100-level-2-3", "2004-05", "2008-09", ["order-breach-sopo-alone"]),
        ("sfo-charges", "2007-08", "2008-09", ["sfo-basis"]),
        ("sfo-charges", "2008-09", "2009-10", ["sfo-level-1"]),
        ("notification-breaches", "2003-04", "2005-06", []),
    ],
)
def test_what_was_counted_differently(slug: str, earlier: str, later: str, codes: list[str]) -> None:
    """73 and 68 returns for breach of an order are no fall; 48 and 196 charges are no rise."""
    first, last = ReportingYear.parse(earlier), ReportingYear.parse(later)
    assert [one.code for one in catalogue().breaks_between(slug, earlier=first, later=last)] == codes


def test_a_break_says_what_changed_in_sentences() -> None:
    for one in catalogue().breaks:
        assert one.reason.endswith("."), one.code
        assert ";" not in one.reason, one.code
