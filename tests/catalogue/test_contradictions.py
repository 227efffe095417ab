"""A catalogue that contradicts itself stops the site from starting, with everything that is wrong."""

from __future__ import annotations

import pytest

from stats.catalogue.reader import CatalogueError
from tests.catalogue.conftest import Copy

Edit = tuple[str, str, str]

# File, what stands there, what is put in its place, and words of the message.
CONTRADICTIONS: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "layout begins too late": (
        ("layouts", 'first_year = "2008-09"', 'first_year = "2009-10"'),
        ("layout '2008-09' does not follow on from '2004-05'",),
    ),
    "layout ends too late": (
        ("layouts", 'last_year = "2014-15"', 'last_year = "2015-16"'),
        ("layout '2015-16' does not follow on from '2010-11'",),
    ),
    "layout in the middle is left open": (
        ("layouts", 'last_year = "2014-15"\n', ""),
        ("layout '2015-16' does not follow on from '2010-11'",),
    ),
    "table that is not there": (
        ("layouts", '"orders_sopo", "outcomes_2008"', '"orders", "outcomes_2008"'),
        ("'orders'",),
    ),
    "measure of a table": (
        ("layouts", 'measure = "level_2_3_offenders"\nrows', 'measure = "level_2_3"\nrows'),
        ("layouts.toml, table 'levels_2_and_3', measure: there is no measure 'level_2_3'",),
    ),
    "category that does not exist": (
        ("layouts", 'short = "Cat 3", category = "3"', 'short = "Cat 3", category = "7"'),
        ("table 'eligible'", "category '7'"),
    ),
    "level where the measure has none": (
        ("layouts", 'label = "Rate" }', 'label = "Rate", level = "1" }'),
        ("table 'rate'", "rso_rate has no level"),
    ),
    "line misspelt": (
        ("layouts", 'code = "l1", label', 'code = "l1", lable'),
        ("lable",),
    ),
    "total of an unknown line": (
        ("layouts", 'sum_of = ["l1", "l2", "l3"]', 'sum_of = ["l1", "l2", "l4"]'),
        ("table 'eligible'", "'all' sums an unknown line 'l4'"),
    ),
    "line twice": (
        ("layouts", '{ code = "l2", label = "Level 2"', '{ code = "l1", label = "Level 2"'),
        ("table 'eligible'", "a line's code is written twice"),
    ),
    "dash in an unknown cell": (
        ("layouts", 'not_applicable = [["l1", "c3"]]', 'not_applicable = [["l1", "c9"]]'),
        ("table 'eligible'", "not_applicable names an unknown cell 'l1', 'c9'"),
    ),
    "measure twice": (
        ("measures", 'code = "shpo"', 'code = "sopo"'),
        ("measure 'sopo' is written twice",),
    ),
    "indicator twice": (
        ("indicators", 'slug = "rsos"', 'slug = "rso-rate"'),
        ("indicator 'rso-rate' is written twice",),
    ),
    "measure of an indicator": (
        (
            "indicators",
            'numerator = [["notification_breaches", "", ""]]',
            'numerator = [["breaches", "", ""]]',
        ),
        ("indicators.toml, indicator 'notification-breaches', numerator: there is no measure 'breaches'",),
    ),
    "cell of an indicator": (
        (
            "indicators",
            'numerator = [["eligible_offenders", "1", "total"]]',
            'numerator = [["eligible_offenders", "1", ""]]',
        ),
        ("indicator 'rso-rate'", "names a cell that cannot exist"),
    ),
    "indicator without words": (
        ("indicators", '    "serious further offences", ', '    "Serious further offences", '),
        ("indicator 'sfo-charges'", "asked: 'Serious further offences'", "small letters"),
    ),
    "words of two indicators": (
        ("indicators", '    "notification orders", ', '    "notification orders", "recalls", '),
        ("'recalls' is asked of 'notification-orders' and of 'licence-recalls'",),
    ),
    "share without a whole": (
        ("indicators", 'denominator = [["eligible_offenders", "total", "total"]]\n', ""),
        ("indicator 'level-1-share'", "a ratio or share has a denominator"),
    ),
    "kind of an indicator": (
        ("indicators", 'kind = "share"', 'kind = "slice"'),
        ("slice",),
    ),
    "basis of a measure": (
        ("measures", 'basis = "snapshot"', 'basis = "now and then"'),
        ("now and then",),
    ),
    "measure without a definition": (
        ("measures", "definition = ", "meaning = "),
        ("definition",),
    ),
    "span that ends before it starts": (
        (
            "measures",
            'first_year = "2004-05"\nlast_year = "2014-15"',
            'first_year = "2014-15"\nlast_year = "2004-05"',
        ),
        ("ends 2004-05 before it starts 2014-15",),
    ),
    "year that is none": (
        ("breaks", 'first_year = "2003-04"', 'first_year = "2003-05"'),
        ("2003-05",),
    ),
    "indicator of a break": (
        ("breaks", '"sfo-charges"]', '"sfo"]'),
        ("breaks.toml, break 'level-2-first-counted', indicators: there is no indicator 'sfo'",),
    ),
    "break twice": (
        ("breaks", 'code = "category-4"', 'code = "sfo-basis"'),
        ("break 'sfo-basis' is written twice",),
    ),
    "measure of a series": (
        ("series", 'cell = ["rso_rate", "", ""]', 'cell = ["rate", "", ""]'),
        (
            "series.toml, national_table 'registered', column 'Per 100,000",
            ", cell: there is no measure 'rate'",
        ),
    ),
    "break of a series": (
        ("series", 'breaks = ["population-base", ', 'breaks = ["population", '),
        (
            "series.toml, national_table 'registered', column 'Per 100,000",
            "breaks: there is no break 'population'",
        ),
    ),
    "age band": (
        ("populations", 'age_band = "10+"', 'age_band = "ten and over"'),
        ("unknown age band 'ten and over'",),
    ),
    "population base begins too late": (
        ("populations", 'first_year = "2009-10"', 'first_year = "2010-11"'),
        ("populations.toml: base '2010-11' does not follow on",),
    ),
    "topic with a table and no words": (
        (
            "topics",
            'topic = "orders"\ncode = "orders-imposed"',
            'topic = "offenders"\ncode = "orders-imposed"',
        ),
        ("topics.toml, topic 'offenders'", "the key 'page' is needed"),
    ),
    "topic of a table": (
        ("topics", 'topic = "orders"\ncode = "orders-imposed"', 'topic = "reviews"\ncode = "orders-imposed"'),
        ("topics.toml, topic_table 'orders-imposed', topic: there is no topic 'reviews'",),
    ),
    "topic without its story": (
        ("topics", 'story = "On 8 March', 'tale = "On 8 March'),
        ("topics.toml, topic 'orders', page: unknown key 'tale'", "page, story: this key is missing"),
    ),
    "topic with an empty title": (
        ("topics", 'title = "Orders imposed by the courts"', 'title = ""'),
        ("topics.toml, topic 'orders', page, title: this is empty",),
    ),
    "indicator of a topic's sentence": (
        ("topics", 'count = "sfo-charges"', 'count = "sfo-charged"'),
        ("topics.toml, topic 'serious-further-offences', page, count: there is no indicator 'sfo-charged'",),
    ),
    "sentence with a ratio and no ratio": (
        ("topics", 'ratio = "licence-recalls-per-100-level-2-3"\n', ""),
        ("topic 'recalls', page: sentence_with_ratio: it is needed where there is a ratio",),
    ),
    "field of a topic's sentence": (
        (
            "topics",
            "In %(year)s, courts in England and Wales imposed %(figure)s.",
            "Courts imposed %(figures)s.",
        ),
        ("topic 'orders', page, sentence: 'Courts imposed %(figures)s.' lacks the field figure, year",),
    ),
    "a year in which a topic counts nothing": (
        ("topics", '{ first_year = "2015-16", text', '{ first_year = "2016-17", text'),
        ("topic 'orders', page: counted: 2015-16 has none",),
    ),
    "topic of an indicator": (
        ("indicators", 'topic = "recalls"', 'topic = "recall"'),
        ("indicators.toml, indicator 'licence-recalls', topic: there is no topic 'recall'",),
    ),
    "field of an indicator's sentence": (
        (
            "indicators",
            "On %(when)s, %(number)s registered sexual offender was",
            "On %(date)s, %(number)s was",
        ),
        ("indicators.toml, indicator 'rsos', sentence: ", "has an unknown field date"),
    ),
    "per cent sign that begins no field": (
        ("indicators", "%(number)s registered sexual offender was", "%(number)s 5% off"),
        ("indicators.toml, indicator 'rsos', sentence: ", "has a % that begins no field"),
    ),
    "field twice": (
        (
            "topics",
            "courts in England and Wales imposed %(figure)s.",
            "courts imposed %(figure)s, %(figure)s.",
        ),
        ("topic 'orders', page, sentence: ", "has a field twice"),
    ),
    "code that is no part of an address": (
        ("indicators", 'slug = "sfo-charges"', 'slug = "SFO charges"'),
        ("'SFO charges' stands in an address",),
    ),
    "role twice": (
        ("indicators", 'slug = "eligible-offenders"', 'slug = "eligible-offenders"\nrole = "rsos"'),
        ("one indicator has the role 'rsos', and no more than one",),
    ),
    "rate that no report prints": (
        ("indicators", 'printed = ["rso_rate", "", ""]\n', ""),
        ("indicator 'rso-rate': role: the rate is a cell that reports print",),
    ),
    "role of several cells": (
        ("indicators", 'slug = "prevention-orders"', 'slug = "prevention-orders"\nrole = "rsos"'),
        ("indicator 'prevention-orders': role: an indicator with a role has one numerator",),
    ),
    "kinds of source without an own report": (
        ("sources", "own_report = true\n", ""),
        ("sources.toml: one kind is the area's own_report",),
    ),
    "tag of a kind of source": (
        ("sources", 'tag = "Press"', 'tag = "Newspaper"'),
        ("sources.toml, source_kind 'press report': the title does not begin with the tag 'Newspaper'",),
    ),
    "kind of source too long for its column": (
        ("sources", 'code = "press report"', f'code = "{"press" * 5}"'),
        ("the code is longer than 24 characters",),
    ),
    "word for yes": (
        ("sources", "second_hand = true", 'second_hand = "yes"'),
        ("sources.toml, source_kind 'press report', second_hand: 'yes': expected bool",),
    ),
    "metropolitan and no district": (
        ("places", 'code = "City of London"\ndistrict = true\n', 'code = "City of London"\n'),
        ("places.toml, place_kind 'City of London'",),
    ),
    "page that is none": (
        ("pages", 'code = "home"', 'code = "house"'),
        ("pages.toml: expected the pages home",),
    ),
    "indicator of a page": (
        ("pages", 'indicator = "licence-recalls"', 'indicator = "recalls"'),
        (
            "pages.toml, page 'area', figure 'Of them",
            "indicator: there is no indicator 'recalls'",
        ),
    ),
    "page without the rate": (
        ("pages", '    { indicator = "rso-rate", label = "For every 100,000 %(people)s" },\n', ""),
        ("pages.toml, page 'home': the indicator with the role 'rate' is needed",),
    ),
    "indicator that a page cannot show": (
        (
            "pages",
            '{ indicator = "rsos", label',
            '{ indicator = "sfo-charges", label = "x" }, { indicator = "rsos", label',
        ),
        ("pages.toml, page 'home': only indicators with a role can be shown here",),
    ),
    "field of a label": (
        ("pages", "For every 100,000 %(people)s", "For every 100,000 %(persons)s"),
        (
            "pages.toml, page 'home', figure 'For every 100,000 %(persons)s', label: ",
            "has an unknown field persons",
        ),
    ),
    "measure of a page": (
        ("pages", 'cell = ["recall_licence"', 'cell = ["recalls"'),
        (
            "pages.toml, page 'home', cell 'Returned",
            ", cell: there is no measure 'recalls'",
        ),
    ),
    "field of a table's title": (
        ("layouts", "on 31 March {end}", "on 31 March {ends}"),
        ("table 'eligible': the title has an unknown field",),
    ),
    "measure of a restatement": (
        ("populations", 'measure = "rso_rate"', 'measure = "rate"'),
        ("populations.toml, restatement '2006-07', measure: there is no measure 'rate'",),
    ),
}


