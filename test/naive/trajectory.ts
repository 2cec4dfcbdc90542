/**
 * Piecewise linear fits by another route: the normal equations of the plain basis 1, t, max(t − k, 0), [t > k], solved in
 * exact fractions of whole numbers, and Student's t by its finite sums for whole degrees of freedom.
 */
export interface NaiveFit {
  readonly degreesOfFreedom: number;
  readonly slopes: readonly NaiveEstimate[];
  readonly slopeChanges: readonly NaiveEstimate[];
  /** At each knot, the later line − the earlier one; all 0 in a continuous fit. */
  readonly jumps: readonly NaiveEstimate[];
  readonly residualSumOfSquares: number;
  readonly totalSumOfSquares: number;
  readonly residuals: readonly number[];
  /** On the line of a segment, which may be extended beyond its knots. */
  valueAt(time: number, segment: number): NaiveEstimate;
}

export interface NaiveEstimate {
  readonly estimate: number;
  /** √(RSS/df · wᵀ(XᵀX)⁻¹w); NaN without degrees of freedom. */
  readonly standardError: number;
}

/** `undefined` where the times do not determine the lines. */
export function naivePiecewise(
  time: readonly number[],
  value: readonly number[],
  knots: readonly number[],
  continuity: "continuous" | "separate",
): NaiveFit | undefined {
  const t = time.map(exactly);
  const k = knots.map(exactly);
  const y = value.map(exactly);
  const rows = t.map((at, index) => basis(at, k, knots.filter((knot) => time[index]! > knot).length, continuity));
  const size = rows[0]?.length ?? 0;
  const cross = indexes(size).map((i) => indexes(size).map((j) => dot(rows.map((row) => row[i]!), rows.map((row) => row[j]!))));
  const identity = indexes(size).map((i) => indexes(size).map((j) => (i === j ? one : zero)));
  const inverse = solve(cross, identity);
  if (inverse === undefined) return undefined;
  const right = indexes(size).map((i) => dot(rows.map((row) => row[i]!), y));
  const coefficients = inverse.map((row) => dot(row, right));
  const residuals = y.map((observed, index) => minus(observed, dot(rows[index]!, coefficients)));
  const residualSum = dot(residuals, residuals);
  const degreesOfFreedom = time.length - size;
  const centre = over(y.reduce(plus, zero), whole(y.length));
  const deviations = y.map((observed) => minus(observed, centre));

  const estimate = (weights: readonly Fraction[]): NaiveEstimate => {
    const spread = dot(weights, inverse.map((row) => dot(row, weights)));
    const variance = degreesOfFreedom === 0 ? undefined : over(times(residualSum, spread), whole(degreesOfFreedom));
    return { estimate: toNumber(dot(weights, coefficients)), standardError: variance === undefined ? NaN : Math.sqrt(toNumber(variance)) };
  };
  const difference = (a: readonly Fraction[], b: readonly Fraction[]) => a.map((entry, index) => minus(entry, b[index]!));
  const line = (at: Fraction, segment: number) => basis(at, k, segment, continuity, segment);
  const slopes = indexes(knots.length + 1).map((segment) => difference(line(one, segment), line(zero, segment)));
  return {
    degreesOfFreedom,
    slopes: slopes.map(estimate),
    slopeChanges: knots.map((_, index) => estimate(difference(slopes[index + 1]!, slopes[index]!))),
    jumps: knots.map((_, index) => estimate(difference(line(k[index]!, index + 1), line(k[index]!, index)))),
    residualSumOfSquares: toNumber(residualSum),
    totalSumOfSquares: toNumber(dot(deviations, deviations)),
    residuals: residuals.map(toNumber),
    valueAt: (at, segment) => estimate(line(exactly(at), segment)),
  };
}

export interface NaiveObservation {
  readonly participant: string;
  readonly month: number;
  readonly value: number;
}

/** Slopes before and after one knot, by participant; those whose visits do not determine them are left out. */
export function naiveByParticipant(
  observations: readonly NaiveObservation[],
  knot: number,
  continuity: "continuous" | "separate",
): ReadonlyMap<string, { readonly before: number; readonly after: number; readonly change: NaiveEstimate }> {
  const byParticipant = new Map<string, NaiveObservation[]>();
  for (const observation of observations) {
    byParticipant.set(observation.participant, [...(byParticipant.get(observation.participant) ?? []), observation]);
  }
  const slopes = new Map<string, { before: number; after: number; change: NaiveEstimate }>();
  for (const [participant, own] of byParticipant) {
    const fit = naivePiecewise(own.map(({ month }) => month), own.map(({ value }) => value), [knot], continuity);
    if (fit !== undefined) slopes.set(participant, { before: fit.slopes[0]!.estimate, after: fit.slopes[1]!.estimate, change: fit.slopeChanges[0]! });
  }
  return slopes;
}

