import type { PowerPairedTTestResult } from "../inference/powerPairedTTest.ts";
import type { PowerProportionsResult } from "../inference/powerProportions.ts";
import type { PowerSlopeResult } from "../inference/powerSlope.ts";
import type { PowerSurvivalResult } from "../inference/powerSurvival.ts";
import type { PowerTTestResult } from "../inference/powerTTest.ts";
import type { SimulatedTrial } from "../simulation/SimulatedTrial.ts";
import type { NullResponderRateResult } from "../response/nullResponderRate.ts";
import type { TableAudit } from "../published/auditTable.ts";
import type { RecoverCountsResult } from "../published/recoverCounts.ts";
import type { RecoverTotalsResult } from "../published/recoverTotals.ts";
import type { PerArm } from "../inference/solvePower.ts";
import { listed, sidedInBrackets, slopeTexts } from "./methodsPhrases.ts";
import { boundText } from "./responderRuleText.ts";
import { keysIn } from "./tableArms.ts";
import { levelText } from "./tableFigures.ts";

/** Methods sections of sample sizes, simulations and printed figures. */
export const designMethods = {
  "power-t-test": ({ options }: PowerTTestResult["method"]) =>
    `Sample size and power are those of Student's t test (${sidedInBrackets(options.alternative)}), by the ${formulas[options.formula]}, with ${allocation(options.allocation)}. ${dropout(options.dropout)}`,
  "power-paired-t-test": ({ options }: PowerPairedTTestResult["method"]) =>
    `Sample size and power are those of the paired t test (${sidedInBrackets(options.alternative)}), by the ${formulas[options.formula]}. ${dropout(options.dropout)}`,
  "power-proportions": ({ options }: PowerProportionsResult["method"]) =>
    `Sample size and power are those of a comparison of two proportions (${sidedInBrackets(options.alternative)}), by the ${proportionFormulas[options.formula]}, with ${allocation(options.allocation)}. ${dropout(options.dropout)}`,
  "power-survival": ({ options }: PowerSurvivalResult["method"]) =>
    `The number of events and the power are those of the log-rank test (${sidedInBrackets(options.alternative)}), by ${options.formula === "schoenfeld" ? "Schoenfeld" : "Freedman"}'s formula, with ${allocation(options.allocation)}.${
      options.followUp === undefined
        ? ""
        : ` Times are exponential, with a hazard of ${shortened(options.followUp.controlHazard)} in controls and of ${shortened(options.followUp.lossHazard)} for loss, accrual over ${options.followUp.accrual} and follow-up of ${options.followUp.followUp} after it.`
    } ${dropout(options.dropout)}`,
  "power-slope": ({ options }: PowerSlopeResult["method"]) =>
    `Sample size and power are those of a comparison of slopes by a linear mixed model (${slopeModels[options.design.model]}; ${sidedInBrackets(options.alternative)}), by the ${formulas[options.formula]}, with ${allocation(options.allocation)}. ${dropout(options.dropout)}`,
  "bivariate-normal": nullRate,
  simulation: nullRate,
  "simulated-trial": ({ options }: SimulatedTrial["method"]) =>
    `The data were SIMULATED, with seed ${options.seed}, for ${listed(keysIn<string>(options.participants).map((arm) => `${options.participants[arm] ?? 0} participants in ${arm}`))}: courses of a linear mixed model; each visit was missed with probability ${options.missedVisits}.`,
  "recomputation-of-printed-figures": ({ options }: TableAudit["method"]) =>
    `Printed figures were recomputed: means by ${options.meansTest === "student" ? "Student" : "Welch"}'s t test, proportions by ${printedTests[options.proportionsTest]}, intervals at a level of ${levelText(options.level)}; p-values are read in the style ${options.pValueStyle}.`,
  "recover-counts": ({ options }: RecoverCountsResult["method"]) =>
    `Counts were recovered from printed percentages, for ${options.n.from === options.n.to ? `a denominator of ${options.n.from}` : `denominators from ${options.n.from} to ${options.n.to}`}, ${options.complete ? "with" : "without"} percentages adding up to everyone, with ${roundings[options.rounding]}.`,
  "recover-totals": ({ options }: RecoverTotalsResult["method"]) =>
    `Totals were recovered from printed means of values in steps of ${options.step}, with ${roundings[options.rounding]}.`,
};

function nullRate({ name, options }: NullResponderRateResult["method"]): string {
  const how = name === "simulation" ? `by simulation of ${options.participants ?? 0} participants with seed ${options.seed ?? ""}` : "from the bivariate normal distribution of the two slopes";
  const atMost = options.leadInSlopeAtMost === undefined ? "" : `, among lead-in slopes of at most ${options.leadInSlopeAtMost}`;
  return `The rate of responders (improvement of the slope by ${boundText(options.rule)}% of the decline in the lead-in) without any effect of treatment was computed ${how}${atMost}; slopes are estimated ${slopeTexts[options.method]}.`;
}

function allocation({ treatment, control }: PerArm): string {
  return `an allocation of ${treatment} to ${control} (treatment to control)`;
}

function dropout(share: number): string {
  return share === 0 ? "No dropout was allowed for." : `A dropout of ${levelText(share)} was allowed for.`;
}

/** Four digits of a rate: it was often computed from a median. */
function shortened(rate: number): number {
  return Number(rate.toPrecision(4));
}

const slopeModels = { "two-slopes": "one slope in each arm", "lead-in-hinge": "a slope before and one after baseline" } as const;

const formulas = { "noncentral-t": "noncentral t distribution", normal: "normal approximation" } as const;

const proportionFormulas = {
  pooled: "normal approximation with a pooled variance under the null hypothesis",
  unpooled: "normal approximation with unpooled variances",
  "continuity-corrected": "normal approximation with continuity correction",
  arcsine: "arcsine transformation",
} as const;

const printedTests = { auto: "Pearson's χ² test, or Fisher's exact test where an expected count was below 5", pearson: "Pearson's χ² test", yates: "Yates's χ² test", fisher: "Fisher's exact test" } as const;

const roundings = { any: "any rounding", "half-up": "halves rounded up", "half-even": "halves rounded to even", truncated: "digits cut off" } as const;
