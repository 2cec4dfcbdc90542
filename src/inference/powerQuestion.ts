import type { Alternative } from "../result/Alternative.ts";
import { checkKnownKeys } from "../result/checkKeys.ts";
import type { ErrorRates, NoSize, Size, Without } from "./designNumbers.ts";
import { checkDifference, checkErrorRates, checkGiven, quantityLeftOut, readSize } from "./designNumbers.ts";
import type { WithOneLeftOut } from "./solveDesign.ts";
import type { PowerDesign } from "./solvePower.ts";

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

/** Checks every number that is given, and sees which one is left out. */
export function readQuestion(caller: string, input: PowerTTestInput, alternative: Alternative): WithOneLeftOut<PowerDesign> & { readonly solvedFor: keyof PowerDesign } {
  checkKnownKeys(caller, "the input", input, ["nPerGroup", "n", "difference", "standardDeviation", "power", "significanceLevel"]);
  const nPerGroup = readSize(caller, input);
  const { difference, standardDeviation, power } = input;
  checkGiven(caller, "standardDeviation", standardDeviation, (value) => value > 0, "above 0");
  checkErrorRates(caller, input);
  checkDifference(caller, "difference", difference, alternative, power);
  const leftOut = quantityLeftOut(caller, { nPerGroup, difference, standardDeviation, power }, input.significanceLevel);
  const significanceLevel = leftOut === "significanceLevel" ? undefined : (input.significanceLevel ?? 0.05);
  return { n: nPerGroup, difference, standardDeviation, power, significanceLevel, solvedFor: leftOut === "nPerGroup" ? "n" : leftOut };
}
