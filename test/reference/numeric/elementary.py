"""Writes elementary.json beside itself: exp, log and the other elementary functions of doubles, by mpmath at 60 digits.

    python3 test/reference/numeric/elementary.py

Each row holds the arguments, which are taken exactly, the double nearest to the exact value, and how far above that double the exact
value lies, in units of its last place: so errors below half an ulp can be told. Arguments cover the whole domain: subnormal, tiny, huge,
beside 0, 1 and the borders of overflow and underflow, and the turns of the usual reductions of the argument.
"""
import json
import math
import platform
import random
from pathlib import Path

import mpmath
from mpmath import mp, mpf

SEED = 20261122
mp.dps = 60
LN2 = math.log(2)
rng = random.Random(SEED)


def sign():
    return rng.choice((-1, 1))


def power_of_two(low, high):
    return math.ldexp(1 + rng.random(), math.floor(rng.uniform(low, high)))


def each(count, *draws):
    """Arguments from each of some ranges in turn."""
    return [draws[index % len(draws)]() for index in range(count)]


def neighbours(*values):
    return [[x] for value in values for x in (math.nextafter(value, -math.inf), value, math.nextafter(value, math.inf))]


def below(value):
    return neighbours(value)[:2]


EDGES = neighbours(LN2 / 2, -LN2 / 2, LN2, 1.5 * LN2, -1.5 * LN2, 1.0, -1.0) + [[sign() * power_of_two(e, e + 1)] for e in range(-1074, 0, 60)]
AROUND_1 = [[1 + k * 2.0**-52] for k in (1, 2, 3, 5, 100)] + [[1 - k * 2.0**-53] for k in (1, 2, 3, 5, 100)]
TINY = [[5e-324], [1e-310], [2.2250738585072009e-308], [2.2250738585072014e-308], [1.7976931348623157e308]]

exp_arguments = (
    EDGES
    + below(709.782712893384) + neighbours(-708.3964185322641, -745.1332191019411, -744.4400719213812)
    + [[x] for x in each(420, lambda: sign() * 2 * rng.random(), lambda: rng.uniform(-745, 709.78), lambda: sign() * power_of_two(-60, 3), lambda: LN2 * (rng.randrange(-80, 80) + 0.5) * (1 + rng.uniform(-1, 1) * 1e-6), lambda: rng.uniform(-745.1, -708.4))]
)
log_arguments = (
    TINY
    + AROUND_1
    + neighbours(math.sqrt(0.5), math.sqrt(2), 2.0, 0.5, math.e)
    + [[2.0**k] for k in (-1074, -1022, -500, -31, -1, 1, 31, 62, 1023)]
    + [[x] for x in each(420, lambda: rng.uniform(0.5, 2), lambda: power_of_two(-1074, 1023), lambda: 1 + sign() * power_of_two(-53, -2), lambda: rng.uniform(0, 50), lambda: math.sqrt(2) * (1 + rng.uniform(-0.01, 0.01)), lambda: rng.random() * 2.0**-1040)]
)
log1p_arguments = (
    [[sign() * power_of_two(e, e + 1)] for e in range(-1074, 0, 60)]
    + [[-1 + 2.0**-53], [-1 + 2.0**-40], [1e300], [1.7976931348623157e308], [2.0**53], [2.0**54], [2.0**53 + 2]]
    + [[x] for x in each(300, lambda: sign() * power_of_two(-70, -1), lambda: rng.uniform(-0.999, 4), lambda: power_of_two(-3, 1000), lambda: -1 + power_of_two(-50, -1), lambda: sign() * rng.uniform(1, 8) * 2.0**-54)]
)
expm1_arguments = (
    EDGES
    + neighbours(36.0, -36.0)
    + below(709.782712893384)
    + [[x] for x in each(300, lambda: sign() * power_of_two(-70, 0), lambda: rng.uniform(-3, 3), lambda: rng.uniform(-60, 60), lambda: rng.uniform(0, 709.7), lambda: LN2 * (rng.randrange(-8, 8) + 0.5) * (1 + rng.uniform(-1, 1) * 1e-3))]
)


