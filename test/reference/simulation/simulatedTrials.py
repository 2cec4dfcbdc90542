# Simulated trials, made a second time from what the documentation of simulateTrial says: addresses, MurmurHash3, xoshiro128**, normal
# numbers by mpmath at 30 digits, courses, dropout, deaths and adverse events, for 200 random designs
# (simulationDesigns.json). Values follow the visits in the order of their times, and at each the measures.
# Run: python3 test/reference/simulation/simulatedTrials.py
import json, math, os, platform, random
import mpmath

mpmath.mp.dps = 30
MASK = 0xFFFFFFFF
MONTH = 30.4375


def rotate(x, k):
    return ((x << k) | (x >> (32 - k))) & MASK


def murmur3(data, seed):
    h = seed
    whole = len(data) // 4 * 4
    for i in range(0, whole, 4):
        k = int.from_bytes(data[i : i + 4], "little") * 0xCC9E2D51 & MASK
        h ^= rotate(k, 15) * 0x1B873593 & MASK
        h = (rotate(h, 13) * 5 + 0xE6546B64) & MASK
    if len(data) > whole:
        k = int.from_bytes(data[whole:], "little") * 0xCC9E2D51 & MASK
        h ^= rotate(k, 15) * 0x1B873593 & MASK
    h ^= len(data)
    h = (h ^ h >> 16) * 0x85EBCA6B & MASK
    h = (h ^ h >> 13) * 0xC2B2AE35 & MASK
    return h ^ h >> 16


assert murmur3(b"Hello, world!", 0x9747B28C) == 0x24884CBA


class Stream:
    def __init__(self, *address):
        data = json.dumps(list(address), separators=(",", ":"), ensure_ascii=False).encode("utf-16-le")
        self.s = [murmur3(data, seed) for seed in range(4)]
        self.s[3] |= 1

    def next(self):
        s = self.s
        result = rotate(s[1] * 5 & MASK, 7) * 9 & MASK
        t = s[1] << 9 & MASK
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t
        s[3] = rotate(s[3], 11)
        return result

    def exact(self):
        high, low = self.next() >> 6, self.next() >> 6
        return mpmath.mpf(2 * (high * 2**26 + low) + 1) / mpmath.mpf(2) ** 53

    def uniform(self):
        return float(self.exact())

    def normal(self):
        return float(mpmath.sqrt(2) * mpmath.erfinv(2 * self.exact() - 1))

    def exponential(self):
        return float(-mpmath.log(self.exact()))


def twelve(x):
    return float("%.12g" % x)


def days(offset):
    return offset["months"] * MONTH if "months" in offset else offset["weeks"] * 7 if "weeks" in offset else offset["days"]


def root(matrix):
    size = len(matrix)
    L = [[0.0] * size for _ in matrix]
    for i in range(size):
        for j in range(i + 1):
            value = matrix[i][j] - sum(L[i][k] * L[j][k] for k in range(j))
            L[i][j] = math.sqrt(value) if i == j else value / L[j][j]
    return L


def value_at(quantity, course, day, deviation=0.0):
    per = {"month": MONTH, "week": 7, "day": 1}[quantity["per"]]
    cuts = sorted([0.0, float(day)] + [days(k) for k in quantity["knots"] if min(0, day) < days(k) < max(0, day)])
    change = 0.0
    for start, end in zip(cuts, cuts[1:]):
        piece = sum(days(k) <= start for k in quantity["knots"])
        change += course["slopes"][piece] * (end - start) / per
    if day < 0:
        change = -change
    return course["baseline"] * math.exp(change + deviation) if quantity["scale"] == "log" else course["baseline"] + change + deviation


def recorded(x, measure):
    low, high = measure["range"].get("from", -1e300), measure["range"].get("to", 1e300)
    x = min(max(x, low), high)
    if "step" not in measure:
        return twelve(x)
    origin = measure["range"].get("from", 0)
    return twelve(origin + math.floor((x - origin) / measure["step"] + 0.5) * measure["step"])


