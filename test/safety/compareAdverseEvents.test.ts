import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commonAdverseEvents, compareAdverseEvents, tallyAdverseEvents } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";

const trial = defineTrial({
  id: "comparison",
  arms: { treatment: { label: "Treatment", role: "experimental" }, control: { label: "Control", role: "control" }, empty: { label: "Empty", role: "observational" } },
  populations: { safety: { label: "Safety", rule: { kind: "everyone" } } },
});

interface Fixture {
  readonly cases: readonly {
    readonly treatment: number;
    readonly control: number;
    readonly level: number;
    readonly terms: readonly (readonly [term: string, participants: number, events: number, inControl: number, difference: number, lower: number, upper: number, p: number])[];
    readonly ranked: readonly number[];
  }[];
}

const fixture = JSON.parse(readFileSync(new URL("../reference/safety/comparisons.json", import.meta.url), "utf8")) as Fixture;

function tallyOf({ treatment, control, terms }: Fixture["cases"][number]) {
  const participants = [
    ...Array.from({ length: treatment }, (_, index) => ({ id: `t${index}`, arm: "treatment" })),
    ...Array.from({ length: control }, (_, index) => ({ id: `c${index}`, arm: "control" })),
  ];
  const of = (preferredTerm: string, participant: string): AdverseEvent => ({ participant, systemOrganClass: "Class", preferredTerm });
  const adverseEvents = terms.flatMap(([term, participants, events, inControl]) => [
    ...Array.from({ length: events }, (_, index) => of(term, `t${Math.min(index, participants - 1)}`)),
    ...Array.from({ length: inControl }, (_, index) => of(term, `c${index}`)),
  ]);
  return tallyAdverseEvents(readTrialData(trial, { participants, adverseEvents }), {
    population: "safety",
    windows: { all: { start: { days: 0 }, end: { days: 1 } } },
    categories: { any: {} },
  });
}

/** 3 of 4 against 1 of 4: Fisher's tea taster, with p 34/70. */
const tea = tallyOf({ treatment: 4, control: 4, level: 0.95, terms: [["Tea", 3, 5, 1, 0, 0, 0, 0], ["Milk", 0, 0, 1, 0, 0, 0, 0]], ranked: [] });

