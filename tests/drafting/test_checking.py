from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from stats.calculations.reconciliation import Finding, Outcome
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.drafting.checking import DraftCheck, check
from stats.drafting.content import DraftContent
from stats.models import Draft, Figure
from tests.factories import make_area, make_division, make_figure, make_population, make_source
from tests.people import printed, source

pytestmark = pytest.mark.django_db

RSOS, LEVEL_3 = "eligible_offenders.1.total..0", "level_2_3_offenders.total.3..0"


def checked(cells: dict[str, str], *, slug: str = "dorset", year: str = "2014-15") -> DraftCheck:
    return check(make_area(slug), ReportingYear.parse(year), content=DraftContent(source(), cells))


def sums(found: DraftCheck) -> list[Finding[CellKey]]:
    return [finding for findings in found.sums.values() for finding in findings]


def messages(found: DraftCheck, kind: str) -> list[str]:
    return [one.message for one in found.noticed if one.kind == kind]


def test_dorset_2014_prints_7_and_its_parts_make_9_before_anything_is_saved() -> None:
    found = checked(printed("dorset-2014-15"))
    assert not found.problems
    wrong = {
        (sum_.rule.name, str(sum_.printed), str(sum_.computed), sum_.difference)
        for sum_ in sums(found)
        if sum_.outcome is Outcome.DIFFERS
    }
    assert ("Total, Level 3", "7", "9", -2) in wrong
    # The grand total fails only because of that 7: it is one printed error, and one note.
    assert list(found.differences) == [LEVEL_3]
    (words,) = messages(found, "total")
    assert words.endswith("the total “Total, Level 3” is printed as 7; its parts (3, 4, 2) make 9.")
    assert not Draft.objects.exists()
    assert not Figure.objects.exists()


def test_cambridgeshire_2014_adds_up() -> None:
    found = checked(printed("cambridgeshire-2014-15"), slug="cambridgeshire")
    assert (found.differences, found.problems.cells) == ({}, {})
    printed_sums = [sum_ for sum_ in sums(found) if sum_.printed]
    assert printed_sums
    assert {sum_.outcome for sum_ in printed_sums} == {Outcome.AGREES}


def test_greater_manchesters_divisions_against_the_area() -> None:
    found = checked(printed("greater-manchester-2014-15"), slug="greater-manchester")
    (words,) = [one for one in messages(found, "total") if "by division" in one]
    assert words.endswith("make 2,631.")
    assert "2,662" in words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", "This is not a number. Expected a whole number such as 1471 or 1,471."),
        ("69x7", "This is not a number. Expected a whole number such as 1471 or 1,471."),
        ("6l7", "A letter stands among the digits. Expected a whole number such as 1471 or 1,471."),
        ("-5", "The number is negative. Expected a whole number such as 1471 or 1,471."),
        ("−5", "The number is negative. Expected a whole number such as 1471 or 1,471."),
        ("5.5", "A count has no decimals. Expected a whole number such as 1471 or 1,471."),
        ("99999999", "The number is past what can be. Expected at most 999,999."),
        ("5 c", "A value and a marker stand together. Expected a whole number such as 1471 or 1,471."),
        ("[c] 5", "A value and a marker stand together. Expected a whole number such as 1471 or 1,471."),
        ("12[x]", "A value and a marker stand together. Expected a whole number such as 1471 or 1,471."),
        ("more than c", "A qualifier stands beside a marker. Expected a whole number such as 1471 or 1,471."),
        (
            "lots of 640",
            (
                "The word beside the number is not known. Expected more than, at least, fewer than, at most, "
                "about or nothing beside it."
            ),
        ),
        ("1,47", "A comma stands in the wrong place. Expected a whole number such as 1471 or 1,471."),
        ("٣", "The digits are not 0 to 9. Expected a whole number such as 1471 or 1,471."),
    ],
)
def test_bad_input_has_its_words_beside_the_cell(text: str, words: str) -> None:
    found = checked({RSOS: text, "sopo....0": "5"})
    assert found.problems.cells == {RSOS: words}
    assert found.problems


@pytest.mark.parametrize(
    ("total", "parts", "differs"),
    [
        # At most 5 cannot be 3 and 4 together; more than 5 can.
        ("at most 5", ("3", "4", "0"), True),
        ("more than 5", ("3", "4", "0"), False),
        ("more than 9", ("3", "4", "0"), True),
        ("fewer than 8", ("3", "4", "0"), False),
        # The parts make 7 or more, which 5 is not.
        ("5", ("3", "at least 4", "0"), True),
        ("9", ("3", "at least 4", "0"), False),
    ],
)
def test_a_bound_is_set_against_its_parts(total: str, parts: tuple[str, str, str], *, differs: bool) -> None:
    cells = {f"level_2_3_offenders.{one}.3..0": text for one, text in zip("123", parts, strict=True)}
    found = checked({LEVEL_3: total, **cells})
    assert not found.problems
    assert list(found.differences) == ([LEVEL_3] if differs else [])
    if differs:
        assert f"is printed as {total}" in found.differences[LEVEL_3]


