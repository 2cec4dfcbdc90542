import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import type { BoundedInterval } from "./proportionInterval.ts";

/** Whether an event is what the treatment is for (a response) or against (a relapse). */
export type EventMeaning = "beneficial" | "harmful";

/** 1 / |risk difference|, with its direction in words (Altman 1998). */
export interface NumberNeededToTreat {
  /** `null` when the risk difference is 0. */
  readonly estimate: number | null;
  /** `benefit`: so many treated for one more to benefit (NNTB); `harm`: for one more to be harmed (NNTH). */
  readonly direction: "benefit" | "harm" | "none";
  /** In the same direction. `null` limits with the reason `interval-crosses-zero` when the risk difference may be 0. */
  readonly interval: Interval;
  /**
   * Present when the interval of the risk difference crosses 0: the number needed to treat then runs from NNTB `benefit` up
   * to infinity, and from infinity down to NNTH `harm`.
   */
  readonly throughInfinity?: { readonly benefit: number; readonly harm: number };
}

export type NumberNeededToTreatReasons = { readonly [path in "estimate" | "interval.lower" | "interval.upper"]?: Reason };

export function numberNeededToTreat(
  riskDifference: number,
  { lower, upper, level }: BoundedInterval,
  events: EventMeaning,
): { readonly value: NumberNeededToTreat; readonly reasons: NumberNeededToTreatReasons } {
  const [benefit, least, most] = events === "beneficial" ? [riskDifference, lower, upper] : [-riskDifference, -upper, -lower];
  const direction = benefit > 0 ? "benefit" : benefit < 0 ? "harm" : "none";
  const estimate = benefit === 0 ? null : 1 / Math.abs(benefit);
  const noEstimate = benefit === 0 && ({ estimate: "zero-denominator" } as const);
  if (least < 0 && most > 0) {
    return {
      value: { estimate, direction, interval: { lower: null, upper: null, level }, throughInfinity: { benefit: 1 / most, harm: 1 / -least } },
      reasons: { ...noEstimate, "interval.lower": "interval-crosses-zero", "interval.upper": "interval-crosses-zero" },
    };
  }
  const [nearest, farthest] = [Math.min(Math.abs(least), Math.abs(most)), Math.max(Math.abs(least), Math.abs(most))];
  return {
    value: { estimate, direction, interval: { lower: farthest === 0 ? null : 1 / farthest, upper: nearest === 0 ? null : 1 / nearest, level } },
    reasons: {
      ...noEstimate,
      ...(farthest === 0 && { "interval.lower": "unbounded" }),
      ...(nearest === 0 && { "interval.upper": "unbounded" }),
    },
  };
}
