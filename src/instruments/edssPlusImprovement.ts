import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { edssPlusComponents } from "./edssPlusComponents.ts";
import { anyOf } from "./threeValued.ts";
import { checkEdss, checkHalfPointFrom, checkPercent, checkSeconds, edssSide, percentSide } from "./thresholds.ts";
import { timeLimits } from "./timeLimits.ts";

/** The components of one visit; left out or `null` where not measured. Times are in seconds. */
export interface EdssPlusValues {
  readonly edss?: number | null;
  readonly t25fw?: number | null;
  readonly nineHolePegDominant?: number | null;
  readonly nineHolePegNonDominant?: number | null;
}

export type EdssPlusComponent = keyof EdssPlusValues;

export interface EdssPlusImprovementInput {
  readonly baseline: EdssPlusValues;
  readonly followUp: EdssPlusValues;
}

export interface EdssPlusImprovementOptions {
  /** The lowest baseline EDSS from which a fall of half a point counts. Default 6. */
  readonly halfPointFrom?: number;
  /** The fall of a time, in percent of its baseline, that counts. Default 20. */
  readonly percent?: number;
}

export interface EdssPlusComponentChange {
  readonly improved: boolean;
  /** followUp − baseline: negative is better, in every component. */
  readonly change: number;
  /** Of a time: the fall in percent of baseline, positive is better. Absent for the EDSS. */
  readonly percentImprovement?: number;
  /** Whether the value stands for a test that could not be completed: 180 s in the walk, 300 s in the peg test. */
  readonly unable?: { readonly baseline: boolean; readonly followUp: boolean };
}

export interface EdssPlusImprovementResult {
  /** Improved in any component; `null` where none that was measured improved and one was not measured. */
  readonly improved: boolean | null;
  /** The components that improved. */
  readonly improvedIn: readonly EdssPlusComponent[];
  /** Each component; `null` where a visit lacks it. */
  readonly components: Readonly<Record<EdssPlusComponent, EdssPlusComponentChange | null>>;
  readonly reasons?: { readonly [path in "improved" | `components.${EdssPlusComponent}`]?: Reason };
  readonly method: Method<"edss-plus-improvement", Required<EdssPlusImprovementOptions>>;
}

const caller = "edssPlusImprovement";

/**
 * EDSS-Plus improvement from baseline to one later visit: better in at least one of EDSS, timed 25-foot walk and nine-hole peg
 * test of either hand.
 *
 * Use it for the primary endpoint of Harris et al. 2024 (month 13 against baseline, without confirmation), with every
 * component reported. EDSS: a fall of at least 1.0 from up to 5.5, of 0.5 from 6.0. Times: a fall of at least 20 % of
 * baseline; exactly 20 % counts. A component missing at either visit is `null`; the composite is then `null` unless another
 * component improved: a trial that counts the missing as not improved decides so for itself. Someone unable to do a test has
 * its limit as time (`timedTestScore`); `unable` flags it, since a percentage of a limit is no percentage of a time.
 * At one visit a component can have improved while another progressed; `classifyResponders` does the same over a trial, with its policies.
 *
 * @throws RangeError, TypeError for an unknown component, what is no EDSS score, a time that is not above 0, options out of range
 *
 * Source: Harris et al. 2024, doi 10.1186/s13287-024-03765-6, thresholds as registered (NCT03355365).
 *
 * @example
 * ```ts
 * import { edssPlusImprovement } from "trialwise";
 *
 * const result = edssPlusImprovement({
 *   baseline: { edss: 6.5, t25fw: 20, nineHolePegDominant: 30, nineHolePegNonDominant: 40 },
 *   followUp: { edss: 6.5, t25fw: 16, nineHolePegDominant: 25, nineHolePegNonDominant: 44 },
 * });
 *
 * result.improved; // => true
 * result.improvedIn; // => ["t25fw"]
 * result.components.nineHolePegNonDominant?.percentImprovement; // => -10
 * ```
 */
export function edssPlusImprovement(input: EdssPlusImprovementInput, options: EdssPlusImprovementOptions = {}): EdssPlusImprovementResult {
  checkParts(caller, "the input", input, ["baseline", "followUp"]);
  checkKnownKeys(caller, "the input", input, ["baseline", "followUp"]);
  checkOptionKeys(caller, options, ["halfPointFrom", "percent"]);
  const { halfPointFrom = 6, percent = 20 } = options;
  checkHalfPointFrom(caller, halfPointFrom);
  checkPercent(caller, percent);
  for (const visit of ["baseline", "followUp"] as const) checkValues(visit, input[visit]);
  const pairOf = (component: EdssPlusComponent) => [input.baseline[component] ?? null, input.followUp[component] ?? null] as const;
  const time = (component: EdssPlusComponent, limit: number): EdssPlusComponentChange | null => {
    const [baseline, followUp] = pairOf(component);
    return baseline === null || followUp === null ? null : timeChange(baseline, followUp, percent, limit);
  };
  const [baseline, followUp] = pairOf("edss");
  const components: Record<EdssPlusComponent, EdssPlusComponentChange | null> = {
    edss: baseline === null || followUp === null ? null : { improved: edssSide(baseline, followUp, halfPointFrom) === "improvement", change: withoutNegativeZero(followUp - baseline) },
    t25fw: time("t25fw", timeLimits.t25fw),
    nineHolePegDominant: time("nineHolePegDominant", timeLimits["9hpt"]),
    nineHolePegNonDominant: time("nineHolePegNonDominant", timeLimits["9hpt"]),
  };
  const improved = anyOf(edssPlusComponents.map((component) => components[component]?.improved ?? null));
  const lacking = edssPlusComponents.filter((component) => components[component] === null).map((component) => `components.${component}`);
  const open = improved === null ? ["improved", ...lacking] : lacking;
  return {
    improved,
    improvedIn: edssPlusComponents.filter((component) => components[component]?.improved === true),
    components,
    ...(open.length === 0 ? {} : { reasons: Object.fromEntries(open.map((path) => [path, "no-values" as const])) }),
    method: { name: "edss-plus-improvement", options: { halfPointFrom, percent }, reference: "Harris et al. 2024, doi:10.1186/s13287-024-03765-6 (NCT03355365)" },
  };
}

function timeChange(baseline: number, followUp: number, percent: number, limit: number): EdssPlusComponentChange {
  return {
    improved: percentSide(baseline, followUp, percent) === "improvement",
    change: followUp - baseline,
    percentImprovement: withoutNegativeZero((100 * (baseline - followUp)) / baseline),
    unable: { baseline: baseline >= limit, followUp: followUp >= limit },
  };
}

function checkValues(visit: string, values: EdssPlusValues): void {
  checkKnownKeys(caller, visit, values, edssPlusComponents);
  for (const component of edssPlusComponents) {
    const value = values[component] ?? null;
    if (value === null) continue;
    if (component === "edss") checkEdss(caller, `${visit}.edss`, value);
    else checkSeconds(caller, `${visit}.${component}`, value);
  }
}
