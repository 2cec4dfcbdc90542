import { bivariateNormalProbability } from "../numeric/bivariateNormal.ts";
import { normalTails } from "../numeric/normal.ts";
import { checkFields, checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkCount, checkFinite } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { Bound } from "../trial/ResponderRule.ts";
import { boundTest } from "./ruleBound.ts";
import { type RecordedScale, simulateNullResponders, type SimulatedNullResponders } from "./simulateNullResponders.ts";
import { type SlopeWeights, slopeWeights } from "./slopeWeights.ts";

export interface NullResponderRateInput {
  /** Of the participants' own slopes, which nothing changes: per unit of time, positive is benefit. */
  readonly slope: { readonly mean: number; readonly standardDeviation: number };
  /** Of single values about the participant's own line. */
  readonly residualStandardDeviation: number;
  /** Times of the visits of the lead-in, rising. */
  readonly leadIn: readonly number[];
  /** Times of the visits of the follow-up, rising. A time that is in both is one visit, whose value counts in both slopes. */
  readonly followUp: readonly number[];
  /** The percentage of the lead-in decline by which a responder's slope improves: `{ atLeast: 50 }` or `{ moreThan: 25 }`. */
  readonly rule: Bound;
}

export interface NullResponderRateOptions {
  /** Default `"two-visit"`. */
  readonly method?: "two-visit" | "least-squares";
  /** Only participants whose observed lead-in slope is at most this are taken into the trial. Default: everyone. */
  readonly leadInSlopeAtMost?: number;
  /** How values are recorded; the rate is then simulated. */
  readonly scale?: RecordedScale;
  /** Of the simulation; needed with `scale`. Any text or whole number. */
  readonly seed?: string | number;
  /** Participants simulated. Default 100 000. */
  readonly participants?: number;
}

interface Settings {
  readonly method: "two-visit" | "least-squares";
  readonly rule: Bound;
  readonly leadInSlopeAtMost?: number;
  readonly scale?: RecordedScale;
  readonly seed?: string | number;
  readonly participants?: number;
}

export interface NullResponderRateResult {
  /** Probability of being called a responder when nothing happened, among those taken into the trial. */
  readonly estimate: number;
  /** Monte Carlo error of a simulated rate; absent where it is exact. */
  readonly standardError?: number;
  /** Probability of a decline in the lead-in, without which nobody responds. */
  readonly declining: number;
  /** Observed slopes, before any selection, where the rate is exact: standard deviations and correlation. */
  readonly slopes?: { readonly leadIn: number; readonly followUp: number; readonly correlation: number };
  /** Where simulated. */
  readonly counts?: SimulatedNullResponders;
  readonly method: Method<"bivariate-normal" | "simulation", Settings>;
}

const caller = "nullResponderRate";

/**
 * How many "responders" a percent-improvement rule finds when nothing at all has happened.
 *
 * Use it to judge an uncontrolled responder rate, or to choose a rule: two noisy slopes that share the visit between them differ by
 * chance, and the steeper a lead-in slope came out, the more the follow-up seems to improve on it. Every participant keeps one true
 * slope throughout; values scatter about the line; the rule asks whether follow-up slope F and lead-in slope L satisfy
 * F − L ≥ c · (−L) with L < 0, as `classifyResponders` does with `noLeadInDecline: "non-responder"`.
 *
 * Slopes are weighted sums of the values, so that (L, F) is bivariate normal with mean the mean slope, variances τ² + σ²Σw² and
 * covariance τ² + σ²Σwv (for two visits each, τ² − σ²/(Δ₁Δ₂)): the rate is exact, also under selection on the observed lead-in. With
 * `scale`, values are rounded to its step and kept in its range, and the rate is simulated from `seed` with its Monte Carlo error;
 * the same seed gives the same rate. Times are in the unit that the slope is per. For a measure where lower is better turn the signs.
 *
 * @throws TrialwiseError `no-variance` when neither slopes nor values vary
 * @throws RangeError, TypeError for times that do not rise or fewer than two of them, negative standard deviations, a rule
 *   without exactly one bound, a scale without a seed, an unknown option
 *
 * Source: the covariance follows from the model of Laird & Ware 1982 (https://doi.org/10.2307/2529876); the bivariate normal
 * probability: Genz 2004 (https://doi.org/10.1023/B:STCO.0000035304.20635.31). The rule is that of Oh 2018
 * (https://doi.org/10.1002/ana.25302).
 *
 * @example ALSFRS-R falls by 1 a month (SD 0.7), values scatter by 1.5, visits at months −3, 0 and 4
 * ```ts
 * import { nullResponderRate } from "trialwise";
 *
 * const design = { slope: { mean: -1, standardDeviation: 0.7 }, residualStandardDeviation: 1.5, leadIn: [-3, 0], followUp: [0, 4] };
 * nullResponderRate({ ...design, rule: { atLeast: 50 } }).estimate; // => 0.2508
 * nullResponderRate({ ...design, rule: { atLeast: 50 } }, { leadInSlopeAtMost: -1 }).estimate; // => 0.3388
 * ```
 */
