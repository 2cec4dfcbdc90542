import { checkMagnitudes } from "../inference/groupMoments.ts";
import { invertLower } from "../numeric/cholesky.ts";
import { hypot } from "../numeric/elementary/hypot.ts";
import { lengthOf, orthonormalise } from "../numeric/orthonormalise.ts";
import { mean } from "../numeric/sum.ts";
import { valuesAt } from "../numeric/valuesAt.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { RiskSets } from "./riskSets.ts";
import { checkLength } from "./survivalTimes.ts";

/**
 * The covariates in columns that are orthogonal to each other, centred and of one size: the same model, in which what is
 * large in one column and small in another no longer matters.
 */
export interface CoxDesign<Name extends string> {
  readonly names: readonly Name[];
  /** One standardised value for each covariate, participant by participant in the order of the risk sets. */
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
  sets: RiskSets,
): CoxDesign<Name> {
  const { names, blocks, columns, basis, triangle, dependent } = orthogonalColumns(caller, covariates, sets);
  if (dependent.length > 0) throw singularDesign(caller, dependent);
  const [size, count] = [sets.order.length, names.length];
  const spread = Math.sqrt(blocks.reduce((total, block) => total + block.length, 0));
  const rows = new Float64Array(size * count);
  basis.forEach((direction, column) => {
    for (let row = 0; row < size; row++) rows[row * count + column] = direction[row]! * spread;
  });
  // The covariates are the standardised columns · R / spread, R upper triangular.
  const lower = Float64Array.from({ length: count * count }, (_, place) => triangle[place % count]![Math.floor(place / count)]! / spread);
  return {
    names,
    rows,
    transform: transpose(invertLower(lower, count), count),
    inverse: transpose(lower, count),
    lengths: columns.map(({ length }) => length),
  };
}

/** Names of the columns that are, among those at risk together, constant or linear combinations of those before them. */
export function dependentColumns<Name extends string>(caller: string, covariates: Readonly<Record<Name, Sample>>, sets: RiskSets): readonly Name[] {
  return orthogonalColumns(caller, covariates, sets).dependent;
}

function orthogonalColumns<Name extends string>(caller: string, covariates: Readonly<Record<Name, Sample>>, sets: RiskSets) {
  const names = namesOf(caller, covariates);
  const blocks = comparedRows(sets);
  const columns = names.map((name) => centredWithin(blocks, readColumn(caller, `covariates.${name}`, covariates[name], sets)));
  const { basis, triangle, aliased } = orthonormalise(columns.map(({ centred }) => centred), aliasTolerance);
  // What is left of a centred column may be nothing but the rounding of its values.
  const dependent = names.filter((_, index) => (aliased.length > 0 ? aliased.includes(index) : !(triangle[index]![index]! > aliasTolerance * columns[index]!.lengthBefore)));
  return { names, blocks, columns, basis, triangle, dependent };
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

function readColumn(caller: string, name: string, column: Sample, { order }: RiskSets): Float64Array {
  checkSample(caller, name, column);
  checkLength(caller, name, column.length, order.length);
  checkMagnitudes(caller, name, column);
  return valuesAt(new Float64Array(column), order);
}

/**
 * Places of those who are compared with each other, directly or through others, each list by itself. Who is at risk at no event is in
 * none. Within a list only differences between covariates count.
 */
function comparedRows({ size, joining, joiningFrom, lastSet }: RiskSets): readonly Uint32Array[] {
  const listsFrom: number[] = [];
  let last = -1;
  for (let set = 0; set < size; set++) {
    // Nobody is left who was at risk before.
    if (set > last) listsFrom.push(joiningFrom[set]!);
    for (let index = joiningFrom[set]!; index < joiningFrom[set + 1]!; index++) last = Math.max(last, lastSet[joining[index]!]!);
  }
  return listsFrom.map((from, list) => joining.subarray(from, listsFrom[list + 1]));
}

interface CentredColumn {
  readonly centred: Float64Array;
  readonly length: number;
  /** The length before it was centred. */
  readonly lengthBefore: number;
}

function centredWithin(blocks: readonly Uint32Array[], column: Float64Array): CentredColumn {
  const centred = new Float64Array(column.length);
  let ofCentres = 0;
  for (const block of blocks) {
    const centre = mean(valuesAt(column, block));
    ofCentres = hypot(ofCentres, Math.sqrt(block.length) * centre);
    for (let index = 0; index < block.length; index++) centred[block[index]!] = column[block[index]!]! - centre;
  }
  const length = lengthOf(centred);
  return { centred, length, lengthBefore: hypot(length, ofCentres) };
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
