import * as z from "zod";

/** A fact about a participant at entry: a number with its unit, or one of a list of categories. */
export type Covariate =
  | { readonly kind: "number"; readonly label: string; readonly unit?: string }
  | { readonly kind: "category"; readonly label: string; readonly levels: readonly string[] };

export const Covariate: z.ZodType<Covariate> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("number"), label: z.string().min(1), unit: z.string().exactOptional() }).readonly(),
    z.strictObject({ kind: z.literal("category"), label: z.string().min(1), levels: z.array(z.string()).min(1).readonly() }).readonly(),
  ]))();
