"""An area's page in words, on the figures that ship."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import pytest

from stats.analysis.headlines import Headline
from stats.analysis.values import Value, ValueKind, WhyNot
from stats.calculations.rates import rounded
from stats.catalogue.years import ReportingYear
from stats.presentation.area.headlines import compared_with, previous_told
from stats.presentation.area.page import AreaText
from stats.presentation.area.printed_tables import PrintedTableText, StripText
from stats.presentation.text import numbers, words
from stats.queries.pages.area import AreaPage, area_page
from tests.presentation.cells import figure_cells
from tests.reference import figures as reference
from tests.shipped import every_area_page

pytestmark = pytest.mark.usefixtures("shipped")

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def text_of(slug: str, year: str) -> AreaText:
    page = area_page(slug, year=ReportingYear.parse(year))
    assert page is not None
    return AreaText(page)


@lru_cache(maxsize=1)
def every_text() -> tuple[tuple[AreaPage, AreaText], ...]:
    """Every page that ships, with its words."""
    return tuple((page, AreaText(page)) for page in every_area_page())


def facts(text: AreaText) -> dict[str, tuple[str, str]]:
    return {fact.label.replace("\u00a0", " "): (fact.value, fact.note) for fact in text.facts}


def table(text: AreaText, code: str) -> PrintedTableText:
    return next(one for one in text.tables if one.printed.code == code)


def strip(text: AreaText, code: str) -> StripText:
    found = table(text, code).strip
    assert found is not None
    return found


def test_dorset_2015_at_a_glance() -> None:
    text = text_of("dorset", "2015-16")

    assert facts(text) == {
        "Registered sexual offenders, 31 March 2016": ("697", "27 more than in 2014-15 (+4.0%)"),
        "Per 100,000 people aged ten and over": ("102", "95% interval 94 to 109"),
        "Among the 10 areas with a figure": (
            "Within the usual spread",
            "Areas of its size usually lie between 85 and 125. These are not a sample of the 42.",
        ),
        "Managed at Levels 2 and 3 during the year": (
            "58",
            # Under five returned the year before: 75% would say more than the numbers can.
            (
                "12 more than in 2014-15 (+26.1%), no more than chance could make. "
                "Of them, returned to custody for breach of licence: 7 (3 more than in 2014-15, "
                "no more than chance could make; too few for a percentage)."
            ),
        ),
    }
    assert text.facts[1].word == "· not clearly different from England and Wales, 104"
    assert text.layout_note == ""
    assert {one.title for one in text.breaks} == {
        "SOPOs are replaced by SHPOs",
        "Breaches of SHPOs are counted too",
    }


def test_the_source_of_the_benchmark_is_named_beside_the_areas_own() -> None:
    text = text_of("dorset", "2015-16")
    assert "Source of the count and the rate: Dorset MAPPA Annual Report 2015-2016 (area report)." in (
        text.opening.source
    )
    (national,) = re.findall(r"England and Wales: [^.]*\.", text.opening.source)
    assert "(press report)" in national
    assert [credit.source and credit.source.kind for credit in text.opening.credits] == ["area report"]


def test_a_rate_worked_out_here_is_credited_to_nobody_else() -> None:
    text = text_of("essex", "2022-23")
    assert text.page.rate.value.kind is ValueKind.WORKED_OUT
    count, rate = text.opening.credits
    assert count.source is not None
    assert (count.source.kind, count.part) == ("press report", "")
    assert (rate.source, rate.part, rate.estimate) == (None, "rate", "ONS mid-2021 estimate")
    assert "Rate worked out by MAPPA in numbers from the ONS mid-2021 estimate." in text.opening.source
    assert "Source of the rate" not in text.opening.source
    assert [fact.origin and fact.origin.is_worked_out for fact in text.facts[:2]] == [False, True]


def test_a_printed_rate_that_does_not_fit_is_said_with_the_other() -> None:
    """The story prints 394 and 70 per 100,000; 394 among 579,500 people is 68.0."""
    text = text_of("bedfordshire", "2005-06")
    assert (
        "published rate is 70 for every 100,000 people of all ages, but the count"
        in text.opening.sentence.text
    )
    assert "estimate make 68.0." in text.opening.sentence.text
    assert "one in" not in text.opening.sentence.text
    rate = text.facts[1]
    assert (rate.value, rate.word) == ("70", "")
    assert rate.note.startswith("The count and the population make 68.0, so it is not compared")
    assert rate.origin
    assert rate.origin.doubts


@pytest.mark.thorough
def test_no_sentence_gives_one_in_n_beside_a_rate_that_does_not_fit() -> None:
    differing = 0
    for page, text in every_text():
        rate = page.rate.value
        if rate.printed_differs:
            differing += 1
            said = (text.opening.sentence.text, *(one.copied for one in text.headline_sentences))
            assert not any("one in" in one.casefold() for one in said), page.area.ref.slug
            assert numbers.number(rate.computed or 0, places=1) in text.opening.sentence.text
    assert differing >= 5


def test_whatever_is_copied_names_the_source_of_each_of_its_numbers() -> None:
    copied = 0
    for page, text in every_text():
        for headline, sentence in zip(page.headlines, text.headline_sentences, strict=True):
            place = (page.area.ref.slug, page.year.label, headline.indicator.slug)
            assert bool(sentence.copied) == (headline.value.amount is not None), place
            if not sentence.copied:
                continue
            copied += 1
            told = [headline.value, previous_told(headline), compared_with(headline)]
            for value in (one for one in told if one is not None):
                sources = value.sources if value is headline.value else value.sources[:1]
                assert all(words.source_name(source) in sentence.copied for source in sources), place
                if value.kind is ValueKind.WORKED_OUT:
                    assert "by MAPPA in numbers" in sentence.copied, place
                assert all(note.text in sentence.copied for note in value.doubts), place
            if "A year earlier it was" in sentence.text:
                assert "A year earlier: " in sentence.copied or "Source: " in sentence.copied, place
            if "England and Wales rate of" in sentence.text:
                assert "England and Wales: " in sentence.copied or "Source: " in sentence.copied, place
    assert copied > 200


def test_what_is_said_of_the_usual_spread_says_how_many_areas_it_rests_on() -> None:
    told = 0
    for page, text in every_text():
        rate = page.rate
        if rate.verdict is None or rate.verdict.place is None:
            assert "what is usual among" not in text.opening.sentence.text
            continue
        told += 1
        assert rate.areas >= 10
        assert f"usual among the {rate.areas} areas with a figure" in text.opening.sentence.text
        for said in (text.opening.source, text.position.finding, text.headline_sentences[1].copied):
            assert f"The {rate.areas} areas with a figure are not a sample of the 42." in said
        assert "not a sample of the 42" in text.facts[2].note
    assert told > 50


def test_similar_is_said_of_no_area() -> None:
    for _page, text in every_text():
        said = (
            text.opening.sentence.text,
            text.position.finding,
            *(one.copied for one in text.headline_sentences),
            *(f"{fact.value} {fact.word} {fact.note}" for fact in text.facts),
        )
        assert not any("similar" in one.casefold() for one in said)


def test_dorset_2014_flags_7_against_9() -> None:
    found = strip(text_of("dorset", "2014-15"), "levels_2_and_3")

    (detail,) = found.details
    assert found.state == "differs"
    assert detail.text == (
        "Total, Level 3: the source prints 7; its parts add up to 9 (3 + 4 + 2). The difference is 2."
    )
    assert detail.confirmed == "If it were 9, the printed total of 46 would add up."


def test_greater_manchester_flags_62_against_52_and_explains_31() -> None:
    text = text_of("greater-manchester", "2014-15")

    (flagged,) = strip(text, "levels_2_and_3").details
    assert "prints 62; its parts add up to 52 (44 + 8)" in flagged.text
    assert "163" in flagged.confirmed
    explained = strip(text, "divisions")
    assert explained.state == "explained"
    assert "The difference is 31." in explained.details[0].text
    assert "live system" in explained.details[0].reason


def test_a_flagged_cell_leads_to_its_note() -> None:
    text = text_of("dorset", "2014-15")
    flagged = [cell for cell in figure_cells(table(text, "levels_2_and_3").table) if cell.differs]

    assert [cell.text for cell in flagged] == ["7"]
    assert flagged[0].note_id == strip(text, "levels_2_and_3").details[0].note_id


def test_an_explained_total_leads_to_its_note_without_being_flagged() -> None:
    total = figure_cells(table(text_of("greater-manchester", "2014-15"), "divisions").table)[-1]
    assert (total.text, total.differs) == ("2,662", False)
    assert total.note_id


@pytest.mark.parametrize(
    ("slug", "year"), [("dorset", "2015-16"), ("cambridgeshire", "2014-15"), ("derbyshire", "2005-06")]
)
def test_reports_that_add_up_are_said_to(slug: str, year: str) -> None:
    states = {one.strip.state for one in text_of(slug, year).tables if one.strip}
    assert states == {"agrees"}


def test_derbyshires_rate_is_on_all_ages() -> None:
    text = text_of("derbyshire", "2005-06")
    assert facts(text)["Per 100,000 people of all ages"][0] == "64"
    assert "64 for every 100,000 people of all ages, or one in 1,569." in text.opening.sentence.text
    assert any("people of all ages" in note for note in text.notes)


def test_figures_of_another_publication_are_not_called_the_areas_report() -> None:
    text = text_of("greater-manchester", "2013-14")

    assert text.layout_note == (
        "Greater Manchester's own report for 2013-14 is not here. Some figures come from a part of it, or "
        "from the area's report for another year."
    )
    assert str(text.latest_report) == "2014-15"
    notes = {link.text: link.note for link in text.years}
    assert notes["2013-14"] == "in part from the area’s own report"
    assert notes["2014-15"] == "the area’s own report"
    assert notes["2009-10"] == "from newspapers"
    assert (
        "These figures come from other publications." in text_of("greater-manchester", "2009-10").layout_note
    )
    assert "These figures come from a part of it, or from" in text_of("kent", "2004-05").layout_note


def test_sources_that_disagree_are_told_with_both_numbers() -> None:
    """Staffordshire's own figure of 2002-03, as another area's report prints it, and a newspaper's."""
    (conflict,) = text_of("staffordshire", "2002-03").page.conflicts
    shown, *others = conflict.figures
    assert (shown.amount.value, shown.source.kind) == (363, "area report")
    assert [(other.amount.value, other.source.kind) for other in others] == [(365, "press report")]


