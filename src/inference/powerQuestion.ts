import type { Alternative } from "../result/Alternative.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkMagnitude } from "./groupMoments.ts";
import type { PerArm, PowerQuestion } from "./solvePower.ts";

interface NoSize {
  readonly nPerGroup?: never;
  readonly n?: never;
}

type Size =
  | { readonly nPerGroup: number; readonly n?: never }
  | {
      /** For groups of unequal size. */
      readonly n: PerArm;
      readonly nPerGroup?: never;
    };

interface Effect {
  /** Mean of treatment − mean of control that the trial should detect. */
  readonly difference: number;
  /** Of the values within each group. */
  readonly standardDeviation: number;
}

interface Errors {
  /** Probability of a significant difference in the right direction, between 0 and 1. */
  readonly power: number;
  /** Of the test as declared: for a two-sided one half of it lies in each tail. Default 0.05. */
  readonly significanceLevel?: number;
}

type Without<Part, Key extends keyof Part> = Omit<Part, Key> & { readonly [key in Key]?: never };

/** The design with one quantity left out: the group size, the difference, the standard deviation, the power or the significance level. */
export type PowerTTestInput =
  | (NoSize & Effect & Errors)
  | (Size & Without<Effect, "difference"> & Errors)
  | (Size & Without<Effect, "standardDeviation"> & Errors)
  | (Size & Effect & Without<Errors, "power">)
  | (Size & Effect & Without<Errors, "significanceLevel">);

/** Checks every number that is given, and sees which one is left out. */
export function readQuestion(input: PowerTTestInput, alternative: Alternative): PowerQuestion {
  checkKnownKeys("powerTTest", "the input", input, ["nPerGroup", "n", "difference", "standardDeviation", "power", "significanceLevel"]);
  const { nPerGroup, n, difference, standardDeviation, power, significanceLevel } = input;
  if (nPerGroup !== undefined && n !== undefined) throw new TypeError("powerTTest: give nPerGroup or n, not both");
  checkGiven("nPerGroup", nPerGroup, (value) => value >= 2, "at least 2");
  if (n !== undefined) {
    checkParts("powerTTest", "n", n, ["treatment", "control"]);
    checkGiven("n.treatment", n.treatment, (value) => value >= 2, "at least 2");
    checkGiven("n.control", n.control, (value) => value >= 2, "at least 2");
  }
  checkGiven("standardDeviation", standardDeviation, (value) => value > 0, "above 0");
  checkGiven("power", power, (value) => value > 0 && value < 1, "between 0 and 1");
  checkGiven("significanceLevel", significanceLevel, (value) => value > 0 && value < 1, "between 0 and 1");
  if (power === undefined) checkGiven("difference", difference, () => true, "finite");
  else if (alternative === "greater") checkGiven("difference", difference, (value) => value > 0, 'above 0 for alternative "greater"');
  else if (alternative === "less") checkGiven("difference", difference, (value) => value < 0, 'below 0 for alternative "less"');
  else checkGiven("difference", difference, (value) => value !== 0, "other than 0");
  return questionOf(input);
}

/** Which quantity is left out; a significance level that is left out beside another is 0.05. */
function questionOf(input: PowerTTestInput): PowerQuestion {
  const leftOut = (["difference", "standardDeviation", "power"] as const).filter((quantity) => input[quantity] === undefined);
  const hasSize = input.nPerGroup !== undefined || input.n !== undefined;
  const count = leftOut.length + (hasSize ? 0 : 1);
  if (count > 1 || (count === 0 && input.significanceLevel !== undefined)) {
    throw new TypeError(
      "powerTTest: leave out exactly one of nPerGroup (or n), difference, standardDeviation, power and significanceLevel; " +
        (count === 0 ? "received all of them" : `left out are ${[...(hasSize ? [] : ["nPerGroup"]), ...leftOut].join(", ")}`),
    );
  }
  const { significanceLevel = 0.05 } = input;
  if (input.nPerGroup === undefined && input.n === undefined) return { ...input, solvedFor: "n", significanceLevel };
  const n = input.nPerGroup === undefined ? input.n : { treatment: input.nPerGroup, control: input.nPerGroup };
  if (input.difference === undefined) return { ...input, solvedFor: "difference", n, significanceLevel };
  if (input.standardDeviation === undefined) return { ...input, solvedFor: "standardDeviation", n, significanceLevel };
  if (input.power === undefined) return { ...input, solvedFor: "power", n, significanceLevel };
  return { ...input, solvedFor: "significanceLevel", n };
}

export function readAllocation(allocation: PerArm | undefined, question: PowerQuestion): PerArm {
  if (question.solvedFor !== "n") {
    if (allocation === undefined) return { treatment: question.n.treatment / question.n.control, control: 1 };
    throw new TypeError("powerTTest: allocation is for group sizes that are left out; here they are given");
  }
  if (allocation === undefined) return { treatment: 1, control: 1 };
  checkParts("powerTTest", "allocation", allocation, ["treatment", "control"]);
  checkDesignNumber("allocation.treatment", allocation.treatment, allocation.treatment > 0, "above 0");
  checkDesignNumber("allocation.control", allocation.control, allocation.control > 0, "above 0");
  return { treatment: allocation.treatment, control: allocation.control };
}

function checkGiven(name: string, value: number | undefined, isAllowed: (value: number) => boolean, rule: string): void {
  if (value !== undefined) checkDesignNumber(name, value, isAllowed(value), rule);
}

export function checkDesignNumber(name: string, value: number, isAllowed: boolean, rule: string): void {
  checkMagnitude("powerTTest", name, value);
  if (!isAllowed) throw new RangeError(`powerTTest: ${name} must be ${rule}; received ${show(value)}`);
}