@pytest.mark.parametrize(("edit", "words"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_refused_and_named(copied: Copy, edit: Edit, words: tuple[str, ...]) -> None:
    copied.replace(*edit)

    with pytest.raises(CatalogueError) as refused:
        copied.read()

    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_everything_is_reported_at_once(copied: Copy) -> None:
    together = [
        "layout begins too late",
        "total of an unknown line",
        "measure twice",
        "measure of an indicator",
        "indicator of a break",
        "break of a series",
        "age band",
    ]
    for name in together:
        copied.replace(*CONTRADICTIONS[name][0])

    with pytest.raises(CatalogueError) as refused:
        copied.read()

    for name in together:
        assert all(word in str(refused.value) for word in CONTRADICTIONS[name][1]), name


def test_the_copy_itself_can_be_read(copied: Copy) -> None:
    assert copied.read().measures


def test_a_file_that_is_no_toml_is_named(copied: Copy) -> None:
    copied.append("breaks", "\nthis is not TOML\n")

    with pytest.raises(CatalogueError, match=r"breaks\.toml"):
        copied.read()


def test_a_file_that_is_missing_is_named(copied: Copy) -> None:
    (copied.folder / "series.toml").unlink()

    with pytest.raises(CatalogueError, match=r"series\.toml"):
        copied.read()
