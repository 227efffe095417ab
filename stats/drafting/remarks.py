"""How much of a draft is read, and how much of it somebody must still look at: counted at each save."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from stats.catalogue.cells import cell_id
from stats.catalogue.years import ReportingYear
from stats.drafting.checking import check_draft
from stats.drafting.content import content_of, tables_of
from stats.drafting.publishing.notes import unexplained
from stats.models import Area, Draft


@dataclass(frozen=True, slots=True)
class Remarks:
    """Numbers of cells, but for `problems`, which counts all that must be mended before publishing.

    `of` are the cells that every report of the year prints, with those of the divisions; `read` are those of
    them that have a text. `unsure` have a doubt that nobody has settled, `failing` are printed totals that
    differ from their parts without a note, `unusual` are changes out of the ordinary, and `to_look_at` were
    read or pasted and not looked at since; the unsure ones are among them.
    """

    read: int = 0
    of: int = 0
    unsure: int = 0
    failing: int = 0
    unusual: int = 0
    to_look_at: int = 0
    problems: int = 0

    @property
    def are_open(self) -> bool:
        """Whether anything keeps the draft from being published with others."""
        return bool(self.problems or self.unsure or self.failing or self.to_look_at)

    def stored(self) -> dict[str, int]:
        return asdict(self)


def stored_remarks(draft: Draft) -> Remarks:
    """What was counted when the draft was saved last; nothing of one that was last saved before there were
    remarks."""
    known = Remarks.__dataclass_fields__
    return Remarks(**{name: number for name, number in draft.remarks.items() if name in known})


def expected_cells(area: Area, year: ReportingYear, *, divisions: Collection[str]) -> set[str]:
    """The ids of the cells that every report of the year prints, with those of its divisions."""
    tables = tables_of(area, year, divisions=divisions)
    return {
        cell_id(key)
        for table in tables
        for key in table.cells()
        if not table.optional or (table.division_rows and divisions)
    }


def remarks_on(draft: Draft) -> Remarks:
    """What there is to remark on what the draft holds now; four queries."""
    content, check = content_of(draft), check_draft(draft, with_rate=False)
    expected = expected_cells(draft.area, draft.year, divisions=content.divisions)
    to_look_at = {id_ for id_ in draft.to_look_at if id_ in content.cells or id_ in draft.readings}
    doubted = {id_ for id_, reading in draft.readings.items() if reading["doubt"]}
    return Remarks(
        read=len(expected & content.cells.keys()),
        of=len(expected),
        unsure=len(to_look_at & doubted),
        failing=len(set(unexplained(draft, check)) - content.notes.keys()),
        unusual=sum(noticed.kind == "change" for noticed in check.noticed),
        to_look_at=len(to_look_at),
        problems=len(check.problems),
    )
