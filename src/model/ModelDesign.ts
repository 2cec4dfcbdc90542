/** The main effect of one variable, or the interaction of several. */
export type ModelTerm<Variable extends string> = Variable | readonly Variable[];

/** What a column of a design is a product of: the indicator of a factor's level, or a covariate less its centre. */
export type DesignPart<Factor extends string = string, Covariate extends string = string> =
  | { readonly factor: Factor; readonly level: string }
  | { readonly covariate: Covariate };

/** One column of a design, also one that was left out as aliased. */
export interface DesignColumn<Factor extends string = string, Covariate extends string = string> {
  /** `intercept`, `arm[msc]`, `baseline`, `arm[msc]:visit[V9]`. */
  readonly name: string;
  /** Index of its term in `terms`; the intercept has none. */
  readonly term?: number;
  /** Empty for the intercept. */
  readonly parts: readonly DesignPart<Factor, Covariate>[];
}

export interface DesignTerm<Variable extends string = string> {
  /** `arm:visit`. */
  readonly name: string;
  readonly variables: readonly Variable[];
}

export interface DesignFactor<Factor extends string = string> {
  readonly name: Factor;
  /** In the order declared, or sorted; without those that no observation has. */
  readonly levels: readonly string[];
  readonly reference: string;
  /** The share of participants with each level, in the order of `levels`; each participant counts once, divided among their rows. */
  readonly frequencies: readonly number[];
}

export interface DesignCovariate<Covariate extends string = string> {
  readonly name: Covariate;
  /** Mean over participants of their own means: a participant with many rows counts as much as one with a single row. */
  readonly mean: number;
  /** What was subtracted from the values: 0 unless centring was asked for. */
  readonly centre: number;
  /** Of the values less the centre, over participants as the mean: the size that rounding is judged by, whatever the unit. */
  readonly rootMeanSquare: number;
}

/**
 * How the columns of a model come from its terms, and what the participants had on average: what adjusted means and tests
 * of terms need besides the estimates. Plain data, of a size that does not grow with the number of observations.
 */
export interface ModelDesign<Factor extends string = string, Covariate extends string = string> {
  readonly terms: readonly DesignTerm<Factor | Covariate>[];
  readonly factors: readonly DesignFactor<Factor>[];
  readonly covariates: readonly DesignCovariate<Covariate>[];
  readonly columns: readonly DesignColumn<Factor, Covariate>[];
  /** Columns left out since they are a combination of columns that stayed: Σ weight × column; no weights for a column of zeros. */
  readonly aliased: readonly { readonly name: string; readonly combination: readonly { readonly name: string; readonly weight: number }[] }[];
  /** Declared levels that no observation has; they have no columns. */
  readonly absentLevels: readonly { readonly factor: Factor; readonly level: string }[];
  /** Combinations of the levels of a term's factors that no observation has. */
  readonly emptyCells: readonly { readonly term: string; readonly cell: readonly { readonly factor: Factor; readonly level: string }[] }[];
  /** Participant mean of every product of parts that a column contains. */
  readonly productMeans: readonly { readonly name: string; readonly mean: number }[];
  readonly counts: { readonly observations: number; readonly participants: number };
}
