import { powerSlope } from "trialwise/inference";
import type { SlopeDesign } from "trialwise/inference";
import { fitLinearMixedModel } from "trialwise/mixed";
import { simulateTrial } from "trialwise/simulation";
import { defineTrial } from "trialwise/trial";

/** A trial of which the power is known by formula, and is to be found by simulation. */
export interface PowerTrial {
  readonly title: string;
  readonly model: "two-slopes" | "lead-in-hinge";
  readonly months: readonly number[];
  readonly nPerGroup: number;
  readonly difference: number;
  readonly leadInSlopes: "by-arm" | "common";
  /** Leaving completely at random, a month. */
  readonly dropout: number;
}

export const powerTrials: readonly PowerTrial[] = [
  { title: "two slopes, complete", model: "two-slopes", months: [0, 2, 4, 6], nPerGroup: 20, difference: 0.6, leadInSlopes: "by-arm", dropout: 0 },
  { title: "two slopes, some leave", model: "two-slopes", months: [0, 1, 2, 4, 6], nPerGroup: 40, difference: 0.45, leadInSlopes: "by-arm", dropout: 0.04 },
  { title: "slope change, complete", model: "lead-in-hinge", months: [-3, 0, 2, 4, 6], nPerGroup: 30, difference: 0.7, leadInSlopes: "by-arm", dropout: 0 },
  { title: "slope change, some leave", model: "lead-in-hinge", months: [-3, -1, 0, 2, 4, 6], nPerGroup: 50, difference: 0.5, leadInSlopes: "by-arm", dropout: 0.03 },
  { title: "follow-up slope after a common lead-in", model: "lead-in-hinge", months: [-3, 0, 2, 4, 6], nPerGroup: 30, difference: 0.45, leadInSlopes: "common", dropout: 0.02 },
];

const [level, slope, correlation, residual] = [5, 0.6, 0.5, 1];

/** The design as powerSlope takes it: the proportion still there on the day of a visit is that of the simulation. */
export function slopeDesignOf({ model, months, leadInSlopes, dropout }: PowerTrial): SlopeDesign {
  const first = Math.min(0, months[0]! * 30.4375);
  const observed = months.map((month) => Math.exp((-dropout * Math.floor(month * 30.4375 - first)) / 30.4375));
  if (model === "two-slopes") return { model, times: months, observed, variances: { intercept: level ** 2, slope: slope ** 2, residual: residual ** 2 } };
  const variances = { intercept: level ** 2, leadIn: slope ** 2, followUp: slope ** 2, correlations: { leadInFollowUp: correlation }, residual: residual ** 2 };
  return { model, times: months, observed, leadInSlopes, variances };
}

export function powerByFormula(trial: PowerTrial): number {
  return powerSlope({ ...slopeDesignOf(trial), nPerGroup: trial.nPerGroup, difference: trial.difference }, { formula: "noncentral-t" }).power;
}

/** Whether one simulated trial, analysed by the linear mixed model that was planned for, finds the difference. */
export function findsDifference({ model, months, nPerGroup, difference, leadInSlopes, dropout }: PowerTrial, seed: number): boolean {
  const trial = defineTrial({
    id: "power",
    arms: { treatment: { label: "Treatment", role: "experimental" }, control: { label: "Control", role: "control" } },
    visits: Object.fromEntries(months.map((month) => [`m${month}`, month === 0 ? { at: { months: 0 }, baseline: true as const } : { at: { months: month } }])),
    measures: { score: { label: "Score", unit: "points", better: "higher" } },
  });
  const pieces = model === "two-slopes" ? 1 : 2;
  const slopes = (after: number) => (pieces === 1 ? [after] : [-1, after]);
  const { records } = simulateTrial(trial, {
    seed,
    participants: { treatment: nPerGroup, control: nPerGroup },
    measures: {
      score: {
        knots: pieces === 1 ? [] : [{ months: 0 }],
        byArm: { treatment: { baseline: 36, slopes: slopes(-1 + difference) }, control: { baseline: 36, slopes: slopes(-1) } },
        randomEffects: {
          standardDeviations: { baseline: level, slopes: slopes(slope).map(() => slope) },
          ...(pieces === 1 ? {} : { correlations: [[1, 0, 0], [0, 1, correlation], [0, correlation, 1]] }),
        },
        residualStandardDeviation: residual,
      },
    },
    dropout: { perMonth: dropout },
  });
  const rows = records.observations!.flatMap(({ participant, visit, value }) => (value === undefined ? [] : [{ participant, time: Number(visit.slice(1)), value }]));
  const column = (of: (time: number, treated: number) => number) => rows.map(({ participant, time }) => of(time, participant.startsWith("SIM-treatment") ? 1 : 0));
  const intercept = column(() => 1);
  const shared = { intercept, treated: column((_, treated) => treated), time: column((time) => time) };
  const response = rows.map(({ value }) => value);
  const participant = rows.map((row) => row.participant);
  const after = column((time) => Math.max(time, 0));
  const treatedTime = column((time, treated) => time * treated);
  if (model === "two-slopes") {
    const fit = fitLinearMixedModel({ response, fixed: { ...shared, difference: treatedTime }, random: { intercept, time: shared.time }, participant });
    return fit.coefficients.difference.pValue < 0.05 && fit.coefficients.difference.estimate > 0;
  }
  const random = { intercept, leadIn: column((time) => Math.min(time, 0)), followUp: after };
  const fixed: Readonly<Record<string, readonly number[]>> = { ...shared, after, ...(leadInSlopes === "by-arm" ? { treatedTime } : {}), difference: column((time, treated) => Math.max(time, 0) * treated) };
  const found = fitLinearMixedModel({ response, fixed, random, participant }).coefficients["difference"]!;
  return found.pValue < 0.05 && found.estimate > 0;
}
