import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import type { TimedValues } from "../result/TimedValues.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { ConfirmedProgressionResult, ReferenceRule } from "./ConfirmedProgressionResult.ts";
import { confirmedProgression } from "./confirmedProgression.ts";
import { edssPlusComponents } from "./edssPlusComponents.ts";
import type { EdssPlusComponent } from "./edssPlusImprovement.ts";
import { anyOf } from "./threeValued.ts";

/** One participant's series by component, times of visits in days; a component that was not measured is left out. */
export type EdssPlusSeries = { readonly [component in EdssPlusComponent]?: TimedValues };

export interface EdssPlusProgressionOptions {
  /** Weeks from onset to confirmation, at least. Default 24. */
  readonly weeks?: number;
  /** Default `"fixed"`. */
  readonly reference?: ReferenceRule;
  /** The lowest reference EDSS from which half a point counts. Default 6. */
  readonly halfPointFrom?: number;
  /** The rise of a time, in percent of its reference, that counts. Default 20. */
  readonly percent?: number;
  /** Days by which a confirming visit may come too early. Default 0. */
  readonly toleranceDays?: number;
}

export interface EdssPlusProgressionResult {
  /** Confirmed in any component; `null` where none that was measured was confirmed and one lacks two visits. */
  readonly progressed: boolean | null;
  /** Days to the earliest onset among the components confirmed. */
  readonly onset: number | null;
  /** Days to the confirmation of that onset. */
  readonly confirmation: number | null;
  /** The components that were confirmed. */
  readonly progressedIn: readonly EdssPlusComponent[];
  /** Each component; `null` where it has fewer than two visits. */
  readonly components: Readonly<Record<EdssPlusComponent, ConfirmedProgressionResult | null>>;
  readonly reasons?: { readonly [path: string]: Reason };
  readonly method: Method<"edss-plus-progression", Required<EdssPlusProgressionOptions>>;
}

/**
 * EDSS-Plus progression: confirmed worsening in at least one of EDSS, timed 25-foot walk and nine-hole peg test of either hand.
 *
 * Use it where the EDSS alone misses progression, as in secondary progressive MS. Each component is confirmed by itself, at
 * least 24 weeks after its own onset, as `confirmedProgression` says: an EDSS that worsens once and a walk that worsens later
 * confirm nothing between them. Times must rise by 20 % of baseline; exactly 20 % counts. The composite's onset is the
 * earliest onset among the confirmed components; where two began together, the earlier confirmation stands. Code a test that
 * could not be completed with its limit (`timedTestScore`).
 *
 * @throws RangeError, TypeError for an unknown component or option, and as `confirmedProgression`
 *
 * Source: Cadavid et al. 2017, "The EDSS-Plus", Mult Scler 23, abstract: one of three components, 20 %, confirmed at 24 weeks or more. Its
 * EDSS steps could not be read; they are those of `edssChange`, as in a later study with it (doi 10.1016/j.msard.2025.106453).
 *
 * @example
 * ```ts
 * import { edssPlusProgression } from "trialwise";
 *
 * const time = [0, 84, 168, 252];
 * const result = edssPlusProgression({
 *   edss: { time, value: [6, 6, 6, 6] },
 *   t25fw: { time, value: [10, 12, 13, 12.5] },
 *   nineHolePegDominant: { time, value: [25, 26, 31, 26] },
 *   nineHolePegNonDominant: { time, value: [28, 28, 29, 28] },
 * });
 *
 * result.progressedIn; // => ["t25fw"]
 * result.onset; // => 84
 * result.components.nineHolePegDominant?.verdict; // => "unconfirmed"
 * ```
 */
export function edssPlusProgression(series: EdssPlusSeries, options: EdssPlusProgressionOptions = {}): EdssPlusProgressionResult {
  checkKnownKeys("edssPlusProgression", "the input", series, edssPlusComponents);
  checkOptionKeys("edssPlusProgression", options, ["weeks", "reference", "halfPointFrom", "percent", "toleranceDays"]);
  const { weeks = 24, reference = "fixed", halfPointFrom = 6, percent = 20, toleranceDays = 0 } = options;
  const judge = (component: EdssPlusComponent): ConfirmedProgressionResult | null => {
    const values = series[component];
    const rule = component === "edss" ? ({ kind: "edss", halfPointFrom } as const) : ({ kind: "percent", percent } as const);
    return values === undefined || values.time.length < 2 ? null : confirmedProgression(values, { rule, weeks, reference, toleranceDays });
  };
  const components = { edss: judge("edss"), t25fw: judge("t25fw"), nineHolePegDominant: judge("nineHolePegDominant"), nineHolePegNonDominant: judge("nineHolePegNonDominant") };
  const confirmed = edssPlusComponents.flatMap((component) => {
    const { onset, confirmation } = components[component] ?? { onset: null, confirmation: null };
    return onset === null || confirmation === null ? [] : [{ component, onset: onset.time, confirmation: confirmation.time }];
  });
  const [first] = [...confirmed].sort((a, b) => a.onset - b.onset || a.confirmation - b.confirmation);
  const lacking = edssPlusComponents.filter((component) => components[component] === null);
  const progressed = anyOf([confirmed.length > 0, ...lacking.map(() => null)]);
  const reasons = {
    ...(progressed === null ? { progressed: "too-few-values" as const } : {}),
    ...(first === undefined ? { onset: "not-defined" as const, confirmation: "not-defined" as const } : {}),
    ...Object.fromEntries(lacking.map((component) => [`components.${component}`, "too-few-values" as const])),
  };
  return {
    progressed,
    onset: first?.onset ?? null,
    confirmation: first?.confirmation ?? null,
    progressedIn: confirmed.map(({ component }) => component),
    components,
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
    method: {
      name: "edss-plus-progression",
      options: { weeks, reference, halfPointFrom, percent, toleranceDays: withoutNegativeZero(toleranceDays) },
      reference: "Cadavid et al. 2017, The EDSS-Plus, Mult Scler 23",
    },
  };
}
