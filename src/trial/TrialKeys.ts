/**
 * The keys that a trial declares. A trial, its data and every result are typed by these unions and by nothing else of
 * the definition, so that hovering shows the trial's own words and a misspelt key does not compile.
 */
export interface TrialKeys {
  readonly arm: string;
  readonly treatment: string;
  readonly visit: string;
  readonly measure: string;
  readonly biomarker: string;
  readonly covariate: string;
  readonly endpoint: string;
  readonly population: string;
}
