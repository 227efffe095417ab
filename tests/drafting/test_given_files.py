"""Files that were given: read once each, by whom it may be, whatever is killed meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.drafting.beginning import CannotBeginError
from stats.drafting.files import from_reading, given_files
from stats.drafting.files.given_files import (
    NothingReadError,
    Progress,
    answer,
    drop,
    give,
    progress,
    read_given,
)
from stats.models import Draft, DraftPage, GivenFile
from tests.factories import make_area, make_figure, make_source
from tests.loading.test_interrupted import PATIENCE, another_session, environment, wait_until_blocked
from tests.people import make_draft, make_user, source
from tests.reading.made.documents import make
from tests.reading.made.reports import report
from tests.reading.shipped_areas import AREAS

pytestmark = pytest.mark.django_db(transaction=True)
REPORT, TABLES = GivenFile.Kind.REPORT, GivenFile.Kind.AREA_TABLES
State = GivenFile.State
YEAR = ReportingYear(2014)
# What one report prints, with sentences of these tests' own.
TEXT = """{title}

MAPPA-eligible offenders on 31 March {end}
                 Category 1: Registered sex offenders   Category 2: Violent offenders   \
Category 3: Other dangerous offenders   Total
Level 1          600      200      -        800
Level 2          30       20       10       60
Level 3          3        2        1        6
Total            633      222      11       866
"""


@pytest.fixture
def root() -> User:
    for names in AREAS:
        make_area(names.slug, name=names.names[0], aliases=list(names.names[1:]))
    return make_user(name="root", superuser=True)


def text(title: str = "Dorset MAPPA Annual Report 2014-15", *, end: int = 2015) -> bytes:
    return TEXT.format(title=title, end=end).encode()


def given(content: bytes, *, user: User, name: str = "report.txt") -> GivenFile:
    return give(Upload(name, content=content), kind=REPORT, user=user)


def read(content: bytes, *, user: User, name: str = "report.txt") -> GivenFile:
    found = read_given(given(content, user=user, name=name).pk)
    assert found is not None
    found.refresh_from_db()
    return found


def test_a_report_that_tells_its_area_and_year_is_a_draft_at_once(root: User) -> None:
    file = read(text(), user=root)
    (draft,) = file.drafts.all()
    assert (file.state, bytes(file.content), file.reading) == (State.READ, b"", None)
    assert str(draft) == "Dorset 2014-15"
    assert draft.cells["eligible_offenders.total.total..0"] == "866"
    assert (draft.source_kind, draft.created_by) == ("area report", root)


def test_a_pdf_leaves_the_pictures_of_the_pages_that_it_was_read_from(root: User) -> None:
    content = make(report("dorset-2014-15"), kind="pdf", layout="ruled")
    file = read(content, user=root, name="dorset-2014-15.pdf")
    assert file.state == State.READ, file.words
    draft = Draft.objects.get()
    assert len(draft.cells) > 45
    numbers = {found["page"] for found in draft.readings.values()}
    pictures = DraftPage.objects.filter(draft=draft)
    assert {page.number for page in pictures} == numbers
    assert all(bytes(page.picture).startswith(b"\x89PNG") for page in pictures)


def test_a_report_published_under_another_title_asks_with_that_title_ready(root: User) -> None:
    public = make_source("The real title", url="https://example.org/r")
    make_figure(category="1", level="1", value=606, source=public)
    file = read(text(), user=root)
    assert (file.state, file.source_title, file.source_url) == (State.ASKS, public.title, public.url)
    assert file.words == (
        "The report of Dorset for 2014-15 is published already, from “The real title”. Open it to correct "
        f"it. {given_files.BESIDE_PUBLISHED}"
    )
    assert not Draft.objects.exists()
    sent = source(file.source_title, url=file.source_url)
    draft = answer(file, area=make_area("dorset"), year=YEAR, source=sent, user=root)
    assert draft.cells["eligible_offenders.1.1..0"] == "606"
    assert "600" in draft.readings["eligible_offenders.1.1..0"]["doubt"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("MAPPA Annual Report 2014-15", "Say its area: the report does not tell for certain."),
        ("Kent and Essex MAPPA Annual Report 2014-15", "Say its area: the report does not tell for certain."),
    ],
)
def test_a_report_of_no_certain_area_asks_and_keeps_its_bytes(root: User, title: str, words: str) -> None:
    file = read(text(title), user=root)
    assert (file.state, file.words, bytes(file.content)) == (State.ASKS, words, text(title))
    assert not Draft.objects.exists()
    draft = answer(file, area=make_area("kent"), year=YEAR, source=source(title), user=root)
    file.refresh_from_db()
    assert (str(draft), file.state, bytes(file.content)) == ("Kent 2014-15", State.READ, b"")
    assert draft.cells["eligible_offenders.1.1..0"] == "600"
    with pytest.raises(GivenFile.DoesNotExist):
        answer(file, area=make_area("essex"), year=YEAR, source=source(title), user=root)


def test_a_report_of_no_certain_year_is_read_once_the_year_is_said(root: User) -> None:
    content = text("Dorset MAPPA Annual Report").replace(b" on 31 March 2015", b"")
    file = read(content, user=root)
    assert (file.state, file.words) == (
        State.ASKS,
        "Say its year: the report does not tell for certain.",
    )
    another = ReportingYear(2005)  # printed no such table
    with pytest.raises(NothingReadError):
        answer(file, area=make_area("dorset"), year=another, source=source(), user=root)
    file.refresh_from_db()
    assert file.state == State.ASKS
    draft = answer(file, area=make_area("dorset"), year=YEAR, source=source(), user=root)
    assert draft.cells["eligible_offenders.total.total..0"] == "866"


def test_what_is_no_report_is_refused_with_the_reason_and_let_go(root: User) -> None:
    file = read(b"%PDF-1.7 and then nothing", user=root, name="broken.pdf")
    assert (file.state, bytes(file.content)) == (State.REFUSED, b"")
    assert file.words
    letter = read(b"Dorset, 31 March 2015. Dear all, thank you for the meeting.", user=root)
    assert letter.state == State.REFUSED
    assert "No figure of a MAPPA report was found in it." in letter.words
    empty = given(b"", user=root)
    assert (empty.state, read_given(empty.pk)) == (State.REFUSED, None)
    assert empty.words == "The file is empty; expected a document with text"


def test_a_report_that_is_published_under_another_title_asks(root: User) -> None:
    make_figure("sopo", value=5, source=make_source("The real title"))
    file = read(text(), user=root)
    assert file.state == State.ASKS
    assert "from “The real title”" in file.words
    with pytest.raises(CannotBeginError):
        answer(file, area=make_area("dorset"), year=YEAR, source=source("X"), user=root)
    draft = answer(file, area=make_area("dorset"), year=YEAR, source=source("The real title"), user=root)
    assert draft.cells["sopo....0"] == "5"


def test_a_report_of_an_area_that_was_not_given_to_who_gave_it(root: User) -> None:
    user = make_user("Data entry", areas=[make_area("kent")])
    file = read(text(), user=user)
    assert (file.state, file.words) == (
        State.ASKS,
        "It is a report of Dorset, which this account may not enter.",
    )
    with pytest.raises(PermissionDenied):
        answer(file, area=make_area("dorset"), year=YEAR, source=source(), user=user)
    assert not Draft.objects.exists()


def test_a_file_is_for_who_gave_it_and_for_those_who_publish(root: User) -> None:
    file = given(text(), user=root)
    other = make_user("Data entry", areas=[make_area("dorset")])
    with pytest.raises(GivenFile.DoesNotExist):
        drop(file, other)
    drop(file, make_user("Publisher"))
    assert not GivenFile.objects.exists()


def test_a_table_of_areas_asks_from_the_start_and_is_not_read_as_a_report(root: User) -> None:
    file = give(Upload("tables.csv", content=b"Area,2015\nDorset,5\n"), kind=TABLES, user=root)
    assert (file.state, read_given(file.pk)) == (State.ASKS, None)
    given_files.done(file, [make_draft(make_area("dorset"), user=root)])
    assert (file.state, file.content, file.drafts.count()) == (State.READ, b"", 1)


def test_a_fault_of_the_program_is_said_and_the_next_file_is_read(
    root: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = given(text(), user=root, name="first.txt"), given(text(), user=root, name="second.txt")
    right = from_reading.reading_of

    def faulty(upload: Upload, **named: object) -> object:
        if upload.name == "first.txt":
            raise ZeroDivisionError
        return right(upload, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(given_files, "reading_of", faulty)
    assert given_files.read_waiting() == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.REFUSED, State.READ)
    assert "through a fault of its own" in first.words
    assert "first.txt could not be read" in caplog.text


# ---------------------------------------------------------------- several readers, and none


def in_threads(number: int) -> list[int]:
    """How many files each of several readers read that begin at one moment."""
    barrier, numbers = threading.Barrier(number), list[int]()

    def reader() -> None:
        barrier.wait()
        try:
            numbers.append(given_files.read_waiting())
        finally:
            connection.close()

    threads = [threading.Thread(target=reader) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return numbers


def test_no_file_is_read_twice_by_readers_that_run_at_once(root: User) -> None:
    areas = [make_area(slug) for slug in ("dorset", "kent", "essex", "norfolk")]
    for area in areas:
        given(text(f"{area.name} MAPPA Annual Report 2014-15"), user=root, name=f"{area.slug}.txt")
    assert sum(in_threads(3)) == 4
    assert set(GivenFile.objects.values_list("state", flat=True)) == {State.READ}
    assert {draft.area for draft in Draft.objects.select_related("area")} == set(areas)
    assert set(Draft.objects.values_list("version", flat=True)) == {1}


def test_two_files_of_one_report_that_are_read_at_once_make_one_draft(root: User) -> None:
    for number in range(3):
        given(text(), user=root, name=f"{number}.txt")
    assert sum(in_threads(3)) == 3
    assert Draft.objects.count() == 1
    assert State.READ in set(GivenFile.objects.values_list("state", flat=True))


def test_files_are_read_in_the_background_and_counted(root: User) -> None:
    for area in ("Dorset", "Kent"):
        given(text(f"{area} MAPPA Annual Report 2014-15"), user=root)
    given(text("MAPPA Annual Report 2014-15"), user=root)
    given(b"", user=root)
    assert progress(root) == Progress(waiting=3, reading=0, asks=0, read=0, refused=1)
    wait_for(root)
    assert progress(root) == Progress(waiting=0, reading=0, asks=1, read=2, refused=1)
    assert progress(make_user("Data entry")).all == 0


def wait_for(user: User) -> None:
    """Until nothing waits. Asking is enough to begin: as after a restart."""
    wait_until(lambda: not progress(user).is_going_on)


def wait_until(is_so: Callable[[], bool]) -> None:
    """As long as somebody would wait; and until this process reads nothing any more."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    for thread in threading.enumerate():
        if thread.name == "reading":
            thread.join(PATIENCE)


