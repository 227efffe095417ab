"""Small charts on one sheet, to save: four beside one another, each under the name of its area."""

from urllib.parse import urljoin

from django.utils.translation import gettext as _

from .canvas import Canvas, Form
from .description import MultiplesChart
from .labels import wrap
from .markup import attribute, coordinate
from .multiples import HEIGHT, MultiplesFigure, SmallPicture, present_multiples

COLUMNS = 4
BETWEEN = 12
"""Paper to the right of each small chart and under it."""
_SMALL = "chart-small"


def sheet(chart: MultiplesChart, *, prefix: str, url: str, margin: float) -> str:
    """The whole sheet as markup. Each small chart leads to its area, at an address found from `url`."""
    figure = present_multiples(chart, key=prefix)
    canvas = Canvas(form=Form.WIDE, prefix=prefix)
    canvas.heading(title=chart.title, finding=chart.finding, axis_title=_how_to_read(figure))
    canvas.y += BETWEEN
    small = [
        part
        for first in range(0, len(figure.pictures), COLUMNS)
        for part in _row(canvas, figure.pictures[first : first + COLUMNS], url=url)
    ]
    canvas.group(_SMALL)
    canvas.foot(
        key=(),
        notes=tuple((item.number, item.reason) for item in chart.breaks),
        source_line=chart.source_line,
    )
    # The small charts are text already, and are read between the heading and the foot.
    drawn = canvas.finish(across=margin, down=margin)
    return drawn.replace(f'<g class="{_SMALL}" />', f'<g class="{_SMALL}">{"".join(small)}</g>', 1)


def _how_to_read(figure: MultiplesFigure) -> str:
    """What stands in words above the small charts on the page."""
    grey = _("The grey line is %(name)s.") % {"name": figure.reference} if figure.reference else ""
    return " ".join(filter(None, (f"{figure.chart.axis_title}.", figure.scale, grey, *figure.signs)))


def _row(canvas: Canvas, pictures: tuple[SmallPicture, ...], *, url: str) -> list[str]:
    """Names over their charts, all charts of the row on one line."""
    form = canvas.form
    step = form.width / COLUMNS
    named = [wrap(one.label, width=step - BETWEEN, size=form.text, bold=True) for one in pictures]
    top = canvas.y + form.leading * max(map(len, named))
    hidden = canvas.group(hidden=True)  # each chart says its area itself
    drawn = []
    for column, (one, lines) in enumerate(zip(pictures, named, strict=True)):
        x = column * step
        for index, line in enumerate(reversed(lines)):
            canvas.text(line, "chart-strong", x=x, y=top - form.leading * index - 6, parent=hidden)
        placed = one.svg.replace("<svg ", f'<svg x="{coordinate(x)}" y="{coordinate(top)}" ', 1)
        drawn.append(f'<a href="{attribute(urljoin(url, one.href))}">{placed}</a>' if one.href else placed)
    canvas.y = top + HEIGHT + BETWEEN
    return drawn
