"""Charts to explore."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, JsonResponse

from stats.presentation.charts import Chart, figure


def explored(charts: Mapping[str, Chart], *, key: str) -> JsonResponse:
    """The Plotly figure of the chart of that key, of those that its page draws."""
    if key not in charts:
        raise Http404
    return JsonResponse(figure(charts[key]))
