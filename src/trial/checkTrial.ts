import { show } from "../result/show.ts";
import { checkEndpoint } from "./checkEndpoint.ts";
import { type Fault, fault } from "./Fault.ts";
import { keysOf } from "./keysOf.ts";
import { offsetParts } from "./Offset.ts";
import type { PopulationRule } from "./Population.ts";
import type { Path } from "./problem.ts";
import type { Trial } from "./Trial.ts";
import { unknownKey } from "./unknownKey.ts";

/** What a schema cannot say of a trial: that keys are declared where they are used, and that times run forwards. */
export function checkTrial(trial: Trial): Fault[] {
  return [
    ...checkArms(trial),
    ...checkVisits(trial),
    ...checkMeasures(trial),
    ...keysOf(trial.endpoints).flatMap((key) => checkEndpoint(trial, trial.endpoints[key]!, ["endpoints", key])),
    ...keysOf(trial.populations).flatMap((key) => checkPopulation(trial, trial.populations[key]!.rule, ["populations", key, "rule"])),
  ];
}

function checkArms(trial: Trial): Fault[] {
  const issues: Fault[] = [];
  const arms = keysOf(trial.arms);
  if (arms.length === 0) issues.push(fault(["arms"], "missing-field", null, "arms must declare at least one arm"));
  for (const arm of arms) {
    trial.arms[arm]!.periods?.forEach((period, index) => {
      const path = ["arms", arm, "periods", index];
      issues.push(...unknownKey([...path, "treatment"], period.treatment, "treatment", trial.treatments));
      const anchor = period.start?.from;
      if (anchor !== undefined && !/^(baseline|dose:[1-9]\d*)$/.test(anchor)) issues.push(...unknownKey([...path, "start", "from"], anchor, "anchor", { baseline: null, ...trial.visits }));
      if (index > 0 && period.start === undefined) {
        issues.push(fault([...path, "start"], "missing-field", null, `arms.${arm}.periods[${index}] needs a start: only the first period begins at baseline by itself`));
      }
    });
  }
  const { allocation } = trial;
  if (allocation !== undefined) {
    for (const arm of keysOf(allocation)) issues.push(...unknownKey(["allocation", arm], arm, "arm", trial.arms));
    for (const arm of arms) {
      if (!Object.hasOwn(allocation, arm)) {
        issues.push(fault(["allocation", arm], "missing-field", null, `allocation has no number for the arm ${show(arm)}`));
      }
    }
  }
  trial.strata?.forEach((covariate, index) => issues.push(...unknownKey(["strata", index], covariate, "covariate", trial.covariates)));
  return issues;
}

function checkVisits(trial: Trial): Fault[] {
  const visits = keysOf(trial.visits);
  if (visits.length === 0) return [];
  const issues: Fault[] = [];
  const baselines = visits.filter((visit) => trial.visits[visit]!.baseline);
  if (baselines.length !== 1) {
    const found = baselines.length === 0 ? "none is" : `${baselines.map(show).join(" and ")} are`;
    issues.push(fault(["visits"], "conflict", baselines.length, `exactly one visit must be marked baseline: true; ${found}`));
  }
  for (const key of visits) {
    const visit = trial.visits[key]!;
    // The baseline visit itself may be called baseline; it is what that name means.
    if (/^dose:\d+$/.test(key) || (key === "baseline" && !visit.baseline)) {
      issues.push(fault(["visits", key], "forbidden-key", key, `visits cannot declare ${show(key)}: times are counted from baseline and from doses by these names`));
    }
    if (visit.baseline && baselines.length === 1 && (offsetParts(visit.at).amount !== 0 || (visit.from ?? "baseline") !== "baseline")) {
      issues.push(fault(["visits", key, "at"], "conflict", offsetParts(visit.at).amount, `the baseline visit ${show(key)} must be at 0: the other visits are counted from it`));
    }
    for (const side of ["before", "after"] as const) {
      const amount = visit.window === undefined ? 0 : offsetParts(visit.window[side]).amount;
      if (amount < 0) issues.push(fault(["visits", key, "window", side], "out-of-range", amount, `visits.${key}.window.${side} is a distance and cannot be negative; received ${amount}`));
    }
  }
  return issues;
}

