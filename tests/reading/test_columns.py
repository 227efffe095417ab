"""What is proposed for a column, and what is asked: heads that a statistician would stop at among them."""

from __future__ import annotations

import pytest

from stats.catalogue.cells import cell_id
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.reading.area_tables.columns import propose
from stats.reading.area_tables.mappings import short_id
from stats.reading.area_tables.table import LEFT_OUT, Proposal
from stats.reading.area_tables.words import label_tokens
from stats.reading.area_tables.years import years_said

COUNTS = ("670", "1,471", "88", "123")
ELIGIBLE = "MAPPA-eligible offenders on 31 March 2015"
RSOS = "Registered sexual offenders"
Y05, Y14, Y16, Y22 = map(ReportingYear, (2005, 2014, 2016, 2022))


def proposal(
    *heads: str, title: str = "", cells: tuple[str, ...] = COUNTS, year: ReportingYear = Y14
) -> Proposal:
    plain = [years_said(head).rest for head in heads]
    return propose(plain, title=years_said(title).rest, cells=cells, years=[year])


@pytest.mark.parametrize(
    ("heads", "title", "year", "cell"),
    [
        (["Level 1", "Category 1"], ELIGIBLE, Y14, "eligible_offenders.1.1"),
        (["Cat 2 L1"], ELIGIBLE, Y14, "eligible_offenders.2.1"),
        (["C1L2"], ELIGIBLE, Y14, "eligible_offenders.1.2"),
        (["Category", "3"], ELIGIBLE, Y14, "eligible_offenders.3.total"),
        (["Total"], ELIGIBLE, Y14, "eligible_offenders.total.total"),
        (["of which Level 3"], ELIGIBLE, Y14, "eligible_offenders.total.3"),
        (["Violent offenders"], ELIGIBLE, Y14, "eligible_offenders.2.total"),
        (["Category 4"], "MAPPA-eligible offenders on 31 March 2023", Y22, "eligible_offenders.4.total"),
        (["No. of RSOs"], "", Y14, "eligible_offenders.1.total"),
        ([RSOS, "Rate per 100,000 population"], "", Y14, "rso_rate"),
        (["Rate"], RSOS, Y14, "rso_rate"),
        (
            ["Number"],
            "Number and rate of registered sexual offenders per 100,000",
            Y14,
            "eligible_offenders.1.total",
        ),
        (["NOs"], "", Y14, "notification_order"),
        (["Full SOPOs"], "", Y14, "sopo"),
        (["SOPOs applied for"], "", Y05, "sopo_applied"),
        (["SHPOs with foreign travel restriction"], "", Y16, "shpo_foreign_travel"),
        (
            ["Level 3 (MAPPP)"],
            "Offenders managed at Levels 2 and 3 during the year",
            Y14,
            "level_2_3_offenders.total.3",
        ),
        (["Level 2", "Cat 1 RSO"], "Offenders managed at Levels 2 and 3", Y14, "level_2_3_offenders.1.2"),
        (["Cat 1 RSO"], "Offenders returned to custody for breach of licence", Y14, "recall_licence.1.total"),
        (
            ["Breach of SOPO", "Level 2"],
            "Level 2 and 3 offenders returned to custody",
            Y14,
            "custody_order_breach.total.2",
        ),
        (["Charged"], "Serious further offences, 2014-15", Y14, "sfo_charged.total.total"),
        (
            ["Outstanding on 31 March"],
            "Serious further offences",
            Y14,
            "sfo_outstanding_31_march.total.total",
        ),
        (["Revocations granted"], "", Y14, "lifetime_notification_revoked"),
        (
            ["2014-15"],
            "RSOs cautioned or convicted for breach of notification requirements",
            Y14,
            "notification_breaches",
        ),
    ],
)
def test_a_head_that_says_all_is_certain(
    heads: list[str], title: str, year: ReportingYear, cell: str
) -> None:
    found = proposal(*heads, title=title, year=year)
    assert (short_id(found.first), found.certain, found.why) == (cell, True, "")


