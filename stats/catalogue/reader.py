"""Read the catalogue's TOML files into frozen dataclasses and check that they agree."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import GenericAlias
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, transform_error
from cattrs.gen import make_dict_structure_fn, override

from stats.catalogue.checks import contradictions
from stats.catalogue.contents import Catalogue
from stats.catalogue.measures import CellKey
from stats.catalogue.texts import Codes, MeasureCode, PluralText
from stats.catalogue.years import ReportingYear

DATA = Path(__file__).parent / "data"

# The lists of each file. The fields of Catalogue say what their entries are.
FILES: Mapping[str, tuple[str, ...]] = {
    "measures": ("measure",),
    "layouts": ("table", "layout", "national_layout", "label_word"),
    "indicators": ("indicator",),
    "breaks": ("break",),
    "series": ("national_table",),
    "topics": ("topic", "topic_table"),
    "populations": ("base", "restatement"),
    "sources": ("coverage", "source_kind"),
    "places": ("place_kind", "word_list", "same_word"),
    "questions": ("question_word", "related_subject"),
    "pages": ("page",),
    "columns": ("column", "export"),
    "headings": ("head_word", "head_rule"),
    "glossary": ("glossary_part",),
}

# Fields that files call by another word. The `years` of an entry are its first_year and last_year.
_KEYS = {
    "first": "first_year",
    "last": "last_year",
    "by_division": "divisions",
    "basis_changes": "basis_change",
    "short_label": "short",
    "is_context": "context",
    "terms": "term",
    "explanations": "explanation",
}

# What an entry is called in messages, by the first of these that it has.
_NAMES = ("code", "slug", "name", "label", "use", "word", "first_year", "year", "last_year")

Lists = Mapping[str, list[Any]]
Hook = Callable[[Any, Any], Any]


class CatalogueError(ValueError):
    """The catalogue's files cannot be read or contradict themselves; the message lists everything found."""


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue that ships with the code, read and checked once per process."""
    return read(DATA)


def read(folder: Path) -> Catalogue:
    """Read a folder of catalogue files; raise CatalogueError with every unreadable entry or contradiction."""
    files = {file: _toml(folder / f"{file}.toml") for file in FILES}
    if problems := [problem for file in FILES for problem in _unknown_or_missing_lists(file, files[file])]:
        raise CatalogueError("; ".join(problems))
    lists = {f"{key}s": entries for file in files.values() for key, entries in file.items()}
    reader = _Reader()
    try:
        found = reader.structure(lists, Catalogue)
    except ClassValidationError as error:
        raise CatalogueError("; ".join(_told(error, lists))) from error
    reader.codes = _codes(lists)
    problems = [*_repeats(reader.codes), *contradictions(found)]
    try:
        reader.structure(lists, Catalogue)
    except ClassValidationError as error:
        problems += _told(error, lists)
    if problems:
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
    yield from (
        f"{file}.toml: [[{key}]] is missing" for key in FILES[file] if not isinstance(raw.get(key), list)
    )


def _codes(lists: Lists) -> Codes:
    return {
        name: [entry[key] for entry in entries for key in ("code", "slug") if key in entry]
        for name, entries in lists.items()
    }


def _repeats(codes: Codes) -> Iterator[str]:
    """Codes written twice, which a dictionary would silently merge."""
    for name, among in codes.items():
        for code, times in Counter(among).items():
            if times > 1:
                yield f"{name.removesuffix('s')} {code!r} is written twice"


def _told(error: ClassValidationError, lists: Lists) -> Iterator[str]:
    """Everything that the library found wrong, each with its place."""
    for line in transform_error(error, format_exception=_said):
        said, path = line.rsplit(" @ ", 1)
        yield f"{_place(path, lists)}: {said}"


def _said(error: BaseException, _: Any) -> str:
    match error:
        case ForbiddenExtraKeysError():
            return f"unknown key {', '.join(map(repr, sorted(error.extra_fields)))}"
        case KeyError():
            return "this key is missing"
        case _:
            return str(error)


def _place(path: str, lists: Any) -> str:
    """`$.topics[2].page` in words: `topics.toml, topic 'orders', page`."""
    words: list[str] = []
    part = lists
    for name, number in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        if name:
            key = _KEYS.get(name, name)
            part = part.get(key) if isinstance(part, Mapping) else None
            words.append(key)
        elif isinstance(part, list):
            part = part[int(number)]
            if isinstance(part, Mapping):
                called = next((part[key] for key in _NAMES if key in part), "without a name")
                words[-1] = f"{words[-1].removesuffix('s')} {called!r}"
    file = next(file for file, keys in FILES.items() if words[0].split()[0].removesuffix("s") in keys)
    return ", ".join((f"{file}.toml", *words))


class _Reader(Converter):
    """Makes dataclasses of what TOML holds, and takes nothing for another kind: `"no"` is no bool.

    Once it has the codes of every list, it also checks what the entries say: the marks of their fields
    (Fields, CodeIn) and their own `problems`.
    """

    codes: Codes | None = None

    def __init__(self) -> None:
        super().__init__(forbid_extra_keys=True)
        self.entries: dict[tuple[type, str | None], Any] = {}
        for plain in (str, int, bool):
            self.register_structure_hook(plain, _as_it_is)
        self.register_structure_hook(StrEnum, _choice)
        self.register_structure_hook(Decimal, lambda value, _: Decimal(value))
        self.register_structure_hook(ReportingYear, lambda value, _: ReportingYear.parse(value))
        self.register_structure_hook(CellKey, self._cell)
        for origin, hook in ((Literal, _choice), (Mapping, self._by_code), (Annotated, self._marked)):
            self.register_structure_hook_func(_has_origin(origin), hook)
        self.register_structure_hook_factory(is_dataclass, self._entry_reader)

    def _entry_reader(self, kind: type) -> Hook:
        # The library would leave the marks out.
        hints = get_type_hints(kind, include_extras=True)

        def field_reader(hint: Any) -> Hook:
            hook = self.get_structure_hook(hint)
            return lambda value, _: hook(value, hint)

        keys: dict[str, Any] = {
            name: override(rename=_KEYS.get(name), struct_hook=field_reader(hint))
            for name, hint in hints.items()
        }
        read_fields: Hook = make_dict_structure_fn(kind, self, **keys)

        def read_entry(value: Any, _: Any) -> Any:
            # A layout names its tables by their codes; they stand before it.
            if isinstance(value, str) and (kind, value) in self.entries:
                return self.entries[kind, value]
            if isinstance(value, str) and kind is PluralText:
                return PluralText(value, value)
            if not isinstance(value, Mapping):
                raise TypeError(f"{value!r} is no {kind.__name__.lower()}")
            if "years" in hints:
                years = {key: value[key] for key in ("first_year", "last_year") if key in value}
                value = {key: part for key, part in value.items() if key not in years} | {"years": years}
            entry = self.entries[kind, value.get("code")] = read_fields(value, kind)
            if self.codes is not None and (problems := [*getattr(entry, "problems", tuple)()]):
                raise ClassValidationError(kind.__name__, [ValueError(said) for said in problems], kind)
            return entry

        return read_entry

    def _by_code(self, value: Any, kind: Any) -> dict[str, Any]:
        """A list's entries by the first of their fields, which is a code or slug."""
        every: Any = GenericAlias(tuple, (get_args(kind)[1], ...))
        entries = self.structure(value, every)
        return {getattr(entry, fields(entry)[0].name): entry for entry in entries}

    def _marked(self, value: Any, kind: Any) -> Any:
        plain, mark = get_args(kind)
        found = self.structure(value, plain)
        if self.codes is not None:
            mark.check(found, self.codes)
        return found

    def _cell(self, value: Any, _: Any) -> CellKey:
        if not (isinstance(value, list) and len(value) == 3 and all(isinstance(part, str) for part in value)):
            raise TypeError(f"{value!r}: a cell is [measure, category, level]")
        return CellKey(self._marked(value[0], MeasureCode), *value[1:])


def _has_origin(origin: Any) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


def _as_it_is(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r}: expected {kind.__name__}")
    if value == "":
        raise ValueError("this is empty: leave the key out, or say something")
    return value


def _choice(value: Any, kind: Any) -> Any:
    """A member of an enumeration, or one of the texts of a Literal."""
    allowed = get_args(kind) or tuple(kind)
    if value not in allowed:
        raise ValueError(f"{value!r}: expected {', '.join(allowed)}")
    return value if get_args(kind) else kind(value)
