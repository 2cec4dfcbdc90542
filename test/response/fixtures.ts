import { readFileSync } from "node:fs";
import type { ResponderPolicies } from "trialwise/response";
import type { NaivePart, NaiveRule } from "../naive/response.ts";
import type { ScoredParticipant } from "./scoreTrial.ts";

/** A simulated trial classified by R, as test/reference/response/responders.R writes it. */
export interface ResponderCase {
  readonly better: "higher" | "lower";
  readonly arm: readonly (1 | 2)[];
  readonly scores: readonly ScoredParticipant["scores"][];
  readonly death: readonly (number | null)[];
  readonly policies: Required<ResponderPolicies>;
  readonly shape: "single" | "not" | "any" | "all" | "nested";
  readonly rules: readonly [NaivePart, NaivePart, NaivePart];
  readonly responds: readonly (boolean | null)[];
  readonly counts: readonly [{ readonly responders: number; readonly n: number }, { readonly responders: number; readonly n: number }];
  readonly compared: {
    readonly riskDifference: number;
    readonly lower: number;
    readonly upper: number;
    readonly test: "pearson" | "fisher";
    readonly pValue: number;
    readonly oddsRatio: number | null;
  } | null;
}

export const responderCases: readonly ResponderCase[] = JSON.parse(
  readFileSync(new URL("../reference/response/responders.json", import.meta.url), "utf8"),
).cases;

export function participantsOf({ arm, scores, death }: ResponderCase): readonly ScoredParticipant[] {
  return scores.map((row, index) => ({ arm: arm[index] === 1 ? "a" : "b", scores: row, deathMonth: death[index]! }));
}

/** The rule that R put together from its three parts. */
export function shapedRule({ shape, rules }: ResponderCase): NaiveRule {
  const [first, second, third] = rules.map((part): NaiveRule => ({ part }));
  if (shape === "single") return first!;
  if (shape === "not") return { not: first! };
  if (shape === "any") return { any: [first!, second!] };
  if (shape === "all") return { all: [first!, second!, third!] };
  return { not: { all: [first!, { not: { any: [second!, third!] } }] } };
}
