import type { DataIssue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { dayTolerance } from "../trial/daysIncluding.ts";
import type { Observation } from "../trial/Observation.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import type { Assessment } from "./Assessment.ts";
import { type AssignVisitsOptions, type ResolvedAssignVisitsOptions, resolveAssignVisits } from "./AssignVisitsOptions.ts";
import { refuse } from "./calendarDay.ts";
import { readAssessments, type TimedAssessment } from "./readAssessments.ts";
import { nearestVisit, visitWindowsOf } from "./visitWindows.ts";

export interface AssignVisitsResult<Keys extends TrialKeys = TrialKeys> {
  /** The assessments that were placed, in the order given, ready for `readTrialData`. Those given by study day carry the day. */
  readonly observations: readonly Observation<Keys>[];
  /** Where each of them came from. */
  readonly placed: readonly PlacedAssessment<Keys>[];
  readonly notPlaced: readonly UnplacedAssessment<Keys>[];
  readonly counts: { readonly assessments: number; readonly placed: number; readonly notPlaced: { readonly [R in UnplacedReason]: number } };
  readonly method: Method<"visit-windows", ResolvedAssignVisitsOptions>;
}

export interface PlacedAssessment<Keys extends TrialKeys = TrialKeys> {
  /** Position among the assessments. */
  readonly assessment: number;
  readonly visit: Keys["visit"];
  /** Days from baseline; `null` for one that stays at its recorded visit and has no date. */
  readonly day: number | null;
  /** Days from the planned day, negative before it; `null` as `day`, or where the visit has no planned day in this participant. */
  readonly fromTarget: number | null;
  /** Why a field is `null`. */
  readonly reasons?: { readonly day?: "not-defined"; readonly fromTarget?: "not-defined" };
}

/**
 * Why an assessment was not placed.
 *
 * - `no-time`: neither a date nor a day
 * - `no-baseline-date`: a date, and no `baselineDate` of the participant to count it from
 * - `outside-windows`: no visit takes its day
 * - `another-chosen`: another value of the measure stands for the visit
 * - `not-baseline-value`: nearest to baseline, whose value is the last before treatment
 * - `visit-recorded`: another value was recorded at that visit by name
 */
export type UnplacedReason = "no-time" | "no-baseline-date" | "outside-windows" | "another-chosen" | "not-baseline-value" | "visit-recorded";

export interface UnplacedAssessment<Keys extends TrialKeys = TrialKeys> {
  readonly assessment: number;
  readonly participant: string;
  readonly measure: Keys["measure"];
  readonly reason: UnplacedReason;
  /** The visit it would have belonged to, where there is one. */
  readonly visit?: Keys["visit"];
}

const caller = "assignVisits";

/**
 * Assigns dated assessments to the planned visits of a trial, by windows round their planned days.
 *
 * Use it before reading values whose visit is unknown or unscheduled. The participants and their doses are read first, since days count from
 * baseline and visits may count from doses; the observations that come back are then read with them. Each measure of a participant is
 * placed by itself. At most one value stands for a visit: one that was measured comes before a missing one, then `several` decides, then
 * `ties`; of values of one day the one listed last under `last`, first otherwise. Every assessment that is not placed is listed with the reason.
 *
 * Days and planned days are compared as they are: a visit at 4 months is planned for day 121.75.
 *
 * SAS and R have no procedure for this; programs differ in what is left unsaid (ties, several values, a window's last day), all of which
 * is an option here. ADaM keeps unplaced records with a blank `AVISIT`, and marks the value that stands by `ANL01FL`.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: an unknown participant or measure, a date that is not full or
 *   not real, a day that is not a whole number or study day 0, times in one assessment that contradict each other
 * @throws RangeError, TypeError for an option that does not exist, or `within` without `closest`
 *
 * Source: CDISC 2021, Analysis Data Model Implementation Guide 1.3, section 4.5 (visit windowing, and multiple records in a window).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, readTrialData } from "trialwise";
 * import { assignVisits } from "trialwise/calendar";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { days: 0 }, baseline: true }, V9: { at: { days: 120 } } },
 *   measures: { alsfrsR },
 * });
 * const participants = [{ id: "001", arm: "msc", baselineDate: "2014-01-02" }];
 * const { observations, notPlaced } = assignVisits(readTrialData(trial, { participants }), [
 *   { participant: "001", measure: "alsfrsR", date: "2014-01-02", value: 38 },
 *   { participant: "001", measure: "alsfrsR", date: "2014-04-20", value: 36 },
 *   { participant: "001", measure: "alsfrsR", date: "2014-05-04", value: 35 },
 * ], { windows: "midpoint" });
 *
 * observations.map(({ visit, value }) => [visit, value]); // => [["V5", 38], ["V9", 35]]
 * notPlaced; // => [{ assessment: 1, participant: "001", measure: "alsfrsR", reason: "another-chosen", visit: "V9" }]
 * readTrialData(trial, { participants, observations }).observations.length; // => 2
 * ```
 */
export function assignVisits<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  assessments: readonly Assessment<NoInfer<Keys>>[],
  options: AssignVisitsOptions,
): AssignVisitsResult<Keys> {
  checkTrialData(caller, data);
  const resolved = resolveAssignVisits(caller, options);
  if (!Array.isArray(assessments)) throw new TypeError(`${caller}: assessments must be an array; received ${show(assessments)}`);
  const issues: DataIssue[] = [];
  const timed = readAssessments(issues, data, assessments);
  refuse(caller, issues);
  const outcomes = placeAll(data, timed, resolved);
  const placed = outcomes.flatMap((outcome) => ("reason" in outcome ? [] : [outcome]));
  const notPlaced = outcomes.flatMap((outcome) => ("reason" in outcome ? [outcome] : []));
  const count = (reason: UnplacedReason) => notPlaced.filter((outcome) => outcome.reason === reason).length;
  return {
    observations: placed.map(({ assessment, visit, day }) => observationOf(assessments[assessment]!, visit, day)),
    placed,
    notPlaced,
    counts: {
      assessments: assessments.length,
      placed: placed.length,
      notPlaced: {
        "no-time": count("no-time"),
        "no-baseline-date": count("no-baseline-date"),
        "outside-windows": count("outside-windows"),
        "another-chosen": count("another-chosen"),
        "not-baseline-value": count("not-baseline-value"),
        "visit-recorded": count("visit-recorded"),
      },
    },
    method: { name: "visit-windows", options: resolved, reference: "CDISC 2021, ADaMIG 1.3, section 4.5" },
  };
}

