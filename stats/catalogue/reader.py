"""Read the catalogue's TOML files into frozen dataclasses and check that they agree."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import GenericAlias
from typing import Any, get_args, get_origin

from cattrs import (
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn, override

from stats.catalogue.breaks import Break
from stats.catalogue.checks import contradictions
from stats.catalogue.contents import Catalogue
from stats.catalogue.layouts import Line, Table
from stats.catalogue.measures import BasisChange, CellKey, Measure
from stats.catalogue.series import SeriesColumn
from stats.catalogue.texts import PluralText
from stats.catalogue.years import ReportingYear, Span

DATA = Path(__file__).parent / "data"

# The lists of each file. The fields of Catalogue say what their entries are.
FILES: Mapping[str, tuple[str, ...]] = {
    "measures": ("measure",),
    "layouts": ("table", "layout", "national_layout"),
    "indicators": ("indicator",),
    "breaks": ("break",),
    "series": ("national_table",),
    "topics": ("topic", "topic_table"),
    "populations": ("base", "restatement"),
    "sources": ("source_kind",),
    "places": ("place_kind",),
    "pages": ("page",),
}

# Fields that files call by a shorter word. The `years` of an entry are its first_year and last_year.
_KEYS: Mapping[type, Mapping[str, str]] = {
    Catalogue: {field.name: field.name.removesuffix("s") for field in fields(Catalogue)},
    Span: {"first": "first_year", "last": "last_year"},
    Break: {"first": "first_year"},
    BasisChange: {"last": "last_year"},
    Measure: {"by_division": "divisions", "basis_changes": "basis_change"},
    Line: {"short_label": "short"},
    SeriesColumn: {"short_label": "short", "is_context": "context"},
}

# What an entry is called in messages, by the first of these that it has.
_NAMES = ("code", "slug", "label", "first_year", "year", "last_year")


class CatalogueError(ValueError):
    """The catalogue's files cannot be read or contradict themselves; the message lists everything found."""


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue that ships with the code, read and checked once per process."""
    return read(DATA)


def read(folder: Path) -> Catalogue:
    """Read a folder of catalogue files; raise CatalogueError with every unreadable entry or contradiction."""
    files = {file: _toml(folder / f"{file}.toml") for file in FILES}
    problems = [problem for file in FILES for problem in _unknown_or_missing_lists(file, files[file])]
    if problems:
        raise CatalogueError("; ".join(problems))
    raw = {name: entries for lists in files.values() for name, entries in lists.items()}
    try:
        found = _CONVERTER.structure(_with_tables(raw), Catalogue)
    except ClassValidationError as error:
        raise CatalogueError("; ".join(_told(error, raw, where=""))) from error
    if problems := [*_repeats(raw), *contradictions(found)]:
        raise CatalogueError("; ".join(problems))
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name} cannot be read: {error}") from error


def _unknown_or_missing_lists(file: str, raw: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{file}.toml: unknown key {key!r}" for key in raw if key not in FILES[file])
    yield from (f"{file}.toml: [[{key}]] is missing" for key in FILES[file] if key not in raw)


def _with_tables(raw: Mapping[str, Any]) -> dict[str, Any]:
    """With the tables of layouts, which the files name, in place of their codes."""
    tables = {}
    for entry in raw["table"]:
        with suppress(BaseValidationError):
            table = _CONVERTER.structure(entry, Table)
            tables[table.code] = table
    layouts = {
        name: [entry | {"tables": [tables.get(c, c) for c in entry.get("tables", ())]} for entry in raw[name]]
        for name in ("layout", "national_layout")
    }
    return {**raw, **layouts}


def _repeats(raw: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[str]:
    """Codes written twice, which a dictionary would silently merge."""
    for name, entries in raw.items():
        codes = [entry[key] for entry in entries for key in ("code", "slug") if key in entry]
        repeated = (code for code in dict.fromkeys(codes) if codes.count(code) > 1)
        yield from (f"{name} {code!r} is written twice" for code in repeated)


def _called(kind: str, entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return kind
    return f"{kind} {next((entry[key] for key in _NAMES if key in entry), 'without a name')!r}"


def _place(key: str, part: Any, *, where: str, error: BaseException) -> str:
    """Where a key's value stands: in a file, in a list whose entries have names, or under the key itself."""
    if not where:
        return next(f"{file}.toml" for file, lists in FILES.items() if key in lists)
    named = isinstance(part, list) and any(isinstance(item, Mapping) for item in part)
    return where if named or isinstance(error, KeyError) else f"{where}, {key}"


