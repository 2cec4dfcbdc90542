/**
 * A SIMULATED trial in the shape of Petrou et al. 2021 (doi:10.52586/4980): one arm, a run-in of each participant's own length, one to four
 * injections at intervals of their own, twenty enrolled and nineteen treated. Everybody in it is made up and drawn from a seed, and no
 * number that comes out of it is a result of that trial or says anything about a treatment.
 *
 * `simulateTrial` draws scores on a grid of months. Which of them were visits, and how many days early or late, follows from each
 * participant's own calendar: length of the run-in and intervals, drawn with them as facts at entry.
 */
import { alsfrsR, daysPerMonth, defineTrial, fvc, readTrialData, simulateTrial } from "trialwise";
import type { AdverseEvent, Measure, TrialRecords, Visit } from "trialwise";
import type { Provenance } from "../simulated/figures.ts";

const arms = { cells: { label: "Cells (simulated)", role: "experimental" } } as const;

/** Visits of one cycle, counted from its injection. */
const after = (dose: 1 | 2 | 3 | 4, months: number): Visit => ({ at: { months }, from: `dose:${dose}` });

export const trial = defineTrial({
  id: "simulated-petrou2021",
  title: "SIMULATED: repeated intrathecal mesenchymal stem cells in ALS, in the shape of Petrou et al. 2021",
  arms,
  visits: {
    "run-in -12": { at: { months: -12 } },
    "run-in -10": { at: { months: -10 } },
    "run-in -8": { at: { months: -8 } },
    "run-in -6": { at: { months: -6 } },
    "run-in -4": { at: { months: -4 } },
    "run-in -2": { at: { months: -2 } },
    "dose 1": { at: { months: 0 }, baseline: true },
    "dose 1 + 1": after(1, 1),
    "dose 1 + 2": after(1, 2),
    "dose 1 + 4": after(1, 4),
    "dose 1 + 6": after(1, 6),
    "dose 2": after(2, 0),
    "dose 2 + 1": after(2, 1),
    "dose 2 + 2": after(2, 2),
    "dose 2 + 4": after(2, 4),
    "dose 2 + 6": after(2, 6),
    "dose 3": after(3, 0),
    "dose 3 + 1": after(3, 1),
    "dose 3 + 2": after(3, 2),
    "dose 3 + 4": after(3, 4),
    "dose 3 + 6": after(3, 6),
    "dose 4": after(4, 0),
    "dose 4 + 1": after(4, 1),
    "dose 4 + 2": after(4, 2),
    "dose 4 + 4": after(4, 4),
    "dose 4 + 6": after(4, 6),
  },
  measures: { alsfrsR, fvc },
  covariates: {
    age: { kind: "number", label: "Age", unit: "years" },
    duration: { kind: "number", label: "Duration of disease", unit: "months" },
    entry: { kind: "number", label: "ALSFRS-R at entry", unit: "points" },
    sex: { kind: "category", label: "Sex", levels: ["female", "male"] },
  },
  populations: {
    enrolled: { label: "Enrolled", rule: { kind: "everyone" } },
    treated: { label: "Treated", rule: { kind: "dosed" } },
  },
});

const seed = 2021;
const last = 26;

/** Months from the first injection at which scores are drawn. */
const grid = Object.fromEntries(Array.from({ length: last + 13 }, (_, index) => [`month ${index - 12}`, { at: { months: index - 12 }, ...(index === 12 && { baseline: true as const }) }]));
const fact = (mean: number, standardDeviation: number) => ({
  byArm: { cells: { baseline: mean, slopes: [0] } },
  randomEffects: { standardDeviations: { baseline: standardDeviation, slopes: [0] } },
  residualStandardDeviation: 0,
  visits: ["month 0"],
});
const fromZero = { better: "higher", unit: "", label: "Fact at entry" } as const satisfies Measure;
const event = (systemOrganClass: string, preferredTerm: string, perMonth: number) => ({ systemOrganClass, preferredTerm, perMonth, serious: 0, meanDays: 10 });

const simulated = simulateTrial(
  defineTrial({
    id: "simulated-petrou2021-grid",
    arms,
    visits: grid,
    measures: { alsfrsR, fvc, delay: fromZero, age: fromZero, duration: fromZero, female: fromZero, runIn: fromZero, second: fromZero, third: fromZero, fourth: fromZero },
  }),
  {
    seed,
    participants: { cells: 20 },
    measures: {
      alsfrsR: {
        knots: [{ months: 0 }, { months: 3 }],
        byArm: { cells: { baseline: 31, slopes: [-1, -0.2, -0.6] } },
        randomEffects: { standardDeviations: { baseline: 3.5, slopes: [0.35, 0.5, 0.3] } },
        residualStandardDeviation: 0.9,
      },
      fvc: {
        knots: [{ months: 0 }],
        byArm: { cells: { baseline: 72, slopes: [-1.8, -1.3] } },
        randomEffects: { standardDeviations: { baseline: 12, slopes: [0.8, 0.8] } },
        residualStandardDeviation: 3,
      },
      delay: { byArm: { cells: { baseline: 0, slopes: [0] } }, randomEffects: { standardDeviations: { baseline: 0, slopes: [0] } }, residualStandardDeviation: 3 },
      age: fact(50, 10),
      duration: fact(20, 8),
      female: fact(-0.8, 1),
      runIn: fact(7.8, 2.2),
      second: fact(3.2, 0.7),
      third: fact(3.2, 0.7),
      fourth: fact(5, 0.8),
    },
    adverseEvents: [
      event("Nervous system disorders", "Headache", 0.02),
      event("Musculoskeletal disorders", "Back pain", 0.015),
      event("General disorders", "Fatigue", 0.015),
    ],
  },
);

