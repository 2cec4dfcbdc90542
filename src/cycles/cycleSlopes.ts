import { improvementOf } from "../change/direction.ts";
import { measureScale } from "../change/measureScale.ts";
import { slopeDifference } from "../change/slopeImprovement.ts";
import { summariseArm, summariseByArm } from "../summary/ArmSummary.ts";
import { analyseParticipants } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { Lack } from "../trial/Lack.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type CycleSlopesOptions, resolveCycleOptions } from "./cycleOptions.ts";
import { cycleReader, type PeriodSlope } from "./cycleReader.ts";
import type {
  CycleInArm,
  CycleSlopes,
  CycleSlopesResult,
  LeadInSlopes,
  ParticipantCycle,
  ParticipantLeadIn,
  ParticipantPeriod,
  ParticipantTreatment,
  TreatmentInArm,
  TreatmentSlopes,
} from "./CycleSlopesResult.ts";
import { describePeriod } from "./describePeriod.ts";

/**
 * Slopes of a measure in each cycle of repeated treatment, against each participant's own lead-in (run-in), and over the whole
 * treatment.
 *
 * Use it where doses are repeated and every participant keeps their own calendar: a lead-in of any length, intervals that differ, one
 * dose or many. Cycle k goes from dose k to the dose numbered next; after the last dose it lasts as long as `lastCycle` says. The lead-in
 * goes from the first value (at most `longestLeadIn` before) to the first dose, `treatment` from the first dose to the end of the last
 * cycle. Visits belong to a period by their time alone, whatever they were planned for: recorded dates, or planned times with `time:
 * "nominal"`. Who had k doses (`dosed`) had at least k.
 *
 * - **At a dose** stands the last value until that day, at most `window.before` earlier, or else the first one at most `window.after`
 *   later; `atDose: "nearest"` takes the closest. It ends one period and begins the next. A value stands at one dose only, and between
 *   the doses before and after. The end of the last cycle is treated like a dose.
 * - **Slopes** by two visits need a value at both ends of a cycle, unless `closing: "last-value"` lets the last value within it end it.
 *   Least squares take every value from the one at the dose, or the dose, to the one at the end, or the end; two are needed.
 * - **Change** is slope − slope before, `improvement` the same turned so that positive is benefit, and `percentImprovement` 100 ×
 *   improvement / decline before, as in `slopeChange`. Before is the lead-in, or the period before with `against: "previous-cycle"`.
 * - **Tests** by arm: paired t and Wilcoxon's signed rank of the slopes in a cycle and before, in the participants of that cycle. They
 *   are one for each cycle, not adjusted for their number; `adjustPValues` does that. Those in later cycles are those who stayed.
 *
 * A cycle leaves out, with the reason, who
 * - never had its dose (`no-dose`), or has a dose or a value in it without a day (`no-date`: so has a dose that is not on record before a
 *   later one, and a value that hangs on a dose without a day may be in any cycle)
 * - died before its end (`died`); by least squares, and with `closing: "last-value"`, who has two values before stays, and their row says
 *   `died`
 * - has no value where one is needed (the reason recorded at a visit planned there, else `no-observation`)
 *
 * Nothing is carried forward. Who has no lead-in slope is in no cycle. A change against one's own lead-in, without another arm, is in part
 * regression to the mean.
 *
 * `leadIn`, each of `cycles` and `treatment` can be handed to `compareArms`, the latter two to `cycleResponders`, and the columns of their
 * rows to `correlation`, as for the improvement against the `interval` to the next dose.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, lengths that are not above 0, an unknown option
 *
 * Source: Petrou et al. 2021 (https://doi.org/10.52586/4980), whose cycles are such slopes against a run-in of each participant's own.
 *
 * @example
 * ```ts
 * import { alsfrsR, cycleSlopes, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: {
 *     enrolment: { at: { months: -6 } },
 *     "dose 1": { at: { months: 0 }, baseline: true },
 *     "dose 2": { at: { days: 0 }, from: "dose:2" },
 *     end: { at: { months: 6 }, from: "dose:2" },
 *   },
 *   measures: { alsfrsR },
 * });
 * const seen = { participant: "001", measure: "alsfrsR" } as const;
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc", baselineDate: "2020-03-01" }],
 *   observations: [
 *     { ...seen, visit: "enrolment", date: "2019-07-30", value: 42 },
 *     { ...seen, visit: "dose 1", date: "2020-02-28", value: 35 },
 *     { ...seen, visit: "dose 2", date: "2020-05-29", value: 34 },
 *     { ...seen, visit: "end", date: "2020-11-28", value: 28 },
 *   ],
 *   doses: [
 *     { participant: "001", number: 1, at: { date: "2020-03-01" } },
 *     { participant: "001", number: 2, at: { date: "2020-06-01" } },
 *   ],
 * });
 * const { leadIn, cycles, treatment } = cycleSlopes(data, { measure: "alsfrsR", method: "two-visit", lastCycle: { months: 6 } });
 *
 * leadIn.rows[0]?.slope; // => -1.0003
 * cycles.map(({ dose, rows }) => [dose, rows[0]?.slope, rows[0]?.percentImprovement]); // => [[1, -0.3345, 66.56], [2, -0.998, 0.23]]
 * cycles[0]?.rows[0]?.interval; // => 3.0226
 * treatment.byArm.msc.improvement.mean; // => 0.2227
 * ```
 */
