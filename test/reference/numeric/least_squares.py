"""Writes leastSquares.json beside itself.

    python3 test/reference/numeric/least_squares.py

Normal equations solved in exact fractions; the doubles of the problem are taken exactly, expected values rounded once.

longley: Longley (1967), JASA 62, 819-841, in the units of NIST's Statistical Reference Datasets; the exact solution must
reproduce the certified values below. wampler1 ... wampler5: Wampler (1970), JASA 65, 549-565; certified: all coefficients 1
(wampler2: powers of 1/10). polynomial: degree 10 on [-9, -3], as ill-conditioned as NIST's Filip. Then random problems, some
with aliased columns.
"""
import json
import platform
import random
from fractions import Fraction
from pathlib import Path

SEED = 20240616

LONGLEY = """
60323 83.0 234289 2356 1590 107608 1947
61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951
63639 98.1 346999 1932 3594 113270 1952
64989 99.0 365385 1870 3547 115094 1953
63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962
"""
LONGLEY_CERTIFIED = [
    -3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683,
    -1.03322686717359, -0.511041056535807e-01, 1829.15146461355,
]
LONGLEY_CERTIFIED_RSS = 836424.055505915
WAMPLER_NOISE = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048]
WAMPLER_NOISE += WAMPLER_NOISE[-2::-1]


def solve(columns, response):
    """Exact coefficients, inverse and residual sum of squares; None if the columns are dependent."""
    columns = [[Fraction(value) for value in column] for column in columns]
    response = [Fraction(value) for value in response]
    size = len(columns)
    dot = lambda first, second: sum(a * b for a, b in zip(first, second))
    rows = [
        [dot(a, b) for b in columns] + [dot(a, response)] + [Fraction(int(i == j)) for j in range(size)]
        for i, a in enumerate(columns)
    ]
    for step in range(size):
        if rows[step][step] == 0:
            return None
        rows[step] = [value / rows[step][step] for value in rows[step]]
        for other in range(size):
            if other != step:
                factor = rows[other][step]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[step])]
    coefficients = [row[size] for row in rows]
    fitted = [sum(c * column[i] for c, column in zip(coefficients, columns)) for i in range(len(response))]
    return coefficients, [row[size + 1 :] for row in rows], sum((y - f) ** 2 for y, f in zip(response, fitted))


def problem(name, columns, response):
    """Columns that depend on those before them are left out of the exact solution."""
    kept, aliased = [], []
    for index in range(len(columns)):
        (kept if solve([columns[i] for i in [*kept, index]], response) else aliased).append(index)
    coefficients, inverse, rss = solve([columns[i] for i in kept], response)
    size = len(columns)
    full = [0.0] * size
    full_inverse = [[0.0] * size for _ in range(size)]
    for i, row in enumerate(kept):
        full[row] = float(coefficients[i])
        for j, column in enumerate(kept):
            full_inverse[row][column] = float(inverse[i][j])
    return {
        "name": name, "columns": columns, "response": response, "aliased": aliased,
        "coefficients": full, "inverse": full_inverse, "residualSumOfSquares": float(rss),
    }


def longley():
    table = [[float(value) for value in line.split()] for line in LONGLEY.split("\n") if line]
    columns = [[1.0] * len(table)] + [[row[k] for row in table] for k in range(1, 7)]
    # The decimals 83.0 ... are taken as doubles; in decimals the problem is NIST's.
    decimal = solve([[Fraction(str(value)) for value in column] for column in columns], [Fraction(row[0]) for row in table])
    for exact, certified in zip([*decimal[0], decimal[2]], [*LONGLEY_CERTIFIED, LONGLEY_CERTIFIED_RSS]):
        assert abs(float(exact) / certified - 1) < 1e-14, (float(exact), certified)
    return problem("longley", columns, [row[0] for row in table])


def wampler():
    x = range(21)
    columns = [[float(v**k) for v in x] for k in range(6)]
    ones = [sum(v**k for k in range(6)) for v in x]
    tenths = [float(sum(Fraction(v**k, 10**k) for k in range(6))) for v in x]
    problems = [problem("wampler1", columns, [float(y) for y in ones]), problem("wampler2", columns, tenths)]
    for number, factor in ((3, 1), (4, 100), (5, 10000)):
        made = problem(f"wampler{number}", columns, [float(y + factor * e) for y, e in zip(ones, WAMPLER_NOISE)])
        assert made["coefficients"] == [1.0] * 6, "the noise is orthogonal to the columns"
        problems.append(made)
    return problems


def polynomial(rng):
    x = [round(rng.uniform(-9, -3), 6) for _ in range(80)]
    y = [round(0.75 + 0.02 * v + rng.gauss(0, 0.003), 4) for v in x]
    return problem("polynomial", [[float(v**k) for v in x] for k in range(11)], y)


def random_problems(rng):
    problems = []
    for number in range(40):
        size = rng.randint(1, 5)
        rows = rng.randint(size + 1, 14)
        columns = [[1.0] * rows] + [[round(rng.gauss(0, 10 ** rng.uniform(-2, 4)), 3) for _ in range(rows)] for _ in range(size - 1)]
        if number % 4 == 3 and size > 2:
            # Whole numbers, so that the alias is exact.
            columns[1] = [float(rng.randint(-9, 9)) for _ in range(rows)]
            place = rng.randint(2, size)
            columns.insert(place, [3 * value - 7 for value in columns[1]])
        problems.append(problem(f"random {number + 1}", columns, [round(rng.gauss(5, 3), 3) for _ in range(rows)]))
    return problems


if __name__ == "__main__":
    rng = random.Random(SEED)
    problems = [longley(), *wampler(), polynomial(rng), *random_problems(rng)]
    header = {"script": "test/reference/numeric/least_squares.py", "python": platform.python_version(), "seed": SEED}
    body = ",\n".join(json.dumps(item, separators=(",", ":")) for item in problems)
    Path(__file__).with_name("leastSquares.json").write_text(f'{{\n"generator": {json.dumps(header)},\n"problems": [\n{body}\n]\n}}\n')
    print(len(problems))