export const provenance: Provenance = {
  label: "SIMULATED data in the shape of Petrou et al. 2021: no participant is real, and nothing here is that trial's result.",
  seed,
  participants: simulated.counts.participants,
};

const truth = new Map(simulated.truth.map(({ participant, measures }) => [participant, measures]));
const factOf = (participant: string, measure: "age" | "duration" | "female" | "runIn" | "second" | "third" | "fourth") => truth.get(participant)?.[measure]?.baseline ?? 0;
const cells = new Map((simulated.records.observations ?? []).map(({ participant, visit, measure, value }) => [`${participant} ${measure} ${visit}`, value ?? 0]));
const drawn = (participant: string, measure: "alsfrsR" | "fvc" | "delay", month: number) => cells.get(`${participant} ${measure} month ${month}`) ?? 0;
const numberOf = (participant: string) => Number(participant.slice(-3));

/** Ten had four injections, two had three, four had two, three had one, and one left before the first. */
const injectionsOf = (participant: string) => [10, 12, 16, 19].filter((most) => numberOf(participant) <= most).length;

/** The months of a participant's injections: whole, three to six apart. */
function doseMonths(participant: string): readonly number[] {
  const gaps = (["second", "third", "fourth"] as const).map((dose) => Math.min(6, Math.max(3, Math.round(factOf(participant, dose)))));
  return Array.from({ length: injectionsOf(participant) }, (_, index) => gaps.slice(0, index).reduce((total, gap) => total + gap, 0));
}

/** The visits that were held, each with the month of the grid that it fell on. */
function visitMonths(participant: string) {
  const runIn = Math.min(12, Math.max(4, factOf(participant, "runIn")));
  const doses = doseMonths(participant);
  return (Object.keys(trial.visits) as (keyof typeof trial.visits)[]).flatMap((visit) => {
    const { at, from = "dose:1" }: Visit = trial.visits[visit];
    const months = at.months ?? 0;
    if (visit.startsWith("run-in")) return -months <= runIn ? [{ visit, month: months }] : [];
    const index = Number(from.slice("dose:".length)) - 1;
    const dose = doses[index];
    // The visits of a cycle end with the next injection.
    return dose === undefined || dose + months >= (doses[index + 1] ?? Infinity) ? [] : [{ visit, month: dose + months }];
  });
}

/** A visit's day: some days early or late, but the first injection's is day 0, and injections are given the day after their visit. */
const dayOf = (participant: string, month: number) => (month === 0 ? 0 : Math.round(month * daysPerMonth + drawn(participant, "delay", month)));
const entryDate = (participant: string) => Date.UTC(2015, 0, 5 + 30 * numberOf(participant));
const dateOf = (participant: string, day: number) => new Date(entryDate(participant) + day * 86_400_000).toISOString().slice(0, 10);

/** Six months after the last injection; nobody is followed longer. */
const endOf = (participant: string) => ((doseMonths(participant).at(-1) ?? -Infinity) + 6) * daysPerMonth;

/** Headache and back pain come of the puncture, tiredness of the cells. */
const relatedTo = ({ preferredTerm }: Pick<AdverseEvent, "preferredTerm">): NonNullable<AdverseEvent["related"]> =>
  preferredTerm === "Fatigue" ? { product: "yes", procedure: "no" } : { product: "no", procedure: "yes" };

export const records: TrialRecords = {
  participants: simulated.records.participants.map(({ id, arm }) => ({
    id,
    arm,
    baselineDate: dateOf(id, 0),
    covariates: {
      age: Math.round(10 * factOf(id, "age")) / 10,
      duration: Math.max(3, Math.round(factOf(id, "duration"))),
      entry: drawn(id, "alsfrsR", visitMonths(id)[0]?.month ?? 0),
      sex: factOf(id, "female") > 0 ? "female" : "male",
    },
  })),
  // FVC was measured in eleven.
  observations: simulated.records.participants.flatMap(({ id }) =>
    visitMonths(id).flatMap(({ visit, month }) =>
      (numberOf(id) <= 11 ? (["alsfrsR", "fvc"] as const) : (["alsfrsR"] as const)).map((measure) => ({ participant: id, visit, measure, value: drawn(id, measure, month), date: dateOf(id, dayOf(id, month)) })),
    ),
  ),
  // A million cells per kilogram: only the day matters here.
  doses: simulated.records.participants.flatMap(({ id }) => doseMonths(id).map((month, index) => ({ participant: id, number: index + 1, at: { days: dayOf(id, month) + 1 } }))),
  adverseEvents: (simulated.records.adverseEvents ?? []).filter(({ participant, start }) => start !== undefined && "days" in start && Number(start.days) <= endOf(participant)).map((each) => ({ ...each, related: relatedTo(each) })),
  dispositions: simulated.records.participants.filter(({ id }) => injectionsOf(id) === 0).map(({ id }) => ({ participant: id, status: "withdrew" as const, reason: "Left before treatment" })),
};

export const data = readTrialData(trial, records);
