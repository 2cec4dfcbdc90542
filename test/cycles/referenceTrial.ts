import { readFileSync } from "node:fs";
import { cycleSlopes, defineTrial, readTrialData } from "trialwise";
import { isoDate } from "./exampleTrial.ts";

interface TestByR {
  readonly n: number;
  readonly change: readonly (number | null)[];
  readonly t: { readonly estimate: number; readonly standardError: number; readonly pValue: number; readonly lower: number; readonly upper: number } | null;
  /** Participants who improved by more than 25 %, at least 50 %, 0 to 25 %, who got worse, and who had no decline. */
  readonly classes: readonly [number, number, number, number, number];
  readonly rank: { readonly statistic: number; readonly pValue: number } | null;
}

/** As test/reference/cycles/cycles.R writes it. */
export interface CycleCase {
  readonly options: {
    readonly method: "two-visit" | "least-squares";
    readonly atDose: "last-before" | "nearest";
    readonly closing: "at-end" | "last-value";
    readonly against: "lead-in" | "previous-cycle";
    readonly neverDosed: "excluded" | "whole-course";
    readonly per: "month" | "week" | "day";
    readonly time: "actual" | "nominal";
    readonly before: number;
    readonly after: number;
    readonly lastCycle: number;
    readonly longest: number | null;
  };
  readonly people: readonly { readonly doses: readonly number[]; readonly days: readonly number[]; readonly scores: readonly (number | null)[] }[];
  readonly leadIn: readonly (number | null)[];
  readonly leadInLength: readonly (number | null)[];
  readonly cycles: readonly (TestByR & { readonly dosed: number; readonly interval: number | null })[];
  readonly treatment: TestByR;
}

export const cases: readonly CycleCase[] = JSON.parse(readFileSync(new URL("../reference/cycles/cycles.json", import.meta.url), "utf8")).cases;
const months = [-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 12, 14, 16];
const simulatedTrial = defineTrial({
  id: "simulated",
  arms: { cells: { label: "Cells", role: "experimental" } },
  visits: Object.fromEntries(months.map((month) => [`m${month}`, { at: { months: month }, ...(month === 0 && { baseline: true as const }) }])),
  measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 }, step: 1 } },
});

const readCase = ({ people }: CycleCase) =>
  readTrialData(simulatedTrial, {
    participants: people.map((_, index) => ({ id: String(index), arm: "cells", baselineDate: isoDate(0) })),
    observations: people.flatMap(({ days, scores }, index) =>
      scores.flatMap((value, at) => (value === null ? [] : [{ participant: String(index), visit: `m${months[at]}`, measure: "score", value, date: isoDate(days[at]!) }])),
    ),
    doses: people.flatMap(({ doses }, index) => doses.map((day, number) => ({ participant: String(index), number: number + 1, at: { days: day } }))),
  });

/** Slopes of a case under its options. */
export const analyseCase = (each: CycleCase) => {
  const { before, after, lastCycle, longest, ...own } = each.options;
  return cycleSlopes(readCase(each), {
    measure: "score",
    ...own,
    window: { before: { days: before }, after: { days: after } },
    lastCycle: { days: lastCycle },
    ...(longest !== null && { longestLeadIn: { days: longest } }),
  });
};