type Outcome<Keys extends TrialKeys> = PlacedAssessment<Keys> | UnplacedAssessment<Keys>;

function placeAll<Keys extends TrialKeys>(data: TrialData<Keys>, timed: readonly TimedAssessment<Keys>[], options: ResolvedAssignVisitsOptions): Outcome<Keys>[] {
  const outcomes: Outcome<Keys>[] = [];
  const windowsOf = visitWindowsOf(data, options);
  const baselineVisit = options.baseline === "window" ? undefined : baselineVisitOf(data.trial);
  const firstDoseDays = new Map(data.doses.filter(({ number }) => number === 1).map(({ participant, at }) => [participant, at.earliest]));
  for (const group of groupByMeasure(timed)) {
    const { participant } = group[0]!;
    const windows = windowsOf(participant);
    const place = ({ index, day }: TimedAssessment<Keys>, visit: Keys["visit"]) => {
      const target = windows.find((window) => window.visit === visit)?.target;
      const fromTarget = day === null || target === undefined ? null : day - target;
      const reasons = { ...(day === null && { day: "not-defined" as const }), ...(fromTarget === null && { fromTarget: "not-defined" as const }) };
      outcomes[index] = { assessment: index, visit, day, fromTarget, ...(fromTarget === null && { reasons }) };
    };
    const leave = ({ index, measure }: TimedAssessment<Keys>, reason: UnplacedReason, visit?: Keys["visit"]) => {
      outcomes[index] = { assessment: index, participant, measure, reason, ...(visit !== undefined && { visit }) };
    };

    const recorded = new Set<Keys["visit"]>();
    const open: (TimedAssessment<Keys> & { readonly day: number })[] = [];
    for (const entry of group) {
      const { day } = entry;
      if (options.recordedVisits === "keep" && entry.recordedVisit !== null) {
        recorded.add(entry.recordedVisit);
        place(entry, entry.recordedVisit);
      } else if (day === null) leave(entry, entry.lack!);
      else open.push({ ...entry, day });
    }
    const baseline = baselineVisit === undefined || recorded.has(baselineVisit) ? undefined : lastUpTo(open, firstDoseDays.get(participant) ?? 0);
    if (baseline !== undefined) place(baseline, baselineVisit!);
    const byVisit = new Map<Keys["visit"], { readonly target: number; readonly entries: (TimedAssessment<Keys> & { readonly day: number })[] }>();
    for (const entry of open) {
      if (entry.index === baseline?.index) continue;
      const nearest = nearestVisit(windows, entry.day, options.ties);
      if (nearest === null) leave(entry, "outside-windows");
      else if (recorded.has(nearest.visit)) leave(entry, "visit-recorded", nearest.visit);
      else if (nearest.visit === baselineVisit) leave(entry, "not-baseline-value", nearest.visit);
      else {
        const { visit, target } = nearest;
        const known = byVisit.get(visit) ?? { target, entries: [] };
        known.entries.push(entry);
        byVisit.set(visit, known);
      }
    }
    for (const [visit, { target, entries }] of byVisit) {
      const chosen = choose(entries, target, options);
      for (const entry of entries) {
        if (entry === chosen) place(entry, visit);
        else leave(entry, "another-chosen", visit);
      }
    }
  }
  return outcomes;
}

