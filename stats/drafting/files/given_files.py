"""Files that were given to be read: kept until each is a draft, or asks for its area and year.

One file is read at once, a folder of them in the background by a thread of each process that serves. A file
is taken under a lock of its row that others pass over, so no two read the same; one whose reader was killed
is taken again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from stats.catalogue.reader import catalogue
from stats.catalogue.years import ReportingYear
from stats.documents import Upload
from stats.documents.problems import Problem
from stats.drafting.access import may_enter, may_publish
from stats.drafting.beginning import CannotBeginError
from stats.drafting.files.from_reading import PutReading, pictures_of, put_reading, reading_of
from stats.drafting.files.stored_readings import reading_from, reading_stored
from stats.loading.normalise import SourceKey
from stats.models import Area, Draft, GivenFile
from stats.reading.reading import ReportReading

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

KILLED_AFTER = timedelta(
    minutes=5
)  # a file is read in seconds; one that still is by then has lost its reader
MOST_TRIES = 3
BESIDE_PUBLISHED = (
    "This file can be put beside it: what is public stays, and each figure that differs is marked."
)
_one_thread = threading.Lock()
State = GivenFile.State


class NothingReadError(ValueError):
    """The file has no figure that a report of that year prints."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a user's files stand where."""

    waiting: int
    reading: int
    asks: int
    read: int
    refused: int

    @property
    def all(self) -> int:
        return self.waiting + self.reading + self.asks + self.read + self.refused

    @property
    def is_going_on(self) -> bool:
        return bool(self.waiting or self.reading)


def give(upload: Upload, *, kind: GivenFile.Kind, user: User) -> GivenFile:
    """Keep the file to be read; refused at once where it is empty, too large or not to be had.

    A table of areas asks from the start: what its columns are is confirmed by a person.
    """
    content = upload.read()
    file = GivenFile(kind=kind, name=upload.name[-200:], given_by=user)
    if isinstance(content, Problem):
        file.state, file.words = State.REFUSED, _without_name([content], name=upload.name)
    else:
        file.content = content
        if kind == GivenFile.Kind.AREA_TABLES:
            file.state = State.ASKS
    file.save()
    return file


def read_given(pk: int) -> GivenFile | None:
    """Read one report, and make it a draft where its area and year are certain; else it asks.

    None where the file is gone, read already, or being read by another.
    """
    file = _taken(GivenFile.objects.filter(pk=pk))
    return None if file is None else _read(file)


def read_waiting() -> int:
    """Read every report that waits, the oldest first; how many were read."""
    number = 0
    while file := _taken(GivenFile.objects.order_by("given_at", "pk")):
        _read(file)
        number += 1
    return number


def start_reading() -> None:
    """Read what waits in a thread of this process, once the transaction has been committed."""
    transaction.on_commit(threading.Thread(target=_read_in_background, name="reading", daemon=True).start)


def progress(user: User) -> Progress:
    """How far the user's files are. Takes up what nobody reads any more, as after a restart."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in State.values}
    number = GivenFile.objects.filter(given_by=user).aggregate(**counts)
    if _free(GivenFile.objects.all()).exists():
        start_reading()
    return Progress(**number)


def answer(file: GivenFile, *, area: Area, year: ReportingYear, source: SourceKey, user: User) -> Draft:
    """Make a draft of a report that asked, under the area, year and source that the user names. Read again
    where it was read by the tables of another year, or of none.

    Raises PermissionDenied, CannotBeginError, NothingReadError, and GivenFile.DoesNotExist where it asks no
    more.
    """
    with transaction.atomic():
        file = (
            files_for(user)
            .select_for_update(of=("self",))
            .get(pk=file.pk, state=State.ASKS, kind=GivenFile.Kind.REPORT)
        )
        reading = reading_from(file.reading) if file.reading else None
        if reading is None or reading.year != year:
            upload = Upload(file.name, content=bytes(file.content))
            found = reading_of(upload, area=area.slug, year=year, is_certain=True)
            reading = found if isinstance(found, ReportReading) else None
        if reading is None or not reading.cells:
            raise NothingReadError(f"No figure of a report of {year} was found in {file.name}.")
        return _put(file, reading, area=area, year=year, source=source, user=user).draft


def drop(file: GivenFile, user: User) -> None:
    """Forget the file; what was read from it stays. Raises GivenFile.DoesNotExist where it is not theirs."""
    files_for(user).get(pk=file.pk).delete()


def files_for(user: User) -> QuerySet[GivenFile]:
    """The files that the user may see: their own; of those who publish, everybody's."""
    files = GivenFile.objects.select_related("area", "given_by")
    return files if may_publish(user) else files.filter(given_by=user)


