"""What is stored. Import models from here."""

from stats.models.activity import LocalActivity as LocalActivity
from stats.models.area import Area as Area
from stats.models.area import AreaGrant as AreaGrant
from stats.models.area import Place as Place
from stats.models.area import PopulationEstimate as PopulationEstimate
from stats.models.draft import Draft as Draft
from stats.models.draft import DraftPage as DraftPage
from stats.models.figure import Figure as Figure
from stats.models.figure import Report as Report
from stats.models.given_file import ColumnMapping as ColumnMapping
from stats.models.given_file import GivenFile as GivenFile
from stats.models.note import Note as Note
from stats.models.release import Correction as Correction
from stats.models.release import Load as Load
from stats.models.release import Release as Release
from stats.models.source import Source as Source
