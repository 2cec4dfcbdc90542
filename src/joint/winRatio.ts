import { resolveTestOptions, type ResolvedTestOptions, type TestOptions } from "../inference/testOptions.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkFields } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { compareGroups } from "./compareGroups.ts";
import { netBenefitEstimate, type WinEstimate, winOddsEstimate, winRatioEstimate } from "./winEstimates.ts";
import { readWinOutcomes, type WinOutcome } from "./winOutcomes.ts";

export interface WinRatioInput {
  /** The most important first: the next one is looked at where those before it do not tell two participants apart. */
  readonly outcomes: readonly WinOutcome[];
  /** Strata in which participants are compared, one entry for each participant. Everyone with everyone if left out. */
  readonly stratum?: { readonly treatment: readonly (string | number)[]; readonly control: readonly (string | number)[] };
}

export type WinRatioOptions = TestOptions;

export interface WinRatioResult {
  /** Pairs that treatment won / pairs that it lost; ties do not count. */
  readonly winRatio: WinEstimate;
  /** The same with half of the ties on each side. */
  readonly winOdds: WinEstimate;
  /** Share of pairs won − share of pairs lost. */
  readonly netBenefit: WinEstimate;
  /** Of all pairs; with strata, weighted means of the strata's. */
  readonly shares: { readonly won: number; readonly lost: number; readonly tied: number };
  readonly alternative: Alternative;
  /** What decided, in the order of the outcomes. */
  readonly byOutcome: readonly WinsByOutcome[];
  readonly counts: WinCounts;
  readonly method: Method<"win-ratio", ResolvedTestOptions & { readonly stratified: boolean }>;
}

export interface WinsByOutcome {
  readonly kind: WinOutcome["kind"];
  readonly wins: number;
  readonly losses: number;
}

export interface WinCounts {
  readonly treatment: number;
  readonly control: number;
  readonly pairs: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** With participants of both groups; 1 without strata. */
  readonly strata: number;
  /** Participants whose stratum has nobody of the other group. */
  readonly withoutCounterpart: number;
}

/**
 * Win ratio, win odds and net benefit of a hierarchy of outcomes, for two groups.
 *
 * Use it where outcomes differ in weight: death first, function where death does not decide. Every participant of treatment is compared with
 * every one of control (unmatched): by the first outcome; where that does not tell them apart, by the next. Of an event, who had it first did
 * worse if the other was then under observation without it. Of values, a difference of at least `threshold` decides (within 1e-9 of the
 * largest value). The three say the same pairs in other words: the win ratio leaves ties out, so that it grows where outcomes are coarse;
 * report it with the others and with the ties.
 *
 * The variance is that of U-statistics, from the share of pairs that each participant won and lost, with denominators m − 1 and n − 1; so
 * win odds have the interval of DeLong's area under the ROC curve and of Brunner & Munzel on the log odds. Ratio and odds are tested and bounded on
 * the logarithm, net benefit as it is. The interval is for dozens of participants, not for five. With censoring all three depend on how long
 * participants were followed. `stratum` compares within strata alone, weighted by mn/(m + n).
 *
 * Without a loss the ratio is `null` (`"zero-denominator"`); without a win it is 0, and neither has an interval (`"zero-cell"`). Where one
 * participant of a group is alone there is no variance (`"too-few-values"`); nor where all pairs went alike (`"no-variance"`).
 *
 * R: WINS, BuyseTest (whose default variance has denominators m and n), WR. SAS has no procedure for it.
 *
 * @throws TrialwiseError `too-few-values` for a group without participants, or where no stratum has both groups
 * @throws RangeError, TypeError for outcomes of unequal numbers of participants, a negative threshold, values that are not finite, an unknown
 *   option
 *
 * Source: Pocock et al. 2012 (https://doi.org/10.1093/eurheartj/ehr352); Buyse 2010 (https://doi.org/10.1002/sim.3923); Bebu & Lachin 2016
 * (https://doi.org/10.1093/biostatistics/kxv032); win odds: Brunner, Vandemeulebroecke & Mütze 2021 (https://doi.org/10.1002/sim.8967); strata:
 * Dong et al. 2023 (Pharmaceutical Statistics 22, 748–756).
 *
 * @example Survival in months, then the change of ALSFRS-R where it differs by 2 points or more
 * ```ts
 * import { winRatio } from "trialwise";
 *
 * const result = winRatio({
 *   outcomes: [
 *     { kind: "time-to-event", treatment: { time: [12, 12, 7], event: [0, 0, 1] }, control: { time: [12, 9, 3], event: [0, 1, 1] } },
 *     { kind: "value", better: "higher", threshold: 2, treatment: [-2, -6, null], control: [-5, null, null] },
 *   ],
 * });
 * result.counts.wins; // => 6
 * result.byOutcome; // => [{ "kind": "time-to-event", "wins": 5, "losses": 2 }, { "kind": "value", "wins": 1, "losses": 0 }]
 * result.winRatio.estimate; // => 3
 * result.winOdds.estimate; // => 2.6
 * result.netBenefit.estimate; // => 0.444
 * ```
 */
