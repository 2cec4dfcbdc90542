import { integrate, normalUpperTail } from "./inference.ts";

interface Design {
  readonly leadIn: readonly number[];
  readonly followUp: readonly number[];
  readonly mean: number;
  readonly between: number;
  readonly within: number;
  readonly percent: number;
}

/**
 * The rate for two-visit slopes, by conditioning on what the follow-up slope does not share with the lead-in slope: for each value of that
 * part the lead-in slopes of responders are an interval.
 */
export function naiveNullRate({ leadIn, followUp, mean, between, within, percent }: Design): number {
  const [before, after] = [leadIn.at(-1)! - leadIn[0]!, followUp.at(-1)! - followUp[0]!];
  const shared = leadIn.at(-1) === followUp[0];
  const leadInVariance = between ** 2 + (2 * within ** 2) / before ** 2;
  const followUpVariance = between ** 2 + (2 * within ** 2) / after ** 2;
  const covariance = between ** 2 - (shared ? within ** 2 / (before * after) : 0);
  const leadInDeviation = Math.sqrt(leadInVariance);
  const followed = covariance / leadInDeviation;
  const own = Math.sqrt(followUpVariance - followed ** 2);
  const kept = 1 - percent / 100;
  // L = mean + leadInDeviation·x and F = mean + followed·x + own·y; F ≥ kept·L is slope·x ≥ bound.
  const slope = followed - kept * leadInDeviation;
  const interval = (y: number): readonly [number, number] => {
    const bound = (kept * mean - mean - own * y) / slope;
    const edge = -mean / leadInDeviation;
    return slope > 0 ? [bound, edge] : [-Infinity, Math.min(bound, edge)];
  };
  const below = (x: number) => (x === -Infinity ? 0 : x > 12 ? 1 : x < -12 ? 0 : 1 - normalUpperTail(x));
  const density = (y: number) => Math.exp((-y * y) / 2) / Math.sqrt(2 * Math.PI);
  const given = (y: number) => {
    const [from, to] = interval(y);
    return density(y) * Math.max(0, below(to) - below(from));
  };
  // Where the interval changes its shape the integrand has a corner.
  const corner = (kept * mean - mean + (slope * mean) / leadInDeviation) / own;
  const cuts = [-10, Math.min(10, Math.max(-10, corner)), 10];
  return integrate(given, cuts[0]!, cuts[1]!) + integrate(given, cuts[1]!, cuts[2]!);
}