export function cycleSlopes<Keys extends TrialKeys>(data: TrialData<Keys>, options: CycleSlopesOptions<NoInfer<Keys>>): CycleSlopesResult<Keys> {
  const caller = "cycleSlopes";
  checkTrialData(caller, data);
  const resolved = resolveCycleOptions<Keys>(caller, data.trial, options);
  const { measure, population, quantileType } = resolved;
  const declared = data.trial.measures[measure];
  const { better } = declared;
  const read = cycleReader(data, resolved);
  const isMember = membershipTest(caller, data, population);
  const members = data.participants.filter(isMember);
  const arms = keysOf(data.trial.arms);
  const betterOf = { change: better, improvement: "higher", slopeBefore: better, slope: better, percentImprovement: "higher" } as const;
  const dosed = (dose: number, arm?: Keys["arm"]) => members.filter((participant) => read.doses(participant.id) >= dose && (arm === undefined || participant.arm === arm)).length;

  function against(participant: string, arm: Keys["arm"], before: PeriodSlope | Lack<Keys>, period: PeriodSlope | Lack<Keys>): ParticipantPeriod<Keys> | Lack<Keys> {
    // Without the dose there is no period, whatever came before it.
    if (!period.found && period.reason === "no-dose") return period;
    if (!before.found) return before;
    if (!period.found) return period;
    const slopes = { leadIn: before.slope, followUp: period.slope };
    const { decline: _, ...difference } = slopeDifference(slopes, better, measureScale(declared, [...before.values, ...period.values]));
    return {
      participant,
      arm,
      slopeBefore: before.slope,
      slope: period.slope,
      ...difference,
      values: endsOf(period),
      length: period.length,
      died: period.died,
      visits: { before: before.values.length, period: period.values.length },
    };
  }

  function leadInSlopes(): LeadInSlopes<Keys> {
    const analysed = analyseParticipants<Keys, ParticipantLeadIn<Keys>>(caller, data, population, ({ id, arm }) => {
      const period = read.leadIn(id);
      if (!period.found) return period;
      const { slope, length, values } = period;
      return { participant: id, arm, slope, improvement: improvementOf(better, slope), values: endsOf(period), length, visits: values.length };
    });
    return { ...analysed, byArm: summariseByArm(data.trial.arms, analysed.rows, ["slope", "improvement", "length"], quantileType), better: { slope: better, improvement: "higher" } };
  }

  function cycle(dose: number): CycleSlopes<Keys> {
    const analysed = analyseParticipants<Keys, ParticipantCycle<Keys>>(caller, data, population, ({ id, arm }) => {
      const isAgainstLeadIn = dose === 1 || resolved.against === "lead-in";
      const row = against(id, arm, isAgainstLeadIn ? read.leadIn(id) : read.cycle(id, dose - 1), read.cycle(id, dose));
      if ("found" in row) return row;
      const interval = read.interval(id, dose);
      const { reasons, ...numbers } = row;
      const explained = { ...reasons, ...(interval === null && { interval: "not-defined" as const }) };
      return { ...numbers, interval, ...(Object.keys(explained).length > 0 && { reasons: explained }) };
    });
    const byArm = recordOf<Keys["arm"], CycleInArm>(arms, (arm) => {
      const intervals = members.filter((participant) => participant.arm === arm).map(({ id }) => read.interval(id, dose));
      return {
        dosed: dosed(dose, arm),
        ...describePeriod(analysed.rows.filter((row) => row.arm === arm), resolved),
        interval: summariseArm(intervals.filter((interval) => interval !== null), quantileType),
      };
    });
    return { dose, ...analysed, byArm, better: betterOf, counts: { ...analysed.counts, dosed: dosed(dose) } };
  }

  function treatment(): TreatmentSlopes<Keys> {
    const analysed = analyseParticipants<Keys, ParticipantTreatment<Keys>>(caller, data, population, ({ id, arm }) => {
      const row = against(id, arm, read.leadIn(id), read.treatment(id));
      return "found" in row ? row : { ...row, doses: read.doses(id) };
    });
    const byArm = recordOf<Keys["arm"], TreatmentInArm>(arms, (arm) => ({ dosed: dosed(1, arm), ...describePeriod(analysed.rows.filter((row) => row.arm === arm), resolved) }));
    return { ...analysed, byArm, better: betterOf, counts: { ...analysed.counts, dosed: dosed(1) } };
  }

  const most = members.reduce((largest, { id }) => Math.max(largest, read.doses(id)), 0);
  return {
    kind: "cycle-slopes",
    leadIn: leadInSlopes(),
    cycles: Array.from({ length: most }, (_, index) => cycle(index + 1)),
    treatment: treatment(),
    method: { name: "cycle-slopes", options: resolved, reference: "Petrou et al. 2021, doi:10.52586/4980" },
  };
}

function endsOf({ values }: PeriodSlope) {
  return { from: values[0]!, to: values.at(-1)! };
}