def simulate(trial, design):
    people = []
    for arm in trial["arms"]:
        for number in range(1, design["participants"][arm] + 1):
            people.append(participant(trial, design, arm, number))
    return people


def participant(trial, design, arm, number):
    address = [design["seed"], arm, number]
    visits = sorted(((days(visit["at"]), key, visit.get("baseline", False)) for key, visit in trial["visits"].items()), key=lambda row: row[0])
    enrolled, last = min(0, visits[0][0]), visits[-1][0]

    def normals(key):
        stream = Stream(*address, "effects", "measures", key)
        return [stream.normal() for _ in range(len(design["measures"][key]["knots"]) + 2)]

    truth = {}
    for key, quantity in design["measures"].items():
        z = normals(key)
        if "follows" in quantity:
            r = quantity["follows"]["correlation"]
            z = [r * a + math.sqrt(1 - r * r) * b for a, b in zip(normals(quantity["follows"]["measure"]), z)]
        L = root(quantity["randomEffects"]["correlations"])
        deviations = quantity["randomEffects"]["standardDeviations"]
        spread = [deviations["baseline"], *deviations["slopes"]]
        effects = [spread[i] * sum(L[i][k] * z[k] for k in range(i + 1)) for i in range(len(z))]
        mean = quantity["byArm"][arm]
        baseline = mean["baseline"] * math.exp(effects[0]) if quantity["scale"] == "log" else mean["baseline"] + effects[0]
        truth[key] = {"baseline": twelve(baseline), "slopes": [twelve(s + e) for s, e in zip(mean["slopes"], effects[1:])]}

    by_value = design["deaths"]["byValue"]
    threshold, cumulative, died = Stream(*address, "death").exponential(), 0.0, math.inf
    day = math.floor(enrolled) + 1
    while day <= last:
        true = value_at(design["measures"][by_value["measure"]], truth[by_value["measure"]], day)
        cumulative += design["deaths"]["perMonth"][arm] * by_value["hazardRatioPerUnit"] ** (true - by_value["reference"]) / MONTH
        if cumulative >= threshold:
            died = day
            break
        day += 1
    rate = design["dropout"]["perMonth"]
    lost = enrolled + math.ceil(Stream(*address, "leaving").exponential() / rate * MONTH)
    rule, withdrawn, last_value = design["dropout"]["afterValue"], math.inf, None
    observations = []
    for day, visit, is_baseline in visits:
        if died <= min(day, lost, withdrawn): missing = "died"
        elif min(lost, withdrawn) <= day: missing = "withdrew"
        elif not is_baseline and Stream(*address, "missed", visit).uniform() < design["missedVisits"]: missing = "not-done"
        else: missing = None
        for key, quantity in design["measures"].items():
            if missing is not None:
                observations.append(missing)
                continue
            deviation = quantity["residualStandardDeviation"] * Stream(*address, "residual", "measures", key, visit).normal()
            value = recorded(value_at(quantity, truth[key], day, deviation), trial["measures"][key])
            observations.append(value)
            if key == rule["measure"]: last_value = value
        if missing is None and day < last and last_value is not None:
            if Stream(*address, "withdrawal", visit).uniform() < 1 / (1 + math.exp(-(rule["intercept"] + rule["perUnit"] * last_value))):
                withdrawn = math.floor(day) + 1

    left = min(lost, withdrawn)
    end = min(left, died, last + 1)
    events = []
    for event in design["adverseEvents"]:
        stream = Stream(*address, "adverse-event", event["systemOrganClass"], event["preferredTerm"])
        time = max(enrolled, 0)
        while True:
            time += stream.exponential() / event["perMonth"][arm] * MONTH
            start = math.ceil(time)
            if start >= end: break
            u, serious, duration = stream.uniform(), stream.uniform(), stream.exponential()
            total, grade = 0, 0
            while u * sum(event["grades"]) >= total: total += event["grades"][grade]; grade += 1
            stop = start + math.floor(duration * event["meanDays"])
            events.append([start, grade, serious < event["serious"], stop if stop < end else None])
    return {
        "id": "SIM-%s-%03d" % (arm, number), "truth": truth, "observations": observations, "events": events,
        "death": died if died <= left and died < math.inf else None,
        "status": "completed" if end > last else "died" if died <= left else "lost-to-follow-up" if lost <= withdrawn else "withdrew",
    }


