"""Read reports into drafts, or into a file of figures: PDF, HTML, Word (.docx) or plain text."""

from __future__ import annotations

import logging
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.urls import reverse

from stats.catalogue.cells import cell_key
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents import Upload
from stats.documents.problems import nearest
from stats.documents.upload import uploads_from
from stats.drafting.beginning import CannotBeginError
from stats.drafting.files.area_names import area_names
from stats.drafting.files.from_reading import pictures_of, put_reading, reading_of
from stats.drafting.files.readings_csv import tidy_readings, write_readings
from stats.drafting.grid import short_cell_words
from stats.drafting.remarks import expected_cells
from stats.loading.normalise import SourceKey
from stats.management.loading_command import LoadingCommand
from stats.models import Area
from stats.reading.area_names import find_area
from stats.reading.reading import ReportReading

logger = logging.getLogger(__name__)


class NotReadError(Exception):
    """A file that was refused, or that asks what it is of; in words."""


class Command(LoadingCommand):
    help = (
        "Read annual reports, files or folders of them, into drafts that somebody looks at before anything "
        "is published. Area and year are guessed from title and text. Ends with status 1 where a file was "
        "refused or does not tell its area or year."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a file or a folder")
        parser.add_argument("--area", default="", metavar="NAME", help="the area, by name or code name")
        parser.add_argument("--year", default="", metavar="YEAR", help="the reporting year, such as 2014-15")
        parser.add_argument("--source-title", default="", metavar="TITLE", help="the title on its cover")
        parser.add_argument("--source-url", default="", metavar="LINK", help="where it is published")
        parser.add_argument("--csv", type=Path, metavar="OUT", help="also write what was read to this file")
        parser.add_argument("--no-store", action="store_true", help="make no draft")

    def handle(
        self, *_: Any, paths: list[Path], area: str, year: str, csv: Path | None, **options: Any
    ) -> None:
        slug, named_year = _area(area), _year(year)
        uploads = list(uploads_from(paths))
        rows: list[dict[str, str]] = []
        failed = 0
        for number, upload in enumerate(uploads, 1):
            self.stdout.write(f"File {number:,} of {len(uploads):,}, {upload.name}", ending=": ")
            self.stdout.flush()
            try:
                rows += self._read(upload, area=slug, year=named_year, **options)
            except NotReadError as error:
                failed += 1
                self.stdout.write(str(error))
            except Exception:
                # A fault in reading one of hundreds keeps nobody from the others.
                failed += 1
                self.stdout.write("not read, through a fault of this program.")
                logger.exception("%s could not be read", upload.name)
        if csv is not None:
            self.stdout.write(f"{write_readings(csv, rows):,} figures are in {csv}.")
        if failed:
            files = "1 file was" if failed == 1 else f"{failed:,} files were"
            raise CommandError(f"{files} not read.", returncode=1)

    def _read(
        self,
        upload: Upload,
        *,
        area: str,
        year: ReportingYear | None,
        source_title: str,
        source_url: str,
        no_store: bool,
        **_: Any,
    ) -> Iterator[dict[str, str]]:
        """Say what was read of one file, and make it a draft; the rows of the file of figures."""
        content = upload.read()
        if not isinstance(content, bytes):
            raise NotReadError(f"refused. {content}")
        # Without its folders, which say nothing of the report and are in no title.
        reading = reading_of(Upload(Path(upload.name).name, content=content), area=area, year=year)
        if not isinstance(reading, ReportReading):
            raise NotReadError(f"refused. {' '.join(map(str, reading))}")
        of, when = _subject(reading)
        title = (source_title or reading.title)[:300]
        source = SourceKey(catalogue().own_report.code, title, source_url)
        told = ""
        if not no_store:
            try:
                put = put_reading(
                    reading,
                    area=of,
                    year=when,
                    source=source,
                    pictures=pictures_of(content, reading),
                    user=None,
                )
            except CannotBeginError as error:
                raise NotReadError(f"refused. {error}{_beside(error.published)}") from error
            told = f" Draft: {reverse('admin:stats_draft_change', args=(put.draft.pk,))}"
            if put.differing:
                verb = "differs" if put.differing == 1 else "differ"
                told += f" ({put.differing:,} {verb} from what stands there)"
        self._tell(reading, area=of, year=when, told=told)
        pages = {id_: f"page {cell.page}" for id_, cell in reading.cells.items() if cell.page}
        return tidy_readings(reading.cells, area=of.slug, year=when, source=source, places=pages)

    def _tell(self, reading: ReportReading, *, area: Area, year: ReportingYear, told: str) -> None:
        texts = {id_: cell.text for id_, cell in reading.cells.items() if cell.text}
        expected = expected_cells(area, year, divisions=reading.divisions)
        beyond = len(texts.keys() - expected)
        more = f", and {beyond:,} that only some print" if beyond else ""
        self.stdout.write(
            f"{area.name} {year}. Read {len(expected & texts.keys()):,} of the {len(expected):,} figures "
            f"that every report of that year prints{more}.{told}"
        )
        for id_, cell in reading.cells.items():
            if cell.doubt:
                place = f" (page {cell.page})" if cell.page else ""
                self.stdout.write(f"  Not sure: {short_cell_words(cell_key(id_))}{place}. {cell.doubt}")
        for remark in reading.remarks:
            self.stdout.write(f"  {remark}")


def _area(text: str) -> str:
    """The slug of the area that is named; empty where none is. Raises CommandError."""
    areas = area_names()
    slugs = {names.slug for names in areas}
    found = text if text in slugs else find_area(text, areas=areas) if text else ""
    if text and not found:
        near = nearest(text, names=[names.names[0] for names in areas])
        raise CommandError(f"There is no area “{text}”{near}.")
    return found


def _year(text: str) -> ReportingYear | None:
    try:
        return ReportingYear.read(text) if text else None
    except NotAReportingYearError as error:
        raise CommandError(f"“{text}” is not a reporting year. Give one such as 2014-15.") from error


def _beside(published: SourceKey | None) -> str:
    """How to have the file put beside what is published from that source; empty where nothing is."""
    if published is None:
        return ""
    link = f" --source-url {shlex.quote(published.url)}" if published.url else ""
    return (
        f" To put this file beside what is published, read it alone with --source-title "
        f"{shlex.quote(published.title)}{link}: what is public stays, and each figure that differs is marked."
    )


def _subject(reading: ReportReading) -> tuple[Area, ReportingYear]:
    """The area and the year that were read or named. Raises NotReadError."""
    asked = []
    if not reading.area:
        likely = Area.objects.filter(slug__in=reading.areas).values_list("name", flat=True)
        asked.append("its area with --area" + (f" (likely {' or '.join(likely)})" if likely else ""))
    if reading.year is None:
        asked.append("its year with --year")
    if asked:
        raise NotReadError(f"asks. Name {' and '.join(asked)}.")
    if not reading.cells:
        raise NotReadError(f"refused. {' '.join(reading.remarks) or 'No figure was found in it.'}")
    assert reading.year is not None  # noqa: S101 - asked for above
    return Area.objects.get(slug=reading.area), reading.year
