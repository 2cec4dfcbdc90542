import type { CompareArmsResult, CompareProportionsResult, CompareRespondersResult } from "trialwise";

/** Numbers of one analysis of a simulated trial, by name. What cannot be estimated is `null`. */
export interface Analysis {
  readonly id: string;
  readonly title: string;
  readonly figures: Figures;
}

export type Figures = Readonly<Record<string, number | null>>;

/** What a simulated trial says of itself. */
export interface Provenance {
  /** A line about what the numbers are, for every page that shows some. */
  readonly label: string;
  readonly seed: number;
  readonly participants: number;
}

/** Figures of several parts under one heading each: `V9.estimate`. */
export function under(parts: Readonly<Record<string, Figures>>): Figures {
  return Object.fromEntries(Object.entries(parts).flatMap(([part, figures]) => Object.entries(figures).map(([name, value]) => [`${part}.${name}`, value])));
}

export function each<Key extends string>(keys: readonly Key[], figuresOf: (key: Key) => Figures): Figures {
  return under(Object.fromEntries(keys.map((key) => [key, figuresOf(key)])));
}

export function comparison({ estimate, standardError, degreesOfFreedom, pValue, interval, groups }: CompareArmsResult): Figures {
  const { treatment, control } = groups;
  const arm = ({ n, mean, standardDeviation }: typeof treatment) => ({ n, mean, standardDeviation });
  return { ...under({ [treatment.arm]: arm(treatment), [control.arm]: arm(control) }), estimate, standardError, degreesOfFreedom, lower: interval.lower, upper: interval.upper, pValue };
}

/** `arms` are the names of treatment and control. */
export function proportions({ riskDifference, riskRatio, oddsRatio, pValue, counts }: Pick<CompareProportionsResult | CompareRespondersResult, "riskDifference" | "riskRatio" | "oddsRatio" | "pValue" | "counts">, arms: readonly string[]): Figures {
  const [treatment = "treatment", control = "control"] = arms;
  const count = ({ events, n }: typeof counts.treatment) => ({ events, n });
  return {
    ...under({ [treatment]: count(counts.treatment), [control]: count(counts.control) }),
    riskDifference: riskDifference.estimate,
    lower: riskDifference.interval.lower,
    upper: riskDifference.interval.upper,
    riskRatio: riskRatio.estimate,
    oddsRatio: oddsRatio.estimate,
    pValue,
  };
}
