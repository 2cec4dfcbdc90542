import { checkChoice } from "../result/checkOption.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { type CensoredValue, partOf } from "./CensoredValue.ts";

/**
 * What stands for a value below a limit of quantification: `half` of the limit, the `limit` itself, or the limit / √2. A value above
 * a limit stands at the limit.
 */
export type SubstitutionRule = "half" | "limit" | "limit/√2";

/** `tobit`: nothing stands for it; a censored normal distribution of the logarithms is fitted by maximum likelihood. */
export type LimitRule = SubstitutionRule | "tobit";

export const substitutionRules: readonly SubstitutionRule[] = ["half", "limit", "limit/√2"];

const factors = { half: 0.5, limit: 1, "limit/√2": Math.SQRT1_2 } as const;

export function checkLimitRule<Rule extends LimitRule>(caller: string, rule: Rule | undefined, rules: readonly Rule[]): void {
  if (rule !== undefined) checkChoice(caller, "limits", rule, rules);
}

/** The number that stands for a value. A value beyond a limit has none unless a rule was given. */
export function substitute(value: CensoredValue, rule: SubstitutionRule | undefined): number | null {
  const { kind, limit } = partOf(value);
  if (kind === "value") return limit;
  if (rule === undefined) return null;
  return kind === "below" ? limit * factors[rule] : limit;
}

/** Thrown where values lie beyond the limits of quantification and nothing was said about them. */
export function beyondLimits(caller: string, biomarker: string, rules: readonly LimitRule[], participant: string): TrialwiseError {
  const choices = rules.map((rule) => `"${rule}"`).join(", ");
  return new TrialwiseError({
    code: "beyond-limits",
    message: `${caller}: values of ${biomarker} lie beyond the limits of quantification; say by limits what becomes of them: one of ${choices}`,
    required: `limits, one of ${choices}`,
    observed: `a value beyond a limit in participant ${JSON.stringify(participant)}`,
  });
}
