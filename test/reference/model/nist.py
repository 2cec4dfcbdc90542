"""Writes nist.json beside itself.

    python3 test/reference/model/nist.py

The data sets of linear regression of NIST's Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd/lls/lls.shtml) with
their certified coefficients and standard deviations. Each certified value is first reproduced in exact fractions from the decimal
data, to 13 digits. Longley (1967), JASA 62, 819-841; Wampler (1970), JASA 65, 549-565.
"""
import json
import platform
import sys
from fractions import Fraction
from math import isqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "numeric"))
from least_squares import LONGLEY, LONGLEY_CERTIFIED, WAMPLER_NOISE, solve  # noqa: E402

NORRIS_Y = """0.1 338.8 118.1 888 9.2 228.1 668.5 998.5 449.1 778.9 559.2 0.3 0.1 778.1 668.8 339.3 448.9 10.8 557.7 228.3 998
888.8 119.6 0.3 0.6 557.6 339.3 888 998.5 778.9 10.2 117.6 228.9 668.4 449.2 0.2"""
NORRIS_X = """0.2 337.4 118.2 884.6 10.1 226.5 666.3 996.3 448.6 777 558.2 0.4 0.6 775.5 666.9 338 447.5 11.6 556 228.1 995.8
887.6 120.2 0.3 0.3 556.8 339.1 887.2 999 779 11.1 118.3 229.2 669.1 448.9 0.5"""
PONTIUS_Y = """0.11019 0.21956 0.32949 0.43899 0.54803 0.65694 0.76562 0.87487 0.98292 1.09146 1.20001 1.30822 1.41599 1.52399
1.63194 1.73947 1.84646 1.95392 2.06128 2.16844 0.11052 0.22018 0.32939 0.43886 0.54798 0.65739 0.76596 0.87474 0.983 1.0915
1.20004 1.30818 1.41613 1.52408 1.63159 1.73965 1.84696 1.95445 2.06177 2.16829"""
FILIP_Y = """0.8116 0.9072 0.9052 0.9039 0.8053 0.8377 0.8667 0.8809 0.7975 0.8162 0.8515 0.8766 0.8885 0.8859 0.8959 0.8913 0.8959
0.8971 0.9021 0.909 0.9139 0.9199 0.8692 0.8872 0.89 0.891 0.8977 0.9035 0.9078 0.7675 0.7705 0.7713 0.7736 0.7775 0.7841 0.7971
0.8329 0.8641 0.8804 0.7668 0.7633 0.7678 0.7697 0.77 0.7749 0.7796 0.7897 0.8131 0.8498 0.8741 0.8061 0.846 0.8751 0.8856 0.8919
0.8934 0.894 0.8957 0.9047 0.9129 0.9209 0.9219 0.7739 0.7681 0.7665 0.7703 0.7702 0.7761 0.7809 0.7961 0.8253 0.8602 0.8809
0.8301 0.8664 0.8834 0.8898 0.8964 0.8963 0.9074 0.9119 0.9228"""
FILIP_X = """-6.860120914 -4.324130045 -4.358625055 -4.358426747 -6.955852379 -6.661145254 -6.355462942 -6.118102026 -7.115148017
-6.815308569 -6.519993057 -6.204119983 -5.853871964 -6.109523091 -5.79832982 -5.482672118 -5.171791386 -4.851705903 -4.517126416
-4.143573228 -3.709075441 -3.499489089 -6.300769497 -5.953504836 -5.642065153 -5.031376979 -4.680685696 -4.329846955 -3.928486195
-8.56735134 -8.363211311 -8.107682739 -7.823908741 -7.522878745 -7.218819279 -6.920818754 -6.628932138 -6.323946875 -5.991399828
-8.781464495 -8.663140179 -8.473531488 -8.247337057 -7.971428747 -7.676129393 -7.352812702 -7.072065318 -6.774174009 -6.478861916
-6.159517513 -6.835647144 -6.53165267 -6.224098421 -5.910094889 -5.598599459 -5.290645224 -4.974284616 -4.64454848 -4.290560426
-3.885055584 -3.408378962 -3.13200249 -8.726767166 -8.66695597 -8.511026475 -8.165388579 -7.886056648 -7.588043762 -7.283412422
-6.995678626 -6.691862621 -6.392544977 -6.067374056 -6.684029655 -6.378719832 -6.065855188 -5.752272167 -5.132414673 -4.811352704
-4.098269308 -3.66174277 -3.2644011"""

WAMPLER_Y = [sum(x**k for k in range(6)) for x in range(21)]
WAMPLER_ERRORS = [2152.32624678170, 2363.55173469681, 779.343524331583, 101.475507550350, 5.64566512170752, 0.112324854679312]


def decimals(text):
    return [Fraction(word) for word in text.split()]


