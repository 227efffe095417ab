"""What was published from the admin stays when the files that ship are loaded again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stats.catalogue.years import ReportingYear
from stats.drafting.beginning import begin
from stats.drafting.content import content_of
from stats.drafting.publishing.publication import publish, withdraw
from stats.drafting.saving import save
from stats.loading.load_all import load_all
from stats.models import Area, Correction, Draft, Figure, Note
from tests.people import make_user, source
from tests.shipped import DATA_LOADS

LEVEL_3 = "level_2_3_offenders.total.3..0"


@pytest.mark.usefixtures("shipped")
def test_loading_the_folder_again_keeps_corrections_notes_and_what_was_withdrawn() -> None:
    user = make_user(name="root", superuser=True)
    draft = begin(
        Area.objects.get(slug="dorset"),
        ReportingYear(2014),
        source=source("Dorset MAPPA Annual Report 2014-2015"),
        user=user,
    )
    content = content_of(draft)
    cells = dict(content.cells) | {"sopo....0": "99"}
    save(draft.pk, expected_version=1, content=replace(content, cells=cells), user=user)
    publish(draft.pk, expected_version=2, reason="x", notes={LEVEL_3: "Printed so."}, user=user)
    figure = Figure.objects.get(
        report__area__slug="dorset",
        report__start_year=2014,
        measure="sopo",
        source=Draft.objects.get().source,
    )
    before = Correction.objects.count()

    outcome = load_all(DATA_LOADS)
    assert outcome.errors == ()
    (kept,) = (warning for warning in outcome.warnings if "the admin" in warning.message)
    assert kept.message == (
        "dorset, 2014-15, sopo was published from the admin as 99 (Dorset MAPPA Annual Report 2014-2015, "
        "MAPPA statistics) since, and stays so until this file changes or load_all is run with --again"
    )
    figure.refresh_from_db()
    assert figure.value == 99
    assert Note.objects.get(release__isnull=False).text == "Printed so."
    assert Correction.objects.count() == before

    withdraw(Draft.objects.get(), reason="x", user=user)
    load_all(DATA_LOADS)
    figure.refresh_from_db()
    assert figure.withdrawn