def test_a_figure_that_is_probably_not_of_its_year_is_shown_and_compared_with_nothing() -> None:
    text = text_of("greater-manchester", "2022-23")
    assert "4,114 registered sexual offenders" in text.opening.sentence.text
    assert "compared with nothing" in text.opening.sentence.text
    assert text.opening.doubts
    assert all(doubt in text.opening.source for doubt in text.opening.doubts)
    count, rate, among, _managed = text.facts
    assert (count.value, rate.value, among.value) == ("4,114", "164", "Not compared")
    assert not count.word + rate.word
    assert count.origin
    assert count.origin.doubts == ("Doubted: see the note above.",)
    said = " ".join(one.copied for one in text.headline_sentences)
    assert said.count(text.opening.doubts[0]) == 2  # with the count and with the rate
    assert "England and Wales" not in said
    for trend in text.all_trends:
        assert not re.search(r"(from|to) 4,114", trend.finding)


def test_another_areas_strip_names_who_is_left_out() -> None:
    finding = text_of("london", "2022-23").position.finding
    assert "Greater Manchester (164) is left out: probably not of this year, so not compared." in finding


def test_every_page_of_every_area_can_be_told() -> None:
    for _page, text in every_text():
        assert text.opening.sentence.text.endswith(".")
        assert len(text.facts) == 4
        assert text.sources
        told = text.position.compare_text
        assert told.count(" 1 ") == told.count(" 0 ") == 0


