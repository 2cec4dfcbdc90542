import type { Estimator } from "../model/Estimator.ts";
import { choleskyInPlace, invertLower, solveLowerInPlace } from "../numeric/cholesky.ts";
import { log } from "../numeric/elementary/log.ts";
import type { SecondOrder } from "../numeric/minimise.ts";
import type { PatternProducts, PatternShape, SecondOrderSums } from "../numeric/patternSums.ts";
import { addGram, mirror, secondOrderSums } from "../numeric/patternSums.ts";
import { crossProductsAlong, dot, pairTraces } from "../numeric/patternTraces.ts";
import type { VisitCovarianceAt, VisitCovarianceModel } from "./visitCovarianceModel.ts";
import type { VisitPattern, VisitPatterns } from "./visitPatterns.ts";

/** One group at its point of the covariance parameters. */
export interface GroupEvaluation {
  readonly shape: PatternShape;
  readonly covariance: VisitCovarianceAt;
  readonly sums: SecondOrderSums;
  /** Where its parameters start among all. */
  readonly first: number;
}

/** −2 log-likelihood up to a constant, at its minimum over the fixed effects, in the coordinates of all groups one after the other. */
export interface MmrmEvaluation extends SecondOrder {
  /** L of Σ [X y]ᵀV⁻¹[X y] = LLᵀ: its first p rows give β, the square of its last diagonal element is rᵀV⁻¹r. */
  readonly root: Float64Array;
  readonly groups: readonly GroupEvaluation[];
  /** For each parameter ĤᵀdΣĤ, (p + 1)²: the change of L⁻¹SL⁻ᵀ, with the sign turned. */
  readonly products: readonly Float64Array[];
}

/**
 * With V the covariance of one participant's values, P = V⁻¹ − V⁻¹XΦXᵀV⁻¹ and V₁ its derivative, the criterion's derivatives are
 * tr(PV₁) − yᵀPV₁Py and so on (Harville 1977, https://doi.org/10.2307/2286796, section 5), summed by patterns.
 */
export function evaluateMmrm(model: VisitPatterns, estimator: Estimator, structures: readonly VisitCovarianceModel[], point: Float64Array): MmrmEvaluation | undefined {
  const { fixedCount, visitCount: size } = model;
  const width = fixedCount + 1;
  const root = new Float64Array(width * width);
  let logDeterminant = 0;
  let first = 0;
  const passes: (Omit<GroupEvaluation, "sums"> & { readonly products: PatternProducts })[] = [];
  for (const [index, patterns] of model.groups.entries()) {
    const { count, at } = structures[index]!;
    const covariance = at(point.subarray(first, first + count));
    const products = covariance && sumVisitProducts(patterns, covariance.covariance, size, width);
    if (covariance === undefined || products === undefined) return undefined;
    products.products.forEach((value, place) => (root[place]! += value));
    logDeterminant += products.logDeterminant;
    passes.push({ shape: { size, fixedCount, patterns }, covariance, products, first });
    first += count;
  }
  if (!choleskyInPlace(root, width)) return undefined;
  const groups = passes.map(({ shape, covariance, products, first: start }): GroupEvaluation => ({ shape, covariance, sums: secondOrderSums(shape, products, root), first: start }));
  const products = groups.flatMap(({ covariance, sums }) => covariance.directions.map((direction) => crossProductsAlong(size, width, sums.crossProducts, direction)));
  const value = criterionValue(estimator, root, width, logDeterminant);
  if (!Number.isFinite(value)) return undefined;
  return { value, ...derivatives(estimator, groups, products, root, width, size), root, groups, products };
}

/** Second derivatives expected under the model: tr(PVᵢPVⱼ), or tr(V⁻¹VᵢV⁻¹Vⱼ) under full likelihood. */
export function expectedHessian(estimator: Estimator, { groups, products, gradient }: Pick<MmrmEvaluation, "groups" | "products" | "gradient">): Float64Array {
  const restricted = estimator === "reml" ? 1 : 0;
  const count = gradient.length;
  const hessian = new Float64Array(count * count);
  for (const { shape, covariance, sums, first } of groups) {
    const pairs = sums.leveragePairs.map((pair, place) => pair - 2 * restricted * sums.fixedPairs[place]!);
    addBlock(hessian, count, first, pairTraces(pairs, covariance.directions, shape.size), covariance.directions.length);
  }
  const width = Math.sqrt(products[0]!.length);
  addFixedProducts(hessian, products, width, restricted, 0);
  return hessian;
}

