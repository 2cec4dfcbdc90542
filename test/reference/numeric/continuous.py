"""Writes beta.json, chiSquare.json, fDistribution.json, normal.json and studentT.json beside itself.

    python3 test/reference/numeric/continuous.py [name ...]

Inputs are doubles, taken exactly; expected values are rounded once, to the nearest double. Every value comes from
numerical integration at 60 digits (oracle.py) and, where the number of terms allows it, agrees with a hypergeometric series.
"""
import json
import platform
import random
import sys
from pathlib import Path

import mpmath
from mpmath import mp, mpf

from oracle import DIGITS, LogGammaVariable, LogOdds, beta_series, exact, gamma_series

SEED = 20240613
SMALLEST = 1e-300
TERMS = 20000
checked = {"points": 0, "by series": 0}


def cross_check(name, tails, series):
    """The second formula gives one of the two tails; it must agree with the integral."""
    checked["points"] += 1
    side, value = series()
    if value is None:
        return
    checked["by series"] += 1
    expected = tails[0 if side == "lower" else 1]
    if not abs(value / expected - 1) < mpf(10) ** -30:
        raise ArithmeticError(f"{name}: {mp.nstr(value, 30)} against {mp.nstr(expected, 30)}")


def probability(rng):
    """Half of them deep in the tail, some near 1/2, the rest ordinary."""
    kind = rng.random()
    if kind < 0.45:
        return 10 ** rng.uniform(-300, -2)
    if kind < 0.6:
        return 10 ** rng.uniform(-16, -2)
    if kind < 0.7:
        return 0.5 - 10 ** rng.uniform(-14, -1) / 2
    return rng.uniform(1e-4, 0.9999)


def parameter(rng, low, high):
    value = mp.e ** rng.uniform(float(mp.log(low)), float(mp.log(high)))
    value = float(value)
    kind = rng.random()
    if kind < 0.3 and value > 1:
        return float(round(value))
    if kind < 0.4 and value > 1:
        return round(value * 2) / 2
    return value


def representable(value):
    return mpf("1e-307") < abs(value) < mpf("1e307")


def odds_tails(u, a, b, x, y, name):
    variable = LogOdds(a, b)
    tails = variable.tails(u)

    def series():
        if x * (variable.b + 1) < y * (variable.a + 1):
            return "lower", beta_series(variable.a, variable.b, x, y, TERMS)
        return "upper", beta_series(variable.b, variable.a, y, x, TERMS)

    cross_check(name, tails, series)
    return tails


def t_tails(t, df):
    t, df = exact(t), exact(df)
    size = abs(t)
    lower, upper = odds_tails(mp.log(size * size / df), mpf("0.5"), df / 2, size**2 / (df + size**2), df / (df + size**2), f"t {t} {df}")
    far = upper / 2
    near = (1 + lower) / 2
    return (far, near) if t < 0 else (near, far)


def t_quantile(p, df, side):
    p, df = exact(p), exact(df)
    if p == 0.5:
        return mpf(0)
    if p > 0.5:
        return -t_quantile(1 - p, df, side)
    t = mp.sqrt(df * mp.exp(LogOdds(mpf("0.5"), df / 2).quantile(2 * p, "upper")))
    return t if side == "upper" else -t


def f_tails(f, first, second):
    f, first, second = exact(f), exact(first), exact(second)
    odds = f * first / second
    return odds_tails(mp.log(odds), first / 2, second / 2, odds / (1 + odds), 1 / (1 + odds), f"F {f} {first} {second}")


def f_quantile(p, first, second, side):
    first, second = exact(first), exact(second)
    return mp.exp(LogOdds(first / 2, second / 2).quantile(exact(p), side)) * second / first


def beta_tails(x, a, b):
    x = exact(x)
    return odds_tails(mp.log(x / (1 - x)), a, b, x, 1 - x, f"beta {x} {a} {b}")


def beta_quantile(p, a, b, side):
    return 1 / (1 + mp.exp(-LogOdds(a, b).quantile(exact(p), side)))


def chi_square_tails(x, df):
    x, df = exact(x), exact(df)
    tails = LogGammaVariable(df / 2).tails(mp.log(x / 2))
    cross_check(f"chi-square {x} {df}", tails, lambda: ("lower", gamma_series(df / 2, x / 2, TERMS)) if tails[0] > 1e-20 else ("lower", None))
    return tails


def chi_square_quantile(p, df, side):
    return 2 * mp.exp(LogGammaVariable(exact(df) / 2).quantile(exact(p), side))


def normal_tails(z):
    z = exact(z)
    tails = (mp.erfc(-z / mp.sqrt(2)) / 2, mp.erfc(z / mp.sqrt(2)) / 2)
    if z != 0:
        central = LogGammaVariable(mpf("0.5")).tails(mp.log(z * z / 2))
        cross_check(f"normal {z}", tails, lambda: ("lower" if z < 0 else "upper", central[1] / 2))
    return tails


def normal_quantile(p, side):
    p = exact(p)
    if p == 0.5:
        return mpf(0)
    if p > 0.5:
        return -normal_quantile(1 - p, side)
    z = mp.sqrt(2 * mp.exp(LogGammaVariable(mpf("0.5")).quantile(2 * p, "upper")))
    return z if side == "upper" else -z


