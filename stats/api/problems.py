"""What programs are told where something cannot be answered: problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse

PROBLEM_JSON = "application/problem+json"
DOCS = "/api/v1/docs"

TITLES = {
    400: "This cannot be understood",
    404: "There is nothing here",
    405: "This can only be read",
    406: "There is no such format",
    500: "Something went wrong here",
    503: "The database does not answer",
}
DETAILS = {
    404: "Nothing is at this address.",
    405: "Every address answers GET, HEAD and OPTIONS, and nothing else.",
    500: "This is our fault, not that of the request. Please ask again later.",
    503: "Please ask again in a moment.",
}


class ProblemError(Exception):
    """What was asked cannot be answered. `detail` says why; `errors` what is wrong with each parameter, with
    what is allowed there."""

    def __init__(self, status: int, detail: str, *, errors: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors

    @classmethod
    def of(
        cls, parameter: str, detail: str, *, status: int = 400, allowed: Sequence[str] = ()
    ) -> ProblemError:
        """One that lies in a single parameter."""
        error: dict[str, Any] = {"parameter": parameter, "detail": detail}
        if allowed:
            error["allowed"] = list(allowed)
        return cls(status, detail, errors=[error])

    def response(self) -> HttpResponse:
        return problem_response(self.status, self.detail, errors=self.errors)


def problem_response(
    status: int, detail: str = "", *, errors: Sequence[Mapping[str, Any]] = ()
) -> HttpResponse:
    body: dict[str, Any] = {
        "type": f"{DOCS}#problem-{status}",
        "title": TITLES.get(status, "This cannot be answered"),
        "status": status,
        "detail": detail or DETAILS.get(status, "The documentation says what can be asked."),
        "documentation": DOCS,
    }
    if errors:
        body["errors"] = list(errors)
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM_JSON)