def test_a_rate_that_its_count_does_not_make_is_noticed() -> None:
    """906 among Kent's 1,565,000 are 57.9 per 100,000; a rate of 620 passed without a word."""
    make_population(make_area("kent"), persons=1_565_000)
    found = checked({RSOS: "906", "rso_rate....0": "620"}, slug="kent")
    assert found.rate is not None
    assert found.rate.agrees is False
    (words,) = messages(found, "rate")
    assert words == (
        "The printed rate is 620. 906 among 1,565,000 people make 57.9 per 100,000. Look for a misprint in "
        "either."
    )
    assert messages(checked({RSOS: "906", "rso_rate....0": "58"}, slug="kent"), "rate") == []


@pytest.mark.parametrize(
    "text",
    [
        "more than 640",
        "about 200",
        "640 or more",
        "at least 5",
        "697",
        "1,471",
        "0",
        " 5 ",
        "-",
        "–",
        "c",
        "[c]",
        "x",
        "Z",
        "low",
    ],
)
def test_what_may_be_typed(text: str) -> None:
    assert not checked({RSOS: text}).problems


def test_a_rate_may_have_decimals() -> None:
    assert not checked({"rso_rate....0": "57.45"}).problems
    assert checked({"rso_rate....0": "57.4567"}).problems


def test_a_cell_that_cannot_be_in_that_year_or_has_no_such_division_is_told() -> None:
    found = checked(
        {"shpo....0": "5", "eligible_offenders.4.2..0": "5", "eligible_offenders.1.total.!!.0": "5"}
    )
    assert set(found.problems.cells) == {
        "shpo....0",
        "eligible_offenders.4.2..0",
        "eligible_offenders.1.total.!!.0",
    }


def test_a_source_without_a_title_is_told_beside_the_source() -> None:
    found = check(make_area(), ReportingYear(2014), content=DraftContent(source(" "), {RSOS: "5"}))
    assert found.problems.source == {"source_title": "Give the title of the source, as on its cover."}


def test_the_rate_beside_the_count_and_the_population() -> None:
    make_population(make_area("dorset"), persons=681_542)
    rate = checked({RSOS: "670", "rso_rate....0": "98"}).rate
    assert rate is not None
    assert rate.agrees is True
    assert rate.words == "670 among 681,542 people make 98.3 per 100,000."
    wrong = checked({RSOS: "670", "rso_rate....0": "89"}).rate
    assert wrong is not None
    assert wrong.agrees is False


def test_without_a_population_the_rate_implies_one() -> None:
    rate = checked({RSOS: "670", "rso_rate....0": "98"}).rate
    assert rate is not None
    assert rate.agrees is None
    assert rate.words == ("With 670 registered sexual offenders this rate implies about 683,673 people.")


def test_a_suppressed_part_makes_a_lower_bound_and_no_accusation() -> None:
    cells = {
        "eligible_offenders.1.1..0": "5",
        "eligible_offenders.1.2..0": "c",
        "eligible_offenders.1.3..0": "1",
    }
    found = checked(cells | {RSOS: "9"})
    (total,) = found.sums["eligible", RSOS]
    assert (str(total.computed), total.outcome) == ("at least 6", Outcome.WITHIN_BOUND)


def test_more_people_on_the_day_than_in_the_whole_year() -> None:
    found = checked({"eligible_offenders.2.2..0": "12", "level_2_3_offenders.2.2..0": "9"})
    assert messages(found, "level") == [
        (
            "Category 2 at Level 2: 12 on 31 March 2015 is more than the 9 managed there at any time "
            "during 2014-15."
        )
    ]


def test_until_2008_category_2_is_itself_counted_over_the_year() -> None:
    found = checked({"eligible_offenders.2.2..0": "12", "level_2_3_offenders.2.2..0": "9"}, year="2006-07")
    assert messages(found, "level") == []


def test_the_same_cell_in_another_source() -> None:
    press = make_source("The Echo", kind="press report")
    make_figure("sopo", value=61, area=make_area("dorset"), source=press)
    make_figure("notification_order", value=2, area=make_area("dorset"), source=press)
    found = checked({"sopo....0": "62", "notification_order....0": "2"})
    assert messages(found, "source") == ["SOPOs: 62 here, 61 in “The Echo” (press report)."]


