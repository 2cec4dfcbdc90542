"""Piecewise linear fits far from zero, on tiny scales and with knots close together, in exact rational arithmetic.

    python3 test/reference/trajectory/illConditioned.py > test/reference/trajectory/illConditioned.json

Every double is taken as the fraction that it is. The normal equations of the plain basis 1, t, max(t - k, 0), [t > k] are
solved without rounding, so that basis and scale do not matter; square roots, p-values and quantiles have 50 digits and are
rounded once, to the nearest double.
"""
import json
import platform
import random
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

mp.dps = 50
SEED = 19960301
random.seed(SEED)


def number(fraction):
    return mpf(fraction.numerator) / mpf(fraction.denominator)


def solve(matrix, right):
    """Gauss-Jordan on fractions: the solutions for every right-hand side."""
    size = len(matrix)
    work = [row[:] + extra[:] for row, extra in zip(matrix, right)]
    for column in range(size):
        pivot = next(row for row in range(column, size) if work[row][column] != 0)
        work[column], work[pivot] = work[pivot], work[column]
        lead = work[column][column]
        work[column] = [entry / lead for entry in work[column]]
        for row in range(size):
            if row != column and work[row][column] != 0:
                factor = work[row][column]
                work[row] = [a - factor * b for a, b in zip(work[row], work[column])]
    return [row[size:] for row in work]


def basis(t, knots, continuity):
    hinges = [max(t - k, Fraction(0)) for k in knots]
    steps = [Fraction(int(t > k)) for k in knots] if continuity == "separate" else []
    return [Fraction(1), t] + hinges + steps


def t_tail(statistic, df):
    """Two-sided p-value of Student's t."""
    return mp.betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + statistic ** 2), regularized=True)


def t_quantile(p, df):
    """The value with p / 2 above it."""
    return mp.findroot(lambda t: mp.log(t_tail(t, df)) - mp.log(p), mpf(2))


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def make_case(name, time, value, knots, continuity, level=0.95):
    t, y, k = ([Fraction(x) for x in column] for column in (time, value, knots))
    rows = [basis(x, k, continuity) for x in t]
    columns = list(zip(*rows))
    cross = [[dot(a, b) for b in columns] for a in columns]
    size = len(cross)
    identity = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    inverse = solve(cross, identity)
    coefficients = [row[0] for row in solve(cross, [[dot(column, y)] for column in columns])]
    residuals = [v - dot(row, coefficients) for v, row in zip(y, rows)]
    df = len(t) - size
    variance = dot(residuals, residuals) / df
    quantile = t_quantile(1 - mpf(Fraction(level).numerator) / Fraction(level).denominator, df)

    def estimate(weights):
        value = number(dot(weights, coefficients))
        error = mp.sqrt(number(variance * dot(weights, [dot(row, weights) for row in inverse])))
        p = t_tail(value / error, df)
        return [float(x) for x in (value, error, p, value + quantile * error)]

    def at(place, segment=None):
        """The value on the line of a segment, which may be extended beyond its knots."""
        if segment is None:
            return basis(place, k, continuity)
        hinges = [place - knot if index < segment else Fraction(0) for index, knot in enumerate(k)]
        return [Fraction(1), place] + hinges + [Fraction(int(index < segment)) for index in range(len(k))]

    def less(a, b):
        return [x - y for x, y in zip(a, b)]

    slopes = [[Fraction(0), Fraction(1)] + [Fraction(int(index < segment)) for index in range(len(k))] for segment in range(len(k) + 1)]
    slopes = [slope + [Fraction(0)] * (size - len(slope)) for slope in slopes]
    centre = sum(y) / len(y)
    total = sum((v - centre) ** 2 for v in y)
    grid = [time[0], max(time) + (max(time) - min(time)) / 8]
    return {
        "name": name,
        "continuity": continuity,
        "knots": knots,
        "level": level,
        "time": time,
        "value": value,
        "degreesOfFreedom": df,
        "residualStandardDeviation": float(mp.sqrt(number(variance))),
        "rSquared": float(number(1 - dot(residuals, residuals) / total)),
        "slopes": [estimate(slope) for slope in slopes],
        "slopeChanges": [estimate(less(after, before)) for before, after in zip(slopes, slopes[1:])],
        "jumps": [estimate(less(at(knot, index + 1), at(knot, index))) for index, knot in enumerate(k)] if continuity == "separate" else [],
        "intercept": estimate(at(Fraction(0))),
        "grid": grid,
        "predictions": [[e for i, e in enumerate(estimate(at(Fraction(g)))) if i != 2] for g in grid],
    }


