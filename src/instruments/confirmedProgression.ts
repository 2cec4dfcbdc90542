import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkSample } from "../result/checkOption.ts";
import type { TimedValues } from "../result/TimedValues.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { ConfirmedProgressionOptions, ConfirmedProgressionResult, ProgressionRule, ProgressionVisit, ResolvedProgressionRule } from "./ConfirmedProgressionResult.ts";
import { checkEdss, checkHalfPointFrom, checkPercent, checkSeconds, edssSide, percentSide, type ThresholdSide } from "./thresholds.ts";

const caller = "confirmedProgression";

/**
 * The first confirmed progression in one participant's series of EDSS scores, or of times in which higher is worse.
 *
 * Use it for confirmed disability progression (CDP): `time` is in days, ascending, its first entry the baseline; `value` is the
 * EDSS or the seconds. A visit is progression when it is worse than the reference by the rule. It is the onset when every
 * visit after it, up to the first that is at least `weeks` later, is progression too: that visit confirms it. A visit in
 * between that is not breaks it, and the search goes on from there. What is never confirmed is listed with its reason.
 *
 * The search ends at the first confirmed progression. With a roving reference, confirmed improvements before it lower the
 * reference (Kappos et al. 2018 reset theirs at any confirmed new score; here the improvement has to meet the rule), and
 * visits up to its confirmation are not examined again. Relapses, deaths and missed visits are the caller's: leave a visit
 * near a relapse out, and record death from MS as EDSS 10 if it is to count; it then needs confirmation like any value.
 *
 * The R package msprog cuts the EDSS at 5.5 instead of 6.0, allows a visit 7 days early, and counts a confirmation up to two
 * years late: `halfPointFrom: 5.5, toleranceDays: 7` come near it; there is no upper limit here.
 *
 * @throws TrialwiseError `too-few-values` with fewer than two visits
 * @throws RangeError, TypeError for times that do not ascend, what is no EDSS score, a time that is not above 0, unknown options
 *
 * Source: Kappos et al. 2018, doi 10.1177/1352458517709619; thresholds: Kragt et al. 2006, Mult Scler 12, 782–786.
 *
 * @example
 * ```ts
 * import { confirmedProgression } from "trialwise";
 *
 * const series = { time: [0, 84, 168, 252, 336], value: [4, 5, 4.5, 5, 5.5] };
 * const result = confirmedProgression(series, { rule: { kind: "edss" }, weeks: 12 });
 *
 * result.onset; // => { time: 252, value: 5 }
 * result.confirmation; // => { time: 336, value: 5.5 }
 * result.unconfirmed; // => [{ time: 84, value: 5, reason: "not-sustained" }]
 * ```
 */
export function confirmedProgression(series: TimedValues, options: ConfirmedProgressionOptions): ConfirmedProgressionResult {
  checkParts(caller, "options", options, ["rule", "weeks"]);
  checkOptionKeys(caller, options, ["rule", "weeks", "reference", "toleranceDays"]);
  const rule = resolveRule(options.rule);
  const { weeks, reference = "fixed", toleranceDays = 0 } = options;
  checkChoice(caller, "reference", reference, ["fixed", "roving"]);
  checkFinite(caller, "weeks", weeks);
  checkFinite(caller, "toleranceDays", toleranceDays);
  if (weeks <= 0) throw new RangeError(`${caller}: weeks must be above 0; received ${weeks}`);
  if (toleranceDays < 0 || toleranceDays >= 7 * weeks) throw new RangeError(`${caller}: toleranceDays must be at least 0 and below ${7 * weeks}; received ${toleranceDays}`);
  const visits = readVisits(series, rule);
  const found = search(visits, rule, { lag: 7 * weeks - toleranceDays, isRoving: reference === "roving" });
  return {
    ...found,
    ...(found.onset === null ? { reasons: { onset: "not-defined" as const, confirmation: "not-defined" as const } } : {}),
    method: { name: "confirmed-progression", options: { rule, weeks, reference, toleranceDays: withoutNegativeZero(toleranceDays) }, reference: "Kappos et al. 2018, doi:10.1177/1352458517709619" },
  };
}

interface Search {
  /** Days from onset to confirmation. */
  readonly lag: number;
  readonly isRoving: boolean;
}

