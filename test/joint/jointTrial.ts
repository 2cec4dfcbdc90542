import { alsfrsR } from "trialwise/instruments";
import { defineTrial, readTrialData } from "trialwise/trial";

export const trial = defineTrial({
  id: "hand-worked",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" }, open: { label: "Open label", role: "experimental" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 3 } }, V10: { at: { months: 6 } }, V11: { at: { months: 9 } } },
  measures: { alsfrsR, edss: { label: "EDSS", unit: "points", better: "lower", range: { from: 0, to: 10 }, step: 0.5 } },
  covariates: { age: { kind: "number", label: "Age" }, site: { kind: "category", label: "Onset", levels: ["bulbar", "limb"] } },
  populations: { dosed: { label: "Dosed", rule: { kind: "arm", arms: ["msc", "control"] } }, mscAlone: { label: "MSC", rule: { kind: "arm", arms: ["msc"] } } },
});

/** ALSFRS-R at V5, V9, V10 and V11, with how it ended. */
const courses: readonly { readonly id: string; readonly arm: string; readonly values: readonly (number | null)[]; readonly age?: number | string; readonly death?: number; readonly tracheostomy?: number; readonly withdrew?: number }[] = [
  { id: "A", arm: "msc", values: [40, 39, 38, 30], age: 50 },
  { id: "B", arm: "msc", values: [36, 36, 35, 34], age: "61" },
  { id: "C", arm: "msc", values: [44, 40], age: 47, death: 5 },
  { id: "D", arm: "control", values: [38, 35, 33, 33], age: 66 },
  { id: "E", arm: "control", values: [41, 40], withdrew: 4 },
  { id: "F", arm: "control", values: [30], age: 70, death: 2 },
  { id: "G", arm: "control", values: [33, 30, 29], age: 40, tracheostomy: 4 },
  { id: "H", arm: "msc", values: [null, 40, 39], age: 52 },
  { id: "I", arm: "open", values: [40, 40, 40], age: 52 },
];

export const data = readTrialData(trial, {
  participants: courses.map(({ id, arm, age }) => ({ id, arm, ...(age !== undefined && { covariates: { age, site: id < "C" ? "bulbar" : "limb" } }) })),
  observations: courses.flatMap(({ id, values }) =>
    values.flatMap((value, index) => (value === null ? [] : [{ participant: id, visit: (["V5", "V9", "V10", "V11"] as const)[index]!, measure: "alsfrsR", value }])),
  ),
  clinicalEvents: courses.flatMap(({ id, death, tracheostomy }) => [
    ...(death === undefined ? [] : [{ participant: id, kind: "death" as const, at: { months: death } }]),
    ...(tracheostomy === undefined ? [] : [{ participant: id, kind: "tracheostomy" as const, at: { months: tracheostomy } }]),
  ]),
  dispositions: courses.flatMap(({ id, withdrew }) => (withdrew === undefined ? [] : [{ participant: id, status: "withdrew" as const, at: { months: withdrew } }])),
});
