import { checkTrialData } from "./checkTrialData.ts";
import type { Exclusion } from "./Exclusion.ts";
import { keysOf, recordOf } from "./keysOf.ts";
import { offsetParts } from "./Offset.ts";
import type { Participant } from "./Participant.ts";
import type { PopulationRule } from "./Population.ts";
import { checkKey } from "./resolveEndpoint.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** A population's members and the others, by participant id, with the number in each arm. */
export interface PopulationMembership<Keys extends TrialKeys = TrialKeys> {
  readonly population: Keys["population"];
  readonly members: readonly string[];
  readonly counts: { readonly [A in Keys["arm"]]: { readonly members: number; readonly others: number } };
  readonly excluded: readonly Exclusion<Keys>[];
}

/**
 * Who belongs to a population that the trial declares.
 *
 * A population is a rule and not a list, so it can be evaluated again when data change, and every arm keeps its count
 * even where nobody belongs. A missing value, dose or covariate makes the condition that needs it false.
 *
 * @throws RangeError for a population that the trial does not declare.
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, evaluatePopulation, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 *   populations: { full: { label: "Full analysis set", rule: { kind: "observed-after-baseline", measure: "alsfrsR" } } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   observations: [{ participant: "001", visit: "V9", measure: "alsfrsR", value: 34 }],
 * });
 *
 * evaluatePopulation(data, "full").members; // => ["001"]
 * evaluatePopulation(data, "full").counts.msc; // => { members: 1, others: 1 }
 * ```
 */
export function evaluatePopulation<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  population: NoInfer<Keys["population"]>,
): PopulationMembership<Keys> {
  checkTrialData("evaluatePopulation", data);
  checkKey("evaluatePopulation", data.trial.populations, population, "population");
  const isMember = membershipTest("evaluatePopulation", data, population);
  const members = data.participants.filter(isMember);
  const others = data.participants.filter((participant) => !isMember(participant));
  const inArm = (participants: readonly Participant<Keys>[], arm: Keys["arm"]) =>
    participants.filter((participant) => participant.arm === arm).length;
  return {
    population,
    members: members.map(({ id }) => id),
    counts: recordOf<Keys["arm"], { members: number; others: number }>(keysOf(data.trial.arms), (arm) => ({
      members: inArm(members, arm),
      others: inArm(others, arm),
    })),
    excluded: others.map(({ id, arm }) => ({ participant: id, arm, reason: "not-in-population" })),
  };
}

/** Whether a participant belongs to the population; everyone does where none is named. */
export function membershipTest<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  population: Keys["population"] | undefined,
): (participant: Participant<Keys>) => boolean {
  if (population === undefined) return () => true;
  checkKey(caller, data.trial.populations, population, "population");
  return ruleTest(data, data.trial.populations[population].rule);
}

/** A rule turned into a test; what it needs to know of the records is gathered once, not once for each participant. */
export function ruleTest<Keys extends TrialKeys>(data: TrialData<Keys>, rule: PopulationRule<Keys>): (participant: Participant<Keys>) => boolean {
  switch (rule.kind) {
    case "everyone":
      return () => true;
    case "disposition":
      return isAmong(data.dispositions.filter(({ status }) => status === rule.status));
    case "dosed":
      return isAmong(data.doses, rule.atLeast);
    case "observed":
      return isAmong(data.observations.filter(({ measure, visit, value }) => measure === rule.measure && value !== undefined && visit === rule.visit));
    case "observed-after-baseline":
      return isAmong(data.observations.filter(({ measure, visit, value }) => measure === rule.measure && value !== undefined && isAfterBaseline(data, visit)));
    case "sampled":
      return isAmong(data.biomarkerSamples.filter(({ biomarker, visit, missing }) => biomarker === rule.biomarker && missing === undefined && visit === rule.visit));
    case "arm":
      return ({ arm }) => rule.arms.includes(arm);
    case "level":
      return ({ covariates }) => {
        const value = covariates?.[rule.covariate];
        return value !== undefined && rule.levels.includes(String(value));
      };
    case "within":
      return ({ covariates }) => {
        const value = covariates?.[rule.covariate];
        return typeof value === "number" && value >= (rule.from ?? -Infinity) && value <= (rule.to ?? Infinity);
      };
    case "all-of": {
      const tests = rule.rules.map((inner) => ruleTest(data, inner));
      return (participant) => tests.every((test) => test(participant));
    }
    case "any-of": {
      const tests = rule.rules.map((inner) => ruleTest(data, inner));
      return (participant) => tests.some((test) => test(participant));
    }
    case "not": {
      const test = ruleTest(data, rule.rule);
      return (participant) => !test(participant);
    }
  }
}

/** Whether a participant has at least so many of some records. */
function isAmong(records: readonly { readonly participant: string }[], atLeast = 1): (participant: Participant) => boolean {
  const counts = new Map<string, number>();
  for (const { participant } of records) counts.set(participant, (counts.get(participant) ?? 0) + 1);
  return ({ id }) => (counts.get(id) ?? 0) >= atLeast;
}

/** A visit comes after baseline if it comes after what it is counted from, be that baseline or a dose. */
export function isAfterBaseline<Keys extends TrialKeys>(data: TrialData<Keys>, visit: Keys["visit"]): boolean {
  return offsetParts(data.trial.visits[visit].at).amount > 0;
}
