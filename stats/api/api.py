"""The API as a whole: what is wrong becomes a problem, and its description says all that is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from stats.api.problems import PROBLEM_JSON, ProblemError

TITLE = "MAPPA in numbers"
DESCRIPTION = """\
Every published MAPPA figure of England and Wales with its source, exactly as printed, and what areas are
compared on.

It can only be read. It needs no key, and any web page may ask it. Answers change only with a release: each
names its release, and carries an ETag and the time of its last change.

Every list is JSON, or CSV with `format=csv` or `Accept: text/csv`, cell for cell the same. Where there is no
number, `value` is null and `marker` says why: a marker is not a zero.

What cannot be answered is told as problem details (RFC 9457), with what is allowed. A parameter that is not
known is refused. Names here are kept: what has to mean something else will be under `/api/v2/`.
"""
LICENCE = {
    "name": "Open Government Licence v3.0",
    "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
TAGS = ("Questions", "Figures", "Comparisons", "Areas", "Meaning", "Quality", "Releases", "Sources")
ERRORS = {
    400: "A parameter is not known, given more than once, or says what cannot be.",
    404: "There is nothing of that name, or the cursor was not given out for this list.",
    406: "Only what is neither JSON nor CSV is accepted.",
}
# What is told in place of pydantic's own words, by its names of errors.
_SAID = {
    "missing": "It is needed.",
    "string_too_short": "It is empty.",
    "string_too_long": "It may have at most {max_length} characters.",
    "string_pattern_mismatch": "It has a character that cannot stand there.",
    "too_long": "It may be given at most {max_length} times.",
    "greater_than_equal": "It must be at least {ge}.",
    "less_than_equal": "It may be at most {le}.",
}
_PROBLEM: Mapping[str, Any] = {
    "title": "Problem",
    "description": "What cannot be answered, and why (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail", "documentation"],
    "properties": {
        "type": {"type": "string", "description": "Where the kind of problem is explained."},
        "title": {"type": "string", "description": "The kind of problem."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What is wrong here."},
        "documentation": {"type": "string", "description": "Where everything that can be asked stands."},
        "errors": {
            "type": "array",
            "description": "What is wrong with each parameter.",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {
                    "parameter": {"type": "string"},
                    "detail": {"type": "string"},
                    "allowed": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "What can stand there; of many the nearest.",
                    },
                },
            },
        },
    },
}


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's name, which does not move with its file."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """With the forms and the errors that every address has."""
        schema = super().get_openapi_schema(**where)
        schema["info"]["license"] = LICENCE
        schema["tags"] = [{"name": tag} for tag in TAGS]
        schemas = schema["components"]["schemas"]
        for name in [name for name in schemas if name.endswith("Asked")]:
            del schemas[name]  # ninja tells parameters one by one, and leaves what it has read them from
        schemas["Problem"] = _PROBLEM
        content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for path in schema["paths"].values():
            for operation in path.values():
                names = {one["name"] for one in operation.get("parameters", ())}
                if "format" in names:
                    operation["responses"][200]["content"]["text/csv"] = {"schema": {"type": "string"}}
                for status, told in ERRORS.items():
                    operation["responses"][status] = {"description": told, "content": content}
        return schema


api = Api(
    title=TITLE,
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
)


@api.exception_handler(ProblemError)
def _problem(_request: HttpRequest, problem: ProblemError) -> HttpResponse:
    return problem.response()


@api.exception_handler(Http404)
def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return ProblemError(404, "").response()


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """In a path it names something that is not there; in the query it says what cannot be."""
    errors = [_told(one) for one in error.errors]
    status = 404 if any(one["loc"][0] == "path" for one in error.errors) else 400
    detail = " ".join(f"{one['parameter']}: {one['detail']}" for one in errors)
    return ProblemError(status, detail, errors=errors).response()


def _told(one: Mapping[str, Any]) -> dict[str, Any]:
    names = [str(part) for part in one["loc"] if not isinstance(part, int)]
    given = one.get("ctx", {})
    said = _SAID.get(one["type"])
    told = {"parameter": names[-1], "detail": said.format(**given) if said else one["msg"]}
    allowed = given.get("allowed")
    return told | ({"allowed": allowed} if allowed else {})