@pytest.mark.parametrize(
    ("heads", "title", "among"),
    [
        (["Total"], "", ["eligible_offenders.total.total", "level_2_3_offenders.total.total"]),
        (["Level 2"], "", ["eligible_offenders.total.2", "level_2_3_offenders.total.2"]),
        (["Level 2"], "Offenders on 31 March", ["eligible_offenders.total.2"]),
        (["Category 1 RSO", "Level 2"], "", ["eligible_offenders.1.2"]),
        (["Level 2"], "Offenders recalled", ["recall_licence.total.2", "custody_order_breach.total.2"]),
        (
            ["Level 2"],
            "MAPPA-eligible offenders at Levels 2 and 3",
            ["eligible_offenders.total.2", "level_2_3_offenders.total.2"],
        ),
        (["Levels 2 and 3"], ELIGIBLE, []),
        (["Category 2 & 3"], ELIGIBLE, []),
        (
            ["RSOs"],
            "Breach of notification requirements",
            ["notification_breaches", "eligible_offenders.1.total"],
        ),
        (["Cautioned"], "RSOs cautioned or convicted for breach of notification requirements", []),
        (["Breach of notification requirements", "Convicted"], "", ["notification_breaches"]),
        (["Applications for revocation"], "", []),
        (["SOPOs in force"], "", ["sopo"]),
        (["SOPOs breached"], "", ["sopo"]),
        (["SOPOs refused"], "", ["sopo"]),
        (["RSOs in custody"], "", ["eligible_offenders.1.total"]),
        (["2014-15"], "Registered sex offenders who went missing", []),
        (["2014-15"], "Number and percentage of RSOs", []),
        (["Number"], "RSOs: rate per 100,000", ["rso_rate"]),
        (["Serious further offences"], "", ["sfo_charged.total.total"]),
        (["Level 12"], ELIGIBLE, []),
        (["SHPOs"], "", ["shpo"]),  # of 2014-15, when there were none
        (["Category 4"], ELIGIBLE, ["eligible_offenders.4.total"]),
    ],
)
def test_a_head_that_may_be_two_things_or_says_more_is_asked(
    heads: list[str], title: str, among: list[str]
) -> None:
    found = proposal(*heads, title=title)
    assert not found.certain
    assert found.why
    assert set(among) <= {short_id(choice) for choice in found.choices}
    assert LEFT_OUT in found.choices


@pytest.mark.parametrize(
    "heads",
    [
        ["Population"],
        ["Population aged 10 and over"],
        ["Mid-2014 population"],
        ["Rank"],
        ["% change"],
        [RSOS, "%"],
        ["Change 2013-14 to 2014-15"],
        ["Level 1 as % of all"],
        ["RSOs per 1,000"],
        ["1 in", RSOS],
        ["Code"],
        ["Officers per 100,000 population"],
        ["RSOs (000s)"],
        ["Lower 95% CI"],
    ],
)
def test_a_column_that_holds_no_figure_is_left_out(heads: list[str]) -> None:
    found = proposal(*heads, title=ELIGIBLE)
    assert (found.first, found.certain) == (LEFT_OUT, True)


@pytest.mark.parametrize(
    "cells",
    [("12.1%", "5%"), ("12.5", "99.1", "7.0"), ("621,430", "1,204,300", "588,010"), ("100",) * 5],
)
def test_numbers_that_cannot_be_counts_are_not_taken_for_counts(cells: tuple[str, ...]) -> None:
    found = proposal(RSOS, cells=cells)
    assert (found.first, found.certain) == (LEFT_OUT, False)


def test_counts_are_not_taken_for_a_rate() -> None:
    assert not proposal(f"{RSOS} per 100,000", cells=("2,662", "1,471", "3,010")).certain
    assert proposal(f"{RSOS} per 100,000", cells=("57.45", "111", "98")).certain


def test_words_alone_and_blank_columns_are_left_out_and_years_are_years() -> None:
    assert proposal("Region", cells=("South West", "Wales")).first == LEFT_OUT
    assert proposal(RSOS, cells=("", "")).first == LEFT_OUT
    assert proposal("Year", cells=("2013-14", "2014/15")).first == "year"


def test_every_label_of_the_catalogue_is_its_own_cell_or_asked() -> None:
    """Labels and their other wordings, under the titles of their tables, in every layout."""
    right = number = 0
    for layout in catalogue().layouts:
        year = layout.years.last or layout.years.first
        assert year is not None
        for table in layout.tables:
            heading = ""
            for row in table.rows:
                heading = row.heading or heading
                for column in table.columns:
                    cell = table.cell(row, column)
                    if cell is None or cell.division or cell.years_back:
                        continue
                    for label in (row.label, *row.also):
                        for head in (column.label, column.short_label, *column.also):
                            heads = [text for text in (heading, label, head) if text]
                            found = proposal(*heads, title=table.title_for(year), year=year)
                            assert not found.certain or found.first == cell_id(cell), (heads, table.title)
                            right += found.first == cell_id(cell)
                            number += 1
    assert right / number >= 0.95


def test_no_phrase_is_a_number_or_nothing() -> None:
    for word in catalogue().head_words:
        for phrase in word.phrases:
            assert any(token.isalpha() or token == "%" for token in label_tokens([phrase])), phrase
