"""Making the stored reference data equal to its files, in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stats.catalogue.areas import NATION_SLUG
from stats.loading.existing import Existing
from stats.loading.fields import Fields
from stats.loading.outcome import Change, FileOutcome, Outcome, total_counts
from stats.loading.pipeline import finish, silent
from stats.loading.problems import Problem, Where
from stats.loading.readers import FileRead, Upload, read
from stats.loading.reference.tables import AREAS, SOURCES, TABLES, ReferenceTable
from stats.loading.tidy import header_columns, read_row
from stats.loading.transaction import load_transaction, refuse
from stats.loading.write import recompute_preferred
from stats.models import Area, Draft, Note, Report, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BATCH = 1000


class Given(NamedTuple):
    """A row of a file: where it stands, and the unsaved object that it makes."""

    where: Where
    made: Any


class Match(NamedTuple):
    """What a row of a file makes, and the stored row that it is; None where it is new."""

    made: Any
    stored: Any | None


def load_reference(
    folder: Path,
    *,
    user: User | None = None,
    dry_run: bool = False,
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Load the five reference files of a folder. With any error nothing was written."""
    with load_transaction(dry_run=dry_run, say=say):
        outcome = apply_reference(folder)
        if outcome.errors:
            return outcome
        return finish(outcome, title=f"Reference data loaded: {total_counts(outcome.files)}", user=user)


def apply_reference(folder: Path) -> Outcome:
    """Within the load's transaction: write all the files, or with any error undo everything."""
    created = _ensure_nation()
    files: list[FileOutcome] = []
    problems: list[Problem] = []
    for table in TABLES:
        file = read(Upload(table.file, path=folder / table.file))
        problems += file.problems
        if not file.sheets:
            continue
        given, found = _read(file, table, existing=Existing.read())
        stored = {table.key(row): row for row in _stored(table)}
        matches, contradictions = _matches(table, given, stored)
        found += contradictions
        problems += found
        # With problems all is undone below; writing what could be read lets later files be judged by it.
        remove = table.removes and not found
        changes, unchanged, refused = _synchronise(table, matches, stored.values(), remove=remove)
        problems += [Where(table.file).problem(words) for words in refused]
        files.append(FileOutcome(table.file, file.sha256, table.kind, tuple(changes), unchanged))
    if problems:
        refuse()
        return Outcome(problems=tuple(dict.fromkeys(problems)))
    if any(file.kind == SOURCES.kind and file.changes for file in files):
        recompute_preferred()
    return Outcome(tuple(files), (), created)


def _ensure_nation() -> tuple[str, ...]:
    """England and Wales has no row in areas.csv: it is not one of the 42."""
    _, made = Area.objects.get_or_create(
        slug=NATION_SLUG,
        defaults={
            "name": "England and Wales",
            "kind": Area.Kind.NATION,
            "gss_codes": ["K04000001"],
            "aliases": ["England & Wales"],
        },
    )
    return ("area: England and Wales",) if made else ()


def _read(file: FileRead, table: ReferenceTable, *, existing: Existing) -> tuple[list[Given], list[Problem]]:
    """An unsaved object for each row without a problem, and every problem."""
    sheet = file.sheets[0]
    filled = [row for row in sheet.rows if not row.is_blank]
    if len(filled) < 2:
        return [], [sheet.where.problem("there is no row below the header row")]
    header, *rows = filled
    columns = header_columns(header, where=sheet.where, names=table.columns, required=table.columns)
    if isinstance(columns, list):
        return [], columns
    given: list[Given] = []
    problems: list[Problem] = []
    seen: dict[Hashable, int] = {}
    for row in rows:
        raw = read_row(row, sheet=sheet, columns=columns, width=len(header.cells))
        if isinstance(raw, Problem):
            problems.append(raw)
            continue
        fields = Fields(raw)
        made = table.read(fields, existing)
        problems += fields.problems
        if made is None:
            continue
        earlier = {seen.setdefault(key, row.number) for key in _keys(table, made)} - {row.number}
        if earlier:
            words = f"this is given in row {min(earlier)} already"
            problems.append(raw.where.problem(words, found=table.name(made)))
        else:
            given.append(Given(raw.where, made))
    return given, problems


def _keys(table: ReferenceTable, made: Any) -> list[Hashable]:
    """What may stand in one row only."""
    keys: list[Hashable] = [table.key(made)]
    if table is AREAS:
        keys += [("name", made.name.casefold()), *(("code", code) for code in made.gss_codes)]
        if made.tile_column is not None and made.tile_row is not None:
            keys.append(("tile", made.tile_column, made.tile_row))
    return keys


def _matches(
    table: ReferenceTable, given: Sequence[Given], stored: Mapping[Any, Any]
) -> tuple[list[Match], list[Problem]]:
    """The stored row that each row of the file is, None where it is new, and what contradicts the stored."""
    if table is AREAS:
        return _matched_areas(given, stored)
    if table is SOURCES:
        stored = _renamed_links(given, stored)
    return [Match(row.made, stored.get(table.key(row.made))) for row in given], []