export function nullResponderRate(input: NullResponderRateInput, options: NullResponderRateOptions = {}): NullResponderRateResult {
  const settings = readSettings(input, options);
  const weights = { leadIn: slopeWeights(caller, "leadIn", input.leadIn, settings.method), followUp: slopeWeights(caller, "followUp", input.followUp, settings.method) };
  const method = { options: settings, reference: "Laird & Ware 1982, doi:10.2307/2529876; Genz 2004, doi:10.1023/B:STCO.0000035304.20635.31" };
  if (settings.scale !== undefined && settings.seed !== undefined && settings.participants !== undefined) {
    const { scale, seed, participants, leadInSlopeAtMost = Infinity } = settings;
    const meets = boundTest(caller, { kind: "percent-improvement", of: "slope-change", ...settings.rule }, "slope-change");
    const counts = simulateNullResponders(caller, { ...input, weights, scale, leadInSlopeAtMost, seed, participants, meets });
    const estimate = counts.responders / counts.selected;
    const standardError = Math.sqrt((estimate * (1 - estimate)) / counts.selected);
    return { estimate, standardError, declining: counts.declining / counts.selected, counts, method: { name: "simulation", ...method } };
  }
  return { ...exactRate(input, weights, settings), method: { name: "bivariate-normal", ...method } };
}

/** P(F ≥ (1 − c)L, L < 0 | L ≤ limit). */
function exactRate(
  { slope, residualStandardDeviation }: NullResponderRateInput,
  { leadIn, followUp }: { readonly leadIn: SlopeWeights; readonly followUp: SlopeWeights },
  { rule, leadInSlopeAtMost = Infinity }: Settings,
): Pick<NullResponderRateResult, "estimate" | "declining" | "slopes"> {
  const [between, within] = [slope.standardDeviation ** 2, residualStandardDeviation ** 2];
  const variance = (weights: SlopeWeights) => between + within * productOf(weights, weights);
  const covariance = between + within * productOf(leadIn, followUp);
  const [leadInDeviation, followUpDeviation] = [Math.sqrt(variance(leadIn)), Math.sqrt(variance(followUp))];
  if (leadInDeviation === 0) {
    throw new TrialwiseError({ code: "no-variance", message: `${caller}: neither slopes nor values vary`, required: "a standard deviation above 0", observed: 0 });
  }
  const kept = 1 - (rule.atLeast ?? rule.moreThan ?? 0) / 100;
  // The shortfall kept · L − F of a responder is not positive.
  const shortfallDeviation = Math.sqrt(Math.max(0, kept ** 2 * variance(leadIn) - 2 * kept * covariance + variance(followUp)));
  const correlation = shortfallDeviation === 0 ? 0 : (kept * variance(leadIn) - covariance) / (leadInDeviation * shortfallDeviation);
  const below = (limit: number) => (limit - slope.mean) / leadInDeviation;
  const meanShortfall = (kept - 1) * slope.mean;
  // Where the shortfall is one number it may be exactly 0, which is more than no improvement to none but `atLeast`.
  const meets = rule.atLeast === undefined ? meanShortfall < 0 : meanShortfall <= 0;
  const reach = shortfallDeviation === 0 ? (meets ? Infinity : -Infinity) : -meanShortfall / shortfallDeviation;
  const selected = leadInSlopeAtMost === Infinity ? 1 : normalTails(below(leadInSlopeAtMost)).lower;
  if (selected === 0) {
    throw new RangeError(`${caller}: leadInSlopeAtMost must leave someone in the trial; received ${show(leadInSlopeAtMost)}`);
  }
  const edge = below(Math.min(0, leadInSlopeAtMost));
  const declining = normalTails(edge).lower;
  const responding = reach === Infinity ? declining : reach === -Infinity ? 0 : bivariateNormalProbability(edge, reach, Math.max(-1, Math.min(1, correlation)));
  return {
    estimate: Math.min(1, responding / selected),
    declining: Math.min(1, declining / selected),
    slopes: { leadIn: leadInDeviation, followUp: followUpDeviation, correlation: Math.max(-1, Math.min(1, covariance / (leadInDeviation * followUpDeviation))) },
  };
}