function criterionValue(estimator: Estimator, root: Float64Array, width: number, logDeterminant: number): number {
  let value = logDeterminant + root[width * width - 1]! ** 2;
  if (estimator === "reml") for (let index = 0; index < width - 1; index++) value += 2 * log(root[index * (width + 1)]!);
  return value;
}

function derivatives(
  estimator: Estimator,
  groups: readonly GroupEvaluation[],
  products: readonly Float64Array[],
  root: Float64Array,
  width: number,
  size: number,
): Pick<SecondOrder, "gradient" | "hessian"> {
  const restricted = estimator === "reml" ? 1 : 0;
  const squares = root[width * width - 1]! ** 2;
  const count = products.length;
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count * count);
  for (const { covariance, sums, first } of groups) {
    const { directions } = covariance;
    const slope = sums.leverage.map((leverage, place) => leverage - restricted * sums.fixedLeverage[place]! - squares * sums.residualProducts[place]!);
    directions.forEach((direction, k) => (gradient[first + k] = dot(direction, slope)));
    const pairs = sums.leveragePairs.map((pair, place) => -pair + 2 * restricted * sums.fixedPairs[place]! + 2 * squares * sums.residualPairs[place]!);
    addBlock(hessian, count, first, pairTraces(pairs, directions, size), directions.length);
    addBlock(hessian, count, first, covariance.curvature(slope), directions.length);
  }
  addFixedProducts(hessian, products, width, -restricted, -2 * squares);
  return { gradient, hessian };
}

/** What participants of all groups share: the estimated fixed effects. */
function addFixedProducts(hessian: Float64Array, products: readonly Float64Array[], width: number, fixedWeight: number, mixedWeight: number): void {
  const count = products.length;
  const last = width - 1;
  for (let i = 0; i < count; i++) {
    const left = products[i]!;
    for (let j = 0; j <= i; j++) {
      const right = products[j]!;
      let fixed = 0;
      let mixed = 0;
      for (let row = 0; row < last; row++) {
        mixed += left[row * width + last]! * right[row * width + last]!;
        if (fixedWeight !== 0) for (let column = 0; column < last; column++) fixed += left[row * width + column]! * right[row * width + column]!;
      }
      const value = fixedWeight * fixed + mixedWeight * mixed;
      hessian[i * count + j]! += value;
      if (i !== j) hessian[j * count + i]! += value;
    }
  }
}

function addBlock(matrix: Float64Array, count: number, first: number, block: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) matrix[(first + i) * count + first + j]! += block[i * size + j]!;
}

/** The first pass over the patterns of one group: Z picks a participant's visits, W = ZΣZᵀ. Undefined where rounding leaves W indefinite. */
function sumVisitProducts(patterns: readonly VisitPattern[], covariance: Float64Array, size: number, width: number): PatternProducts | undefined {
  const products = new Float64Array(width * width);
  const patternLeverage = new Float64Array(patterns.length * size * size);
  const blocks = new Float64Array(patterns.reduce((total, { blockCount }) => total + blockCount, 0) * size * width);
  let logDeterminant = 0;
  let offset = 0;
  for (const [index, { participants, visits, blocks: observed }] of patterns.entries()) {
    const count = visits.length;
    const triangle = Float64Array.from({ length: count * count }, (_, place) => covariance[visits[Math.floor(place / count)]! * size + visits[place % count]!]!);
    if (!choleskyInPlace(triangle, count)) return undefined;
    for (let i = 0; i < count; i++) logDeterminant += 2 * participants * log(triangle[i * (count + 1)]!);
    const inverse = invertLower(triangle, count);
    const precision = new Float64Array(count * count);
    addGram(precision, 0, inverse, count, count);
    mirror(precision, 0, count);
    const leverage = index * size * size;
    for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) patternLeverage[leverage + visits[i]! * size + visits[j]!] = precision[i * count + j]!;
    for (let start = 0; start < observed.length; start += count * width) {
      const block = observed.slice(start, start + count * width);
      solveLowerInPlace(triangle, count, block, width);
      addGram(products, 0, block, count, width);
      for (let k = 0; k < count; k++) {
        for (let i = 0; i <= k; i++) {
          const weight = inverse[k * count + i]!;
          const target = offset + visits[i]! * width;
          for (let column = 0; column < width; column++) blocks[target + column]! += weight * block[k * width + column]!;
        }
      }
      offset += size * width;
    }
  }
  return { logDeterminant, products, patternLeverage, blocks };
}
