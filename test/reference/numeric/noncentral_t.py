"""Writes noncentralT.json beside itself.

    python3 test/reference/numeric/noncentral_t.py

P(T > t) = E P(Z > tS - delta | S), integrated over log S at 40 digits, each tail on its own. Second formula: where t and
delta have the same sign, the series over Poisson weights (Lenth 1989) of incomplete beta functions, its terms being positive in
the upper tail of t > 0; elsewhere, for few degrees of freedom, the same probability as an integral over Z.
"""
import json
import platform
import random
from pathlib import Path

import mpmath
from mpmath import mp, mpf

from oracle import LogOdds, exact

SEED = 20240614
DIGITS = 40
SMALLEST = 1e-100
mp.dps = DIGITS
checked = {"points": 0, "by series": 0, "by integral over Z": 0}


def normal_upper(z):
    return mp.erfc(z / mp.sqrt(2)) / 2


def upper_tail(t, nu, delta):
    """P(T > t)."""
    t, nu, delta = exact(t), exact(nu), exact(delta)
    b = nu / 2

    def log_integrand(u):
        return b * (2 * u - mp.expm1(2 * u)) + mp.log(normal_upper(t * mp.exp(u) - delta))

    scale = 1 / mp.sqrt(2 * nu + (abs(delta) + 8) ** 2)
    low, high = mpf(-200), mpf(10)
    with mp.workdps(20):
        while high - low > scale / 10:
            first, second = low + (high - low) / 3, high - (high - low) / 3
            if log_integrand(first) < log_integrand(second):
                low = first
            else:
                high = second
    peak = (low + high) / 2
    top = log_integrand(peak)
    floor = -mp.log(10) * (mp.dps + 3)
    ends = []
    for direction in (-1, 1):
        reach = scale
        while log_integrand(peak + direction * reach) - top > floor:
            reach *= 2
        ends.append(peak + direction * reach)
    points = set(ends)
    for feature in [peak, mpf(0)] + ([mp.log(delta / t)] if t * delta > 0 else []):
        points.add(feature)
        step = scale * 2
        while step < ends[1] - ends[0]:
            points.update((feature - step, feature + step))
            step *= 8
    points = sorted(point for point in points if ends[0] <= point <= ends[1])
    value, error = mp.quad(lambda u: mp.exp(log_integrand(u) - top), points, error=True, maxdegree=9)
    assert error < value * mpf(10) ** -25, (t, nu, delta, mp.nstr(error / value, 3))
    return 2 * mp.exp(top + b * mp.log(b) - b - mp.loggamma(b)) * value


def series(t, nu, delta):
    """P(T > t) for t > 0 and delta >= 0."""
    t, nu, delta = exact(t), exact(nu), exact(delta)
    b = nu / 2
    y, x = nu / (nu + t * t), t * t / (nu + t * t)
    half = delta * delta / 2

    def increment(c):
        return mp.exp(b * mp.log(y) + c * mp.log(x) + mp.loggamma(b + c) - mp.loggamma(b) - mp.loggamma(c + 1))

    # I_y(b, c) for c = j + 1/2 and c = j + 1, j = 0, 1, ...: I_y(b, c + 1) = I_y(b, c) + increment (DLMF 8.17.21).
    betas = [LogOdds(mpf("0.5"), b).tails(mp.log(t * t / nu))[1], y**b]
    arguments = [mpf("0.5"), mpf(1)]
    increments = [increment(c) for c in arguments]
    weights = [mp.exp(-half), delta / mp.sqrt(2) * mp.exp(-half) / mp.gamma(mpf("1.5"))]
    divisors = [mpf(1), mpf("1.5")]
    total = mpf(0)
    j = 0
    while True:
        term = sum(weight * value for weight, value in zip(weights, betas))
        total += term
        if j > half and sum(weights) < total * mpf(10) ** (-mp.dps):
            return total / 2
        for i in range(2):
            betas[i] += increments[i]
            increments[i] *= x * (b + arguments[i]) / (arguments[i] + 1)
            arguments[i] += 1
            weights[i] *= half / divisors[i]
            divisors[i] += 1
        j += 1


