import type * as z from "zod";
import { finiteNumber } from "./finiteNumber.ts";

/** How many days, weeks or months: not so many that their number in days is no longer finite. */
export const timeAmount: z.ZodNumber = /* @__PURE__ */ (() => finiteNumber.min(-1e300).max(1e300))();
