import { alsfrsR, defineTrial, readTrialData, type TrialData, type TrialKeys, keysOf } from "trialwise";
import { slopeChange } from "../src/change/slopeChange.ts";
import { slopes } from "../src/change/slopes.ts";
import { changeFromBaseline } from "../src/change/changeFromBaseline.ts";
import { progressionRates } from "../src/change/progressionRates.ts";
import { compareArms } from "../src/comparison/compareArms.ts";
const trial = defineTrial({
  id: "e",
  arms: { msc: { label: "a", role: "experimental" }, control: { label: "c", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { alsfrsR },
  covariates: { onset: { kind: "number", label: "x" } },
  endpoints: { slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } } },
});
const data = readTrialData(trial, { participants: [] });
const sc = slopeChange(data, "slope4");
const c = compareArms(sc, { treatment: "msc", control: "control", of: "leadInSlope" });
export const a: "msc" | "control" = c.groups.treatment.arm;
export const m = sc.byArm.msc.improvement.mean;
export const d = compareArms(changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }), { treatment: "msc", control: "control" });
const by = changeFromBaseline(data, { measure: "alsfrsR", to: ["V1", "V9"], from: "V5" });
export const e = compareArms(by.byVisit.V9, { treatment: "msc", control: "control", of: "percentChange" });
export const f = compareArms(progressionRates(data, { measure: "alsfrsR", monthsSinceOnset: "onset" }), { treatment: "msc", control: "control" });
export const g = compareArms(slopes(data, { measure: "alsfrsR", method: "two-visit", from: "V1", to: "V5" }), { treatment: "msc", control: "control", of: "slope" });
export function helper<Keys extends TrialKeys>(data: TrialData<Keys>, measure: Keys["measure"], to: Keys["visit"], endpoint: Keys["endpoint"], treatment: Keys["arm"], control: Keys["arm"]) {
  const change = changeFromBaseline(data, { measure, to });
  const sc = slopeChange(data, endpoint);
  for (const arm of keysOf(data.trial.arms)) sc.byArm[arm].improvement.mean;
  const x = compareArms(change, { treatment, control, of: "improvement" });
  return [x.estimate, compareArms(sc, { treatment, control }).pValue];
}
changeFromBaseline(data, { measure: "alsfrsr", to: "V9" });
changeFromBaseline(data, { measure: "alsfrsR", to: "V8" });
changeFromBaseline(data, { measure: "alsfrsR", to: ["V8"] });
slopeChange(data, "slope5");
compareArms(sc, { treatment: "placebo", control: "control" });
compareArms(sc, { treatment: "msc", control: "control", of: "chnage" });
slopeChange(data, { measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V8" } });
