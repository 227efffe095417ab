"""Kinds of source, and standing within a kind: how far each is trusted, and what readers are told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stats.catalogue.texts import LabelledEnum

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
class SourceKind:
    """`code` is what files and the database hold.

    `tag` is the first word or words of `title`; small labels show it and leave the rest to screen readers.
    `preferred` says, where sources disagree, why this kind comes before those below it. One kind is the
    `own_report` of an area. A `second_hand` kind quotes another publication: it is marked wherever it stands,
    and charts draw it as a hollow diamond.
    """

    code: str
    title: str
    tag: str
    plural: str
    about: str
    preferred: str = ""
    own_report: bool = False
    second_hand: bool = False

    def problems(self) -> Iterator[str]:
        if len(self.code) > LONGEST_KIND:
            yield f"the code is longer than {LONGEST_KIND} characters"
        if not self.title.startswith(self.tag):
            yield f"the title does not begin with the tag {self.tag!r}"

    @property
    def rest_of_title(self) -> str:
        return self.title.removeprefix(self.tag)
