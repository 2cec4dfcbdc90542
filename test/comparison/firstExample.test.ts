import { expect, it } from "vitest";
import { alsfrsR, classifyResponders, compareArms, defineTrial, fvc, percentImprovement, readTrialData, slopeChange } from "trialwise";

it("defines a trial, reads its records, compares slope changes and classifies responders, as a user first meets it", () => {
  const trial = defineTrial({
    id: "NCT01363401",
    arms: { msc: { label: "BM-MSC + riluzole", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
    visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
    measures: { alsfrsR, fvc },
    biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL", lowerLimit: 15.4 } },
    endpoints: {
      slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
    },
  });
  const scores = { a: ["msc", 42, 36, 34], b: ["msc", 41, 36, 35], c: ["control", 42, 36, 28], d: ["control", 40, 36, 30] } as const;
  const data = readTrialData(trial, {
    participants: Object.entries(scores).map(([id, [arm]]) => ({ id, arm })),
    observations: Object.entries(scores).flatMap(([participant, [, ...values]]) =>
      values.map((value, index) => ({ participant, visit: ["V1", "V5", "V9"][index]!, measure: "alsfrsR", value })),
    ),
  });

  const change = slopeChange(data, "slope4");
  expect(change.byArm.msc.improvement.mean).toBeCloseTo((1.5 + (5 / 3 - 1 / 4)) / 2, 14);
  expect(change.excluded).toEqual([]);
  expect(compareArms(change, { treatment: "msc", control: "control", test: "student" }).favours).toBe("treatment");
  const responders = classifyResponders(data, { rule: percentImprovement({ of: "slope4", atLeast: 50 }), deaths: "non-responder" });
  expect(responders.byArm.msc.responders).toBe(2);
});
