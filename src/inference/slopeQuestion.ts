import type { Alternative } from "../result/Alternative.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { checkDesignNumber, checkDifference, checkErrorRates, readAllocation, readSize } from "./designNumbers.ts";
import { designKeys } from "./resolveSlopeDesign.ts";
import type { SlopeDesign } from "./slopeDesign.ts";
import type { PerArm } from "./solvePower.ts";

interface NoSize {
  readonly nPerGroup?: never;
  readonly nTotal?: never;
  readonly n?: never;
}

type Size =
  | (Omit<NoSize, "nPerGroup"> & { readonly nPerGroup: number })
  | (Omit<NoSize, "nTotal"> & {
      /** Of both arms, split in the ratio of the option `allocation`. */
      readonly nTotal: number;
    })
  | (Omit<NoSize, "n"> & { readonly n: PerArm });

interface Difference {
  /** Mean slope (or slope change) of treatment − that of control that the trial should detect. */
  readonly difference: number;
}

interface Power {
  /** Probability of a significant difference in the right direction, between 0 and 1. */
  readonly power: number;
}

/** A planned comparison of slopes with one quantity left out: the group size, the difference or the power. */
export type PowerSlopeInput = SlopeDesign & {
  /** Of the test as declared: for a two-sided one half of it lies in each tail. Default 0.05. */
  readonly significanceLevel?: number;
} & ((NoSize & Difference & Power) | (Size & { readonly difference?: never } & Power) | (Size & Difference & { readonly power?: never }));

/** What is given besides the design, and which quantity is not: it is undefined. */
export interface SlopeQuestion {
  readonly solvedFor: "n" | "difference" | "power";
  readonly n: PerArm | undefined;
  readonly difference: number | undefined;
  readonly power: number | undefined;
  readonly significanceLevel: number;
  readonly allocation: PerArm;
}

const caller = "powerSlope";
const quantities = ["nPerGroup", "nTotal", "n", "difference", "power", "significanceLevel"];

/** Checks every number that is given, and sees which one is left out. */
export function readSlopeQuestion(input: PowerSlopeInput, alternative: Alternative, allocation: PerArm | undefined): SlopeQuestion {
  checkParts(caller, "the input", input, ["model", "times", "variances"]);
  checkChoice(caller, "model", input.model, ["two-slopes", "lead-in-hinge"]);
  checkKnownKeys(caller, "the input", input, [...designKeys[input.model], ...quantities]);
  const { difference, power, significanceLevel = 0.05 } = input;
  checkErrorRates(caller, input);
  checkDifference(caller, "difference", difference, alternative, power);
  const groups = readSize(caller, input);
  if (groups !== undefined && input.nTotal !== undefined) throw new TypeError(`${caller}: give one of nPerGroup, nTotal and n`);
  const ratio = readAllocation(caller, allocation, groups);
  const n = input.nTotal === undefined ? groups : splitTotal(input.nTotal, ratio);
  const given = { "n (or nPerGroup or nTotal)": n, difference, power };
  const leftOut = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (leftOut.length === 1) {
    return { solvedFor: n === undefined ? "n" : difference === undefined ? "difference" : "power", n, difference, power, significanceLevel, allocation: ratio };
  }
  throw new TypeError(
    `${caller}: leave out exactly one of n (or nPerGroup or nTotal), difference and power; ` +
      (leftOut.length === 0 ? "received all of them" : `left out are ${leftOut.join(", ")}`),
  );
}

function splitTotal(nTotal: number, { treatment, control }: PerArm): PerArm {
  const share = treatment / (treatment + control);
  const n = { treatment: nTotal * share, control: nTotal * (1 - share) };
  checkDesignNumber(caller, "nTotal", nTotal, Math.min(n.treatment, n.control) >= 2, "at least 2 in each group");
  return n;
}
