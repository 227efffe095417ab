"""Each kind of page as an assistive technology meets it: names and roles in their order, the heads of cells,
and what is live, as they were when somebody last looked at them.

`MAPPA_RECORD_TREES=1 ./test tests/functional/test_trees.py` keeps them as they are now.
"""

from __future__ import annotations

import os
import re
from difflib import unified_diff
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.functional.kinds import KINDS, Kind
from tests.functional.tree import tree

pytestmark = pytest.mark.thorough

TREES = Path(__file__).with_name("trees")
RECORD = "MAPPA_RECORD_TREES"


def view_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


# Of the pages that one view makes, the first kind.
OF_EACH_VIEW = {view_of(kind.path): kind for kind in reversed(KINDS)}


@pytest.mark.parametrize("kind", OF_EACH_VIEW.values(), ids=lambda kind: kind.name)
def test_an_assistive_technology_meets_what_it_did(reader: Page, kind: Kind) -> None:
    reader.set_viewport_size({"width": 1280, "height": 900})
    reader.emulate_media(media="null", color_scheme="light")
    reader.goto(kind.path)
    now = tree(reader, whole=kind.path == "/")
    file = TREES / f"{re.sub(r'[^a-z]+', '-', kind.name)}.yaml"
    if os.environ.get(RECORD):
        TREES.mkdir(exist_ok=True)
        file.write_text(now)
    kept = file.read_text() if file.exists() else ""
    if kept != now:
        told = unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", lineterm="", n=1)
        advice = f"Where this is meant: {RECORD}=1 ./test tests/functional/test_trees.py"
        pytest.fail("\n".join((*told, advice)), pytrace=False)
