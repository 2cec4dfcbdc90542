import { checkQuantileType, type QuantileType } from "../inference/quantile.ts";
import { checkKnownKeys } from "../result/checkKeys.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** What every calculator on change takes besides its endpoint. */
export interface ChangeAnalysisOptions<Keys extends TrialKeys = TrialKeys> {
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** How quartiles are taken: 7 as in R (default), 2 as in SAS, or another of the nine of `quantiles`. */
  readonly quantileType?: QuantileType;
}

/** Options checked, and with defaults applied; without `population` where everyone is analysed. */
export function resolveAnalysisOptions<Keys extends TrialKeys>(
  caller: string,
  options: ChangeAnalysisOptions<Keys>,
): { readonly population?: Keys["population"]; readonly quantileType: QuantileType } {
  checkKnownKeys(caller, "options", options, ["population", "quantileType"]);
  const { population, quantileType = 7 } = options;
  checkQuantileType(caller, quantileType);
  return { ...(population !== undefined && { population }), quantileType };
}