/** Σwv over the visits that both slopes are taken from. */
function productOf(left: SlopeWeights, right: SlopeWeights): number {
  return left.reduce((total, { time, weight }) => total + weight * (right.find((other) => other.time === time)?.weight ?? 0), 0);
}

function readSettings(input: NullResponderRateInput, options: NullResponderRateOptions): Settings {
  checkFields(caller, "the input", input, ["slope", "residualStandardDeviation", "leadIn", "followUp", "rule"]);
  checkParts(caller, "slope", input.slope, ["mean", "standardDeviation"]);
  checkFinite(caller, "slope.mean", input.slope.mean);
  checkSpread("slope.standardDeviation", input.slope.standardDeviation);
  checkSpread("residualStandardDeviation", input.residualStandardDeviation);
  checkKnownKeys(caller, "rule", input.rule, ["atLeast", "moreThan"]);
  boundTest(caller, { kind: "percent-improvement", of: "slope-change", ...input.rule }, "slope-change");
  checkOptionKeys(caller, options, ["method", "leadInSlopeAtMost", "scale", "seed", "participants"]);
  const { method = "two-visit", leadInSlopeAtMost, scale, seed, participants } = options;
  checkChoice(caller, "method", method, ["two-visit", "least-squares"]);
  if (leadInSlopeAtMost !== undefined) checkFinite(caller, "leadInSlopeAtMost", leadInSlopeAtMost);
  const rule = input.rule.atLeast === undefined ? { moreThan: withoutNegativeZero(input.rule.moreThan) } : { atLeast: withoutNegativeZero(input.rule.atLeast) };
  const settings = { method, rule, ...(leadInSlopeAtMost !== undefined && { leadInSlopeAtMost: withoutNegativeZero(leadInSlopeAtMost) }) };
  if (scale === undefined) {
    if (seed === undefined && participants === undefined) return settings;
    throw new TypeError(`${caller}: seed and participants are for a rate that is simulated, which needs scale; without it the rate is exact`);
  }
  checkScale(scale);
  if (typeof seed !== "string" && !Number.isSafeInteger(seed)) throw new TypeError(`${caller}: seed must be a text or a whole number; received ${show(seed)}`);
  checkCount(caller, "participants", participants ?? 100_000, 1);
  return { ...settings, scale, ...(seed !== undefined && { seed }), participants: participants ?? 100_000 };
}

function checkScale(scale: RecordedScale): void {
  checkFields(caller, "scale", scale, ["range", "step", "atZero"]);
  checkParts(caller, "scale.range", scale.range, ["from", "to"]);
  checkParts(caller, "scale.atZero", scale.atZero, ["mean", "standardDeviation"]);
  for (const [name, value] of Object.entries({ "range.from": scale.range.from, "range.to": scale.range.to, step: scale.step, "atZero.mean": scale.atZero.mean })) {
    checkFinite(caller, `scale.${name}`, value);
  }
  checkSpread("scale.atZero.standardDeviation", scale.atZero.standardDeviation);
  if (!(scale.range.to > scale.range.from)) throw new RangeError(`${caller}: scale.range.to must be above scale.range.from, which is ${scale.range.from}; received ${scale.range.to}`);
  if (scale.step <= 0) throw new RangeError(`${caller}: scale.step must be above 0; received ${scale.step}`);
}

function checkSpread(name: string, value: number): void {
  checkFinite(caller, name, value);
  if (value < 0) throw new RangeError(`${caller}: ${name} must not be negative; received ${show(value)}`);
}
