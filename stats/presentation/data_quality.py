"""The data quality page in words: differences, conflicts, rates and notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from itertools import groupby

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stats.analysis.figures import AreaRef, PublishedFigure, SourceRef
from stats.analysis.tables.conflicts import Conflict
from stats.analysis.tables.reconciliation import Check, RateDifference
from stats.catalogue.notes import NoteKind
from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.presentation.area.printed_tables import difference, workings
from stats.presentation.components.cells import area_year_url, given_numbers
from stats.presentation.components.page_links import PageLinks
from stats.presentation.components.tables import (
    Cell,
    Column,
    Table,
    TableRow,
    drawn,
    link,
    number_columns,
    place_cell,
    words_cell,
)
from stats.presentation.text import numbers, words
from stats.queries.pages.data_quality import DataQualityPage, Remark
from stats.queries.paging import Pages


@dataclass(frozen=True, slots=True)
class Contents:
    """One of the lists: how many rows it has in all, and the page on which it begins."""

    title: str
    rows: int
    page: int
    url: str

    @property
    def elsewhere(self) -> str:
        text = ngettext("%(rows)s, on page %(page)s", "%(rows)s, from page %(page)s", self.rows)
        return text % {"rows": numbers.number(self.rows), "page": self.page}


@dataclass(frozen=True)
class QualityText:
    """One page of the lists, which follow one another."""

    page: DataQualityPage
    number: int = 1

    @cached_property
    def pages(self) -> Pages:
        """Raises ValueError where there is no page of that number."""
        found = self.page.pages(self.number)
        if found is None:
            raise ValueError(self.number)
        return found

    @cached_property
    def page_links(self) -> PageLinks:
        return PageLinks(self.number, self.pages.last, reverse("data-quality"))

    @cached_property
    def contents(self) -> dict[str, Contents]:
        """The lists by their ids on the page."""
        lists = zip(_titles().items(), self.pages.lengths, strict=True)
        return {
            name: Contents(title, rows, page, f"{self.page_links.url(page)}#{name}")
            for place, ((name, title), rows) in enumerate(lists)
            for page in (self.pages.begins(place),)
        }

    @property
    def lead(self) -> str:
        """How many printed totals agree with their parts."""
        if not self.page.checked:
            return _("No printed total could be checked yet.")
        differ = len(self.page.differences) + len(self.page.explained)
        said = {
            "checked": numbers.number(self.page.checked),
            "agree": numbers.number(self.page.checked - differ),
            "differ": numbers.number(differ),
            "explained": numbers.number(len(self.page.explained)),
        }
        if not differ:
            return _("All %(checked)s printed totals that can be checked add up.") % said
        if not self.page.explained:
            text = ngettext(
                "Of %(checked)s printed totals that can be checked, %(agree)s add up and %(differ)s does "
                "not.",
                "Of %(checked)s printed totals that can be checked, %(agree)s add up and %(differ)s do not.",
                differ,
            )
        else:
            text = ngettext(
                "Of %(checked)s printed totals that can be checked, %(agree)s add up and %(differ)s does "
                "not. Its source explains it.",
                "Of %(checked)s printed totals that can be checked, %(agree)s add up and %(differ)s do not. "
                "The source explains %(explained)s of the %(differ)s.",
                differ,
            )
        return text % said

    @cached_property
    def differences(self) -> Table | None:
        caption = _("Printed totals that do not add up, without a known reason")
        return _differences_table(self.page.differences[self.pages.part(0)], caption=caption)

    @cached_property
    def explained(self) -> Table | None:
        caption = _("Printed totals that do not add up for a reason that the source gives")
        return _differences_table(self.page.explained[self.pages.part(1)], caption=caption)

    @cached_property
    def conflicts(self) -> Table | None:
        """The number shown, those that give way to it, and why."""
        return _quality_table(
            (
                Column(_("Figure"), cells="place"),
                *(Column(head, cells="remarks") for head in (_("Shown"), _("Also published"), _("Why"))),
            ),
            (
                _conflict_row(conflict, area=area)
                for area, conflict in self.page.conflicts[self.pages.part(2)]
            ),
            caption=_("Figures that sources give differently"),
        )

    @cached_property
    def rates(self) -> Table | None:
        """Printed rates that count and population do not round to."""
        return _quality_table(
            (
                Column(_("Area and year"), cells="place"),
                *number_columns((_("Printed"), _("Worked out"))),
                Column(_("What that means"), cells="remarks remarks--alone"),
                Column(_("Source"), cells="words"),
            ),
            (_rate_row(rate) for rate in self.page.rates[self.pages.part(3)]),
            caption=_("Printed rates, and the rates from count and population"),
        )

    @cached_property
    def unusual(self) -> list[RemarkText]:
        """Figures that are as published, and unlike the years beside them."""
        return list(map(RemarkText, self.page.remarks[: self.page.unusual][self.pages.part(4)]))

    @cached_property
    def other_remarks(self) -> list[tuple[str, list[RemarkText]]]:
        """Remarks by the titles of their kinds."""
        titles: dict[str, str] = {
            NoteKind.DEFINITION: _("Figures that count something slightly different"),
            NoteKind.INFERRED: _("Figures whose year, area or level was worked out, not read"),
            NoteKind.BASE: _("Which population a printed rate rests on"),
            NoteKind.SECOND_HAND: _("Figures that a source took from another"),
        }
        here = self.page.remarks[self.page.unusual :][self.pages.part(5)]
        return [
            (titles[kind], list(map(RemarkText, remarks)))
            for kind, remarks in groupby(here, key=lambda remark: remark.kind)
        ]


@dataclass(frozen=True)
class RemarkText:
    """What a note says, with its area and year as a link, and the figures that it speaks of."""

    remark: Remark

    @property
    def place(self) -> SafeString:
        return _place(self.remark.area, self.remark.year)

    @property
    def cells(self) -> list[str]:
        return list(dict.fromkeys(map(words.cell, self.remark.cells)))


def _titles() -> dict[str, str]:
    """The lists by their ids on the page, as DataQualityPage.pages has them."""
    return {
        "differences": _("Printed totals that do not add up"),
        "explained": _("Differences that the source explains"),
        "conflicts": _("Where sources disagree"),
        "rates": _("Printed rates that do not fit"),
        "unusual": _("Unusual, and as published"),
        "notes": _("Notes on single figures"),
    }


def difference_anchor(check: Check) -> str:
    """The id of a difference on the data quality page: `dorset-2014-15-levels_2_and_3-total-3-1f0a`.

    It must be the same next year, so it is made from the printed cell and its source's title and never
    from what the database numbers. The last four characters part two sources, or two measures, whose
    totals stand in one place of a table.
    """
    total = check.finding.rule.total
    apart = "|".join((total.measure, total.division, str(total.years_back), check.source.title))
    parts = (check.area_slug, check.year.label, check.table_code, total.category, total.level)
    return "-".join((*filter(None, parts), blake2s(apart.encode(), digest_size=2).hexdigest()))


def _differences_table(found: Iterable[tuple[AreaRef, Check]], *, caption: str) -> Table | None:
    columns = (
        Column(_("Printed total"), cells="place"),
        *number_columns((_("Printed"), _("Parts add up to"), _("Difference"))),
        Column(_("What is known"), cells="remarks remarks--alone"),
    )
    return _quality_table(columns, (_difference_row(area, check) for area, check in found), caption=caption)


def _quality_table(columns: tuple[Column, ...], rows: Iterable[TableRow], *, caption: str) -> Table | None:
    """None without any row."""
    told = tuple(rows)
    return Table(columns, told, caption=caption, classes="turns table--words") if told else None


def _difference_row(area: AreaRef, check: Check) -> TableRow:
    """A printed total that its parts do not make, what confirms it and the reason."""
    finding = check.finding
    told = difference(check, note_id="")
    printed, made = (
        "" if total is None else numbers.amount(total) for total in (finding.printed, finding.computed)
    )
    return TableRow(
        place_cell(
            _place(area, check.year, table=check.table_code),
            text=f"{check.table_title}: {capfirst(finding.rule.name)}",
        ),
        (
            Cell(format_html('<span class="differs">{}</span>', printed)),
            Cell(format_html('<b>{}</b><br><span class="source">{}</span>', made, workings(finding))),
            Cell(_("not known") if finding.difference is None else numbers.number(abs(finding.difference))),
            _remarks_cell(filter(None, (told.confirmed, told.reason)), sources=(check.source,)),
        ),
        id=difference_anchor(check),
    )


def _remarks_cell(remarks: Iterable[str], *, sources: Iterable[SourceRef] = ()) -> Cell:
    """Sentences: what confirms a number, why another is preferred; and sources."""
    return Cell(drawn("remarks", remarks=remarks, sources=sources))


def _place(area: AreaRef, year: ReportingYear, *, table: str = "") -> SafeString:
    """An area and year, as a link to the page that shows the figure."""
    url = area_year_url(area, year=year)
    text = _("%(area)s, %(year)s") % {"area": area.name, "year": year}
    return link(text, url=f"{url}#{table}" if table and not area.is_nation else url)


def _conflict_row(conflict: Conflict, *, area: AreaRef) -> TableRow:
    shown, *others = given_numbers(conflict.figures)
    remarks = (*why_preferred(conflict), *dict.fromkeys(note.text for note in conflict.notes))
    return TableRow(
        place_cell(_place(area, conflict.year), text=words.cell(conflict.cell)),
        (
            Cell(drawn("published", figures=[shown])),
            Cell(drawn("published", figures=others)),
            _remarks_cell(remarks),
        ),
    )


def why_preferred(conflict: Conflict) -> tuple[str, ...]:
    """The rules of preference that this conflict met, and the reason that the catalogue gives."""
    if conflict.reason:
        return (conflict.reason,)
    first, *others = conflict.figures
    kind = first.source.kind
    sentences = []
    if any(one.source.kind != kind for one in others):
        sentences.append(catalogue().source_kinds[kind].preferred)
    alike = [one for one in others if one.source.kind == kind and one.amount != first.amount]
    sentences += [_among_one_kind(first, other) for other in alike]
    return tuple(filter(None, dict.fromkeys(sentences)))


def _among_one_kind(first: PublishedFigure, other: PublishedFigure) -> str:
    """Which rule of stats.loading.preference told the two apart."""
    if other.amount.qualifier and not first.amount.qualifier:
        return _("An exact number is preferred to a bound or a rounded one.")
    if other.source.standing and not first.source.standing:
        return _("A copy, a part of a document and a count from elsewhere give way to others of their kind.")
    return _("Of sources of one kind the newer is preferred.")


def _rate_row(rate: RateDifference) -> TableRow:
    value = rate.value
    printed = "" if value.amount is None else numbers.as_published(value.amount)
    computed = "" if value.computed is None else numbers.number(value.computed, places=1)
    told = _(
        "The source prints a rate of %(printed)s. A count of %(count)s and the population (%(population)s) "
        "give %(computed)s."
    ) % {
        "printed": printed,
        "count": "" if value.numerator is None else numbers.number(value.numerator),
        "population": words.denominator(value, year=rate.year),
        "computed": computed,
    }
    return TableRow(
        Cell(_place(rate.area, rate.year)),
        (
            Cell(printed),
            Cell(computed),
            words_cell(told),
            _remarks_cell((), sources=value.sources),
        ),
    )
