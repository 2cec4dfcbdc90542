import type { Alternative } from "../result/Alternative.ts";
import type { PValueAdjustment } from "../inference/adjustPValues.ts";
import type { Offset } from "../trial/Offset.ts";
import { levelText } from "./tableFigures.ts";

/** What the sentences of methods sections have in common. */

/** `two-sided`, `one-sided (treatment greater)` */
export function sided(alternative: Alternative): string {
  return alternative === "two-sided" ? "two-sided" : `one-sided (alternative: ${alternative})`;
}

/** The same inside brackets: `one-sided, alternative: greater` */
export function sidedInBrackets(alternative: Alternative): string {
  return alternative === "two-sided" ? "two-sided" : `one-sided, alternative: ${alternative}`;
}

/** `", one-sided (alternative: greater)"` behind the name of a test, or nothing where it is two-sided. */
export function unlessTwoSided(alternative: Alternative): string {
  return alternative === "two-sided" ? "" : `, ${sided(alternative)}`;
}

/** `The test was two-sided, and the confidence interval has a level of 95%.` */
export function testAndInterval({ alternative, level }: { readonly alternative: Alternative; readonly level: number }): string {
  return `The test was ${sided(alternative)}; the confidence interval has a level of ${levelText(level)}.`;
}

export function intervals(level: number): string {
  return `Confidence intervals have a level of ${levelText(level)}.`;
}

/** `" in the population full"`, or nothing. */
export function inPopulation(population: string | undefined): string {
  return population === undefined ? "" : ` in the population ${population}`;
}

export function quartiles(quantileType: number): string {
  return `Quantiles are those of Hyndman and Fan's definition ${quantileType}.`;
}

/** `a, b and c` */
export function listed(items: readonly (string | number)[], last = "and"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)!}`;
}

/** `leadInSlope` as `lead-in slope`: quantities are named by the fields of results. */
export function quantityWords(field: string): string {
  const words = field.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace(/\blead in\b/u, "lead-in").replace(/\bfollow up\b/u, "follow-up");
}

/** `knots at V5 and V9`, `a knot at V5` */
export function knotsText(knots: readonly (string | number | Offset)[]): string {
  return `${knots.length === 1 ? "a knot" : "knots"} at ${listed(knots.map((knot) => (typeof knot === "object" ? offsetText(knot) : knot)))}`;
}

/** How a rank test finds its p-value, where it is not told which: exact up to so many values, else normal. */
export function rankPValueText({ pValueMethod, continuityCorrection }: { readonly pValueMethod: "exact" | "normal" | "auto"; readonly continuityCorrection: boolean }): string {
  const normal = `the normal approximation ${continuityCorrection ? "with" : "without"} continuity correction`;
  return { auto: `exact p-values where samples are small, or else ${normal}`, exact: "exact p-values", normal }[pValueMethod];
}

export function informationText({ information }: { readonly information?: "observed" | "expected" }): string {
  return information === undefined ? "" : ` from the ${information} information`;
}

/** `4 months` */
export function offsetText(offset: Offset): string {
  const [amount, unit] = offset.months !== undefined ? [offset.months, "month"] : offset.weeks !== undefined ? [offset.weeks, "week"] : [offset.days, "day"];
  return `${amount} ${unit}${Math.abs(amount) === 1 ? "" : "s"}`;
}

export function timeAxis({ time, per, daysPerMonth }: { readonly time: "nominal" | "actual"; readonly per: string; readonly daysPerMonth: number }): string {
  return `Time is in ${per}s, from ${time === "nominal" ? "planned visits" : "recorded dates"}, a month being ${daysPerMonth} days.`;
}

export function adjusted(adjustment: PValueAdjustment | "none"): string {
  return adjustment === "none" ? "not adjusted for their number" : `adjusted by ${adjustmentTexts[adjustment]}`;
}

export const adjustmentTexts: { readonly [A in PValueAdjustment]: string } = {
  bonferroni: "Bonferroni's method",
  holm: "Holm's method",
  hochberg: "Hochberg's method",
  hommel: "Hommel's method",
  "benjamini-hochberg": "Benjamini and Hochberg's method",
  "benjamini-yekutieli": "Benjamini and Yekutieli's method",
};

export const degreesOfFreedomTexts = {
  satterthwaite: "degrees of freedom by Satterthwaite's method",
  "kenward-roger": "covariance and degrees of freedom by Kenward and Roger's method",
  residual: "residual degrees of freedom",
  asymptotic: "the normal distribution in place of t",
} as const;

export const estimatorTexts = { reml: "restricted maximum likelihood (REML)", ml: "maximum likelihood" } as const;

export const slopeTexts = { "two-visit": "from the values at both ends of the range", "least-squares": "by least squares through all values of the range" } as const;

export const riskDifferenceTexts = { newcombe: "Newcombe's hybrid score method", "miettinen-nurminen": "Miettinen and Nurminen's score method", wald: "Wald's method" } as const;

/** `, stratified (3 strata)`, or nothing. */
export function strataText(options: object): string {
  const numberOfStrata = "numberOfStrata" in options && typeof options.numberOfStrata === "number" ? options.numberOfStrata : 1;
  return numberOfStrata < 2 ? "" : `, stratified (${numberOfStrata} strata)`;
}

/** What becomes of participants whom a rule of response cannot judge: `Participants who died …`. */
export const policyTexts = { "non-responder": "counted as non-responders", excluded: "were left out", "as-observed": "were judged by their last value in the window" } as const;

export const limitTexts = { half: "half the limit", limit: "the limit", "limit/√2": "the limit divided by √2" } as const;

export const curveScaleTexts = { "log-log": "log(−log)", log: "logarithmic", plain: "plain" } as const;
