"""A table of areas becomes drafts of all of them; and mappings of its columns, kept for next year's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from stats.drafting.beginning import CannotBeginError, read_year
from stats.drafting.files.from_reading import PutReading, put_reading
from stats.loading.normalise import SourceKey
from stats.models import Area, ColumnMapping
from stats.reading.area_tables.figures import AreaTablesReading
from stats.reading.area_tables.mappings import ColumnsMapping, as_data, fits, from_data
from stats.reading.area_tables.table import AreaTables
from stats.reading.reading import ReportReading

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def put_tables(
    reading: AreaTablesReading, *, source: SourceKey, user: User | None, is_confirmed: bool = True
) -> tuple[PutReading, ...]:
    """A draft for each area and year that was read, all of them or none.

    What was typed stays, as with a report. `is_confirmed` is false where no person has said what the columns
    are: then every cell is left to be looked at. Raises PermissionDenied where the user may not enter an
    area's reports, and CannotBeginError where there can be no draft of it, a reading with problems included.
    """
    if reading.problems:
        raise CannotBeginError(" ".join(map(str, reading.problems)))
    areas = Area.objects.exclude(kind=Area.Kind.DIVISION).in_bulk(
        [figures.area for figures in reading.figures], field_name="slug"
    )
    put = []
    for figures in reading.figures:
        if (area := areas.get(figures.area)) is None:
            raise CannotBeginError(f"There is no area “{figures.area}”.")
        try:
            read_year(figures.year.label)
        except ValidationError as error:
            raise CannotBeginError(" ".join(error.messages)) from error
        report = ReportReading(reading.title, figures.area, (figures.area,), figures.year, figures.cells)
        put.append(
            put_reading(
                report,
                area=area,
                year=figures.year,
                source=source,
                pictures={},
                places=figures.places,
                is_confirmed=is_confirmed,
                user=user,
            )
        )
    return tuple(put)


def mapping_called(name: str) -> ColumnsMapping | None:
    """The mapping that is kept by that name."""
    kept = ColumnMapping.objects.filter(name=name).first()
    return from_data(kept.columns) if kept else None


def mappings_for(tables: AreaTables) -> dict[str, ColumnsMapping]:
    """Mappings kept of files with the same heads, by name, the last used first."""
    kept = ColumnMapping.objects.order_by("-changed_at")
    found = {one.name: from_data(one.columns) for one in kept}
    return {name: mapping for name, mapping in found.items() if fits(mapping, tables)}


def keep_mapping(name: str, mapping: ColumnsMapping, *, user: User | None) -> ColumnMapping:
    """Keep a mapping by that name, in the place of the one that had it."""
    return ColumnMapping.objects.update_or_create(
        name=name,
        defaults={"heads": list(mapping.heads), "columns": as_data(mapping), "changed_by": user},
    )[0]
