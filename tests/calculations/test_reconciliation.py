from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.calculations.amounts import Amount, Marker, Qualifier
from stats.calculations.reconciliation import Finding, Outcome, SumRule, check, discrepancies, reconcile

Cell = tuple[str, str]
"""Category and level."""

Z = Amount.marked(Marker.NOT_APPLICABLE)
C = Amount.marked(Marker.SUPPRESSED)
X = Amount.marked(Marker.NOT_AVAILABLE)
LOW = Amount.marked(Marker.LOW)


def table_rules(categories: Sequence[str], levels: Sequence[str]) -> list[SumRule[Cell]]:
    """Every sum a printed category by level table makes, rows first."""
    rules = [
        SumRule((category, "total"), tuple((category, level) for level in levels), f"category {category}")
        for category in [*categories, "total"]
    ]
    rules += [
        SumRule(("total", level), tuple((category, level) for category in categories), f"level {level}")
        for level in [*levels, "total"]
    ]
    return rules


RULES = table_rules("123", "23")


def level_2_3_table(*rows: tuple[int, ...]) -> dict[Cell, Amount]:
    return {
        (category, level): Amount.of(value)
        for level, row in zip(("2", "3", "total"), rows, strict=True)
        for category, value in zip(("1", "2", "3", "total"), row, strict=True)
    }


# Offenders managed at Levels 2 and 3 over 2014-15, as each area's annual report prints them.
DORSET = level_2_3_table((16, 14, 7, 37), (3, 4, 2, 7), (19, 18, 9, 46))
GREATER_MANCHESTER = level_2_3_table((39, 45, 44, 128), (12, 15, 8, 35), (51, 60, 62, 163))


class TestRealTables:
    def test_dorset_prints_7_at_level_3_where_its_categories_make_9(self) -> None:
        findings = reconcile(DORSET, RULES)
        [finding] = discrepancies(findings)
        assert finding.rule.name == "level 3"
        assert finding.printed == Amount.of(7)
        assert finding.parts == (Amount.of(3), Amount.of(4), Amount.of(2))
        assert finding.computed == Amount.of(9)
        assert finding.difference == -2
        [confirmed] = finding.consequences
        assert confirmed.rule.name == "category total"
        assert (confirmed.printed, confirmed.computed) == (Amount.of(46), Amount.of(44))
        assert len(findings) == len(RULES) - 1

    def test_greater_manchester_prints_62_in_category_3_where_its_levels_make_52(self) -> None:
        [finding] = discrepancies(reconcile(GREATER_MANCHESTER, RULES))
        assert finding.rule.name == "category 3"
        assert (finding.printed, finding.computed) == (Amount.of(62), Amount.of(52))
        assert finding.difference == 10
        [confirmed] = finding.consequences
        assert confirmed.rule.total == ("total", "total")
        assert (confirmed.printed, confirmed.computed) == (Amount.of(163), Amount.of(173))

    def test_the_order_of_the_rules_does_not_change_what_is_wrong(self) -> None:
        [finding] = discrepancies(reconcile(DORSET, RULES[::-1]))
        assert finding.rule.name == "level 3"
        assert [each.rule.name for each in finding.consequences] == ["category total"]

    def test_divisions_that_fall_short_of_their_area(self) -> None:
        """Greater Manchester's divisions make 2,631 and the area 2,662: the report explains the 31."""
        rule = SumRule("area", ("bolton and others", "wigan and others"), "divisions")
        cells = {
            "area": Amount.of(2662),
            "bolton and others": Amount.of(1000),
            "wigan and others": Amount.of(1631),
        }
        [finding] = reconcile(cells, [rule])
        assert (finding.outcome, finding.difference) == (Outcome.DIFFERS, Decimal(31))


RULE = SumRule("total", ("a", "b"), "a and b")


