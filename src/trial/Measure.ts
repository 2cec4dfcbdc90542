import * as z from "zod";
import { finiteNumber } from "./finiteNumber.ts";

/** What is rated or measured at visits: a score, a capacity, a time. Each hand or side is a measure of its own. */
export interface Measure {
  readonly label: string;
  readonly unit: string;
  /** Which way is better. Improvement is computed from this, once, everywhere. */
  readonly better: "higher" | "lower";
  /** Smallest and largest possible value; either may be left out. */
  readonly range?: { readonly from?: number; readonly to?: number };
  /** Distance between neighbouring values, counted from `range.from` or 0. Left out for a continuous measure. */
  readonly step?: number;
  /** Values on the steps that the scale does not have: the EDSS goes from 0 to 1 without 0.5. */
  readonly gaps?: readonly number[];
  /** Where the instrument is defined. */
  readonly source?: string;
}

export const Measure: z.ZodType<Measure> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      label: z.string().min(1),
      unit: z.string(),
      better: z.enum(["higher", "lower"]),
      range: z.strictObject({ from: finiteNumber.exactOptional(), to: finiteNumber.exactOptional() }).readonly().exactOptional(),
      step: z.number().positive().exactOptional(),
      gaps: z.array(finiteNumber).readonly().exactOptional(),
      source: z.string().exactOptional(),
    })
    .readonly())();
