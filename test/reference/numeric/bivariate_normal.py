"""Writes bivariateNormal.json beside itself: P(X <= h, Y <= k) of standard normal variables with correlation r.

    python3 test/reference/numeric/bivariate_normal.py

Inputs are doubles, taken exactly; expected values come from numerical integration of the conditional distribution at 40 digits,
split where its integrand turns, and are rounded once. Every fourth point is checked against Plackett's integral over r.
"""
import json
import platform
import random
from pathlib import Path

import mpmath
from mpmath import mp, mpf

SEED = 20261122
mp.dps = 40


def conditional(h, k, r):
    """The integral of phi(x) Phi((k - r x) / sqrt(1 - r^2)) up to h."""
    h, k, r = mpf(h), mpf(k), mpf(r)
    root = mp.sqrt((1 - r) * (1 + r))
    turn = k / r if r != 0 else mpf(0)
    width = root / abs(r) if r != 0 else mpf(1)
    low = min(h, mpf(0)) - 16
    points = {low, h, mpf(0), h - 1, h - 4}
    for step in (-30, -12, -5, -2, 0, 2, 5, 12, 30):
        points.add(turn + step * width)
    points.update(mpf(x) for x in range(-16, 17, 4))
    points = sorted(p for p in points if low <= p <= h)
    return mp.quad(lambda x: mp.npdf(x) * mp.ncdf((k - r * x) / root), points)


def plackett(h, k, r):
    """Phi(h)Phi(k) and the integral of the density over the correlation from 0 to r."""
    h, k, r = mpf(h), mpf(k), mpf(r)
    f = lambda t: mp.exp(-(h * h + k * k - 2 * h * k * mp.sin(t)) / (2 * mp.cos(t) ** 2))
    end = mp.asin(r)
    points = [end * mpf(j) / 8 for j in range(8)] + [end * (1 - mpf(1) / 2 ** j) for j in range(4, 10)] + [end]
    return mp.ncdf(h) * mp.ncdf(k) + mp.quad(f, points) / (2 * mp.pi)


rng = random.Random(SEED)
rows = []
for index in range(400):
    kind = index % 5
    spread = [1, 2.5, 1.5, 4, 1][kind]
    h, k = rng.gauss(0, spread), rng.gauss(0, spread)
    r = rng.uniform(-0.92, 0.92) if kind < 2 else rng.choice([-1, 1]) * (1 - 10 ** rng.uniform(-9, -1))
    if kind == 2:
        k = h * (1 if r > 0 else -1) + rng.gauss(0, 1) * (1 - r * r) ** 0.5
    if index % 40 == 0:
        k = h
    if index % 40 == 20:
        k = -h
    if index % 50 == 10:
        r = rng.choice([-0.925, 0.925, -0.9249999, 0.9249999])
    value = conditional(h, k, r)
    if index % 4 == 0 and abs(r) < 0.9999:
        assert abs(value - plackett(h, k, r)) < mpf(10) ** -22, (h, k, r)
    rows.append([h, k, r, float(value)])

versions = {"python": platform.python_version(), "mpmath": mpmath.__version__}
text = json.dumps({"versions": versions, "seed": SEED, "rows": ["@"]}).replace('"@"', "\n" + ",\n".join(json.dumps(row) for row in rows) + "\n")
Path(__file__).with_name("bivariateNormal.json").write_text(text + "\n")
