"""The site asked in this same process, as a browser would ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


@dataclass(frozen=True, slots=True)
class Answer:
    """`view` is the name of the address that answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    view: str

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


class Site:
    """`address` is what every whole address on its pages begins with: "https://mappa.example"."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._handler = WSGIHandler()

    def request(self, address: str) -> WSGIRequest:
        """For templates `request.is_frozen`: what needs a server to answer is left out."""
        scheme, host = urlsplit(self.address)[:2]
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": host,
            "HTTP_X_FORWARDED_PROTO": scheme,
            "SERVER_NAME": host,
            "SERVER_PORT": "443" if scheme == "https" else "80",
            "wsgi.url_scheme": scheme,
            "wsgi.input": BytesIO(),
        }
        request = WSGIRequest(environ)
        request.is_frozen = True  # type: ignore[attr-defined]
        return request

    def ask(self, address: str) -> Answer:
        if address.startswith(settings.STATIC_URL):
            return _static(address.removeprefix(settings.STATIC_URL))
        request = self.request(address)
        response = self._handler.get_response(request)
        body = b"".join(response)
        match = request.resolver_match
        return Answer(response.status_code, response.headers, body, match.view_name if match else "")


def _static(name: str) -> Answer:
    """The collected file, or the one that it would be collected from."""
    collected = Path(staticfiles_storage.path(name))
    file = collected if collected.is_file() else find(name)
    if file is None:
        return Answer(404, {}, b"", "")
    kind = "text/css" if name.endswith(".css") else ""
    return Answer(200, {"Content-Type": kind}, Path(file).read_bytes(), "")
