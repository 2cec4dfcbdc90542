import { checkFields } from "../result/checkKeys.ts";
import { buildDesign } from "./buildDesign.ts";
import type { ModelDesign } from "./ModelDesign.ts";
import type { CovariateOf, FactorOf, ModelData, ModelTerms } from "./readTerms.ts";

export interface DesignColumnsInput<Data extends ModelData> extends ModelTerms<Data> {
  /** Whose observation each is; without it every observation is a participant of its own. */
  readonly participant?: readonly (string | number)[];
  /**
   * What to do with a column that is a combination of others, as where a cell of an interaction is empty: `"refuse"`, or
   * `"leave-out"` and list it in the design. Default `"refuse"`.
   */
  readonly aliased?: "refuse" | "leave-out";
}

export interface DesignColumnsResult<Factor extends string = string, Covariate extends string = string> {
  /** What the models take as `fixed`. */
  readonly columns: { readonly [name: string]: readonly number[] };
  readonly design: ModelDesign<Factor, Covariate>;
}

/**
 * The columns of a model's terms: intercept, factors with a reference level, covariates and interactions of any of these.
 *
 * Use it to give `fitLinearMixedModel` or `fitMmrm` their `fixed` columns; `fitLinearModel` does it by itself. Columns are
 * named by what they are: `intercept`, `arm[msc]`, `baseline`, `arm[msc]:visit[V9]`. A factor of which a margin is not in the
 * model has a column for every level, so that `[["arm", "visit"]]` beside `"visit"` gives an effect of the arm at each visit.
 * Without an intercept the first main effect of a factor has a column for every level.
 * Spread the design into the fit, `{ ...fit, design }`, for `leastSquaresMeans` and `termTests`.
 *
 * Participant means in the design weigh each participant once, whatever the number of their rows; R's emmeans averages
 * rows, so that under dropout its adjusted means differ. Every value must be there: rows with a missing covariate are
 * left out before.
 *
 * R: `model.matrix` with `contr.treatment`; SAS: the GLM parameterisation, less its aliased columns, with REF=FIRST.
 *
 * @throws TrialwiseError `singular-design` for columns that are combinations of others (named, with empty cells), a factor with one
 *   level, a reference level without observations; `too-much-work` for more than 2000 columns
 * @throws RangeError, TypeError for an unknown variable or level, a term listed twice, columns of unequal length, values
 *   that are not finite, an unknown option
 *
 * Source: Chambers & Hastie 1992, Statistical Models in S, chapter 2.
 *
 * @example
 * ```ts
 * import { designColumns } from "trialwise";
 *
 * const { columns, design } = designColumns({
 *   terms: ["arm", "visit", ["arm", "visit"], "baseline"],
 *   data: {
 *     arm: ["control", "control", "msc", "msc", "msc"],
 *     visit: ["V9", "V10", "V9", "V10", "V9"],
 *     baseline: [38, 38, 41, 41, 35],
 *   },
 *   factors: { visit: { levels: ["V9", "V10"] } },
 *   participant: ["001", "001", "002", "002", "003"],
 * });
 * Object.keys(columns); // => ["intercept", "arm[msc]", "visit[V10]", "arm[msc]:visit[V10]", "baseline"]
 * columns["arm[msc]:visit[V10]"]; // => [0, 0, 0, 1, 0]
 * design.covariates; // => [{ "name": "baseline", "mean": 38, "centre": 0, "rootMeanSquare": 38.0789 }]
 * ```
 */
export function designColumns<const Data extends ModelData>(input: DesignColumnsInput<Data>): DesignColumnsResult<FactorOf<Data>, CovariateOf<Data>> {
  checkFields(caller, "the input", input, ["terms", "data"], ["factors", "centre", "intercept", "participant", "aliased"]);
  return buildDesign(caller, input);
}

const caller = "designColumns";
