from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from stats.presentation.charts.pictures.placing import HIDE_A_MARK, Box, place_name

ROOM = Box(0, 0, 400, 300)


def placed(
    point: tuple[float, float],
    *,
    width: float,
    obstacles: list[Box],
    room: Box = ROOM,
    names: Sequence[Box] = (),
) -> Box:
    costs = {HIDE_A_MARK: obstacles}
    return place_name(point, ("Dorset",), width=width, height=20, room=room, names=names, costs=costs).box


def test_a_free_label_stands_to_the_right_of_its_point() -> None:
    box = placed((100, 100), width=80, obstacles=[Box(92, 92, 108, 108)])
    assert (box.left, box.top) == (111, 90)


def test_a_label_at_the_edge_stands_above_or_below() -> None:
    box = placed((390, 100), width=80, obstacles=[Box(382, 92, 398, 108)])
    assert box.inside(ROOM)
    assert box.bottom <= 92 or box.top >= 108


@given(st.lists(st.tuples(st.integers(0, 380), st.integers(0, 280)), max_size=6))
def test_a_label_hides_nothing_where_there_is_room(corners: list[tuple[int, int]]) -> None:
    obstacles = [Box(x, y, x + 16, y + 16) for x, y in corners]
    box = placed((200, 150), width=60, obstacles=obstacles)
    assert not any(box.overlaps(item) for item in obstacles)
    assert box.inside(ROOM)


def test_a_name_rather_hides_a_line_than_another_name() -> None:
    room = Box(0, 0, 200, 200)
    line = [Box(left, 0, left + 10, 200) for left in range(0, 200, 10)]
    taken = Box(100, 60, 190, 140)
    box = placed((95, 100), width=80, room=room, obstacles=line, names=[taken])
    assert not box.overlaps(taken)
    assert box.inside(room)
