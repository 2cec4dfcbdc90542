"""Counts of ADaM datasets, by plain loops over their rows.

Run from the repository's root:  python3 test/reference/cdisc/tallies.py
Writes test/reference/cdisc/madeUp.json: made-up datasets in the shape of Dataset-JSON 1.1, and their counts.
Writes test/reference/cdisc/pilot.json, where the CDISC pilot study's datasets (CDISCPILOT01, from the repository
cdisc-org/DataExchange-DatasetJson, folder examples/adam) are at ../shared/data/cdisc-pilot: counts alone.
"""
import collections
import datetime
import json
import os
import platform
import random

HERE = "test/reference/cdisc/"
PILOT = "../shared/data/cdisc-pilot/"
SEED = 20241205
random.seed(SEED)
GENERATOR = {"python": platform.python_version(), "script": HERE + "tallies.py", "seed": SEED}


def table(dataset):
    names = [column["name"] for column in dataset["columns"]]
    return [dict(zip(names, row)) for row in dataset["rows"]]


def counts(adsl, adae, adtte):
    arm = {row["USUBJID"]: row["TRT01P"] for row in table(adsl)}
    categories = {
        "all": lambda row: True,
        "mild": lambda row: row["AESEV"] == "MILD",
        "moderate": lambda row: row["AESEV"] == "MODERATE",
        "severe": lambda row: row["AESEV"] == "SEVERE",
        "serious": lambda row: row["AESER"] == "Y",
        "related": lambda row: row["AEREL"] in ("PROBABLE", "POSSIBLE"),
    }
    emergent = [row for row in table(adae) if row["TRTEMFL"] == "Y" and row["USUBJID"] in arm]
    result = {"participants": dict(sorted(collections.Counter(arm.values()).items())), "tables": {}}
    for name, belongs in categories.items():
        cells = collections.defaultdict(lambda: [set(), 0])
        for row in filter(belongs, emergent):
            for key in [(), (row["AEBODSYS"],), (row["AEBODSYS"], row["AEDECOD"])]:
                cell = cells[f"{' / '.join(key)} | {arm[row['USUBJID']]}"]
                cell[0].add(row["USUBJID"])
                cell[1] += 1
        result["tables"][name] = {key: [len(people), events] for key, (people, events) in sorted(cells.items())}
    times = collections.defaultdict(lambda: [0, 0, 0])
    for row in table(adtte):
        cell = times[arm[row["USUBJID"]]]
        cell[0] += 1
        cell[1] += row["CNSR"] == 0
        cell[2] += row["AVAL"]
    result["timeToEvent"] = dict(sorted(times.items()))
    # Days from first treatment, day 0, to each event's start.
    days = [(datetime.date.fromisoformat(row["ASTDT"]) - datetime.date.fromisoformat(row["TRTSDT"])).days for row in emergent if row["ASTDT"]]
    result["startDays"] = {"n": len(days), "sum": sum(days), "smallest": min(days), "largest": max(days)}
    return result


END = {"Adverse Event": "stopped-for-adverse-event", "Death": "died", "Lost to Follow-up": "lost-to-follow-up", "Protocol Violation": "excluded", "I/E Not Met": "excluded"}


def subjects(adsl):
    """Flags, ends of study, days of treatment: what ADSL alone says, by arm."""
    rows = table(adsl)
    flags = {flag: {} for flag in ["SAFFL", "ITTFL", "EFFFL", "COMP8FL", "COMP16FL", "COMP24FL", "DISCONFL"]}
    ends, treated, ages = {}, {}, {}
    for row in rows:
        arm = row["TRT01P"]
        for flag, byArm in flags.items():
            byArm[arm] = byArm.get(arm, 0) + (1 if row[flag] == "Y" else 0)
        status = "completed" if row["EOSSTT"] == "COMPLETED" else END.get(row["DCSREAS"], "withdrew")
        byStatus = ends.setdefault(arm, {})
        byStatus[status] = byStatus.get(status, 0) + 1
        first, last, end = (datetime.date.fromisoformat(row[name]) if row[name] else None for name in ["TRTSDT", "TRTEDT", "RFENDT"])
        cell = treated.setdefault(arm, {"doses": 0, "days": 0, "ended": 0, "endDays": 0})
        cell["doses"] += 0 if first is None else 1 if last is None or last == first else 2
        cell["days"] += 0 if last is None else (last - first).days
        cell["ended"] += end is not None
        cell["endDays"] += 0 if end is None else (end - first).days
        ages[arm] = ages.get(arm, 0) + row["AGE"]
    return {"flags": flags, "ends": ends, "treated": treated, "ages": ages}


