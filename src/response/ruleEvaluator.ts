import { checkKnownKeys, checkObject } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { EndpointReference } from "../trial/Endpoint.ts";
import type { ResponderRule } from "../trial/ResponderRule.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { leafEvaluator, type PartOptions } from "./leafEvaluator.ts";
import type { RuleContext } from "./leafView.ts";
import type { RuleEvidence } from "./ResponderResult.ts";
import { anyVerdict, everyVerdict, negate, type ResponseVerdict } from "./ResponseVerdict.ts";

/** Judges a participant by a rule, and adds what each of its parts found to the evidence. */
export type RuleEvaluator<Keys extends TrialKeys> = (participant: string, evidence: RuleEvidence<Keys>[]) => ResponseVerdict<Keys>;

type Rule<Keys extends TrialKeys> = ResponderRule<EndpointReference<Keys>>;

/** The fields of each kind of rule. One written in place did not go through the trial's schema; a misspelt one must not be ignored. */
const fieldsOf: { readonly [Kind in ResponderRule["kind"]]: readonly string[] } = {
  "percent-improvement": ["of", "atLeast", "moreThan"],
  "absolute-improvement": ["of", "atLeast", "moreThan"],
  "no-worsening": ["of"],
  "starting-within": ["of", "from", "to"],
  "any-of": ["rules"],
  "all-of": ["rules"],
  not: ["rule"],
  confirmed: ["rule", "weeks"],
};

/** Deeper than any rule that a person writes; a rule that contains itself would have no end. */
const deepest = 50;

/**
 * A rule, ready to judge by. A confirmation is passed down to the endpoints, so that one component is confirmed by itself, and
 * so is a `not` inside it (De Morgan): what is confirmed is then that each does not hold.
 */
export function ruleEvaluator<Keys extends TrialKeys>(
  context: RuleContext<Keys>,
  rule: Rule<Keys>,
  part: PartOptions = { negated: false, weeks: null },
  depth = 0,
): RuleEvaluator<Keys> {
  const { caller } = context;
  checkObject(caller, "a rule", rule);
  if (Object.hasOwn(fieldsOf, rule.kind)) checkKnownKeys(caller, "the rule", rule, ["kind", ...fieldsOf[rule.kind]]);
  if (depth > deepest) throw new RangeError(`${caller}: a rule is more than ${deepest} rules deep, or contains itself`);
  const prepare = (inner: Rule<Keys>, options: PartOptions) => ruleEvaluator(context, inner, options, depth + 1);
  switch (rule.kind) {
    case "percent-improvement":
    case "absolute-improvement":
    case "no-worsening":
    case "starting-within": {
      const evaluate = leafEvaluator(context, rule, part);
      return (participant, evidence) => {
        const found = evaluate(participant);
        evidence.push(found);
        return found;
      };
    }
    case "any-of":
    case "all-of": {
      if (!Array.isArray(rule.rules) || rule.rules.length === 0) throw new RangeError(`${caller}: a rule of kind ${show(rule.kind)} needs at least one rule`);
      const evaluators = rule.rules.map((inner) => prepare(inner, part));
      const together = (rule.kind === "any-of") !== part.negated ? anyVerdict : everyVerdict;
      return (participant, evidence) => together(evaluators.map((evaluate) => evaluate(participant, evidence)));
    }
    case "not":
      return prepare(rule.rule, { ...part, negated: !part.negated });
    case "confirmed": {
      if (part.weeks !== null) throw new RangeError(`${caller}: a confirmed rule cannot hold another confirmed rule`);
      const evaluate = prepare(rule.rule, { negated: false, weeks: rule.weeks });
      return part.negated ? (participant, evidence) => negate(evaluate(participant, evidence)) : evaluate;
    }
    default:
      throw new RangeError(`${caller}: there is no rule of kind ${show(Reflect.get(rule, "kind"))}`);
  }
}