def with_exponent(base):
    """An exponent for which the power is a double, often a large or a small one."""
    most = 1020 / abs(math.log2(base)) if base != 1 else 1e300
    return [base, sign() * rng.random() * rng.choice((most, min(most, 5)))]


power_arguments = (
    [[2.0, k] for k in (-1074.0, -1073.5, -1022.0, 0.5, 1023.0, 1023.999)]
    + [[10.0, float(k)] for k in range(-320, 309, 17)]
    + [[float(base), float(k)] for base in (3, 5, 7, 12) for k in (-7, -1, 1, 2, 3, 13, 20, 200)]
    + [[1 + 2.0**-52, 2.0**50], [1 - 2.0**-53, 2.0**51], [1 - 2.0**-53, 2.0**62], [5e-324, 0.5], [5e-324, -0.9], [1.7976931348623157e308, -1.04], [0.5, 1074.0], [-3.0, 5.0], [-0.5, -6.0], [-1.1, 4001.0]]
    + [
        with_exponent(base)
        for base in each(420, lambda: power_of_two(-20, 20), lambda: power_of_two(-1074, 1023), lambda: 1 + sign() * power_of_two(-50, -2), lambda: rng.uniform(0.4, 2), lambda: math.sqrt(2) * (1 + rng.uniform(-1, 1) * 1e-3), lambda: rng.random())
    ]
)
signed = lambda low, high: sign() * power_of_two(low, high)
small = [[sign() * power_of_two(e, e + 1)] for e in range(-1074, 0, 90)]
hyperbolic = small + [[x] for x in each(240, lambda: signed(-30, 4), lambda: rng.uniform(-2, 2), lambda: rng.uniform(-0.6, 0.6))]

# Where a search of some hundred thousand arguments found the largest errors. Drawn from their own seed, so that all other rows stay as they were.
hard = random.Random(SEED + 1)


def hard_power():
    base = hard.uniform(1.405, 1.4142)
    exponent = (1023.999999 - 0.02 * hard.random()) / math.log2(base)
    return hard.choice(([base, exponent], [1 / base, -exponent]))


HARD = {
    "exp": [[-708.745184031784]] + [[hard.uniform(-708.75, -708.4)] for _ in range(40)],
    "expm1": [[0.3484140282948042], [37.08337415995733]] + [[hard.choice((hard.uniform(0.34658, 0.35), hard.uniform(36, 37.5)))] for _ in range(60)],
    "power": [[1.409609702885014, 2067.4245684223815], [1.0000000000000002, 2.0**52], [1.7976931348623157e308, 5e-324]] + [hard_power() for _ in range(60)],
    "tanh": [[0.031250038490561856], [0.06167565183593846]] + [[2.0 ** -hard.randrange(2, 7) * (1 + 0.02 * hard.random())] for _ in range(60)],
    "hypot": [[2.9116308995281523e153, 2.5062075268118704e154, 1.0860586334043312e153], [1.27e308, 1.27e308], [2.09060593673e-311, 1.760467442175359e-308], [1e-140, 1e-155], [1e154, 1e154]]
    + [[hard.uniform(1e153, 3e154), hard.uniform(1e153, 3e154), hard.uniform(1e152, 3e154)] for _ in range(30)],
}

