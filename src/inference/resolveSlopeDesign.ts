import { semidefiniteRoot } from "../numeric/semidefiniteRoot.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkSample } from "../result/checkOption.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkDesignNumber } from "./designNumbers.ts";
import type { FittedVariances, LeadInHingeDesign, SlopeDesign, TwoSlopesDesign } from "./slopeDesign.ts";

interface Resolved {
  readonly times: readonly number[];
  readonly observed: { readonly treatment: readonly number[]; readonly control: readonly number[] };
  /** Of the participants' own coefficients, in the order of `parameters`. */
  readonly randomEffects: { readonly parameters: readonly string[]; readonly covariance: readonly (readonly number[])[] };
  readonly residualVariance: number;
  readonly intercepts: "by-arm" | "common";
}

/** A design after defaults were applied. */
export type ResolvedSlopeDesign =
  | (Resolved & { readonly model: "two-slopes" })
  | (Resolved & { readonly model: "lead-in-hinge"; readonly leadInSlopes: "by-arm" | "common"; readonly effect: "slope-change" | "follow-up-slope" });

const caller = "powerSlope";
const everyVisit = ["model", "times", "observed", "intercepts", "variances"];

/** The keys of each model's design. */
export const designKeys = { "two-slopes": everyVisit, "lead-in-hinge": [...everyVisit, "leadInSlopes", "effect"] } as const;

/** Checks a design and fills in what was left out. */
export function resolveSlopeDesign(design: SlopeDesign): ResolvedSlopeDesign {
  const { model, intercepts = "by-arm" } = design;
  checkChoice(caller, "model", model, ["two-slopes", "lead-in-hinge"]);
  checkChoice(caller, "intercepts", intercepts, ["by-arm", "common"]);
  checkTimes(design.times);
  const shared = { times: Array.from(design.times, withoutNegativeZero), observed: resolveObserved(design), intercepts };
  if (design.model === "two-slopes") return { model: design.model, ...shared, ...lineVariances(design.variances) };
  const { leadInSlopes = "by-arm", effect = "slope-change" } = design;
  checkChoice(caller, "leadInSlopes", leadInSlopes, ["by-arm", "common"]);
  checkChoice(caller, "effect", effect, ["slope-change", "follow-up-slope"]);
  return { model: design.model, ...shared, leadInSlopes, effect, ...hingeVariances(design.variances) };
}

function checkTimes(times: readonly number[]): void {
  checkSample(caller, "times", times);
  times.forEach((time, index) => {
    checkDesignNumber(caller, `times[${index}]`, time, index === 0 || time > times[index - 1]!, "above the time before it");
  });
}

function resolveObserved({ times, observed }: SlopeDesign): Resolved["observed"] {
  if (observed === undefined) return { treatment: times.map(() => 1), control: times.map(() => 1) };
  if ("treatment" in observed) {
    checkParts(caller, "observed", observed, ["treatment", "control"]);
    return { treatment: checkObserved("observed.treatment", observed.treatment, times), control: checkObserved("observed.control", observed.control, times) };
  }
  const proportions = checkObserved("observed", observed, times);
  return { treatment: proportions, control: proportions };
}

function checkObserved(name: string, proportions: readonly number[], times: readonly number[]): readonly number[] {
  checkSample(caller, name, proportions);
  if (proportions.length !== times.length) {
    throw new RangeError(`${caller}: ${name} must have one proportion for each of the ${times.length} times; received ${proportions.length}`);
  }
  proportions.forEach((proportion, index) => {
    const before = index === 0 ? 1 : proportions[index - 1]!;
    const rule = `at least 0 and at most ${before}, since who has left does not come back`;
    checkDesignNumber(caller, `${name}[${index}]`, proportion, proportion >= 0 && proportion <= before, rule);
  });
  return Array.from(proportions, withoutNegativeZero);
}

type Variances = Pick<Resolved, "randomEffects" | "residualVariance">;

