// A second implementation of the ROC calculators: every pair of a participant with and one without the condition is looked at, variances
// are those of the jackknife, and areas are counted.

export interface NaiveSample {
  readonly score: readonly number[];
  readonly positive: readonly number[];
}

/** The share of pairs told right. */
export function naiveArea({ score, positive }: NaiveSample): number {
  const ill = score.filter((_, index) => positive[index] === 1);
  const well = score.filter((_, index) => positive[index] === 0);
  const right = ill.flatMap((x) => well.map((y): number => (x > y ? 1 : x === y ? 0.5 : 0)));
  return right.reduce((total, value) => total + value, 0) / right.length;
}

/**
 * Covariance of two areas on the same participants, by leaving out each participant of a class in turn. For a mean over pairs that is
 * exactly DeLong's: pseudo-values of a class are its own shares.
 */
export function naiveCovariance(one: NaiveSample, other: NaiveSample): number {
  const without = (sample: NaiveSample, index: number) => naiveArea({ score: sample.score.filter((_, at) => at !== index), positive: sample.positive.filter((_, at) => at !== index) });
  return [0, 1].reduce((total, condition) => {
    const members = one.positive.flatMap((value, index) => (value === condition ? [index] : []));
    const n = members.length;
    const [mine, theirs] = [one, other].map((sample) => members.map((index) => without(sample, index)));
    const average = (values: readonly number[]) => values.reduce((all, value) => all + value, 0) / n;
    const products = members.map((_, at) => (mine![at]! - average(mine!)) * (theirs![at]! - average(theirs!)));
    return total + ((n - 1) / n) * products.reduce((all, value) => all + value, 0);
  }, 0);
}

export interface NaivePoint {
  readonly cutOff: number;
  readonly sensitivity: number;
  readonly specificity: number;
}

/** Sensitivity and specificity at every score, counted each on its own. */
export function naivePoints({ score, positive }: NaiveSample): NaivePoint[] {
  const share = (condition: number, holds: (value: number) => boolean) => {
    const members = score.filter((_, index) => positive[index] === condition);
    return members.filter(holds).length / members.length;
  };
  return [...new Set(score)].sort((a, b) => b - a).map((cutOff) => ({ cutOff, sensitivity: share(1, (value) => value >= cutOff), specificity: share(0, (value) => value < cutOff) }));
}

/** Area between two values of 1 − specificity, by many thin strips; where the curve rises upright the strips are as good as none. */
export function naivePartialArea(points: readonly NaivePoint[], from: number, to: number, strips = 20_000): number {
  const corners = [{ x: 0, y: 0 }, ...points.map(({ sensitivity, specificity }) => ({ x: 1 - specificity, y: sensitivity }))];
  const heightAt = (x: number) => {
    const right = corners.findIndex((corner) => corner.x > x);
    const [a, b] = [corners[right - 1]!, corners[right]!];
    return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
  };
  const width = (to - from) / strips;
  return Array.from({ length: strips }, (_, strip) => heightAt(from + (strip + 0.5) * width)).reduce((total, height) => total + height * width, 0);
}
