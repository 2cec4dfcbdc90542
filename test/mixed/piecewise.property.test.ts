import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FitPiecewiseMixedModelOptions, FitPiecewiseMixedModelResult, PiecewiseEffect } from "trialwise/mixed";
import { contrast } from "trialwise/model";
import { fitLinearMixedModel, fitPiecewiseMixedModel, predictMeans } from "trialwise/mixed";
import { attempt } from "trialwise/result";
import { fitPiecewiseLinearByParticipant } from "trialwise/trajectory";
import { keysOf, readTrialData, type TrialData } from "trialwise/trial";
import { type NaiveObservation, naiveHinge } from "../naive/piecewiseMixed.ts";
import { type PiecewiseKeys, trial } from "./piecewiseCases.ts";

interface Course {
  readonly arm: "msc" | "control";
  readonly values: { readonly [V in PiecewiseKeys["visit"]]?: number };
}

const visits = ["V1", "V2", "V3", "V5", "V6", "V7", "V9"] as const;
const months = { V1: -3, V2: -2, V3: -1, V5: 0, V6: 1, V7: 2, V9: 4 };

/** Numbers about zero, always the same for a seed: shrinking them would leave data without noise. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  const uniform = () => (state = (1103515245 * state + 12345) % 2147483648) / 2147483648;
  return () => uniform() + uniform() + uniform() - 1.5;
}

/** Trials of 10 to 14 participants in two arms, complete or with visits missing after the third. */
const coursesOf = (complete: boolean) =>
  fc.record({ size: fc.integer({ min: 10, max: 14 }), seed: fc.integer({ min: 1, max: 1e9 }) }).map(({ size, seed }): Course[] => {
    const draw = noiseFrom(seed);
    return Array.from({ length: size }, (_, index) => {
      const own = { level: 5 * draw(), pre: draw() - 1, post: draw() - 0.7 };
      const last = complete || index % 3 > 0 ? visits.length : 1 + Math.floor(Math.abs(4 * draw()));
      const entries = visits.slice(0, last).map((visit) => [visit, 38 + own.level + own.pre * Math.min(months[visit], 0) + own.post * Math.max(months[visit], 0) + draw()]);
      return { arm: index % 2 === 0 ? "msc" : "control", values: Object.fromEntries(entries) as Course["values"] };
    });
  });

const dataOf = (courses: readonly Course[]): TrialData<PiecewiseKeys> =>
  readTrialData(trial, {
    participants: courses.map(({ arm }, index) => ({ id: `P${index}`, arm })),
    observations: courses.flatMap(({ values }, index) => keysOf(values).map((visit) => ({ participant: `P${index}`, visit, measure: "score", value: values[visit]! }))),
  });

type Options = Partial<FitPiecewiseMixedModelOptions<PiecewiseKeys, "msc" | "control">>;

function fitOf(courses: readonly Course[], options: Options = {}): FitPiecewiseMixedModelResult<PiecewiseKeys, "msc" | "control"> {
  const result = attempt(() => fitPiecewiseMixedModel(dataOf(courses), { measure: "score", knots: ["V5"], arms: ["msc", "control"], ...options }));
  fc.pre(result.ok);
  return result.value;
}

const effectsOf = ({ slopes, slopeChanges, jumps = [] }: FitPiecewiseMixedModelResult["differences"][number] | FitPiecewiseMixedModelResult["byArm"][string]) => [...slopes, ...slopeChanges, ...jumps];

function expectClose(ours: readonly (number | null)[], theirs: readonly (number | null)[], tolerance: number): void {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((value, index) => expect(Math.abs(value! - theirs[index]!)).toBeLessThanOrEqual(tolerance * Math.max(1e-3, Math.abs(theirs[index]!))));
}

const fields = (effects: readonly PiecewiseEffect[], field: "estimate" | "standardError" | "degreesOfFreedom" | "pValue") => effects.map((effect) => effect[field]);

const run = (courses: fc.Arbitrary<Course[]>, check: (courses: Course[]) => void, numRuns = 30) => fc.assert(fc.property(courses, check), { numRuns, seed: 2018 });

const parts = ["continuous", "separate", "intercept-and-slope", "intercept"] as const;

