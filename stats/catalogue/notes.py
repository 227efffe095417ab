"""Kinds of note on a figure."""

from __future__ import annotations

from stats.catalogue.texts import LabelledEnum


class NoteKind(LabelledEnum):
    """The values are what files and the database hold."""

    EXPLAINED_DIFFERENCE = "explained_difference", "explained difference"
    BASE = "base", "population behind a rate"
    INFERRED = "inferred", "inferred"
    DEFINITION = "definition", "counts something slightly different"
    UNUSUAL = "unusual", "unusual, as published"
    SECOND_HAND = "secondhand", "second-hand"
