import type { Biomarker } from "../trial/Biomarker.ts";
import { type CensoredValue, partOf } from "./CensoredValue.ts";

/** Values of one visit beyond the limits of quantification. */
export interface BeyondLimits {
  /** Reported as below a limit. */
  readonly below: number;
  /** Reported as above a limit. */
  readonly above: number;
  /** Reported as a number, although it lies below the biomarker's declared lower limit: kept as it is. */
  readonly valuesBelowLimit: number;
  /** Reported as a number, although it lies above the biomarker's declared upper limit: kept as it is. */
  readonly valuesAboveLimit: number;
}

/** What was reported at a visit: a value with its mark, or the value that stands for it. */
type Reported = {
  readonly before: CensoredValue;
  readonly after: CensoredValue;
  readonly beyond?: { readonly before?: "below" | "above"; readonly after?: "below" | "above" };
};

export function countBeyond(rows: readonly Reported[], visit: "before" | "after", { lowerLimit = -Infinity, upperLimit = Infinity }: Biomarker): BeyondLimits {
  const parts = rows.map((row) => {
    const { kind, limit } = partOf(row[visit]);
    return { kind: row.beyond?.[visit] ?? kind, limit };
  });
  const count = (isCounted: (part: (typeof parts)[number]) => boolean) => parts.filter(isCounted).length;
  return {
    below: count(({ kind }) => kind === "below"),
    above: count(({ kind }) => kind === "above"),
    valuesBelowLimit: count(({ kind, limit }) => kind === "value" && limit < lowerLimit),
    valuesAboveLimit: count(({ kind, limit }) => kind === "value" && limit > upperLimit),
  };
}