class TestOneRule:
    @pytest.mark.parametrize(
        ("printed", "a", "b", "outcome", "computed"),
        [
            (Amount.of(7), Amount.of(3), Amount.of(4), Outcome.AGREES, Amount.of(7)),
            (Amount.of(7), Amount.of(7), Z, Outcome.AGREES, Amount.of(7)),
            (Amount.of(8), Amount.of(7), Z, Outcome.DIFFERS, Amount.of(7)),
            (Z, Z, Z, Outcome.AGREES, Z),
            (Amount.of(0), Z, Z, Outcome.AGREES, Z),
            (Amount.of(3), Z, Z, Outcome.DIFFERS, Z),
            (Z, Amount.of(2), Z, Outcome.DIFFERS, Amount.of(2)),
            (Z, Amount.of(0), Z, Outcome.CANNOT_CHECK, Amount.of(0)),
            # A suppressed part: the sum is a lower bound, and only one above the printed total is wrong.
            (Amount.of(7), Amount.of(3), C, Outcome.WITHIN_BOUND, Amount.at_least(3)),
            (Amount.of(3), Amount.of(3), C, Outcome.WITHIN_BOUND, Amount.at_least(3)),
            (Amount.of(2), Amount.of(3), C, Outcome.DIFFERS, Amount.at_least(3)),
            (Amount.of(7), LOW, C, Outcome.WITHIN_BOUND, Amount.at_least(0)),
            (Amount.at_least(5), Amount.of(3), Amount.of(4), Outcome.WITHIN_BOUND, Amount.of(7)),
            (Amount.at_least(8), Amount.of(3), Amount.of(4), Outcome.DIFFERS, Amount.of(7)),
            (Amount.at_least(8), Amount.of(9), C, Outcome.CANNOT_CHECK, Amount.at_least(9)),
            # A missing part: nothing can be checked, unless what is held is already too much.
            (Amount.of(7), Amount.of(3), None, Outcome.CANNOT_CHECK, None),
            (Amount.of(7), Amount.of(3), X, Outcome.CANNOT_CHECK, X),
            (Amount.of(2), Amount.of(3), None, Outcome.DIFFERS, Amount.at_least(3)),
            (Amount.of(2), Amount.of(3), X, Outcome.DIFFERS, Amount.at_least(3)),
            (Amount.at_least(2), Amount.of(3), None, Outcome.CANNOT_CHECK, None),
            # No printed total to check against.
            (None, Amount.of(3), Amount.of(4), Outcome.CANNOT_CHECK, Amount.of(7)),
            (X, Amount.of(3), Amount.of(4), Outcome.CANNOT_CHECK, Amount.of(7)),
            # A suppressed total is not worked out from its parts.
            (C, Amount.of(3), Amount.of(4), Outcome.CANNOT_CHECK, None),
            (LOW, Amount.of(0), Amount.of(0), Outcome.CANNOT_CHECK, None),
        ],
    )
    def test_outcomes(
        self,
        printed: Amount | None,
        a: Amount | None,
        b: Amount | None,
        outcome: Outcome,
        computed: Amount | None,
    ) -> None:
        finding = check(RULE, cells={"total": printed, "a": a, "b": b})
        assert (finding.outcome, finding.computed) == (outcome, computed)
        assert (finding.printed, finding.parts) == (printed, (a, b))

    def test_a_cell_left_out_is_a_cell_not_held(self) -> None:
        cells = {"total": Amount.of(7), "a": Amount.of(3)}
        assert check(RULE, cells=cells) == check(RULE, cells={**cells, "b": None})

    @given(
        st.sampled_from([Amount.of(1), Amount.of(5), C, LOW, Z]),
        st.sampled_from([Amount.of(2), Amount.of(5), C, LOW]),
        st.sampled_from([Amount.of(0), Amount.of(4), Amount.of(10), C]),
    )
    def test_no_difference_is_given_where_a_number_is_hidden(
        self, a: Amount, b: Amount, printed: Amount
    ) -> None:
        finding = check(RULE, cells={"total": printed, "a": a, "b": b})
        if {C, LOW} & {a, b, printed}:
            assert finding.difference is None
            assert finding.computed is None or finding.computed.exact is None

    def test_a_rule_needs_parts(self) -> None:
        with pytest.raises(ValueError, match="no parts"):
            SumRule("total", (), "empty")

    @pytest.mark.parametrize("parts", [("a", "a"), ("a", "total")])
    def test_a_rule_names_each_cell_once(self, parts: tuple[str, ...]) -> None:
        with pytest.raises(ValueError, match="twice"):
            SumRule("total", parts, "repeated")

    def test_the_same_rule_twice_is_refused_because_it_would_confirm_itself(self) -> None:
        with pytest.raises(ValueError, match="same"):
            reconcile({}, [RULE, SumRule("total", ("b", "a"), "b and a")])


