import { type SubstitutionRule, substitutionRules } from "../biomarker/limitRule.ts";
import { checkQuantileType, type QuantileType } from "../inference/quantile.ts";
import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import type { CategoricalBaselineTest, NumericBaselineTest } from "./baselineTest.ts";

/** What a row of the table describes. Measures and biomarkers are those of the baseline visit. */
export type Characteristic<Keys extends TrialKeys = TrialKeys> =
  | { readonly covariate: Keys["covariate"] }
  | { readonly measure: Keys["measure"] }
  | { readonly biomarker: Keys["biomarker"] };

/** Two arms set against each other, row by row. */
export interface BaselineComparison<Arm extends string = string> extends TwoArms<Arm> {
  /** Default true. */
  readonly standardisedDifferences?: boolean;
  /** p-values, with `{}` for the defaults; none unless asked for. A randomised trial needs none. */
  readonly tests?: {
    /** Default `"welch"`. */
    readonly numeric?: NumericBaselineTest;
    /** `auto`: Pearson's χ² test unless an expected count is below 5, then Fisher's exact test. Default `"auto"`. */
    readonly categorical?: CategoricalBaselineTest;
  };
}

export interface BaselineCharacteristicsOptions<Keys extends TrialKeys = TrialKeys> {
  /** The rows, in their order. Default: every covariate, then every measure and biomarker, as declared. */
  readonly characteristics?: readonly Characteristic<Keys>[];
  /** Whom to describe; everyone in the records if left out. */
  readonly population?: Keys["population"];
  /** How quartiles are taken between two values, by Hyndman and Fan's number. Default 7. */
  readonly quantileType?: QuantileType;
  /**
   * What stands for a biomarker value beyond a limit of quantification. Without a rule, the statistics of an arm with such a
   * value are `null`.
   */
  readonly limits?: SubstitutionRule;
  /** Two arms to compare; off unless given. */
  readonly compare?: BaselineComparison<Keys["arm"]>;
}

/** Every option after defaults were applied. */
export interface ResolvedBaselineOptions<Keys extends TrialKeys = TrialKeys> {
  readonly characteristics: readonly Characteristic<Keys>[];
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
  readonly limits?: SubstitutionRule;
  readonly compare?: TwoArms<Keys["arm"]> & {
    readonly standardisedDifferences: boolean;
    readonly tests?: { readonly numeric: NumericBaselineTest; readonly categorical: CategoricalBaselineTest };
  };
}

export function resolveBaselineOptions<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  options: BaselineCharacteristicsOptions<Keys>,
): ResolvedBaselineOptions<Keys> {
  checkOptionKeys(caller, options, ["characteristics", "population", "quantileType", "limits", "compare"]);
  const { characteristics = everyCharacteristic(trial), population, quantileType = 7, limits, compare } = options;
  if (!Array.isArray(characteristics)) throw new TypeError(`${caller}: characteristics must be a list; received ${show(characteristics)}`);
  checkQuantileType(caller, quantileType);
  if (limits !== undefined) checkChoice(caller, "limits", limits, substitutionRules);
  return {
    characteristics: characteristics.map((characteristic: Characteristic<Keys>, index) => {
      checkCharacteristic(caller, trial, `characteristics[${index}]`, characteristic);
      return { ...characteristic };
    }),
    ...(population !== undefined && { population }),
    quantileType,
    ...(limits !== undefined && { limits }),
    ...(compare !== undefined && { compare: resolveComparison(caller, trial, compare) }),
  };
}

function everyCharacteristic<Keys extends TrialKeys>(trial: Trial<Keys>): Characteristic<Keys>[] {
  const covariates = keysOf(trial.covariates).map((covariate: Keys["covariate"]) => ({ covariate }));
  if (baselineVisitOf(trial) === undefined) return covariates;
  const measures = keysOf(trial.measures).map((measure: Keys["measure"]) => ({ measure }));
  const biomarkers = keysOf(trial.biomarkers).map((biomarker: Keys["biomarker"]) => ({ biomarker }));
  return [...covariates, ...measures, ...biomarkers];
}

function checkCharacteristic<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, name: string, characteristic: Characteristic<Keys>): void {
  checkKnownKeys(caller, name, characteristic, ["covariate", "measure", "biomarker"]);
  if (Object.keys(characteristic).length !== 1) {
    throw new TypeError(`${caller}: ${name} must be one of { covariate }, { measure }, { biomarker }; received ${show(characteristic)}`);
  }
  if ("covariate" in characteristic) return checkKey(caller, trial.covariates, characteristic.covariate, "covariate");
  if ("measure" in characteristic) checkKey(caller, trial.measures, characteristic.measure, "measure");
  else checkKey(caller, trial.biomarkers, characteristic.biomarker, "biomarker");
  if (baselineVisitOf(trial) !== undefined) return;
  throw new RangeError(`${caller}: ${name} is what was measured at baseline, and the trial declares no baseline visit`);
}

function resolveComparison<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  compare: BaselineComparison<Keys["arm"]>,
): NonNullable<ResolvedBaselineOptions<Keys>["compare"]> {
  checkKnownKeys(caller, "compare", compare, ["treatment", "control", "standardisedDifferences", "tests"]);
  checkTwoArms(caller, trial.arms, compare);
  const { treatment, control, standardisedDifferences = true, tests } = compare;
  if (typeof standardisedDifferences !== "boolean") {
    throw new TypeError(`${caller}: compare.standardisedDifferences must be true or false; received ${show(standardisedDifferences)}`);
  }
  return { treatment, control, standardisedDifferences, ...(tests !== undefined && { tests: resolveTests(caller, tests) }) };
}

function resolveTests(caller: string, tests: NonNullable<BaselineComparison["tests"]>): Required<typeof tests> {
  checkKnownKeys(caller, "compare.tests", tests, ["numeric", "categorical"]);
  const { numeric = "welch", categorical = "auto" } = tests;
  checkChoice(caller, "compare.tests.numeric", numeric, ["welch", "student", "rank-sum"]);
  checkChoice(caller, "compare.tests.categorical", categorical, ["pearson", "fisher", "auto"]);
  return { numeric, categorical };
}
