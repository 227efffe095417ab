from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.amounts import Amount, Marker, Qualifier, combined, known_minimum, total

Z = Amount.marked(Marker.NOT_APPLICABLE)
C = Amount.marked(Marker.SUPPRESSED)
X = Amount.marked(Marker.NOT_AVAILABLE)
LOW = Amount.marked(Marker.LOW)

counts = st.integers(min_value=0, max_value=10**9)
exact_amounts = counts.map(Amount.of)
held_amounts = exact_amounts | counts.map(Amount.at_least) | st.sampled_from([Z, C, LOW])
any_amounts = held_amounts | st.sampled_from([X, None])


@pytest.mark.parametrize(("marker", "printed"), [("z", "[z]"), ("c", "[c]"), ("x", "[x]"), ("low", "[low]")])
def test_shorthand_is_that_of_the_government_analysis_function(marker: str, printed: str) -> None:
    assert Marker(marker).shorthand == printed


class TestAmount:
    def test_a_number_and_a_marker_together_are_refused(self) -> None:
        with pytest.raises(ValueError, match="exactly one"):
            Amount(value=Decimal(3), marker=Marker.SUPPRESSED)

    def test_neither_a_number_nor_a_marker_is_refused(self) -> None:
        with pytest.raises(ValueError, match="exactly one"):
            Amount()

    def test_a_marker_has_no_qualifier(self) -> None:
        with pytest.raises(ValueError, match="no qualifier"):
            Amount(marker=Marker.SUPPRESSED, qualifier=Qualifier.AT_LEAST)

    @pytest.mark.parametrize("value", [-1, Decimal("-0.5"), Decimal("NaN"), Decimal("Infinity")])
    def test_negative_and_unreal_numbers_are_refused(self, value: int | Decimal) -> None:
        with pytest.raises(ValueError, match="zero or more"):
            Amount.of(value)

    @pytest.mark.parametrize("value", [1.5, "7", True, None])
    def test_what_is_not_an_int_or_a_decimal_is_refused(self, value: object) -> None:
        with pytest.raises(TypeError):
            Amount.of(value)  # type: ignore[arg-type]

    def test_a_float_cannot_slip_in_by_the_constructor(self) -> None:
        with pytest.raises(TypeError):
            Amount(value=1.5)  # type: ignore[arg-type]

    def test_an_unknown_marker_is_refused(self) -> None:
        with pytest.raises(ValueError, match="'-'"):
            Amount.marked("-")  # type: ignore[arg-type]

    def test_a_lower_bound_differs_from_the_same_number_and_is_not_exact(self) -> None:
        assert Amount.at_least(7) != Amount.of(7)
        assert Amount.at_least(7).exact is None
        assert Amount.of(7).exact == 7
        assert C.exact is None


class TestTotal:
    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            ([Amount.of(3), Amount.of(4), Amount.of(2)], Amount.of(9)),
            ([Amount.of(693), Amount.of(4), Z], Amount.of(697)),
            ([Amount.of(0), Z], Amount.of(0)),
            ([Z, Z], Z),
            ([Amount.of(3), C], Amount.at_least(3)),
            ([C, C], Amount.at_least(0)),
            ([LOW], Amount.at_least(0)),
            ([C, Z], Amount.at_least(0)),
            ([Amount.at_least(3), Amount.of(4)], Amount.at_least(7)),
            ([Amount.of(3), X], X),
            ([Amount.of(3), None], None),
            ([X, None], X),
            ([None, Z], None),
            ([C, None], None),
            ([], None),
        ],
    )
    def test_each_marker_acts_as_it_means(self, parts: list[Amount | None], expected: Amount | None) -> None:
        assert total(parts) == expected

    @given(st.lists(counts, min_size=1))
    def test_numbers_simply_add_up(self, values: list[int]) -> None:
        assert total(map(Amount.of, values)) == Amount.of(sum(values))

    @given(st.lists(any_amounts), st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, parts: list[Amount | None], random: object) -> None:
        shuffled = list(parts)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert total(shuffled) == total(parts)

    @given(st.lists(held_amounts), st.sampled_from([C, LOW]))
    def test_a_hidden_part_makes_a_lower_bound(self, parts: list[Amount], hidden: Amount) -> None:
        result = total([*parts, hidden])
        assert result == Amount.at_least(known_minimum(parts))

    @given(st.lists(counts), st.lists(counts, min_size=1))
    def test_the_bound_holds_whatever_the_hidden_numbers_are(
        self, known: list[int], hidden: list[int]
    ) -> None:
        result = total([*map(Amount.of, known), *(C for _ in hidden)])
        assert result is not None
        assert result.value is not None
        assert result.is_lower_bound
        assert result.value <= sum(known) + sum(hidden)

    @given(st.lists(any_amounts), st.sampled_from([X, None]))
    def test_a_missing_part_leaves_no_number(
        self, parts: list[Amount | None], missing: Amount | None
    ) -> None:
        result = total([*parts, missing])
        assert result is None or result == X

    @given(st.lists(any_amounts, min_size=1))
    def test_a_cell_that_cannot_exist_changes_nothing(self, parts: list[Amount | None]) -> None:
        assert total([*parts, Z]) == total(parts)

    @given(st.lists(held_amounts, min_size=1), st.lists(held_amounts, min_size=1))
    def test_adding_up_in_steps_gives_the_same(self, some: list[Amount], others: list[Amount]) -> None:
        assert total([total(some), total(others)]) == total([*some, *others])

    @given(st.lists(any_amounts))
    def test_a_total_is_exact_only_if_every_part_is(self, parts: list[Amount | None]) -> None:
        result = total(parts)
        if result is not None and result.exact is not None:
            assert all(part is not None and (part == Z or part.exact is not None) for part in parts)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount.of(Decimal("697.000")), "697"),
        (Amount.of(1_000), "1000"),
        (Amount.of(Decimal("57.45")), "57.45"),
        (Amount.at_least(6), "at least 6"),
        (Amount.marked(Marker.SUPPRESSED), "[c]"),
        (Amount.marked(Marker.NOT_APPLICABLE), "[z]"),
    ],
)
def test_an_amount_in_the_words_of_messages_to_staff(amount: Amount, words: str) -> None:
    assert str(amount) == words
