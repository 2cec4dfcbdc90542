/**
 * A SIMULATED trial in the shape of Oh et al. 2018 (doi:10.1002/ana.25302): its arms, visits, doses and outcomes. Everybody in it is
 * made up and drawn from a seed, and no number that comes out of it is a result of that trial or says anything about a treatment.
 *
 * Deaths, dropout and values are those of `simulateTrial`. What it does not draw is taken from a second simulated trial with the same
 * participants: facts at entry as values of measures, and the day of a tracheostomy as that of a death there.
 */
import { aals, alsfrsR, daysPerMonth, defineTrial, fvc, readTrialData, sf36, simulateTrial } from "trialwise";
import type { Biomarker, TrialRecords } from "trialwise";
import type { Provenance } from "../simulated/figures.ts";

const label = "SIMULATED data in the shape of Oh et al. 2018: no participant is real, and nothing here is that trial's result.";

const csf = (name: string) => ({ label: name, matrix: "CSF", unit: "pg/mL" }) satisfies Biomarker;

const arms = {
  msc: { label: "MSC + riluzole (simulated)", role: "experimental" },
  control: { label: "Riluzole (simulated)", role: "control" },
} as const;

export const trial = defineTrial({
  id: "simulated-oh2018",
  title: "SIMULATED: repeated intrathecal mesenchymal stem cells in ALS, in the shape of Oh et al. 2018",
  arms,
  visits: {
    V1: { at: { months: -3 } },
    V2: { at: { months: -2 } },
    V3: { at: { months: -1 } },
    V5: { at: { months: 0 }, baseline: true },
    V6: { at: { months: 1 } },
    V7: { at: { months: 2 } },
    V8: { at: { months: 3 } },
    V9: { at: { months: 4 } },
    V10: { at: { months: 6 } },
  },
  measures: { alsfrsR, aals, fvc, sf36, alt: { label: "Alanine transaminase", unit: "U/L", better: "lower", range: { from: 0 }, step: 1 } },
  biomarkers: {
    tgfb1: csf("TGF-β1"),
    tgfb2: csf("TGF-β2"),
    tgfb3: csf("TGF-β3"),
    il6: csf("IL-6"),
    il10: csf("IL-10"),
    il1b: csf("IL-1β"),
    ccl2: { ...csf("MCP-1"), synonyms: ["CCL2"] },
    tnf: csf("TNF-α"),
  },
  covariates: {
    age: { kind: "number", label: "Age", unit: "years" },
    sex: { kind: "category", label: "Sex", levels: ["female", "male"] },
    onset: { kind: "category", label: "Site of onset", levels: ["limb", "bulbar"] },
    variant: { kind: "category", label: "Pathogenic variant", levels: ["none", "found"] },
  },
  endpoints: {
    slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
    slope6: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V10" } },
    survival: { kind: "time-to-event", events: ["death"], origin: "V1", censoredBy: ["other-therapy"] },
    tracheostomyFree: { kind: "time-to-event", events: ["death", "tracheostomy"], origin: "V1", censoredBy: ["other-therapy"] },
  },
  populations: {
    safety: { label: "Safety set", rule: { kind: "disposition", status: "randomised" } },
    full: {
      label: "Full analysis set",
      rule: { kind: "all-of", rules: [{ kind: "observed", measure: "alsfrsR", visit: "V5" }, { kind: "observed-after-baseline", measure: "alsfrsR" }] },
    },
    younger: { label: "Younger than 54", rule: { kind: "not", rule: { kind: "within", covariate: "age", from: 54 } } },
  },
});

const seed = 2018;
const participants = { msc: 33, control: 31 };
const atThreeVisits = ["V1", "V5", "V9"] as const;

const bendAtBaseline = { knots: [{ months: 0 }], residualStandardDeviation: 1 } as const;

/** Concentrations around `median`, multiplied by e to the power of `rise` in the month after the first injection. */
const analyte = (median: number, rise: number) => ({
  knots: [{ months: 0 }],
  byArm: { msc: { baseline: median, slopes: [0, rise] }, control: { baseline: median, slopes: [0, 0] } },
  randomEffects: { standardDeviations: { baseline: 0.4, slopes: [0, 0.2] } },
  residualStandardDeviation: 0.15,
  visits: ["V5", "V6"] as const,
});