def stored(page: AreaPage) -> set[Decimal]:
    """Every number that the sentence may tell: of the cells, straight from the files, or worked out here."""
    found: set[Decimal] = set()
    for year in (page.year, ReportingYear(page.year.start - 1)):
        for (area, _division, label, _measure, _category, _level), row in reference.preferred().items():
            if (area, label) == (page.area.ref.slug, year.label) and row.value:
                found.add(Decimal(row.value))
    headlines = {one.indicator.slug: one for one in page.headlines}
    for rate in (headlines["rso-rate"].value, headlines["rso-rate"].previous):
        if rate is not None and rate.amount is not None and not rate.is_printed:
            found.add(rounded(rate.amount, places=0))
    rate = headlines["rso-rate"].value
    found.add(one_in(rate))
    if rate.computed is not None:  # beside a printed one that does not fit
        found |= {
            rounded(rate.computed, places=1),
            Decimal(rate.population.mid_year if rate.population else 0),
        }
    return found | compared(headlines["rso-rate"])


def compared(rate: Headline) -> set[Decimal]:
    """The benchmark, the distance from it, and how many areas the words rest on, worked out anew."""
    national, area = rate.national.amount, rate.value.amount
    found = {Decimal(rate.areas), Decimal(rate.national.areas), Decimal(10)}
    if national is not None and area is not None:
        exact = rate.national.value is not None and rate.national.value.is_printed
        found |= {
            national if exact else rounded(national, places=0),
            abs(rounded(100 * area / national - 100, places=0)),
        }
    return found


