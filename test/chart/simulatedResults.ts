import { biomarkerChange } from "trialwise/biomarker";
import { changeFromBaseline, slopeChange } from "trialwise/change";
import { compareArms } from "trialwise/comparison";
import { rocCurve } from "trialwise/inference";
import { alsfrsR } from "trialwise/instruments";
import { fitPiecewiseMixedModel } from "trialwise/mixed";
import { fitTrialMmrm } from "trialwise/mmrm";
import { participantFlow } from "trialwise/participants";
import { compareAdverseEvents, tallyAdverseEvents } from "trialwise/safety";
import { subgroupAnalysis } from "trialwise/subgroup";
import { cumulativeIncidenceByArm, survivalByArm, timeToEvent } from "trialwise/survival";
import { fitPiecewiseLinearByParticipant } from "trialwise/trajectory";
import { defineTrial, readTrialData } from "trialwise/trial";

// Simulated throughout: nobody was ever measured for these charts.

const arms = {
  msc: { label: "MSC", role: "experimental" },
  low: { label: "MSC, low dose", role: "experimental" },
  sham: { label: "Sham procedure", role: "control" },
  control: { label: "Riluzole alone", role: "control" },
} as const;

export type ArmKey = keyof typeof arms;

const visits = {
  V1: { at: { months: -3 } },
  V3: { at: { months: -1 } },
  V5: { at: { months: 0 }, baseline: true },
  V6: { at: { months: 1 } },
  V7: { at: { months: 2 } },
  V9: { at: { months: 4 } },
  V10: { at: { months: 6 } },
} as const;

const months = { V1: -3, V3: -1, V5: 0, V6: 1, V7: 2, V9: 4, V10: 6 } as const;

/** A generator of numbers between 0 and 1 (Park and Miller's), so that the pictures are the same each time. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export interface SimulatedOptions {
  readonly arms: readonly ArmKey[];
  /** Participants of each arm. */
  readonly size: number;
  /** Arms that are declared and that nobody is in. */
  readonly empty?: readonly ArmKey[];
}

export function simulatedTrial({ arms: names, size, empty = [] }: SimulatedOptions) {
  const random = uniforms(20_140_215);
  const noise = () => random() + random() + random() - 1.5;
  const trial = defineTrial({
    id: "simulated",
    arms: Object.fromEntries([...names, ...empty].map((arm) => [arm, arms[arm]])),
    visits,
    measures: { alsfrsR },
    biomarkers: { tgfb1: { label: "TGF-β1", unit: "pg/mL", matrix: "CSF" } },
    covariates: { sex: { kind: "category", label: "Sex", levels: ["female", "male"] } },
    populations: { safety: { label: "Safety set", rule: { kind: "everyone" } }, treated: { label: "Treated", rule: { kind: "dosed" } } },
    endpoints: {
      slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
    },
  });
  const people = names.flatMap((arm, place) =>
    Array.from({ length: size }, (_, index) => ({
      id: `${arm}-${index + 1}`,
      arm,
      sex: random() < 0.45 ? ("female" as const) : ("male" as const),
      level: 36 + 6 * noise(),
      before: -1.1 + 0.5 * noise(),
      after: -1.1 + 0.5 * noise() + 0.35 * (names.length - 1 - place),
      stays: random() < 0.85,
      month: 1.5 - Math.log(1 - random()) * (22 + 6 * (names.length - place)),
    })),
  );
  const symptoms = [
    ["General disorders", "Pyrexia", 0.4],
    ["General disorders", "Injection site pain", 0.35],
    ["Nervous system disorders", "Headache", 0.3],
    ["Nervous system disorders", "Dizziness", 0.12],
    ["Gastrointestinal disorders", "Nausea", 0.2],
    ["Musculoskeletal and connective tissue disorders", "Back pain", 0.25],
  ] as const;
  const data = readTrialData(trial, {
    participants: people.map(({ id, arm, sex }) => ({ id, arm, covariates: { sex } })),
    observations: people.flatMap(({ id, level, before, after, stays, month: end }) =>
      (Object.keys(months) as (keyof typeof months)[])
        .filter((visit) => (stays || months[visit] < 4) && months[visit] < end)
        .map((visit) => {
          const month = months[visit];
          const value = Math.round(level + (month < 0 ? before * month : after * month) + noise());
          return { participant: id, visit, measure: "alsfrsR", value: Math.max(0, Math.min(48, value)) };
        }),
    ),
    biomarkerSamples: people.flatMap(({ id }) => {
      const first = 20 + 60 * random();
      return [
        { participant: id, visit: "V5", biomarker: "tgfb1", unit: "pg/mL", value: first },
        { participant: id, visit: "V6", biomarker: "tgfb1", unit: "pg/mL", value: first * (0.8 + 0.9 * random()) },
      ];
    }),
    clinicalEvents: people.flatMap(({ id, month }, index) =>
      month > 24 ? [] : [{ participant: id, kind: index % 3 === 0 ? ("gastrostomy" as const) : ("death" as const), at: { months: month } }],
    ),
    dispositions: people.flatMap(({ id, month, stays }) =>
      month <= (stays ? 24 : 3)
        ? []
        : [stays ? { participant: id, status: "completed" as const, at: { months: 24 } } : { participant: id, status: "withdrew" as const, reason: "Travel & distance", at: { months: 3 } }],
    ),
    doses: people.filter((_, index) => index % 9 !== 8).map(({ id }) => ({ participant: id, number: 1, at: { days: 0 } })),
    adverseEvents: people.flatMap(({ id }, index) =>
      symptoms
        .filter(([, , risk]) => random() < risk * (index < size ? 1.2 : 0.8))
        .map(([systemOrganClass, preferredTerm]) => ({ participant: id, systemOrganClass, preferredTerm, start: { days: 3 } })),
    ),
  });
  return { trial, data };
}

