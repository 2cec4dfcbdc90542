import { pValueStyles } from "../numeric/pValueText.ts";
import type { PValueStyle } from "../numeric/pValueText.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { auditFigure, notDerivable } from "./auditFigure.ts";
import type { AuditedFigure } from "./auditFigure.ts";
import { checkTable } from "./checkTable.ts";
import { deriveRecomputed, deriveSlopeChange, deriveTotal } from "./deriveArithmetic.ts";
import { deriveCorrelation, deriveEstimates } from "./deriveEstimates.ts";
import { deriveMeans, meansTests } from "./deriveMeans.ts";
import { derivePercentages, deriveProportionsTest, proportionsTests } from "./deriveProportions.ts";
import type { Derivation } from "./Derivation.ts";
import type { MeansTest, NotDerivableRow, ProportionsTest, PublishedRow, PublishedTable } from "./PublishedTable.ts";

export interface AuditTableOptions {
  /** Coverage of the printed intervals. Default 0.95. */
  readonly level?: number;
  /** What a printed `<0.001` says: `unrounded` (default), p < 0.001; `paper`, p rounds to 0.000. */
  readonly pValueStyle?: PValueStyle;
  /** The test of two means where a row does not name one. Default `student`. */
  readonly meansTest?: MeansTest;
  /** The test of two proportions where a row does not name one. Default `auto`. */
  readonly proportionsTest?: ProportionsTest;
}

export interface TableAudit<Id extends string = string> {
  readonly title: string;
  readonly source?: string;
  /** One for each printed figure, in the order of the table. */
  readonly figures: readonly AuditedFigure<Id>[];
  readonly counts: {
    readonly figures: number;
    readonly atPrintedInputs: number;
    readonly withinInputRounding: number;
    readonly inconsistent: number;
    readonly notDerivable: number;
  };
  readonly method: Method<"recomputation-of-printed-figures", Required<AuditTableOptions>>;
}

/**
 * Recomputes every derivable figure of a published table from its other figures, and says of each whether it can be right.
 *
 * Use it before reusing a published difference, standard error, interval, p-value, percentage or total, in a meta-analysis or a
 * sample-size calculation. Each figure is recomputed by the method that the row states and by the others that could have
 * produced it, from the inputs as printed and over the closed box of inputs that round to those printed (half a unit in the last
 * decimal either way); the result is rounded half away from zero and compared with what is printed. `consistent` says at which
 * of the two; `inconsistent` means that the printed figures cannot all be right under the stated method, not which of them is
 * wrong. A difference is treatment − control.
 *
 * The envelope is exact where the figure rises or falls with every input, which holds for all methods but Welch's: its degrees of
 * freedom turn, so that its p-value and limits are searched within the box, and a value at the very edge may be missed.
 *
 * What it does not do: each figure is judged for itself, so figures that are possible one by one may still not be possible
 * together; means and standard deviations that no whole-number scores can have are not recognised; no other number of participants
 * or sidedness than the row's is tried; nothing is said about how the figures came about.
 *
 * @param table rows of printed figures as text, which says how they were rounded; see {@link PublishedTable}
 * @throws RangeError, TypeError for text that is not a figure, counts that are none, an unknown test, a key that no row of its kind
 *   has, a row id used twice
 *
 * Source: the recomputation of printed tests as in Nuijten et al. 2016 (https://doi.org/10.3758/s13428-015-0664-2).
 *
 * @example SF-36 in Table 3 of Oh 2018 (https://doi.org/10.1002/ana.25302): the printed standard error is the pooled standard deviation
 * ```ts
 * import { auditTable } from "trialwise";
 *
 * const audit = auditTable({
 *   title: "Table 3",
 *   rows: [
 *     {
 *       kind: "means",
 *       id: "sf36",
 *       label: "SF-36 change",
 *       treatment: { n: 32, mean: "-9.06", standardDeviation: "12.83" },
 *       control: { n: 25, mean: "-11.83", standardDeviation: "11.28" },
 *       printed: { difference: "2.78", standardError: "12.18", pValue: "0.397" },
 *     },
 *   ],
 * });
 * audit.figures[0]?.verdict; // => { "kind": "consistent", "agreement": "within-input-rounding", "methods": ["student", "welch"] }
 * audit.figures[1]?.recomputed; // => 3.250616
 * audit.figures[1]?.verdict.kind; // => "inconsistent"
 * audit.counts; // => { "figures": 3, "atPrintedInputs": 0, "withinInputRounding": 2, "inconsistent": 1, "notDerivable": 0 }
 * ```
 */
export function auditTable<const Id extends string>(table: PublishedTable<Id>, options: AuditTableOptions = {}): TableAudit<Id> {
  const resolved = resolveOptions(options);
  checkTable(table);
  const figures = table.rows.flatMap((row) => auditRow(row, resolved));
  const count = (outcome: string): number =>
    figures.filter(({ verdict }) => outcome === (verdict.kind === "consistent" ? verdict.agreement : verdict.kind)).length;
  return {
    title: table.title,
    ...(table.source !== undefined && { source: table.source }),
    figures,
    counts: {
      figures: figures.length,
      atPrintedInputs: count("at-printed-inputs"),
      withinInputRounding: count("within-input-rounding"),
      inconsistent: count("inconsistent"),
      notDerivable: count("not-derivable"),
    },
    method: {
      name: "recomputation-of-printed-figures",
      options: resolved,
      reference: "Nuijten et al. 2016, doi:10.3758/s13428-015-0664-2",
    },
  };
}

function resolveOptions(options: AuditTableOptions): Required<AuditTableOptions> {
  checkOptionKeys("auditTable", options, ["level", "pValueStyle", "meansTest", "proportionsTest"]);
  const { level = 0.95, pValueStyle = "unrounded", meansTest = "student", proportionsTest = "auto" } = options;
  checkLevel("auditTable", level);
  checkChoice("auditTable", "pValueStyle", pValueStyle, pValueStyles);
  checkChoice("auditTable", "meansTest", meansTest, meansTests);
  checkChoice("auditTable", "proportionsTest", proportionsTest, proportionsTests);
  return { level, pValueStyle, meansTest, proportionsTest };
}

function auditRow<Id extends string>(row: PublishedRow<Id>, options: Required<AuditTableOptions>): AuditedFigure<Id>[] {
  if (row.kind === "not-derivable") return [notDerivable(row, "value", row.printed.value, "inputs-not-printed", row.needs)];
  return derivationsOf(row, options).flatMap((derivation) =>
    derivation.printed.map(({ quantity, text }) => auditFigure(row, derivation, quantity, text, options.pValueStyle)),
  );
}

function derivationsOf(row: Exclude<PublishedRow, NotDerivableRow>, options: Required<AuditTableOptions>): Derivation[] {
  switch (row.kind) {
    case "means":
      return [deriveMeans(row, options)];
    case "proportions":
      return [derivePercentages(row), deriveProportionsTest(row, options)];
    case "estimate":
    case "estimates":
      return [deriveEstimates(row, options)];
    case "correlation":
      return [deriveCorrelation(row)];
    case "slope-change":
      return [deriveSlopeChange(row)];
    case "total":
      return [deriveTotal(row)];
    case "recomputed":
      return [deriveRecomputed(row)];
  }
}
