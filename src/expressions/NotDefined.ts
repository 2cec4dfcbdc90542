/**
 * Why an expression has no value although all its inputs have one.
 *
 * - `division-by-zero`: also 0 to a negative power.
 * - `logarithm-of-non-positive`, `root-of-negative`: the latter also of a negative number to a fractional power.
 * - `too-large`: beyond the largest number that a computer holds, about 1.8e308.
 */
export type NotDefined = "division-by-zero" | "logarithm-of-non-positive" | "root-of-negative" | "too-large";

/** Why an operation's result on these numbers is not finite. */
export function notDefinedBecause(operation: string, [first = 0, second = 0]: readonly number[]): NotDefined {
  switch (operation) {
    case "divide":
      return second === 0 ? "division-by-zero" : "too-large";
    case "pow":
      if (first === 0) return "division-by-zero";
      return first < 0 && !Number.isInteger(second) ? "root-of-negative" : "too-large";
    case "sqrt":
      return "root-of-negative";
    case "log":
    case "log2":
    case "log10":
      return "logarithm-of-non-positive";
    default:
      return "too-large";
  }
}