function search(visits: readonly ProgressionVisit[], rule: ResolvedProgressionRule, { lag, isRoving }: Search): Omit<ConfirmedProgressionResult, "reasons" | "method"> {
  const references = [visits[0]!];
  const unconfirmed: ConfirmedProgressionResult["unconfirmed"][number][] = [];
  let at = 1;
  while (at < visits.length) {
    const onset = visits[at]!;
    const base = references.at(-1)!;
    const side = sideOf(rule, base, onset);
    if (side === "neither" || (side === "improvement" && !isRoving)) {
      at += 1;
      continue;
    }
    const { end, isConfirmed, isBroken } = follow(visits, at, (visit) => sideOf(rule, base, visit) === side, lag);
    if (isConfirmed && side === "progression") return { verdict: "confirmed", onset, confirmation: visits[end]!, references, unconfirmed };
    if (isConfirmed) references.push(worstOf(visits.slice(at, end + 1)));
    else if (side === "progression") unconfirmed.push({ ...onset, reason: isBroken ? "not-sustained" : "no-later-visit" });
    at = isConfirmed ? end + 1 : end;
  }
  return { verdict: unconfirmed.length === 0 ? "none" : "unconfirmed", onset: null, confirmation: null, references, unconfirmed };
}

/** Goes on from an onset to the visit that confirms it, the visit that breaks it, or the end. */
function follow(visits: readonly ProgressionVisit[], from: number, holds: (visit: ProgressionVisit) => boolean, lag: number): { readonly end: number; readonly isConfirmed: boolean; readonly isBroken: boolean } {
  for (let index = from + 1; index < visits.length; index++) {
    const visit = visits[index]!;
    if (!holds(visit)) return { end: index, isConfirmed: false, isBroken: true };
    if (visit.time - visits[from]!.time >= lag - 1e-9) return { end: index, isConfirmed: true, isBroken: false };
  }
  return { end: visits.length, isConfirmed: false, isBroken: false };
}

function sideOf(rule: ResolvedProgressionRule, base: ProgressionVisit, visit: ProgressionVisit): ThresholdSide {
  return rule.kind === "edss" ? edssSide(base.value, visit.value, rule.halfPointFrom) : percentSide(base.value, visit.value, rule.percent);
}

/** The first visit with the worst value: what every visit of a confirmed stretch was at least as good as. */
function worstOf(visits: readonly ProgressionVisit[]): ProgressionVisit {
  return visits.reduce((worst, visit) => (visit.value > worst.value ? visit : worst));
}

function resolveRule(rule: ProgressionRule): ResolvedProgressionRule {
  checkParts(caller, "rule", rule, ["kind"]);
  checkChoice(caller, "rule.kind", rule.kind, ["edss", "percent"]);
  if (rule.kind === "edss") {
    checkKnownKeys(caller, "rule", rule, ["kind", "halfPointFrom"]);
    const { halfPointFrom = 6 } = rule;
    checkHalfPointFrom(caller, halfPointFrom);
    return { kind: "edss", halfPointFrom };
  }
  checkKnownKeys(caller, "rule", rule, ["kind", "percent"]);
  const { percent = 20 } = rule;
  checkPercent(caller, percent);
  return { kind: "percent", percent };
}

function readVisits(series: TimedValues, rule: ResolvedProgressionRule): readonly ProgressionVisit[] {
  checkParts(caller, "the input", series, ["time", "value"]);
  checkSample(caller, "time", series.time);
  checkSample(caller, "value", series.value);
  const { time, value } = series;
  if (time.length !== value.length) throw new RangeError(`${caller}: time and value must have the same length; received ${time.length} and ${value.length}`);
  if (time.length < 2) {
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: a baseline and a later visit are needed; there ${time.length === 1 ? "is one visit" : "are none"}`, required: "at least 2 visits", observed: time.length });
  }
  return Array.from(time, (at, index) => {
    if (index > 0 && at <= time[index - 1]!) throw new RangeError(`${caller}: time must ascend; received ${at} after ${time[index - 1]}`);
    if (rule.kind === "edss") checkEdss(caller, `value[${index}]`, value[index]!);
    else checkSeconds(caller, `value[${index}]`, value[index]!);
    return { time: withoutNegativeZero(at), value: withoutNegativeZero(value[index]!) };
  });
}
