/** Looked at by hover.test.ts, never run: a trial as a user would define it, and what its results look like in an editor. */
import {
  allOf, alsfrsR, auditTable, classifyResponders, compareArms, defineTrial, evaluateEndpoint, fitPiecewiseLinearByParticipant, keysOf, noWorsening, not,
  percentImprovement, readTrialData, slopeChange, studentTTest, tallyAdverseEvents,
} from "trialwise";
import type { TrialData, TrialKeys } from "trialwise";

export const trial = defineTrial({
  id: "hovered",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { alsfrsR },
  biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" } },
  endpoints: {
    slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
  },
  populations: { all: { label: "All", rule: { kind: "everyone" } } },
});
export const data = readTrialData(trial, { participants: [] });

export const change = slopeChange(data, "slope4");
export const byArm = change.byArm;
export const inArm = change.byArm.msc;
export const mean = inArm.improvement.mean;
export const good = percentImprovement({ of: "slope4", atLeast: 50 });
export const responders = classifyResponders(data, { rule: good });
export const classes = classifyResponders(data, { classes: { good, poor: not(good) } });
export const tally = tallyAdverseEvents(data, { population: "all", windows: { months4: { start: { months: 0 }, end: { months: 4 } } } });
export const fits = fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"] });
export const endpoint = evaluateEndpoint(data, "slope4");
export const rule = allOf(good, noWorsening({ of: "change4" }));
export const arms = keysOf(trial.arms);
export const test = studentTTest({ treatment: [1, 2], control: [2, 4] });
export const audit = auditTable({ title: "", rows: [{ kind: "total", id: "age", label: "", parts: [1], printed: { total: "1" } }] });
export const comparison = compareArms(change, { treatment: "msc", control: "control", test: "student" });

export function meanByArm<Keys extends TrialKeys>(of: TrialData<Keys>, key: Keys["endpoint"]) {
  const result = slopeChange(of, key);
  return keysOf(of.trial.arms).map((arm) => [arm, result.byArm[arm].improvement.mean] as const);
}
export const means = meanByArm(data, "slope4");
for (const arm of keysOf(trial.arms)) void change.byArm[arm].improvement.mean;
