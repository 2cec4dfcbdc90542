import * as z from "zod";
import { finiteNumber } from "./finiteNumber.ts";
import { MeasureEndpoint } from "./MeasureEndpoint.ts";

/**
 * Who counts as a responder, as data that can be stored and read back. `Of` is the endpoint that a rule looks at: a key
 * of the trial, or an endpoint written in place.
 */
export type ResponderRule<Of = string | MeasureEndpoint> =
  | PercentImprovement<Of>
  | AbsoluteImprovement<Of>
  | NoWorsening<Of>
  | StartingWithin<Of>
  | Confirmed<Of>
  | AnyOf<Of>
  | AllOf<Of>
  | Not<Of>;

/** A bound that is reached at equality (`atLeast`) or only beyond it (`moreThan`). */
export type Bound =
  | { readonly atLeast: number; readonly moreThan?: never }
  | { readonly moreThan: number; readonly atLeast?: never };

/**
 * Improvement as a percentage: of the lead-in decline for a slope change, of the value at `from` for a percent change.
 */
export type PercentImprovement<Of = string | MeasureEndpoint> = { readonly kind: "percent-improvement"; readonly of: Of } & Bound;

/** Improvement in the endpoint's own units: points for a change, points per unit of time for a slope change. */
export type AbsoluteImprovement<Of = string | MeasureEndpoint> = { readonly kind: "absolute-improvement"; readonly of: Of } & Bound;

/** The change is no worse than none. */
export interface NoWorsening<Of = string | MeasureEndpoint> {
  readonly kind: "no-worsening";
  readonly of: Of;
}

/**
 * The value at the endpoint's first visit lies in a range, its ends included: the part of a rule whose threshold depends on where
 * a participant starts. A side that is left out is open.
 */
export interface StartingWithin<Of = string | MeasureEndpoint> {
  readonly kind: "starting-within";
  readonly of: Of;
  readonly from?: number;
  readonly to?: number;
}

/** The rule holds at the endpoint's last visit and at every visit after it for at least so many weeks. */
export interface Confirmed<Of = string | MeasureEndpoint> {
  readonly kind: "confirmed";
  readonly rule: ResponderRule<Of>;
  readonly weeks: number;
}

export interface AnyOf<Of = string | MeasureEndpoint> {
  readonly kind: "any-of";
  readonly rules: readonly ResponderRule<Of>[];
}

export interface AllOf<Of = string | MeasureEndpoint> {
  readonly kind: "all-of";
  readonly rules: readonly ResponderRule<Of>[];
}

export interface Not<Of = string | MeasureEndpoint> {
  readonly kind: "not";
  readonly rule: ResponderRule<Of>;
}

export const ResponderRule: z.ZodType<ResponderRule> = /* @__PURE__ */ (() => {
  const of = z.union([z.string(), z.lazy(() => MeasureEndpoint)]);
  const self: z.ZodType<ResponderRule> = z.lazy(() => ResponderRule);
  const rules = z.array(self).min(1).readonly();
  const bounded = <Kind extends string>(kind: Kind) =>
    z.union(
      [
        z.strictObject({ kind: z.literal(kind), of, atLeast: finiteNumber }).readonly(),
        z.strictObject({ kind: z.literal(kind), of, moreThan: finiteNumber }).readonly(),
      ],
      { error: `a rule of kind "${kind}" carries an endpoint in "of" and either atLeast or moreThan, as a number` },
    );
  return z.union([
    bounded("percent-improvement"),
    bounded("absolute-improvement"),
    z.strictObject({ kind: z.literal("no-worsening"), of }).readonly(),
    z
      .strictObject({ kind: z.literal("starting-within"), of, from: finiteNumber.exactOptional(), to: finiteNumber.exactOptional() })
      .readonly()
      .refine(({ from, to }) => (from !== undefined || to !== undefined) && (from ?? -Infinity) <= (to ?? Infinity), {
        error: 'a rule of kind "starting-within" needs from, to or both, and a range that runs upwards',
      }),
    z.strictObject({ kind: z.literal("confirmed"), rule: self, weeks: z.number().positive() }).readonly(),
    z.strictObject({ kind: z.literal("any-of"), rules }).readonly(),
    z.strictObject({ kind: z.literal("all-of"), rules }).readonly(),
    z.strictObject({ kind: z.literal("not"), rule: self }).readonly(),
  ]);
})();
