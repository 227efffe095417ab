"""People who enter and publish figures, and what they do at the form's keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence

from playwright.sync_api import Page, expect

from tests.functional.serving import ROOT, Site

PASSWORD = "entered-as-printed-2015"
TYPIST, COLLEAGUE, PUBLISHER = "typist", "colleague", "publisher"

PEOPLE = f"""
from django.contrib.auth.models import Group, User
from stats.models import Area, AreaGrant
for name, group in (("{TYPIST}", "Data entry"), ("{COLLEAGUE}", "Data entry"), ("{PUBLISHER}", "Publisher")):
    user = User.objects.create_user(name, password="{PASSWORD}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    if group == "Data entry":
        for area in Area.objects.filter(kind="area"):
            AreaGrant.objects.create(user=user, area=area)
"""
# As if these reports had never been loaded.
UNLOADED = """
from stats.models import Figure, Report
for slug in ("cambridgeshire", "dorset", "derbyshire"):
    reports = Report.objects.filter(area__slug=slug, start_year__in=(2005, 2014))
    Figure.objects.filter(report__in=reports, source__kind="area report").delete()
"""

# A report as a reader of files would give it: two tables on two pages, one cell not sure.
READ = """
import io
from django.contrib.auth.models import User
from PIL import Image, ImageDraw
from stats.catalogue.years import ReportingYear
from stats.drafting.files.from_reading import put_reading
from stats.loading.normalise import SourceKey
from stats.models import Area
from stats.reading.reading import ReadCell, ReportReading

def picture(number):
    image = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(image).text((60, 60), f"Page {number} of a made report", fill="black")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()

def cells(measure, page, rows):
    for level, texts in rows.items():
        words = f"Total {texts}" if level == "total" else f"Level {level} {texts}"
        for category, text in zip(("1", "2", "3", "total"), texts.split()):
            yield f"{measure}.{category}.{level}..0", ReadCell(text, page, words)

found = dict(cells("eligible_offenders", 9, {"1": "770 100 - 870", "2": "36 22 7 65", "3": "2 2 0 4",
    "total": "808 124 7 939"}))
found |= dict(cells("level_2_3_offenders", 10, {"2": "77 57 14 148", "3": "5 3 0 8",
    "total": "82 60 14 156"}))
found["eligible_offenders.1.1..0"] = ReadCell("", 9, "Level 1 770 100 - 870", "770 or 170.")
found["sopo....0"] = ReadCell("69", 10, "SOPOs 69")
put = put_reading(
    ReportReading("A made report", "bedfordshire", (), ReportingYear(2014), found),
    area=Area.objects.get(slug="bedfordshire"), year=ReportingYear(2014),
    source=SourceKey("area report", "Bedfordshire MAPPA Annual Report 2014-2015", ""),
    pictures={9: picture(9), 10: picture(10)}, user=User.objects.get(username="typist"))
print(put.draft.pk)
"""


def on_database(site: Site, code: str) -> str:
    """Runs Python on the site's database, in a process of its own, and gives what it prints."""
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]
    environment = os.environ | {"DATABASE_URL": site.database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def begin(page: Page, *, area: str, year: str, title: str) -> None:
    """Chooses area, year and source; ends on the form."""
    page.goto("/admin/stats/draft/add/")
    page.select_option("#id_area", area)
    page.fill("#id_year", year)
    page.fill("#id_source_title", title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")


def first_cell(page: Page, sheet: str) -> None:
    page.locator(f"[data-sheet={sheet}] .cell__input").first.focus()


def type_rows(page: Page, sheet: str, rows: Iterable[Sequence[str]]) -> None:
    """Types a table as one does: Tab along a row, Enter to the beginning of the next."""
    first_cell(page, sheet)
    for row in rows:
        for place, text in enumerate(row):
            if place:
                page.keyboard.press("Tab")
            page.keyboard.type(text)
        page.keyboard.press("Enter")


def paste(page: Page, sheet: str, text: str, *, cell: int = 0) -> str:
    """Pastes into a cell from the real clipboard; gives what the page then says."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator(f"[data-sheet={sheet}] .cell__input").nth(cell).focus()
    told = page.locator("[data-pasted-words]")
    told.evaluate("words => (words.textContent = '')")  # those of the paste before
    with page.expect_response("**/paste/"):
        page.keyboard.press("Control+v")
    expect(told).not_to_be_empty()
    return told.inner_text()


def values(page: Page, sheet: str) -> list[str]:
    found: list[str] = page.locator(f"[data-sheet={sheet}] .cell__input").evaluate_all(
        "fields => fields.map(field => field.value)"
    )
    return found


def checked(page: Page) -> None:
    """Waits until the check has answered for what stands in the form now."""
    expect(page.locator("[data-grid]:not([data-checking])")).to_be_visible()
    expect(page.locator("[data-check-state]")).to_contain_text("Checked:")


def save(page: Page, *, says: str = "Saved") -> None:
    # The page of a save before this one says "Saved" as well.
    with page.expect_navigation():
        page.locator("button[value=save]").first.click()
    expect(page.locator(".messagelist")).to_contain_text(says)