FUNCTIONS = {
    "exp": (mp.exp, exp_arguments),
    "log": (mp.log, log_arguments),
    "log1p": (lambda x: mp.log(1 + x) if abs(x) > mpf(10) ** -20 else x - x * x / 2 + x**3 / 3, log1p_arguments),
    "expm1": (lambda x: mp.expm1(x), expm1_arguments),
    "power": (lambda x, y: x ** int(y) if x < 0 else mp.power(x, y), power_arguments),
    "log2": (lambda x: mp.log(x) / mp.log(2), log_arguments[:39] + [[x] for x in each(180, lambda: power_of_two(-1074, 1023), lambda: rng.uniform(0.5, 2), lambda: 1 + signed(-53, -2))]),
    "log10": (lambda x: mp.log(x) / mp.log(10), log_arguments[:39] + [[10.0**k] for k in range(-10, 23)] + [[x] for x in each(180, lambda: power_of_two(-1074, 1023), lambda: rng.uniform(0.5, 20), lambda: 1 + signed(-53, -2))]),
    "tanh": (mp.tanh, hyperbolic + neighbours(0.5, -0.5) + [[20.0], [800.0], [-1e300]]),
    "sinh": (mp.sinh, hyperbolic + below(710.4758600739439) + [[x] for x in each(60, lambda: sign() * rng.uniform(700, 710.47), lambda: sign() * rng.uniform(2, 700))]),
    "cosh": (mp.cosh, hyperbolic + below(710.4758600739439) + [[x] for x in each(60, lambda: sign() * rng.uniform(700, 710.47), lambda: sign() * rng.uniform(2, 700))]),
    "atanh": (mp.atanh, small + neighbours(0.5, -0.5) + [[x] for x in each(240, lambda: rng.uniform(-1, 1), lambda: sign() * (1 - power_of_two(-52, -1)), lambda: signed(-40, -2))]),
    "asin": (mp.asin, small + neighbours(0.5, -0.5) + [[1.0], [-1.0]] + [[x] for x in each(240, lambda: rng.uniform(-1, 1), lambda: sign() * (1 - power_of_two(-52, -1)), lambda: signed(-40, -2), lambda: rng.uniform(0.49, 0.6))]),
    "sin": (mp.sin, small + neighbours(math.pi / 4, -math.pi / 4) + [[math.pi / 2], [-math.pi / 2]] + [[x] for x in each(240, lambda: rng.uniform(-1, 1) * math.pi / 2, lambda: signed(-40, -2), lambda: rng.uniform(0.7, 0.9))]),
    "hypot": (
        lambda *xs: mp.sqrt(sum(x * x for x in xs)),
        [[3.0, 4.0], [0.0, -2.0], [5e-324, 5e-324], [1e308, 1e308], [1e-200, 1e-200, 1e-200]]
        + each(200, lambda: [signed(-3, 3), signed(-3, 3)], lambda: [power_of_two(-1070, 1022), power_of_two(-1070, 1022)], lambda: [rng.gauss(0, 1) for _ in range(5)], lambda: [signed(-560, -540), signed(-560, -540)], lambda: [signed(500, 530), signed(500, 530)]),
    ),
}


def row(function, arguments):
    value = function(*(mpf(x) for x in arguments))
    # mpmath rounds subnormal numbers twice.
    nearest = float(value) if abs(value) > mpf(2) ** -1022 else math.ldexp(float(int(mp.nint(value * mpf(2) ** 1074))), -1074)
    assert math.isfinite(nearest), (function, arguments)
    above = (value - mpf(nearest)) / mpf(math.ulp(nearest))
    assert abs(above) <= 0.5, (function, arguments, above)
    return [*arguments, nearest, round(float(above), 4)]


def second_opinion():
    """exp by its series, and log as the root of it, at a few points: mpmath is not to be the only witness."""
    for x in (-3.7, -0.01, 0.3, 12.5):
        terms = [mpf(1)]
        while abs(terms[-1]) > mpf(10) ** -58:
            terms.append(terms[-1] * mpf(x) / len(terms))
        assert abs(sum(terms) / mp.exp(mpf(x)) - 1) < mpf(10) ** -48, x
        assert abs(mp.log(sum(terms)) - mpf(x)) < mpf(10) ** -48, x


second_opinion()
blocks = []
for name, (function, arguments) in FUNCTIONS.items():
    unique = list(dict.fromkeys(tuple(float(x) for x in row_arguments) for row_arguments in arguments + HARD.get(name, [])))
    rows = ",\n".join(json.dumps(row(function, list(row_arguments))) for row_arguments in unique)
    blocks.append(f'"{name}": [\n{rows}\n]')
generator = {"script": "test/reference/numeric/elementary.py", "python": platform.python_version(), "mpmath": mpmath.__version__, "seed": SEED}
text = f'{{\n"generator": {json.dumps(generator)},\n' + ",\n".join(blocks) + "\n}\n"
json.loads(text)
Path(__file__).with_name("elementary.json").write_text(text)
