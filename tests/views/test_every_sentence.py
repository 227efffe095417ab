"""Every sentence of every page with a number in it is taken apart: each number is what the files make it."""

from __future__ import annotations

import pickle

import pytest

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from tests.views.reading import Blocks
from tests.views.sentences import of_areas, over_years  # noqa: F401
from tests.views.sentences.saying import Place, problems
