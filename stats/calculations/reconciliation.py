"""Do the printed totals add up, and if not, which printed total is the odd one out?

A rule says that one cell is the sum of others. Checking a rule never changes a number: it sets what is
printed beside what the parts make. One misprinted total breaks each rule it stands in, so a finding that
another finding explains is folded into it as confirming evidence, and a reader sees one finding for one
printed error.

Nothing here undoes a suppression: where a part or a printed total is suppressed no difference is given,
because the difference would be the hidden number, or all but.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from stats.calculations.amounts import Amount, Marker, Qualifier, known_minimum, total

K = TypeVar("K", bound=Hashable)

Correction = tuple[K, Decimal]
"""A cell and the value it would have to have."""


@dataclass(frozen=True, slots=True)
class SumRule(Generic[K]):
    """The cell `total` is the sum of the cells `parts`. `name` is for people."""

    total: K
    parts: tuple[K, ...]
    name: str

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError(f"The rule {self.name!r} has no parts.")
        if len({self.total, *self.parts}) != len(self.parts) + 1:
            raise ValueError(f"The rule {self.name!r} names a cell twice.")

    @property
    def cells(self) -> frozenset[K]:
        """The total and its parts."""
        return frozenset((self.total, *self.parts))


class Outcome(StrEnum):
    """What checking one rule showed."""

    AGREES = "agrees"
    DIFFERS = "differs"
    WITHIN_BOUND = "within bound"
    """The parts make a bound (one is suppressed), or the printed total is one, and both can be true."""
    CANNOT_CHECK = "cannot check"
    """A part or the total is not held, not available or suppressed, and what is held contradicts nothing."""


@dataclass(frozen=True, slots=True)
class Finding(Generic[K]):
    """One rule checked.

    `printed` is the total as printed, `parts` the parts as printed in the rule's order, `computed` what the
    parts make. `difference` is printed minus computed, and only where both are exact and differ: above zero
    where the printed total is the larger. Where `computed` is a lower bound above the printed total the
    rule certainly fails, by an unknown amount. `consequences` are rules that fail only because this printed
    total is wrong: each agrees once the total is replaced by `computed`.
    """

    rule: SumRule[K]
    outcome: Outcome
    printed: Amount | None
    computed: Amount | None
    parts: tuple[Amount | None, ...]
    difference: Decimal | None = None
    consequences: tuple[Finding[K], ...] = ()


def reconcile(cells: Mapping[K, Amount | None], rules: Sequence[SumRule[K]]) -> tuple[Finding[K], ...]:
    """Check every rule: one finding each, in the order of the rules, but for those folded into another.

    A cell that is absent from `cells` is not held. Rules that agree are findings too; `discrepancies` picks
    those that differ.

    Folding (`Finding.consequences`) asks for an explanation by a single cell. A failing rule U is folded
    into a failing rule R when the total of R, replaced by what R's parts make, makes U agree and breaks no
    rule that holds; when no other cell that R and U share would do as well; and when no other finding
    explains U, nor anything else R. If two printed errors meet in U, so that only replacing all the wrong
    totals in it at once makes it agree, U is a consequence of each of them. Rules that share a wrong total,
    one adding up by level and one by category, are one finding if both make the same sum: the first rule
    given leads. In every other case two failing rules stay two findings: the arithmetic cannot tell which
    cell is wrong, and is not made to guess.

    Raises ValueError if two rules have the same total and the same parts, since the second would seem to
    confirm the first.
    """
    if len({(rule.total, frozenset(rule.parts)) for rule in rules}) != len(rules):
        raise ValueError("Two rules say the same: the same total of the same parts.")
    return _Table(cells, tuple(check(rule, cells=cells) for rule in rules)).folded()


def discrepancies(findings: Iterable[Finding[K]]) -> tuple[Finding[K], ...]:
    """The findings whose printed total certainly differs from its parts."""
    return tuple(finding for finding in findings if finding.outcome is Outcome.DIFFERS)


def check(rule: SumRule[K], *, cells: Mapping[K, Amount | None]) -> Finding[K]:
    """Check one rule on its own.

    Parts that are `[z]` contribute nothing. A part that is not held, or `[x]`, makes the rule impossible to
    check, with one exception: where the parts that *are* held already exceed an exact printed total the rule
    fails for certain, because no count is negative, and `computed` is then their sum as a lower bound. A
    bound or a rounded number differs only where no number could be both (`Amount.may_be`). A printed total
    that is suppressed is never set beside its parts: `computed` is None.
    """
    printed = cells.get(rule.total)
    parts = tuple(cells.get(part) for part in rule.parts)
    outcome, computed = _compare(printed, parts)
    total_printed = printed.exact if printed else None
    total_made = computed.exact if computed else None
    difference = None
    if outcome is Outcome.DIFFERS and total_printed is not None and total_made is not None:
        difference = total_printed - total_made
    return Finding(rule, outcome, printed, computed, parts, difference)


def _compare(printed: Amount | None, parts: tuple[Amount | None, ...]) -> tuple[Outcome, Amount | None]:
    computed = total(parts)
    if printed is None or printed.value is None:
        return _compare_without_number(printed, computed=computed)
    if computed is None or computed.marker is Marker.NOT_AVAILABLE:
        least = Amount.at_least(known_minimum(parts))
        return (Outcome.CANNOT_CHECK, computed) if least.may_be(printed) else (Outcome.DIFFERS, least)
    # Parts that are all [z] compute to [z] and add up to 0: a printed 0 agrees, and nothing else does.
    made = Amount.of(0) if computed.value is None else computed
    if not made.may_be(printed):
        # How far a sum of rounded parts may be off, nobody knows.
        return (Outcome.CANNOT_CHECK if made.qualifier is Qualifier.ABOUT else Outcome.DIFFERS), computed
    if made.exact is not None and printed.exact is not None:
        return Outcome.AGREES, computed
    if made.exact is not None or printed.exact is not None:
        return Outcome.WITHIN_BOUND, computed
    return Outcome.CANNOT_CHECK, computed


def _compare_without_number(
    printed: Amount | None, *, computed: Amount | None
) -> tuple[Outcome, Amount | None]:
    if printed is not None and printed.marker in (Marker.SUPPRESSED, Marker.LOW):
        return Outcome.CANNOT_CHECK, None
    if printed is not None and printed.marker is Marker.NOT_APPLICABLE and computed is not None:
        if computed == printed:
            return Outcome.AGREES, computed
        if computed.value is not None and computed.value > 0:
            return Outcome.DIFFERS, computed
    return Outcome.CANNOT_CHECK, computed


class _Table(Generic[K]):
    """The checked rules of one table, and which failing rules explain which others.

    Rules are known by their place. `own` has, of each failing rule, the correction of its total that makes
    it agree, where that is known.
    """

    def __init__(self, cells: Mapping[K, Amount | None], findings: tuple[Finding[K], ...]) -> None:
        self.cells = cells
        self.findings = findings
        self.failing = [at for at, finding in enumerate(findings) if finding.outcome is Outcome.DIFFERS]
        own = {at: self._mend(at, findings[at].rule.total) for at in self.failing}
        self.own = {at: correction for at, correction in own.items() if correction is not None}

    def folded(self) -> tuple[Finding[K], ...]:
        """The findings with consequences folded in, in the order of the rules."""
        roots = self._roots()
        return tuple(
            replace(
                finding,
                consequences=tuple(self.findings[other] for other, leaders in roots.items() if at in leaders),
            )
            for at, finding in enumerate(self.findings)
            if at not in roots
        )

    def _roots(self) -> dict[int, frozenset[int]]:
        """For each failing rule that others explain, the rules it is a consequence of."""
        leader: dict[Correction[K], int] = {}
        for at, correction in self.own.items():
            leader.setdefault(correction, at)
        single = {at: self._single_explanations(at) for at in self.failing}
        joint = {at: self._joint_explanation(at) for at in self.failing if not single[at]}
        supported = frozenset[Correction[K]]().union(*single.values(), *joint.values())
        roots: dict[int, frozenset[int]] = {}
        for at in self.failing:
            explanations = single[at] if len(single[at]) == 1 else joint.get(at, frozenset())
            leaders = frozenset(leader[explanation] for explanation in explanations)
            # A rule that itself explains another is not explained away, unless by the very same correction.
            own = self.own.get(at)
            explains_another = own in supported and own not in explanations
            is_undisputed = all(single[root] <= {self.own[root]} for root in leaders)
            if leaders and at not in leaders and is_undisputed and not explains_another:
                roots[at] = leaders
        return roots

    def _single_explanations(self, at: int) -> frozenset[Correction[K]]:
        """The corrections of other failing rules' totals that each alone make this rule agree."""
        cells = self.findings[at].rule.cells
        explanations = set()
        for other, correction in self.own.items():
            if other == at or correction[0] not in cells:
                continue
            mending = [
                candidate
                for cell in cells & self.findings[other].rule.cells
                if (candidate := self._mend(other, cell)) is not None and self._explains(at, {candidate})
            ]
            if mending == [correction]:
                explanations.add(correction)
        return frozenset(explanations)

    def _joint_explanation(self, at: int) -> frozenset[Correction[K]]:
        """The corrections of all the failing totals in this rule, if together they make it agree."""
        in_rule = self.findings[at].rule.cells
        corrections = {
            correction for other, correction in self.own.items() if other != at and correction[0] in in_rule
        }
        cells = {cell for cell, _value in corrections}
        if len(cells) < 2 or len(cells) != len(corrections) or not self._explains(at, corrections):
            return frozenset()
        return frozenset(corrections)

    def _mend(self, at: int, cell: K) -> Correction[K] | None:
        """What `cell` alone would have to be for this failing rule to agree; None if nothing would do."""
        finding = self.findings[at]
        amount = self.cells.get(cell)
        if amount is None or amount.exact is None or finding.difference is None:
            return None
        is_total = cell == finding.rule.total
        value = amount.exact - finding.difference if is_total else amount.exact + finding.difference
        return (cell, value) if value >= 0 else None

    def _explains(self, at: int, corrections: Collection[Correction[K]]) -> bool:
        """Whether the corrections make this rule agree, and break no rule that does not fail now."""
        corrected = {cell: Amount.of(value) for cell, value in corrections}
        cells = {**self.cells, **corrected}
        if check(self.findings[at].rule, cells=cells).outcome is not Outcome.AGREES:
            return False
        return not any(
            check(finding.rule, cells=cells).outcome is Outcome.DIFFERS
            for finding in self.findings
            if finding.outcome is not Outcome.DIFFERS and not finding.rule.cells.isdisjoint(corrected)
        )
