import { alsfrsR, fvc } from "trialwise/instruments";
import type { SimulationDesign } from "trialwise/simulation";
import { defineTrial } from "trialwise/trial";
import type { KeysOf } from "trialwise/trial";

/** Oh 2018: a lead-in of three months, two injections, visits to six months, deaths followed for years, a CSF biomarker. */
export const oh = defineTrial({
  id: "NCT01363401",
  arms: { msc: { label: "BM-MSC + riluzole", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
  visits: {
    V1: { at: { months: -3 } },
    V3: { at: { months: -1 } },
    V5: { at: { months: 0 }, baseline: true, window: { before: { days: 3 }, after: { days: 7 } } },
    V6: { at: { days: 26 } },
    V9: { at: { months: 4 }, window: { before: { days: 14 }, after: { days: 14 } } },
    V10: { at: { months: 6 } },
  },
  measures: { alsfrsR, fvc },
  biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL", lowerLimit: 15.4 } },
});

export const ohDesign: SimulationDesign<KeysOf<typeof oh>> = {
  seed: 20180101,
  participants: { msc: 33, control: 31 },
  measures: {
    alsfrsR: {
      knots: [{ months: 0 }],
      byArm: { msc: { baseline: 35, slopes: [-1.1, -0.6] }, control: { baseline: 35, slopes: [-1, -1.2] } },
      randomEffects: { standardDeviations: { baseline: 6, slopes: [0.7, 0.7] }, correlations: [[1, 0.2, 0.2], [0.2, 1, 0.5], [0.2, 0.5, 1]] },
      residualStandardDeviation: 1,
    },
    fvc: {
      knots: [{ months: 0 }],
      byArm: { msc: { baseline: 78, slopes: [-2, -2] }, control: { baseline: 78, slopes: [-2, -3] } },
      randomEffects: { standardDeviations: { baseline: 15, slopes: [2, 2] }, correlations: [[1, 0.2, 0.2], [0.2, 1, 0.5], [0.2, 0.5, 1]] },
      residualStandardDeviation: 4,
      follows: { measure: "alsfrsR", correlation: 0.6 },
      visits: ["V1", "V5", "V9", "V10"],
    },
  },
  biomarkers: {
    tgfb1: {
      byArm: { msc: { baseline: 20, slopes: [0.1] }, control: { baseline: 20, slopes: [0] } },
      randomEffects: { standardDeviations: { baseline: 0.5, slopes: [0.05] } },
      residualStandardDeviation: 0.1,
      visits: ["V5", "V9"],
    },
  },
  missedVisits: 0.03,
  dropout: { perMonth: 0.005, afterValue: { measure: "alsfrsR", intercept: -2, perUnit: -0.08 } },
  deaths: { perMonth: 0.015, byValue: { measure: "alsfrsR", reference: 30, hazardRatioPerUnit: 0.94 } },
  followUp: { months: 75 },
  adverseEvents: [
    { systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", perMonth: { msc: 0.15, control: 0.05 }, grades: [6, 3, 1, 0], serious: 0.02, meanDays: 4 },
    { systemOrganClass: "Infections and infestations", preferredTerm: "Nasopharyngitis", perMonth: 0.05, from: { months: -3 } },
  ],
  doses: { msc: [{ at: { days: 0 }, routes: ["intrathecal"], amount: { value: 1e6, unit: "cells/kg" } }, { at: { days: 26 }, routes: ["intrathecal"] }] },
};

/** Berry 2019: three to one. */
export const berry = defineTrial({
  id: "NCT02017912",
  arms: { nurown: { label: "MSC-NTF", role: "experimental" }, placebo: { label: "Placebo", role: "control" } },
  visits: { screening: { at: { weeks: -12 } }, day0: { at: { weeks: 0 }, baseline: true }, w4: { at: { weeks: 4 } }, w12: { at: { weeks: 12 } }, w24: { at: { weeks: 24 } } },
  measures: { alsfrsR },
});

export const berryDesign: SimulationDesign<KeysOf<typeof berry>> = {
  seed: 2019,
  participants: { nurown: 36, placebo: 12 },
  measures: {
    alsfrsR: {
      knots: [{ weeks: 0 }, { weeks: 12 }],
      byArm: { nurown: { baseline: 34, slopes: [-1, -0.3, -0.9] }, placebo: { baseline: 34, slopes: [-1, -1, -1] } },
      randomEffects: { standardDeviations: { baseline: 6, slopes: [0.6, 0.6, 0.6] } },
      residualStandardDeviation: 1.2,
    },
  },
  dropout: { perMonth: { nurown: 0.02, placebo: 0.03 } },
};

/** Petrou 2021: one arm, a run-in, then injections by each participant's own calendar and visits counted from them. */
export const petrou = defineTrial({
  id: "petrou",
  arms: { msc: { label: "Repeated MSC-NTF", role: "experimental" } },
  visits: {
    runIn: { at: { months: -3 } },
    first: { at: { months: 0 }, baseline: true },
    afterFirst: { at: { months: 1 }, from: "dose:1" },
    afterSecond: { at: { months: 1 }, from: "dose:2" },
    afterFourth: { at: { months: 6 }, from: "dose:4" },
    afterFifth: { at: { months: 1 }, from: "dose:5" },
  },
  measures: { alsfrsR },
});

export const petrouDesign: SimulationDesign<KeysOf<typeof petrou>> = {
  seed: 2021,
  participants: { msc: 20 },
  measures: {
    alsfrsR: {
      knots: [{ months: 0 }, { months: 3 }, { months: 6 }],
      byArm: { msc: { baseline: 31.1, slopes: [-1.2, -0.4, -0.6, -0.8] } },
      randomEffects: { standardDeviations: { baseline: 6, slopes: [0.5, 0.5, 0.5, 0.5] } },
      residualStandardDeviation: 1,
    },
  },
  dropout: { perMonth: 0.02 },
  doses: { msc: [{ at: { months: 0 } }, { at: { months: 3 } }, { at: { months: 6 } }, { at: { months: 11 } }] },
};

/** Harris 2024: a crossover at one year, EDSS in half points and a skewed walking time. */
export const harris = defineTrial({
  id: "NCT03355365",
  treatments: { cells: { label: "MSC-NP" }, saline: { label: "Saline" } },
  arms: {
    cellsFirst: { label: "MSC-NP, saline", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: { months: 13 } }] },
    salineFirst: { label: "Saline, MSC-NP", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: { months: 13 } }] },
  },
  visits: { start: { at: { months: 0 }, baseline: true }, m6: { at: { months: 6 } }, m13: { at: { months: 13 } }, m19: { at: { months: 19 } }, m25: { at: { months: 25 } } },
  measures: {
    edss: { label: "EDSS", unit: "points", better: "lower", range: { from: 0, to: 10 }, step: 0.5 },
    t25fw: { label: "T25FW", unit: "s", better: "lower", range: { from: 0, to: 180 }, step: 0.1 },
  },
});

