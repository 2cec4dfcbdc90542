import * as z from "zod";
import { finiteNumber } from "./finiteNumber.ts";
import type { PlacedTime } from "./TimePoint.ts";
import { TimePoint } from "./TimePoint.ts";

/** One administration of study treatment. */
export interface Dose {
  readonly participant: string;
  /** Which dose it was, counted from 1. */
  readonly number: number;
  readonly at: TimePoint;
  readonly treatment?: string;
  readonly routes?: readonly string[];
  readonly amount?: { readonly value: number; readonly unit: string };
}

/** A dose as read: its time placed on the participant's axis. */
export interface PlacedDose extends Omit<Dose, "at"> {
  readonly at: PlacedTime;
}

export const Dose: z.ZodType<Dose> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      participant: z.string().min(1),
      number: z.number().int().positive(),
      at: TimePoint,
      treatment: z.string().exactOptional(),
      routes: z.array(z.string()).readonly().exactOptional(),
      amount: z.strictObject({ value: finiteNumber, unit: z.string().min(1) }).readonly().exactOptional(),
    })
    .readonly())();
