import { isTrialwiseError } from "../result/isTrialwiseError.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { FailedStructure } from "./MmrmFit.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";

/** The first structure that can be fitted, with those that could not. Without any the last failure is thrown, or one that lists all. */
export function tryStructures<Result>(
  caller: string,
  structures: readonly VisitCovarianceStructure[],
  fit: (structure: VisitCovarianceStructure) => Result,
): { readonly structure: VisitCovarianceStructure; readonly result: Result; readonly failed: readonly FailedStructure[] } {
  const failed: FailedStructure[] = [];
  for (const covarianceStructure of structures) {
    try {
      return { structure: covarianceStructure, result: fit(covarianceStructure), failed };
    } catch (error) {
      if (!isTrialwiseError(error) || structures.length === 1) throw error;
      failed.push({ covarianceStructure, code: error.code, message: error.message });
    }
  }
  throw new TrialwiseError({
    code: failed[0]!.code,
    message: `${caller}: no covariance structure could be fitted. ${failed.map(({ message }) => message).join(". ")}`,
    required: "a covariance structure that can be fitted",
    observed: failed.map(({ covarianceStructure, code }) => `${covarianceStructure}: ${code}`).join(", "),
  });
}
