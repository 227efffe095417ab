"""Accounts for tests, one for each role, and reports as people type them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, User

from stats.catalogue.cells import cell_id
from stats.catalogue.measures import CellKey
from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import begin
from stats.drafting.content import DraftContent
from stats.drafting.files.stored_readings import reading_stored
from stats.drafting.saving import Saved, save
from stats.loading.normalise import SourceKey
from stats.models import Area, AreaGrant, Draft, GivenFile
from stats.reading.reading import ReadCell, ReportReading
from tests.factories import make_area
from tests.shipped import DATA_LOADS

REPORTS = DATA_LOADS / "figures" / "area_reports"


def make_user(role: str = "", *, areas: Sequence[Area] = (), name: str = "", superuser: bool = False) -> User:
    """Somebody of the staff, in one of the groups that the migration makes, or in none."""
    user = User.objects.create_user(
        name or role.lower().replace(" ", "-") or "nobody-in-particular",
        is_staff=True,
        is_superuser=superuser,
    )
    if role:
        if not Group.objects.filter(name=role).exists():
            # A test with transactions of its own empties every table after it, those of the migrations too.
            import_module("stats.migrations.0003_roles").make_groups(apps, None)
        user.groups.add(Group.objects.get(name=role))
    AreaGrant.objects.bulk_create(AreaGrant(user=user, area=area) for area in areas)
    return user


def printed(name: str) -> dict[str, str]:
    """Every cell of a report that ships with the project, as it would be typed: `dorset-2014-15`."""
    with (REPORTS / f"area-report-{name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            cell_id(CellKey(row["measure"], row["category"], row["level"], row["division"])): row["value"]
            or {"z": "-"}.get(row["marker"], row["marker"])
            for row in csv.DictReader(file)
        }


def source(title: str = "Annual Report 2014-15", *, kind: str = "area report", url: str = "") -> SourceKey:
    return SourceKey(kind, title, url)


def make_draft(
    area: Area | None = None,
    *,
    year: str = "2014-15",
    cells: dict[str, str] | None = None,
    user: User | None = None,
    title: str = "Annual Report 2014-15",
) -> Draft:
    """A draft with those cells, begun and saved as people do."""
    area = area or make_area()
    user = user or User.objects.filter(is_superuser=True).first() or make_user(name="root", superuser=True)
    draft = begin(area, ReportingYear.parse(year), source=source(title), user=user)
    if cells is None:
        return draft
    saved = save(draft.pk, expected_version=1, content=DraftContent(source(title), cells), user=user)
    assert isinstance(saved, Saved)
    return saved.draft


def make_file(user: User, *, name: str = "report.pdf", state: str = GivenFile.State.ASKS) -> GivenFile:
    """A report of 2015-16 that was read, whose area is not certain: two cells, one of them in doubt."""
    cells = {
        "eligible_offenders.1.1..0": ReadCell("770", 4, "Level 1 770"),
        "eligible_offenders.1.2..0": ReadCell("", 4, "36 or 56", "Two numbers stand there."),
    }
    reading = ReportReading("Annual Report", "", ("dorset",), ReportingYear(2015), cells)
    kept = state not in (GivenFile.State.READ, GivenFile.State.REFUSED)
    return GivenFile.objects.create(
        kind=GivenFile.Kind.REPORT,
        state=state,
        name=name,
        content=b"%PDF-1.7" if kept else b"",
        words="Say its area." if state == GivenFile.State.ASKS else "",
        reading=reading_stored(reading) if state == GivenFile.State.ASKS else None,
        source_kind="area report",
        source_title="Annual Report",
        given_by=user,
    )