def test_a_change_far_outside_what_areas_show() -> None:
    for number in range(9):
        area = make_area(f"area-{number}")
        make_figure(value=500 + number, category="1", level="total", area=area, year="2013-14")
        make_figure(value=520 + 2 * number, category="1", level="total", area=area)
    make_figure(value=670, category="1", level="total", area=make_area("dorset"), year="2013-14")
    assert messages(checked({RSOS: "697"}), "change") == []
    (words,) = messages(checked({RSOS: "6970"}), "change")
    assert "6,970, where the year before has 670 (10.40 times as many)" in words
    assert "The 9 other changes held" in words
    assert "Iglewicz and Hoaglin 1993" in words


def test_nothing_is_a_number_of_times_none() -> None:
    make_figure("notification_breaches", value=0, area=make_area("dorset"), year="2013-14")
    (words,) = messages(checked({"notification_breaches....0": "16"}), "change")
    assert words.endswith(
        ": 16, where the year before has 0. So many after none at all is out of the ordinary."
    )
    make_figure("sopo", value=60, area=make_area("dorset"), year="2013-14")
    (fallen,) = messages(checked({"sopo....0": "0"}), "change")
    assert "0, where the year before has 60 (0.00 times as many)" in fallen


def test_a_dash_where_a_number_can_be_is_asked_about() -> None:
    cells = {
        "eligible_offenders.3.1..0": "-",  # a cell that cannot exist
        "eligible_offenders.3.2..0": "-",
        "eligible_offenders.3.total..0": "–",
        "sopo....0": "[z]",
        "notification_order....0": "c",
        "foreign_travel_order....0": "0",
    }
    found = [one for one in checked(cells).noticed if one.kind == "dash"]
    assert [one.cells for one in found] == [
        ("eligible_offenders.3.2..0", "eligible_offenders.3.total..0"),
        ("sopo....0",),
    ]
    assert found[0].message == (
        "“MAPPA-eligible offenders on 31 March 2015”: 2 cells have a dash where a number can be. What does "
        "the report mean by it? Type 0 if there were none, c if the number is hidden, x if it is not "
        "published. Leave the dash if there is no such cell."
    )


def test_a_cell_that_cannot_exist_may_be_blank_and_adds_nothing() -> None:
    with_dashes = printed("cambridgeshire-2014-15")
    blank = {id_: text for id_, text in with_dashes.items() if text != "-"}
    assert len(blank) < len(with_dashes)
    for cells in (with_dashes, blank):
        found = checked(cells, slug="cambridgeshire")
        assert found.differences == {}
        assert messages(found, "empty") == []
        made = {str(one.computed) for one in found.sums["eligible", "eligible_offenders.total.1..0"]}
        assert blank["eligible_offenders.total.1..0"].replace(",", "") in made


def test_no_change_is_told_across_a_series_break() -> None:
    make_figure("custody_order_breach", value=500, category="total", level="total", year="2014-15")
    found = checked({"custody_order_breach.total.total..0": "5000"}, year="2015-16")
    assert messages(found, "change") == []


def test_empty_cells_are_counted_by_table_and_optional_tables_only_once_begun() -> None:
    found = messages(checked({"sopo....0": "5"}), "empty")
    assert "“SOPOs, NOs and FTOs imposed by the courts, 2014-15”: 2 of 3 cells are empty." in found
    assert not any("Serious case reviews" in one for one in found)
    begun = messages(checked({"serious_case_reviews.1.2..0": "0"}), "empty")
    assert any("Serious case reviews" in one for one in begun)


def test_a_division_that_was_printed_before_and_is_missing_now() -> None:
    for name in ("Bolton", "Bury"):
        make_figure(value=5, category="1", level="total", division=make_division(name), year="2013-14")
    found = checked({"eligible_offenders.1.total.Bolton.0": "5"}, slug="greater-manchester")
    assert messages(found, "division") == ["2013-14 has figures of 2 divisions. Without a number here: Bury."]


def test_a_report_that_nobody_published_is_compared_with_nothing() -> None:
    draft = make_source("The Echo", kind="press report")
    figure = make_figure("sopo", value=61, area=make_area("dorset"), source=draft)
    Figure.objects.filter(pk=figure.pk).update(withdrawn=True, preferred=False)
    assert messages(checked({"sopo....0": "62"}), "source") == []


@pytest.mark.parametrize("name", ["dorset-2014-15", "greater-manchester-2014-15"])
def test_the_number_of_queries_does_not_grow_with_the_cells(
    name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    area = make_area(name.removesuffix("-2014-15"))
    with django_assert_max_num_queries(7):
        check(area, ReportingYear(2014), content=DraftContent(source(), printed(name)))
