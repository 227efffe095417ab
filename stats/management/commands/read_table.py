"""Read a table with areas down its side, such as the yearly area tables, into drafts or a tidy file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from stats.catalogue.cells import cell_key, cell_words
from stats.catalogue.reader import catalogue
from stats.catalogue.years import NotAReportingYearError, ReportingYear
from stats.documents import Upload, read
from stats.documents.problems import Severity, nearest
from stats.drafting.beginning import CannotBeginError, read_source
from stats.drafting.files.area_names import area_names
from stats.drafting.files.from_tables import keep_mapping, mapping_called, mappings_for, put_tables
from stats.drafting.files.readings_csv import tidy_readings, write_readings
from stats.loading.normalise import SourceKey
from stats.models import ColumnMapping
from stats.reading.area_tables.figures import AreaTablesReading, figures_of
from stats.reading.area_tables.mappings import ColumnsMapping, MappingError, proposed
from stats.reading.area_tables.mappings_toml import from_toml, to_toml
from stats.reading.area_tables.read import read_area_tables
from stats.reading.area_tables.table import AreaTables

MOST_TOLD = 200


class Command(BaseCommand):
    help = (
        "Read a table of areas from XLSX, ODS, CSV or HTML: areas down the side, columns of what MAPPA "
        "publishes. It proposes what each column is. Where anything has to be asked it prints the proposal "
        "and stores nothing; else each area becomes a draft, all of them or none. Nothing is published."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--year", help="the reporting year where the file names none; else this year alone"
        )
        parser.add_argument(
            "--mapping", metavar="NAME", help="what the columns are: a name kept, or a TOML file"
        )
        parser.add_argument(
            "--write-mapping", type=Path, metavar="FILE", help="write the proposal, to correct it"
        )
        parser.add_argument(
            "--keep-mapping", metavar="NAME", help="keep the mapping by this name for next year"
        )
        parser.add_argument(
            "--national", action="store_true", help="read the row of England and Wales as well"
        )
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write what was read as a tidy file")
        parser.add_argument("--no-store", action="store_true", help="store no draft")
        parser.add_argument("--source-kind", default="", help=", ".join(catalogue().source_kinds))
        parser.add_argument("--source-title", default="", help="the title of the document")
        parser.add_argument("--source-url", default="", help="its address")

    def handle(self, *_: Any, file: Path, mapping: str | None, csv: Path | None, **options: Any) -> None:
        storing = not options["no_store"]
        tables = self._tables(file, _year(options["year"]))
        known = None if mapping is None else _known(mapping)
        chosen = proposed(tables, known=known)
        if options["write_mapping"]:
            _write(options["write_mapping"], to_toml(chosen, tables))
            self.stdout.write(
                f"{options['write_mapping']} was written. Answer each ?, then read with --mapping."
            )
            return
        reading = figures_of(tables, chosen, national=options["national"])
        if reading.problems:
            self._ask(tables, chosen, reading, known=known)
        self._tell(reading)
        if csv is None and not storing:
            return
        source = _source(options)
        if csv is not None:
            self._write_csv(csv, reading, source)
        if storing:
            self._store(reading, source, is_confirmed=known is not None)
            if options["keep_mapping"]:
                keep_mapping(options["keep_mapping"], chosen, user=None)
                self.stdout.write(f"The mapping is kept as “{options['keep_mapping']}”.")

    def _tables(self, file: Path, year: ReportingYear | None) -> AreaTables:
        found = read(Upload(str(file), path=file))
        for problem in found.problems:
            self.stderr.write(str(problem))
        if any(problem.severity is Severity.ERROR for problem in found.problems):
            raise CommandError("The file cannot be read. Nothing was stored.")
        tables = read_area_tables(found.sheets, areas=area_names(), year=year)
        for problem in tables.problems:
            self.stderr.write(str(problem))
        if tables.problems:
            raise CommandError("There is no table of areas in the file. Nothing was stored.")
        return tables

    def _ask(
        self,
        tables: AreaTables,
        mapping: ColumnsMapping,
        reading: AreaTablesReading,
        *,
        known: ColumnsMapping | None,
    ) -> None:
        if known is None:
            self.stdout.write(to_toml(mapping, tables))
        for problem in reading.problems[:MOST_TOLD]:
            self.stderr.write(str(problem))
        more = len(reading.problems)
        words = f"{more:,} {'answer is' if more == 1 else 'answers are'} needed. Nothing was stored."
        fitting = mappings_for(tables) if known is None else {}
        if fitting:
            names = " or ".join(f"“{name}”" for name in fitting)
            raise CommandError(f"{words} A mapping of the same heads is kept: --mapping {names}.")
        raise CommandError(
            f"{words} Write the proposal with --write-mapping FILE, correct it, and read with --mapping FILE."
        )

    def _tell(self, reading: AreaTablesReading) -> None:
        for words in (*reading.told, *reading.differences):
            self.stdout.write(words)
        for area, id_, cell in reading.unsure[:MOST_TOLD]:
            key = cell_key(id_)
            name = cell_words(key, title=catalogue().measures[key.measure].short_title)
            self.stdout.write(
                f"Left empty: {area.area} {area.year}, {name} ({area.places[id_]}): {cell.doubt}"
            )
        if (more := len(reading.unsure) - MOST_TOLD) > 0:
            self.stdout.write(f"… and {more:,} more cells left empty.")
        areas = len({area.area for area in reading.figures})
        self.stdout.write(
            f"{reading.cells:,} cells of {areas} areas were read, {len(reading.unsure):,} were left empty. "
            f"{reading.checked:,} printed totals were checked, {len(reading.differences):,} are not what "
            "their areas make."
        )

    def _write_csv(self, path: Path, reading: AreaTablesReading, source: SourceKey) -> None:
        rows = (
            row
            for area in reading.figures
            for row in tidy_readings(
                area.cells, area=area.area, year=area.year, source=source, places=area.places
            )
        )
        try:
            number = write_readings(path, rows)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{number:,} figures were written to {path}.")

    def _store(self, reading: AreaTablesReading, source: SourceKey, *, is_confirmed: bool) -> None:
        try:
            put = put_tables(reading, source=source, user=None, is_confirmed=is_confirmed)
        except (CannotBeginError, PermissionDenied) as error:
            raise CommandError(f"{error} Nothing was stored.") from error
        filled = sum(one.filled for one in put)
        self.stdout.write(f"{len(put)} drafts hold {filled:,} cells more. Nothing was published.")
        for one in put:
            if one.differing:
                self.stdout.write(
                    f"{one.draft}: {one.differing} cells say something else than what is typed."
                )


def _year(text: str | None) -> ReportingYear | None:
    try:
        return None if text is None else ReportingYear.read(text)
    except NotAReportingYearError as error:
        raise CommandError(str(error)) from error


def _known(name: str) -> ColumnsMapping:
    """The mapping kept by that name, or the one in a file."""
    if kept := mapping_called(name):
        return kept
    try:
        return from_toml(Path(name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        near = nearest(name, names=ColumnMapping.objects.values_list("name", flat=True))
        raise CommandError(f"There is no mapping and no file “{name}”{near}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read: {error}") from error
    except MappingError as error:
        raise CommandError(f"{name}: {error}") from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error


def _source(options: dict[str, Any]) -> SourceKey:
    try:
        return read_source(options["source_kind"], options["source_title"], options["source_url"])
    except ValidationError as error:
        problems = [
            f"--{field.replace('_', '-')}: {' '.join(words)}" for field, words in error.message_dict.items()
        ]
        raise CommandError(f"Say what the source is. {' '.join(problems)}") from error
