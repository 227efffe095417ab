"""Which figure is shown first: each rule, and that nothing hangs on the order of loading."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.amounts import Qualifier
from stats.catalogue.reader import catalogue
from stats.catalogue.sources import Standing
from stats.loading.preference import Candidate, preferred, rank

REPORT = Candidate(False, "", "", "area report", "", "2015", "Dorset MAPPA Annual Report 2014-2015", "")
PRESS = replace(REPORT, kind="press report", title="Dorset Echo 2021", published="2021-11-02")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(REPORT, PRESS, id="a better kind, though older"),
        pytest.param(replace(PRESS, kind="national bulletin"), PRESS, id="bulletin before press"),
        pytest.param(
            replace(PRESS, kind="national bulletin"),
            replace(PRESS, kind="parliamentary answer"),
            id="and answer",
        ),
        pytest.param(replace(PRESS, kind="parliamentary answer"), PRESS, id="answer before press"),
        pytest.param(
            PRESS, replace(PRESS, qualifier="more than", published="2022"), id="exact before a bound"
        ),
        pytest.param(
            replace(PRESS, standing=Standing.COPY),
            replace(PRESS, qualifier="about"),
            id="an exact copy before rounded",
        ),
        pytest.param(replace(REPORT, qualifier="about"), PRESS, id="a rounded number of a better kind"),
        pytest.param(
            PRESS, replace(PRESS, standing=Standing.COPY, published="2022"), id="the story before a copy"
        ),
        pytest.param(
            PRESS, replace(PRESS, standing=Standing.STAND_IN, published="2022"), id="and before other counts"
        ),
        pytest.param(
            replace(REPORT, standing=Standing.COPY),
            PRESS,
            id="a copy of the report before another kind of source",
        ),
        pytest.param(
            REPORT, replace(REPORT, standing=Standing.EXTRACT, published="2022"), id="before a part"
        ),
        pytest.param(
            replace(PRESS, published="2021-11"), replace(PRESS, published="2021"), id="newer, in part"
        ),
        pytest.param(PRESS, replace(PRESS, published=""), id="no date is the oldest"),
        pytest.param(replace(PRESS, title="A"), replace(PRESS, title="B"), id="title"),
        pytest.param(
            replace(PRESS, url="https://a.example/"), replace(PRESS, url="https://b.example/"), id="link"
        ),
        pytest.param(replace(REPORT, marker="z"), PRESS, id="a dash of the report before a number"),
        pytest.param(replace(REPORT, marker="c"), PRESS, id="a suppressed cell before a number"),
        pytest.param(PRESS, replace(REPORT, marker="x"), id="a number before not available"),
        pytest.param(replace(PRESS, marker="c"), replace(REPORT, marker="x"), id="so is any other marker"),
        pytest.param(PRESS, replace(REPORT, restated=True), id="never restated before first counted"),
        pytest.param(replace(PRESS, marker="x"), replace(REPORT, restated=True), id="not even beside none"),
    ],
)
def test_the_better_of_two(better: Candidate, worse: Candidate) -> None:
    assert preferred([better, worse]) is better
    assert preferred([worse, better]) is better


def test_two_cases_that_readers_met() -> None:
    """A blog's copy of 2014 stood before newspapers of 2009, and a police count before the report's."""
    guardian = replace(PRESS, title="The Guardian", published="2009-10-26")
    blog = replace(PRESS, title="A blog’s copy", published="2014-02-10", standing=Standing.COPY)
    worcester = replace(PRESS, title="Worcester News", published="2011")
    police = replace(PRESS, title="Shropshire Star", published="2014-10-13", standing=Standing.STAND_IN)

    assert preferred([blog, guardian]) is guardian
    assert preferred([police, worcester]) is worcester


def test_the_kinds_of_source_are_ranked_as_in_the_catalogue() -> None:
    kinds = ["area report", "national bulletin", "parliamentary answer", "press report"]
    assert sorted(catalogue().source_kinds, key=rank) == kinds


CANDIDATES = st.builds(
    Candidate,
    restated=st.booleans(),
    marker=st.sampled_from(["", "z", "c", "x", "low"]),
    qualifier=st.sampled_from([*Qualifier]),
    kind=st.sampled_from(sorted(catalogue().source_kinds)),
    standing=st.sampled_from([*Standing]),
    published=st.sampled_from(["", "2014", "2014-11", "2014-11-03", "2015"]),
    title=st.sampled_from(["A", "B", "C"]),
    url=st.sampled_from(["", "https://a.example/"]),
)


# One source gives a cell one figure: the database keeps it so (figure_once_a_source).
@given(st.lists(CANDIDATES, min_size=1, unique_by=lambda one: (one.kind, one.title, one.url)), st.randoms())
def test_the_order_of_loading_decides_nothing(candidates: Sequence[Candidate], chance: random.Random) -> None:
    shuffled = list(candidates)
    chance.shuffle(shuffled)

    assert preferred(shuffled) == preferred(candidates)
