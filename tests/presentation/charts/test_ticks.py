from hypothesis import given
from hypothesis import strategies as st

from stats.presentation.charts.ticks import Scale, nice_ticks

VALUES = st.lists(st.floats(0, 1e6, allow_nan=False).map(lambda value: round(value, 3)), max_size=20)


@given(values=VALUES, most=st.integers(2, 8), zero=st.booleans())
def test_ticks_take_in_every_value_in_no_more_steps_than_asked(
    *, values: list[float], most: int, zero: bool
) -> None:
    ticks = nice_ticks(values, at_most=most, from_zero=zero)
    assert 2 <= len(ticks.values) <= most + 1
    assert ticks.low < ticks.high
    slack = (ticks.high - ticks.low) * 1e-6
    assert all(ticks.low - slack <= value <= ticks.high + slack for value in values)
    assert not zero or ticks.low == 0


@given(st.lists(st.integers(0, 50_000).map(float), min_size=1), st.integers(2, 8))
def test_counts_have_whole_ticks_that_read_as_different_numbers(values: list[float], most: int) -> None:
    ticks = nice_ticks(values, at_most=most, from_zero=True)
    assert all(value.is_integer() for value in ticks.values)
    assert len({ticks.text(value) for value in ticks.values}) == len(ticks.values)


def test_the_numbers_are_round() -> None:
    assert nice_ticks([98, 135], at_most=5, from_zero=True).values == (0, 50, 100, 150)
    assert nice_ticks([93.4, 166], at_most=7, from_zero=False).values == (80, 100, 120, 140, 160, 180)
    assert nice_ticks([0, 0], at_most=5, from_zero=True).values == (0, 1)
    shares = nice_ticks([0.51, 0.98], at_most=5, from_zero=False)
    assert [shares.text(value) for value in shares.values] == ["0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]
    assert nice_ticks([61_000], at_most=5, from_zero=True).text(20_000) == "20,000"


def test_a_scale_may_run_upwards() -> None:
    down = Scale(0, 150, 300, 60)
    assert (down(0), down(75), down(150)) == (300, 180, 60)