export function winRatio(input: WinRatioInput, options: WinRatioOptions = {}): WinRatioResult {
  const resolved = resolveTestOptions(caller, options);
  checkFields(caller, "the input", input, ["outcomes"], ["stratum"]);
  const { treated, participants, comparisons } = readWinOutcomes(caller, input.outcomes);
  checkGroups(treated, participants - treated);
  const comparison = compareGroups(treated, participants, comparisons, readStrata(input.stratum, treated, participants));
  const { shares, tiedShare, wins, losses, tied, strata, withoutCounterpart } = comparison;
  if (strata === 0) throw tooFew("no stratum has participants of both groups", "a stratum with both groups", 0);
  const [won, lost] = [wins, losses].map((counts) => counts.reduce((total, count) => total + count, 0));
  return {
    winRatio: winRatioEstimate(shares, resolved),
    winOdds: winOddsEstimate(shares, resolved),
    netBenefit: netBenefitEstimate(shares, resolved),
    shares: { won: shares.won, lost: shares.lost, tied: tiedShare },
    alternative: resolved.alternative,
    byOutcome: input.outcomes.map(({ kind }, index) => ({ kind, wins: wins[index]!, losses: losses[index]! })),
    counts: { treatment: treated, control: participants - treated, pairs: won! + lost! + tied, wins: won!, losses: lost!, ties: tied, strata, withoutCounterpart },
    method: {
      name: "win-ratio",
      options: { ...resolved, stratified: input.stratum !== undefined },
      reference: "Pocock et al. 2012, doi:10.1093/eurheartj/ehr352; Bebu & Lachin 2016, doi:10.1093/biostatistics/kxv032; Brunner, Vandemeulebroecke & Mütze 2021, doi:10.1002/sim.8967",
    },
  };
}

const caller = "winRatio";

function checkGroups(treated: number, untreated: number): void {
  if (treated > 0 && untreated > 0) return;
  throw tooFew(`${treated === 0 ? "treatment" : "control"} has no participants`, "at least 1 participant in each group", 0);
}

function readStrata(stratum: WinRatioInput["stratum"], treated: number, participants: number): readonly (string | number)[] {
  if (stratum === undefined) return Array.from({ length: participants }, () => 1);
  checkFields(caller, "stratum", stratum, ["treatment", "control"]);
  const lengths = { treatment: treated, control: participants - treated };
  for (const group of ["treatment", "control"] as const) {
    const column = stratum[group];
    if (!Array.isArray(column) || column.length !== lengths[group]) {
      throw new RangeError(`${caller}: stratum.${group} must be a list with one entry for each of the ${lengths[group]} participants; received ${show(column)}`);
    }
    column.forEach((value: string | number, index) => {
      if (typeof value !== "string" && !Number.isFinite(value)) throw new TypeError(`${caller}: stratum.${group}[${index}] must be a text or a finite number; received ${show(value)}`);
    });
  }
  return [...stratum.treatment, ...stratum.control];
}

function tooFew(sentence: string, required: string, observed: number): TrialwiseError {
  return new TrialwiseError({ code: "too-few-values", message: `${caller}: ${sentence}`, required, observed });
}
