import { survivalCurve } from "./survivalCurve.ts";
import type { CheckedTimes } from "./survivalTimes.ts";

/**
 * How the sampling error at one time is taken.
 *
 * - `greenwood`: what happens to those at risk is multinomial, as in Greenwood's formula (the delta method)
 * - `aalen`: causes are independent counting processes, with Aalen's correction for ties
 */
export type IncidenceVarianceMethod = "greenwood" | "aalen";

/** The state of a group from one time on, up to the next, with the incidence of each cause. */
export interface IncidenceStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** Probability of no event of any cause. */
  readonly eventFree: number;
  /** In the order of the causes. */
  readonly causes: readonly CauseStep[];
}

export interface CauseStep {
  readonly events: number;
  readonly estimate: number;
  readonly variance: number;
}

/** Covariances of the event-free probability S and the incidence F of one cause. */
interface Covariances {
  readonly ofSurvival: number;
  readonly between: number;
  readonly ofIncidence: number;
}

/**
 * The Aalen–Johansen estimate with its variance, step by step: each time multiplies the state (S, F) by its transition matrix, and the
 * covariance follows by the same recursion (Andersen, Borgan, Gill & Keiding 1993, formulas 4.4.7, 4.4.14 and 4.4.17). `causeOf` is the
 * index of a participant's cause; −1 without an event.
 */
export function incidenceCurves(data: CheckedTimes, causeOf: Int32Array, causes: number, varianceMethod: IncidenceVarianceMethod): IncidenceStep[] {
  let before = 1;
  let estimates: readonly number[] = Array.from({ length: causes }, () => 0);
  let covariances: readonly Covariances[] = estimates.map(() => ({ ofSurvival: 0, between: 0, ofIncidence: 0 }));
  return survivalCurve(data, ({ time, atRisk, events: all, censored, estimate: eventFree }, from, to) => {
    const events = estimates.map(() => 0);
    for (let place = from; place < to; place++) {
      const cause = causeOf[data.order[place]!]!;
      if (cause >= 0) events[cause]!++;
    }
    // Where nobody is left free of an event, those who enter later say nothing more.
    if (all > 0 && before > 0) {
      covariances = covariances.map((each, cause) => nextCovariances(each, { before, atRisk, own: events[cause]!, all }, varianceMethod));
      estimates = estimates.map((estimate, cause) => Math.min(1, estimate + (before * events[cause]!) / atRisk));
    }
    before = eventFree;
    return {
      time,
      atRisk,
      events: all,
      censored,
      eventFree,
      causes: events.map((count, cause) => ({ events: count, estimate: estimates[cause]!, variance: covariances[cause]!.ofIncidence })),
    };
  });
}

function nextCovariances(
  { ofSurvival, between, ofIncidence }: Covariances,
  { before, atRisk, own, all }: { readonly before: number; readonly atRisk: number; readonly own: number; readonly all: number },
  varianceMethod: IncidenceVarianceMethod,
): Covariances {
  const [stays, comes] = [(atRisk - all) / atRisk, own / atRisk];
  const squared = before * before;
  const error = stepError(atRisk, own, all, varianceMethod);
  const terms = [ofIncidence, 2 * comes * between, comes * comes * ofSurvival, squared * error.ofOwn] as const;
  const variance = terms[0] + terms[1] + terms[2] + terms[3];
  return {
    ofSurvival: stays * stays * ofSurvival + squared * error.ofAll,
    between: stays * (between + comes * ofSurvival) - squared * error.between,
    // Once everyone has had the event of one cause the terms cancel, and nothing but their rounding is left.
    ofIncidence: variance > 1e-14 * (terms[0] + terms[2]) ? variance : 0,
  };
}

/** Variances of the shares with any event and with the own one, and their covariance, at one time. */
function stepError(atRisk: number, own: number, all: number, varianceMethod: IncidenceVarianceMethod): { readonly ofAll: number; readonly ofOwn: number; readonly between: number } {
  if (varianceMethod === "greenwood") {
    const cube = atRisk * atRisk * atRisk;
    return { ofAll: (all * (atRisk - all)) / cube, ofOwn: (own * (atRisk - own)) / cube, between: (own * (atRisk - all)) / cube };
  }
  // Ties of one cause are drawn without replacement; one event alone has its full Poisson variance.
  const drawn = (count: number) => (count === 0 ? 0 : (count / atRisk ** 2) * (count === 1 ? 1 : (atRisk - count) / (atRisk - 1)));
  return { ofAll: drawn(own) + drawn(all - own), ofOwn: drawn(own), between: drawn(own) };
}
