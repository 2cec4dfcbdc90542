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
export function readSize(caller: string, { nPerGroup, n }: { readonly nPerGroup?: number; readonly n?: PerArm }, smallest: number): PerArm | undefined {
  if (nPerGroup !== undefined && n !== undefined) throw new TypeError(`${caller}: give nPerGroup or n, not both`);
  const isEnough = (value: number) => value >= smallest;
  checkGiven(caller, "nPerGroup", nPerGroup, isEnough, `at least ${smallest}`);
  if (n === undefined) return nPerGroup === undefined ? undefined : { treatment: nPerGroup, control: nPerGroup };
  checkParts(caller, "n", n, ["treatment", "control"]);
  checkGiven(caller, "n.treatment", n.treatment, isEnough, `at least ${smallest}`);
  checkGiven(caller, "n.control", n.control, isEnough, `at least ${smallest}`);
  return { treatment: n.treatment, control: n.control };
}

/** The ratio of group sizes that are left out; of given ones it follows. */
export function readAllocation(caller: string, allocation: PerArm | undefined, n: PerArm | undefined): PerArm {
  if (n !== undefined) {
    if (allocation === undefined) return { treatment: n.treatment / n.control, control: 1 };
    throw new TypeError(`${caller}: allocation is for group sizes that are left out; here they are given`);
  }
  if (allocation === undefined) return { treatment: 1, control: 1 };
  checkParts(caller, "allocation", allocation, ["treatment", "control"]);
  checkDesignNumber(caller, "allocation.treatment", allocation.treatment, allocation.treatment > 0, "above 0");
  checkDesignNumber(caller, "allocation.control", allocation.control, allocation.control > 0, "above 0");
  return { treatment: allocation.treatment, control: allocation.control };
}

export function checkErrorRates(caller: string, { power, significanceLevel }: Partial<ErrorRates>): void {
  checkGiven(caller, "power", power, isProbability, "between 0 and 1");
  checkGiven(caller, "significanceLevel", significanceLevel, isProbability, "between 0 and 1");
}

/** A difference that a power is asked for lies in the direction of the alternative. */
export function checkDifference(caller: string, name: string, difference: number | undefined, alternative: Alternative, power: number | undefined): void {
  if (power === undefined) checkGiven(caller, name, difference, () => true, "finite");
  else if (alternative === "greater") checkGiven(caller, name, difference, (value) => value > 0, 'above 0 for alternative "greater"');
  else if (alternative === "less") checkGiven(caller, name, difference, (value) => value < 0, 'below 0 for alternative "less"');
  else checkGiven(caller, name, difference, (value) => value !== 0, "other than 0");
}

export function checkDropout(caller: string, dropout: number): void {
  checkDesignNumber(caller, "dropout", dropout, dropout >= 0 && dropout < 1, "at least 0 and below 1");
}

/** Refuses none or several quantities left out; a significance level left out beside another is 0.05. */
export function checkOneLeftOut(caller: string, quantities: { readonly [name: string]: unknown }, significanceLevel: number | undefined): void {
  const names = Object.keys(quantities);
  const leftOut = names.filter((name) => quantities[name] === undefined);
  if (leftOut.length === 1 || (leftOut.length === 0 && significanceLevel === undefined)) return;
  throw new TypeError(
    `${caller}: leave out exactly one of ${names.join(", ")} and significanceLevel; ` +
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

function isProbability(value: number): boolean {
  return value > 0 && value < 1;
}
