"""Decimal rounding, half away from zero, with Python's decimal module: numbers, percentages of counts, p-values.

Run: python3 test/reference/report/rounding.py > test/reference/report/rounding.json
"""

import json
import platform
import random
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

SEED = 20180412
random.seed(SEED)


def text(number, decimals):
    with localcontext() as context:
        context.prec = 800
        rounded = Decimal(number).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    shown = f"{rounded:f}"
    return shown.lstrip("-") if rounded == 0 else shown


def numbers():
    fixed = [1.005, -1.005, 2.5, 3.5, -2.5, 0.5, -0.5, 0.45, -0.004, 0.0, 1e21, 1.5e-7, 5e-324, 1.7976931348623157e308, 9.995, 99.95, 0.1 + 0.2, 1.15, 8.345, 1e-10]
    for value in fixed:
        for decimals in (0, 1, 2, 7):
            yield value, decimals
    for _ in range(200):  # exact decimal ties
        decimals = random.randint(0, 6)
        yield float(f"{random.choice('-+')}{random.randint(0, 999)}.{random.randint(0, 10 ** decimals - 1):0{decimals}d}5"), decimals
    for _ in range(200):
        yield random.uniform(-1, 1) * 10 ** random.uniform(-12, 12), random.randint(0, 8)


def percentages():
    for _ in range(200):
        n = random.randint(1, 400)
        yield random.randint(0, n), n, random.randint(0, 2)
    for n in (8, 16, 32, 40, 80, 200):  # ties
        for events in range(n + 1):
            if Fraction(100 * events, n) % 1 == Fraction(1, 2):
                yield events, n, 0


def percent_text(events, n, decimals):
    scaled = Fraction(100 * events, n) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    shown = str(units).rjust(decimals + 1, "0")
    return shown if decimals == 0 else f"{shown[:-decimals]}.{shown[-decimals:]}"


def p_values():
    fixed = [0.0, 1.0, 0.001, 0.0009999999, 0.0005, 0.00049999, 0.00068, 0.05, 0.0495, 0.9996]
    for value in fixed + [10 ** random.uniform(-8, 0) for _ in range(200)]:
        yield value, random.randint(1, 4)


def p_text(value, decimals, style):
    rounded = text(repr(value), decimals)
    smallest = Decimal(1).scaleb(-decimals)
    small = Decimal(repr(value)) < smallest if style == "unrounded" else Decimal(rounded) == 0
    return f"<{smallest:f}" if small else rounded


def rows(name, cases):
    return f'"{name}":[\n' + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]"


print(
    "{"
    + ",".join(
        [
            f'"script":"test/reference/report/rounding.py","software":"Python {platform.python_version()}","seed":{SEED}',
            rows("numbers", [[value, decimals, text(repr(value), decimals)] for value, decimals in numbers()]),
            rows("percentages", [[*case, percent_text(*case)] for case in percentages()]),
            rows("pValues", [[value, decimals, p_text(value, decimals, "unrounded"), p_text(value, decimals, "paper")] for value, decimals in p_values()]),
        ]
    )
    + "}"
)
