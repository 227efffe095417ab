"""Kinds of source, and standing within a kind: how far each is trusted, and what readers are told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stats.catalogue.texts import CoverageCode, LabelledEnum
from stats.catalogue.years import ReportingYear

LONGEST_KIND = 24  # of the column Source.kind; a test holds the two equal


class Standing(LabelledEnum):
    """What a source is within its kind. One that is not FIRST gives way to those that are.

    The values are what files and the database hold.
    """

    FIRST = "", "the document itself"
    EXTRACT = "extract", "a part of the document"
    COPY = "copy", "a copy of another publication"
    STAND_IN = "stand-in", "another count in place of the MAPPA report"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is held of an area's report. `sign` is a letter that stands where a colour alone would say it.

    `told` says it of a year: "the area's own report", "from newspapers".
    """

    code: str
    title: str
    sign: str
    about: str
    told: str


@dataclass(frozen=True, slots=True)
class SourceKind:
    """`code` is what files and the database hold.

    `tag` is the first word or words of `title`; small labels show it and leave the rest to screen readers.
    `preferred` says, where sources disagree, why this kind comes before those below it. One kind is the
    `own_report` of an area. A `second_hand` kind quotes another publication: it is marked wherever it stands,
    and charts draw it as a hollow diamond.

    `coverage` is what is held of a report where figures come from such a source; `coverage_in_part` where
    they come from an extract or a copy, or from the document for another year. `where` says where in such a
    source a figure stands that names no page. `published_by` is the day
    (month-day) by which those of a year are out, in the year in which it ends.
    """

    code: str
    title: str
    tag: str
    plural: str
    about: str
    coverage: CoverageCode
    coverage_in_part: CoverageCode = ""
    preferred: str = ""
    own_report: bool = False
    second_hand: bool = False
    published_by: str = ""
    where: str = ""

    def problems(self) -> Iterator[str]:
        if len(self.code) > LONGEST_KIND:
            yield f"the code is longer than {LONGEST_KIND} characters"
        if not self.title.startswith(self.tag):
            yield f"the title does not begin with the tag {self.tag!r}"
        if self.own_report and not re.fullmatch(
            r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", self.published_by
        ):
            yield f"published_by {self.published_by!r}: expected a month and a day, such as 10-31"

    def day_published(self, year: ReportingYear) -> date:
        """The day by which the documents for that year are out."""
        return date.fromisoformat(f"{year.end}-{self.published_by}")

    @property
    def rest_of_title(self) -> str:
        return self.title.removeprefix(self.tag)
