import type { Reasons } from "../result/Reason.ts";
import type { SlopeChangeEndpoint } from "../trial/MeasureEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Lack } from "../trial/Lack.ts";
import { measureScale } from "./measureScale.ts";
import { slopeDifference } from "./slopeImprovement.ts";
import { type ResolvedSlopeOptions, slopeReader } from "./slopeReader.ts";

/** A participant's slopes before and after, and how they differ. */
export interface SlopeChangeNumbers {
  /** Units of the measure per unit of time. */
  readonly leadInSlope: number;
  readonly followUpSlope: number;
  /** Follow-up slope − lead-in slope. */
  readonly change: number;
  /** The change, turned so that positive is benefit. */
  readonly improvement: number;
  /** 100 × improvement / lead-in decline; `null` without a decline. */
  readonly percentImprovement: number | null;
  /** Values that each slope was taken from. */
  readonly visits: { readonly leadIn: number; readonly followUp: number };
  readonly reasons?: Reasons<"percentImprovement">;
}

export interface SlopeChangeReading {
  readonly found: true;
  readonly numbers: SlopeChangeNumbers;
  readonly decline: number;
  /** Against which rounding errors are judged. */
  readonly scale: number;
}

export type SlopeChangeReader<Keys extends TrialKeys> = (participant: string, to: Keys["visit"]) => SlopeChangeReading | Lack<Keys>;

/** Reads slope changes from the endpoint's lead-in to a follow-up that ends at any visit. */
export function slopeChangeReader<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  { measure, leadIn: leadInRange, followUp: followUpRange }: SlopeChangeEndpoint<Keys>,
  options: ResolvedSlopeOptions,
): SlopeChangeReader<Keys> {
  const slopeOver = slopeReader(data, measure, options);
  const declared = data.trial.measures[measure];
  return (participant, to) => {
    const leadIn = slopeOver(participant, leadInRange);
    if (!leadIn.found) return leadIn;
    const followUp = slopeOver(participant, { from: followUpRange.from, to });
    if (!followUp.found) return followUp;
    const slopes = { leadIn: leadIn.slope, followUp: followUp.slope };
    const scale = measureScale(declared, [...leadIn.values, ...followUp.values]);
    const { decline, ...difference } = slopeDifference(slopes, declared.better, scale);
    return {
      found: true,
      numbers: {
        leadInSlope: slopes.leadIn,
        followUpSlope: slopes.followUp,
        ...difference,
        visits: { leadIn: leadIn.values.length, followUp: followUp.values.length },
      },
      decline,
      scale,
    };
  };
}
