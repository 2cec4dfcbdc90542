"""Writes hypergeometric.json, noncentralHypergeometric.json and logGamma.json beside itself.

    python3 test/reference/numeric/discrete.py

Hypergeometric densities and tails are exact fractions of binomial coefficients, rounded once. The log density and log gamma
come from mpmath at 60 digits; log gamma is checked against the logarithm of Euler's product for the reciprocal gamma function
taken from Stirling's series at a point shifted by 200.
"""
import json
import platform
import random
from fractions import Fraction
from math import comb
from pathlib import Path

import mpmath
from mpmath import mp, mpf

SEED = 20240615
SMALLEST = Fraction(1, 10**300)
mp.dps = 60


def as_double(fraction):
    """The nearest double: Fraction's own division is correctly rounded."""
    return fraction.numerator / fraction.denominator


def log_of(fraction):
    with mp.workdps(80):
        return float(mp.log(mpf(fraction.numerator)) - mp.log(mpf(fraction.denominator)))


def binomials(n, wanted):
    """C(n, k) for the k wanted, a range, without computing each afresh."""
    value = comb(n, wanted.start)
    values = {}
    for k in wanted:
        values[k] = value
        value = value * (n - k) // (k + 1)
    return values


def weights_of(successes, failures, draws):
    low, high = max(0, draws - failures), min(draws, successes)
    first = binomials(successes, range(low, high + 1))
    second = binomials(failures, range(draws - high, draws - low + 1))
    return low, [first[x] * second[draws - x] for x in range(low, high + 1)]


def urn(rng, largest):
    successes = round(mp.e ** rng.uniform(0, float(mp.log(largest))))
    failures = round(mp.e ** rng.uniform(0, float(mp.log(largest))))
    return successes, failures, rng.randint(1, successes + failures)


def hypergeometric_rows(rng):
    rows = []
    while len(rows) < 500:
        successes, failures, draws = urn(rng, 40 if len(rows) < 200 else 3000)
        low, weights = weights_of(successes, failures, draws)
        index = rng.randrange(len(weights))
        row = hypergeometric_row(low, weights, index, successes, failures, draws)
        if row:
            rows.append(row)
    # Big urns, where only the density is within reach of fractions, and its logarithm far below the smallest double.
    densities = []
    for x, successes, failures, draws in [
        (0, 10**6, 10**6, 10**3), (500, 10**6, 10**6, 10**3), (520, 10**6, 10**6, 10**3), (3, 10, 10**7, 10**5),
        (1000, 1000, 10**7, 2000), (24_000, 50_000, 50_000, 50_000), (25_300, 50_000, 50_000, 50_000), (0, 3, 8 * 10**7, 10**4),
    ]:
        value = Fraction(comb(successes, x) * comb(failures, draws - x), comb(successes + failures, draws))
        densities.append([[x, successes, failures, draws], log_of(value)])
    return rows, densities


def hypergeometric_row(low, weights, index, successes, failures, draws):
    total = comb(successes + failures, draws)
    assert sum(weights) == total
    density = Fraction(weights[index], total)
    lower = Fraction(sum(weights[: index + 1]), total)
    upper = Fraction(sum(weights[index:]), total)
    if density < SMALLEST:
        return None
    return [[low + index, successes, failures, draws], log_of(density), [as_double(lower), as_double(upper)]]


def noncentral_rows(rng):
    rows = []
    while len(rows) < 300:
        successes, failures, draws = urn(rng, 30 if len(rows) < 150 else 800)
        odds = 10 ** rng.uniform(-3, 3) if rng.random() < 0.8 else 10 ** rng.uniform(-30, 30)
        low, weights = weights_of(successes, failures, draws)
        exact = Fraction(odds)
        # A common denominator keeps the weights whole numbers.
        powers = [exact.numerator**i * exact.denominator ** (len(weights) - 1 - i) for i in range(len(weights))] if len(weights) < 400 else None
        if powers is None:
            continue
        weighted = [weight * power for weight, power in zip(weights, powers)]
        total = sum(weighted)
        index = rng.choices(range(len(weights)), [float(Fraction(w, total)) + 1 / len(weights) for w in weighted])[0]
        density = Fraction(weighted[index], total)
        if density < SMALLEST:
            continue
        mean = Fraction(sum((low + i) * weight for i, weight in enumerate(weighted)), total)
        lower = Fraction(sum(weighted[: index + 1]), total)
        upper = Fraction(sum(weighted[index:]), total)
        rows.append([[low + index, successes, failures, draws, odds], *map(as_double, (density, mean)), [as_double(lower), as_double(upper)]])
    return rows


def big_noncentral_rows():
    """Too big for fractions: the ratios of neighbours from the first value on, at 60 digits."""
    rows = []
    for successes, failures, draws, odds, offsets in [
        (50_000, 50_000, 50_000, 1.5, (0, -300, 300, -4000)),
        (100_000, 300_000, 120_000, 0.2, (0, 50, -500, 3000)),
    ]:
        low, high = max(0, draws - failures), min(draws, successes)
        weights = [mpf(1)]
        for x in range(low + 1, high + 1):
            weights.append(weights[-1] * mpf(odds) * (successes - x + 1) * (draws - x + 1) / (x * (failures - draws + x)))
        total = sum(weights)
        mode = max(range(len(weights)), key=weights.__getitem__)
        mean = sum((low + i) * weight for i, weight in enumerate(weights)) / total
        for offset in offsets:
            index = mode + offset
            tails = [float(sum(weights[: index + 1]) / total), float(sum(weights[index:]) / total)]
            rows.append([[low + index, successes, failures, draws, odds], float(weights[index] / total), float(mean), tails])
    return rows


def log_gamma_rows(rng):
    points = [float(n) for n in range(1, 40)] + [0.5, 1.5, 2.5, 12.0, 170.5, 1e-300, 1e-10, 1e5, 1e8, 1e15, 1e100]
    points += [centre + sign * 10.0**-k for centre in (1.0, 2.0) for sign in (1, -1) for k in range(1, 16)]
    points += [float(mp.e ** rng.uniform(-20, 25)) for _ in range(300)]
    rows = []
    for point in points:
        x = mpf(point)
        value = mp.loggamma(x)
        z = x + 200
        tail = (z - mpf(1) / 2) * mp.log(z) - z + mp.log(2 * mp.pi) / 2
        tail += sum(mp.bernoulli(2 * k) / (2 * k * (2 * k - 1) * z ** (2 * k - 1)) for k in range(1, 40))
        other = tail - sum(mp.log(x + k) for k in range(200))
        assert abs(other - value) < mpf(10) ** -40 * max(abs(z * mp.log(z)), 1), point
        rows.append([point, float(value)])
    return rows


def write(name, **tables):
    header = {
        "script": "test/reference/numeric/discrete.py",
        "python": platform.python_version(),
        "mpmath": mpmath.__version__,
        "seed": f"{SEED} {name}",
    }
    parts = [f'"generator": {json.dumps(header)}']
    for key, rows in tables.items():
        body = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
        parts.append(f'"{key}": [\n{body}\n]')
    Path(__file__).with_name(f"{name}.json").write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(name, {key: len(rows) for key, rows in tables.items()})


if __name__ == "__main__":
    tails, densities = hypergeometric_rows(random.Random(f"{SEED} hypergeometric"))
    write("hypergeometric", tails=tails, densities=densities)
    write("noncentralHypergeometric", cases=noncentral_rows(random.Random(f"{SEED} noncentralHypergeometric")) + big_noncentral_rows())
    write("logGamma", logGamma=log_gamma_rows(random.Random(f"{SEED} logGamma")))