const event = (systemOrganClass: string, preferredTerm: string, msc: number, control: number, serious: number) => ({
  systemOrganClass,
  preferredTerm,
  perMonth: { msc, control },
  from: { months: -3 },
  serious,
  meanDays: 10,
});

export const simulated = simulateTrial(trial, {
  seed,
  participants,
  measures: {
    alsfrsR: {
      ...bendAtBaseline,
      byArm: { msc: { baseline: 34, slopes: [-1.3, -0.6] }, control: { baseline: 34, slopes: [-1.3, -1.2] } },
      randomEffects: { standardDeviations: { baseline: 5, slopes: [0.7, 0.6] }, correlations: [[1, 0.2, 0.2], [0.2, 1, 0.4], [0.2, 0.4, 1]] },
    },
    aals: {
      ...bendAtBaseline,
      byArm: { msc: { baseline: 72, slopes: [4, 2.5] }, control: { baseline: 72, slopes: [4, 4.2] } },
      randomEffects: { standardDeviations: { baseline: 14, slopes: [1.5, 1.5] } },
      residualStandardDeviation: 2,
      visits: atThreeVisits,
    },
    fvc: {
      ...bendAtBaseline,
      byArm: { msc: { baseline: 78, slopes: [-2, -2] }, control: { baseline: 78, slopes: [-2, -2.8] } },
      randomEffects: { standardDeviations: { baseline: 14, slopes: [1.2, 1.2] } },
      residualStandardDeviation: 3,
      visits: atThreeVisits,
    },
    sf36: {
      ...bendAtBaseline,
      byArm: { msc: { baseline: 50, slopes: [-1, -1] }, control: { baseline: 50, slopes: [-1, -1.5] } },
      randomEffects: { standardDeviations: { baseline: 12, slopes: [1, 1] } },
      residualStandardDeviation: 5,
      visits: atThreeVisits,
    },
    alt: {
      byArm: { msc: { baseline: 26, slopes: [0] }, control: { baseline: 26, slopes: [0] } },
      randomEffects: { standardDeviations: { baseline: 7, slopes: [0] } },
      residualStandardDeviation: 4,
      visits: atThreeVisits,
    },
  },
  biomarkers: {
    tgfb1: analyte(25, 0.6),
    tgfb2: analyte(60, 0.3),
    tgfb3: analyte(20, 0.5),
    il6: analyte(4, 0.5),
    il10: analyte(2, 0.25),
    il1b: analyte(1, 0.02),
    ccl2: analyte(300, -0.3),
    tnf: analyte(3, -0.3),
  },
  missedVisits: 0.03,
  dropout: { perMonth: 0.008 },
  deaths: { perMonth: { msc: 0.012, control: 0.016 }, byValue: { measure: "alsfrsR", reference: 32, hazardRatioPerUnit: 0.96 } },
  followUp: { months: 57 },
  adverseEvents: [
    event("Musculoskeletal disorders", "Back pain", 0.04, 0.02, 0.02),
    event("Musculoskeletal disorders", "Musculoskeletal pain", 0.03, 0.03, 0),
    event("General disorders", "Influenza-like illness", 0.05, 0.01, 0),
    event("Nervous system disorders", "Headache", 0.04, 0.02, 0),
    event("Infections", "Upper respiratory tract infection", 0.03, 0.04, 0.05),
    event("Respiratory disorders", "Respiratory failure", 0.006, 0.01, 1),
  ],
  doses: { msc: [{ at: { days: 0 } }, { at: { days: 26 } }] },
});

export const provenance: Provenance = { label, seed, participants: simulated.counts.participants };

/** The same participants in a second simulated trial: what they were at entry, and when a tracheostomy became due. */
const entryTrial = defineTrial({
  id: "simulated-oh2018-entry",
  arms,
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true } },
  measures: {
    age: { label: "Age", unit: "years", better: "lower", step: 1 },
    weight: { label: "Weight", unit: "kg", better: "higher", step: 1 },
    sex: { label: "Female where above zero", unit: "standard deviations", better: "higher" },
    onset: { label: "Bulbar where above zero", unit: "standard deviations", better: "higher" },
  },
});

