import { readFileSync } from "node:fs";
import { absoluteImprovement, allOf, anyOf, defineTrial, not, noWorsening, percentImprovement, readTrialData, type ResponderRule } from "trialwise/trial";

/** A simulated crossover trial with what R makes of it, as test/reference/crossover/trials.R writes it. */
export interface CrossoverTrialCase {
  readonly better: "higher" | "lower";
  /** One letter for each participant: the treatment given first. */
  readonly first: string;
  /** By participant and visit: a score, the reason on record, or nothing. */
  readonly scores: readonly (readonly (number | "died" | "withdrew" | "not-done" | "not-applicable" | "unknown" | null)[])[];
  readonly death: readonly (readonly [participant: number, day: number])[];
  readonly population: "all" | "seen" | "AB";
  readonly change: {
    readonly windows: readonly (readonly [VisitKey, VisitKey])[];
    readonly quantileType: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
    /** Ten times the participant, and the period. */
    readonly rows: readonly number[];
    readonly change: readonly number[];
    readonly percent: readonly (number | null)[];
    readonly excluded: readonly (readonly [participant: number, reason: string, visit?: VisitKey, period?: number])[];
    /** Complete, partial, without. */
    readonly counts: readonly [number, number, number];
    readonly of: Quantity;
    /** n, mean, standard deviation, median, quartiles, minimum, maximum: as far as written. */
    readonly byTreatment: readonly (readonly (number | null)[])[];
    readonly byPeriod: readonly (readonly (number | null)[])[];
    readonly byArm: readonly (readonly (readonly (number | null)[])[])[];
  };
  readonly responders: {
    readonly policies: { readonly deaths: Policy; readonly missing: Policy };
    readonly parts: readonly [Part, Part];
    readonly shape: "single" | "any" | "all" | "not";
    /** Of both periods: 1, 0, or - where it cannot be told. */
    readonly responds: readonly string[];
    /** Responders and those who can be told. */
    readonly byTreatment: readonly (readonly [number, number])[];
    readonly byPeriod: readonly (readonly [number, number])[];
  };
  readonly compared: {
    readonly analysis: "t-test" | "rank-test" | "mixed-model" | "first-period";
    readonly test: "student" | "welch";
    readonly of: Quantity;
    readonly alternative: "two-sided" | "greater" | "less";
    readonly level: number;
    /** Estimate, standard error, degrees of freedom, statistic, p-value, limits; of ranks estimate, statistic, p-value. */
    readonly numbers: readonly (number | "Infinity" | "-Infinity")[] | null;
    readonly reason?: "too-few-values" | "no-variance";
    readonly period?: readonly number[] | null;
    readonly carryOver?: readonly number[] | null;
    readonly participants?: number;
    readonly observations?: number;
    /** None without an estimate. */
    readonly favours?: "treatment" | "control" | "neither";
    /** Participant and period without the quantity. */
    readonly without: readonly (readonly [number, number])[];
  };
}

type Policy = "non-responder" | "excluded" | "as-observed";
type Quantity = "change" | "improvement" | "percentChange" | "percentImprovement" | "value";
type VisitKey = (typeof visits)[number];

interface Part {
  readonly kind: "change" | "percent" | "noWorsening";
  /** Tenths of a point, or percent. */
  readonly bound: number;
  readonly strict: boolean;
}

export const crossoverTrialCases: readonly CrossoverTrialCase[] = JSON.parse(readFileSync(new URL("../reference/crossover/trials.json", import.meta.url), "utf8")).cases;

const visits = ["start1", "mid1", "end1", "start2", "mid2", "end2"] as const;

/** The records in the library's terms; participants are numbered from 1. */
export function readCrossoverCase({ better, first, scores, death }: CrossoverTrialCase) {
  const trial = defineTrial({
    id: "simulated",
    treatments: { A: { label: "A" }, B: { label: "B" } },
    arms: {
      AB: { label: "A, then B", role: "experimental", periods: [{ treatment: "A" }, { treatment: "B", start: { months: 9 } }] },
      BA: { label: "B, then A", role: "control", periods: [{ treatment: "B" }, { treatment: "A", start: { months: 9 } }] },
    },
    visits: {
      start1: { at: { months: 0 }, baseline: true },
      mid1: { at: { months: 3 } },
      end1: { at: { months: 6 } },
      start2: { at: { months: 9 } },
      mid2: { at: { months: 12 } },
      end2: { at: { months: 15 } },
    },
    measures: { score: { label: "Score", unit: "points", better, range: { from: 0, to: 1000 } } },
    populations: {
      seen: { label: "Seen at the start", rule: { kind: "observed", measure: "score", visit: "start1" } },
      AB: { label: "A first", rule: { kind: "arm", arms: ["AB"] } },
    },
  });
  return readTrialData(trial, {
    participants: [...first].map((letter, index) => ({ id: `${index + 1}`, arm: letter === "A" ? "AB" : "BA" })),
    observations: scores.flatMap((row, index) =>
      row.flatMap((cell, place) =>
        cell === null ? [] : [{ participant: `${index + 1}`, visit: visits[place]!, measure: "score", ...(typeof cell === "number" ? { value: cell } : { missing: cell }) }],
      ),
    ),
    clinicalEvents: death.map(([participant, days]) => ({ participant: `${participant}`, kind: "death" as const, at: { days } })),
  });
}

interface Endpoint {
  readonly kind: "change" | "percent-change";
  readonly measure: "score";
  readonly from: "start1" | "start2";
  readonly to: "end1" | "end2";
}

/** The rule that R put together, in the visits of a period. */
export function ruleOfPeriod({ parts, shape }: CrossoverTrialCase["responders"], period: 1 | 2) {
  const window = period === 1 ? ({ from: "start1", to: "end1" } as const) : ({ from: "start2", to: "end2" } as const);
  const [one, other] = parts.map(({ kind, bound, strict }): ResponderRule<Endpoint> => {
    const amount = kind === "change" ? bound / 10 : bound;
    const limit = strict ? { moreThan: amount } : { atLeast: amount };
    const change = { kind: "change", measure: "score", ...window } as const;
    if (kind === "change") return absoluteImprovement({ of: change, ...limit });
    return kind === "percent" ? percentImprovement({ of: { ...change, kind: "percent-change" } as const, ...limit }) : noWorsening({ of: change });
  });
  if (shape === "single") return one!;
  if (shape === "not") return not(one!);
  return shape === "any" ? anyOf(one!, other!) : allOf(one!, other!);
}