def old(file: GivenFile) -> None:
    GivenFile.objects.filter(pk=file.pk).update(changed_at=timezone.now() - timedelta(minutes=6))


READ_ALL = """
import django; django.setup()
from stats.drafting.files.given_files import read_waiting
read_waiting()
"""


def test_a_file_whose_reader_was_killed_is_read_by_the_next(root: User) -> None:
    file = given(text(), user=root)
    environ = {**environment(), "DJANGO_SETTINGS_MODULE": "mappa_site.settings", "PYTHONPATH": "."}
    with another_session() as cursor:
        # It has read the file by the time that it makes the draft, and waits there.
        cursor.execute("LOCK TABLE stats_draft IN ACCESS EXCLUSIVE MODE")
        process = subprocess.Popen([sys.executable, "-c", READ_ALL], cwd=settings.BASE_DIR, env=environ)
        try:
            wait_until_blocked()
        finally:
            process.kill()
            process.wait(timeout=PATIENCE)
    file.refresh_from_db()
    assert (file.state, bytes(file.content)) == (State.READING, text())
    assert not Draft.objects.exists()
    assert read_given(file.pk) is None  # its reader may be alive still
    old(file)
    again = read_given(file.pk)
    assert again is not None
    assert again.state == State.READ
    assert Draft.objects.get().version == 1