def done(file: GivenFile, drafts: Iterable[Draft], *, words: str = "") -> None:
    """The file has become these drafts: its bytes go."""
    file.state, file.words, file.content, file.reading = State.READ, words, b"", None
    file.save()
    file.drafts.add(*drafts)


def _free(files: QuerySet[GivenFile]) -> QuerySet[GivenFile]:
    """Reports that wait, and those whose reader must be gone."""
    killed = Q(state=State.READING, changed_at__lt=timezone.now() - KILLED_AFTER)
    return files.filter(Q(state=State.WAITING) | killed, kind=GivenFile.Kind.REPORT)


@transaction.atomic
def _taken(files: QuerySet[GivenFile]) -> GivenFile | None:
    """The first of the files that is free, now being read; None where none is."""
    file = _free(files).select_for_update(skip_locked=True).first()
    if file is None:
        return None
    tries = int((file.reading or {}).get("tries", 0)) + 1
    file.state, file.reading = State.READING, {"tries": tries}
    if tries > MOST_TRIES:
        refuse(file, f"Reading it was broken off {MOST_TRIES} times. Type the report instead.")
        return None
    file.save()
    return file


def _read(file: GivenFile) -> GivenFile:
    """What comes of the file is stored, a fault of the program too, which is logged."""
    try:
        reading = reading_of(
            Upload(file.name, content=bytes(file.content)),
            area=file.area.slug if file.area else "",
            year=None if file.start_year is None else ReportingYear(file.start_year),
        )
        with transaction.atomic():
            # Gone where somebody dropped it meanwhile; another's where this reader was taken for dead.
            current = GivenFile.objects.select_for_update().filter(pk=file.pk, state=State.READING).first()
            if current is None or current.reading != file.reading:
                return file
            if isinstance(reading, ReportReading):
                _settle(current, reading)
            else:
                refuse(current, _without_name(reading, name=file.name))
            return current
    except Exception:
        logger.exception("%s could not be read", file.name)
        refuse(file, "This site could not read it, through a fault of its own. Type the report instead.")
        return file


def _settle(file: GivenFile, reading: ReportReading) -> None:
    """A draft where it is certain of what, else a question."""
    user = file.given_by
    area = Area.objects.filter(slug=reading.area).first() if reading.area else None
    file.source_kind = file.source_kind or catalogue().own_report.code
    file.source_title = (file.source_title or reading.title)[:300]
    file.area, file.reading = area or file.area, reading_stored(reading)
    file.start_year = reading.year.start if reading.year else file.start_year
    if reading.year and not reading.cells:
        refuse(file, " ".join(("No figure of a MAPPA report was found in it.", *reading.remarks)))
    elif area is None or reading.year is None:
        unknown = "its area" if reading.year else "its year" if area else "its area and its year"
        _ask(file, f"Say {unknown}: the report does not tell for certain.")
    elif not may_enter(user, area):
        _ask(file, f"It is a report of {area.name}, which this account may not enter.")
    else:
        source = SourceKey(file.source_kind, file.source_title, file.source_url)
        try:
            with transaction.atomic():
                _put(file, reading, area=area, year=reading.year, source=source, user=user)
        except CannotBeginError as error:
            if error.published:  # the form then stands ready with the source that it goes beside
                file.source_title, file.source_url = error.published.title, error.published.url
            _ask(file, f"{error} {BESIDE_PUBLISHED}" if error.published else str(error))
        except PermissionDenied as error:
            _ask(file, str(error))


def _put(
    file: GivenFile,
    reading: ReportReading,
    *,
    area: Area,
    year: ReportingYear,
    source: SourceKey,
    user: User,
) -> PutReading:
    pictures = pictures_of(bytes(file.content), reading)
    put = put_reading(reading, area=area, year=year, source=source, pictures=pictures, user=user)
    file.area, file.start_year = area, year.start
    done(file, [put.draft], words="\n".join(reading.remarks))
    return put


def _ask(file: GivenFile, words: str) -> None:
    file.state, file.words = State.ASKS, words
    file.save()


def refuse(file: GivenFile, words: str) -> None:
    """The file cannot be read, and `words` say why: its bytes go."""
    file.state, file.words, file.content, file.reading = State.REFUSED, words, b"", None
    file.save()


def _without_name(problems: Iterable[Problem], *, name: str) -> str:
    """The problems of a file in words, which stand beside its name."""
    told = (str(problem).removeprefix(f"{name}: ") for problem in problems)
    return " ".join(f"{words[0].upper()}{words[1:]}" for words in told)


def _read_in_background() -> None:
    try:
        with _one_thread:
            read_waiting()
    except Exception:
        logger.exception("reading in the background ended")
    finally:
        connections.close_all()
