import resource

from mappa_site.call_room import with_room

DEPTHS = 200
CALLS = 1000


def taken_at(depth: int) -> int:
    """How many pages of memory are given to calls of one function, that many calls down."""
    if depth:
        return taken_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        needs_more_than_who_calls_it()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def needs_more_than_who_calls_it() -> None:
    _one = _two = _three = _four = _five = _six = _seven = _eight = _nine = _ten = 0
    _eleven = _twelve = _thirteen = _fourteen = _fifteen = _sixteen = _seventeen = 0


def test_calls_take_no_memory_each_at_any_depth() -> None:
    """Without the room there is a depth at which each takes a page, in a Python that gives it back."""
    most = with_room(lambda: max(map(taken_at, range(DEPTHS))))
    most()
    assert most() < CALLS / 10


def test_what_is_called_is_the_same() -> None:
    assert with_room(lambda one, *, other: (one, other))(1, other=2) == (1, 2)
