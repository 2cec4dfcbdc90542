/**
 * A SIMULATED trial in the shape of Berry et al. 2019 (doi:10.1212/WNL.0000000000008620): three to one against placebo, twelve weeks
 * before and twenty-four after one transplantation. Everybody in it is made up and drawn from a seed, and no number that comes out of it
 * is a result of that trial or says anything about a treatment.
 */
import { alsfrsR, defineTrial, readTrialData, simulateTrial } from "trialwise";
import type { Biomarker, TrialRecords } from "trialwise";
import type { Provenance } from "../simulated/figures.ts";

const csf = (name: string) => ({ label: name, matrix: "CSF", unit: "pg/mL" }) satisfies Biomarker;

export const trial = defineTrial({
  id: "simulated-berry2019",
  title: "SIMULATED: cells secreting neurotrophic factors in ALS, in the shape of Berry et al. 2019",
  arms: {
    cells: { label: "Cells (simulated)", role: "experimental" },
    placebo: { label: "Placebo (simulated)", role: "control" },
  },
  visits: {
    "week -12": { at: { weeks: -12 } },
    "week -8": { at: { weeks: -8 } },
    "week -4": { at: { weeks: -4 } },
    baseline: { at: { weeks: 0 }, baseline: true },
    "week 2": { at: { weeks: 2 } },
    "week 4": { at: { weeks: 4 } },
    "week 8": { at: { weeks: 8 } },
    "week 12": { at: { weeks: 12 } },
    "week 16": { at: { weeks: 16 } },
    "week 24": { at: { weeks: 24 } },
  },
  measures: { alsfrsR },
  biomarkers: { vegf: csf("VEGF"), hgf: csf("HGF"), lif: csf("LIF"), ccl2: { ...csf("MCP-1"), synonyms: ["CCL2"] }, sdf1: csf("SDF-1") },
  populations: { everyone: { label: "All allocated", rule: { kind: "everyone" } } },
});

const analyte = (median: number, perWeek: number) => ({
  knots: [{ weeks: 0 }],
  per: "week" as const,
  byArm: { cells: { baseline: median, slopes: [0, perWeek] }, placebo: { baseline: median, slopes: [0, 0] } },
  randomEffects: { standardDeviations: { baseline: 0.4, slopes: [0, 0.08] } },
  residualStandardDeviation: 0.12,
  visits: ["baseline", "week 2"] as const,
});

const event = (systemOrganClass: string, preferredTerm: string, cells: number, placebo: number, serious: number) => ({
  systemOrganClass,
  preferredTerm,
  perMonth: { cells, placebo },
  serious,
});

export const simulated = simulateTrial(trial, {
  seed: 2019,
  participants: { cells: 36, placebo: 12 },
  measures: {
    alsfrsR: {
      knots: [{ weeks: 0 }, { weeks: 12 }],
      byArm: { cells: { baseline: 35, slopes: [-1.1, -0.3, -1] }, placebo: { baseline: 35, slopes: [-1.1, -1.1, -1.1] } },
      randomEffects: { standardDeviations: { baseline: 4, slopes: [0.8, 0.8, 0.6] } },
      residualStandardDeviation: 1,
    },
  },
  biomarkers: { vegf: analyte(15, 0.4), hgf: analyte(400, 0.25), lif: analyte(8, 0.3), ccl2: analyte(350, -0.2), sdf1: analyte(60, -0.1) },
  missedVisits: 0.03,
  dropout: { perMonth: 0.01 },
  adverseEvents: [
    event("Nervous system disorders", "Headache", 0.2, 0.1, 0),
    event("Musculoskeletal disorders", "Back pain", 0.15, 0.08, 0.02),
    event("General disorders", "Injection site pain", 0.1, 0.05, 0),
    event("Infections", "Pneumonia", 0.02, 0.02, 1),
  ],
});

export const provenance: Provenance = {
  label: "SIMULATED data in the shape of Berry et al. 2019: no participant is real, and nothing here is that trial's result.",
  seed: simulated.seed,
  participants: simulated.counts.participants,
};

export const records: TrialRecords = simulated.records;

export const data = readTrialData(trial, records);
