import type { Reasons } from "../result/Reason.ts";
import type { RocSample } from "./rocSample.ts";

/** What a cut-off makes of the participants. */
export interface RocPoint {
  /** Scores at it or beyond are called positive; `null` (`"unbounded"`) for the point at which nobody is. */
  readonly cutOff: number | null;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Of those called positive, the share with the condition, in this sample; `null` (`"zero-denominator"`) where nobody is. */
  readonly positivePredictiveValue: number | null;
  /** Of those called negative, the share without the condition. */
  readonly negativePredictiveValue: number | null;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  readonly reasons?: Reasons<"cutOff" | "positivePredictiveValue" | "negativePredictiveValue">;
}

export interface YoudenPoint {
  /** Sensitivity + specificity − 1. */
  readonly index: number;
  readonly cutOff: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Every cut-off with that index, the most specific first. */
  readonly cutOffs: readonly number[];
}

/** A part of the curve, between two values of one of its axes. */
export interface PartialAreaRange {
  readonly of: "specificity" | "sensitivity";
  readonly from: number;
  readonly to: number;
}

export interface PartialArea extends PartialAreaRange {
  /** Area under the curve over this range of 1 − specificity, or to the right of it over this range of sensitivity. */
  readonly estimate: number;
  /** McClish's: 0.5 for the diagonal, 1 for the largest area possible; below 0.5 under the diagonal. */
  readonly standardised: number;
}

/** One point for each distinct score, and the one at which nobody is positive, from the most specific on. */
export function rocPoints({ cutOffs, places, positive, positives, negatives }: RocSample): readonly RocPoint[] {
  const last = cutOffs.length - 1;
  const counts = cutOffs.map(() => ({ positive: 0, negative: 0 }));
  // Places count from the lowest score, cut-offs from the highest.
  places.forEach((place, index) => counts[last - place]![positive[index] === 1 ? "positive" : "negative"]++);
  let [truePositives, falsePositives] = [0, 0];
  const points = [rocPoint(null, 0, 0, positives, negatives)];
  cutOffs.forEach((cutOff, index) => {
    truePositives += counts[index]!.positive;
    falsePositives += counts[index]!.negative;
    points.push(rocPoint(cutOff, truePositives, falsePositives, positives, negatives));
  });
  return points;
}

function rocPoint(cutOff: number | null, truePositives: number, falsePositives: number, positives: number, negatives: number): RocPoint {
  const [falseNegatives, trueNegatives] = [positives - truePositives, negatives - falsePositives];
  const share = (count: number, of: number) => (of === 0 ? null : count / of);
  const positivePredictiveValue = share(truePositives, truePositives + falsePositives);
  const negativePredictiveValue = share(trueNegatives, trueNegatives + falseNegatives);
  const reasons = {
    ...(cutOff === null && { cutOff: "unbounded" as const }),
    ...(positivePredictiveValue === null && { positivePredictiveValue: "zero-denominator" as const }),
    ...(negativePredictiveValue === null && { negativePredictiveValue: "zero-denominator" as const }),
  };
  return {
    cutOff,
    sensitivity: truePositives / positives,
    specificity: trueNegatives / negatives,
    positivePredictiveValue,
    negativePredictiveValue,
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

/** The cut-off with the largest sum of sensitivity and specificity; among several the most specific. Counts are compared, not quotients. */
export function youdenPoint(points: readonly RocPoint[], { positives, negatives }: Pick<RocSample, "positives" | "negatives">): YoudenPoint {
  const balance = ({ truePositives, falsePositives }: RocPoint) => truePositives * negatives - falsePositives * positives;
  const known = points.flatMap((point) => (point.cutOff === null ? [] : [{ point, cutOff: point.cutOff }]));
  const largest = known.reduce((most, { point }) => Math.max(most, balance(point)), -Infinity);
  const best = known.filter(({ point }) => balance(point) === largest);
  const [{ point, cutOff }] = [best[0]!];
  const { sensitivity, specificity } = point;
  return { index: largest / (positives * negatives), cutOff, sensitivity, specificity, cutOffs: best.map((each) => each.cutOff) };
}

/** By trapezia, cut at the ends of the range (McClish 1989). */
export function partialArea(points: readonly RocPoint[], range: PartialAreaRange): PartialArea {
  const { of, from, to } = range;
  // The curve as a function that falls from 1 − x at the corner: sensitivity over 1 − specificity, or specificity over 1 − sensitivity.
  const other = of === "specificity" ? "sensitivity" : "specificity";
  const curve = points.map((point) => ({ x: 1 - point[of], y: point[other] }));
  if (of === "sensitivity") curve.reverse();
  const [start, end] = [1 - to, 1 - from];
  let area = 0;
  for (let index = 1; index < curve.length; index++) {
    const [left, right] = [curve[index - 1]!, curve[index]!];
    const [low, high] = [Math.max(left.x, start), Math.min(right.x, end)];
    if (high <= low) continue;
    const heightAt = (x: number) => left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x);
    area += ((high - low) * (heightAt(low) + heightAt(high))) / 2;
  }
  const [largest, diagonal] = [end - start, (end ** 2 - start ** 2) / 2];
  return { ...range, estimate: area, standardised: (1 + (area - diagonal) / (largest - diagonal)) / 2 };
}