def powers(x, degree, intercept=True):
    return [[v**k for v in x] for k in range(0 if intercept else 1, degree + 1)]


def wampler(factor, errors):
    y = [Fraction(value + factor * e) for value, e in zip(WAMPLER_Y, WAMPLER_NOISE)]
    return y, powers(list(map(Fraction, range(21))), 5), [1.0] * 6, errors


def longley():
    table = [[Fraction(value) for value in line.split()] for line in LONGLEY.split("\n") if line]
    columns = [[Fraction(1)] * len(table)] + [[row[k] for row in table] for k in range(1, 7)]
    errors = [890420.383607373, 84.9149257747669, 0.334910077722432e-01, 0.488399681651699, 0.214274163161675, 0.226073200069370, 455.478499142212]
    return [row[0] for row in table], columns, LONGLEY_CERTIFIED, errors


FILIP = [-1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372, -354.478233703349, -75.1242017393757]
FILIP += [-10.8753180355343, -1.06221498588947, -0.670191154593408e-01, -0.246781078275479e-02, -0.402962525080404e-04]
FILIP_ERRORS = [298.084530995537, 559.779865474950, 466.477572127796, 227.204274477751, 71.6478660875927, 15.2897178747400]
FILIP_ERRORS += [2.23691159816033, 0.221624321934227, 0.142363763154724e-01, 0.535617408889821e-03, 0.896632837373868e-05]
PONTIUS_X = [Fraction(150000 * (1 + i % 20)) for i in range(40)]
PROBLEMS = {
    "Norris": (decimals(NORRIS_Y), powers(decimals(NORRIS_X), 1), [-0.262323073774029, 1.00211681802045], [0.232818234301152, 0.429796848199937e-03]),
    "Pontius": (
        decimals(PONTIUS_Y), powers(PONTIUS_X, 2), [0.673565789473684e-03, 0.732059160401003e-06, -0.316081871345029e-14],
        [0.107938612033077e-03, 0.157817399981659e-09, 0.486652849992036e-16],
    ),
    "NoInt1": (list(map(Fraction, range(130, 141))), powers(list(map(Fraction, range(60, 71))), 1, False), [2.07438016528926], [0.165289256198347e-01]),
    "NoInt2": (list(map(Fraction, [3, 4, 4])), powers(list(map(Fraction, [4, 5, 6])), 1, False), [0.727272727272727], [0.420827318078432e-01]),
    "Filip": (decimals(FILIP_Y), powers(decimals(FILIP_X), 10), FILIP, FILIP_ERRORS),
    "Longley": longley(),
    "Wampler1": wampler(0, [0.0] * 6),
    "Wampler2": ([sum(Fraction(x**k, 10**k) for k in range(6)) for x in range(21)], powers(list(map(Fraction, range(21))), 5), [10.0**-k for k in range(6)], [0.0] * 6),
    "Wampler3": wampler(1, WAMPLER_ERRORS),
    "Wampler4": wampler(100, [100 * e for e in WAMPLER_ERRORS]),
    "Wampler5": wampler(10000, [10000 * e for e in WAMPLER_ERRORS]),
}


def root(value):
    """The square root of a fraction, to 30 digits and more."""
    scale = 10**60
    return isqrt(value.numerator * scale // value.denominator) / Fraction(10**30)


def described(name, response, columns, certified, errors):
    coefficients, inverse, rss = solve(columns, response)
    intercept = len(set(columns[0])) == 1
    variance = rss / (len(response) - len(columns))
    for exact, value in zip(coefficients, certified):
        assert abs(float(exact) / value - 1) < 1e-13, (name, float(exact), value)
    for index, error in enumerate(errors):
        assert abs(float(root(inverse[index][index] * variance)) - error) <= 1e-13 * error, (name, error)
    centre = sum(response) / len(response) if intercept else 0
    total = sum((y - centre) ** 2 for y in response)
    # The same problem in the doubles that a program receives: powers are rounded, which moves the answer of Filip.
    rounded = solve([[float(v) for v in column] for column in columns], [float(y) for y in response])
    return {
        "name": name, "intercept": intercept, "response": [float(y) for y in response],
        "columns": [[float(v) for v in column] for column in (columns[1:] if intercept else columns)],
        "estimates": certified, "standardErrors": errors, "residualVariance": float(variance), "rSquared": float(1 - rss / total),
        "estimatesOfDoubles": [float(c) for c in rounded[0]],
    }


if __name__ == "__main__":
    head = {"script": "test/reference/model/nist.py", "version": f"Python {platform.python_version()}"}
    lines = ",\n".join(json.dumps(described(name, *problem), separators=(",", ":")) for name, problem in PROBLEMS.items())
    Path(__file__).with_suffix(".json").write_text(f'{{"generator":{json.dumps(head)},\n"cases":[\n{lines}]}}\n')