/** Every result that a chart is drawn from; those that two arms or more participants are needed for are left out without them. */
export function simulatedResults(options: SimulatedOptions) {
  const { trial, data } = simulatedTrial(options);
  const [treatment, control] = [options.arms[0]!, options.arms.at(-1)!];
  const pair = { treatment, control };
  const times = timeToEvent(data, { events: ["death"] });
  const competing = timeToEvent(data, { events: ["gastrostomy"] }, { competing: ["death"] });
  const fitted = options.arms.length > 0 && options.size > 5;
  const compared = fitted && options.arms.length > 1;
  const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
  return {
    trial,
    change,
    changes: changeFromBaseline(data, { measure: "alsfrsR", to: ["V6", "V7", "V9", "V10"] }),
    slopes: slopeChange(data, "slope4"),
    fits: fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"] }),
    model: fitted ? fitPiecewiseMixedModel(data, { measure: "alsfrsR", knots: ["V5"], fallback: ["intercept-and-slope", "intercept"] }) : undefined,
    mmrm: fitted ? fitTrialMmrm(data, { measure: "alsfrsR", visits: ["V6", "V7", "V9", "V10"], covarianceStructure: "compound-symmetry" }) : undefined,
    survival: survivalByArm(times, { times: [0, 6, 12, 18, 24] }),
    survivalWithoutTimes: survivalByArm(times),
    incidence: cumulativeIncidenceByArm(competing),
    subgroups: compared
      ? subgroupAnalysis(data, {
          subgroups: { sex: { label: "Sex", covariate: "sex", status: "prespecified" } },
          analysis: (subset) => compareArms(changeFromBaseline(subset, { measure: "alsfrsR", to: "V9" }), pair),
        })
      : undefined,
    adverseEvents:
      options.arms.length > 1
        ? compareAdverseEvents(tallyAdverseEvents(data, { population: "safety", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } }), pair)
        : undefined,
    biomarker: biomarkerChange(data, { biomarker: "tgfb1", from: "V5", to: "V6", scale: "fold" }),
    roc:
      compared
        ? rocCurve({ score: change.rows.map((row) => row.change), positive: change.rows.map((row) => row.arm === treatment) }, { direction: "higher-is-positive" })
        : undefined,
    flow: participantFlow(data, { screening: { screened: data.participants.length + 9, notAssigned: [{ reason: "Not eligible", participants: 7 }, { reason: "Declined", participants: 2 }] } }),
  };
}
