"""What is stored. One file per model; import them from here."""

from stats.models.area import Area, Place
from stats.models.correction import Correction
from stats.models.draft import Draft
from stats.models.figure import Figure
from stats.models.grant import AreaGrant
from stats.models.load import Load
from stats.models.note import Note
from stats.models.population import PopulationEstimate
from stats.models.release import Release
from stats.models.report import Report
from stats.models.source import Source

__all__ = [
    "Area",
    "AreaGrant",
    "Correction",
    "Draft",
    "Figure",
    "Load",
    "Note",
    "Place",
    "PopulationEstimate",
    "Release",
    "Report",
    "Source",
]
