"""What is noticed in a draft while it is typed. Nothing is corrected, and a draft is saved all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from stats.calculations import rates
from stats.calculations.amounts import Amount, Marker
from stats.calculations.reconciliation import Outcome, SumRule, discrepancies, reconcile
from stats.calculations.reconciliation import check as check_sum
from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.entries import Problems, entries, sorted_out
from stats.drafting.noticing import Noticed, noticed_in_cells, noticed_in_data
from stats.drafting.typed import Typed, layout_of, tables_of
from stats.loading import checks
from stats.loading.existing import Existing
from stats.loading.normalise import Entry, SourceKey
from stats.models import Area, PopulationEstimate

PER = 100_000


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A printed total and what its parts make. A grand total has two: down its column and along its row.

    `printed` and `computed` are texts, empty where nothing is typed or nothing can be said.
    """

    cell_id: str
    table: str
    name: str
    parts: tuple[str, ...]
    printed: str
    computed: str
    difference: str
    outcome: Outcome

    @property
    def differs(self) -> bool:
        return self.outcome is Outcome.DIFFERS

    @property
    def agrees(self) -> bool:
        return self.outcome is Outcome.AGREES


@dataclass(frozen=True, slots=True)
class RateCheck:
    """The printed rate beside the one that count and population give; without a population, the population
    that count and printed rate imply. `agrees` is None where nothing can be compared. `words` says it."""

    cell_id: str
    printed: str
    computed: str
    population: str
    implied_population: str
    agrees: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """`problems` must be mended before publishing; `differences` are the printed totals that need a public
    note if they stay, by cell id, each with its sentence."""

    problems: Problems
    sums: tuple[SumCheck, ...]
    rate: RateCheck | None
    noticed: tuple[Noticed, ...]
    differences: Mapping[str, str]

    @property
    def is_whole(self) -> bool:
        return not self.problems


def check(
    area: Area,
    year: ReportingYear,
    *,
    source: SourceKey,
    cells: Mapping[str, str],
    pages: Mapping[str, str] | None = None,
) -> DraftCheck:
    """Everything noticed in the texts of those cells. About seven queries, however many cells there are.

    Raises NotACellError for an id that is none.
    """
    typed = Typed(source, cells, pages or {}).cleaned()
    read, found = entries(area, year, typed=typed, name=f"{area.name} {year}")
    _, more = checks.check(read, existing=Existing.read())
    problems = sorted_out([*found, *more], typed=typed)
    amounts = amounts_of(read, problems=problems)
    tables = tables_of(layout_of(area, year), cells=typed.cells)
    differences = _differences(tables, amounts, year=year)
    return DraftCheck(
        problems=problems,
        sums=tuple(one for table in tables for one in _sums(table, amounts)),
        rate=_rate(area, year, amounts),
        noticed=(
            *(Noticed("total", words, (id_,)) for id_, words in differences.items()),
            *noticed_in_cells(tables, amounts, typed=typed, year=year),
            *noticed_in_data(area, year, amounts, source=typed.source),
        ),
        differences=differences,
    )


def amounts_of(read: Sequence[Entry], *, problems: Problems) -> dict[CellKey, Amount]:
    """The amounts of the cells that can be read, as the layout keys them."""
    return {
        cell_key(entry.raw.where.sheet): Amount.marked(Marker(entry.amount.marker))
        if entry.amount.value is None
        else Amount.of(entry.amount.value)
        for entry in read
        if entry.amount is not None and entry.raw.where.sheet not in problems.cells
    }


def _rules(table: Table) -> list[SumRule[CellKey]]:
    return [SumRule(total=one.total, parts=one.parts, name=one.name) for one in table.totals]


def _sums(table: Table, amounts: Mapping[CellKey, Amount]) -> list[SumCheck]:
    found = []
    for rule in _rules(table):
        finding = check_sum(rule, cells=amounts)
        difference = "" if finding.difference is None else f"{finding.difference.normalize():+,f}"
        found.append(
            SumCheck(
                cell_id=cell_id(rule.total),
                table=table.code,
                name=rule.name,
                parts=tuple(map(cell_id, rule.parts)),
                printed="" if finding.printed is None else str(finding.printed),
                computed="" if finding.computed is None else str(finding.computed),
                difference=difference,
                outcome=finding.outcome,
            )
        )
    return found


def _differences(
    tables: Sequence[Table], amounts: Mapping[CellKey, Amount], *, year: ReportingYear
) -> dict[str, str]:
    """One sentence for each printed error: a total that fails only because of another is not told again."""
    found: dict[str, str] = {}
    for table in tables:
        rules = [rule for rule in _rules(table) if rule.total in amounts]
        for finding in discrepancies(reconcile(amounts, rules)):
            parts = ", ".join("nothing" if part is None else str(part) for part in finding.parts)
            found.setdefault(
                cell_id(finding.rule.total),
                f"“{table.title_for(year)}”: the total “{finding.rule.name}” is printed as "
                f"{finding.printed}; its parts ({parts}) make {finding.computed}.",
            )
    return found


def _rate(area: Area, year: ReportingYear, amounts: Mapping[CellKey, Amount]) -> RateCheck | None:
    indicator = catalogue().rate
    rate_cell, (count_cell,) = indicator.printed, indicator.numerator
    if rate_cell is None:
        return None
    printed, count = _number(amounts.get(rate_cell)), _number(amounts.get(count_cell))
    if printed is None and count is None:
        return None
    population = _population(area, year)
    said = "" if printed is None else f"{printed:,f}"
    if count is not None and population is not None:
        computed = rates.rate(count, population=population)
        agrees = None if printed is None else rates.agrees_with_printed(computed, printed=printed)
        text = f"{computed:,.1f}"
        words = f"{count:,f} among {population:,} people make {text} per 100,000."
        return RateCheck(cell_id(rate_cell), said, text, f"{population:,}", "", agrees, words)
    if printed and count:
        implied = f"{rates.implied_population(count, rate=printed):,}"
        words = f"With {count:,f} registered sexual offenders this rate implies about {implied} people."
        return RateCheck(cell_id(rate_cell), said, "", "", implied, None, words)
    return RateCheck(cell_id(rate_cell), said, "", "", "", None, "Nothing to compare the rate with is held.")


def _number(amount: Amount | None) -> Decimal | None:
    return None if amount is None else amount.exact


def _population(area: Area, year: ReportingYear) -> int | None:
    base = catalogue().population_base(year)
    mid_year = base.mid_year(year) if base else None
    if base is None or base.age_band is None or mid_year is None:
        return None
    held = PopulationEstimate.objects.filter(area=area, mid_year=mid_year, age_band=base.age_band)
    return held.values_list("persons", flat=True).first()
