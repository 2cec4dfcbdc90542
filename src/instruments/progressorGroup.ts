import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/**
 * Cut-offs with a source. On points of ALSFRS-R lost per month: `"kimura-2006"` (0.5 and 1.0), `"kimura-2006-two-groups"` (0.67),
 * `"gordon-2006"` (0.5), `"labra-2016"` (0.47 and 1.11). On points lost over the pre-treatment phase: `"msc-ntf-2018"` (slow
 * up to a loss of 2).
 */
export type ProgressorCutOff = "kimura-2006" | "kimura-2006-two-groups" | "gordon-2006" | "labra-2016" | "msc-ntf-2018";

/** Points lost: per month (a rate such as ΔFS) or over the pre-treatment phase. A gain is negative. */
export type AlsfrsRLoss = { readonly lostPerMonth: number } | { readonly lostBeforeTreatment: number };

export interface ProgressorGroupOptions {
  readonly cutOff: ProgressorCutOff;
}

export interface ProgressorGroupResult {
  readonly group: "slow" | "intermediate" | "rapid";
  /** What was compared with the bounds. */
  readonly lost: number;
  /** One bound parts slow from rapid, two leave intermediate between them. */
  readonly bounds: readonly number[];
  /** The group that a loss of exactly a bound belongs to. */
  readonly atBound: "slower" | "faster";
  readonly method: Method<"progressor-group", ProgressorGroupOptions>;
}

interface CutOff {
  readonly per: "lostPerMonth" | "lostBeforeTreatment";
  readonly bounds: readonly number[];
  readonly atBound: "slower" | "faster";
  readonly reference: string;
}

const caller = "progressorGroup";
const kimura = "Kimura et al. 2006, Neurology 66, 265-267";

const cutOffs: Readonly<Record<ProgressorCutOff, CutOff>> = {
  "kimura-2006": { per: "lostPerMonth", bounds: [0.5, 1], atBound: "faster", reference: kimura },
  "kimura-2006-two-groups": { per: "lostPerMonth", bounds: [0.67], atBound: "faster", reference: kimura },
  "gordon-2006": { per: "lostPerMonth", bounds: [0.5], atBound: "faster", reference: "Gordon et al. 2006, as tabulated by Kjældgaard et al. 2021, doi:10.1186/s12883-021-02187-8" },
  "labra-2016": { per: "lostPerMonth", bounds: [0.47, 1.11], atBound: "faster", reference: "Labra et al. 2016, as tabulated by Kjældgaard et al. 2021, doi:10.1186/s12883-021-02187-8" },
  "msc-ntf-2018": { per: "lostBeforeTreatment", bounds: [2], atBound: "slower", reference: "NurOwn phase 2 ALS trial, Neurology 90 (15 Suppl) 2018, S38.002" },
};

/**
 * Slow, intermediate or rapid progression by a cut-off from the literature.
 *
 * Use it for the subgroups that trials report by rate; there is no cut-off that all share, so the name of one is required and
 * its bounds are in the result. The rate's cut-offs take points lost per month, as `progressionRate` gives them; a loss of
 * exactly the bound belongs to the faster group (≥). The MSC-NTF trial's takes the points lost over its pre-treatment phase
 * of about three months: a change of −2 or more is slow, so a loss of exactly 2 belongs to the slower group. Its abstract
 * of 2018 names only the slow; that all others are its rapid progressors is the reading taken here. A loss within 1e-9 of a
 * bound counts as on it. The words slow, intermediate and rapid are ours where a paper numbers its groups.
 *
 * @throws RangeError, TypeError for an unknown cut-off, a loss of the other kind than the cut-off takes, what is no finite number
 *
 * Source: cut-offs on the rate as tabulated by Kjældgaard et al. 2021, Table 4, doi 10.1186/s12883-021-02187-8; MSC-NTF:
 * Neurology 90 (15 Suppl) 2018, S38.002.
 *
 * @example
 * ```ts
 * import { progressorGroup } from "trialwise";
 *
 * progressorGroup({ lostPerMonth: 1 }, { cutOff: "kimura-2006" }).group; // => "rapid"
 * progressorGroup({ lostPerMonth: 1 }, { cutOff: "labra-2016" }).group; // => "intermediate"
 * progressorGroup({ lostBeforeTreatment: 2 }, { cutOff: "msc-ntf-2018" }).group; // => "slow"
 * ```
 */
export function progressorGroup(loss: AlsfrsRLoss, options: ProgressorGroupOptions): ProgressorGroupResult {
  checkParts(caller, "options", options, ["cutOff"]);
  checkOptionKeys(caller, options, ["cutOff"]);
  const { cutOff } = options;
  checkChoice(caller, "cutOff", cutOff, ["kimura-2006", "kimura-2006-two-groups", "gordon-2006", "labra-2016", "msc-ntf-2018"]);
  const { per, bounds, atBound, reference } = cutOffs[cutOff];
  checkParts(caller, `the input for cutOff "${cutOff}"`, loss, [per]);
  checkKnownKeys(caller, `the input for cutOff "${cutOff}"`, loss, [per]);
  const lost = "lostPerMonth" in loss ? loss.lostPerMonth : loss.lostBeforeTreatment;
  checkFinite(caller, per, lost);
  const passed = bounds.filter((bound) => (atBound === "faster" ? lost >= bound - 1e-9 : lost > bound + 1e-9)).length;
  return {
    group: passed === 0 ? "slow" : passed === bounds.length ? "rapid" : "intermediate",
    lost: withoutNegativeZero(lost),
    bounds,
    atBound,
    method: { name: "progressor-group", options: { cutOff }, reference },
  };
}
