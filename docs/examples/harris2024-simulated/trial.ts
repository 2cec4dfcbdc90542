/**
 * A SIMULATED trial in the shape of Harris et al. 2024 (doi:10.1186/s13287-024-03765-6): neural progenitors or saline in progressive multiple
 * sclerosis, and the other after a year. Everybody in it is made up and drawn from a seed, and no number that comes out of it is a result
 * of that trial or says anything about a treatment.
 *
 * Treatment acts in its own period: courses bend at months 13 and 16. Facts at entry come from a second simulated trial with the same participants.
 */
import { defineTrial, edss, nineHolePegDominant, nineHolePegNonDominant, readTrialData, simulateTrial, sixMinuteWalk, t25fw } from "trialwise";
import type { Biomarker, TrialRecords } from "trialwise";
import type { Provenance } from "../simulated/figures.ts";

const csf = (name: string) => ({ label: name, matrix: "CSF", unit: "pg/mL" }) satisfies Biomarker;

const period2 = { months: 16 } as const;

export const trial = defineTrial({
  id: "simulated-harris2024",
  title: "SIMULATED: neural progenitors in progressive multiple sclerosis, in the shape of Harris et al. 2024",
  treatments: { cells: { label: "MSC-NP (simulated)", role: "experimental" }, saline: { label: "Saline (simulated)", role: "control" } },
  arms: {
    cellsFirst: { label: "MSC-NP, then saline", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: period2 }] },
    salineFirst: { label: "Saline, then MSC-NP", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: period2 }] },
  },
  allocation: { cellsFirst: 1, salineFirst: 1 },
  strata: ["edssStratum", "subtype"],
  blinding: { participant: "yes", investigator: "yes", assessor: "yes" },
  visits: {
    "month 0": { at: { months: 0 }, baseline: true },
    "month 13": { at: { months: 13 } },
    "month 16": { at: { months: 16 } },
    "month 29": { at: { months: 29 } },
  },
  measures: {
    edss,
    t25fw,
    nineHolePegDominant,
    nineHolePegNonDominant,
    sixMinuteWalk,
    bladder: { label: "Bladder capacity", unit: "mL", better: "higher", range: { from: 0 } },
    brain: { label: "Brain volume", unit: "cm³", better: "higher", range: { from: 0 } },
    greyMatter: { label: "Grey-matter volume", unit: "cm³", better: "higher", range: { from: 0 } },
  },
  biomarkers: { mmp9: csf("MMP9"), ccl2: { ...csf("CCL2"), synonyms: ["MCP-1"] } },
  covariates: {
    edss: { kind: "number", label: "EDSS at entry", unit: "points" },
    edssStratum: { kind: "category", label: "EDSS stratum", levels: ["below 6", "6 and above"] },
    subtype: { kind: "category", label: "Subtype", levels: ["secondary progressive", "primary progressive"] },
  },
  populations: { assisted: { label: "EDSS 6.0 to 6.5 at entry", rule: { kind: "within", covariate: "edss", from: 6, to: 6.5 } } },
});

const seed = 2024;
const participants = { cellsFirst: 27, salineFirst: 27 };

/** A course that bends where periods begin and end: its slope per month with cells, between the periods, and with saline. */
const course = (baseline: number, slope: { readonly cells: number; readonly between: number; readonly saline: number }, spread: { readonly baseline: number; readonly slope: number }) => ({
  knots: [{ months: 13 }, period2],
  byArm: {
    cellsFirst: { baseline, slopes: [slope.cells, slope.between, slope.saline] },
    salineFirst: { baseline, slopes: [slope.saline, slope.between, slope.cells] },
  },
  randomEffects: { standardDeviations: { baseline: spread.baseline, slopes: [spread.slope, 0, spread.slope] } },
});

const seconds = (median: number, baseline: number) => ({
  ...course(median, { cells: 0, between: 0.003, saline: 0.008 }, { baseline, slope: 0.01 }),
  residualStandardDeviation: 0.08,
  scale: "log" as const,
});

/** Volumes that shrink by some thousandths of themselves a year. */
const volume = (median: number, perMonth: number) => ({
  ...course(median, { cells: 0.6 * perMonth, between: perMonth, saline: perMonth }, { baseline: 0.07, slope: 0.0003 }),
  residualStandardDeviation: 0.002,
  scale: "log" as const,
});

const analyte = (median: number, cells: number) => ({
  ...course(median, { cells, between: -4 * cells, saline: 0 }, { baseline: 0.4, slope: 0.02 }),
  residualStandardDeviation: 0.15,
  visits: ["month 0", "month 13"] as const,
});

export const simulated = simulateTrial(trial, {
  seed,
  participants,
  measures: {
    edss: { ...course(5.5, { cells: 0, between: 0.01, saline: 0.02 }, { baseline: 0.6, slope: 0.02 }), residualStandardDeviation: 0.25 },
    t25fw: seconds(10, 0.4),
    nineHolePegDominant: seconds(28, 0.25),
    nineHolePegNonDominant: seconds(31, 0.25),
    sixMinuteWalk: { ...course(260, { cells: -0.5, between: -1.5, saline: -2.5 }, { baseline: 70, slope: 2 }), residualStandardDeviation: 15 },
    bladder: { ...course(320, { cells: 2, between: -1, saline: -1 }, { baseline: 70, slope: 2 }), residualStandardDeviation: 25 },
    brain: volume(1400, -0.0005),
    greyMatter: volume(700, -0.0008),
  },
  biomarkers: { mmp9: analyte(80, 0.04), ccl2: analyte(350, -0.03) },
  missedVisits: 0.03,
  dropout: { perMonth: 0.008 },
});

export const provenance: Provenance = {
  label: "SIMULATED data in the shape of Harris et al. 2024: no participant is real, and nothing here is that trial's result.",
  seed,
  participants: simulated.counts.participants,
};

/** The same participants in a second simulated trial: whether their disease is primary progressive. */
const entry = simulateTrial(
  defineTrial({
    id: "simulated-harris2024-entry",
    arms: { cellsFirst: { label: "MSC-NP first", role: "experimental" }, salineFirst: { label: "Saline first", role: "control" } },
    visits: { "month 0": { at: { months: 0 }, baseline: true } },
    measures: { subtype: { label: "Primary progressive where above zero", unit: "standard deviations", better: "higher" } },
  }),
  {
    seed: seed + 1,
    participants,
    measures: {
      subtype: {
        byArm: { cellsFirst: { baseline: -0.4, slopes: [0] }, salineFirst: { baseline: -0.4, slopes: [0] } },
        randomEffects: { standardDeviations: { baseline: 1, slopes: [0] } },
        residualStandardDeviation: 0,
      },
    },
  },
);

export const records: TrialRecords = withFactsAtEntry();

export const data = readTrialData(trial, records);

function withFactsAtEntry(): TrialRecords {
  const valueAt = (rows: TrialRecords["observations"] = []) => {
    const atEntry = rows.filter(({ visit }) => visit === "month 0");
    return (participant: string, measure: string) => atEntry.find((row) => row.participant === participant && row.measure === measure)?.value ?? 0;
  };
  const [own, other] = [valueAt(simulated.records.observations), valueAt(entry.records.observations)];
  return {
    ...simulated.records,
    participants: simulated.records.participants.map((person) => {
      const score = own(person.id, "edss");
      const subtype = other(person.id, "subtype") > 0 ? "primary progressive" : "secondary progressive";
      return { ...person, covariates: { edss: score, edssStratum: score < 6 ? "below 6" : "6 and above", subtype } };
    }),
  };
}
