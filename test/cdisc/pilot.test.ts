import { readFileSync } from "node:fs";
import { fromAdam, readDatasetJson } from "trialwise/cdisc";
import { kaplanMeier, logRankTest } from "trialwise/survival";
import { evaluatePopulation, readTrial, readTrialData, type TrialData } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/repository.ts";
import { hasPilot, readPilot } from "./pilot.ts";

interface ByArm<Value> {
  readonly [arm: string]: Value;
}

type Known = number | null;

interface Analysis {
  readonly participants: readonly number[];
  readonly curves: ByArm<{
    readonly time: readonly number[];
    readonly atRisk: readonly number[];
    readonly events: readonly number[];
    readonly censored: readonly number[];
    readonly estimate: readonly number[];
    readonly lower: readonly Known[];
    readonly upper: readonly Known[];
    readonly median: readonly Known[];
  }>;
  readonly logRank: {
    readonly groups: readonly string[];
    readonly observed: readonly number[];
    readonly expected: readonly number[];
    readonly statistic: number;
    readonly degreesOfFreedom: number;
    readonly pValue: number;
  };
}

interface Subjects {
  readonly flags: { readonly [flag: string]: ByArm<number> };
  readonly ends: ByArm<{ readonly [status: string]: number }>;
  readonly treated: ByArm<{ readonly doses: number; readonly days: number; readonly ended: number; readonly endDays: number }>;
  readonly ages: ByArm<number>;
}

const fixture = (name: string) => JSON.parse(readFileSync(`${repositoryRoot}test/reference/cdisc/${name}.json`, "utf8"));
const survival: { readonly madeUp: Analysis; readonly pilot: Analysis } = fixture("survival");
const subjects: Subjects = fixture("pilot").subjects;
const madeUp: { readonly [name: string]: unknown } = fixture("madeUp").datasets;

/** Closed forms: R prints 15 digits. */
function expectClose(actual: number | null | undefined, expected: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1e-4, Math.abs(expected)));
}

function expectSurvival(adsl: unknown, adtte: unknown, { participants, curves, logRank }: Analysis): void {
  const arms = Object.fromEntries(Object.keys(curves).map((arm) => [arm, arm]));
  const { timeToEvent, notPlaced } = fromAdam({ adsl: readDatasetJson(adsl), adtte: readDatasetJson(adtte) }, { adsl: { arms } });
  expect([notPlaced, timeToEvent]).toEqual([[], [expect.anything()]]);
  const { time, event, group } = timeToEvent[0]!;
  expect([time.length]).toEqual(participants);
  for (const [arm, curve] of Object.entries(curves)) {
    const isMember = (_: unknown, index: number) => group[index] === arm;
    const { steps, median } = kaplanMeier({ time: time.filter(isMember), event: event.filter(isMember) });
    expect(steps.map((step) => step.time)).toEqual(curve.time);
    expect(steps.map(({ atRisk, events, censored }) => [atRisk, events, censored])).toEqual(curve.time.map((_, index) => [curve.atRisk[index], curve.events[index], curve.censored[index]]));
    steps.forEach(({ estimate, interval }, index) => {
      expectClose(estimate, curve.estimate[index]!);
      const [lower, upper] = [curve.lower[index] ?? null, curve.upper[index] ?? null];
      if (lower !== null && estimate < 1) expectClose(interval.lower, lower);
      if (upper !== null && estimate < 1) expectClose(interval.upper, upper);
    });
    expect([median.estimate, median.interval.lower, median.interval.upper]).toEqual(curve.median);
  }
  const test = logRankTest({ time, event, group });
  const groups = logRank.groups.map((arm) => test.groups.find((each) => each.group === arm));
  expect(groups.map((each) => each?.observed)).toEqual(logRank.observed);
  groups.forEach((each, index) => expectClose(each?.expected, logRank.expected[index]!));
  expectClose(test.statistic, logRank.statistic);
  expectClose(test.pValue, logRank.pValue);
  expect(test.degreesOfFreedom).toBe(logRank.degreesOfFreedom);
}

describe("times to events", () => {
  it("of made-up datasets give the curves and the test that R gives", () => expectSurvival(madeUp["adsl"], madeUp["adtte"], survival.madeUp));
  it.skipIf(!hasPilot)("of the CDISC pilot study give the curves and the test that R gives", () => expectSurvival(readPilot("adsl"), readPilot("adtte"), survival.pilot));
});

describe.skipIf(!hasPilot)("ADSL of the CDISC pilot study", () => {
  const arms = { Placebo: "placebo", "Xanomeline Low Dose": "low", "Xanomeline High Dose": "high" } as const;
  const flags = ["SAFFL", "ITTFL", "EFFFL", "COMP8FL", "COMP16FL", "COMP24FL", "DISCONFL"] as const;

  const read = (): TrialData => {
    const { records, notPlaced, changed } = fromAdam(
      { adsl: readDatasetJson(readPilot("adsl")) },
      { adsl: { arms, covariates: { age: "AGE" }, flags: Object.fromEntries(flags.map((flag) => [flag, flag])), doses: { first: "TRTSDT", last: "TRTEDT" } } },
    );
    expect([notPlaced, changed]).toEqual([[], []]);
    const covariates = Object.fromEntries(flags.map((flag) => [flag, { kind: "category" as const, label: flag, levels: ["Y", "N"] }]));
    const trial = readTrial({
      id: "CDISCPILOT01",
      arms: { placebo: { label: "Placebo", role: "control" }, low: { label: "Low", role: "experimental" }, high: { label: "High", role: "experimental" } },
      covariates: { age: { kind: "number", label: "Age", unit: "years" }, ...covariates },
      populations: Object.fromEntries(flags.map((flag) => [flag, { label: flag, rule: { kind: "level" as const, covariate: flag, levels: ["Y"] } }])),
    });
    return readTrialData(trial, records);
  };
  const labels = Object.keys(arms);
  const membersOf = (data: TrialData, label: string) => new Set(data.participants.filter(({ arm }) => Object.entries(arms).some(([key, value]) => key === label && value === arm)).map(({ id }) => id));

  it("has the populations that plain loops count", () => {
    const data = read();
    const counted = flags.map((flag) => {
      const members = evaluatePopulation(data, flag).members;
      return [flag, Object.fromEntries(labels.map((label) => [label, members.filter((id) => membersOf(data, label).has(id)).length]))];
    });
    expect(Object.fromEntries(counted)).toEqual(subjects.flags);
    const ages = labels.map((label) => [label, data.participants.filter(({ id }) => membersOf(data, label).has(id)).reduce((sum, { covariates }) => sum + Number(covariates?.["age"]), 0)]);
    expect(Object.fromEntries(ages)).toEqual(subjects.ages);
  });

  it("has the ends of study and the days of treatment that plain loops count", () => {
    const data = read();
    for (const label of labels) {
      const members = membersOf(data, label);
      const ends = data.dispositions.filter(({ participant }) => members.has(participant));
      const counts: { [status: string]: number } = {};
      for (const { status } of ends) counts[status] = (counts[status] ?? 0) + 1;
      expect(counts).toEqual(subjects.ends[label]);
      const doses = data.doses.filter(({ participant }) => members.has(participant));
      expect({
        doses: doses.length,
        days: doses.reduce((sum, { at }) => sum + at.earliest, 0),
        ended: ends.filter(({ at }) => at !== undefined).length,
        endDays: ends.reduce((sum, { at }) => sum + (at?.earliest ?? 0), 0),
      }).toEqual(subjects.treated[label]);
    }
  });
});
