import { bisect, normalCritical, normalUpperTail } from "./inference.ts";

interface Count {
  readonly events: number;
  readonly n: number;
}

interface Stratum {
  readonly treatment: Count;
  readonly control: Count;
}

/** A common difference by Mantel and Haenszel's weights, from the likelihood on ever finer grids. */
export function naiveStratifiedDifference(strata: readonly Stratum[], level: number) {
  const weights = strata.map(({ treatment, control }) => 1 / (1 / treatment.n + 1 / control.n));
  const whole = weights.reduce((a, b) => a + b, 0);
  const estimate = strata.reduce((total, { treatment, control }, k) => total + weights[k]! * (treatment.events / treatment.n - control.events / control.n), 0) / whole;
  const varianceAt = (delta: number) => strata.reduce((total, stratum, k) => total + weights[k]! ** 2 * varianceOf(stratum, delta), 0) / whole ** 2;
  const score = (delta: number) => Math.abs(estimate - delta) / Math.sqrt(Math.max(varianceAt(delta), 1e-300));
  const z = normalCritical((1 - level) / 2);
  return {
    estimate,
    lower: bisect((delta) => z - score(delta), -1, estimate),
    upper: bisect((delta) => score(delta) - z, estimate, 1),
    pValue: 2 * normalUpperTail(score(0)),
  };
}

function varianceOf({ treatment, control }: Stratum, delta: number): number {
  const term = (count: number, p: number) => (count === 0 ? 0 : count * Math.log(p));
  const likelihood = (p: number) =>
    term(treatment.events, p + delta) + term(treatment.n - treatment.events, 1 - p - delta) + term(control.events, p) + term(control.n - control.events, 1 - p);
  let [low, high] = [Math.max(0, -delta), Math.min(1, 1 - delta)];
  for (let round = 0; round < 24; round++) {
    const points = Array.from({ length: 9 }, (_, k) => low + ((high - low) * k) / 8);
    const best = points.reduce((top, point, k) => (likelihood(point) > likelihood(points[top]!) || Number.isNaN(likelihood(points[top]!)) ? k : top), 0);
    [low, high] = [points[Math.max(0, best - 1)]!, points[Math.min(8, best + 1)]!];
  }
  const p = (low + high) / 2;
  const n = treatment.n + control.n;
  return (((p + delta) * (1 - p - delta)) / treatment.n + (p * (1 - p)) / control.n) * (n / (n - 1));
}
