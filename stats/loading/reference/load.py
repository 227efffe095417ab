"""Making the stored reference data equal to its files, in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from stats.catalogue.areas import NATION_SLUG
from stats.documents import Sheet, Upload, read
from stats.documents.problems import Problem, Where
from stats.loading.existing import Existing
from stats.loading.fields import Fields
from stats.loading.outcome import Change, FileOutcome, Outcome, total_counts
from stats.loading.pipeline import finish
from stats.loading.reference.tables import AREAS, NOTES, SOURCES, TABLES, ReferenceTable
from stats.loading.tidy import header_columns, read_row
from stats.loading.transaction import load_transaction, silent
from stats.loading.write import recompute_preferred
from stats.models import Area, Draft, Report, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BATCH = 1000


# A row of a file: where it stands, and the unsaved object that it makes.
Given = tuple[Where, Any]

# What a row of a file makes, and the stored row that it is; None where it is new.
Match = tuple[Any, Any | None]


def load_reference(
    folder: Path,
    *,
    user: User | None = None,
    dry_run: bool = False,
    say: Callable[[str], None] = silent,
) -> Outcome:
    """Load the reference files of a folder. With any error nothing was written."""
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
        if table.may_be_left_out and not (folder / table.file).is_file():
            continue
        file = read(Upload(table.file, path=folder / table.file), trusted=True)
        problems += file.problems
        if not file.sheets:
            continue
        given, found = read_rows(file.sheets[0], table)
        stored = {table.key_of(row): row for row in _stored(table)}
        if table is AREAS:
            matches, contradictions = _matched_areas(given, stored)
            found += contradictions
        else:
            known = _known_sources(given, stored) if table is SOURCES else stored
            matches = [(made, known.get(table.key_of(made))) for _, made in given]
        # With problems all is undone below; writing what could be read lets later files be judged by it.
        changes, refused = _synchronise(table, matches, stored.values(), remove=table.removes and not found)
        problems += [*found, *refused]
        unchanged = len(matches) - sum(change.new is not None for change in changes)
        files.append(FileOutcome(table.file, file.sha256, table.kind, tuple(changes), unchanged))
    if problems:
        transaction.set_rollback(True)
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


def read_rows(sheet: Sheet, table: ReferenceTable) -> tuple[list[Given], list[Problem]]:
    """An unsaved object for each row without a problem, and every problem."""
    filled = [row for row in sheet.rows if not row.is_blank]
    if len(filled) < 2:
        return [], [sheet.where.problem("there is no row below the header row")]
    header, *rows = filled
    columns = header_columns(header, where=sheet.where, names=table.columns, required=table.columns)
    if isinstance(columns, list):
        return [], columns
    existing = Existing.read()
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
        if fields.problems:
            problems += fields.problems
            continue
        earlier = {seen.setdefault(key, row.number) for key in _keys(table, made)} - {row.number}
        if earlier:
            words = f"this is given in row {min(earlier)} already"
            problems.append(raw.where.problem(words, found=table.name(made)))
        else:
            given.append((raw.where, made))
    return given, problems


def _keys(table: ReferenceTable, made: Any) -> Iterator[Hashable]:
    """What may stand in one row only."""
    yield table.key_of(made)
    if table is AREAS:
        yield "name", made.name.casefold()
        yield from (("code", code) for code in made.gss_codes)
        if made.tile_column is not None and made.tile_row is not None:
            yield "tile", made.tile_column, made.tile_row


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
        area = next(iter(coded.values())) if coded else stored.get((made.slug,))
        holder = by_slug.get(made.slug)
        if len(coded) > 1:
            names = " and ".join(area.name for area in coded.values())
            problem = where.at(column="gss_codes").problem(f"the codes are those of {names}", found=made.slug)
        elif holder is not None and (area is None or holder.pk != area.pk):
            known = f"{area.slug}, the address of {area.name}" if area else "an address of its own"
            problem = where.at(column="slug").problem(
                f"links to this address are meant for {holder.name}", found=made.slug, expected=known
            )
        elif area is not None and (first := taken.setdefault(area.pk, where)) is not where:
            problem = where.problem(f"{area.name} is given in row {first.row} already", found=made.slug)
        else:
            matches.append((made, area))
            continue
        problems.append(problem)
    return matches, problems


def _synchronise(
    table: ReferenceTable, matches: Iterable[Match], stored: Iterable[Any], *, remove: bool
) -> tuple[list[Change], list[Problem]]:
    """Add, change and take away rows; the changes, and what may not be taken away."""
    new, changed, changes, kept = [], [], [], set()
    for wanted, row in matches:
        if row is None:
            new.append(wanted)
            changes.append(Change(table.name(wanted), None, table.described(wanted)))
            continue
        kept.add(row.pk)
        differing = [name for name in table.values if getattr(row, name) != getattr(wanted, name)]
        if not differing:
            continue
        what, old = table.name(row), table.described(row)
        if "slug" in differing:
            row.former_slugs = [*(slug for slug in row.former_slugs if slug != wanted.slug), row.slug]
        for name in differing:
            setattr(row, name, getattr(wanted, name))
        changed.append(row)
        moved = f"; the address is now {row.slug}" if "slug" in differing else ""
        changes.append(Change(what, old, table.described(row) + moved))
    # A note that was written with a report in the admin was never in the file.
    gone = [row for row in stored if row.pk not in kept and not (table is NOTES and row.release_id)]
    refused: dict[int, Problem] = {}
    manager = table.model._default_manager  # noqa: SLF001 - Django's own name for it
    if remove:
        refused = _refused_to_remove(gone) if table is AREAS else {}
        changes += [Change(table.name(row), table.described(row), None) for row in gone]
        manager.filter(pk__in=[row.pk for row in gone if row.pk not in refused]).delete()
    fields = table.values
    if table is AREAS:
        fields = (*fields, "former_slugs")
        # Two areas may change places on the tile map, and no tile may be taken twice even for a moment.
        loose = [row.pk for row in (*changed, *gone)]
        Area.objects.filter(pk__in=loose).update(tile_column=None, tile_row=None)
    if table is SOURCES:
        _save_sources(changed, new)
    else:
        manager.bulk_update(changed, fields, batch_size=BATCH)
        manager.bulk_create(new, batch_size=BATCH)
    return changes, [*refused.values()]


def _save_sources(changed: Sequence[Source], new: Sequence[Source]) -> None:
    """One by one, since the address of each must be free; that of a new title leads on from the former."""
    for source in changed:
        source.give_slug()
        source.save()
    update_drafts_of(changed)
    for source in new:
        source.save()


def _stored(table: ReferenceTable) -> Iterable[Any]:
    rows = table.model._default_manager.all()  # noqa: SLF001 - Django's own name for it
    if table is AREAS:
        return rows.filter(kind=Area.Kind.AREA)
    return rows if table is SOURCES else rows.select_related("area")


def _known_sources(given: Sequence[Given], stored: Mapping[Any, Source]) -> dict[Any, Source]:
    """Stored sources by the key that the file gives them: the file may give, mend or take away a link, and
    give a title in place of one that it names as a former title, or another kind with it.

    Where one stored source and one row of the file have the kind and title, they are the same document, and
    so they are where one stored source has a row's former title.
    """
    titled: dict[tuple[str, str], list[Source]] = defaultdict(list)
    named: dict[str, list[Source]] = defaultdict(list)
    for source in stored.values():
        titled[source.kind, source.title].append(source)
        named[source.title].append(source)
    rows = Counter((made.kind, made.title) for _, made in given)
    known = dict(stored)
    for _, made in given:
        same = titled[made.kind, made.title] or [s for title in made.former_titles for s in named[title]]
        if len(same) == 1 == rows[made.kind, made.title]:
            known[SOURCES.key_of(made)] = same[0]
    return known


def update_drafts_of(changed: Iterable[Source]) -> None:
    """Drafts name their source by its kind, title and link, which have changed."""
    for source in changed:
        Draft.objects.filter(source=source).update(
            source_kind=source.kind, source_title=source.title, source_url=source.url
        )


def _refused_to_remove(gone: Sequence[Area]) -> dict[int, Problem]:
    """Areas that figures or drafts stand on cannot be taken away."""
    ids = [area.pk for area in gone]
    used = set(Report.objects.filter(area__in=ids).values_list("area_id", flat=True))
    used |= set(Area.objects.filter(parent__in=ids).values_list("parent_id", flat=True))
    entered = set(Draft.objects.filter(area__in=ids).values_list("area_id", flat=True)) - used
    why = dict.fromkeys(used, "has figures") | dict.fromkeys(entered, "a report of it is being entered")
    return {
        area.pk: Where(AREAS.file).problem(f"the area {area.slug} is gone from the file and {why[area.pk]}")
        for area in gone
        if area.pk in why
    }
