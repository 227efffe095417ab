"""The look of every mark: a class for the site's stylesheet, and attributes for a picture that stands alone.

A picture saved from the page, or embedded elsewhere, has no stylesheet: its presentation attributes are the
light colours. On the site, static/css/_charts.scss gives each class the reader's colours (dark, forced).
"""

from __future__ import annotations

INK = "#0b0c0c"
SOFT = "#4a5257"
LINE = "#d4d9dc"
PAPER = "#ffffff"
BLUE = "#12436d"
GREY = "#7d878d"

# The areas that a reader puts beside another. Told apart by people with any kind of colour vision together
# with their shapes (canvas.SHAPES), and each at least 4.5:1 on paper, as their names are text.
PICKED = {
    "pick-1": "#70049d",
    "pick-2": "#946a00",
    "pick-3": "#46804e",
    "pick-4": "#4b3130",
    "pick-5": "#3340d0",
}

INTERVAL_OPACITY = 0.24
QUIET_INTERVAL_OPACITY = 0.26
BAND_OPACITY = 0.14
# As static/css/_type.scss.
FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

_STRONG = {"font-weight": "700"}
_DRAWN = {"fill": "none", "stroke-linecap": "round", "stroke-linejoin": "round"}

STYLES: dict[str, dict[str, str]] = {
    "chart-paper": {"fill": PAPER},
    "chart-backing": {"fill": PAPER},
    "chart-title": {"fill": INK} | _STRONG,
    "chart-text": {"fill": INK},
    "chart-strong": {"fill": INK} | _STRONG,
    "chart-soft": {"fill": SOFT},
    "chart-grid": {"stroke": LINE, "stroke-width": "1"},
    "chart-axis": {"stroke": INK, "stroke-width": "1"},
    "chart-reference": {"stroke": SOFT, "stroke-width": "1.5", "stroke-dasharray": "3 4"},
    "chart-interval": {"fill": BLUE, "fill-opacity": str(INTERVAL_OPACITY)},
    "chart-interval-quiet": {"fill": GREY, "fill-opacity": str(QUIET_INTERVAL_OPACITY)},
    "chart-line": {"stroke": BLUE, "stroke-width": "3"} | _DRAWN,
    "chart-line-quiet": {"stroke": GREY, "stroke-width": "2"} | _DRAWN,
    "chart-dot": {"fill": BLUE, "stroke": PAPER, "stroke-width": "1.5"},
    "chart-dot-quiet": {"fill": GREY, "stroke": PAPER, "stroke-width": "1.5"},
    "chart-press": {"fill": PAPER, "stroke": BLUE, "stroke-width": "2.5", "stroke-linejoin": "round"},
    "chart-press-quiet": {"fill": PAPER, "stroke": GREY, "stroke-width": "2", "stroke-linejoin": "round"},
    "chart-limit": {"fill": "none", "stroke": SOFT, "stroke-width": "1.5"},
    "chart-chance": {
        "fill": "none",
        "stroke": SOFT,
        "stroke-width": "1.5",
        "stroke-dasharray": "0.1 4.5",
        "stroke-linecap": "round",
    },
    "chart-band": {"fill": GREY, "fill-opacity": str(BAND_OPACITY)},
    "chart-ring": {"fill": "none", "stroke": BLUE, "stroke-width": "1.25"},
    "chart-name": {"fill": BLUE} | _STRONG,
    "chart-name-light": {"fill": BLUE},
    "chart-name-outside": {"fill": INK},
    "chart-name-quiet": {"fill": SOFT},
    "chart-leader": {"stroke": SOFT, "stroke-width": "1"},
    "chart-break": {"stroke": INK, "stroke-width": "1.25", "stroke-dasharray": "6 4"},
    "chart-break-small": {"stroke": SOFT, "stroke-width": "1", "stroke-dasharray": "2 4"},
    "chart-badge": {"fill": PAPER, "stroke": INK, "stroke-width": "1.25"},
    "chart-badge-number": {"fill": INK} | _STRONG,
    "chart-hit": {"fill": PAPER, "fill-opacity": "0"},
    **{
        f"chart-line-{mark}": {"stroke": colour, "stroke-width": "2"} | _DRAWN
        for mark, colour in PICKED.items()
    },
    **{
        f"chart-dot-{mark}": {"fill": colour, "stroke": PAPER, "stroke-width": "1"}
        for mark, colour in PICKED.items()
    },
    **{
        f"chart-press-{mark}": {
            "fill": PAPER,
            "stroke": colour,
            "stroke-width": "2",
            "stroke-linejoin": "round",
        }
        for mark, colour in PICKED.items()
    },
    **{f"chart-name-{mark}": {"fill": colour} for mark, colour in PICKED.items()},
    "chart-halo": {"stroke": PAPER, "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"},
}