/** Both tails together, for whole degrees of freedom (Abramowitz & Stegun 26.7.3 and 26.7.4). */
export function naiveTwoSidedP(statistic: number, degreesOfFreedom: number): number {
  const theta = Math.atan(Math.abs(statistic) / Math.sqrt(degreesOfFreedom));
  const cosine = Math.cos(theta) ** 2;
  const isOdd = degreesOfFreedom % 2 === 1;
  let term = isOdd ? Math.cos(theta) : 1;
  let total = degreesOfFreedom === 1 ? 0 : term;
  for (let step = isOdd ? 3 : 2; step <= degreesOfFreedom - 2; step += 2) {
    term *= (cosine * (step - 1)) / step;
    total += term;
  }
  const inside = isOdd ? (2 / Math.PI) * (theta + Math.sin(theta) * total) : Math.sin(theta) * total;
  return 1 - inside;
}

/** A row of the plain basis: with `extended`, as if time went on in that segment. */
function basis(
  at: Fraction,
  knots: readonly Fraction[],
  segment: number,
  continuity: "continuous" | "separate",
  extended?: number,
): readonly Fraction[] {
  const hinges = knots.map((knot, index) => {
    const beyond = minus(at, knot);
    const begun = extended === undefined ? beyond.top > 0n : index < extended;
    return begun ? beyond : zero;
  });
  const steps = continuity === "separate" ? knots.map((_, index) => (index < segment ? one : zero)) : [];
  return [one, at, ...hinges, ...steps];
}

interface Fraction {
  readonly top: bigint;
  /** Above 0. */
  readonly bottom: bigint;
}

const zero: Fraction = { top: 0n, bottom: 1n };
const one: Fraction = { top: 1n, bottom: 1n };

/** The fraction that a double is. */
function exactly(value: number): Fraction {
  let [scaled, exponent] = [value, 0];
  while (!Number.isInteger(scaled)) [scaled, exponent] = [scaled * 2, exponent + 1];
  return reduce(BigInt(scaled), 1n << BigInt(exponent));
}

function whole(value: number): Fraction {
  return { top: BigInt(value), bottom: 1n };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return reduce(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}

function minus(a: Fraction, b: Fraction): Fraction {
  return reduce(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
}

function times(a: Fraction, b: Fraction): Fraction {
  return reduce(a.top * b.top, a.bottom * b.bottom);
}

function over(a: Fraction, b: Fraction): Fraction {
  return b.top < 0n ? reduce(-a.top * b.bottom, a.bottom * -b.top) : reduce(a.top * b.bottom, a.bottom * b.top);
}

function dot(a: readonly Fraction[], b: readonly Fraction[]): Fraction {
  return a.reduce((total, entry, index) => plus(total, times(entry, b[index]!)), zero);
}

function reduce(top: bigint, bottom: bigint): Fraction {
  let [a, b] = [top < 0n ? -top : top, bottom];
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? zero : { top: top / a, bottom: bottom / a };
}

/** To the nearest double but one: 60 bits are kept before the last rounding. */
function toNumber({ top, bottom }: Fraction): number {
  if (top === 0n) return 0;
  const size = top < 0n ? -top : top;
  const shift = 60 - (size.toString(2).length - bottom.toString(2).length);
  const quotient = shift >= 0 ? (size << BigInt(shift)) / bottom : size / (bottom << BigInt(-shift));
  return (top < 0n ? -1 : 1) * Number(quotient) * 2 ** -shift;
}

/** Gauss–Jordan elimination; `undefined` for a singular matrix. */
function solve(matrix: readonly (readonly Fraction[])[], right: readonly (readonly Fraction[])[]): Fraction[][] | undefined {
  const size = matrix.length;
  const work = matrix.map((row, index) => [...row, ...right[index]!]);
  for (let column = 0; column < size; column++) {
    const pivot = work.findIndex((row, index) => index >= column && row[column]!.top !== 0n);
    if (pivot === -1) return undefined;
    [work[column], work[pivot]] = [work[pivot]!, work[column]!];
    const lead = work[column]![column]!;
    work[column] = work[column]!.map((entry) => over(entry, lead));
    for (let row = 0; row < size; row++) {
      const factor = work[row]![column]!;
      if (row === column || factor.top === 0n) continue;
      work[row] = work[row]!.map((entry, index) => minus(entry, times(factor, work[column]![index]!)));
    }
  }
  return work.map((row) => row.slice(size));
}

function indexes(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
