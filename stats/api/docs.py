"""The page about the API, made of the description that programs read, with an example of each request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from stats.api.api import ERRORS, TAGS, api
from stats.api.problems import DETAILS, TITLES

# What each address was asked and answered on the figures that ship; tests/api/test_docs.py asks again.
EXAMPLES = Path(__file__).parent / "examples.json"
EXAMPLE_SITE = "http://127.0.0.1"
_REF = "#/components/schemas/"
_EVERYWHERE = ("format", "release")  # which the page tells once
_CODE = re.compile("`([^`]+)`")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field of an answer, or a parameter. `kind` is what stands there, in a word or two."""

    name: str
    kind: str
    about: SafeString
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class ShapeText:
    """What an answer, or a row of it, consists of."""

    name: str
    about: SafeString
    fields: tuple[FieldText, ...]


@dataclass(frozen=True, slots=True)
class OperationText:
    """One address. `example` is what was asked below the first part of every address, `answer` what came."""

    id: str
    path: str
    title: str
    about: SafeString
    parameters: tuple[FieldText, ...]
    shapes: tuple[str, ...]
    example: str
    answer: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    root = request.build_absolute_uri("/").rstrip("/")
    groups: dict[str, list[OperationText]] = {tag: [] for tag in TAGS}
    for operation in operations(schema, root=root):
        [tag] = schema["paths"][operation.path]["get"]["tags"]
        groups[tag].append(operation)
    told = {**DETAILS, **ERRORS}
    context = {
        "groups": groups,
        "shapes": tuple(shapes(schema)),
        "problems": [(status, title, told[status]) for status, title in TITLES.items()],
        "root": root,
        "section": "data",
    }
    return render(request, "stats/api/docs.html", context)


def operations(schema: Schema, *, root: str) -> Iterator[OperationText]:
    for path, methods in schema["paths"].items():
        found = methods["get"]
        asked, answer = examples().get(found["operationId"], ("", {}))
        written = json.dumps(answer, indent=2, ensure_ascii=False).replace(EXAMPLE_SITE, root)
        answered = found["responses"][200]["content"]["application/json"]["schema"]
        yield OperationText(
            id=found["operationId"],
            path=path,
            title=found["summary"],
            about=coded(found["description"]),
            parameters=tuple(
                FieldText(one["name"], _kind(one["schema"]), coded(one["description"]), one["required"])
                for one in found["parameters"]
                if one["name"] not in _EVERYWHERE
            ),
            shapes=tuple(_shapes_of(answered, schema)),
            example=asked,
            answer=written,
        )


def shapes(schema: Schema) -> Iterator[ShapeText]:
    """Each once; the lists around rows are told in words."""
    for name, found in schema["components"]["schemas"].items():
        if "properties" in found and not name.endswith("List"):
            fields = (FieldText(field, _kind(one), _about(one)) for field, one in found["properties"].items())
            yield ShapeText(name, coded(found.get("description", "")), tuple(fields))


def _shapes_of(answered: Schema, schema: Schema) -> Iterator[str]:
    name = answered["$ref"].removeprefix(_REF) if "$ref" in answered else answered["title"]
    if not name.endswith("List"):
        yield name
        return
    items = schema["components"]["schemas"].get(name, answered)["properties"]["items"]
    yield items["items"]["$ref"].removeprefix(_REF)


def _kind(one: Schema) -> str:
    """`text`, `number or null`, `list of text`."""
    if "anyOf" in one:
        return " or ".join(map(_kind, one["anyOf"]))
    if "$ref" in one:
        return str(one["$ref"]).removeprefix(_REF)
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    if one.get("type") == "array":
        return f"list of {_kind(one['items'])}"
    if one.get("format") == "date":
        return "date"
    return words.get(one.get("type", ""), str(one.get("type", "")))


def _about(one: Schema) -> SafeString:
    values = one.get("enum", ())
    for part in one.get("anyOf", ()):
        values = values or part.get("enum", ())
    told = [one.get("description", "")]
    if values:
        told.append(f"One of: {', '.join(map(str, values))}.")
    return coded(" ".join(filter(None, told)))


def coded(text: str) -> SafeString:
    """With what stands between backticks as code."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", escape(" ".join(text.split()))))  # noqa: S308 - escaped


@cache
def examples() -> Mapping[str, Sequence[Any]]:
    """By the names of operations: what was asked, and what was answered."""
    found: Mapping[str, Sequence[Any]] = json.loads(EXAMPLES.read_text("utf-8"))
    return found
