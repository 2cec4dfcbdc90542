import { describe, expectTypeOf, it } from "vitest";
import { simulateTrial } from "trialwise/simulation";
import { defineTrial } from "trialwise/trial";
import type { TrialRecords } from "trialwise/trial";

const trial = defineTrial({
  id: "types",
  arms: { active: { label: "Active", role: "experimental" }, placebo: { label: "Placebo", role: "control" } },
  visits: { start: { at: { months: 0 }, baseline: true }, end: { at: { months: 6 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
});
const course = { baseline: 1, slopes: [0] };
const rest = { randomEffects: { standardDeviations: course }, residualStandardDeviation: 1 };

describe("simulateTrial", () => {
  it("is typed by the trial's keys", () => {
    const simulated = simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1 }, measures: { score: { ...rest, byArm: { active: course, placebo: course } } } });
    expectTypeOf(simulated.records).toEqualTypeOf<TrialRecords>();
    expectTypeOf(simulated.simulated).toEqualTypeOf<true>();
    expectTypeOf(simulated.counts.byArm.active.died).toEqualTypeOf<number>();
    expectTypeOf(simulated.truth[0]!.arm).toEqualTypeOf<"active" | "placebo">();
    expectTypeOf<keyof typeof simulated.counts.byArm>().toEqualTypeOf<"active" | "placebo">();
  });

  it("refuses keys that the trial does not declare", () => {
    // @ts-expect-error: an arm is missing
    simulateTrial(trial, { seed: 1, participants: { active: 2 } });
    // @ts-expect-error: an arm too many
    simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1, third: 1 } });
    simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1 }, measures: { score: { ...rest, byArm: { active: course, placebo: course } } } });
    // @ts-expect-error: no such measure
    simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1 }, measures: { scores: { ...rest, byArm: { active: course, placebo: course } } } });
    const score = { ...rest, byArm: { active: course, placebo: course } };
    simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1 }, measures: { score: { ...score, visits: ["end"] } } });
    // @ts-expect-error: no such visit
    simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1 }, measures: { score: { ...score, visits: ["middle"] } } });
    simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1 }, dropout: { afterValue: { measure: "score", intercept: 0, perUnit: 0 } } });
    // @ts-expect-error: no such measure to follow
    simulateTrial(trial, { seed: 1, participants: { active: 2, placebo: 1 }, dropout: { afterValue: { measure: "fvc", intercept: 0, perUnit: 0 } } });
  });
});
