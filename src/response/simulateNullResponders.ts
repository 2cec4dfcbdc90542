import { randomStream } from "../numeric/randomStream.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { BoundTest } from "./ruleBound.ts";
import type { SlopeWeights } from "./slopeWeights.ts";

/** How values are recorded: in whole steps from the lower end of a range. */
export interface RecordedScale {
  readonly range: { readonly from: number; readonly to: number };
  readonly step: number;
  /** The participants' own values at time 0, from which their lines start. */
  readonly atZero: { readonly mean: number; readonly standardDeviation: number };
}

export interface SimulatedNullResponders {
  readonly simulated: number;
  /** Taken into the trial. */
  readonly selected: number;
  /** Of these, with a decline in the lead-in. */
  readonly declining: number;
  readonly responders: number;
}

interface Simulation {
  readonly slope: { readonly mean: number; readonly standardDeviation: number };
  readonly residualStandardDeviation: number;
  readonly weights: { readonly leadIn: SlopeWeights; readonly followUp: SlopeWeights };
  readonly scale: RecordedScale;
  readonly leadInSlopeAtMost: number;
  readonly seed: string | number;
  readonly participants: number;
  readonly meets: BoundTest;
}

/** Lines whose slope never changes, recorded on a scale, and what the rule makes of them. */
export function simulateNullResponders(caller: string, simulation: Simulation): SimulatedNullResponders {
  const { slope, residualStandardDeviation, weights, scale, leadInSlopeAtMost, seed, participants, meets } = simulation;
  const { range, step, atZero } = scale;
  const times = [...new Set([...weights.leadIn, ...weights.followUp].map(({ time }) => time))];
  const places = ({ leadIn, followUp }: Simulation["weights"]) => [leadIn, followUp].map((line) => line.map(({ time, weight }) => ({ place: times.indexOf(time), weight })));
  const [leadInPlaces, followUpPlaces] = places(weights);
  const tolerance = 1e-9 * (range.to - range.from);
  const random = randomStream([seed, "null-responder-rate"]);
  const values = new Float64Array(times.length);
  const slopeOf = (line: readonly { readonly place: number; readonly weight: number }[]) => line.reduce((total, { place, weight }) => total + weight * values[place]!, 0);
  let [selected, declining, responders] = [0, 0, 0];
  for (let participant = 0; participant < participants; participant++) {
    const start = atZero.mean + atZero.standardDeviation * random.normal();
    const own = slope.mean + slope.standardDeviation * random.normal();
    for (let index = 0; index < times.length; index++) {
      const value = start + own * times[index]! + residualStandardDeviation * random.normal();
      values[index] = Math.min(range.to, Math.max(range.from, range.from + step * Math.round((value - range.from) / step)));
    }
    const [leadIn, followUp] = [slopeOf(leadInPlaces!), slopeOf(followUpPlaces!)];
    if (leadIn > leadInSlopeAtMost + tolerance) continue;
    selected++;
    if (leadIn >= -tolerance) continue;
    declining++;
    if (meets({ improvement: followUp - leadIn, reference: -leadIn, scale: range.to - range.from }) === true) responders++;
  }
  if (selected > 0) return { simulated: participants, selected, declining, responders };
  throw new TrialwiseError({ code: "too-few-values", message: `${caller}: nobody simulated has so steep a lead-in`, required: "at least 1 participant in the trial", observed: 0 });
}