/** The assessments of one measure in one participant, group by group. */
function groupByMeasure<Keys extends TrialKeys>(timed: readonly TimedAssessment<Keys>[]): Iterable<TimedAssessment<Keys>[]> {
  const groups = new Map<string, Map<string, TimedAssessment<Keys>[]>>();
  for (const entry of timed) {
    const own = groups.get(entry.participant) ?? new Map<string, TimedAssessment<Keys>[]>();
    groups.set(entry.participant, own);
    const group = own.get(entry.measure);
    if (group === undefined) own.set(entry.measure, [entry]);
    else group.push(entry);
  }
  return [...groups.values()].flatMap((own) => [...own.values()]);
}

/** The last value up to a day, that day included; of one day the one listed last. */
function lastUpTo<Entry extends { readonly day: number; readonly isMissing: boolean }>(entries: readonly Entry[], limit: number): Entry | undefined {
  let last: Entry | undefined;
  for (const entry of entries) {
    if (!entry.isMissing && entry.day <= limit + dayTolerance && (last === undefined || entry.day >= last.day)) last = entry;
  }
  return last;
}

/** The assessment that stands for a visit. */
function choose<Entry extends { readonly day: number; readonly isMissing: boolean }>(entries: readonly Entry[], target: number, { several, ties }: ResolvedAssignVisitsOptions): Entry {
  const measured = entries.filter(({ isMissing }) => !isMissing);
  return (measured.length > 0 ? measured : entries).reduce((chosen, entry) => {
    if (several === "first") return entry.day < chosen.day ? entry : chosen;
    if (several === "last") return entry.day >= chosen.day ? entry : chosen;
    const gain = Math.abs(chosen.day - target) - Math.abs(entry.day - target);
    if (gain > dayTolerance) return entry;
    if (gain < -dayTolerance || entry.day === chosen.day) return chosen;
    return entry.day > chosen.day === (ties === "later") ? entry : chosen;
  });
}

function observationOf<Keys extends TrialKeys>(assessment: Assessment<Keys>, visit: Keys["visit"], day: number | null): Observation<Keys> {
  const { participant, measure, date } = assessment;
  const where = { participant, visit, measure, ...(date === undefined ? day !== null && { day } : { date }) };
  return assessment.missing === undefined ? { ...where, value: assessment.value } : { ...where, missing: assessment.missing };
}