def dataset(name, columns, rows):
    described = []
    for column in columns:
        label, _, kind = column.partition(":")
        entry = {"itemOID": f"IT.{name}.{label}", "name": label, "label": f"Made-up {label}", "dataType": kind or "string"}
        if kind == "date":
            entry.update({"targetDataType": "integer", "displayFormat": "DATE9."})
        if kind == "":
            entry["length"] = max([len(row[columns.index(column)]) for row in rows] + [1])
        if label == "USUBJID":
            entry["keySequence"] = 1
        described.append(entry)
    return {
        "datasetJSONCreationDateTime": "2024-12-05T12:00:00", "datasetJSONVersion": "1.1.0", "fileOID": f"www.example.org/made-up/{name.lower()}",
        "dbLastModifiedDateTime": "2024-12-01T08:30:00", "originator": "Nobody: these data are made up",
        "sourceSystem": {"name": "tallies.py", "version": "1"}, "studyOID": "MADE-UP", "metaDataVersionOID": "MDV.MADE-UP", "metaDataRef": "define.xml",
        "itemGroupOID": f"IG.{name}", "records": len(rows), "name": name, "label": f"Made-up {name}", "columns": described, "rows": rows,
    }


def made_up():
    terms = {"CARDIAC DISORDERS": ["PALPITATIONS", "SINUS BRADYCARDIA"], "NERVOUS SYSTEM DISORDERS": ["HEADACHE", "DIZZINESS", "SYNCOPE"], "INVESTIGATIONS": ["WEIGHT DECREASED"]}
    people, events, times, scores = [], [], [], []
    for number in range(1, 46):
        person, arm = f"99-{number:03d}", random.choice(["Placebo", "Low dose", "High dose"])
        first = datetime.date(2020, 1, 1) + datetime.timedelta(days=random.randrange(700))
        people.append([person, arm, {"Placebo": 0, "Low dose": 54, "High dose": 81}[arm], first.isoformat(), random.randrange(40, 80), random.choice("FM"), "Y", random.choice("YYN")])
        event_days = []
        for sequence in range(random.choice([0, 0, 1, 2, 3, 5])):
            soc = random.choice(list(terms))
            day = random.randrange(-20, 180)
            start = first + datetime.timedelta(days=day)
            ended = random.random() < 0.6
            end = start + datetime.timedelta(days=random.randrange(30)) if ended else None
            study_day = lambda date: (date - first).days + (1 if date >= first else 0)
            if day >= 0:
                event_days.append(day + 1)
            events.append([
                person, first.isoformat(), start.isoformat(), study_day(start), "", end.isoformat() if end else None, study_day(end) if end else None,
                random.choice(terms[soc]), soc, random.choice(["MILD", "MILD", "MODERATE", "SEVERE"]), random.choice("NNNNY"),
                random.choice(["NONE", "REMOTE", "POSSIBLE", "PROBABLE", ""]), random.choice(["RECOVERED/RESOLVED", "NOT RECOVERED/NOT RESOLVED"]), "Y" if day >= 0 else "",
            ])
        time = min(event_days + [181])
        times.append([person, "TTAE", time, 0 if event_days else 1])
        for visit, planned in [("Baseline", 1), ("Week 8", 57), ("Week 16", 113)]:
            if random.random() < 0.9:
                day = 1 if planned == 1 else planned + random.randrange(-3, 4)
                date = first + datetime.timedelta(days=day - 1)
                scores.append([person, "ALSFRST", visit, random.randrange(20, 49) if random.random() < 0.95 else None, date.isoformat(), day])
    return {
        "adsl": dataset("ADSL", ["USUBJID", "TRT01P", "TRT01PN:integer", "TRTSDT:date", "AGE:integer", "SEX", "SAFFL", "EFFFL"], people),
        "adae": dataset("ADAE", ["USUBJID", "TRTSDT:date", "ASTDT:date", "ASTDY:integer", "ASTDTF", "AENDT:date", "AENDY:integer", "AEDECOD", "AEBODSYS", "AESEV", "AESER", "AEREL", "AEOUT", "TRTEMFL"], events),
        "adtte": dataset("ADTTE", ["USUBJID", "PARAMCD", "AVAL:integer", "CNSR:integer"], times),
        "adqs": dataset("ADQS", ["USUBJID", "PARAMCD", "AVISIT", "AVAL:integer", "ADT:date", "ADY:integer"], scores),
    }


def write(name, content):
    with open(HERE + name, "w") as file:
        json.dump(content, file, separators=(",", ":"))
        file.write("\n")


datasets = made_up()
scored = [row for row in table(datasets["adqs"]) if row["AVAL"] is not None]
visits = collections.defaultdict(lambda: [0, 0])
for row in scored:
    visits[row["AVISIT"]][0] += 1
    visits[row["AVISIT"]][1] += row["AVAL"]
write("madeUp.json", {"generator": GENERATOR, "datasets": datasets, "counts": {**counts(datasets["adsl"], datasets["adae"], datasets["adtte"]), "scores": dict(sorted(visits.items()))}})

if os.path.exists(PILOT + "adsl.json"):
    adsl, adae, adtte = (json.load(open(f"{PILOT}{name}.json")) for name in ["adsl", "adae", "adtte"])
    write("pilot.json", {"generator": GENERATOR, "counts": counts(adsl, adae, adtte), "subjects": subjects(adsl)})
