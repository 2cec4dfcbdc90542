import { readFileSync } from "node:fs";
import type { AlsfrsRItems, ConvertedSystem, EdssPlusValues, ProgressorCutOff, ThresholdSide, TimedTest } from "trialwise/instruments";

/** What test/reference/instruments/instruments.R wrote. */
export interface Case {
  readonly staging: {
    readonly items: readonly (number | null)[];
    readonly form: "5a" | "5b" | "none";
    readonly gastrostomy: "yes" | "no" | "unsaid";
    readonly ventilation: boolean;
    readonly died: boolean;
    readonly kings: readonly [number, number];
    readonly mitos: readonly [number, number];
    readonly domains: readonly (number | null)[];
    readonly total: number | null;
    readonly proratedDomains: readonly (number | null)[];
    readonly proratedTotal: number | null;
  };
  readonly change: { readonly baseline: number; readonly followUp: number; readonly cut: number; readonly verdict: ThresholdSide };
  readonly confirmation: {
    readonly kind: "edss" | "percent";
    readonly time: readonly number[];
    readonly value: readonly number[];
    readonly weeks: number;
    readonly tolerance: number;
    readonly roving: boolean;
    readonly bound: number;
    readonly onset: number | null;
    readonly confirmation: number | null;
    readonly references: readonly number[];
    readonly unconfirmed?: readonly number[];
  };
  readonly improvement: {
    readonly cut: number;
    readonly percent: number;
    readonly baseline: readonly (number | null)[];
    readonly followUp: readonly (number | null)[];
    readonly improved: readonly (boolean | null)[];
    readonly any: boolean | null;
  };
  readonly progression: {
    readonly time: readonly number[];
    readonly weeks: number;
    readonly cut: number;
    readonly series: readonly (readonly number[] | null)[];
    readonly progressedIn: readonly number[];
    readonly progressed: boolean | null;
    readonly onset: number | null;
    readonly confirmation: number | null;
  };
  readonly progressor: { readonly cutOff: ProgressorCutOff; readonly lost: number; readonly group: string };
  readonly grade: { readonly system: ConvertedSystem; readonly grade: number; readonly converted: number };
  readonly timed: { readonly test: TimedTest; readonly trials: readonly (number | null)[]; readonly seconds: number; readonly unable: boolean };
}

export const cases: readonly Case[] = JSON.parse(readFileSync(new URL("../reference/instruments/instruments.json", import.meta.url), "utf8")).cases;

/** Items 1 to 12 by their names; item 5 on the form given. */
export function itemsOf(values: readonly (number | null)[], form: "5a" | "5b" | "none" = "5a"): AlsfrsRItems {
  const [speech, salivation, swallowing, handwriting, cutting, dressing, turningInBed, walking, climbingStairs, dyspnea, orthopnea, respiratoryInsufficiency] = values.map((value) => value ?? null);
  return {
    speech: speech!, salivation: salivation!, swallowing: swallowing!, handwriting: handwriting!, dressing: dressing!, turningInBed: turningInBed!,
    walking: walking!, climbingStairs: climbingStairs!, dyspnea: dyspnea!, orthopnea: orthopnea!, respiratoryInsufficiency: respiratoryInsufficiency!,
    ...(form === "5b" ? { cuttingWithGastrostomy: cutting! } : { cutting: cutting! }),
  };
}

/** Normal items but for those named by number. */
export function normalBut(changes: Readonly<Record<number, number | null>> = {}, form: "5a" | "5b" = "5a"): AlsfrsRItems {
  return itemsOf(Array.from({ length: 12 }, (_, index) => (index + 1 in changes ? changes[index + 1]! : 4)), form);
}

export const components = ["edss", "t25fw", "nineHolePegDominant", "nineHolePegNonDominant"] as const;

export function plusValues([edss, t25fw, dominant, nonDominant]: readonly (number | null)[]): EdssPlusValues {
  return { edss: edss!, t25fw: t25fw!, nineHolePegDominant: dominant!, nineHolePegNonDominant: nonDominant! };
}