def random_cases(seed, count, draw, quantile, tails, at):
    """Random probabilities and parameters; the tails are then taken at the quantile rounded to a double."""
    rng = random.Random(seed)
    quantiles, points = [], []
    while len(quantiles) < count:
        parameters = draw(rng)
        p = probability(rng)
        side = rng.choice(["lower", "upper"])
        value = quantile(p, *parameters, side)
        if not representable(value) and value != 0:
            continue
        quantiles.append([[p, *parameters], side, float(value)])
        x = float(value)
        if at(x):
            points.append(row(x, parameters, tails))
    return quantiles, [point for point in points if point]


def row(x, parameters, tails):
    lower, upper = tails(x, *parameters)
    if min(lower, upper) < SMALLEST:
        return None
    return [[x, *parameters], [float(lower), float(upper)]]


def collect(name, count, draw, quantile, tails, extra_points, extra_quantiles, at=lambda x: x != 0):
    checked.update({"points": 0, "by series": 0})
    quantiles, points = random_cases(f"{SEED} {name}", count, draw, quantile, tails, at)
    for x, *parameters in extra_points:
        point = row(x, parameters, tails)
        if point:
            points.append(point)
    for p, *parameters in extra_quantiles:
        for side in ("lower", "upper"):
            value = quantile(p, *parameters, side)
            if representable(value) or value == 0:
                quantiles.append([[p, *parameters], side, float(value)])
    write(name, points, quantiles)


def write(name, points, quantiles):
    header = {
        "script": "test/reference/numeric/continuous.py",
        "python": platform.python_version(),
        "mpmath": mpmath.__version__,
        "digits": DIGITS,
        "seed": f"{SEED} {name}",
        "tailsChecked": dict(checked),
    }
    lines = ["{", f'"generator": {json.dumps(header)},']
    for key, rows, end in (("tails", points, ","), ("quantiles", quantiles, "")):
        lines.append(f'"{key}": [')
        lines.append(",\n".join(json.dumps(item, separators=(",", ":")) for item in rows))
        lines.append(f"]{end}")
    lines.append("}")
    Path(__file__).with_name(f"{name}.json").write_text("\n".join(lines) + "\n")
    print(name, len(points), "tails", len(quantiles), "quantiles", checked, flush=True)


DF = [0.5, 1, 1.5, 2, 3, 17.3, 100, 1e4, 1e5, 1234567.5, 1e8]
P = [1e-300, 1e-100, 1e-16, 1e-5, 0.025, 0.25, 0.4999999, 0.75, 0.999]

JOBS = {
    "studentT": lambda: collect(
        "studentT", 500, lambda rng: [parameter(rng, 0.5, 1e8)], t_quantile, t_tails,
        [[t, df] for df in DF for t in (1e-300, -1e-10, 0.01, -0.7, 1, 1.5, -1.8, 2.5, 6, -35, 1e4, -1e4, 1e20, 1e55, 1e155, 1e300)],
        [[p, df] for df in DF for p in P],
    ),
    "fDistribution": lambda: collect(
        "fDistribution", 600, lambda rng: [parameter(rng, 0.5, 1e8), parameter(rng, 0.5, 1e8)], f_quantile, f_tails,
        [[f, a, b] for a in (0.5, 1, 3, 101.7, 1e6, 1e8) for b in (0.5, 2, 200, 1e4, 1e8) for f in (1e-30, 0.01, 0.9999, 1, 1.0001, 1.1, 4, 1e4, 1e30)],
        [[p, a, b] for a in (0.5, 3, 1e8) for b in (0.5, 200, 1e8) for p in (1e-300, 1e-20, 0.025, 0.6)],
    ),
    "chiSquare": lambda: collect(
        "chiSquare", 500, lambda rng: [parameter(rng, 0.5, 1e8)], chi_square_quantile, chi_square_tails,
        [[x, df] for df in DF for x in (1e-200, 1e-5, 0.5, df / 2, df - 1, df, df + 1, df + 5 * df**0.5, df * 1.2, df * 2, 100, 1300) if x > 0],
        [[p, df] for df in DF for p in P],
    ),
    "beta": lambda: collect(
        "beta", 700, lambda rng: [parameter(rng, 0.01, 1e8), parameter(rng, 0.01, 1e8)], beta_quantile, beta_tails,
        [[x, a, b] for a in (0.01, 0.1, 0.5, 1, 8.5, 1e3, 1e7) for b in (0.01, 0.5, 1, 30, 1e5) for x in (1e-300, 1e-10, 0.01, 0.3, 0.5, 0.9, 1 - 2**-40)],
        [[p, a, b] for a in (0.01, 0.5, 1, 30, 1e7) for b in (0.01, 0.5, 8.5, 1e5) for p in (1e-300, 1e-20, 0.025, 0.6)],
        at=lambda x: 0 < x < 1,
    ),
    "normal": lambda: collect(
        "normal", 500, lambda rng: [], normal_quantile, normal_tails,
        [[sign * z] for sign in (1, -1) for z in (0.0, 1e-300, 1e-8, 0.1, 0.5, 1, 1.2, 1.4999, 1.5, 1.5001, 1.96, 3, 5, 8, 20, 37, 37.04)],
        [[p] for p in P + [0.5, 0.1, 0.0999, 1e-280]],
    ),
}

if __name__ == "__main__":
    for job in sys.argv[1:] or JOBS:
        JOBS[job]()
