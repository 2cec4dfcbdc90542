import * as z from "zod";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** A finite number; −0 is read as 0, so that data equal themselves after a JSON round trip. */
export const finiteNumber: z.ZodNumber = /* @__PURE__ */ (() => z.number().overwrite(withoutNegativeZero))();
