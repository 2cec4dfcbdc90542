import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { isAfterBaseline, ruleTest } from "../trial/evaluatePopulation.ts";
import type { Participant } from "../trial/Participant.ts";
import type { PopulationRule } from "../trial/Population.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkRule } from "./checkRule.ts";
import { type Subgroup, type SubgroupByLevel, type SubgroupByList, type SubgroupByRule, subgroupStatuses } from "./Subgroup.ts";

/** A subgroup read: its groups in order, and which of them a participant is in. */
export interface Classification<Keys extends TrialKeys> {
  readonly groups: readonly string[];
  readonly postBaseline: boolean;
  readonly groupOf: (participant: Participant<Keys>) => string | NoGroup;
}

/** Why a participant is in no group. */
export interface NoGroup {
  readonly reason: "no-covariate" | "in-no-group";
}

export function classifyParticipants<Keys extends TrialKeys>(caller: string, data: TrialData<Keys>, name: string, subgroup: Subgroup<Keys>): Classification<Keys> {
  checkParts(caller, name, subgroup, ["label", "status"]);
  checkChoice(caller, `${name}.status`, subgroup.status, subgroupStatuses);
  if ("covariate" in subgroup) return byLevel(caller, data, name, subgroup);
  if ("rule" in subgroup) return byRule(caller, data, name, subgroup);
  return byList(caller, data, name, subgroup);
}

function byLevel<Keys extends TrialKeys>(caller: string, data: TrialData<Keys>, name: string, subgroup: SubgroupByLevel<Keys>): Classification<Keys> {
  checkKnownKeys(caller, name, subgroup, ["label", "status", "covariate"]);
  const { covariate } = subgroup;
  checkKey(caller, data.trial.covariates, covariate, "covariate");
  const declared = data.trial.covariates[covariate];
  if (declared.kind !== "category") {
    throw new RangeError(`${caller}: ${name}.covariate must have levels; ${show(covariate)} is a number: divide it by a rule { kind: "within" }`);
  }
  return {
    groups: declared.levels,
    postBaseline: false,
    groupOf: ({ covariates }) => {
      const level: unknown = covariates?.[covariate];
      return level === undefined ? { reason: "no-covariate" } : String(level);
    },
  };
}

function byRule<Keys extends TrialKeys>(caller: string, data: TrialData<Keys>, name: string, subgroup: SubgroupByRule<Keys>): Classification<Keys> {
  checkKnownKeys(caller, name, subgroup, ["label", "status", "rule", "names"]);
  const { rule, names = { met: "yes", notMet: "no" } } = subgroup;
  checkParts(caller, `${name}.names`, names, ["met", "notMet"]);
  checkKnownKeys(caller, `${name}.names`, names, ["met", "notMet"]);
  checkGroupName(caller, `${name}.names.met`, names.met);
  checkGroupName(caller, `${name}.names.notMet`, names.notMet);
  if (names.met === names.notMet) throw new RangeError(`${caller}: ${name}.names must differ; received ${show(names.met)} for both`);
  checkRule(caller, data.trial, `${name}.rule`, rule);
  const leaves = leavesOf(rule);
  const needed = leaves.flatMap((leaf) => ("covariate" in leaf ? [leaf.covariate] : []));
  const isMet = ruleTest(data, rule);
  return {
    groups: [names.met, names.notMet],
    postBaseline: leaves.some((leaf) => isKnownAfterBaseline(data, leaf)),
    // An unknown covariate makes a condition false, and would put the participant among the others unseen.
    groupOf: (participant) => {
      if (needed.some((covariate) => participant.covariates?.[covariate] === undefined)) return { reason: "no-covariate" };
      return isMet(participant) ? names.met : names.notMet;
    },
  };
}

function byList<Keys extends TrialKeys>(caller: string, data: TrialData<Keys>, name: string, subgroup: SubgroupByList): Classification<Keys> {
  checkParts(caller, name, subgroup, ["label", "status", "groups", "postBaseline"]);
  checkKnownKeys(caller, name, subgroup, ["label", "status", "groups", "postBaseline"]);
  const { groups, postBaseline } = subgroup;
  if (!Array.isArray(groups)) throw new TypeError(`${caller}: ${name}.groups must be a list; received ${show(groups)}`);
  if (typeof postBaseline !== "boolean") throw new TypeError(`${caller}: ${name}.postBaseline must be true or false; received ${show(postBaseline)}`);
  const known = new Set(data.participants.map(({ id }) => id));
  const placed = new Map<string, string>();
  const names: string[] = [];
  groups.forEach((each: SubgroupByList["groups"][number], index) => {
    checkParts(caller, `${name}.groups[${index}]`, each, ["group", "participants"]);
    checkKnownKeys(caller, `${name}.groups[${index}]`, each, ["group", "participants"]);
    const { group, participants } = each;
    checkGroupName(caller, `${name}.groups[${index}].group`, group);
    if (!Array.isArray(participants)) throw new TypeError(`${caller}: ${name}.groups[${index}].participants must be a list of ids; received ${show(participants)}`);
    if (names.includes(group)) throw new RangeError(`${caller}: ${name}.groups has ${show(group)} twice`);
    names.push(group);
    for (const id of participants) {
      if (!known.has(id)) throw new RangeError(`${caller}: ${name}: participant ${show(id)} of ${show(group)} is not in the data`);
      if (placed.has(id)) throw new RangeError(`${caller}: ${name}: groups must not overlap; ${show(id)} is in ${show(placed.get(id))} and in ${show(group)}`);
      placed.set(id, group);
    }
  });
  return { groups: names, postBaseline, groupOf: ({ id }) => placed.get(id) ?? { reason: "in-no-group" } };
}

function checkGroupName(caller: string, name: string, group: string): void {
  if (typeof group !== "string" || group === "") throw new TypeError(`${caller}: ${name} must be a text; received ${show(group)}`);
}

type Leaf<Keys extends TrialKeys> = Exclude<PopulationRule<Keys>, { readonly kind: "all-of" | "any-of" | "not" }>;

function leavesOf<Keys extends TrialKeys>(rule: PopulationRule<Keys>): readonly Leaf<Keys>[] {
  if (rule.kind === "not") return leavesOf(rule.rule);
  return rule.kind === "all-of" || rule.kind === "any-of" ? rule.rules.flatMap(leavesOf) : [rule];
}

function isKnownAfterBaseline<Keys extends TrialKeys>(data: TrialData<Keys>, leaf: Leaf<Keys>): boolean {
  if (leaf.kind === "disposition") return leaf.status !== "screened" && leaf.status !== "randomised";
  if (leaf.kind === "observed" || leaf.kind === "sampled") return isAfterBaseline(data, leaf.visit);
  return leaf.kind === "dosed" || leaf.kind === "observed-after-baseline";
}
