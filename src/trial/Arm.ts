import * as z from "zod";
import type { TrialKeys } from "./TrialKeys.ts";
import { TimePoint } from "./TimePoint.ts";

/** A group that participants are allocated to: the planned sequence of treatments, one period each. */
export interface Arm<Keys extends TrialKeys = TrialKeys> {
  readonly label: string;
  readonly role: "experimental" | "control" | "observational";
  /** Left out in a parallel or single-arm trial, where the arm is its one treatment. */
  readonly periods?: readonly Period<Keys>[];
}

/** One stretch of an arm under one treatment; a crossover has several. */
export interface Period<Keys extends TrialKeys = TrialKeys> {
  readonly treatment: Keys["treatment"];
  readonly label?: string;
  /** When it begins; baseline if left out, which only the first period may. */
  readonly start?: TimePoint;
}

/** What is given in a period. Arms without periods need no treatments. */
export interface Treatment {
  readonly label: string;
  readonly role?: "experimental" | "control" | "background";
}

export const Period: z.ZodType<Period> = /* @__PURE__ */ (() =>
  z.strictObject({ treatment: z.string(), label: z.string().exactOptional(), start: TimePoint.exactOptional() }).readonly())();

export const Arm: z.ZodType<Arm> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      label: z.string().min(1),
      role: z.enum(["experimental", "control", "observational"]),
      periods: z.array(Period).min(1).readonly().exactOptional(),
    })
    .readonly())();

export const Treatment: z.ZodType<Treatment> = /* @__PURE__ */ (() =>
  z
    .strictObject({ label: z.string().min(1), role: z.enum(["experimental", "control", "background"]).exactOptional() })
    .readonly())();