describe("piecewise linear mixed models", () => {
  it("predict a change of slopes as a model of the bend itself does", () => {
    run(coursesOf(false), (courses) => {
      const model = fitOf(courses, { estimator: "ml", degreesOfFreedomMethod: "residual" });
      fc.pre(model.randomPart.singular === false);
      // The broken stick in other columns: one slope for all time and the bend (t)₊, whose coefficient is the change.
      const rows = courses.flatMap(({ arm, values }, index) => keysOf(values).map((visit) => ({ participant: `P${index}`, treated: arm === "msc" ? 1 : 0, time: months[visit as keyof typeof months], value: values[visit]! })));
      const column = (valueOf: (row: (typeof rows)[number]) => number) => rows.map(valueOf);
      const [intercept, time, bend] = [column(() => 1), column((row) => row.time), column((row) => Math.max(row.time, 0))];
      const treated = (values: readonly number[]) => values.map((value, row) => value * rows[row]!.treated);
      const bent = fitLinearMixedModel(
        { response: column((row) => row.value), fixed: { intercept, time, bend, treated: treated(intercept), treatedTime: treated(time), treatedBend: treated(bend) }, random: { intercept, time, bend }, participant: rows.map((row) => row.participant) },
        { estimator: "ml", degreesOfFreedomMethod: "residual" },
      );
      const own = bent.randomEffects.byParticipant.map(({ effects }) => effects.bend);
      const { bend: mean, treatedBend } = bent.coefficients;
      const spread = bent.randomEffects.standardDeviations.bend;
      model.participants.forEach(({ arm, slopeChanges: [change] }, index) => {
        expect(Math.abs(change!.conditionalStandardDeviation! - own[index]!.conditionalStandardDeviation)).toBeLessThan(1e-6 * spread);
        expect(Math.abs(change!.estimate! - mean.estimate - (arm === "msc" ? treatedBend.estimate : 0) - own[index]!.estimate)).toBeLessThan(1e-6 * spread);
      });
    });
  });

  it("agree with dense matrices in other columns", () => {
    run(
      coursesOf(false),
      (courses) => {
        const model = fitOf(courses, { estimator: "ml" });
        const observations = courses.flatMap(({ arm, values }, index) =>
          keysOf(values).map((visit): NaiveObservation => ({ participant: `P${index}`, treated: arm === "msc", time: months[visit as keyof typeof months], value: values[visit]! })),
        );
        const naive = naiveHinge(observations, 0, model.varianceComponents.covariance.matrix, model.varianceComponents.residualVariance);
        expect(Math.abs(model.fit.logLikelihood - naive.logLikelihood)).toBeLessThan(1e-8);
        const ours = [model.byArm.control.slopes[0]!, model.byArm.control.slopeChanges[0]!, model.differences[0]!.slopes[0]!, model.differences[0]!.slopeChanges[0]!];
        const theirs = [naive.controlLeadIn, naive.controlChange, naive.leadInDifference, naive.changeDifference];
        expectClose(fields(ours, "estimate"), theirs.map(({ estimate }) => estimate), 1e-6);
        expectClose(fields(ours, "standardError"), theirs.map(({ standardError }) => standardError), 1e-6);
        if (model.randomPart.singular === false) expectClose(fields(ours, "degreesOfFreedom"), theirs.map(({ degreesOfFreedom }) => degreesOfFreedom), 1e-4);
      },
      15,
    );
  });

  it("two arms that change places change the sign of every difference and nothing else", () => {
    run(coursesOf(false), (courses) => {
      for (const random of parts) {
        const [ours] = fitOf(courses, { random }).differences;
        const swapped = fitOf(courses.map((course) => ({ ...course, arm: course.arm === "msc" ? ("control" as const) : ("msc" as const) })), { random });
        const [theirs] = swapped.differences;
        expectClose(fields(effectsOf(ours!), "estimate"), fields(effectsOf(theirs!), "estimate").map((value) => -value!), 1e-6);
        expectClose(fields(effectsOf(ours!), "pValue"), fields(effectsOf(theirs!), "pValue"), 1e-5);
        const reversed = fitOf(courses, { random, compare: [{ treatment: "control", control: "msc" }] });
        expectClose(fields(effectsOf(reversed.differences[0]!), "estimate"), fields(effectsOf(ours!), "estimate").map((value) => -value!), 1e-9);
      }
    }, 10);
  });

  it("another unit of time rescales slopes and leaves tests and curves as they are", () => {
    run(coursesOf(false), (courses) => {
      for (const random of parts) {
        const model = fitOf(courses, { random });
        const inDays = fitOf(courses, { random, per: "day" });
        const [ours, theirs] = [effectsOf(model.byArm.msc), effectsOf(inDays.byArm.msc)];
        // Jumps, last of separate lines, have no time in them.
        const slopes = model.byArm.msc.jumps === undefined ? ours.length : ours.length - 1;
        expectClose(fields(theirs, "estimate").map((value, index) => value! * (index < slopes ? 30.4375 : 1)), fields(ours, "estimate"), 1e-6);
        expectClose(fields(theirs, "degreesOfFreedom"), fields(ours, "degreesOfFreedom"), 1e-4);
        expectClose(inDays.byArm.msc.curve.map(({ estimate }) => estimate), model.byArm.msc.curve.map(({ estimate }) => estimate), 1e-7);
        // log|XᵀV⁻¹X| is that of larger columns.
        const slopeColumns = model.fit.covariance.parameters.filter((name) => name.includes("slope")).length;
        expect(Math.abs(model.fit.logLikelihood - inDays.fit.logLikelihood - slopeColumns * Math.log(30.4375))).toBeLessThan(1e-6);
      }
    }, 10);
  });

  it("complete visits give the mean of the participants' own lines, by arm, for every random part", () => {
    run(coursesOf(true), (courses) => {
      for (const continuity of ["continuous", "separate"] as const) {
        const own = fitPiecewiseLinearByParticipant(dataOf(courses), { measure: "score", knots: ["V5"], continuity });
        for (const random of parts) {
          // A bend in the random part alone is not what the mean lines are fitted with.
          if (random !== continuity && random !== "intercept" && !(random === "intercept-and-slope" && continuity === "continuous")) continue;
          const model = fitOf(courses, { random, continuity });
          for (const arm of ["msc", "control"] as const) {
            expectClose(fields(model.byArm[arm].slopes, "estimate"), [own.byArm[arm].leadInSlope.mean, own.byArm[arm].followUpSlope.mean], 1e-7);
          }
        }
      }
    }, 10);
  });

  it("the order of participants does not matter, and their slopes lie about those of their arm", () => {
    run(coursesOf(false), (courses) => {
      const model = fitOf(courses);
      const reversed = fitOf([...courses].reverse());
      expectClose(fields(effectsOf(reversed.differences[0]!), "estimate"), fields(effectsOf(model.differences[0]!), "estimate"), 1e-6);
      expectClose(fields(effectsOf(reversed.differences[0]!), "degreesOfFreedom"), fields(effectsOf(model.differences[0]!), "degreesOfFreedom"), 1e-4);
      const { slopes } = model.byArm.msc;
      const own = model.participants.filter(({ arm, visits: count }) => arm === "msc" && count === 7);
      const others = model.participants.filter(({ visits: count }) => count === 1);
      // A participant with one visit is drawn to the arm by more than anyone with all.
      if (others.length === 0 || own.length === 0 || slopes.length === 0) return;
      const uncertainty = (rows: typeof own) => rows.map((row) => row.slopes[1]!.conditionalStandardDeviation!);
      expect(Math.max(...uncertainty(own))).toBeLessThanOrEqual(Math.min(...uncertainty(others)) + 1e-9);
    });
  });

  it("is the linear mixed model of its columns, and predictions are its contrasts", () => {
    run(coursesOf(false), (courses) => {
      const model = fitOf(courses, { grid: [-2.5, 0, 3] });
      const rows = courses.flatMap(({ arm, values }, index) => keysOf(values).map((visit) => ({ arm, id: index, time: months[visit as keyof typeof months], value: values[visit]! })));
      const column = (valueOf: (row: (typeof rows)[number]) => number) => rows.map(valueOf);
      const [pre, post] = [column(({ time }) => Math.min(time, 0)), column(({ time }) => Math.max(time, 0))];
      const own = (arm: string, values: readonly number[]) => values.map((value, row) => (rows[row]!.arm === arm ? value : 0));
      const intercept = column(() => 1);
      const fixed = { i1: own("msc", intercept), a1: own("msc", pre), b1: own("msc", post), i2: own("control", intercept), a2: own("control", pre), b2: own("control", post) };
      const fit = fitLinearMixedModel({ response: column(({ value }) => value), fixed, random: { intercept, pre, post }, participant: column(({ id }) => id) });
      const zeros = [0, 0, 0];
      const { predictions } = predictMeans(fit, { i1: [1, 1, 1], a1: [-2.5, 0, 0], b1: [0, 0, 3], i2: zeros, a2: zeros, b2: zeros });
      const { curve } = model.byArm.msc;
      for (const field of ["estimate", "standardError", "degreesOfFreedom"] as const) expectClose(curve.map((point) => point[field]), predictions.map((point) => point[field]), 1e-6);
      const { estimate, standardError, degreesOfFreedom, interval } = contrast(fit, { i1: 1, a1: -2.5 });
      expect(predictions[0]).toEqual({ estimate, standardError, degreesOfFreedom, interval });
    }, 10);
  });
});