export const harrisDesign: SimulationDesign<KeysOf<typeof harris>> = {
  seed: 2024,
  participants: { cellsFirst: 27, salineFirst: 27 },
  measures: {
    edss: {
      knots: [{ months: 13 }],
      byArm: { cellsFirst: { baseline: 5.8, slopes: [-0.01, 0.02] }, salineFirst: { baseline: 5.8, slopes: [0.02, -0.01] } },
      randomEffects: { standardDeviations: { baseline: 1.1, slopes: [0.02, 0.02] } },
      residualStandardDeviation: 0.3,
    },
    t25fw: {
      scale: "log",
      knots: [{ months: 13 }],
      byArm: { cellsFirst: { baseline: 12, slopes: [0, 0.02] }, salineFirst: { baseline: 12, slopes: [0.02, 0] } },
      randomEffects: { standardDeviations: { baseline: 0.7, slopes: [0.02, 0.02] } },
      residualStandardDeviation: 0.12,
      follows: { measure: "edss", correlation: 0.7 },
    },
  },
  dropout: { perMonth: 0.004 },
  doses: {
    cellsFirst: [0, 2, 4, 6, 8, 10].map((months) => ({ at: { months }, treatment: "cells" as const })),
    salineFirst: [0, 2, 4, 6, 8, 10].map((months) => ({ at: { months }, treatment: "saline" as const })),
  },
};