@pytest.mark.thorough
def test_a_hundred_files_outlive_a_killed_reader_and_each_is_one_draft(root: User) -> None:
    """Small ones, every second no report: how long a whole report takes is for the benchmark to say."""
    wanted = {(names.slug, end) for end in (2015, 2014) for names in AREAS[:25]}
    for slug, end in sorted(wanted):
        title = f"{make_area(slug).name} MAPPA Annual Report {end - 1}-{end}"
        given(text(title, end=end), user=root, name=f"{slug}-{end}.txt")
        given(b"Minutes of a council.", user=root, name=f"minutes-{slug}-{end}.txt")
    environ = {**environment(), "DJANGO_SETTINGS_MODULE": "mappa_site.settings", "PYTHONPATH": "."}
    process = subprocess.Popen([sys.executable, "-c", READ_ALL], cwd=settings.BASE_DIR, env=environ)
    try:
        wait_until(lambda: Draft.objects.count() >= 5)
    finally:
        process.kill()
        process.wait(timeout=PATIENCE)
    before = Draft.objects.count()
    assert before < len(wanted)
    for file in GivenFile.objects.filter(state=State.READING):
        old(file)
    seen = set[Progress]()

    def is_over() -> bool:
        seen.add(now := progress(root))
        return not now.is_going_on

    wait_until(is_over)
    assert progress(root) == Progress(waiting=0, reading=0, asks=50, read=50, refused=0)
    assert {one.all for one in seen} == {100}
    assert len({one.read for one in seen}) > 10  # the page shows how far it is, not only the end
    drafts = Draft.objects.values_list("area__slug", "start_year", "version")
    assert sorted(drafts) == sorted((slug, end - 1, 1) for slug, end in wanted)
    files = GivenFile.objects.annotate(number=Count("drafts")).values_list("state", "number")
    assert set(files) == {(State.READ, 1), (State.ASKS, 0)}
    assert not GivenFile.objects.filter(state=State.READ).exclude(content=b"").exists()


def test_a_file_that_kills_each_of_its_readers_is_given_up(root: User) -> None:
    file = given(text(), user=root)
    for _ in range(3):
        assert given_files._taken(GivenFile.objects.all()) is not None
        old(file)
    assert given_files.read_waiting() == 0
    file.refresh_from_db()
    assert (file.state, bytes(file.content)) == (State.REFUSED, b"")
    assert "broken off 3 times" in file.words


def test_a_reader_that_was_taken_for_dead_changes_nothing_any_more(root: User) -> None:
    file = given(text(), user=root)
    slow = given_files._taken(GivenFile.objects.all())
    assert slow is not None
    old(file)
    quick = given_files._taken(GivenFile.objects.all())
    assert quick is not None
    given_files._read(slow)
    assert not Draft.objects.exists()
    given_files._read(quick)
    assert Draft.objects.get().version == 1


def test_a_file_that_is_dropped_while_it_is_read_makes_no_draft(root: User) -> None:
    taken = given_files._taken(GivenFile.objects.filter(pk=given(text(), user=root).pk))
    assert taken is not None
    drop(taken, root)
    given_files._read(taken)
    assert not Draft.objects.exists()
    assert not GivenFile.objects.exists()
