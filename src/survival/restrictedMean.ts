import { TrialwiseError } from "../result/TrialwiseError.ts";
import { stepTime, survivalCurve } from "./survivalCurve.ts";
import type { CheckedTimes } from "./survivalTimes.ts";

/** The area under the Kaplan–Meier curve up to a horizon. */
export interface RestrictedMean {
  readonly estimate: number;
  /** √(Σ A² d / (n (n − d))) over the event times, A being the area from that time to the horizon. */
  readonly standardError: number;
  readonly horizon: number;
  /** Events up to and including the horizon. */
  readonly events: number;
}

/** `horizon` may be the last time at which a participant was observed. */
export function restrictedMean(caller: string, data: CheckedTimes, horizon: number | "last-time"): RestrictedMean {
  const curve = survivalCurve(data, (step) => step);
  const last = curve.at(-1)!;
  const end = horizon === "last-time" ? last.time : stepTime(curve, horizon);
  if (last.estimate > 0 && end > last.time) {
    throw new TrialwiseError({
      code: "beyond-follow-up",
      message: `${caller}: the curve is unknown up to the horizon of ${horizon}, since observation ended at ${last.time} with participants free of the event`,
      required: `a horizon of at most ${last.time}`,
      observed: end,
    });
  }
  let [area, events] = [0, 0];
  // In units of the horizon, since the square of a time may be beyond the range of numbers.
  let variance = 0;
  let next = end;
  for (const step of curve.filter(({ time }) => time <= end).reverse()) {
    area += step.estimate * (next - step.time);
    next = step.time;
    events += step.events;
    // Where everyone at risk has the event, no area is left.
    if (area > 0 && step.events < step.atRisk) variance += ((area / end) ** 2 * step.events) / (step.atRisk * (step.atRisk - step.events));
  }
  return { estimate: area + next, standardError: end * Math.sqrt(variance), horizon: end, events };
}
