import type { Alternative } from "../result/Alternative.ts";
import { checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkMagnitude } from "./groupMoments.ts";
import type { PerArm } from "./solvePower.ts";

/** The probabilities of error that a design goes by. */
export interface ErrorRates {
  /** Probability of a significant difference in the right direction, between 0 and 1. */
  readonly power: number;
  /** Of the test as declared: for a two-sided one half of it lies in each tail. Default 0.05. */
  readonly significanceLevel?: number;
}

/** A part of a design whose quantity is the one left out. */
export type Without<Part, Key extends keyof Part> = Omit<Part, Key> & { readonly [key in Key]?: never };

/** Participants in two groups, left out. */
export interface NoSize {
  readonly nPerGroup?: never;
  readonly n?: never;
}

/** Participants in two groups. */
export type Size =
  | { readonly nPerGroup: number; readonly n?: never }
  | {
      /** For groups of unequal size. */
      readonly n: PerArm;
      readonly nPerGroup?: never;
    };

/** Checks the sizes of two groups, as far as they are given, and returns them. */
export function readSize(caller: string, { nPerGroup, n }: { readonly nPerGroup?: number; readonly n?: PerArm }): PerArm | undefined {
  if (nPerGroup !== undefined && n !== undefined) throw new TypeError(`${caller}: give nPerGroup or n, not both`);
  const isEnough = (value: number) => value >= 2;
  checkGiven(caller, "nPerGroup", nPerGroup, isEnough, "at least 2");
  if (n !== undefined) return readPerArm(caller, "n", n, isEnough, "at least 2");
  return nPerGroup === undefined ? undefined : { treatment: nPerGroup, control: nPerGroup };
}

/** The ratio of group sizes that are left out; of given ones it follows. */
export function readAllocation(caller: string, allocation: PerArm | undefined, n: PerArm | undefined): PerArm {
  if (n !== undefined) {
    if (allocation === undefined) return { treatment: n.treatment / n.control, control: 1 };
    throw new TypeError(`${caller}: allocation is for group sizes that are left out; here they are given`);
  }
  return allocation === undefined ? { treatment: 1, control: 1 } : readPerArm(caller, "allocation", allocation, (share) => share > 0, "above 0");
}

function readPerArm(caller: string, name: string, perArm: PerArm, isAllowed: (value: number) => boolean, rule: string): PerArm {
  checkParts(caller, name, perArm, ["treatment", "control"]);
  for (const arm of ["treatment", "control"] as const) checkDesignNumber(caller, `${name}.${arm}`, perArm[arm], isAllowed(perArm[arm]), rule);
  return { treatment: perArm.treatment, control: perArm.control };
}

export function checkErrorRates(caller: string, rates: Partial<ErrorRates>): void {
  for (const name of ["power", "significanceLevel"] as const) checkGiven(caller, name, rates[name], (value) => value > 0 && value < 1, "between 0 and 1");
}

/** A difference that a power is asked for lies in the direction of the alternative. */
export function checkDifference(caller: string, name: string, difference: number | undefined, alternative: Alternative, power: number | undefined): void {
  const isInDirection = (value: number) => (alternative === "greater" ? value > 0 : alternative === "less" ? value < 0 : value !== 0);
  const rule = alternative === "two-sided" ? "other than 0" : `${alternative === "greater" ? "above" : "below"} 0 for alternative "${alternative}"`;
  checkGiven(caller, name, difference, (value) => power === undefined || isInDirection(value), rule);
}

export function checkDropout(caller: string, dropout: number): void {
  checkDesignNumber(caller, "dropout", dropout, dropout >= 0 && dropout < 1, "at least 0 and below 1");
}

/** The quantity left out, of which there must be one; a significance level left out beside another is 0.05. */
export function quantityLeftOut<Quantities extends object>(
  caller: string,
  quantities: Quantities,
  significanceLevel: number | undefined,
): Extract<keyof Quantities, string> | "significanceLevel" {
  const leftOut: Extract<keyof Quantities, string>[] = [];
  for (const name in quantities) if (quantities[name] === undefined) leftOut.push(name);
  if (leftOut.length === 1) return leftOut[0]!;
  if (leftOut.length === 0 && significanceLevel === undefined) return "significanceLevel";
  throw new TypeError(
    `${caller}: leave out exactly one of ${Object.keys(quantities).join(", ")} and significanceLevel; ` +
      (leftOut.length === 0 ? "received all of them" : `left out are ${leftOut.join(", ")}`),
  );
}

export function checkGiven(caller: string, name: string, value: number | undefined, isAllowed: (value: number) => boolean, rule: string): void {
  if (value !== undefined) checkDesignNumber(caller, name, value, isAllowed(value), rule);
}

export function checkDesignNumber(caller: string, name: string, value: number, isAllowed: boolean, rule: string): void {
  checkMagnitude(caller, name, value);
  if (!isAllowed) throw new RangeError(`${caller}: ${name} must be ${rule}; received ${show(value)}`);
}