def _told(error: BaseException, entry: Any, *, where: str, kind: str = "") -> Iterator[str]:
    """Everything that the library found wrong in an entry, or in a list of entries of that kind."""
    match error:
        case ForbiddenExtraKeysError():
            yield from (f"{where}: unknown key {key!r}" for key in sorted(error.extra_fields))
        case KeyError():
            yield f"{where}: key {error.args[0]!r} is missing"
        case ClassValidationError():
            parts, others = error.group_exceptions()
            for inner, note in parts:
                key = _KEYS.get(error.cl, {}).get(note.name, note.name)
                part = entry.get(key) if isinstance(entry, Mapping) else None
                place = _place(key, part, where=where, error=inner)
                yield from _told(inner, part, where=place, kind=key.removesuffix("s"))
            for inner in others:
                yield from _told(inner, entry, where=where)
        case IterableValidationError():
            members, others = error.group_exceptions()
            for inner, member in members:
                part = entry[int(member.index)] if isinstance(entry, list) else None
                place = f"{where}, {_called(kind, part)}" if isinstance(part, Mapping) else where
                yield from _told(inner, part, where=place)
            for inner in others:
                yield from _told(inner, entry, where=where)
        case _:
            yield f"{where}: {error}"


def _converter() -> Converter:
    """What makes dataclasses of what TOML holds, and takes nothing for another kind: `"no"` is no bool."""
    converter = Converter(forbid_extra_keys=True)
    for plain in (str, int, bool):
        converter.register_structure_hook(plain, _as_it_is)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_structure_hook(ReportingYear, lambda value, _: ReportingYear.parse(value))
    converter.register_structure_hook(CellKey, _cell)
    converter.register_structure_hook(StrEnum, _choice)
    converter.register_structure_hook_factory(is_dataclass, lambda kind: _entry_reader(kind, converter))
    converter.register_structure_hook_func(_is_mapping, _by_code)
    plural = converter.get_structure_hook(PluralText)
    converter.register_structure_hook(
        PluralText,
        lambda value, kind: PluralText(value, value) if isinstance(value, str) else plural(value, kind),
    )
    return converter


def _entry_reader(kind: type, converter: Converter) -> Callable[[Any, Any], Any]:
    keys: dict[str, Any] = {name: override(rename=key) for name, key in _KEYS.get(kind, {}).items()}
    read_fields: Callable[[Any, Any], Any] = make_dict_structure_fn(kind, converter, **keys)
    has_span = any(field.name == "years" for field in fields(kind))

    def read_entry(value: Any, _: Any) -> Any:
        if isinstance(value, kind):
            return value
        if not isinstance(value, Mapping):
            raise TypeError(f"{value!r} is no {kind.__name__.lower()}")
        if has_span:
            years = {key: value[key] for key in ("first_year", "last_year") if key in value}
            value = {key: part for key, part in value.items() if key not in years} | {"years": years}
        return read_fields(value, kind)

    return read_entry


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _by_code(entries: Any, kind: Any) -> dict[str, Any]:
    """A list's entries by the first of their fields, which is a code or slug."""
    every: Any = GenericAlias(tuple, (get_args(kind)[1], ...))
    found: tuple[Any, ...] = _CONVERTER.structure(entries, every)
    return {getattr(entry, fields(entry)[0].name): entry for entry in found}


def _as_it_is(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r}: expected {kind.__name__}")
    if value == "":
        raise ValueError("this is empty: leave the key out, or say something")
    return value


def _choice(value: Any, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        raise ValueError(f"{value!r}: expected {', '.join(kind)}") from None


def _cell(value: Any, _: Any) -> CellKey:
    if not (isinstance(value, list) and len(value) == 3 and all(isinstance(part, str) for part in value)):
        raise TypeError(f"{value!r}: a cell is [measure, category, level]")
    return CellKey(*value)


_CONVERTER = _converter()
