import { fTails } from "../numeric/fDistribution.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { contrastsError } from "./contrastError.ts";
import { checkDesignedFit, combine, type DesignedFit } from "./estimableEffect.ts";
import type { DesignTerm, ModelDesign } from "./ModelDesign.ts";
import { addedSquares, estimableHypotheses, typeThreeWeights } from "./termHypotheses.ts";

export interface TermTestsOptions {
  /** Which other terms each is adjusted for. Default `"III"`. */
  readonly type?: "I" | "II" | "III";
}

/** F: a term adds nothing to those it is adjusted for. */
export interface TermTest<Variable extends string = string> extends DesignTerm<Variable> {
  /** Of a linear model only. */
  readonly sumOfSquares?: number | null;
  readonly statistic: number | null;
  readonly degreesOfFreedom: {
    readonly numerator: number | null;
    /** `null` with `asymptotic` (`"unbounded"`). */
    readonly denominator: number | null;
  };
  readonly pValue: number | null;
  readonly reasons?: Reasons<"sumOfSquares" | "statistic" | "degreesOfFreedom.numerator" | "degreesOfFreedom.denominator" | "pValue">;
}

export interface TermTestsResult<Variable extends string = string> {
  /** In the order of the model. */
  readonly tests: readonly TermTest<Variable>[];
  readonly method: Method<"tests-of-terms", Required<TermTestsOptions>>;
}

/**
 * An F test of each term of a model, with the factor as a whole: the rows of an analysis of variance or of covariance.
 *
 * - `III` (default): each term adjusted for all the others, with equal weights for the cells of a factor: are the adjusted
 *   means (`equal`) of the levels the same? A covariate that interacts with the factor is held at its centre: centre it,
 *   or the test is at its zero. A term without its margins in the model is tested as it stands.
 * - `II`: each term adjusted for those that do not contain it (an interaction contains its main effects). More powerful
 *   where there is no interaction. Linear models only.
 * - `I`: each term adjusted for those before it, in the order of the model; the sums of squares add up. Linear models only.
 *
 * In balanced data without covariates all three are the same. Tests of a mixed model use its degrees-of-freedom method and
 * are those of `contrast` on several rows. Where columns were left out as aliased, a test of type III of the highest
 * interaction is of what can be estimated, with fewer degrees of freedom; of a term within it `null`, `"not-estimable"`.
 *
 * R: `anova` is type I, `car::Anova` II and III; III there needs `contr.sum`, without which it tests the effect at the reference
 * levels of the other factors; here the coding does not matter. SAS: SS1 SS2 SS3 of PROC GLM; its type II adjusts a factor for its
 * interaction with a covariate, here and in car it does not, and with empty cells its type III is another hypothesis.
 *
 * @throws RangeError, TypeError for type I or II of another fit than `fitLinearModel`'s, a fit whose coefficients are not the
 *   columns of its design, an unknown option or choice
 *
 * Source: Searle 1987, Linear Models for Unbalanced Data (ISBN 0-471-84096-3), chapters 4 and 12; Yates 1934
 * (https://doi.org/10.1080/01621459.1934.10502686).
 *
 * @example
 * ```ts
 * import { fitLinearModel, termTests } from "trialwise";
 *
 * const fit = fitLinearModel({
 *   response: [-4, -7, -5, -1, -3, 0, -2],
 *   terms: ["arm", "baseline"],
 *   data: { arm: ["control", "control", "control", "msc", "msc", "msc", "msc"], baseline: [38, 31, 36, 40, 33, 42, 35] },
 * });
 * termTests(fit).tests.map(({ name, statistic }) => [name, statistic]); // => [["arm", 122.1058], ["baseline", 84.1154]]
 * ```
 */
