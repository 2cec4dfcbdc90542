import type { TwoByTwoCounts } from "trialwise/inference";
import type { FixtureAlternative } from "./fixtures.ts";

/** A case of the binomial, the sign and McNemar's test, as test/reference/inference/binomial.R writes it. */
export interface BinomialCase {
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly events: number;
  readonly n: number;
  readonly probability: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
  readonly differences: readonly number[];
  readonly positive: number;
  readonly median: number;
  readonly signP: number;
  readonly medianLower: number | null;
  readonly medianUpper: number | null;
  readonly table: TwoByTwoCounts;
  readonly exact: number;
  readonly midP: number;
  readonly oddsLower: number;
  readonly oddsUpper: number | null;
  readonly chiSquare: number;
  readonly chiSquareP: number;
  readonly corrected: number;
  readonly correctedP: number;
}
