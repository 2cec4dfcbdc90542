import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkEdss, checkHalfPointFrom, edssImprovement, edssSide, edssWorsening, type ThresholdSide } from "./thresholds.ts";

export interface EdssPair {
  readonly baseline: number;
  readonly followUp: number;
}

export interface EdssChangeOptions {
  /**
   * The lowest baseline from which half a point counts; below it a point is needed. Default 6 (1.0 up to 5.5, 0.5 from 6.0);
   * 5.5 is the other common cut (1.0 up to 5.0).
   */
  readonly halfPointFrom?: number;
}

export interface EdssChangeResult {
  /** followUp − baseline: positive is worse. */
  readonly change: number;
  readonly verdict: ThresholdSide;
  /** The rise that counts as progression from this baseline, and the fall that counts as improvement. */
  readonly thresholds: { readonly progression: number; readonly improvement: number };
  readonly method: Method<"edss-change", Required<EdssChangeOptions>>;
}

/**
 * Whether two EDSS scores differ by what counts as progression or improvement from that baseline.
 *
 * Use it for one follow-up visit without confirmation; `confirmedProgression` asks for the change to last. Progression: a rise
 * of at least 1.5 from 0, of 1.0 from 1.0 to 5.5, of 0.5 from 6.0. Improvement: a fall of at least 1.0 from up to 5.5, of 0.5
 * from 6.0. `halfPointFrom` moves the cut: trials differ between 5.5 and 6.0, and it changes who progresses.
 *
 * @throws RangeError, TypeError for what is no EDSS score (0.5 is none), an unknown option
 *
 * Source: Kragt et al. 2006, Mult Scler 12, 782–786 (1.0 up to 5.5, 0.5 from 6.0); 1.5 from 0 as in trials of relapsing MS
 * and in the R package msprog, whose cut is 5.5.
 *
 * @example
 * ```ts
 * import { edssChange } from "trialwise";
 *
 * edssChange({ baseline: 5.5, followUp: 6 }).verdict; // => "neither"
 * edssChange({ baseline: 5.5, followUp: 6 }, { halfPointFrom: 5.5 }).verdict; // => "progression"
 * edssChange({ baseline: 6.5, followUp: 6 }).verdict; // => "improvement"
 * ```
 */
export function edssChange(pair: EdssPair, options: EdssChangeOptions = {}): EdssChangeResult {
  checkParts("edssChange", "the input", pair, ["baseline", "followUp"]);
  checkKnownKeys("edssChange", "the input", pair, ["baseline", "followUp"]);
  checkOptionKeys("edssChange", options, ["halfPointFrom"]);
  const { halfPointFrom = 6 } = options;
  checkHalfPointFrom("edssChange", halfPointFrom);
  const { baseline, followUp } = pair;
  checkEdss("edssChange", "baseline", baseline);
  checkEdss("edssChange", "followUp", followUp);
  return {
    change: withoutNegativeZero(followUp - baseline),
    verdict: edssSide(baseline, followUp, halfPointFrom),
    thresholds: { progression: edssWorsening(baseline, halfPointFrom), improvement: edssImprovement(baseline, halfPointFrom) },
    method: { name: "edss-change", options: { halfPointFrom }, reference: "Kragt et al. 2006, Mult Scler 12, 782-786" },
  };
}