def amounts(**values: int) -> dict[str, Amount]:
    return {cell: Amount.of(value) for cell, value in values.items()}


class TestFolding:
    def test_an_ambiguous_pair_stays_two_findings(self) -> None:
        """Both rules fail by 1 and share `t` and `a`: either could be the misprint."""
        rules = [SumRule("t", ("a", "b"), "by b"), SumRule("t", ("a", "c"), "by c")]
        findings = reconcile(amounts(t=8, a=3, b=4, c=4), rules)
        assert [(each.rule.name, each.consequences) for each in findings] == [("by b", ()), ("by c", ())]

    def test_a_misprinted_part_in_the_middle_stays_two_findings(self) -> None:
        """A single inner cell breaks its row and its column; neither total is to blame."""
        cells = dict(DORSET)
        cells["total", "3"] = Amount.of(9)
        assert discrepancies(reconcile(cells, RULES)) == ()
        cells["2", "3"] = Amount.of(5)
        findings = discrepancies(reconcile(cells, RULES))
        assert [each.rule.name for each in findings] == ["category 2", "level 3"]
        assert not any(each.consequences for each in findings)

    def test_a_total_wrong_both_ways_is_one_finding(self) -> None:
        rules = [SumRule("t", ("a", "b"), "by level"), SumRule("t", ("c", "d"), "by category")]
        [finding] = reconcile(amounts(t=8, a=3, b=4, c=5, d=2), rules)
        assert finding.rule.name == "by level"
        assert [each.rule.name for each in finding.consequences] == ["by category"]

    def test_a_total_whose_two_sums_disagree_stays_two_findings(self) -> None:
        rules = [SumRule("t", ("a", "b"), "by level"), SumRule("t", ("c", "d"), "by category")]
        findings = reconcile(amounts(t=9, a=3, b=4, c=5, d=3), rules)
        assert [each.difference for each in findings] == [2, 1]

    def test_a_correction_that_breaks_another_rule_explains_nothing(self) -> None:
        rules = [
            SumRule("t", ("a", "b"), "t"),
            SumRule("g", ("t", "c"), "g"),
            SumRule("h", ("t", "d"), "h"),
        ]
        cells = amounts(t=8, a=3, b=4, c=1, g=8, d=2, h=10)
        assert len(discrepancies(reconcile(cells, rules))) == 2

    def test_a_finding_explained_by_either_of_two_stays_on_its_own(self) -> None:
        """`g` fails by 1, and so do both of its parts: only one of them can be the reason."""
        rules = [
            SumRule("s", ("a", "b"), "s"),
            SumRule("t", ("c", "d"), "t"),
            SumRule("g", ("s", "t"), "g"),
        ]
        findings = reconcile(amounts(a=1, b=1, s=3, c=1, d=1, t=3, g=5), rules)
        assert [each.rule.name for each in findings] == ["s", "t", "g"]
        assert not any(each.consequences for each in findings)

    def test_a_finding_that_explains_and_is_explained_stays_on_its_own(self) -> None:
        """In a chain q, r, u each link fails by 1: `q` or `r` is a misprint, and something else too."""
        rules = [
            SumRule("q", ("a", "b"), "q"),
            SumRule("r", ("q", "c"), "r"),
            SumRule("u", ("r", "d"), "u"),
        ]
        findings = reconcile(amounts(a=1, b=1, q=3, c=1, r=3, d=1, u=5), rules)
        assert len(findings) == 3
        assert not any(each.consequences for each in findings)

    def test_two_misprints_that_meet_are_two_findings_each_confirmed(self) -> None:
        cells = dict(DORSET)
        cells["total", "2"] = Amount.of(42)
        first, second = discrepancies(reconcile(cells, RULES))
        assert [first.rule.name, second.rule.name] == ["level 2", "level 3"]
        assert [each.rule.name for each in first.consequences] == ["category total"]
        assert first.consequences == second.consequences

    def test_a_total_that_may_be_either_of_two_values_confirms_nothing(self) -> None:
        """`s` should be 2 by one rule and 4 by another; with 2 and `t` put right `g` would agree."""
        rules = [
            SumRule("s", ("a", "b"), "s by level"),
            SumRule("s", ("c", "d"), "s by category"),
            SumRule("t", ("e", "f"), "t"),
            SumRule("g", ("s", "t"), "g"),
        ]
        findings = reconcile(amounts(a=1, b=1, c=2, d=2, s=3, e=1, f=1, t=3, g=4), rules)
        assert len(findings) == 4
        assert not any(each.consequences for each in findings)

    def test_a_hidden_part_explains_nothing(self) -> None:
        rules = [SumRule("t", ("a", "b"), "t"), SumRule("g", ("t", "c"), "g")]
        cells = {**amounts(t=2, a=3, g=4, c=1), "b": C}
        findings = reconcile(cells, rules)
        assert [each.outcome for each in findings] == [Outcome.DIFFERS, Outcome.DIFFERS]
        assert not any(each.consequences for each in findings)


