import { log } from "../numeric/elementary/log.ts";
import type { Estimator } from "./Estimator.ts";

/**
 * How AIC and BIC count.
 *
 * - `r`: parameters are fixed effects, variances and covariances; the size of the sample is that of the observations (lme4).
 * - `sas`: under REML parameters are the variances and covariances alone; the size of the sample is that of the participants.
 */
export type InformationCriteria = "r" | "sas";

export const informationCriteriaChoices: readonly InformationCriteria[] = ["r", "sas"];

interface FitSize {
  readonly observations: number;
  readonly participants: number;
  readonly fixedEffects: number;
  readonly covarianceParameters: number;
}

/** −2 log-likelihood + 2k and −2 log-likelihood + k log N (Akaike 1974; Schwarz 1978). */
export function aicAndBic(logLikelihood: number, size: FitSize, estimator: Estimator, choice: InformationCriteria): { readonly aic: number; readonly bic: number } {
  const fixed = choice === "sas" && estimator === "reml" ? 0 : size.fixedEffects;
  const parameters = fixed + size.covarianceParameters;
  const sampleSize = choice === "sas" ? size.participants : size.observations;
  return { aic: -2 * logLikelihood + 2 * parameters, bic: -2 * logLikelihood + parameters * log(sampleSize) };
}