export function termTests<Factor extends string, Covariate extends string>(
  fit: DesignedFit<Factor, Covariate>,
  options: TermTestsOptions = {},
): TermTestsResult<Factor | Covariate> {
  checkDesignedFit(caller, fit);
  checkOptionKeys(caller, options, ["type"]);
  const { type = "III" } = options;
  checkChoice(caller, "type", type, ["I", "II", "III"]);
  const { terms } = fit.design;
  if (type !== "III" && residualVarianceOf(fit) === undefined) {
    throw new RangeError(`${caller}: type ${show(type)} is defined here for the fits of fitLinearModel; use "III"`);
  }
  const tests = terms.map((term, index) => {
    if (type === "III") return { ...term, ...typeThree(fit, index) };
    const others = Array.from(terms.keys()).filter((other) => (type === "I" ? other < index : other !== index && !contains(terms[other]!, term)));
    return { ...term, ...added(fit, index, others) };
  });
  return { tests, method: { name: "tests-of-terms", options: { type }, reference: "Searle 1987, Linear Models for Unbalanced Data" } };
}

const caller = "termTests";

type Outcome = Omit<TermTest, keyof DesignTerm>;

function typeThree(fit: DesignedFit, index: number): Outcome {
  const { design, contrastBasis } = fit;
  const hypotheses = typeThreeWeights(design, index);
  const rows = estimableHypotheses(fit, hypotheses);
  const isHighest = design.terms.every((other) => other === design.terms[index] || !contains(other, design.terms[index]!));
  const error = isHighest || rows.length === hypotheses.length ? contrastsError(contrastBasis, rows, rows.map((row) => combine(fit, row))) : undefined;
  const variance = residualVarianceOf(fit);
  if (error === undefined) return notEstimable(variance);
  const { numerator, denominator, statistic } = error;
  if (Number.isNaN(denominator)) {
    const reason = "not-defined";
    return {
      statistic: null,
      degreesOfFreedom: { numerator, denominator: null },
      pValue: null,
      reasons: { statistic: reason, "degreesOfFreedom.denominator": reason, pValue: reason },
    };
  }
  return outcome(statistic, numerator, denominator, variance);
}

function added(fit: DesignedFit, index: number, others: readonly number[]): Outcome {
  const { squares, degreesOfFreedom } = addedSquares(fit, index, others);
  const { contrastBasis } = fit;
  const denominator = "degreesOfFreedom" in contrastBasis ? contrastBasis.degreesOfFreedom : Infinity;
  const variance = residualVarianceOf(fit);
  return degreesOfFreedom === 0 ? notEstimable(variance) : outcome(squares / degreesOfFreedom, degreesOfFreedom, denominator, variance);
}

function notEstimable(variance: number | undefined): Outcome {
  const reason = "not-estimable";
  return {
    ...(variance !== undefined && { sumOfSquares: null }),
    statistic: null,
    degreesOfFreedom: { numerator: null, denominator: null },
    pValue: null,
    reasons: {
      ...(variance !== undefined && { sumOfSquares: reason }),
      statistic: reason,
      "degreesOfFreedom.numerator": reason,
      "degreesOfFreedom.denominator": reason,
      pValue: reason,
    },
  };
}

function outcome(statistic: number, numerator: number, denominator: number, variance: number | undefined): Outcome {
  return {
    ...(variance !== undefined && { sumOfSquares: withoutNegativeZero(statistic * numerator * variance) }),
    statistic: withoutNegativeZero(statistic),
    degreesOfFreedom: { numerator, denominator: denominator < Infinity ? denominator : null },
    pValue: fTails(statistic, numerator, denominator).upper,
    ...(denominator === Infinity && { reasons: { "degreesOfFreedom.denominator": "unbounded" } as const }),
  };
}

function contains(term: ModelDesign["terms"][number], other: ModelDesign["terms"][number]): boolean {
  return term.variables.length > other.variables.length && other.variables.every((name) => term.variables.includes(name));
}

/** Only a linear model has sums of squares. */
function residualVarianceOf({ method, residualVariance }: DesignedFit): number | undefined {
  return method.name === "linear-model" ? residualVariance : undefined;
}
