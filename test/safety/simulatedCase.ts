import { readFileSync } from "node:fs";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent, AdverseEventOutcome, Answer, Grade } from "trialwise/trial";

type Named<Position> = Position | null;
type Position = number;

/** One data set of test/reference/safety/tallies.R, which says what its columns are. Simulated. */
export interface SimulatedCase {
  readonly partialDates: "earliest" | "latest";
  readonly participants: readonly (readonly [Position, boolean, string, number | null, number | null, number | null])[];
  readonly events: readonly (readonly [
    number,
    Position,
    Position,
    Grade | null,
    Grade | null,
    number | null,
    boolean | null,
    Named<Position>,
    Named<Position>,
    Named<Position>,
    string | null,
    string | null,
  ])[];
  readonly tables: readonly (readonly [
    WindowName,
    CategoryName,
    number,
    readonly (readonly [Named<Position>, Named<Position>, Position, number, number, string, number, number | null, number])[],
  ])[];
  readonly rates: readonly (readonly [CategoryName, Position, number, number, number])[];
}

export type WindowName = "fixed" | "early" | "dosed" | "open";
export type CategoryName = "all" | "serious" | "product" | "procedure" | "severe" | "fatal";

export interface SimulatedCases {
  readonly generator: { readonly script: string; readonly version: string; readonly seed: number };
  readonly names: {
    readonly arms: readonly ("active" | "control")[];
    readonly classes: readonly string[];
    readonly terms: readonly string[];
    readonly answers: readonly Answer[];
    readonly outcomes: readonly AdverseEventOutcome[];
  };
  readonly cases: readonly SimulatedCase[];
}

export const trial = defineTrial({
  id: "simulated",
  arms: { active: { label: "Active", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true } },
  populations: { safety: { label: "Randomised", rule: { kind: "disposition", status: "randomised" } } },
});

/** The windows and categories of the R script. */
export const windows = {
  fixed: { start: { days: 0 }, end: { months: 4 } },
  early: { start: { days: 0, from: "V1" }, end: { days: 60 } },
  dosed: { start: { days: 0, from: "dose:1" }, end: [{ days: 90, from: "dose:1" }, { days: 100 }] },
  open: { start: { days: 0 }, end: "end-of-follow-up" },
} as const;

export const categories = {
  all: {},
  serious: { serious: true },
  product: { relatedTo: "product" },
  procedure: { relatedTo: "procedure" },
  severe: { grade: { from: 3 } },
  fatal: { fatal: true },
} as const;

export function readSimulatedCases(): SimulatedCases {
  return JSON.parse(readFileSync(new URL("../reference/safety/tallies.json", import.meta.url), "utf8"));
}

export function dataOf({ names }: SimulatedCases, { participants, events }: SimulatedCase) {
  const id = (number: number) => `P${number}`;
  const present = <Value>(value: Value | null, field: string) => (value === null ? {} : { [field]: value });
  return readTrialData(trial, {
    participants: participants.map(([arm, , baselineDate], index) => ({ id: id(index + 1), arm: names.arms[arm]!, baselineDate })),
    dispositions: participants.flatMap(([, member, , , , left], index) => [
      ...(member ? [{ participant: id(index + 1), status: "randomised" } as const] : []),
      ...(left === null ? [] : [{ participant: id(index + 1), status: "withdrew", at: { days: left } } as const]),
    ]),
    doses: participants.flatMap(([, , , dose], index) => (dose === null ? [] : [{ participant: id(index + 1), number: 1, at: { days: dose } }])),
    clinicalEvents: participants.flatMap(([, , , , death], index) =>
      death === null ? [] : [{ participant: id(index + 1), kind: "death", at: { days: death } } as const],
    ),
    adverseEvents: events.map(([participant, systemOrganClass, term, grade, prior, worsened, serious, product, procedure, outcome, start, end]): AdverseEvent => ({
      participant: id(participant),
      systemOrganClass: names.classes[systemOrganClass]!,
      preferredTerm: names.terms[term]!,
      ...present(grade, "grade"),
      ...present(prior, "priorGrade"),
      ...present(worsened === null ? null : { days: worsened }, "worsenedAt"),
      ...present(serious, "serious"),
      related: { ...present(product === null ? null : names.answers[product]!, "product"), ...present(procedure === null ? null : names.answers[procedure]!, "procedure") },
      ...present(outcome === null ? null : names.outcomes[outcome]!, "outcome"),
      ...present(start && { date: start }, "start"),
      ...present(end && { date: end }, "end"),
    })),
  });
}
