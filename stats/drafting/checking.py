"""What is noticed in a draft while it is typed. Nothing is corrected, and a draft is saved all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stats.analysis.figures import PublishedFigure, SourceRef
from stats.analysis.values import value_of
from stats.calculations.amounts import Amount, Marker
from stats.calculations.reconciliation import Finding, SumRule, discrepancies, reconcile
from stats.calculations.reconciliation import check as check_sum
from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.layouts import Table
from stats.catalogue.measures import CellKey
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.drafting.content import DraftContent, content_of, tables_of
from stats.drafting.parsing import DraftProblems, parse, sort_problems
from stats.drafting.plausibility import (
    Noticed,
    noticed_in_cells,
    noticed_in_dashes,
    noticed_in_data,
)
from stats.loading import checks
from stats.loading.existing import Existing
from stats.loading.normalise import SourceKey
from stats.models import Area, Draft
from stats.queries.populations import fetch_populations


@dataclass(frozen=True, slots=True)
class RateCheck:
    """What the rate that is `printed` should be, in words. `agrees` is None where nothing can be compared."""

    cell_id: str
    printed: str
    agrees: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """`problems` must be mended before publishing; `differences` are the printed totals that need a public
    note if they stay, by cell id, each with its sentence. `sums` has every total, printed or not yet, by
    table code and cell id: a grand total has two findings, down its column and along its row."""

    problems: DraftProblems
    sums: Mapping[tuple[str, str], Sequence[Finding[CellKey]]]
    rate: RateCheck | None
    noticed: tuple[Noticed, ...]
    differences: Mapping[str, str]


def check_draft(draft: Draft, *, with_rate: bool = True) -> DraftCheck:
    """Everything noticed in what the draft holds."""
    return check(draft.area, draft.year, content=content_of(draft), with_rate=with_rate)


def check(area: Area, year: ReportingYear, *, content: DraftContent, with_rate: bool = True) -> DraftCheck:
    """Everything noticed in the texts of those cells. Four queries, however many cells there are; three
    without the rate.

    Raises NotACellError for an id that is none.
    """
    content = content.cleaned()
    entries, unreadable = parse(area, year, content=content)
    _, unfit = checks.check(entries, existing=Existing.read())
    problems = sort_problems([*unreadable, *unfit], content=content)
    amounts = {
        cell_key(id_): entry.amount.amount
        for entry in entries
        if entry.amount is not None and (id_ := entry.raw.where.sheet) not in problems.cells
    }
    tables = tables_of(area, year, divisions=content.divisions)
    cannot_exist = {key for table in tables for key in table.cells_that_cannot_exist()}
    # Some reports print a dash there and some leave the cell out: it adds nothing either way.
    dashes = dict.fromkeys(cannot_exist, Amount.marked(Marker.NOT_APPLICABLE))
    sums, differences = _added_up(tables, dashes | amounts, year=year)
    rate = _check_rate(area, year, amounts, source=content.source) if with_rate else None
    return DraftCheck(
        problems=problems,
        sums=sums,
        rate=rate,
        noticed=(
            *(Noticed("total", words, (id_,)) for id_, words in differences.items()),
            *_noticed_in_rate(rate),
            *noticed_in_cells(tables, amounts, content=content, year=year),
            *noticed_in_dashes(tables, amounts, year=year),
            *noticed_in_data(area, year, amounts, source=content.source),
        ),
        differences=differences,
    )


def _added_up(
    tables: Sequence[Table], amounts: Mapping[CellKey, Amount], *, year: ReportingYear
) -> tuple[dict[tuple[str, str], list[Finding[CellKey]]], dict[str, str]]:
    """Every total's findings; and one sentence for each printed error: a total that fails only because of
    another is not told again."""
    sums: dict[tuple[str, str], list[Finding[CellKey]]] = defaultdict(list)
    sentences: dict[str, str] = {}
    for table in tables:
        rules = [SumRule(total=total.total, parts=total.parts, name=total.name) for total in table.totals]
        for rule in rules:
            sums[table.code, cell_id(rule.total)].append(check_sum(rule, cells=amounts))
        for finding in discrepancies(reconcile(amounts, [rule for rule in rules if rule.total in amounts])):
            parts = ", ".join("nothing" if part is None else str(part) for part in finding.parts)
            sentences.setdefault(
                cell_id(finding.rule.total),
                f"“{table.title_for(year)}”: the total “{finding.rule.name}” is printed as "
                f"{finding.printed}; its parts ({parts}) make {finding.computed}.",
            )
    return sums, sentences


def _noticed_in_rate(rate: RateCheck | None) -> Iterator[Noticed]:
    if rate is not None and rate.agrees is False:
        words = f"The printed rate is {rate.printed}. {rate.words} Look for a misprint in either."
        yield Noticed("rate", words, (rate.cell_id,))


def _check_rate(
    area: Area, year: ReportingYear, amounts: Mapping[CellKey, Amount], *, source: SourceKey
) -> RateCheck | None:
    """The printed rate beside the one that count and population give; without a population, the population
    that count and printed rate imply."""
    indicator = catalogue().rate
    document = SourceRef(0, source.kind, source.title, source.url)
    held = {
        key: PublishedFigure(area.slug, year, key, amount, str(amount), document, page="", preferred=True)
        for key in indicator.cells
        if (amount := amounts.get(key)) is not None and amount.exact is not None
    }
    if not held or indicator.printed is None:
        return None
    value = value_of(
        indicator, area_slug=area.slug, year=year, held=held, populations=fetch_populations(years=[year])
    )
    agrees, words = None, "Nothing to compare the rate with is held."
    if value.computed is not None and value.denominator is not None:
        agrees = None if not value.is_printed else not value.printed_differs
        made = f"{value.computed:,.1f} per 100,000"
        words = f"{value.numerator:,f} among {value.denominator:,f} people make {made}."
    elif value.is_implied:
        words = (
            f"With {value.numerator:,f} registered sexual offenders this rate implies about "
            f"{value.denominator:,f} people."
        )
    printed = amounts.get(indicator.printed)
    return RateCheck(cell_id(indicator.printed), "" if printed is None else str(printed), agrees, words)
