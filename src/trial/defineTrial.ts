import { readTrial } from "./readTrial.ts";
import type { Trial, TrialDefinition } from "./Trial.ts";

/**
 * Defines a trial in source code and keeps its keys as types.
 *
 * The arms, visits, measures, biomarkers, covariates, endpoints and populations that are declared here are the only
 * ones that calculators accept and the keys by which results are read: a misspelt visit does not compile. What the
 * compiler cannot see (a range that runs backwards, two baselines) is checked when it runs, all problems at once.
 *
 * One visit is marked `baseline: true` and stands at 0; the others are counted from it, in months, weeks or days as the
 * protocol says. Families without entries are left out.
 *
 * @throws TrialwiseError `invalid-definition`, with all problems in `issues`.
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, keysOf } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "NCT01363401",
 *   arms: {
 *     msc: { label: "BM-MSC + riluzole", role: "experimental" },
 *     control: { label: "Riluzole", role: "control" },
 *   },
 *   visits: {
 *     V1: { at: { months: -3 } },
 *     V5: { at: { months: 0 }, baseline: true },
 *     V9: { at: { months: 4 } },
 *   },
 *   measures: { alsfrsR },
 *   endpoints: {
 *     slope4: {
 *       kind: "slope-change", measure: "alsfrsR", method: "two-visit",
 *       leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" },
 *     },
 *   },
 * });
 *
 * keysOf(trial.visits); // => ["V1", "V5", "V9"]
 * ```
 */
export function defineTrial<
  A extends string,
  T extends string = never,
  V extends string = never,
  M extends string = never,
  B extends string = never,
  C extends string = never,
  E extends string = never,
  P extends string = never,
>(
  definition: TrialDefinition<
    { arm: A; treatment: T; visit: V; measure: M; biomarker: B; covariate: C; endpoint: E; population: P },
    {
      arm: NoInfer<A>;
      treatment: NoInfer<T>;
      visit: NoInfer<V>;
      measure: NoInfer<M>;
      biomarker: NoInfer<B>;
      covariate: NoInfer<C>;
      endpoint: NoInfer<E>;
      population: NoInfer<P>;
    }
  >,
): Trial<{ arm: A; treatment: T; visit: V; measure: M; biomarker: B; covariate: C; endpoint: E; population: P }>;
export function defineTrial(definition: TrialDefinition): Trial {
  return readTrial(definition);
}
