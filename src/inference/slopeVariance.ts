import { choleskyInPlace, solveLowerInPlace } from "../numeric/cholesky.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { ResolvedSlopeDesign } from "./resolveSlopeDesign.ts";
import type { PerArm } from "./solvePower.ts";

/** What is left of a coefficient's information, given the others, below which the design is singular: of 1, as a correlation is. */
const singular = 1e-12;

/**
 * Variance of the generalised least squares estimate of the difference between arms for group sizes `n`, whole or not. The
 * information of a participant is averaged over the patterns of dropout: Σ pₖ ZₖᵀVₖ⁻¹Zₖ, V = ZGZᵀ + σ²I.
 */
export function slopeVariance(design: ResolvedSlopeDesign, n: PerArm): number {
  const { columns, size, weights } = coefficientsOf(design);
  const information = new Float64Array(size * size);
  for (const arm of ["treatment", "control"] as const) {
    const perParticipant = expectedInformation(design, design.observed[arm]);
    const width = columns[arm].length;
    columns[arm].forEach((row, i) => columns[arm].forEach((column, j) => {
      information[row * size + column]! += n[arm] * perParticipant[i * width + j]!;
    }));
  }
  // To a unit diagonal, so that what is singular can be told from what is small.
  const scale = Array.from({ length: size }, (_, index) => 1 / Math.sqrt(information[index * size + index]!));
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) information[i * size + j]! *= scale[i]! * scale[j]!;
  const isDefinite = choleskyInPlace(information, size);
  if (!isDefinite || scale.some((_, index) => !(information[index * size + index]! ** 2 > singular))) throw notEstimable(design);
  const scaled = Float64Array.from(weights, (weight, index) => weight * scale[index]!);
  solveLowerInPlace(information, size, scaled, 1);
  return scaled.reduce((sum, value) => sum + value * value, 0);
}

/** Which coefficient of the model each of an arm's columns belongs to, and the weights of the comparison. */
function coefficientsOf(design: ResolvedSlopeDesign): {
  readonly columns: { readonly treatment: readonly number[]; readonly control: readonly number[] };
  readonly size: number;
  readonly weights: readonly number[];
} {
  const shared = design.model === "two-slopes" ? [design.intercepts, "by-arm"] : [design.intercepts, design.leadInSlopes, "by-arm"];
  const compared = design.model === "two-slopes" ? [0, 1] : [0, design.effect === "slope-change" ? -1 : 0, 1];
  const control = shared.map((_, column) => column);
  let size = shared.length;
  const treatment = shared.map((how, column) => (how === "common" ? column : size++));
  const weights = Array.from({ length: size }, () => 0);
  compared.forEach((weight, column) => {
    weights[treatment[column]!]! += weight;
    weights[control[column]!]! -= weight;
  });
  return { columns: { treatment, control }, size, weights };
}

/** By rows, for one participant of an arm, whose last visit is random. */
function expectedInformation(design: ResolvedSlopeDesign, observed: readonly number[]): Float64Array {
  const rows = design.times.map((time) => (design.model === "two-slopes" ? [1, time] : [1, Math.min(time, 0), Math.max(time, 0)]));
  const width = rows[0]?.length ?? 0;
  const total = new Float64Array(width * width);
  observed.forEach((proportion, last) => {
    const leavingAfter = proportion - (observed[last + 1] ?? 0);
    if (leavingAfter === 0) return;
    const information = patternInformation(design, rows.slice(0, last + 1));
    for (let index = 0; index < total.length; index++) total[index]! += leavingAfter * information[index]!;
  });
  return total;
}

/** ZᵀV⁻¹Z as WᵀW with W = L⁻¹Z and V = LLᵀ. */
function patternInformation({ randomEffects, residualVariance }: ResolvedSlopeDesign, rows: readonly (readonly number[])[]): Float64Array {
  const visits = rows.length;
  const width = rows[0]!.length;
  const variance = new Float64Array(visits * visits);
  rows.forEach((row, i) => rows.forEach((other, j) => {
    let value = i === j ? residualVariance : 0;
    row.forEach((left, a) => other.forEach((right, b) => (value += left * randomEffects.covariance[a]![b]! * right)));
    variance[i * visits + j] = value;
  }));
  choleskyInPlace(variance, visits);
  const solved = Float64Array.from(rows.flat());
  solveLowerInPlace(variance, visits, solved, width);
  const information = new Float64Array(width * width);
  for (let visit = 0; visit < visits; visit++) {
    for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) information[a * width + b]! += solved[visit * width + a]! * solved[visit * width + b]!;
  }
  return information;
}

function notEstimable({ model, times }: ResolvedSlopeDesign): TrialwiseError {
  const required =
    model === "two-slopes" ? "two visits at different times in each arm" : "visits before and after time 0, and enough of them to place its level, in each arm";
  return new TrialwiseError({
    code: "singular-design",
    message: `powerSlope: the observed visits cannot tell the coefficients of the model apart; it needs ${required}`,
    required,
    observed: `visits planned at ${times.join(", ")}`,
  });
}
