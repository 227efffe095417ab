"""Kinds of note on a figure."""

from __future__ import annotations

from stats.catalogue.texts import LabelledEnum


class NoteKind(LabelledEnum):
    """The values are what files and the database hold.

    UNUSUAL and NOT_OF_ITS_YEAR are doubts: they stand beside the number wherever it leads. A figure that is
    probably not of its year is shown, and left out of every comparison.
    """

    EXPLAINED_DIFFERENCE = "explained_difference", "explained difference"
    BASE = "base", "population behind a rate"
    INFERRED = "inferred", "inferred"
    DEFINITION = "definition", "counts something slightly different"
    UNUSUAL = "unusual", "unusual, as published"
    NOT_OF_ITS_YEAR = "not_of_its_year", "probably not of its year, so not compared"
    SECOND_HAND = "secondhand", "second-hand"

    @property
    def is_doubt(self) -> bool:
        return self in (NoteKind.UNUSUAL, NoteKind.NOT_OF_ITS_YEAR)
