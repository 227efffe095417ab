"""Whole answers of the public site, kept in memory until the next release, within a bound."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import brotli
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import compress_sequence

# A larger answer is sent while it is made, and made again for the next who asks.
LARGEST = 8 * 1024 * 1024
# A smaller one gains nothing by being compressed; neither do pictures, which are compressed already.
LEAST_COMPRESSED = 400
COMPRESSED_KINDS = ("text/", "application/json", "application/atom+xml", "image/svg+xml")
# Best first, for what is kept and for what is not. At 9 brotli takes 20 ms for a long page; at 10 some 60,
# for a tenth less, which is well spent once for all who read the page until the next release.
ENCODINGS: Mapping[str, Callable[[bytes, bool], bytes]] = {
    "br": lambda body, is_kept: brotli.compress(body, quality=10 if is_kept else 9),
    "gzip": lambda body, _is_kept: gzip.compress(body, 6, mtime=0),
}
_OVERHEAD = 2_000  # what headers and bookkeeping take, in bytes
_NOT_TAKEN = frozenset({"q=0", "q=0.0", "q=0.00", "q=0.000"})

Key = tuple[str, ...]


@dataclass(slots=True)
class Answer:
    """A page as it goes out, compressed once for each encoding that somebody asks for."""

    headers: Mapping[str, str]
    body: bytes
    status: int = 200
    encoded: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0
    is_kept: bool = False

    @property
    def most_bytes(self) -> int:
        """What it takes at most: both compressions of a text are together smaller than the text."""
        return _OVERHEAD + 2 * len(self.body)

    def response(self, accepted: str) -> HttpResponse:
        """The answer in the best encoding that a client with that Accept-Encoding takes."""
        body, encoding = self.body, self._encoding(accepted)
        if encoding:
            body = self.encoded.get(encoding) or ENCODINGS[encoding](body, self.is_kept)
            self.encoded[encoding] = body
        response = HttpResponse(body, status=self.status, headers=self.headers)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(body))
        return response

    def _encoding(self, accepted: str) -> str:
        kind = self.headers.get("Content-Type", "")
        if len(self.body) < LEAST_COMPRESSED or not kind.startswith(COMPRESSED_KINDS):
            return ""
        taken = accepted_encodings(accepted)
        return next((name for name in ENCODINGS if name in taken), "")


def accepted_encodings(header: str) -> frozenset[str]:
    """What an Accept-Encoding header takes of the encodings made here: `br;q=0` refuses br."""
    weights: dict[str, bool] = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "") not in _NOT_TAKEN
    return frozenset(name for name in ENCODINGS if weights.get(name, weights.get("*", False)))


def whole(response: HttpResponseBase) -> Answer | None:
    """The response as an answer to keep; None where it is too large: then it is still there to be sent."""
    if isinstance(response, StreamingHttpResponse):
        pieces, size = [], 0
        source = iter(response)
        for piece in source:
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                response.streaming_content = chain(pieces, source)
                return None
        return Answer(dict(response.headers), b"".join(pieces), response.status_code)
    if not isinstance(response, HttpResponse) or len(response.content) > LARGEST:
        return None
    return Answer(dict(response.headers), response.content, response.status_code)


def compressed_stream(response: HttpResponseBase, accepted: str) -> HttpResponseBase:
    """A response that is too large to be whole, compressed while it is sent where that is taken."""
    kind = response.headers.get("Content-Type", "")
    if (
        isinstance(response, StreamingHttpResponse)
        and kind.startswith(COMPRESSED_KINDS)
        and "gzip" in accepted_encodings(accepted)
    ):
        response.streaming_content = compress_sequence(iter(response))
        response.headers["Content-Encoding"] = "gzip"
    return response


class Answers:
    """The answers of one release by their keys, those least recently asked for given up first."""

    def __init__(self, *, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._tag = ""
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def begin(self, tag: str) -> Sequence[Key]:
        """From now on keep answers of that release alone. The keys of the one before, busiest first."""
        with self._lock:
            if tag == self._tag:
                return ()
            before = sorted(self._kept, key=lambda key: -self._kept[key].asked)
            self._tag, self._kept, self.bytes = tag, OrderedDict(), 0
            return before

    def get(self, tag: str, key: Key) -> Answer | None:
        with self._lock:
            answer = self._kept.get(key) if tag == self._tag else None
            if answer is not None:
                answer.asked += 1
                self._kept.move_to_end(key)
            return answer

    def keep(self, tag: str, key: Key, answer: Answer) -> None:
        """Keep it, unless a newer release has begun meanwhile or it would take more than a quarter of all."""
        with self._lock:
            if tag != self._tag or answer.most_bytes > self.most_bytes / 4:
                return
            if (old := self._kept.pop(key, None)) is not None:
                self.bytes -= old.most_bytes
            self._kept[key] = answer
            answer.is_kept = True
            self.bytes += answer.most_bytes
            while self.bytes > self.most_bytes:
                _key, oldest = self._kept.popitem(last=False)
                self.bytes -= oldest.most_bytes
