import * as z from "zod";
import { Offset } from "./Offset.ts";

/** A planned visit: its nominal time from an anchor, and how far from that time it still counts as this visit. */
export interface Visit {
  readonly label?: string;
  readonly at: Offset;
  /** What `at` is counted from: the baseline visit, or a dose (`dose:2`) where participants keep their own calendar. */
  readonly from?: "baseline" | `dose:${number}`;
  /** The visit that the trial calls baseline: exactly one, at time 0. */
  readonly baseline?: true;
  /** Allowed distance before and after the nominal time. */
  readonly window?: { readonly before: Offset; readonly after: Offset };
}

export const Visit: z.ZodType<Visit> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      label: z.string().exactOptional(),
      at: Offset,
      from: z
        .custom<"baseline" | `dose:${number}`>((text) => typeof text === "string" && /^(baseline|dose:[1-9]\d*)$/.test(text), {
          error: 'a visit is counted from "baseline" or from a dose: "dose:1", "dose:2", …',
        })
        .exactOptional(),
      baseline: z.literal(true).exactOptional(),
      window: z.strictObject({ before: Offset, after: Offset }).readonly().exactOptional(),
    })
    .readonly())();
