import { checkQuantileType, type QuantileType } from "../inference/quantile.ts";
import { resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { checkFields, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { checkRange } from "../trial/checkMeasureEndpoint.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { refuseFaults } from "../trial/Fault.ts";
import { checkKey, resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type {
  BiomarkerChangeMethodOptions,
  BiomarkerChangeOf,
  BiomarkerChangeResult,
  BiomarkerScale,
  CensoredBiomarkerChangeResult,
  ComparableBiomarkerChangeResult,
} from "./BiomarkerChangeResult.ts";
import { checkLimitRule, type LimitRule, type SubstitutionRule, substitutionRules } from "./limitRule.ts";
import { censoredChange, substitutedChange } from "./pairedChange.ts";
import { checkGrouping, type ResponderGrouping } from "./ResponderGrouping.ts";

/** What the analysis of a biomarker's change takes besides the biomarker and its visits. */
export interface BiomarkerAnalysisOptions<
  Keys extends TrialKeys = TrialKeys,
  Rule extends LimitRule = LimitRule,
  Better extends "higher" | "lower" = "higher" | "lower",
> extends TestOptions {
  /** What becomes of values beyond the limits of quantification. Without it they are refused. `tobit` needs `log` or `fold`. */
  readonly limits?: Rule;
  /** Which way is better. A biomarker does not say so itself, and `compareArms` needs to know. */
  readonly better?: Better;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** A result of `classifyResponders`: changes are described for each of its classes too. */
  readonly classes?: ResponderGrouping;
  /** How quartiles are taken, by Hyndman and Fan's number: 7 as in R (default), 2 as in SAS. */
  readonly quantileType?: QuantileType;
}

export interface BiomarkerChangeOptions<
  Keys extends TrialKeys = TrialKeys,
  Rule extends LimitRule = LimitRule,
  Better extends "higher" | "lower" = "higher" | "lower",
> extends BiomarkerAnalysisOptions<Keys, Rule, Better> {
  readonly biomarker: Keys["biomarker"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  /** `raw` (default), `log`, or `fold`: as `log`, with results back-transformed. */
  readonly scale?: BiomarkerScale;
}

/** The keys of {@link BiomarkerAnalysisOptions}. */
export const biomarkerAnalysisKeys: readonly string[] = ["limits", "better", "population", "classes", "quantileType", "level", "alternative"];

/**
 * Change of a biomarker between two visits: for each participant, and described and tested by arm and by responder class.
 *
 * Use it for paired samples, such as CSF before and after a dose. `change` is after − before on the scale: `raw` in the declared unit,
 * `log` the difference of the natural logarithms, `fold` the same with ratios beside it (`fold.estimate` is the ratio of geometric means
 * with its back-transformed interval). Concentrations are skewed more often than not; then `fold` is the scale to take. Each group has
 * its values before and after, the paired t test and Wilcoxon's signed rank test of the change. These tests say nothing about
 * treatment without a control: for that, name `better` and hand the result to `compareArms`, which compares the changes on the scale
 * (e to the power of its estimate is a ratio of ratios after `log` or `fold`).
 *
 * Values beyond the limits of quantification are refused (`beyond-limits`) until `limits` says what becomes of them. `half`, `limit` and
 * `limit/√2` put a number in the place of a value below its limit, and the limit in the place of one above; every one is counted under
 * `limits` and marked in its row. `tobit` puts nothing there and fits a censored bivariate normal distribution to the logarithms
 * (`censoredNormalPairs`); its arms are compared by `compareEstimates`. A number that lies beyond a declared limit is kept, and counted.
 *
 * A participant needs a sample at both visits; `excluded` names the others with the reason, also for a value of 0 that has no logarithm
 * (`zero-reference`). Every sample must be in the declared unit: another is refused (`invalid-records`), never converted. Where a group
 * is too small, what cannot be estimated is `null` with the reason.
 *
 * With `classes` the groups of a responder classification are described in each arm. Responders are known only after treatment, so
 * differences between them are no effects of it: every such group is marked `postBaseline`.
 *
 * @throws TrialwiseError `beyond-limits` for values beyond limits without a rule; `invalid-records` for a sample in another unit
 * @throws RangeError, TypeError for keys that the trial does not declare, a visit that is not later than `from`, an unknown option,
 *   `tobit` on the scale `raw` or with `better`
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302), whose cytokines are such changes; Lyles, Williams & Chuachoowong 2001
 * (https://doi.org/10.1111/j.0006-341X.2001.01238.x) for `tobit`.
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData } from "trialwise";
 * import { biomarkerChange } from "trialwise/biomarker";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V6: { at: { months: 1 } } },
 *   biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL", lowerLimit: 15 } },
 * });
 * const sample = { biomarker: "tgfb1", unit: "pg/mL" } as const;
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }, { id: "003", arm: "msc" }],
 *   biomarkerSamples: [
 *     { participant: "001", visit: "V5", ...sample, value: 20 },
 *     { participant: "001", visit: "V6", ...sample, value: 40 },
 *     { participant: "002", visit: "V5", ...sample, below: 15 },
 *     { participant: "002", visit: "V6", ...sample, value: 30 },
 *     { participant: "003", visit: "V5", ...sample, value: 25 },
 *   ],
 * });
 * const change = biomarkerChange(data, { biomarker: "tgfb1", from: "V5", to: "V6", scale: "fold", limits: "half" });
 *
 * change.rows[1]; // => { participant: "002", arm: "msc", before: 7.5, after: 30, change: 1.386, foldChange: 4, beyond: { before: "below" } }
 * change.byArm.msc.fold?.estimate; // => 2.828
 * change.byArm.msc.limits.before.below; // => 1
 * change.excluded; // => [{ participant: "003", arm: "msc", reason: "no-observation", visit: "V6" }]
 * ```
 */
export function biomarkerChange<Keys extends TrialKeys, Rule extends LimitRule = SubstitutionRule, Better extends "higher" | "lower" = never>(
  data: TrialData<Keys>,
  options: BiomarkerChangeOptions<NoInfer<Keys>, Rule, Better>,
): BiomarkerChangeOf<Keys, Rule, Better>;
export function biomarkerChange<Keys extends TrialKeys, Rule extends LimitRule = SubstitutionRule, Better extends "higher" | "lower" = never>(
  data: TrialData<Keys>,
  endpoint: NoInfer<Keys["endpoint"]>,
  options?: BiomarkerAnalysisOptions<NoInfer<Keys>, Rule, Better>,
): BiomarkerChangeOf<Keys, Rule, Better>;
export function biomarkerChange<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: Keys["endpoint"] | BiomarkerChangeOptions<Keys>,
  options: BiomarkerAnalysisOptions<Keys> = {},
): BiomarkerChangeResult<Keys> | ComparableBiomarkerChangeResult<Keys> | CensoredBiomarkerChangeResult<Keys> {
  const caller = "biomarkerChange";
  checkTrialData(caller, data);
  if (typeof endpoint === "string") {
    checkOptionKeys(caller, options, biomarkerAnalysisKeys);
    const { kind: _, ...declared } = resolveEndpoint(caller, data.trial, endpoint, ["biomarker-change"]);
    return analyseBiomarkerChange(caller, data, { ...declared, ...options });
  }
  checkFields(caller, "the options", endpoint, ["biomarker", "from", "to"], ["scale", ...biomarkerAnalysisKeys]);
  return analyseBiomarkerChange(caller, data, endpoint);
}

/** {@link biomarkerChange} of options whose keys were checked, for a function that signs what is refused. */
export function analyseBiomarkerChange<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  options: BiomarkerChangeOptions<Keys>,
): BiomarkerChangeResult<Keys> | ComparableBiomarkerChangeResult<Keys> | CensoredBiomarkerChangeResult<Keys> {
  const { limits, ...resolved } = resolveOptions(caller, data, options);
  if (limits === "tobit") return censoredChange(caller, data, { ...resolved, limits }, options.classes);
  return substitutedChange(caller, data, { ...resolved, ...(limits !== undefined && { limits }) }, options.classes);
}

function resolveOptions<Keys extends TrialKeys>(caller: string, data: TrialData<Keys>, options: BiomarkerChangeOptions<Keys>): BiomarkerChangeMethodOptions<Keys> {
  const { biomarker, from, to, scale = "raw", limits, better, population, classes, quantileType = 7, ...testOptions } = options;
  checkKey(caller, data.trial.biomarkers, biomarker, "biomarker");
  refuseFaults(caller, checkRange(data.trial, { from, to }, []));
  checkChoice(caller, "scale", scale, ["raw", "log", "fold"]);
  checkLimitRule(caller, limits, [...substitutionRules, "tobit"]);
  if (limits === "tobit" && scale === "raw") {
    throw new RangeError(`${caller}: limits "tobit" fits the logarithms, so scale must be "log" or "fold"; received "raw"`);
  }
  if (better !== undefined) checkChoice(caller, "better", better, ["higher", "lower"]);
  if (limits === "tobit" && better !== undefined) {
    throw new RangeError(`${caller}: leave better out with limits "tobit": it is for compareArms, and arms of a censored change are compared by compareEstimates`);
  }
  if (classes !== undefined) checkGrouping(caller, classes);
  checkQuantileType(caller, quantileType);
  return {
    biomarker,
    from,
    to,
    scale,
    ...(limits !== undefined && { limits }),
    ...(better !== undefined && { better }),
    ...(population !== undefined && { population }),
    quantileType,
    ...resolveTestOptions(caller, testOptions),
  };
}
