import { show } from "../result/show.ts";
import type { Endpoint } from "../trial/Endpoint.ts";
import type { AbsoluteImprovement, NoWorsening, PercentImprovement, StartingWithin } from "../trial/ResponderRule.ts";
import type { MeasureReading } from "./measureReader.ts";

/** A rule that looks at an endpoint itself instead of at other rules. */
export type LeafRule<Of> = PercentImprovement<Of> | AbsoluteImprovement<Of> | NoWorsening<Of> | StartingWithin<Of>;

/**
 * Whether a reading reaches a rule's bound; `null` where the bound is a percentage of nothing. A tie is one also where the
 * endpoint's own arithmetic misses it: within 1e-9 of the measure's range (per unit of time, for slopes) the bound is reached.
 */
export type BoundTest = (reading: Pick<MeasureReading, "improvement" | "reference" | "start" | "scale">) => boolean | null;

export function boundTest(caller: string, rule: LeafRule<unknown>, kind: Endpoint["kind"]): BoundTest {
  if (rule.kind === "no-worsening") return ({ improvement, scale }) => improvement >= -1e-9 * scale;
  if (rule.kind === "starting-within") return rangeTest(caller, rule, kind);
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

function rangeTest(caller: string, { from, to }: StartingWithin<unknown>, kind: Endpoint["kind"]): BoundTest {
  if (kind === "slope-change") throw new RangeError(`${caller}: startingWithin needs an endpoint of kind "change" or "percent-change"; received "slope-change"`);
  const sides = [from, to].filter((side) => side !== undefined);
  if (sides.length === 0 || !sides.every(Number.isFinite) || sides[0]! > sides.at(-1)!) {
    throw new RangeError(`${caller}: a rule of kind "starting-within" has from, to or both, finite numbers that run upwards; received ${show(from)} and ${show(to)}`);
  }
  const [lowest, highest] = [from ?? -Infinity, to ?? Infinity];
  return ({ start, scale }) => (start === undefined ? null : start >= lowest - 1e-9 * scale && start <= highest + 1e-9 * scale);
}
