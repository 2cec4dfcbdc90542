import { fTails } from "../numeric/fDistribution.ts";
import { leastSquares } from "../numeric/leastSquares.ts";
import { mean, sum, sumOfSquaredDeviations } from "../numeric/sum.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { ContrastBasis } from "./ContrastBasis.ts";
import { fixedEffectOf } from "./fixedEffectOf.ts";
import type { FixedEffect } from "./FixedEffect.ts";
import type { NamedMatrix } from "./NamedMatrix.ts";
import { tooFew } from "./readModelColumns.ts";
import { aliasedColumns } from "./standardiseFixed.ts";

/** What every fit by least squares has. */
export interface LeastSquaresFit<Name extends string> {
  readonly coefficients: { readonly [N in Name]: FixedEffect };
  readonly covariance: NamedMatrix<Name>;
  /** Residual sum of squares / residual degrees of freedom. */
  readonly residualVariance: number;
  /** Share of the response's sum of squares about its mean (without an intercept: about zero) that the model explains. */
  readonly rSquared: number;
  /** 1 − residual variance / variance of the response. */
  readonly adjustedRSquared: number;
  /** F: the model explains nothing beyond the intercept. */
  readonly overallTest: {
    readonly statistic: number;
    readonly degreesOfFreedom: { readonly numerator: number; readonly denominator: number };
    readonly pValue: number;
  };
  /** For each observation in the order given. */
  readonly fitted: readonly number[];
  /** Response − fitted. */
  readonly residuals: readonly number[];
  readonly counts: { readonly observations: number; readonly coefficients: number };
  /** What `contrast` needs besides the estimates. */
  readonly contrastBasis: Extract<ContrastBasis, { readonly degreesOfFreedomMethod: "residual" }>;
}

interface ColumnsToFit<Name extends string> {
  /** What the caller calls its columns: predictors, terms. */
  readonly part: string;
  readonly names: readonly Name[];
  readonly columns: readonly Float64Array[];
  readonly response: Float64Array;
  readonly hasIntercept: boolean;
  readonly level: number;
}

export function fitColumns<Name extends string>(caller: string, { part, names, columns, response, hasIntercept, level }: ColumnsToFit<Name>): LeastSquaresFit<Name> {
  const observations = response.length;
  const denominator = observations - names.length;
  if (denominator < 1) throw tooFew(caller, "observations", `more observations than the ${names.length} coefficients`, observations);
  const fit = leastSquares(columns, response);
  if (fit.aliased.length > 0) throw aliasedColumns(caller, part, fit.aliased.map((index) => names[index]!));
  const squares = sum(response.map((value) => value * value));
  // At the rounding error of the response nothing is left to estimate an error from.
  if (!(Math.sqrt(fit.residualSumOfSquares) > 1e-14 * Math.sqrt(squares))) throw noVariance(caller);
  const residualVariance = fit.residualSumOfSquares / denominator;
  const residualError = Math.sqrt(residualVariance);
  const root = fit.inverseRoot.map((row) => row.map((entry) => entry * residualError));
  const matrix = root.map((row) => root.map((other) => withoutNegativeZero(row.reduce((total, value, index) => total + value * other[index]!, 0))));
  const centre = hasIntercept ? mean(response) : 0;
  const fitted = response.map((value, row) => value - fit.residuals[row]!);
  const explained = sum(fitted.map((value) => (value - centre) ** 2));
  const total = hasIntercept ? sumOfSquaredDeviations(response) : squares;
  const intercepts = hasIntercept ? 1 : 0;
  const numerator = names.length - intercepts;
  const statistic = explained / numerator / residualVariance;
  return {
    coefficients: recordOf(names, (name) => {
      const index = names.indexOf(name);
      return fixedEffectOf(fit.coefficients[index]!, { standardError: Math.sqrt(matrix[index]![index]!), degreesOfFreedom: denominator }, level);
    }),
    covariance: { parameters: names, matrix },
    residualVariance,
    rSquared: explained / (explained + fit.residualSumOfSquares),
    adjustedRSquared: withoutNegativeZero(1 - residualVariance / (total / (observations - intercepts))),
    overallTest: { statistic, degreesOfFreedom: { numerator, denominator }, pValue: fTails(statistic, numerator, denominator).upper },
    fitted: Array.from(fitted, withoutNegativeZero),
    residuals: Array.from(fit.residuals, withoutNegativeZero),
    counts: { observations, coefficients: names.length },
    contrastBasis: { degreesOfFreedomMethod: "residual", root, degreesOfFreedom: denominator },
  };
}

function noVariance(caller: string): TrialwiseError {
  return new TrialwiseError({
    code: "no-variance",
    message: `${caller}: the columns fit every value of response exactly, so its errors cannot be estimated`,
    required: "values that vary about the fit",
    observed: "no variance",
  });
}