@st.composite
def consistent_tables(draw: st.DrawFn) -> tuple[dict[Cell, Amount], list[SumRule[Cell]]]:
    """A table of 1 to 4 categories by 1 to 4 levels whose totals add up."""
    categories = "1234"[: draw(st.integers(min_value=1, max_value=4))]
    levels = "1234"[: draw(st.integers(min_value=1, max_value=4))]
    values = {
        (category, level): draw(st.integers(min_value=0, max_value=30))
        for category in categories
        for level in levels
    }
    for category in categories:
        values[category, "total"] = sum(values[category, level] for level in levels)
    for level in [*levels, "total"]:
        values["total", level] = sum(values[category, level] for category in categories)
    rules = table_rules(categories, levels)
    cells = {cell: Amount.of(value) for cell, value in values.items()}
    return cells, draw(st.permutations(rules))


def found(cells: Mapping[Cell, Amount], rules: Sequence[SumRule[Cell]]) -> tuple[Finding[Cell], ...]:
    return discrepancies(reconcile(cells, rules))


@given(consistent_tables())
def test_a_consistent_table_has_no_discrepancy(table: tuple[dict[Cell, Amount], list[SumRule[Cell]]]) -> None:
    cells, rules = table
    findings = reconcile(cells, rules)
    assert len(findings) == len(rules)
    assert {each.outcome for each in findings} == {Outcome.AGREES}


@given(consistent_tables(), st.data())
def test_a_single_misprinted_total_is_one_finding(
    table: tuple[dict[Cell, Amount], list[SumRule[Cell]]], data: st.DataObject
) -> None:
    cells, rules = table
    wrong = data.draw(st.sampled_from(sorted({rule.total for rule in rules})))
    right = cells[wrong]
    misprint = data.draw(st.integers(min_value=0, max_value=600).map(Amount.of).filter(lambda x: x != right))
    [finding] = found({**cells, wrong: misprint}, rules)
    assert finding.rule.total == wrong
    assert (finding.printed, finding.computed) == (misprint, right)
    touching = {rule.name for rule in rules if wrong in rule.cells}
    assert {finding.rule.name, *(each.rule.name for each in finding.consequences)} == touching


@given(consistent_tables(), st.data())
def test_a_suppressed_cell_never_makes_a_discrepancy_of_a_consistent_table(
    table: tuple[dict[Cell, Amount], list[SumRule[Cell]]], data: st.DataObject
) -> None:
    cells, rules = table
    hidden = data.draw(st.sets(st.sampled_from(sorted(cells))))
    masked = {cell: C if cell in hidden else amount for cell, amount in cells.items()}
    for finding in reconcile(masked, rules):
        assert finding.outcome is not Outcome.DIFFERS
        assert (finding.outcome is Outcome.AGREES) is not bool(finding.rule.cells & hidden)