const constant = (mean: number, standardDeviation: number) => ({
  byArm: { msc: { baseline: mean, slopes: [0] }, control: { baseline: mean, slopes: [0] } },
  randomEffects: { standardDeviations: { baseline: standardDeviation, slopes: [0] } },
  residualStandardDeviation: 0,
  visits: ["V5"] as const,
});

const entry = simulateTrial(entryTrial, {
  seed: seed + 1,
  participants,
  measures: { age: constant(54, 9), weight: constant(62, 9), sex: constant(-0.4, 1), onset: constant(-0.7, 1) },
  deaths: { perMonth: 0.01 },
  followUp: { months: 57 },
});

type Entry = keyof typeof entryTrial.measures;
const entryValues = new Map(entry.truth.map(({ participant, measures }) => [participant, measures]));
const entryValue = (participant: string, measure: Entry) => entryValues.get(participant)?.[measure]?.baseline ?? 0;

/** Participants were enrolled one after the other and followed until one day: the first of an arm for 57 months, the last for half as long. */
const cutOffDay = (id: string) => Math.round((57 - 0.9 * Number(id.slice(-3))) * daysPerMonth);

export const records: TrialRecords = readyToRead();

export const data = readTrialData(trial, records);

function readyToRead(): TrialRecords {
  const { participants: people, dispositions = [], clinicalEvents = [], biomarkerSamples = [], doses = [], ...others } = simulated.records;
  const deathDays = new Map(clinicalEvents.map(({ participant, at }) => [participant, dayOf(at)]));
  const ends = new Map(dispositions.map(({ participant, status, at }) => [participant, status === "completed" ? cutOffDay(participant) : dayOf(at)]));
  const isSeen = (participant: string, day: number) => day <= (ends.get(participant) ?? 0) && day <= (deathDays.get(participant) ?? Infinity);
  const tracheostomies = (entry.records.clinicalEvents ?? [])
    .map(({ participant, at }) => ({ participant, day: dayOf(at) }))
    .filter(({ participant, day }) => day > 0 && isSeen(participant, day));
  const completers = dispositions.filter(({ status }) => status === "completed").map(({ participant }) => participant);
  return {
    ...others,
    participants: people.map(({ id, arm }) => ({
      id,
      arm,
      covariates: {
        age: Math.round(entryValue(id, "age")),
        sex: entryValue(id, "sex") > 0 ? "female" : "male",
        onset: entryValue(id, "onset") > 0 ? "bulbar" : "limb",
        variant: "none",
      },
    })),
    // A million cells per kilogram, of which only the treated arm's cerebrospinal fluid was analysed.
    doses: doses.map((dose) => ({ ...dose, amount: { value: Math.round(entryValue(dose.participant, "weight")), unit: "1e6 cells" } })),
    biomarkerSamples: biomarkerSamples.filter(({ participant }) => participant.startsWith("SIM-msc-")),
    clinicalEvents: [
      ...clinicalEvents.filter(({ participant, at }) => isSeen(participant, dayOf(at)) || !completers.includes(participant)),
      ...tracheostomies.map(({ participant, day }) => ({ participant, kind: "tracheostomy" as const, at: { days: day } })),
    ],
    dispositions: [
      ...people.map(({ id }) => ({ participant: id, status: "randomised" as const, at: { months: -3 } })),
      ...dispositions,
      ...completers
        .filter((participant) => isSeen(participant, cutOffDay(participant)))
        .map((participant) => ({ participant, status: "completed" as const, at: { days: cutOffDay(participant) }, reason: "End of the long-term follow-up" })),
    ],
  };
}

/** Of a time as `simulateTrial` writes it: in days. */
function dayOf(at: object | undefined): number {
  if (at !== undefined && "days" in at && typeof at.days === "number") return at.days;
  throw new RangeError("a simulated time is written in days");
}