def integral_over_z(t, nu, delta):
    """P(T > t) for t > 0: the integral over v = Z + delta > 0 of its density times P(S < v/t)."""
    t, nu, delta = exact(t), exact(nu), exact(delta)
    b = nu / 2
    f = lambda v: mp.npdf(v - delta) * mp.gammainc(b, 0, b * (v / t) ** 2, regularized=True)
    # P(S < v/t) rises near v = t, within about 1/sqrt(nu) of it.
    points = {mpf(0), abs(delta) + 30} | {t * mpf(k) / 10 for k in (0.01, 0.1, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 17, 20, 30)}
    points |= {mpf(k) for k in (0.5, 1, 2, 4, 8, 16)}
    points = sorted(point for point in points if point <= abs(delta) + 30)
    # quad stops at an absolute error.
    top = max(map(f, points))
    value, error = mp.quad(lambda v: f(v) / top, points, error=True)
    assert error < value * mpf(10) ** -18, (t, nu, delta, mp.nstr(error / value, 3))
    return value * top


def check(t, nu, delta, lower, upper):
    checked["points"] += 1
    if t < 0:
        t, delta, lower, upper = -t, -delta, upper, lower
    if t == 0:
        other = normal_upper(-exact(delta))
        allowed = mpf(10) ** -25
    elif delta >= 0:
        checked["by series"] += 1
        other = series(t, nu, delta)
        allowed = mpf(10) ** -25
    elif nu <= 60:
        checked["by integral over Z"] += 1
        other = integral_over_z(t, nu, delta)
        allowed = mpf(10) ** -16
    else:
        return
    # A tail of 1 minus very little is known well enough from the other one.
    assert abs(lower + upper - 1) < mpf(10) ** -25, (t, nu, delta)
    assert abs(other / upper - 1) < allowed, (t, nu, delta, mp.nstr(other / upper - 1, 5))


def row(t, nu, delta):
    upper = upper_tail(t, nu, delta)
    if upper < SMALLEST:
        return None
    lower = upper_tail(-t, nu, -delta)
    if lower < SMALLEST:
        return None
    check(t, nu, delta, lower, upper)
    return [[t, nu, delta], [float(lower), float(upper)]]


def main():
    rng = random.Random(SEED)
    rows = []
    while len(rows) < 300:
        nu = float(mp.e ** rng.uniform(0, float(mp.log(1e8)))) if rng.random() < 0.5 else float(rng.randint(1, 400))
        delta = rng.uniform(-6, 6) if rng.random() < 0.7 else rng.uniform(-40, 40)
        spread = (1 + delta**2 / (2 * nu)) ** 0.5
        t = delta + rng.uniform(-8, 8) * spread
        item = row(t, nu, delta)
        if item:
            rows.append(item)
    for nu in (1, 2, 3.5, 10, 38, 200, 1e6):
        for delta in (-5.0, -1.0, 0.0, 0.5, 3.0, 8.0, 40.0):
            for t in (-12.7, -2.0, 0.0, 1e-8, 1.96, 3.1, 60.0, 1e4):
                item = row(t, nu, delta)
                if item:
                    rows.append(item)
    header = {
        "script": "test/reference/numeric/noncentral_t.py",
        "python": platform.python_version(),
        "mpmath": mpmath.__version__,
        "digits": DIGITS,
        "seed": SEED,
        "checked": checked,
    }
    body = ",\n".join(json.dumps(item, separators=(",", ":")) for item in rows)
    Path(__file__).with_name("noncentralT.json").write_text(f'{{\n"generator": {json.dumps(header)},\n"tails": [\n{body}\n]\n}}\n')
    print(len(rows), checked)


if __name__ == "__main__":
    main()
