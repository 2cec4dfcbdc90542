import type { Alternative } from "../result/Alternative.ts";
import { checkKnownKeys } from "../result/checkKeys.ts";
import type { ErrorRates, NoSize, Size, Without } from "./designNumbers.ts";
import { checkDifference, checkErrorRates, checkGiven, checkOneLeftOut, readSize } from "./designNumbers.ts";
import type { PowerQuestion } from "./solvePower.ts";

interface Effect {
  /** Mean of treatment − mean of control that the trial should detect. */
  readonly difference: number;
  /** Of the values within each group. */
  readonly standardDeviation: number;
}

/** The design with one quantity left out: the group size, the difference, the standard deviation, the power or the significance level. */
export type PowerTTestInput =
  | (NoSize & Effect & ErrorRates)
  | (Size & Without<Effect, "difference"> & ErrorRates)
  | (Size & Without<Effect, "standardDeviation"> & ErrorRates)
  | (Size & Effect & Without<ErrorRates, "power">)
  | (Size & Effect & Without<ErrorRates, "significanceLevel">);

/** Checks every number that is given, and sees which one is left out; a significance level left out beside another is 0.05. */
export function readQuestion(caller: string, input: PowerTTestInput, alternative: Alternative): PowerQuestion {
  checkKnownKeys(caller, "the input", input, ["nPerGroup", "n", "difference", "standardDeviation", "power", "significanceLevel"]);
  const n = readSize(caller, input, 2);
  const { difference, standardDeviation, power } = input;
  checkGiven(caller, "standardDeviation", standardDeviation, (value) => value > 0, "above 0");
  checkErrorRates(caller, input);
  checkDifference(caller, "difference", difference, alternative, power);
  checkOneLeftOut(caller, { nPerGroup: n, difference, standardDeviation, power }, input.significanceLevel);
  const { significanceLevel = 0.05 } = input;
  if (input.nPerGroup === undefined && input.n === undefined) return { ...input, solvedFor: "n", significanceLevel };
  const size = input.n ?? { treatment: input.nPerGroup, control: input.nPerGroup };
  if (input.difference === undefined) return { ...input, solvedFor: "difference", n: size, significanceLevel };
  if (input.standardDeviation === undefined) return { ...input, solvedFor: "standardDeviation", n: size, significanceLevel };
  if (input.power === undefined) return { ...input, solvedFor: "power", n: size, significanceLevel };
  return { ...input, solvedFor: "significanceLevel", n: size };
}