function checkMeasures(trial: Trial): Fault[] {
  const issues: Fault[] = [];
  for (const key of keysOf(trial.measures)) {
    const { from, to } = trial.measures[key]!.range ?? {};
    const { step } = trial.measures[key]!;
    if (from !== undefined && to !== undefined && step !== undefined && from < to && step > to - from) {
      issues.push(fault(["measures", key, "step"], "out-of-range", step, `measures.${key}.step must not exceed the range of ${to - from}; received ${step}`));
    }
    if (from !== undefined && to !== undefined && from >= to) {
      issues.push(fault(["measures", key, "range"], "impossible-order", from, `measures.${key}.range must run upwards; received from ${from} to ${to}`));
    }
  }
  for (const key of keysOf(trial.biomarkers)) {
    const { lowerLimit, upperLimit } = trial.biomarkers[key]!;
    if (lowerLimit !== undefined && upperLimit !== undefined && lowerLimit >= upperLimit) {
      issues.push(fault(["biomarkers", key], "impossible-order", lowerLimit, `biomarkers.${key}: lowerLimit must lie below upperLimit; received ${lowerLimit} and ${upperLimit}`));
    }
  }
  for (const key of keysOf(trial.covariates)) {
    const covariate = trial.covariates[key]!;
    if (covariate.kind === "category" && new Set(covariate.levels).size < covariate.levels.length) {
      issues.push(fault(["covariates", key, "levels"], "duplicate", covariate.levels.length, `covariates.${key}.levels names a level twice`));
    }
  }
  return issues;
}

/** What a schema cannot say of a rule; also of one that was written in place. */
export function checkPopulation(trial: Trial, rule: PopulationRule, path: Path): Fault[] {
  switch (rule.kind) {
    case "all-of":
    case "any-of":
      return rule.rules.flatMap((inner, index) => checkPopulation(trial, inner, [...path, "rules", index]));
    case "not":
      return checkPopulation(trial, rule.rule, [...path, "rule"]);
    case "observed":
      return [
        ...unknownKey([...path, "measure"], rule.measure, "measure", trial.measures),
        ...unknownKey([...path, "visit"], rule.visit, "visit", trial.visits),
      ];
    case "observed-after-baseline":
      return unknownKey([...path, "measure"], rule.measure, "measure", trial.measures);
    case "sampled":
      return [
        ...unknownKey([...path, "biomarker"], rule.biomarker, "biomarker", trial.biomarkers),
        ...unknownKey([...path, "visit"], rule.visit, "visit", trial.visits),
      ];
    case "arm":
      return rule.arms.flatMap((arm, index) => unknownKey([...path, "arms", index], arm, "arm", trial.arms));
    case "level":
    case "within":
      return checkCovariateRule(trial, rule, path);
    default:
      return [];
  }
}

function checkCovariateRule(trial: Trial, rule: Extract<PopulationRule, { kind: "level" | "within" }>, path: Path): Fault[] {
  const unknown = unknownKey([...path, "covariate"], rule.covariate, "covariate", trial.covariates);
  if (unknown.length > 0) return unknown;
  const covariate = trial.covariates[rule.covariate]!;
  const needed = rule.kind === "level" ? "category" : "number";
  if (covariate.kind !== needed) {
    return [fault([...path, "covariate"], "conflict", rule.covariate, `a rule of kind ${show(rule.kind)} needs a covariate of kind ${show(needed)}; ${show(rule.covariate)} is of kind ${show(covariate.kind)}`)];
  }
  if (rule.kind === "within" && (rule.from ?? -Infinity) > (rule.to ?? Infinity)) {
    return [fault([...path, "from"], "impossible-order", rule.from, `a range must run upwards; received from ${rule.from} to ${rule.to}`)];
  }
  if (rule.kind === "within" || covariate.kind === "number") return [];
  return rule.levels.flatMap((level, index) =>
    covariate.levels.includes(level) ? [] : [fault([...path, "levels", index], "unknown-key", level, `${show(level)} is no level of ${show(rule.covariate)} (levels: ${covariate.levels.map(show).join(", ")})`)],
  );
}
