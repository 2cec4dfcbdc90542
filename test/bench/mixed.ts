import { fitLinearMixedModel } from "trialwise/mixed";
import { orthonormalise, subtractProjection } from "../../src/numeric/orthonormalise.ts";
import type { Comparison } from "./compareSpeed.ts";

const visits = [-3, -2, -1, 0, 1, 2, 3, 4, 6];

/** A simulated trial with dropout: 9 visits before and after treatment, two arms. `spread` is how far actual visits lie from planned ones. */
export function trialOf(participants: number, spread: number) {
  const draw = normalDraws();
  const [response, participant, pre, post, arm]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
  for (let id = 0; id < participants; id++) {
    const own = { intercept: 5 * draw(), pre: 0.6 * draw(), post: 0.5 * draw() };
    const lastVisit = id % 4 === 0 ? visits[4 + (id % 5)]! : Infinity;
    for (const visit of visits.filter((time) => time <= lastVisit)) {
      const time = visit + spread * Math.round(10 * draw()) / 10;
      participant.push(id);
      arm.push(id % 2);
      pre.push(Math.min(time, 0));
      post.push(Math.max(time, 0));
      response.push(38 + own.intercept + (own.pre - 1.1) * Math.min(time, 0) + (own.post - 0.9 + 0.5 * (id % 2)) * Math.max(time, 0) + 1.5 * draw());
    }
  }
  const intercept = response.map(() => 1);
  const byArm = (values: readonly number[]) => values.map((value, row) => value * arm[row]!);
  return { response, fixed: { intercept, pre, post, arm, armPre: byArm(pre), armPost: byArm(post) }, random: { intercept, pre, post }, participant };
}

/** Numbers that are nearly normal, always the same. */
function normalDraws(): () => number {
  let state = 1;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
}

function comparisonOf(participants: number): Comparison {
  const planned = trialOf(participants, 0);
  const actual = trialOf(participants, 0.2);
  return {
    title: `${participants} participants, ${planned.response.length} observations, six fixed and three random effects`,
    baseline: {
      name: "least squares of the fixed effects",
      run: () => {
        const { basis } = orthonormalise(Object.values(planned.fixed).map((column) => Float64Array.from(column)), 1e-11);
        const residuals = Float64Array.from(planned.response);
        return basis.map((direction) => subtractProjection(residuals, direction));
      },
    },
    others: [
      { name: "REML, planned visits, Satterthwaite", run: () => fitLinearMixedModel(planned) },
      { name: "REML, planned visits, Kenward-Roger", run: () => fitLinearMixedModel(planned, { degreesOfFreedomMethod: "kenward-roger" }) },
      { name: "REML, actual visit times, Satterthwaite", run: () => fitLinearMixedModel(actual) },
    ],
  };
}

export const comparisons: readonly Comparison[] = [200, 2000, 12_000].map(comparisonOf);