def one_in(rate: Value) -> Decimal:
    if not rate.numerator or not rate.denominator:
        return Decimal(0)
    return rounded(rate.denominator / rate.numerator, places=0)


def test_every_number_in_every_sentence_is_stored_or_worked_out_from_what_is() -> None:
    told = 0
    for page, page_text in every_text():
        text = page_text.opening.sentence.text.replace(numbers.snapshot_date(page.year), "")
        said = {Decimal(number.rstrip(",").replace(",", "")) for number in NUMBER.findall(text)}
        said.discard(Decimal(100_000))
        assert said <= stored(page), text
        told += len(said)
    assert told > 300


def test_a_computed_rate_in_a_sentence_is_count_over_people() -> None:
    computed = 0
    for page, text in every_text():
        rate = next(one for one in page.headlines if one.indicator.slug == "rso-rate").value
        people = reference.population(page.area.ref.slug, page.year)
        if rate.amount is None or rate.is_printed or rate.numerator is None:
            continue
        if rate.why_not is WhyNot.NOT_OF_ITS_YEAR:
            continue  # Greater Manchester's 4,114, which the sentence gives no rate
        assert people is not None
        expected = numbers.number(rate.numerator * 100_000 / people)
        assert f"{expected} for every 100,000" in text.opening.sentence.text
        computed += 1
    assert computed > 10


def test_no_change_is_told_across_a_change_of_rules() -> None:
    """2003-04 counts Level 3 alone, 2004-05 Levels 2 and 3."""
    for page, text in every_text():
        rsos, rate, managed, recalls = page.headlines
        for headlines, fact in (
            ((rsos,), text.facts[0]),
            ((rate,), text.facts[1]),
            ((managed, recalls), text.facts[3]),
        ):
            if all(headline.breaks for headline in headlines):
                assert not re.search(r"\d (?:more|fewer) than", fact.note)


def test_nothing_held_is_never_written_as_a_zero() -> None:
    for _page, text in every_text():
        for found in text.tables:
            cells = figure_cells(found.table)
            assert all(cell.text == "" for cell in cells if cell.is_missing)
