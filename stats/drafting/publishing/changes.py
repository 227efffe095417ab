"""What publishing a draft would change for the public, cell by cell, against what is live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from stats.analysis.tables.printed_amounts import PrintedAmount
from stats.catalogue.cells import cell_id, cell_key
from stats.catalogue.measures import CellKey
from stats.drafting.beginning import with_link
from stats.drafting.content import DraftContent, content_of, states_of
from stats.drafting.parsing import parse, sort_problems
from stats.loading.existing import folded, source_key
from stats.loading.normalise import Entry, SourceKey
from stats.models import Draft, Figure, Source


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A part of the source, kind, title or url, that the public has as `old`."""

    part: str
    old: str
    new: str


class ChangeKind(TextChoices):
    ADDED = "added", _("new")
    CHANGED = "changed", _("a correction")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PAGE = "page", _("the page of the source alone")


@dataclass(frozen=True, slots=True)
class CellChange:
    """`old` and `new` are as printed, a marker in its shorthand; empty where there is none. Where only the
    page of the source is given anew they are the pages."""

    cell_id: str
    kind: ChangeKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`entries` are the draft's cells, without those that have a problem of their own; `new` is what each
    says.

    `gone` are the primary keys of public figures that the draft does not have, or has under another name of
    its source, which is then `old_source`; `was_public` says whether any of it was public before.
    """

    entries: Sequence[Entry]
    changes: tuple[CellChange, ...]
    source: tuple[SourceChange, ...]
    old_source: Source | None
    is_reordered: bool
    gone: frozenset[int]
    new: Mapping[CellKey, str]
    was_public: bool

    def __bool__(self) -> bool:
        """Whether publishing would change anything for the public."""
        return bool(self.changes or self.source or self.is_reordered)


def compared(draft: Draft) -> Comparison:
    """The cells that can be read, against the public figures of the draft's source; three queries."""
    content = content_of(draft)
    read, unreadable = parse(draft.area, draft.year, content=content)
    problems = sort_problems(unreadable, content=content)
    entries = [entry for entry in read if entry.raw.where.sheet not in problems.cells]
    new = {
        folded_key(cell_key(entry.raw.where.sheet)): (entry, entry.amount)
        for entry in entries
        if entry.amount is not None
    }
    source = with_link(content.source)
    figures = public_figures_of(draft)
    keys = {figure: printed_key(figure, start_year=draft.start_year) for figure in figures}
    renamed = [figure for figure in figures if source_key(figure.source) != source]
    current = [figure for figure in figures if source_key(figure.source) == source]
    earlier = {keys[figure]: figure for figure in (*renamed, *current)}
    had = _prior_keys_had(draft) if any(key.years_back for key in earlier) else frozenset()
    # Of the year before, only what this draft itself once had: its own report may have the same source.
    mine = {key: figure for key, figure in earlier.items() if not key.years_back or key in had or key in new}
    changes = [_change(entry, amount, mine.get(key)) for key, (entry, amount) in new.items()]
    lost = {key: figure for key, figure in mine.items() if key not in new}
    for key, figure in lost.items():
        lost_id = cell_id(replace(key, division=_division(figure)))
        changes.append(CellChange(lost_id, ChangeKind.WITHDRAWN, figure.as_printed, ""))
    moved = {figure for figure in renamed if not keys[figure].years_back or keys[figure] in had}
    return Comparison(
        entries=entries,
        changes=tuple(filter(None, changes)),
        source=_source_changes(moved, source=source),
        old_source=next((figure.source for figure in figures if figure in moved), None),
        is_reordered=_is_reordered(mine.values(), content=content),
        gone=frozenset(figure.pk for figure in {*lost.values(), *moved}),
        new={key: amount.as_printed for key, (_entry, amount) in new.items()},
        was_public=any(figure.report.start_year == draft.start_year for figure in figures),
    )


