import { changeReader } from "../change/changeReader.ts";
import type { Lack } from "../trial/Lack.ts";
import { measureScale } from "../change/measureScale.ts";
import { resolveSlopeOptions } from "../change/resolveSlopeOptions.ts";
import { slopeChangeReader } from "../change/slopeChangeReader.ts";
import type { MeasureEndpoint } from "../trial/MeasureEndpoint.ts";
import { daysPerMonth } from "../trial/Offset.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";

/** What a responder rule looks at: an improvement, and what its percentages are of. */
export interface MeasureReading {
  readonly found: true;
  readonly improvement: number;
  /** The lead-in decline, or the value at the first visit; `null` where there is none to take a percentage of. */
  readonly reference: number | null;
  /** Absent where there is no percentage, or the endpoint has none. */
  readonly percentImprovement?: number;
  /** The value at the first visit; absent where the endpoint has no single one. */
  readonly start?: number;
  /** Against which rounding errors are judged. */
  readonly scale: number;
}

/** Reads an endpoint whose window may end at another visit than its own. */
export interface MeasureReader<Keys extends TrialKeys> {
  /** Where the window begins, and where the endpoint ends it. */
  readonly window: { readonly from: Keys["visit"]; readonly to: Keys["visit"] };
  readonly daysPerMonth: number;
  readonly read: (participant: string, to: Keys["visit"]) => MeasureReading | Lack<Keys>;
}

export function measureReader<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  endpoint: MeasureEndpoint<Keys>,
): MeasureReader<Keys> {
  if (endpoint.kind === "slope-change") {
    const options = resolveSlopeOptions(caller, data.trial, [endpoint.leadIn, endpoint.followUp], endpoint);
    const read = slopeChangeReader(data, endpoint, options);
    return {
      window: endpoint.followUp,
      daysPerMonth: options.daysPerMonth,
      read: (participant, to) => {
        const reading = read(participant, to);
        if (!reading.found) return reading;
        const { improvement, percentImprovement } = reading.numbers;
        const base = { found: true, improvement, scale: reading.scale } as const;
        return percentImprovement === null ? { ...base, reference: null } : { ...base, reference: reading.decline, percentImprovement };
      },
    };
  }
  const { kind, measure, to, from = baselineVisitOf(data.trial) ?? to } = endpoint;
  const read = changeReader(data, measure, from);
  return {
    window: { from, to },
    daysPerMonth,
    read: (participant, visit) => {
      const reading = read(participant, visit);
      if (!reading.found) return reading;
      const { improvement, percentImprovement, values } = reading.numbers;
      const scale = measureScale(data.trial.measures[measure], [values.from, values.to]);
      const base = { found: true, improvement, start: values.from, scale } as const;
      return kind === "change" || percentImprovement === null ? { ...base, reference: null } : { ...base, reference: values.from, percentImprovement };
    },
  };
}
