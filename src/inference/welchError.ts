import { hypot } from "../numeric/elementary/hypot.ts";
import type { GroupSummary } from "./groupMoments.ts";

/** The standard error of a difference of two means with variances of their own, and Satterthwaite's degrees of freedom. */
export function welchError(first: GroupSummary, second: GroupSummary): { readonly standardError: number; readonly degreesOfFreedom: number } {
  const [firstError, secondError] = [first.standardDeviation / Math.sqrt(first.n), second.standardDeviation / Math.sqrt(second.n)];
  const standardError = hypot(firstError, secondError);
  // Shares of the variance, since the variances themselves may be too small to square.
  const firstShare = (firstError / standardError) ** 2;
  const secondShare = (secondError / standardError) ** 2;
  return { standardError, degreesOfFreedom: 1 / (firstShare ** 2 / (first.n - 1) + secondShare ** 2 / (second.n - 1)) };
}
