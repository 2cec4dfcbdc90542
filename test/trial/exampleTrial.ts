import { aals, alsfrsR, fvc } from "trialwise/instruments";
import { defineTrial } from "trialwise/trial";

/** A trial in the shape of Oh 2018, for the tests. */
export const trial = defineTrial({
  id: "NCT01363401",
  arms: {
    msc: { label: "BM-MSC + riluzole", role: "experimental" },
    control: { label: "Riluzole", role: "control" },
  },
  visits: {
    V1: { at: { months: -3 } },
    V5: { at: { months: 0 }, baseline: true },
    V9: { at: { months: 4 }, window: { before: { days: 14 }, after: { days: 14 } } },
    V10: { at: { months: 6 } },
  },
  measures: { alsfrsR, aals, fvc },
  biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL", lowerLimit: 15.4 } },
  covariates: {
    age: { kind: "number", label: "Age at screening", unit: "years" },
    onset: { kind: "category", label: "Site of onset", levels: ["limb", "bulbar"] },
  },
  endpoints: {
    slope4: {
      kind: "slope-change",
      measure: "alsfrsR",
      method: "two-visit",
      leadIn: { from: "V1", to: "V5" },
      followUp: { from: "V5", to: "V9" },
    },
  },
  populations: {
    safety: { label: "Safety", rule: { kind: "everyone" } },
    full: {
      label: "Full analysis set",
      rule: {
        kind: "all-of",
        rules: [
          { kind: "observed", measure: "alsfrsR", visit: "V5" },
          { kind: "observed-after-baseline", measure: "alsfrsR" },
        ],
      },
    },
  },
});