describe("compareAdverseEvents", () => {
  it("compares participants, not events: the tea taster of Fisher 1935", () => {
    const { overall, systemOrganClasses } = compareAdverseEvents(tea, { treatment: "treatment", control: "control" }).windows.all.categories.any;
    const [term] = systemOrganClasses[0]!.preferredTerms;
    expect(term).toMatchObject({
      preferredTerm: "Tea",
      riskDifference: { estimate: 0.5 },
      counts: { treatment: { participants: 3, n: 4 }, control: { participants: 1, n: 4 } },
    });
    expect(term!.pValue).toBeCloseTo(34 / 70, 12);
    // The controls' tea and milk are one participant's.
    expect(overall.counts.control.participants).toBe(1);
  });

  it("agrees with fisher.test and prop.test of R on 200 random sets of counts", () => {
    let [worst, worstP] = [0, 0];
    for (const simulated of fixture.cases) {
      const { level, terms } = simulated;
      const { systemOrganClasses } = compareAdverseEvents(tallyOf(simulated), { treatment: "treatment", control: "control", level }).windows.all.categories.any;
      const rows = new Map(systemOrganClasses[0]!.preferredTerms.map((row) => [row.preferredTerm, row]));
      expect(rows.size).toBe(terms.length);
      for (const [term, , , , difference, lower, upper, p] of terms) {
        const { riskDifference, pValue } = rows.get(term)!;
        const { interval } = riskDifference;
        worst = Math.max(worst, Math.abs(riskDifference.estimate! - difference), Math.abs(interval.lower! - lower), Math.abs(interval.upper! - upper));
        worstP = Math.max(worstP, Math.abs(pValue! / p - 1));
      }
    }
    expect(fixture.cases).toHaveLength(200);
    // Proportions and limits between −1 and 1: absolute. p-values are as small as 1e-17: relative, as far as R's own sums go.
    expect(worst).toBeLessThan(1e-13);
    expect(worstP).toBeLessThan(1e-12);
  });

  it("adjusts for the number of rows on request: terms are one family, classes another, as p.adjust of R", () => {
    for (const simulated of fixture.cases.slice(0, 40)) {
      const tally = tallyOf(simulated);
      const plain = compareAdverseEvents(tally, { treatment: "treatment", control: "control" }).windows.all.categories.any;
      const { overall, systemOrganClasses } = compareAdverseEvents(tally, { treatment: "treatment", control: "control", adjust: "benjamini-hochberg" }).windows.all.categories.any;
      const before = plain.systemOrganClasses.flatMap(({ preferredTerms }) => preferredTerms.map(({ pValue }) => pValue!));
      const after = systemOrganClasses.flatMap(({ preferredTerms }) => preferredTerms.map(({ adjustedPValue }) => adjustedPValue!));
      // Benjamini and Hochberg by their definition: the smallest of m·p/rank from here upwards.
      const rankOf = (pValue: number) => before.filter((other) => other <= pValue).length;
      before.forEach((pValue, index) => {
        const larger = before.filter((other) => other >= pValue).map((other) => (before.length * other) / rankOf(other));
        expect(after[index]).toBeCloseTo(Math.min(1, ...larger), 12);
      });
      expect(systemOrganClasses.map(({ pValue }) => pValue)).toEqual(plain.systemOrganClasses.map(({ pValue }) => pValue));
      expect(overall).toEqual(plain.overall);
    }
    const empty = compareAdverseEvents(tea, { treatment: "treatment", control: "empty", adjust: "holm" });
    expect(empty.windows.all.categories.any.systemOrganClasses[0]!.preferredTerms[0]).toMatchObject({ adjustedPValue: null, reasons: { adjustedPValue: "zero-denominator" } });
    expect(JSON.parse(JSON.stringify(empty))).toStrictEqual(empty);
  });

  it("an arm with nobody in the population cannot be compared: every field is null with its reason", () => {
    const comparison = compareAdverseEvents(tea, { treatment: "treatment", control: "empty" });
    expect(comparison.windows.all.categories.any.overall).toEqual({
      riskDifference: { estimate: null, interval: { lower: null, upper: null, level: 0.95 } },
      pValue: null,
      counts: { treatment: { participants: 3, n: 4 }, control: { participants: 0, n: 0 } },
      reasons: {
        "riskDifference.estimate": "zero-denominator", "riskDifference.interval.lower": "zero-denominator", "riskDifference.interval.upper": "zero-denominator", pValue: "zero-denominator",
      },
    });
    expect(JSON.parse(JSON.stringify(comparison))).toStrictEqual(comparison);
  });

  it("leaves the tally alone and survives JSON", () => {
    const comparison = compareAdverseEvents(deepFreeze(tea), deepFreeze({ treatment: "control", control: "treatment", intervalMethod: "miettinen-nurminen" } as const));
    expect(JSON.parse(JSON.stringify(comparison))).toStrictEqual(comparison);
    expect(comparison.method).toMatchObject({ name: "adverse-event-comparison", options: { treatment: "control", control: "treatment", intervalMethod: "miettinen-nurminen", level: 0.95 } });
  });

  it.each<[string, () => unknown, string]>([
    ["an unknown arm", () => compareAdverseEvents(tea, { treatment: "treatmnt" as "treatment", control: "control" }), 'Did you mean "treatment"?'],
    ["no control", () => compareAdverseEvents(tea, { treatment: "treatment", controls: "control" } as never), 'options must have treatment and control; control is missing. Is it "controls"?'],
    ["null for options", () => compareAdverseEvents(tea, null as never), "options must be an object; received null"],
    ["null for a tally", () => compareAdverseEvents(null as never, { treatment: "treatment", control: "control" }), "the tally must be an object; received null"],
    ["one window of a tally", () => compareAdverseEvents(tea.windows.all as never, { treatment: "treatment", control: "control" }), "the tally must have denominators and windows; denominators is missing"],
    ["an arm with itself", () => compareAdverseEvents(tea, { treatment: "control", control: "control" }), 'must be different arms; received "control" for both'],
    ["an unknown interval", () => compareAdverseEvents(tea, { treatment: "treatment", control: "control", intervalMethod: "newcomb" as "newcombe" }), 'Did you mean "newcombe"?'],
    ["a level of 95", () => compareAdverseEvents(tea, { treatment: "treatment", control: "control", level: 95 }), "level must be between 0 and 1"],
    ["an unknown adjustment", () => compareAdverseEvents(tea, { treatment: "treatment", control: "control", adjust: "none" as "holm" }), 'adjust must be one of "bonferroni", "holm"'],
    ["an unknown option", () => compareAdverseEvents(tea, { treatment: "treatment", control: "control", adjusted: "holm" } as never), '"adjusted"'],
  ])("%s is refused", (_, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(/^compareAdverseEvents: /);
  });
});

