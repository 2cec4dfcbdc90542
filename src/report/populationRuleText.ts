import type { PopulationRule } from "../trial/Population.ts";

/** A condition of a population in words, as it must hold. */
export function populationRuleText(rule: PopulationRule): string {
  switch (rule.kind) {
    case "everyone":
      return "in the records";
    case "disposition":
      return `disposition: ${rule.status}`;
    case "dosed":
      return rule.atLeast === undefined || rule.atLeast === 1 ? "dosed" : `at least ${rule.atLeast} doses`;
    case "observed":
      return `${rule.measure} observed at ${rule.visit}`;
    case "observed-after-baseline":
      return `${rule.measure} observed after baseline`;
    case "sampled":
      return `${rule.biomarker} sampled at ${rule.visit}`;
    case "arm":
      return `arm: ${rule.arms.join(" or ")}`;
    case "level":
      return `${rule.covariate}: ${rule.levels.join(" or ")}`;
    case "within":
      return rangeText(rule.covariate, rule.from, rule.to);
    case "all-of":
      return rule.rules.map(populationRuleText).join(", and ");
    case "any-of":
      return rule.rules.map(populationRuleText).join(", or ");
    case "not":
      return `not (${populationRuleText(rule.rule)})`;
  }
}

function rangeText(covariate: string, from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined) return `${covariate} from ${from} to ${to}`;
  if (from !== undefined) return `${covariate} at least ${from}`;
  return to === undefined ? `${covariate} known` : `${covariate} at most ${to}`;
}