seed = 20241122
random.seed(seed)
pick = lambda low, high, digits=3: round(random.uniform(low, high), digits)


def course(knots, level, slope):
    return {"baseline": level, "slopes": [pick(-slope, slope) for _ in range(knots + 1)]}


def design_and_trial(index):
    visits = {"V1": {"at": {"months": -3}}, "V5": {"at": {"months": 0}, "baseline": True}}
    for visit in range(random.randint(2, 4)):
        visits["F%d" % visit] = {"at": random.choice([{"months": visit + 1}, {"weeks": 4 * visit + 6}, {"days": 31 * visit + 11}])}
    trial = {
        "id": "case %d" % index,
        "arms": {"active": {"label": "Active", "role": "experimental"}, "control": {"label": "Control", "role": "control"}},
        "visits": visits,
        "measures": {
            "score": {"label": "Score", "unit": "points", "better": "higher", "range": {"from": 0, "to": 48}, "step": random.choice([1, 0.5])},
            "walk": {"label": "Walk", "unit": "s", "better": "lower", "range": {"from": 0, "to": 180}},
        },
    }
    knots = random.choice([[], [{"months": 0}], [{"months": 0}, {"weeks": 7}]])
    effects = len(knots) + 2

    def correlations():
        r = [pick(-0.6, 0.6, 2) for _ in range(effects)]
        return [[1 if i == j else round(r[i] * r[j], 3) for j in range(effects)] for i in range(effects)]

    def quantity(level, slope, scale, per, spread):
        return {
            "byArm": {"active": course(len(knots), level, slope), "control": course(len(knots), level, slope)}, "knots": knots, "per": per, "scale": scale,
            "randomEffects": {"standardDeviations": {"baseline": spread, "slopes": [pick(0.1 * slope, slope) for _ in range(len(knots) + 1)]}, "correlations": correlations()},
            "residualStandardDeviation": round(pick(0.1, 0.5) * spread, 4),
        }

    design = {
        "seed": random.randint(-10, 10**9),
        "participants": {"active": random.randint(1, 2), "control": random.randint(0, 1)},
        "measures": {"score": quantity(pick(15, 47, 1), 2, "linear", "month", pick(1, 6)), "walk": {**quantity(pick(5, 20, 1), 0.05, "log", random.choice(["month", "week"]), pick(0.1, 0.4))}},
        "missedVisits": pick(0, 0.3),
        "dropout": {"perMonth": pick(0.01, 0.08), "afterValue": {"measure": "score", "intercept": pick(-2, 0), "perUnit": pick(-0.08, 0)}},
        "deaths": {"perMonth": {"active": pick(0, 0.04), "control": pick(0, 0.08)}, "byValue": {"measure": "score", "reference": 30, "hazardRatioPerUnit": pick(0.85, 1)}},
        "adverseEvents": [{"systemOrganClass": "Nervous", "preferredTerm": "Headache", "perMonth": {"active": pick(0.2, 1), "control": pick(0.1, 1)}, "grades": [4, 3, 2, 1], "serious": 0.2, "meanDays": pick(3, 40)}],
    }
    design["measures"]["walk"]["follows"] = {"measure": "score", "correlation": pick(-1, 1, 2)}
    return trial, design


designs, trials = [], []
for index in range(200):
    trial, design = design_and_trial(index)
    designs.append({"visits": trial["visits"], "step": trial["measures"]["score"]["step"], "design": design})
    trials.append({"people": simulate(trial, design)})

head = {"script": "test/reference/simulation/simulatedTrials.py", "version": "Python %s, mpmath %s" % (platform.python_version(), mpmath.__version__), "seed": seed}
for name, cases in [("simulationDesigns", designs), ("simulatedTrials", trials)]:
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".json"), "w") as file:
        file.write('{"generator":%s,\n"cases":[\n%s\n]}\n' % (json.dumps(head, separators=(",", ":")), lines))