def _matched_areas(given: Sequence[Given], stored: Mapping[Any, Area]) -> tuple[list[Match], list[Problem]]:
    """Areas are known by their codes: another slug with a stored area's code is that area's new address.

    No address leads to another area than it once did, so a slug that one area has or had is no other's.
    """
    by_code = {code: area for area in stored.values() for code in area.gss_codes}
    by_slug = {slug: area for area in Area.objects.all() for slug in (area.slug, *area.former_slugs)}
    matches: list[Match] = []
    problems: list[Problem] = []
    taken: dict[int, Where] = {}
    for where, made in given:
        coded = {by_code[code].pk: by_code[code] for code in made.gss_codes if code in by_code}
        area = next(iter(coded.values())) if coded else stored.get(made.slug)
        holder = by_slug.get(made.slug)
        if len(coded) > 1:
            names = " and ".join(one.name for one in coded.values())
            problem = where.at(column="gss_codes").problem(f"the codes are those of {names}", found=made.slug)
        elif holder is not None and (area is None or holder.pk != area.pk):
            known = f"{area.slug}, the address of {area.name}" if area else "an address of its own"
            problem = where.at(column="slug").problem(
                f"links to this address are meant for {holder.name}", found=made.slug, expected=known
            )
        elif area is not None and (first := taken.setdefault(area.pk, where)) is not where:
            problem = where.problem(f"{area.name} is given in row {first.row} already", found=made.slug)
        else:
            matches.append(Match(made, area))
            continue
        problems.append(problem)
    return matches, problems


def _synchronise(
    table: ReferenceTable, matches: Sequence[Match], stored: Iterable[Any], *, remove: bool
) -> tuple[list[Change], int, list[str]]:
    """Add, change and take away rows; the changes, how many stayed, and what may not be taken away."""
    new, changed, changes, unchanged = [], [], [], set()
    for wanted, row in matches:
        if row is None:
            new.append(wanted)
            changes.append(Change(table.file, table.name(wanted), None, _described(table, wanted)))
            continue
        differing = [name for name in table.values if getattr(row, name) != getattr(wanted, name)]
        if not differing:
            unchanged.add(row.pk)
            continue
        what, old = table.name(row), _described(table, row)
        if "slug" in differing:
            row.former_slugs = [*(slug for slug in row.former_slugs if slug != wanted.slug), row.slug]
        for name in differing:
            setattr(row, name, getattr(wanted, name))
        changed.append(row)
        moved = f"; the address is now {row.slug}" if "slug" in differing else ""
        changes.append(Change(table.file, what, old, _described(table, row) + moved))
    kept = unchanged | {row.pk for row in changed}
    gone = [row for row in stored if row.pk not in kept and not _is_published_with_report(row)]
    refused: list[str] = []
    if remove:
        refused = _remove(table, gone)
        changes += [Change(table.file, table.name(row), _described(table, row), None) for row in gone]
    if table is AREAS:
        # Two areas may change places on the tile map, and no tile may be taken twice even for a moment.
        loose = [row.pk for row in (*changed, *gone)]
        Area.objects.filter(pk__in=loose).update(tile_column=None, tile_row=None)
    manager = table.model._default_manager  # noqa: SLF001 - Django's own name for it
    fields = (*table.values, "former_slugs") if table is AREAS else table.values
    manager.bulk_update(changed, fields, batch_size=BATCH)
    manager.bulk_create(new, batch_size=BATCH)
    return changes, len(unchanged), refused


def _is_published_with_report(row: Any) -> bool:
    """A note that was written with a report in the admin was never in the file."""
    return isinstance(row, Note) and row.release_id is not None


def _stored(table: ReferenceTable) -> list[Any]:
    rows = table.model._default_manager.all()  # noqa: SLF001 - Django's own name for it
    if table is AREAS:
        return list(rows.filter(kind=Area.Kind.AREA))
    return list(rows if table is SOURCES else rows.select_related("area"))


def _renamed_links(given: Sequence[Given], stored: Mapping[Any, Source]) -> dict[Any, Source]:
    """Stored sources by the key that the file gives them: the file may give, mend or take away a link.

    Where one stored source and one row of the file have the kind and title, they are the same document.
    """
    known: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in stored.values():
        known[source.kind, source.title].append(source)
    rows = Counter((made.kind, made.title) for _, made in given)
    return dict(stored) | {
        SOURCES.key(made): same[0]
        for _, made in given
        if len(same := known[made.kind, made.title]) == 1 == rows[made.kind, made.title]
    }


def _remove(table: ReferenceTable, gone: Sequence[Any]) -> list[str]:
    """Delete what the file no longer has, and say what cannot be: areas that figures or drafts stand on."""
    refused = []
    ids = [row.pk for row in gone]
    if table is AREAS:
        used = set(Report.objects.filter(area__in=ids).values_list("area_id", flat=True))
        used |= set(Area.objects.filter(parent__in=ids).values_list("parent_id", flat=True))
        entered = set(Draft.objects.filter(area__in=ids).values_list("area_id", flat=True)) - used
        for row in gone:
            if row.pk in used:
                refused.append(f"the area {row.slug} is gone from the file and has figures")
            elif row.pk in entered:
                refused.append(
                    f"the area {row.slug} is gone from the file and a report of it is being entered"
                )
        ids = [pk for pk in ids if pk not in used | entered]
    table.model._default_manager.filter(pk__in=ids).delete()  # noqa: SLF001 - Django's own name for it
    return refused


def _described(table: ReferenceTable, row: Any) -> str:
    """The values that a file may change, as one text."""
    values = (getattr(row, name) for name in table.values if name != "slug")
    return "; ".join(", ".join(v) if isinstance(v, list) else str(v) for v in values if v not in (None, ""))