def changes_against(draft: Draft, *, figures: Iterable[Figure]) -> int:
    """How many cells publishing would change, and parts of the source, by the public figures of the draft's
    area and year. Those of the year before are left aside."""
    content = content_of(draft)
    entries, _ = parse(draft.area, draft.year, content=content)
    source = content.source
    mine = [
        figure
        for figure in figures
        if figure.source_id == draft.source_id
        or source in (source_key(figure.source), replace(source_key(figure.source), url=""))
    ]
    public = {printed_key(figure, start_year=draft.start_year): figure for figure in mine}
    new = {folded_key(cell_key(entry.raw.where.sheet)): entry for entry in entries}
    new = {key: entry for key, entry in new.items() if not key.years_back}
    changed = sum(
        entry.amount is None or _change(entry, entry.amount, public.get(key)) is not None
        for key, entry in new.items()
    )
    renamed = _source_changes(mine, source=source)
    return changed + len(public.keys() - new.keys()) + len(renamed)


def _source_changes(figures: Iterable[Figure], *, source: SourceKey) -> tuple[SourceChange, ...]:
    """What the public would read otherwise of the source of the figures. A link that is left out stays."""
    old = next((source_key(figure.source) for figure in figures), source)
    before, now = asdict(old), asdict(source)
    return tuple(
        SourceChange(part, before[part], text)
        for part, text in now.items()
        if before[part] != text and (text or part != "url")
    )


def _is_reordered(figures: Iterable[Figure], *, content: DraftContent) -> bool:
    """Whether the divisions that are public already stand in another order now."""
    order = next((figure.report.divisions for figure in figures if figure.division_id), [])
    names = {
        figure.division_id: folded(figure.division.name) for figure in figures if figure.division is not None
    }
    public = [names[pk] for pk in order if pk in names]
    typed = [folded(name) for name in content.divisions]
    return [name for name in typed if name in public] != [name for name in public if name in typed]


def public_figures_of(draft: Draft) -> list[Figure]:
    """What is public of the draft's source in its year and the one before; had the source another name when
    the draft was published last, of that too."""
    source = with_link(content_of(draft).source)
    of_source = Q(source__kind=source.kind, source__title=source.title, source__url=source.url)
    if draft.source_id is not None:
        of_source |= Q(source=draft.source_id)
    figures = Figure.objects.public().filter(
        of_source,
        report__area=draft.area_id,
        report__start_year__in=(draft.start_year, draft.start_year - 1),
    )
    return list(figures.select_related("report__area", "division", "source").order_by("pk"))


def folded_key(key: CellKey) -> CellKey:
    """The cell, with a division's name as names are compared."""
    return replace(key, division=folded(key.division))


def printed_key(figure: Figure, *, start_year: int) -> CellKey:
    """The cell in which the report of `start_year` prints the figure, with its division's name folded."""
    back = start_year - figure.report.start_year
    return folded_key(CellKey(figure.measure, figure.category, figure.level, _division(figure), back))


def _division(figure: Figure) -> str:
    return figure.division.name if figure.division else ""


def _prior_keys_had(draft: Draft) -> frozenset[CellKey]:
    """The cells of the year before that any earlier state of the draft had."""
    states = states_of(draft.pk).values_list("cells", flat=True)
    keys = (folded_key(cell_key(id_)) for cells in states for id_ in cells)
    return frozenset(key for key in keys if key.years_back)


def _change(entry: Entry, amount: PrintedAmount, figure: Figure | None) -> CellChange | None:
    id_, page, text = entry.raw.where.sheet, entry.page or "", amount.as_printed
    if figure is None:
        return CellChange(id_, ChangeKind.ADDED, "", text)
    if (figure.value, figure.marker, figure.qualifier) != (amount.value, amount.marker, amount.qualifier):
        return CellChange(id_, ChangeKind.CHANGED, figure.as_printed, text)
    if figure.source_page != page:
        return CellChange(id_, ChangeKind.PAGE, figure.source_page, page)
    return None
