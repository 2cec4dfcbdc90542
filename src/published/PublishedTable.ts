import type { Alternative } from "../result/Alternative.ts";

/**
 * A published table as data: what a reader copies from the page, row by row, for {@link auditTable}.
 *
 * Text is a figure as printed, known to half a unit of its last decimal; a number is exact (a count, a mean from a whole-number
 * total). `treatment` and `control` name the two groups of every row, and differences are treatment − control.
 */
export interface PublishedTable<Id extends string = string> {
  readonly title: string;
  /** Where the table stands: citation, page, table number. */
  readonly source?: string;
  readonly rows: readonly PublishedRow<Id>[];
}

/** A row of a published table, told apart by `kind`. */
export type PublishedRow<Id extends string = string> =
  | MeansRow<Id>
  | ProportionsRow<Id>
  | EstimateRow<Id>
  | EstimatesRow<Id>
  | CorrelationRow<Id>
  | SlopeChangeRow<Id>
  | TotalRow<Id>
  | RecomputedRow<Id>
  | NotDerivableRow<Id>;

/** An input: text as printed, or an exact number. */
export type InputFigure = string | number;

interface RowBase<Kind extends string, Id extends string> {
  readonly kind: Kind;
  /** The row's own name in the audit; unique in the table. */
  readonly id: Id;
  readonly label: string;
}

/** Two group means and their comparison by a t test. */
export interface MeansRow<Id extends string = string> extends RowBase<"means", Id> {
  readonly treatment: PrintedMean;
  readonly control: PrintedMean;
  readonly printed: PrintedComparison;
  /** The test the paper states, or is taken to have used. Default: the audit's `meansTest`. */
  readonly test?: MeansTest;
  /** What the paper's p-value and interval refer to. Default `two-sided`. */
  readonly alternative?: Alternative;
}

export type MeansTest = "student" | "welch";

export interface PrintedMean {
  readonly n: number;
  readonly mean: InputFigure;
  readonly standardDeviation: InputFigure;
}

/** The printed figures of a comparison; leave out what the table does not print. */
export interface PrintedComparison {
  readonly difference?: string;
  /** Of the difference. */
  readonly standardError?: string;
  readonly interval?: PrintedInterval;
  readonly pValue?: string;
}

export interface PrintedInterval {
  readonly lower: string;
  readonly upper: string;
  /** Default: the audit's `level`. */
  readonly level?: number;
}

/** Participants with an event in two groups, their printed percentages, and the p-value of the 2×2 table. */
export interface ProportionsRow<Id extends string = string> extends RowBase<"proportions", Id> {
  readonly treatment: PrintedProportion;
  readonly control: PrintedProportion;
  readonly printed?: { readonly pValue?: string };
  /** The test the paper states, or is taken to have used. Default: the audit's `proportionsTest`. */
  readonly test?: ProportionsTest;
}

/** `auto`: Pearson's χ² without correction, Fisher's exact test where an expected count is below 5. `yates`: with correction. */
export type ProportionsTest = "auto" | "pearson" | "yates" | "fisher";

export interface PrintedProportion {
  readonly events: number;
  readonly n: number;
  /** As printed, with or without the sign: `"56"`. */
  readonly percent?: string;
}

/** One estimate with its standard error: its Wald interval and p-value against zero. */
export interface EstimateRow<Id extends string = string> extends RowBase<"estimate", Id> {
  readonly estimate: InputFigure;
  readonly standardError: InputFigure;
  /** Of the t distribution; the normal distribution where left out. */
  readonly degreesOfFreedom?: number;
  readonly printed: Pick<PrintedComparison, "interval" | "pValue">;
  readonly alternative?: Alternative;
}

/** Two independent estimates with standard errors (slopes of a model, say) and the Wald comparison of the two. */
export interface EstimatesRow<Id extends string = string> extends RowBase<"estimates", Id> {
  readonly treatment: PrintedEstimate;
  readonly control: PrintedEstimate;
  /** Of the t distribution; the normal distribution where left out. */
  readonly degreesOfFreedom?: number;
  readonly printed: PrintedComparison;
  readonly alternative?: Alternative;
}

export interface PrintedEstimate {
  readonly estimate: InputFigure;
  readonly standardError: InputFigure;
}

/** Pearson's correlation (give R² with the direction where the table prints R²) and its p-value. */
export interface CorrelationRow<Id extends string = string> extends RowBase<"correlation", Id> {
  readonly n: number;
  readonly rSquared: InputFigure;
  /** The sign of the correlation, which R² has lost. */
  readonly direction: "positive" | "negative";
  readonly printed: { readonly pValue: string };
  readonly alternative?: Alternative;
}

/** The mean slopes of one group of participants before and after baseline, and their difference. */
export interface SlopeChangeRow<Id extends string = string> extends RowBase<"slope-change", Id> {
  /** Per unit of time, of the same participants as the change. */
  readonly leadInSlope: InputFigure;
  /** From baseline to the end of follow-up. */
  readonly change: InputFigure;
  /** How long the follow-up lasts, in the slopes' unit of time. */
  readonly followUp: number;
  readonly printed: { readonly slopeChange: string };
  /** Which slope the paper says is subtracted from which. Default `follow-up-minus-lead-in`. */
  readonly subtraction?: SlopeSubtraction;
}

export type SlopeSubtraction = "follow-up-minus-lead-in" | "lead-in-minus-follow-up";

/** A total and the parts that should add up to it. Not for participants who may count in several parts. */
export interface TotalRow<Id extends string = string> extends RowBase<"total", Id> {
  readonly parts: readonly InputFigure[];
  readonly printed: { readonly total: string };
}

/** A figure that was recomputed by other means: from participants' records, by a design formula. */
export interface RecomputedRow<Id extends string = string> extends RowBase<"recomputed", Id> {
  readonly value: number;
  readonly printed: { readonly value: string };
}

/** A figure that the paper prints without what it follows from. It is listed, so that nobody takes it for checked. */
export interface NotDerivableRow<Id extends string = string> extends RowBase<"not-derivable", Id> {
  readonly printed: { readonly value: string };
  /** What a recomputation would need, in words. */
  readonly needs: string;
}
