import { type QuantileType, quantileTypes } from "../inference/quantile.ts";
import { show } from "../result/show.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** What every calculator on change takes besides its endpoint. */
export interface ChangeAnalysisOptions<Keys extends TrialKeys = TrialKeys> {
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** How quartiles are taken: 7 as in R (default), 2 as in SAS. */
  readonly quantileType?: QuantileType;
}

/** Options after defaults were applied, without `population` where everyone is analysed. */
export function resolveAnalysisOptions<Keys extends TrialKeys>(
  caller: string,
  { population, quantileType = 7 }: ChangeAnalysisOptions<Keys>,
): { readonly population?: Keys["population"]; readonly quantileType: QuantileType } {
  if (!quantileTypes.includes(quantileType)) throw new RangeError(`${caller}: quantileType must be 7 or 2; received ${show(quantileType)}`);
  return { ...(population !== undefined && { population }), quantileType };
}
