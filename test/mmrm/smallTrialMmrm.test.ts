import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { BaselineCovariate, TrialMmrmOutcome, VisitCovarianceStructure } from "trialwise/mmrm";
import { fitTrialMmrm } from "trialwise/mmrm";
import { attempt } from "trialwise/result";
import { defineTrial, readTrialData } from "trialwise/trial";

/** One trial of test/reference/mmrm/smallTrialMmrm.json. Without `estimates` no search found an optimum. */
interface Case {
  readonly name: string;
  readonly outcome: TrialMmrmOutcome;
  readonly structure: VisitCovarianceStructure;
  readonly baseline: BaselineCovariate;
  readonly covariates: readonly ("age" | "sex")[];
  readonly weights: "equal" | "proportional";
  readonly byArm: boolean;
  readonly reml: boolean;
  /** 0 is the control. */
  readonly arm: readonly number[];
  readonly base: readonly number[];
  readonly age: readonly number[] | null;
  readonly female: readonly number[] | null;
  readonly scores: readonly (readonly (number | null)[])[];
  readonly logLikelihood: number;
  /** Means by arm and visit, and differences of the other arms from the control by visit. */
  readonly estimates?: readonly number[];
  readonly standardErrors: readonly number[];
  readonly satterthwaite: readonly number[];
  readonly kenwardRoger?: { readonly standardErrors: readonly number[]; readonly degreesOfFreedom: readonly number[] };
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/mmrm/smallTrialMmrm.json", import.meta.url), "utf8")) as { readonly cases: readonly Case[] };

const trial = defineTrial({
  id: "reference",
  arms: { control: { label: "Control", role: "control" }, msc: { label: "MSC", role: "experimental" }, low: { label: "MSC, low dose", role: "experimental" } },
  visits: { V0: { at: { months: 0 }, baseline: true }, V1: { at: { months: 1 } }, V2: { at: { months: 2 } }, V3: { at: { months: 4 } }, V4: { at: { months: 6 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: { age: { kind: "number", label: "Age", unit: "years" }, sex: { kind: "category", label: "Sex", levels: ["male", "female"] } },
});
const armKeys = ["control", "msc", "low"] as const;
const visitKeys = ["V1", "V2", "V3", "V4"] as const;

function effectsOf(one: Case, degreesOfFreedomMethod: "satterthwaite" | "kenward-roger") {
  const data = readTrialData(trial, {
    participants: one.arm.map((arm, index) => ({ id: `P${index}`, arm: armKeys[arm]!, covariates: { ...(one.age && { age: one.age[index]! }), ...(one.female && { sex: one.female[index] === 1 ? "female" : "male" }) } })),
    observations: one.scores.flatMap((scores, index) => [one.base[index]!, ...scores].flatMap((value, place) => (value === null ? [] : [{ participant: `P${index}`, visit: `V${place}`, measure: "score", value }]))),
  });
  const arms = armKeys.slice(0, Math.max(...one.arm) + 1);
  const visits = visitKeys.slice(0, one.scores[0]!.length);
  const model = fitTrialMmrm(data, {
    measure: "score",
    arms,
    visits,
    outcome: one.outcome,
    baseline: one.baseline,
    covariates: one.covariates,
    weights: one.weights,
    covarianceStructure: one.structure,
    covarianceBy: one.byArm ? "arm" : "all",
    estimator: one.reml ? "reml" : "ml",
    degreesOfFreedomMethod,
  });
  const effects = [...arms.flatMap((arm) => visits.map((visit) => model.byArm[arm].byVisit[visit])), ...model.differences.flatMap(({ byVisit }) => visits.map((visit) => byVisit[visit]))];
  return { model, effects };
}

/** The largest relative difference. */
function difference(ours: readonly (number | null)[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return Math.max(...ours.map((value, index) => Math.abs(value! - theirs[index]!) / Math.abs(theirs[index]!)));
}

// Both sides are polished optima, and the reference has 12 significant digits.
const close = 1e-8;

it("agrees with means and differences written out in R on 200 small random trials", () => {
  for (const one of cases) {
    const { name, estimates, standardErrors, kenwardRoger } = one;
    if (estimates === undefined) {
      const result = attempt(() => effectsOf(one, "satterthwaite"));
      expect([name, result.ok ? "fitted" : result.issue.code]).toEqual([name, expect.stringMatching(/^(no-variance|no-convergence|singular-design)$/)]);
      continue;
    }
    const { model, effects } = effectsOf(one, "satterthwaite");
    expect(Math.abs(model.fit.logLikelihood - one.logLikelihood), name).toBeLessThan(1e-8);
    effects.forEach(({ estimate }, index) => expect(Math.abs(estimate! - estimates[index]!) / standardErrors[index]!, name).toBeLessThan(close));
    expect(difference(effects.map(({ standardError }) => standardError), standardErrors), name).toBeLessThan(close);
    expect(difference(effects.map(({ degreesOfFreedom }) => degreesOfFreedom), one.satterthwaite), name).toBeLessThan(close);
    if (kenwardRoger === undefined) continue;
    const adjusted = effectsOf(one, "kenward-roger").effects;
    expect(difference(adjusted.map(({ standardError }) => standardError), kenwardRoger.standardErrors), name).toBeLessThan(close);
    expect(difference(adjusted.map(({ degreesOfFreedom }) => degreesOfFreedom), kenwardRoger.degreesOfFreedom), name).toBeLessThan(close);
  }
});
