import { checkSample } from "../result/checkOption.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { CheckedTimes } from "./survivalTimes.ts";
import { checkNotNegative } from "./survivalTimes.ts";

/** The Kaplan–Meier estimate from one time on, up to the next. */
export interface CurveStep {
  readonly time: number;
  /** Participants under observation just before this time. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly estimate: number;
  /** Greenwood's variance of the logarithm of the estimate; infinite where the estimate is 0. */
  readonly varianceOfLog: number;
}

/**
 * What `describe` makes of the step at each time at which a participant had the event or was censored, in order, and of those who leave then:
 * places from one up to another in the order of times. There may be a million steps, of which nothing else is kept.
 */
export function survivalCurve<Step>({ sorted, order, event, entry, isDelayed }: CheckedTimes, describe: (step: CurveStep, from: number, to: number) => Step): Step[] {
  const size = order.length;
  const entries = isDelayed ? entry.slice().sort() : undefined;
  const steps: Step[] = [];
  let [estimate, varianceOfLog] = [1, 0];
  let entered = entries === undefined ? size : 0;
  for (let gone = 0; gone < size; ) {
    const time = sorted[gone]!;
    if (entries !== undefined) while (entered < size && entries[entered]! < time) entered++;
    const atRisk = entered - gone;
    let [events, leaving] = [0, 0];
    for (; gone + leaving < size && sorted[gone + leaving] === time; leaving++) events += event[order[gone + leaving]!]!;
    estimate *= (atRisk - events) / atRisk;
    if (events > 0) varianceOfLog += events / (atRisk * (atRisk - events));
    steps.push(describe({ time, atRisk, events, censored: leaving - events, estimate, varianceOfLog }, gone, gone + leaving));
    gone += leaving;
  }
  return steps;
}

/** Times at which a result is to describe a curve. */
export function readTimesAsked(caller: string, times: readonly number[]): readonly number[] {
  checkSample(caller, "times", times);
  times.forEach((time, index) => checkNotNegative(caller, `times[${index}]`, time));
  return times.map(withoutNegativeZero);
}

/** The step that a time asked for means: what was computed as 0.1 + 0.2 asks for a step at 0.3. The time itself where there is none. */
export function stepTime(curve: readonly Pick<CurveStep, "time">[], time: number): number {
  const near = curve.filter((step) => Math.abs(step.time - time) <= 2 ** -26 * time);
  const nearest = near.reduce((least, step) => Math.min(least, Math.abs(step.time - time)), Infinity);
  return near.find((step) => Math.abs(step.time - time) === nearest)?.time ?? time;
}
