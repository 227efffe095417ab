from __future__ import annotations

import pytest

from stats.presentation.charts.description import TrendSeries
from stats.presentation.charts.words import point_key
from tests.presentation.charts.samples import point, trend


@pytest.mark.parametrize(("width", "told"), [(8, True), (1, False), (None, False)])
def test_the_key_names_only_intervals_that_can_be_seen(width: float | None, *, told: bool) -> None:
    chart = trend(TrendSeries("Dorset", (point(2015, 98, width=width), point(2016, 102, width=width))))
    assert ("interval" in dict(point_key(chart))) is told
