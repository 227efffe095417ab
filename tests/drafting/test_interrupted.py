"""A crash between saving and publishing leaves a draft, whole. A real process, really killed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings

from stats.drafting.checking import check_draft
from stats.drafting.content import content_of
from stats.drafting.publishing.publication import publish
from stats.models import Draft, Figure, Load, Release, Report
from tests.factories import make_area
from tests.loading.conftest import dump
from tests.loading.test_interrupted import PATIENCE, another_session, environment, wait_until_blocked
from tests.people import make_draft, make_user, printed, source

pytestmark = pytest.mark.django_db(transaction=True)

# Saves what is given, says so, and goes on to publish it.
SAVE_AND_PUBLISH = """
import json, sys
from django.contrib.auth.models import User
from stats.drafting.content import DraftContent
from stats.drafting.publishing.publication import publish
from stats.drafting.saving import save
from stats.loading.normalise import SourceKey
user, draft, cells = User.objects.get(), int(sys.argv[1]), json.loads(sys.argv[2])
content = DraftContent(SourceKey("area report", "Annual Report 2014-15", ""), cells)
save(draft, expected_version=1, content=content, user=user)
publish(draft, expected_version=2, reason="As printed.", notes={}, user=user)
"""
PROGRAM = "import django; django.setup()\n" + SAVE_AND_PUBLISH


def test_a_crash_between_saving_and_publishing_leaves_the_draft_whole() -> None:
    import json

    user = make_user(name="root", superuser=True)
    cells = printed("cambridgeshire-2014-15")
    draft = make_draft(make_area("cambridgeshire"), user=user)
    environ = {**environment(), "DJANGO_SETTINGS_MODULE": "mappa_site.settings", "PYTHONPATH": "."}
    with another_session() as cursor:
        # Publishing has written its figures by the time that it makes the release, and waits there.
        cursor.execute("LOCK TABLE stats_release IN ACCESS EXCLUSIVE MODE")
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(draft.pk), json.dumps(cells)],
            cwd=settings.BASE_DIR,
            env=environ,
        )
        try:
            wait_until_blocked()
        finally:
            process.kill()
            process.wait(timeout=PATIENCE)

    draft.refresh_from_db()
    assert (draft.version, draft.cells, draft.published_release) == (2, cells, None)
    assert content_of(draft).source == source()
    for model in (Figure, Report, Release, Load):
        assert not model._default_manager.exists(), model
    assert not check_draft(draft).problems
    publish(draft.pk, expected_version=2, reason="Once more.", notes={}, user=user)
    assert Figure.objects.count() == len(cells)


def test_a_fault_while_publishing_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from stats.drafting.publishing import publication

    user = make_user(name="root", superuser=True)
    draft = make_draft(cells={"sopo....0": "5"}, user=user)
    before = dump()

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on the disk")

    monkeypatch.setattr(publication, "_mark", full)
    with pytest.raises(OSError, match="no space"):
        publish(draft.pk, expected_version=2, reason="x", notes={}, user=user)
    assert dump() == before
    assert Draft.objects.get().cells == {"sopo....0": "5"}