function lineVariances(variances: TwoSlopesDesign["variances"]): Variances {
  if (variances.fit !== undefined) {
    checkKnownKeys(caller, "variances", variances, ["fit", "intercept", "slope"]);
    return fittedVariances(variances.fit, { intercept: variances.intercept, slope: variances.slope });
  }
  checkKnownKeys(caller, "variances", variances, ["intercept", "slope", "correlation", "residual"]);
  const { intercept, slope, correlation = 0, residual } = variances;
  return statedVariances({ intercept, slope }, [[1, correlation], [correlation, 1]], residual);
}

function hingeVariances(variances: LeadInHingeDesign["variances"]): Variances {
  if (variances.fit !== undefined) {
    checkKnownKeys(caller, "variances", variances, ["fit", "intercept", "leadIn", "followUp"]);
    return fittedVariances(variances.fit, { intercept: variances.intercept, leadIn: variances.leadIn, followUp: variances.followUp });
  }
  checkKnownKeys(caller, "variances", variances, ["intercept", "leadIn", "followUp", "correlations", "residual"]);
  const { intercept, leadIn, followUp, correlations = {}, residual } = variances;
  checkKnownKeys(caller, "variances.correlations", correlations, ["interceptLeadIn", "interceptFollowUp", "leadInFollowUp"]);
  const { interceptLeadIn = 0, interceptFollowUp = 0, leadInFollowUp = 0 } = correlations;
  const matrix = [[1, interceptLeadIn, interceptFollowUp], [interceptLeadIn, 1, leadInFollowUp], [interceptFollowUp, leadInFollowUp, 1]];
  return statedVariances({ intercept, leadIn, followUp }, matrix, residual);
}

function statedVariances(variances: { readonly [parameter: string]: number }, correlations: readonly (readonly number[])[], residual: number): Variances {
  const parameters = Object.keys(variances);
  for (const parameter of parameters) checkDesignNumber(caller, `variances.${parameter}`, variances[parameter]!, variances[parameter]! >= 0, "at least 0");
  correlations.flat().forEach((value) => checkDesignNumber(caller, "a correlation", value, Math.abs(value) <= 1, "between -1 and 1"));
  checkCovariance("the correlations", correlations);
  const deviations = parameters.map((parameter) => Math.sqrt(variances[parameter]!));
  const covariance = correlations.map((row, i) => row.map((value, j) => withoutNegativeZero(i === j ? variances[parameters[i]!]! : value * deviations[i]! * deviations[j]!)));
  return { randomEffects: { parameters, covariance }, residualVariance: checkResidual("variances.residual", residual) };
}

/** The variances of the named columns; a column without a name has none. */
function fittedVariances(fit: FittedVariances, names: { readonly [parameter: string]: string | undefined }): Variances {
  checkParts(caller, "variances.fit", fit, ["randomEffects", "residualVariance"]);
  const { parameters: columns, matrix } = fit.randomEffects.covariance;
  const parameters = Object.keys(names);
  const places = parameters.map((parameter) => {
    const name = names[parameter];
    if (name === undefined && parameter === "slope") return null;
    if (name !== undefined && columns.includes(name)) return columns.indexOf(name);
    const nearest = typeof name === "string" ? nearestKey(name, columns) : undefined;
    const suggestion = nearest === undefined ? `; it has ${columns.join(", ")}` : `. Did you mean "${nearest}"?`;
    throw new RangeError(`${caller}: variances.${parameter} must name a random column of the fit; received ${show(name)}${suggestion}`);
  });
  const covariance = places.map((i) => places.map((j) => (i === null || j === null ? 0 : withoutNegativeZero(matrix[i]![j]!))));
  checkCovariance("the fit's covariance of random effects", covariance);
  return { randomEffects: { parameters, covariance }, residualVariance: checkResidual("variances.fit.residualVariance", fit.residualVariance) };
}

function checkCovariance(name: string, matrix: readonly (readonly number[])[]): void {
  if (semidefiniteRoot(matrix) !== null) return;
  throw new RangeError(`${caller}: ${name} must be possible together: they give some combination of effects a negative variance`);
}

function checkResidual(name: string, value: number): number {
  checkDesignNumber(caller, name, value, value > 0, "above 0");
  return value;
}