@given(consistent_tables(), st.data())
def test_a_missing_cell_never_makes_a_discrepancy_of_a_consistent_table(
    table: tuple[dict[Cell, Amount], list[SumRule[Cell]]], data: st.DataObject
) -> None:
    cells, rules = table
    kept = data.draw(st.sets(st.sampled_from(sorted(cells))))
    assert found({cell: cells[cell] for cell in kept}, rules) == ()


@given(consistent_tables(), st.data())
def test_every_failing_rule_is_told_once_or_as_a_confirmation(
    table: tuple[dict[Cell, Amount], list[SumRule[Cell]]], data: st.DataObject
) -> None:
    """Whatever is misprinted, nothing is lost, nothing that agrees is told, and each order says the same."""
    cells, rules = table
    misprints = data.draw(
        st.dictionaries(st.sampled_from(sorted(cells)), st.integers(min_value=0, max_value=40).map(Amount.of))
    )
    printed = {**cells, **misprints}
    failing = {rule.name for rule in rules if check(rule, cells=printed).outcome is Outcome.DIFFERS}
    findings = found(printed, rules)
    leading = [each.rule.name for each in findings]
    confirming = [each.rule.name for finding in findings for each in finding.consequences]
    assert {*leading, *confirming} == failing
    assert not {*leading} & {*confirming}
    again = found(printed, sorted(rules, key=lambda rule: rule.name))
    wrong = {(each.rule.total, each.computed) for each in findings}
    assert {(each.rule.total, each.computed) for each in again} == wrong


class TestQualifiedTotals:
    """A printed bound is held against parts by what could be true of both."""

    @pytest.mark.parametrize(
        ("printed", "parts", "outcome"),
        [
            (Amount.of(10, Qualifier.FEWER_THAN), [7, 5], Outcome.DIFFERS),
            (Amount.of(13, Qualifier.FEWER_THAN), [7, 5], Outcome.WITHIN_BOUND),
            (Amount.of(12, Qualifier.MORE_THAN), [7, 5], Outcome.DIFFERS),
            (Amount.of(11, Qualifier.MORE_THAN), [7, 5], Outcome.WITHIN_BOUND),
            (Amount.of(10, Qualifier.ABOUT), [7, 5], Outcome.WITHIN_BOUND),
            (Amount.of(20, Qualifier.ABOUT), [7, 5], Outcome.DIFFERS),
        ],
    )
    def test_exact_parts(self, printed: Amount, parts: list[int], outcome: Outcome) -> None:
        cells = {"total": printed} | {str(n): Amount.of(part) for n, part in enumerate(parts)}
        finding = check(SumRule("total", ("0", "1"), "both"), cells=cells)
        assert finding.outcome is outcome
        assert finding.difference is None

    def test_a_sum_of_rounded_parts_contradicts_nothing(self) -> None:
        cells = {"total": Amount.of(340), "0": Amount.of(200, Qualifier.ABOUT), "1": Amount.of(130)}
        assert check(SumRule("total", ("0", "1"), "both"), cells=cells).outcome is Outcome.CANNOT_CHECK

    def test_an_exact_total_below_a_lower_bound_differs(self) -> None:
        cells = {"total": Amount.of(11_500), "0": Amount.of(11_000, Qualifier.MORE_THAN), "1": Amount.of(900)}
        assert check(SumRule("total", ("0", "1"), "both"), cells=cells).outcome is Outcome.DIFFERS

    def test_a_bound_that_is_passed_differs_though_a_part_is_not_held(self) -> None:
        cells = {"total": Amount.of(10, Qualifier.AT_MOST), "0": Amount.of(11)}
        finding = check(SumRule("total", ("0", "1"), "both"), cells=cells)
        assert finding.outcome is Outcome.DIFFERS
        assert finding.computed == Amount.at_least(11)
