"""What each address of the API reads, and what may stand there. Anything else is refused: an answer to a
misspelt question would be a wrong answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, get_origin

from ninja import Path
from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from stats.analysis.search.questions import LONGEST_QUESTION
from stats.api.problems import ProblemError
from stats.catalogue.measures import CATEGORIES, LEVELS
from stats.catalogue.reader import catalogue
from stats.catalogue.years import EVERY_YEAR, ReportingYear

MOST_VALUES = 60  # of one parameter: more than there are areas
LARGEST_PAGE = 1000
_NAMED = 30  # so many are all named where one of them was expected
_SEVERAL = "Several times for several."


@dataclass(frozen=True, slots=True)
class OneOf:
    """Marks a text as one of these `values`; where it is not, `said` is told."""

    values: Collection[str]
    said: str

    def check(self, text: str) -> str:
        if text not in self.values:
            allowed = list(self.values) if len(self.values) <= _NAMED else []
            raise PydanticCustomError("not_allowed", "{said}", {"said": self.said, "allowed": allowed})
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.values)}


def _digits(text: Any) -> Any:
    """For whole numbers: ` 1_0 ` and `10.0` would be 10 as well."""
    if isinstance(text, str) and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise PydanticCustomError("not_digits", "This is no whole number in digits.")
    return text


Year = Annotated[str, OneOf([str(year) for year in EVERY_YEAR], "This is no reporting year such as 2014-15.")]
Indicator = Annotated[str, OneOf([*catalogue().indicators], "There is no such indicator.")]
Measure = Annotated[str, OneOf([*catalogue().measures], "There is no such measure.")]
Category = Annotated[str, OneOf(CATEGORIES, "There is no such category.")]
Level = Annotated[str, OneOf(LEVELS, "There is no such level.")]
SourceKind = Annotated[str, OneOf([*catalogue().source_kinds], "There is no such kind of source.")]
Form = Annotated[str, OneOf(["json", "csv"], "There is no such format.")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$", max_length=200)]
Cursor = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_:-]+$", max_length=200)]
Words = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION, pattern=r"^[^\x00-\x1f\x7f]+$")
]
Release = Annotated[int, Field(ge=1, le=999_999_999), BeforeValidator(_digits)]
Since = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(_digits)]
Limit = Annotated[int, Field(ge=1, le=LARGEST_PAGE), BeforeValidator(_digits)]

YearInPath = Annotated[Year, Path(description="A reporting year, such as 2014-15.", example="2018-19")]
IndicatorInPath = Annotated[
    Indicator,
    Path(
        description="What areas are compared on, such as rso-rate; `/api/v1/indicators` has all.",
        example=next(iter(catalogue().indicators)),
    ),
]
NameInPath = Annotated[
    Slug,
    Path(
        description="Its code, slug or number: the first field of the list's rows.",
        example=next(iter(catalogue().measures)),
    ),
]
AreaInPath = Annotated[
    Slug,
    Path(
        description="An area's name in addresses, such as dorset; `/api/v1/areas` has all.", example="dorset"
    ),
]


class Asked(BaseModel):
    """What every list reads."""

    format: Form = Field(
        "json", description="json, or csv for the same as a table. Without it what is accepted decides."
    )
    # Read by stats.views.past_releases for every page and answer.
    release: Release | None = Field(
        None, description="The number of a release: the answer is what the public saw at it. Else the newest."
    )

    @model_validator(mode="before")
    @classmethod
    def _known_and_once(cls, data: Any, info: ValidationInfo) -> Any:
        """The query itself is looked at: ninja has left out what it does not know, and all but the last."""
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        query: Any = info.context["request"].GET if info.context else {}
        for name in query:
            if name not in fields:
                told = f"There is no parameter {name[:60]!r} here."
                raise ProblemError.of(name[:60], told, allowed=sorted(fields))
            if len(query.getlist(name)) > 1 and get_origin(fields[name].annotation) is not list:
                raise ProblemError.of(name, f"{name} is given more than once.")
        return data


_AREAS: Any = Field(
    [], max_length=MOST_VALUES, description=f"An area's name in addresses, such as dorset. {_SEVERAL}"
)
_YEARS: Any = Field([], max_length=MOST_VALUES, description=f"A reporting year, such as 2014-15. {_SEVERAL}")
_CURSOR: Any = Field(None, description="From `next` of the answer before; nothing to make up.")


class AreasAsked(Asked):
    q: Words | None = Field(None, description="A town, district, county, police force or former name.")


class QuestionAsked(Asked):
    q: Words = Field(description="The question, such as: how many sex offenders in Kent.")


class FiguresAsked(Asked):
    area: list[Slug] = _AREAS
    year: list[Year] = _YEARS
    measure: list[Measure] = Field(
        [], max_length=MOST_VALUES, description=f"The code of what is counted, such as sopo. {_SEVERAL}"
    )
    category: list[Category] = Field(
        [], max_length=MOST_VALUES, description=f"A MAPPA category, or total. {_SEVERAL}"
    )
    level: list[Level] = Field(
        [], max_length=MOST_VALUES, description=f"A level of management, or total. {_SEVERAL}"
    )
    source_kind: list[SourceKind] = Field(
        [], max_length=MOST_VALUES, description=f"Whose document it is. {_SEVERAL}"
    )
    limit: Limit = Field(100, description=f"How many figures at once, at most {LARGEST_PAGE}.")
    cursor: Cursor | None = _CURSOR


class ValuesAsked(Asked):
    area: list[Slug] = _AREAS
    year: list[Year] = _YEARS


class TableAsked(Asked):
    area: list[Slug] = _AREAS


class ComparedAsked(Asked):
    area: list[Slug] = Field(min_length=1, max_length=MOST_VALUES, description=_AREAS.description)
    year: list[Year] = _YEARS


class ChangesAsked(Asked):
    from_: Since = Field(0, alias="from", description="The number of the release that you have; 0 for none.")
    limit: Limit = Field(100, description=f"How many states of figures to look at, at most {LARGEST_PAGE}.")
    cursor: Cursor | None = _CURSOR


def years_of(labels: Iterable[str]) -> list[ReportingYear]:
    """The reporting years that these name: `2014-15`."""
    return [ReportingYear.parse(label) for label in labels]
