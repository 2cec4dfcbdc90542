"""Writes binomial.json, poisson.json and gamma.json beside itself.

    python3 test/reference/numeric/counts.py

Probabilities, means and times are doubles, taken exactly. Binomial and Poisson densities and tails are sums of their own terms, at 60
digits from log gamma at the observed count outwards; small binomial ones are also exact fractions, which must agree to 40 digits. The
Poisson means at which a tail has a given probability come from the same sums by Newton's method. Gamma tails and quantiles come from
numerical integration (oracle.py), and the tails must agree with mpmath's incomplete gamma function to 30 digits.
"""
import json
import platform
import random
from fractions import Fraction
from math import comb
from pathlib import Path

import mpmath
from mpmath import mp, mpf

from oracle import LogGammaVariable, exact

SEED = 19360615
SMALLEST = mpf("1e-300")
mp.dps = 60


def outwards(term, ratio, x, step, last):
    """The terms from x in one direction, the first included; ratio(k) takes the term at k to the one at k + step."""
    total = term
    k = x
    while k != last:
        term *= ratio(k)
        k += step
        total += term
        if term < total * mpf(10) ** -58 and ratio(k) < mpf("0.999999"):
            break
    return total


def both_tails(x, mean, density, down, up, largest):
    if x <= mean:
        lower = outwards(density, down, x, -1, 0)
        return lower, 1 - lower + density
    upper = outwards(density, up, x, 1, largest)
    return 1 - upper + density, upper


def binomial(x, n, p):
    q = 1 - p
    log = mp.loggamma(n + 1) - mp.loggamma(x + 1) - mp.loggamma(n - x + 1) + x * mp.log(p) + (n - x) * mp.log(q)
    density = mp.exp(log)
    tails = both_tails(x, n * p, density, lambda k: k * q / ((n - k + 1) * p), lambda k: (n - k) * p / ((k + 1) * q), n)
    if n <= 60:
        pf = Fraction(float(p))
        terms = [comb(n, k) * pf**k * (1 - pf) ** (n - k) for k in range(n + 1)]
        for value, fraction in ((density, terms[x]), (tails[0], sum(terms[: x + 1])), (tails[1], sum(terms[x:]))):
            assert abs(value / (mpf(fraction.numerator) / mpf(fraction.denominator)) - 1) < mpf(10) ** -40
    return density, tails


def poisson(x, m):
    density = mp.exp(x * mp.log(m) - m - mp.loggamma(x + 1))
    return density, both_tails(x, m, density, lambda k: k / m, lambda k: m / (k + 1), None)


def poisson_mean(x, p, side):
    """The mean at which P(X <= x) (side lower) or P(X >= x) (side upper) is p: d/dm of them is -density(x) and density(x - 1)."""
    p = exact(p)
    m = mpf(x) + (mpf(1) if side == "lower" else mpf(0))
    for _ in range(300):
        density, tails = poisson(x, m)
        tail = tails[0 if side == "lower" else 1]
        slope = -density if side == "lower" else density * x / m
        move = (mp.log(tail) - mp.log(p)) * tail / slope
        m = max(m / 2, min(m * 2, m - move))
        if abs(move) < m * mpf(10) ** -45:
            return m
    raise ArithmeticError("no convergence")


def log_uniform(rng, low, high):
    return float(mp.e ** rng.uniform(float(mp.log(low)), float(mp.log(high))))


def representable(*values):
    return all(SMALLEST < value for value in values)


def binomial_rows(rng):
    rows = []
    while len(rows) < 500:
        n = round(log_uniform(rng, 1, [60, 3000, 1e6, 1e8][len(rows) % 4]))
        p = rng.choice([0.5, rng.random(), log_uniform(rng, 1e-12, 0.5), 1 - log_uniform(rng, 1e-12, 0.5)])
        spread = (n * p * (1 - p)) ** 0.5
        x = min(n, max(0, round(n * p + spread * rng.choice([rng.gauss(0, 1), rng.uniform(-30, 30)]))))
        if not 0 < p < 1 or spread > 3000:
            continue
        density, tails = binomial(x, n, exact(p))
        if representable(density, *tails):
            rows.append([[x, n, p], float(density), [float(tail) for tail in tails]])
    return rows


def poisson_rows(rng):
    rows, means = [], []
    while len(rows) < 300:
        m = log_uniform(rng, 1e-6, [30, 1e4, 1e7][len(rows) % 3])
        x = max(0, round(m + m**0.5 * rng.choice([rng.gauss(0, 1), rng.uniform(-30, 30)])))
        density, tails = poisson(x, exact(m))
        if representable(density, *tails):
            rows.append([[x, m], float(density), [float(tail) for tail in tails]])
    while len(means) < 150:
        side = rng.choice(["lower", "upper"])
        x = round(log_uniform(rng, 1, [20, 1e4][len(means) % 2])) - (1 if side == "lower" else 0)
        p = rng.choice([0.025, 0.05, 0.005, rng.random(), log_uniform(rng, 1e-30, 0.1)])
        means.append([[p, x], side, float(poisson_mean(x, p, side))])
    return rows, means


def gamma_rows(rng):
    tails, quantiles = [], []
    while len(tails) < 200:
        shape = log_uniform(rng, 0.3, [10, 1e3, 1e6][len(tails) % 3])
        x = shape * float(mp.e ** (rng.gauss(0, 3) / shape**0.5))
        pair = LogGammaVariable(shape).tails(mp.log(exact(x)))
        if not representable(*pair):
            continue
        if shape < 1e3:
            near = 0 if pair[0] < pair[1] else 1
            direct = mp.gammainc(exact(shape), 0, exact(x), regularized=True) if near == 0 else mp.gammainc(exact(shape), exact(x), mp.inf, regularized=True)
            assert abs(direct / pair[near] - 1) < mpf(10) ** -30, (shape, x)
        tails.append([[x, shape], [float(tail) for tail in pair]])
    while len(quantiles) < 100:
        shape = log_uniform(rng, 0.3, [10, 1e3, 1e6][len(quantiles) % 3])
        p = rng.choice([0.025, 0.5, rng.random(), log_uniform(rng, 1e-100, 0.1)])
        side = rng.choice(["lower", "upper"])
        quantiles.append([[p, shape], side, float(mp.exp(LogGammaVariable(shape).quantile(exact(p), side)))])
    return tails, quantiles


def write(name, **content):
    generator = {"script": "test/reference/numeric/counts.py", "software": f"Python {platform.python_version()}, mpmath {mpmath.__version__}", "seed": SEED}
    parts = ",\n".join(f'"{key}":[\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]" for key, rows in content.items())
    Path(__file__).with_name(name + ".json").write_text('{"generator":' + json.dumps(generator) + ",\n" + parts + "}\n")


def main():
    rng = random.Random(SEED)
    write("binomial", rows=binomial_rows(rng))
    rows, means = poisson_rows(rng)
    write("poisson", rows=rows, means=means)
    tails, quantiles = gamma_rows(rng)
    write("gamma", tails=tails, quantiles=quantiles)


main()
