import { checkMagnitude } from "../inference/groupMoments.ts";
import { invertLower } from "../numeric/cholesky.ts";
import { lengthOf, orthonormalise } from "../numeric/orthonormalise.ts";
import { mean } from "../numeric/sum.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { RiskSet } from "./riskSets.ts";
import { checkLength } from "./survivalTimes.ts";

/**
 * The covariates in columns that are orthogonal to each other, centred and of one size: the same model, in which what is
 * large in one column and small in another no longer matters.
 */
export interface CoxDesign<Name extends string> {
  readonly names: readonly Name[];
  /** One standardised value for each covariate, participant by participant. */
  readonly rows: Float64Array;
  /** Coefficients of the covariates are `transform` · those of the standardised columns; by rows. */
  readonly transform: Float64Array;
  /** Its inverse. */
  readonly inverse: Float64Array;
  /** Length of each centred covariate, which says how far its coefficient moves the model. */
  readonly lengths: readonly number[];
}

/** As the other models have it: a column of which less is left beside the earlier ones is a combination of them. */
const aliasTolerance = 1e-11;

export function coxDesign<Name extends string>(
  caller: string,
  covariates: Readonly<Record<Name, Sample>>,
  size: number,
  sets: readonly RiskSet[],
): CoxDesign<Name> {
  const names = namesOf(caller, covariates);
  const blocks = comparedRows(sets);
  const columns = names.map((name) => centredWithin(blocks, readColumn(caller, `covariates.${name}`, covariates[name], size)));
  const centred = columns.map((column) => column.centred);
  const { basis, triangle, aliased } = orthonormalise(centred, aliasTolerance);
  if (aliased.length > 0) throw singularDesign(caller, aliased.map((index) => names[index]!));
  // What is left of a centred column may be nothing but the rounding of its values.
  const rounding = names.filter((_, index) => !(triangle[index]![index]! > aliasTolerance * columns[index]!.length));
  if (rounding.length > 0) throw singularDesign(caller, rounding);

  const count = names.length;
  const spread = Math.sqrt(blocks.reduce((total, block) => total + block.length, 0));
  const rows = new Float64Array(size * count);
  basis.forEach((direction, column) => direction.forEach((value, row) => (rows[row * count + column] = value * spread)));
  // The covariates are the standardised columns · R / spread, R upper triangular.
  const lower = Float64Array.from({ length: count * count }, (_, place) => triangle[place % count]![Math.floor(place / count)]! / spread);
  return {
    names,
    rows,
    transform: transpose(invertLower(lower, count), count),
    inverse: transpose(lower, count),
    lengths: centred.map(lengthOf),
  };
}

function namesOf<Name extends string>(caller: string, covariates: Readonly<Record<Name, Sample>>): readonly Name[] {
  if (typeof covariates !== "object" || covariates === null || Array.isArray(covariates)) {
    throw new TypeError(`${caller}: covariates must be an object of columns by name; received ${show(covariates)}`);
  }
  const names = keysOf(covariates);
  if (names.length === 0) throw new RangeError(`${caller}: covariates must have at least one column`);
  const inherited = names.find((name) => name in Object.prototype);
  if (inherited !== undefined) throw new RangeError(`${caller}: a column cannot be called ${show(inherited)}, which every object answers to`);
  return names;
}

function readColumn(caller: string, name: string, column: Sample, size: number): Float64Array {
  checkSample(caller, name, column);
  checkLength(caller, name, column.length, size);
  column.forEach((value, row) => checkMagnitude(caller, `${name}[${row}]`, value));
  return Float64Array.from(column);
}

/**
 * Rows that are compared with each other, directly or through others, each list by itself. Who is at risk at no event is in
 * none. Within a list only differences between covariates count.
 */
function comparedRows(sets: readonly RiskSet[]): readonly (readonly number[])[] {
  const blocks: Set<number>[] = [];
  for (const set of sets) {
    const current = blocks.at(-1);
    const isApart = current === undefined || (set.startsAnew && !set.joining.some((row) => current.has(row)));
    const block = isApart ? new Set<number>() : current;
    if (isApart) blocks.push(block);
    for (const row of set.joining) block.add(row);
  }
  return blocks.map((block) => [...block]);
}

function centredWithin(blocks: readonly (readonly number[])[], column: Float64Array): { readonly centred: Float64Array; readonly length: number } {
  const centred = new Float64Array(column.length);
  const compared = new Float64Array(column.length);
  for (const block of blocks) {
    const centre = mean(block.map((row) => column[row]!));
    for (const row of block) {
      centred[row] = column[row]! - centre;
      compared[row] = column[row]!;
    }
  }
  return { centred, length: lengthOf(compared) };
}

function transpose(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, place) => matrix[(place % size) * size + Math.floor(place / size)]!);
}

function singularDesign(caller: string, names: readonly string[]): TrialwiseError {
  const list = names.map((name) => JSON.stringify(name)).join(", ");
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: among those at risk together, covariates that are constant or linear combinations of those before them: ${list}. Leave them out`,
    required: "covariates that are linearly independent",
    observed: list,
  });
}
