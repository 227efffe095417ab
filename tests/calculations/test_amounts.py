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
        (Amount.of(1_000), "1,000"),
        (Amount.of(Decimal("57.45")), "57.45"),
        (Amount.at_least(6), "at least 6"),
        (Amount.marked(Marker.SUPPRESSED), "[c]"),
        (Amount.marked(Marker.NOT_APPLICABLE), "[z]"),
    ],
)
def test_an_amount_in_the_words_of_messages_to_staff(amount: Amount, words: str) -> None:
    assert str(amount) == words


EXACT, MORE, LEAST = Qualifier.EXACT, Qualifier.MORE_THAN, Qualifier.AT_LEAST
FEWER, MOST, ABOUT = Qualifier.FEWER_THAN, Qualifier.AT_MOST, Qualifier.ABOUT


class TestQualifiers:
    @pytest.mark.parametrize(
        ("qualifiers", "together"),
        [
            ([], EXACT),
            ([EXACT, EXACT], EXACT),
            ([EXACT, MORE], MORE),
            ([MORE, MORE], MORE),
            ([MORE, LEAST], LEAST),
            ([FEWER, EXACT, MOST], MOST),
            ([ABOUT, EXACT, ABOUT], ABOUT),
            ([MORE, FEWER], None),
            ([LEAST, MOST, EXACT], None),
            ([ABOUT, LEAST], None),
        ],
    )
    def test_together(self, qualifiers: list[Qualifier], together: Qualifier | None) -> None:
        assert combined(qualifiers) is together
        assert combined(reversed(qualifiers)) is together

    def test_more_than_11_000_and_more_than_1_000_make_more_than_12_000(self) -> None:
        """As the national report for 2007-08 prints Levels 2 and 3."""
        assert total([Amount.of(11_000, MORE), Amount.of(1_000, MORE)]) == Amount.of(12_000, MORE)

    @pytest.mark.parametrize(
        ("parts", "made"),
        [
            ([Amount.of(5, FEWER), Amount.of(3)], Amount.of(8, FEWER)),
            ([Amount.of(200, ABOUT), Amount.of(3)], Amount.of(203, ABOUT)),
            ([Amount.of(200, ABOUT), C], X),
            ([Amount.of(5, FEWER), C], X),
            ([Amount.of(5, MORE), C], Amount.of(5, LEAST)),
            ([Amount.of(5, MORE), Z], Amount.of(5, MORE)),
        ],
    )
    def test_sums(self, parts: list[Amount], made: Amount) -> None:
        assert total(parts) == made

    def test_what_is_divided_by_a_lower_bound_is_an_upper_bound(self) -> None:
        assert [one.turned for one in (EXACT, MORE, LEAST, FEWER, MOST, ABOUT)] == [
            *(EXACT, FEWER, MOST, MORE, LEAST, ABOUT)
        ]

    def test_a_marker_beside_a_qualifier_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no qualifier"):
            Amount(marker=Marker.LOW, qualifier=ABOUT)

    def test_an_unknown_qualifier_is_refused(self) -> None:
        with pytest.raises(ValueError, match="roughly"):
            Amount.of(5, "roughly")  # type: ignore[arg-type]

    def test_in_words(self) -> None:
        assert [str(Amount.of(11_000, one)) for one in (EXACT, MORE, ABOUT)] == [
            *("11,000", "more than 11,000", "about 11,000")
        ]

    @pytest.mark.parametrize(
        ("one", "other", "both_can_be"),
        [
            (Amount.of(31_300, MORE), Amount.of(31_392), True),
            (Amount.of(31_300, MORE), Amount.of(31_300), False),
            (Amount.of(31_300, LEAST), Amount.of(31_300), True),
            (Amount.of(31_300, MORE), Amount.of(31_200), False),
            (Amount.of(10, FEWER), Amount.of(10), False),
            (Amount.of(10, MOST), Amount.of(10), True),
            (Amount.of(10, MORE), Amount.of(10, FEWER), False),
            (Amount.of(9, MORE), Amount.of(20, FEWER), True),
            (Amount.of(64_300, ABOUT), Amount.of(64_325), True),
            (Amount.of(64_300, ABOUT), Amount.of(64_351), False),
            (Amount.of(77, ABOUT), Amount.of(Decimal("76.6")), True),
            (Amount.of(5), Amount.of(5), True),
            (Amount.of(5), Amount.of(6), False),
            (C, C, True),
            (C, Amount.of(5), False),
        ],
    )
    def test_whether_two_sources_can_both_be_right(
        self, one: Amount, other: Amount, *, both_can_be: bool
    ) -> None:
        assert one.may_be(other) is both_can_be
        assert other.may_be(one) is both_can_be
