import { invertLower } from "../numeric/cholesky.ts";
import { orthonormalise } from "../numeric/orthonormalise.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { CoxDesign } from "./coxDesign.ts";
import type { CoxMaximum } from "./maximisePartialLikelihood.ts";
import type { HazardModel } from "./riskSums.ts";
import { scoreResiduals } from "./scoreResiduals.ts";

/**
 * - `information`: the inverse of the information, if hazards are proportional and participants independent
 * - `robust`: Lin & Wei's sandwich, if rows are independent: not where one participant comes as several
 */
export type CovarianceMethod = "information" | "robust";

/** The estimates in the units of the covariates, with their errors. */
export interface CoxCovariance {
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly matrix: readonly (readonly number[])[];
  /** βᵀV⁻¹β */
  readonly waldStatistic: number;
}

export function coxCovariance(
  caller: string,
  { names, transform }: CoxDesign<string>,
  model: HazardModel,
  maximum: CoxMaximum,
  method: CovarianceMethod,
): CoxCovariance {
  const size = names.length;
  // The covariance in standardised columns is SᵀS.
  const root = method === "information" ? maximum.root : robustRoot(caller, model, maximum);
  const scaled = names.map((_, i) => names.map((__, k) => sumOver(size, (j) => transform[i * size + j]! * root[k * size + j]!)));
  const matrix = scaled.map((one) => scaled.map((other) => sumOver(size, (k) => one[k]! * other[k]!)));
  // With S lower triangular the solution x of Sᵀx = β has the length asked for; S⁻ᵀ is read off the inverse of S.
  const inverse = invertLower(root, size);
  const solution = names.map((_, i) => sumOver(size, (j) => inverse[j * size + i]! * maximum.coefficients[j]!));
  return {
    estimates: names.map((_, i) => sumOver(size, (j) => transform[i * size + j]! * maximum.coefficients[j]!)),
    standardErrors: matrix.map((row, i) => Math.sqrt(row[i]!)),
    matrix,
    waldStatistic: sumOver(size, (i) => solution[i]! ** 2),
  };
}

/** The lower triangular S of the covariance SᵀS, which is that of the changes of the estimate when each participant is left out. */
function robustRoot(caller: string, model: HazardModel, { coefficients, root }: CoxMaximum): Float64Array {
  const size = coefficients.length;
  const residuals = scoreResiduals(model, coefficients);
  const participants = residuals.length / size;
  // Columns in reverse, since orthogonalising them gives an upper triangle and a lower one is wanted.
  const influences = Array.from({ length: size }, (_, place) => {
    const column = size - 1 - place;
    return Float64Array.from({ length: participants }, (__, row) => {
      const scores = (k: number) => sumOver(size, (j) => root[k * size + j]! * residuals[row * size + j]!);
      return sumOver(size, (k) => root[k * size + column]! * scores(k));
    });
  });
  const { triangle, aliased } = orthonormalise(influences, 1e-8);
  // Residuals that vanish but for rounding leave next to nothing beside the error by the information.
  const errorOf = (k: number) => Math.sqrt(sumOver(size, (i) => root[i * size + k]! ** 2));
  const rank = aliased.length > 0 ? triangle.length : triangle.filter((row, k) => row[k]! > 1e-8 * errorOf(size - 1 - k)).length;
  if (rank === size) return Float64Array.from({ length: size * size }, (_, place) => triangle[size - 1 - Math.floor(place / size)]![size - 1 - (place % size)]!);
  throw new TrialwiseError({
    code: "no-variance",
    message: `${caller}: too few participants bear on the estimates for a robust covariance of ${size} coefficients; use covarianceMethod "information"`,
    required: "more participants with influence than coefficients",
    observed: `rank ${rank}`,
  });
}

function sumOver(size: number, term: (index: number) => number): number {
  let total = 0;
  for (let index = 0; index < size; index++) total += term(index);
  return total;
}