def noise(size, spread):
    return [random.gauss(0, spread) for _ in range(size)]


shapes = {
    "times near 1e9, one apart": ([1e9 + x for x in range(-4, 7)], [40 - x + e for x, e in zip(range(11), noise(11, 1.0))], [1e9, 1e9 + 3]),
    "times near 1e12, a tenth apart": ([1e12 + x / 8 for x in range(-5, 8)], [40 - x + e for x, e in zip(range(13), noise(13, 1.0))], [1e12]),
    "values near 1e9 that differ in the third decimal": (list(range(-6, 7)), [1e9 + round(e, 3) for e in noise(13, 0.005)], [0]),
    "times and values near 1e9": ([1e9 + x for x in (-3, -2, -1, 0, 0, 1, 2, 4, 6)], [1e9 + round(e, 2) for e in noise(9, 2.0)], [1e9]),
    "days since 1900": ([44197 + x for x in (-91, -60, -31, -2, 28, 57, 119, 183)], [41, 40, 38, 37, 37, 36, 33, 31], [44197]),
    "times of 1e-60": ([x * 1e-60 for x in (-3, -2, -1, 0, 1, 2, 4, 6)], [42, 40.5, 39, 38, 37.5, 37, 35, 34], [0]),
    "values of 1e-60": ([-3, -2, -1, 0, 1, 2, 4, 6], [x * 1e-60 for x in (42, 40.5, 39, 38, 37.5, 37, 35, 34)], [0]),
    "values of 1e60": ([-3, -2, -1, 0, 1, 2, 4, 6], [x * 1e60 for x in (42, 40.5, 39, 38, 37.5, 37, 35, 34)], [0]),
    "knots a thousandth apart": ([-3, -2, -1, -0.5, -1e-4, 0.0005, 0.0007, 0.0012, 0.5, 1, 2, 3], [40 + e for e in noise(12, 1.0)], [0, 0.001]),
    "one lead-in visit far off": ([-1e6, -2, -1, 0, 1, 2, 3, 4], [50 + e for e in noise(8, 1.0)], [-0.5]),
    "three knots, visits repeated": ([-6, -6, -3, -3, 0, 0, 1, 2, 2, 4, 5, 5, 7, 9, 9, 12], [45 + e for e in noise(16, 3.0)], [-3, 2, 5]),
    "no knot, times and values near 1e9": ([1e9 + x / 2 for x in range(15)], [1e9 - round(0.8 * x + e, 2) for x, e in zip(range(15), noise(15, 2.0))], []),
}

cases = []
for name, (time, value, knots) in shapes.items():
    for continuity in ("continuous", "separate"):
        segment = [sum(t > k for k in knots) for t in time]
        if continuity == "separate" and any(len({t for t, s in zip(time, segment) if s == j}) < 2 for j in range(len(knots) + 1)):
            continue
        cases.append(make_case(name, [float(t) for t in time], [float(v) for v in value], [float(k) for k in knots], continuity))

generator = {"script": "test/reference/trajectory/illConditioned.py", "python": platform.python_version(), "mpmath": mpmath.__version__, "seed": SEED}
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
print('{"generator":' + json.dumps(generator) + ',"cases":[\n' + lines + "\n]}")
