import { edssPlusComponents } from "../instruments/edssPlusComponents.ts";
import type { EdssPlusComponent } from "../instruments/edssPlusImprovement.ts";
import { analyseParticipants } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import { progressionReader } from "./progressionReader.ts";
import { resolveTimeToProgression } from "./resolveTimeToProgression.ts";
import type { TimeToProgressionOptions } from "./TimeToProgressionOptions.ts";
import type { ProgressionCensoring, ProgressionInArm, ProgressionRow, TimeToProgressionResult } from "./TimeToProgressionResult.ts";

/**
 * Times from baseline to the first confirmed disability progression of a trial's participants, on the EDSS or as EDSS-Plus, with or
 * without regard to relapses.
 *
 * Use it for confirmed disability progression (CDP) and, with `relapses`, for progression independent of relapse activity (PIRA); the
 * columns `time`, `event` and `arm` of its rows go into `kaplanMeier`, `logRankTest` and `coxRegression`. Each component is judged as
 * `confirmedProgression` says, from the visit that the trial calls baseline on, by planned or by recorded days. With several
 * components the first event counts. An event has the time of its onset, unless `eventAt` says otherwise; time is counted from day 0.
 *
 * Visits without a value are passed over: a visit that was missed neither breaks progression nor confirms it. Progression that waits
 * for its confirmation when observation ends is the choice of `unconfirmed`. Death and withdrawal end the visits and so the time; death
 * from MS counts where it was recorded as EDSS 10, and needs confirmation like any value. Whoever has no value at baseline is
 * excluded, by the reason recorded there; whoever has none after it is censored at time 0. With recorded days (`visitDays: "actual"`) a
 * component counts only if each of its values has a date, baseline is the first and no day has two.
 *
 * Relapses are clinical events of kind `relapse`, and adverse events by the terms given. Definitions of PIRA differ in the days around a
 * relapse that do not count and in what a relapse does to the reference: both are options, without a common default for the
 * latter. Visits near a relapse count for nothing, neither as reference, onset or confirmation nor to break one; where a
 * relapse is known to the month alone, the days that it may mean all count, and whoever has one without any date is excluded. With
 * `after: "new-reference"` and the default days the reference is the first visit more than 30 days after a relapse, and no relapse lies
 * between it and the confirmation; `daysAfter: 90, daysBefore: 30` are the intervals recommended for onset and confirmation in 2023.
 * Relapses have the days recorded: where visits strayed from the plan, only `visitDays: "actual"` compares like with like.
 *
 * @throws RangeError, TypeError for a trial without a baseline visit, a measure that it does not declare or in which higher is better,
 *   an EDSS off the scale, a last visit that is not after baseline, an unknown option
 *
 * Source: Kappos et al. 2018, doi 10.1177/1352458517709619; relapses: Müller et al. 2023, doi 10.1093/brain/awad111, and a new reference
 * after 30 days: Dzau et al. 2023, doi 10.1136/jnnp-2023-331748. The R packages msprog and MSoutcomes offer more such definitions.
 *
 * @example
 * ```ts
 * import { defineTrial, edss, kaplanMeier, readTrialData, timeToProgression } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { cells: { label: "MSC-NP", role: "experimental" } },
 *   visits: { week0: { at: { weeks: 0 }, baseline: true }, week12: { at: { weeks: 12 } }, week24: { at: { weeks: 24 } }, week36: { at: { weeks: 36 } } },
 *   measures: { edss },
 * });
 * const scores = { "001": [4, 5, 5, 5], "002": [6, 6, 6, 6.5], "003": [4, 5, 4, 4] };
 * const data = readTrialData(trial, {
 *   participants: Object.keys(scores).map((id) => ({ id, arm: "cells" })),
 *   observations: Object.entries(scores).flatMap(([participant, values]) =>
 *     values.map((value, index) => ({ participant, visit: `week${12 * index}`, measure: "edss", value })),
 *   ),
 * });
 * const { rows } = timeToProgression(data, { components: { edss: "edss" }, weeks: 12, unit: "week" });
 *
 * rows.map(({ time, event }) => [time, event]); // => [[12, true], [36, false], [36, false]]
 * rows[1]?.censoring; // => "unconfirmed"
 * kaplanMeier({ time: rows.map(({ time }) => time), event: rows.map(({ event }) => event) }).median.estimate; // => null
 * ```
 */
export function timeToProgression<Keys extends TrialKeys>(data: TrialData<Keys>, options: TimeToProgressionOptions<NoInfer<Keys>>): TimeToProgressionResult<Keys> {
  checkTrialData("timeToProgression", data);
  const resolved = resolveTimeToProgression<Keys>(data.trial, options);
  const baseline = baselineVisitOf(data.trial);
  if (baseline === undefined) throw new RangeError("timeToProgression: the trial declares no visit, so there is no baseline to compare with");
  const { rows, counts, excluded } = analyseParticipants("timeToProgression", data, resolved.population, progressionReader(data, baseline, resolved));
  return {
    kind: "time-to-progression",
    unit: resolved.unit,
    rows,
    byArm: recordOf<Keys["arm"], ProgressionInArm>(keysOf(data.trial.arms), (arm) => describeArm(rows.filter((row) => row.arm === arm))),
    counts,
    excluded,
    method: { name: "time-to-progression", options: resolved, reference: "Kappos et al. 2018, doi:10.1177/1352458517709619; Müller et al. 2023, doi:10.1093/brain/awad111" },
  };
}

function describeArm(rows: readonly ProgressionRow[]): ProgressionInArm {
  const count = (test: (row: ProgressionRow) => boolean) => rows.filter(test).length;
  const components = edssPlusComponents.filter((component) => rows.some(({ progression }) => progression?.component === component));
  const reasons = [...new Set(rows.flatMap(({ censoring }) => censoring ?? []))].sort();
  return {
    n: rows.length,
    events: count(({ event }) => event),
    censored: count(({ event }) => !event),
    totalTime: rows.reduce((total, { time }) => total + time, 0),
    byComponent: recordOf<EdssPlusComponent, number>(components, (component) => count(({ progression }) => progression?.component === component)),
    byCensoring: recordOf<ProgressionCensoring, number>(reasons, (reason) => count(({ censoring }) => censoring === reason)),
  };
}
