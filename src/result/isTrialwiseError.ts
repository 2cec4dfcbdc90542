import type { TrialwiseError } from "./TrialwiseError.ts";

/**
 * Whether a caught value is a {@link TrialwiseError}.
 *
 * Use it instead of `instanceof`, which fails when two copies of the library are loaded (an ESM and a CommonJS build,
 * or two bundles): this looks at the name and the code, which every copy shares.
 *
 * @example
 * ```ts
 * import { isTrialwiseError, studentTTest } from "trialwise";
 *
 * try {
 *   studentTTest({ treatment: [1], control: [2] });
 * } catch (error) {
 *   isTrialwiseError(error) && error.code; // => "too-few-values"
 * }
 * ```
 */
export function isTrialwiseError(error: unknown): error is TrialwiseError {
  return error instanceof Error && error.name === "TrialwiseError" && "code" in error && typeof error.code === "string";
}
