import { readFileSync } from "node:fs";
import type { ResponderPolicies } from "trialwise/response";
import type { NaivePart, NaiveRule } from "../naive/response.ts";
import { months, type ScoredParticipant } from "./scoreTrial.ts";

/** A simulated trial classified by R, as test/reference/response/responders.R writes it. */
interface WrittenCase {
  readonly better: "higher" | "lower";
  /** One letter for each participant. */
  readonly arm: string;
  /** At V1, V5, V7, V9 and V10. */
  readonly scores: readonly (readonly (number | null)[])[];
  /** Participant and month. */
  readonly death: readonly (readonly [number, number])[];
  readonly policies: Required<ResponderPolicies>;
  readonly shape: "single" | "not" | "any" | "all" | "nested";
  readonly rules: readonly (Omit<NaivePart, "weeks"> & { readonly confirmed: boolean })[];
  /** 1, 0, or - where it cannot be told. */
  readonly responds: string;
  /** Responders and those who can be told, by arm. */
  readonly counts: readonly (readonly [number, number])[];
  readonly level: number;
  readonly compared: {
    readonly riskDifference: Estimated;
    readonly asked: "auto" | "pearson" | "fisher";
    readonly test: "pearson" | "fisher";
    readonly pValue: number;
    readonly oddsRatio: Estimated;
    readonly riskRatio: Estimated;
  } | null;
}

/** Estimate and limits. */
export type Estimated = readonly [number | null, number | null, number | null];

export interface ResponderCase extends Omit<WrittenCase, "rules" | "responds"> {
  readonly participants: readonly ScoredParticipant[];
  readonly rules: readonly NaivePart[];
  readonly responds: readonly (boolean | null)[];
}

const written: readonly WrittenCase[] = JSON.parse(readFileSync(new URL("../reference/response/responders.json", import.meta.url), "utf8")).cases;

export const responderCases: readonly ResponderCase[] = written.map(({ rules, responds, ...each }) => ({
  ...each,
  participants: each.scores.map((row, index) => ({
    arm: each.arm[index] as "a" | "b",
    scores: Object.fromEntries(Object.keys(months).map((visit, place) => [visit, row[place]!])) as ScoredParticipant["scores"],
    deathMonth: each.death.find(([participant]) => participant === index + 1)?.[1] ?? null,
  })),
  rules: rules.map(({ confirmed, ...part }) => ({ ...part, ...(confirmed && { weeks: 8 }) })),
  responds: [...responds].map((letter) => (letter === "-" ? null : letter === "1")),
}));

/** The rule that R put together from its three parts. */
export function shapedRule({ shape, rules }: ResponderCase): NaiveRule {
  const [first, second, third] = rules.map((part): NaiveRule => ({ part }));
  if (shape === "single") return first!;
  if (shape === "not") return { not: first! };
  if (shape === "any") return { any: [first!, second!] };
  if (shape === "all") return { all: [first!, second!, third!] };
  return { not: { all: [first!, { not: { any: [second!, third!] } }] } };
}
