"""Room for deep calls, which Python takes and gives back where a loop stands at the edge of what it has.

Python keeps what its calls work with in pieces of 16 KB. Where a loop deep in a page stands at the end of
one, each of its calls asks the operating system for a piece and gives it back: thousands of times a page,
and half of the time of some (github.com/python/cpython/issues/142183). The last 3.13 and 3.14 keep one.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

P = ParamSpec("P")
T = TypeVar("T")

OWN = 32 * 1024
"""What the function is said to need, in values of 8 bytes: 256 KB. With what Python adds to that, a piece of
512 KB is the next that is large enough, and whatever the function calls has the rest of it. It is no memory
before it is used."""


def with_room(function: Callable[P, T]) -> Callable[P, T]:
    """The same function, with a piece of its own for whatever it calls."""

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=OWN)
    return call


def room_for_calls(get_response: GetResponse) -> GetResponse:
    """Middleware, the first of all: a page is made some hundred calls deep."""
    return with_room(get_response)
