"""The quantiles that the intervals and limits need, from SciPy's special functions.

SciPy is imported when a quantile is first asked for. Importing `scipy.special` takes about 0.15 seconds
beyond NumPy, and `scipy.stats` twice that again, which a process that only formats counts should not pay.
Nothing else in this package imports SciPy.
"""

from __future__ import annotations

from functools import cache
from statistics import NormalDist
from typing import Any


def gamma_quantile(probability: float, *, shape: float) -> float:
    """x where a gamma variable of this shape and unit scale falls below x with this probability."""
    return float(_special().gammaincinv(shape, probability))


def gamma_upper_quantile(probability: float, *, shape: float) -> float:
    """x where a gamma variable of this shape and unit scale falls *above* x with this probability."""
    return float(_special().gammainccinv(shape, probability))


def gamma_shape(probability: float, *, at: float) -> float:
    """The shape for which a gamma variable of unit scale falls below `at` with this probability."""
    return float(_special().gdtrib(1.0, probability, at))


def beta_quantile(probability: float, *, a: float, b: float) -> float:
    """x where a beta(a, b) variable falls below x with this probability."""
    return float(_special().betaincinv(a, b, probability))


def beta_first_shape(probability: float, *, b: float, at: float) -> float:
    """The first shape a for which a beta(a, b) variable falls below `at` with this probability."""
    return float(_special().btdtria(probability, b, at))


def normal_quantile(probability: float) -> float:
    """x where a standard normal variable falls below x with this probability."""
    return NormalDist().inv_cdf(probability)


@cache
def _special() -> Any:
    from scipy import special

    return special
