"""Exact tails and quantiles with mpmath, each by numerical integration, cross-checked by a second formula.

Every function takes its doubles exactly. Working precision is 60 digits; integrals are asserted to 40.
"""
from mpmath import mp, mpf

DIGITS = 60
mp.dps = DIGITS


def exact(value):
    """A double, exactly."""
    return mpf(float(value)) if not isinstance(value, mpf) else value


def ratio_outwards(log_density, start, direction, start_scale, features, scale):
    """Integral of exp(log_density(u) - log_density(start)) from start outwards, for a log-concave density.

    It changes over a distance of `start_scale` beside the start, of `scale` beside each feature, and more slowly elsewhere.
    """
    base = log_density(start)
    floor = -mp.log(10) * (mp.dps + 5)
    end = start_scale
    while log_density(start + direction * end) - base > floor:
        end *= 2
    points = {mpf(0), end}
    for feature, width in [(mpf(0), start_scale)] + [(direction * (feature - start), scale) for feature in features]:
        points.add(feature)
        step = width / 4
        while step < end:
            points.update((feature - step, feature + step))
            step *= 4
    points = sorted(point for point in points if 0 <= point <= end)
    f = lambda s: mp.exp(log_density(start + direction * s) - base)
    value, error = mp.quad(f, points, error=True, maxdegree=11)
    assert error <= mpf(10) ** (15 - mp.dps) * value, (start, direction, mp.nstr(error / value, 3))
    return value


class LogConcave:
    """A distribution of U = log X (or log odds) with a log-concave density."""

    def tail(self, u, side):
        """(log tail, tail / density) at u."""
        direction = -1 if side == "lower" else 1
        scale = self.scale()
        start_scale = min(scale, 1 / max(abs(self.slope(u)), mpf(10) ** -30))
        ratio = ratio_outwards(self.log_density, u, direction, start_scale, (self.centre(), mpf(0)), scale)
        return self.log_density(u) + mp.log(ratio), ratio

    def tails(self, u):
        """Both tails as mpf: the smaller by integration, the other by subtraction unless that would cancel."""
        near = "lower" if u < self.centre() else "upper"
        small = mp.exp(self.tail(u, near)[0])
        other = 1 - small
        if other < mpf(10) ** -15:
            other = mp.exp(self.tail(u, "upper" if near == "lower" else "lower")[0])
        return (small, other) if near == "lower" else (other, small)

    def quantile(self, p, side):
        """u with the tail probability p (an mpf) on the given side, by Newton's method on the log tail."""
        p = mpf(p)
        if p > 0.5:
            return self.quantile(1 - p, "upper" if side == "lower" else "lower")
        sign = -1 if side == "lower" else 1
        u = self.centre()
        digits = mp.dps
        with mp.workdps(30):
            target = mp.log(p)
            for _ in range(400):
                log_tail, ratio = self.tail(u, side)
                excess = log_tail - target
                slope = self.slope(u)
                # To the root of the exponential with the same value and derivatives: no overshooting.
                hazard = -sign / ratio
                newton = -excess / hazard
                bend = max((slope - hazard) * newton, mpf("-0.9"))
                u += newton * mp.log1p(bend) / bend if bend else newton
                if abs(excess) < mpf(10) ** -9:
                    break
            else:
                raise ArithmeticError("no convergence")
        with mp.workdps(digits):
            target = mp.log(p)
            for _ in range(3):
                log_tail, ratio = self.tail(u, side)
                excess = log_tail - target
                u += sign * excess * ratio
                if abs(excess) < mpf(10) ** -22:
                    return u
        raise ArithmeticError("no convergence")


class LogOdds(LogConcave):
    """log(x/(1 - x)) for x of the beta distribution."""

    def __init__(self, a, b):
        self.a, self.b = exact(a), exact(b)
        self.n = self.a + self.b
        self.constant = mp.loggamma(self.n) - mp.loggamma(self.a) - mp.loggamma(self.b)

    def log_density(self, u):
        if u > 0:
            return -self.b * u - self.n * mp.log1p(mp.exp(-u)) + self.constant
        return self.a * u - self.n * mp.log1p(mp.exp(u)) + self.constant

    def slope(self, u):
        return self.a - self.n / (1 + mp.exp(-u))

    def centre(self):
        return mp.log(self.a / self.b)

    def scale(self):
        return min(mpf(1), mp.sqrt(1 / self.a + 1 / self.b))


class LogGammaVariable(LogConcave):
    """log x for x of the gamma distribution with shape a."""

    def __init__(self, a):
        self.a = exact(a)
        self.constant = -mp.loggamma(self.a)

    def log_density(self, u):
        return self.a * u - mp.exp(u) + self.constant

    def slope(self, u):
        return self.a - mp.exp(u)

    def centre(self):
        return mp.log(self.a)

    def scale(self):
        return min(mpf(1), 1 / mp.sqrt(self.a))


def beta_series(a, b, x, y, terms):
    """Second formula, or None if it takes too many terms: I_x(a, b), x + y = 1, by the positive series x^a (1-x)^b / (a B(a, b)) sum (a+b)_k/(a+1)_k x^k (DLMF 8.17.8)."""
    a, b, x, y = exact(a), exact(b), exact(x), exact(y)
    term = mpf(1)
    total = mpf(1)
    k = 0
    while True:
        factor = (a + b + k) / (a + 1 + k) * x
        term *= factor
        total += term
        k += 1
        if factor < 1 and term / (1 - factor) < total * mpf(10) ** (-mp.dps):
            break
        if k > terms:
            return None
    return mp.exp(a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)) / a * total


def gamma_series(a, x, terms):
    """Second formula, or None if it takes too many terms: P(a, x) by the positive series (DLMF 8.11.4)."""
    a, x = exact(a), exact(x)
    term = 1 / a
    total = term
    k = 0
    while True:
        k += 1
        factor = x / (a + k)
        term *= factor
        total += term
        if factor < 1 and term / (1 - factor) < total * mpf(10) ** (-mp.dps):
            break
        if k > terms:
            return None
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * total
