import { checkFields } from "../result/checkKeys.ts";
import { checkChoice, checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkMagnitudes } from "./groupMoments.ts";
import { roundingErrorOf } from "./midranks.ts";

/** Which scores speak for the condition. It is declared, never chosen by the data. */
export type RocDirection = "higher-is-positive" | "lower-is-positive";

/** Scores of participants, and who has the condition. */
export interface ScoredParticipants {
  readonly score: Sample;
  /** Whether each participant has the condition: `true` or 1, `false` or 0. */
  readonly positive: readonly (boolean | number)[] | Sample;
}

/** Scores turned so that higher is positive, with those within rounding made equal. */
export interface RocSample {
  /** The distinct scores as they were given, from the one that speaks most for the condition to the one that speaks least. */
  readonly cutOffs: readonly number[];
  /** Of each participant, the place of the score among the distinct ones, from the lowest, 0. */
  readonly places: Float64Array;
  readonly positive: Uint8Array;
  readonly positives: number;
  readonly negatives: number;
}

export function readRocSample(caller: string, name: string, input: ScoredParticipants, direction: RocDirection): RocSample {
  checkFields(caller, name, input, ["score", "positive"]);
  const positive = readPositive(caller, name, input.positive);
  return { ...readScores(caller, `${prefixOf(name)}score`, input.score, direction, positive.positive.length), ...positive };
}

/** The scores of participants whose condition is read apart. */
export function readScores(caller: string, name: string, sample: Sample, direction: RocDirection, length: number): Pick<RocSample, "cutOffs" | "places"> {
  checkChoice(caller, "direction", direction, ["higher-is-positive", "lower-is-positive"]);
  checkSample(caller, name, sample);
  if (sample.length !== length) throw new RangeError(`${caller}: ${name} must have one entry for each of the ${length} of positive; received ${sample.length}`);
  checkMagnitudes(caller, name, sample);
  const sign = direction === "higher-is-positive" ? 1 : -1;
  const scores = Float64Array.from(sample, (value) => sign * value);
  const tolerance = roundingErrorOf(scores);
  const ascending = scores.slice().sort();
  const placeOf = new Map<number, number>();
  // Of scores that differ by rounding alone the first is the cut-off: everyone with one of them is beyond it.
  const firsts: number[] = [];
  ascending.forEach((score, index) => {
    if (index === 0 || score - ascending[index - 1]! > tolerance) firsts.push(score);
    placeOf.set(score, firsts.length - 1);
  });
  return { cutOffs: firsts.reverse().map((score) => withoutNegativeZero(sign * score)), places: scores.map((score) => placeOf.get(score)!) };
}

export function readPositive(caller: string, name: string, values: ScoredParticipants["positive"]): Pick<RocSample, "positive" | "positives" | "negatives"> {
  if (!Array.isArray(values) && !(values instanceof Float64Array)) throw new TypeError(`${caller}: ${prefixOf(name)}positive must be an array of true and false, or of 1 and 0; received ${show(values)}`);
  const positive = Uint8Array.from(values, (value: unknown, index) => {
    if (value === true || value === 1) return 1;
    if (value === false || value === 0) return 0;
    throw new TypeError(`${caller}: ${prefixOf(name)}positive[${index}] must be true, false, 1 or 0; received ${show(value)}`);
  });
  const positives = positive.reduce((total, value) => total + value, 0);
  const negatives = positive.length - positives;
  if (positives > 0 && negatives > 0) return { positive, positives, negatives };
  const missing = positives === 0 ? "with" : "without";
  throw new TrialwiseError({ code: "too-few-values", message: `${caller}: ${name} has no participant ${missing} the condition`, required: "at least 1 participant with and 1 without the condition", observed: 0 });
}

function prefixOf(name: string): string {
  return name === "the input" ? "" : `${name}.`;
}

/** Each participant's part in the area, as DeLong's variance takes it. */
export interface AreaParts {
  readonly area: number;
  /** Of each positive, the share of negatives with a lower score. */
  readonly ofPositives: Float64Array;
  /** Of each negative, the share of positives with a higher score. */
  readonly ofNegatives: Float64Array;
}

/** By counts at each distinct score (the sums of Sun & Xu's midranks, 2014): not every pair. */
export function areaParts({ cutOffs, places, positive, positives, negatives }: RocSample): AreaParts {
  /** At each place the participants of a class below it, ties counted half. */
  const belowOf = (wanted: 0 | 1): Float64Array => {
    const counts = new Float64Array(cutOffs.length);
    for (let index = 0; index < places.length; index++) if (positive[index] === wanted) counts[places[index]!]!++;
    let below = 0;
    return counts.map((here) => (below += here) - here / 2);
  };
  const [negativesBelow, positivesBelow] = [belowOf(0), belowOf(1)];
  const [ofPositives, ofNegatives] = [new Float64Array(positives), new Float64Array(negatives)];
  let [above, nextPositive, nextNegative] = [0, 0, 0];
  for (let index = 0; index < places.length; index++) {
    const place = places[index]!;
    if (positive[index] === 1) {
      above += negativesBelow[place]!;
      ofPositives[nextPositive++] = negativesBelow[place]! / negatives;
    } else ofNegatives[nextNegative++] = 1 - positivesBelow[place]! / positives;
  }
  return { area: above / (positives * negatives), ofPositives, ofNegatives };
}

/** Covariance of two areas of the same participants, or the variance of one; NaN where a class has one participant. */
export function areaCovariance(one: AreaParts, other: AreaParts): number {
  return covariance(one.ofPositives, other.ofPositives) / one.ofPositives.length + covariance(one.ofNegatives, other.ofNegatives) / one.ofNegatives.length;
}

function covariance(x: Float64Array, y: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((total, value) => total + value, 0) / values.length;
  const [meanOfX, meanOfY] = [mean(x), mean(y)];
  return x.reduce((total, value, index) => total + (value - meanOfX) * (y[index]! - meanOfY), 0) / (x.length - 1);
}

/** Areas are at most 1: a standard error this small is their rounding. */
export const noError = 1e-10;
