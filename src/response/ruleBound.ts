import { show } from "../result/show.ts";
import type { Endpoint } from "../trial/Endpoint.ts";
import type { AbsoluteImprovement, NoWorsening, PercentImprovement } from "../trial/ResponderRule.ts";
import type { MeasureReading } from "./measureReader.ts";

/** A rule that looks at an endpoint itself instead of at other rules. */
export type LeafRule<Of> = PercentImprovement<Of> | AbsoluteImprovement<Of> | NoWorsening<Of>;

/**
 * Whether a reading reaches a rule's bound; `null` where the bound is a percentage of nothing. A tie is one also where the
 * endpoint's own arithmetic misses it: within 1e-9 of the measure's range (per unit of time, for slopes) the bound is reached.
 */
export type BoundTest = (reading: Pick<MeasureReading, "improvement" | "reference" | "scale">) => boolean | null;

export function boundTest(caller: string, rule: LeafRule<unknown>, kind: Endpoint["kind"]): BoundTest {
  if (rule.kind === "no-worsening") return ({ improvement, scale }) => improvement >= -1e-9 * scale;
  if (rule.kind === "percent-improvement" && kind === "change") {
    throw new RangeError(`${caller}: percentImprovement needs an endpoint of kind "slope-change" or "percent-change"; received "change"`);
  }
  const { atLeast, moreThan } = rule;
  const bound = atLeast ?? moreThan;
  if (bound === undefined || !Number.isFinite(bound) || (atLeast === undefined) === (moreThan === undefined)) {
    throw new RangeError(`${caller}: a rule has either atLeast or moreThan, a finite number; received ${show(atLeast)} and ${show(moreThan)}`);
  }
  const ofReference = rule.kind === "percent-improvement" || kind === "percent-change";
  return ({ improvement, reference, scale }) => {
    const needed = ofReference ? reference && (bound / 100) * reference : bound;
    if (needed === null) return null;
    return atLeast === undefined ? improvement - needed > 1e-9 * scale : improvement - needed >= -1e-9 * scale;
  };
}
