import { alsfrsR, defineTrial, readTrialData } from "trialwise";

/** Four participants with MSC: improved by 80 % and by 60 %, unchanged, and one who died before the last visit. Invented. */
export function twoArmData() {
  const trial = defineTrial({
    id: "invented",
    arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
    visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
    measures: { alsfrsR },
    endpoints: {
      slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
    },
  });
  // −5/3 a month before: the next four months lose 4/3 (80 % less), 8/3 (60 % less) or 20/3; scores are whole, so of −15 to −4, −8, −20.
  const courses = { M1: [48, 33, 29], M2: [48, 33, 25], M3: [48, 33, 13], M4: [48, 33, undefined], C1: [48, 33, 13], C2: [48, 33, 12] };
  return readTrialData(trial, {
    participants: Object.keys(courses).map((id) => ({ id, arm: id.startsWith("M") ? "msc" : "control" })),
    observations: Object.entries(courses).flatMap(([participant, scores]) =>
      scores.flatMap((value, index) => (value === undefined ? [] : [{ participant, visit: ["V1", "V5", "V9"][index]!, measure: "alsfrsR", value }])),
    ),
    clinicalEvents: [{ participant: "M4", kind: "death", at: { months: 2 } }],
  });
}
