import * as z from "zod";
import { finiteNumber } from "./finiteNumber.ts";

/** An analyte in a body fluid, in one declared unit. */
export interface Biomarker {
  readonly label: string;
  /** Where it is measured: `CSF`, `serum`, `plasma`. */
  readonly matrix: string;
  readonly unit: string;
  /** Lower limit of quantification, in the declared unit. */
  readonly lowerLimit?: number;
  readonly upperLimit?: number;
  /** Other names of the same analyte, such as MCP-1 for CCL2. Samples give its key; one that gives a synonym is refused with the key that it means. */
  readonly synonyms?: readonly string[];
}

export const Biomarker: z.ZodType<Biomarker> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      label: z.string().min(1),
      matrix: z.string().min(1),
      unit: z.string().min(1),
      lowerLimit: finiteNumber.nonnegative().exactOptional(),
      upperLimit: z.number().positive().exactOptional(),
      synonyms: z.array(z.string()).readonly().exactOptional(),
    })
    .readonly())();
