import { generatorName } from "../numeric/xoshiro128.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { resolveDesign } from "./resolveDesign.ts";
import type { SimulatedArmCounts, SimulatedTrial } from "./SimulatedTrial.ts";
import type { Fate, SimulatedParticipant } from "./simulateParticipant.ts";
import { simulateParticipant } from "./simulateParticipant.ts";
import type { SimulationDesign } from "./SimulationDesign.ts";

/**
 * A simulated trial: records in the shape that {@link readTrialData} takes, and the truth that they were drawn from.
 *
 * Use it to plan (how often would this analysis succeed?), to check an estimator against a known truth, and to write and test an
 * analysis before there are data. Every participant has a piecewise linear course of their own, normal about that of the arm, and
 * values scatter about it at the trial's own visits; the measure's range and step are kept. Participants may miss visits, leave
 * completely at random or depending on their last value (which is then missing at random), and die at a hazard that may depend on
 * their true value. The result and every participant's id say that it is simulated.
 *
 * A rate is per month of 30.4375 days. Values have no dates: they are taken as planned. On the `log` scale `baseline` is a median and
 * slopes and deviations are those of the natural logarithm, so that 0.1 is about 10 %. Biomarker values outside the limits of
 * quantification are recorded as such, and one below 0, which the scale `linear` allows, as 0. Deaths of those who have left are not seen; deaths of those who completed are, until `followUp`.
 *
 * Randomness: each random number has an address, made of the seed, the arm, the participant's number in it and what the number is for
 * (the residual of a measure at a visit, say), and xoshiro128** is seeded with a hash of it. So the order in which arms, visits and
 * measures are declared does not matter, and another arm, visit, measure or participant changes nobody else. All of them are the same in every
 * engine, and what is recorded has at most twelve significant digits or lies on the measure's step.
 *
 * @throws RangeError, TypeError for arms, measures, visits or treatments that the trial does not declare (the nearest is named), courses
 *   without one slope for each piece, impossible correlations, negative rates and deviations, probabilities outside [0, 1], a seed that
 *   is no whole number, adverse events of the same terms twice, an unknown key anywhere in the design
 *
 * Source: the generator: Blackman & Vigna 2021 (https://doi.org/10.1145/3460772); the hash: MurmurHash3 (Appleby 2011); the model: Laird &
 * Ware 1982 (https://doi.org/10.2307/2529876).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, readTrialData, simulateTrial, slopeChange } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 * });
 * const simulated = simulateTrial(trial, {
 *   seed: 1,
 *   participants: { msc: 32, control: 27 },
 *   measures: {
 *     alsfrsR: {
 *       knots: [{ months: 0 }],
 *       byArm: { msc: { baseline: 36, slopes: [-1, -0.5] }, control: { baseline: 36, slopes: [-1, -1.1] } },
 *       randomEffects: { standardDeviations: { baseline: 5, slopes: [0.6, 0.6] } },
 *       residualStandardDeviation: 1,
 *     },
 *   },
 *   dropout: { perMonth: 0.01 },
 * });
 * simulated.records.participants[0]; // => { "id": "SIM-msc-001", "arm": "msc" }
 * simulated.counts.byArm.msc.participants; // => 32
 *
 * const data = readTrialData(trial, simulated.records);
 * const change = slopeChange(data, { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } });
 * change.byArm.control.improvement.n; // => 26
 * ```
 */
export function simulateTrial<Keys extends TrialKeys>(trial: Trial<Keys>, design: SimulationDesign<NoInfer<Keys>>): SimulatedTrial<Keys> {
  const resolved = resolveDesign(trial, design);
  const arms = keysOf(trial.arms);
  const people = arms.flatMap((arm) =>
    Array.from({ length: resolved.participants[arm] }, (_, index) => simulateParticipant(trial, resolved, arm, index + 1)),
  );
  const observations = people.flatMap((person) => person.observations);
  const biomarkerSamples = people.flatMap((person) => person.biomarkerSamples);
  const missing = [...observations, ...biomarkerSamples].filter((row) => "missing" in row).length;
  return {
    simulated: true,
    seed: resolved.seed,
    generator: generatorName,
    records: {
      participants: people.map(({ truth }) => ({ id: truth.participant, arm: truth.arm })),
      observations,
      biomarkerSamples,
      doses: people.flatMap((person) => person.doses),
      adverseEvents: people.flatMap((person) => person.adverseEvents),
      clinicalEvents: people.flatMap(({ truth, deathDay }) =>
        deathDay === undefined ? [] : [{ participant: truth.participant, kind: "death" as const, at: { days: deathDay } }],
      ),
      dispositions: people.map((person) => person.disposition),
    },
    truth: people.map((person) => person.truth),
    counts: {
      participants: people.length,
      byArm: recordOf<Keys["arm"], SimulatedArmCounts>(arms, (arm) => countArm(people.filter(({ truth }) => truth.arm === arm))),
      values: observations.length + biomarkerSamples.length - missing,
      missing,
    },
    method: { name: "simulated-trial", options: resolved, reference: "Blackman & Vigna 2021, doi:10.1145/3460772; Laird & Ware 1982, doi:10.2307/2529876" },
  };
}

function countArm<Keys extends TrialKeys>(people: readonly SimulatedParticipant<Keys>[]): SimulatedArmCounts {
  const count = (fate: Fate) => people.filter((person) => person.fate === fate).length;
  const completed = people.filter(({ fate }) => fate === "completed");
  return {
    participants: people.length,
    completed: completed.length,
    lostToFollowUp: count("lostToFollowUp"),
    withdrew: count("withdrew"),
    died: count("died"),
    diedLater: completed.filter(({ deathDay }) => deathDay !== undefined).length,
  };
}