describe("commonAdverseEvents", () => {
  const all = { window: "all", category: "any", arm: "treatment" } as const;

  it("ranks the treatment arm's terms as order() of R does, on 200 random sets of counts", () => {
    for (const simulated of fixture.cases) {
      const common = commonAdverseEvents(tallyOf(simulated), all);
      const expected = simulated.ranked.map((index) => simulated.terms[index]!).map(([term, participants, events]) => [term, participants, events]);
      expect(common.map(({ preferredTerm, participants, events }) => [preferredTerm, participants, events])).toEqual(expected);
    }
  });

  it("has a term of two classes once, each of its participants once, and leaves out what is rarer than asked", () => {
    const pain = (participant: string, systemOrganClass: string, preferredTerm = "Pain"): AdverseEvent => ({ participant, systemOrganClass, preferredTerm });
    const data = readTrialData(trial, {
      participants: ["1", "2", "3"].map((id) => ({ id, arm: "treatment" })),
      adverseEvents: [pain("1", "A"), pain("1", "B"), pain("2", "B"), pain("3", "A", "Rash")],
    });
    const tally = tallyAdverseEvents(data, { population: "safety", windows: { all: { start: { days: 0 }, end: { days: 1 } } }, categories: { any: {} } });
    const expected = { preferredTerm: "Pain", systemOrganClasses: ["A", "B"], events: 3, participants: 2, proportion: 2 / 3, participantIds: ["1", "2"] };
    expect(commonAdverseEvents(tally, { ...all, atLeast: 2 })).toEqual([expected]);
    expect(commonAdverseEvents(tally, all).map(({ preferredTerm }) => preferredTerm)).toEqual(["Pain", "Rash"]);
    expect(commonAdverseEvents(tally, { ...all, arm: "control" })).toEqual([]);
  });

  it("leaves the tally alone and survives JSON", () => {
    const common = commonAdverseEvents(deepFreeze(tea), all);
    expect(JSON.parse(JSON.stringify(common))).toStrictEqual(common);
  });

  it.each<[string, () => unknown, string]>([
    ["no window", () => commonAdverseEvents(tea, { category: "any", arm: "control" } as never), "options must have window and category and arm; window is missing"],
    ["data in place of a tally", () => commonAdverseEvents({ trial: {}, participants: [] } as never, all), "the tally must have denominators and windows; denominators is missing"],
    ["an unknown window", () => commonAdverseEvents(tea, { ...all, window: "al" as "all" }), 'Did you mean "all"?'],
    ["an unknown category", () => commonAdverseEvents(tea, { ...all, category: "an" as "any" }), 'Did you mean "any"?'],
    ["an unknown arm", () => commonAdverseEvents(tea, { ...all, arm: "contrl" as "control" }), 'Did you mean "control"?'],
    ["half a participant", () => commonAdverseEvents(tea, { ...all, atLeast: 0.5 }), "atLeast, a number of participants, must be a whole number of at least 1; received 0.5"],
    ["an unknown option", () => commonAdverseEvents(tea, { ...all, minimum: 5 } as never), '"minimum"'],
  ])("%s is refused", (_, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(/^commonAdverseEvents: /);
  });
});
