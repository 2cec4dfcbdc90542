import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkCount, checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { checkPopulation } from "../trial/checkTrial.ts";
import { dispositionStatuses } from "../trial/Disposition.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { PopulationRule } from "../trial/Population.ts";
import type { Trial } from "../trial/Trial.ts";

/** The fields of each kind of rule: those it must have, and those it may. */
const fields: { readonly [Kind in PopulationRule["kind"]]: readonly [required: readonly string[], optional: readonly string[]] } = {
  everyone: [[], []],
  disposition: [["status"], []],
  dosed: [[], ["atLeast"]],
  observed: [["measure", "visit"], []],
  "observed-after-baseline": [["measure"], []],
  sampled: [["biomarker", "visit"], []],
  arm: [["arms"], []],
  level: [["covariate", "levels"], []],
  within: [["covariate"], ["from", "to"]],
  "all-of": [["rules"], []],
  "any-of": [["rules"], []],
  not: [["rule"], []],
};

/** Refuses a rule written in place as a trial refuses one of its own: a misspelt bound would leave everyone in one group. */
export function checkRule(caller: string, trial: Trial, name: string, rule: PopulationRule): void {
  checkShape(caller, name, rule);
  const [issue] = checkPopulation(trial, rule, [name]);
  if (issue !== undefined) throw new RangeError(`${caller}: ${name}: ${issue.message}`);
}

function checkShape(caller: string, name: string, rule: PopulationRule): void {
  checkParts(caller, name, rule, ["kind"]);
  checkChoice(caller, `${name}.kind`, rule.kind, keysOf(fields));
  const [required, optional] = fields[rule.kind];
  checkKnownKeys(caller, name, rule, ["kind", ...required, ...optional]);
  if (required.length > 0) checkParts(caller, name, rule, required);
  if (rule.kind === "disposition") checkChoice(caller, `${name}.status`, rule.status, dispositionStatuses);
  if (rule.kind === "dosed" && rule.atLeast !== undefined) checkCount(caller, `${name}.atLeast`, rule.atLeast, 1);
  if (rule.kind === "within") for (const end of ["from", "to"] as const) if (rule[end] !== undefined) checkFinite(caller, `${name}.${end}`, rule[end]);
  if (rule.kind === "arm") checkList(caller, `${name}.arms`, rule.arms);
  if (rule.kind === "level") checkList(caller, `${name}.levels`, rule.levels);
  if (rule.kind === "not") checkShape(caller, `${name}.rule`, rule.rule);
  if (rule.kind !== "all-of" && rule.kind !== "any-of") return;
  checkList(caller, `${name}.rules`, rule.rules);
  rule.rules.forEach((inner, index) => checkShape(caller, `${name}.rules[${index}]`, inner));
}

function checkList(caller: string, name: string, list: readonly unknown[]): void {
  if (!Array.isArray(list) || list.length === 0) throw new TypeError(`${caller}: ${name} must be a list with at least one entry; received ${show(list)}`);
}
