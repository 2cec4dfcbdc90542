import { checkQuantileType, type QuantileType } from "../inference/quantile.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import { type ArmSummary, summariseArm } from "../summary/ArmSummary.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type DoseHistory, doseHistories, isSameTotal } from "./doseHistory.ts";
import { type ArmCells, cellCounter } from "./flowCells.ts";

export interface ExposureToTreatmentOptions<Keys extends TrialKeys = TrialKeys> {
  /** Whom to describe; everyone in the records if left out. */
  readonly population?: Keys["population"];
  /** How quartiles are taken between two values, by Hyndman and Fan's number. Default 7. */
  readonly quantileType?: QuantileType;
}

export interface ExposureResult<Keys extends TrialKeys = TrialKeys> {
  /** One for each participant of the population, also without a dose. */
  readonly rows: readonly ParticipantExposure<Keys["arm"]>[];
  readonly byArm: { readonly [A in Keys["arm"]]: ExposureSummary };
  readonly overall: ExposureSummary;
  /** Who had at least so many doses, from 1 to the most that anybody had. */
  readonly atLeast: readonly AtLeastDoses<Keys["arm"]>[];
  readonly counts: ParticipantCounts;
  /** Those outside the population. */
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"exposure", { readonly population?: Keys["population"]; readonly quantileType: QuantileType }>;
}

export interface ParticipantExposure<Arm extends string = string> extends DoseHistory {
  readonly participant: string;
  readonly arm: Arm;
}

export interface ExposureSummary {
  readonly participants: number;
  /** Doses per participant; who had none counts as 0. */
  readonly doses: ArmSummary;
  /** In days, of those who had a dose and whose dates are known to the day. */
  readonly timeOnTreatment: ArmSummary;
  /** One for each interval between two successive doses that somebody had. */
  readonly intervals: readonly IntervalSummary[];
  /** One for each treatment and unit. */
  readonly totals: readonly TotalSummary[];
}

export interface IntervalSummary {
  /** Numbers of the two doses. */
  readonly from: number;
  readonly to: number;
  /** Days between them. */
  readonly days: ArmSummary;
  /** Participants who had both doses, one of them without a date to the day. */
  readonly partialDates: number;
}

export interface TotalSummary {
  readonly treatment?: string;
  readonly unit: string;
  /** Total dose per participant, of those whose doses of the treatment all have an amount in this unit. */
  readonly total: ArmSummary;
  /** Participants with some doses in this unit and others in another or without an amount: they have no total. */
  readonly incomplete: number;
}

export interface AtLeastDoses<Arm extends string = string> extends ArmCells<Arm> {
  readonly doses: number;
}

/**
 * How much treatment participants received: number of doses, total dose, time on treatment and intervals between doses, for each
 * participant, by arm and over all arms.
 *
 * - **Doses** are those on record. `atLeast` counts participants with at least k, as "19 had one, 12 a third" in an open series.
 * - **Time on treatment**: days from the first to the last dose, both included (ICH E3), so that one dose is one day. Treatment in
 *   cells has no end of its own; for the time at risk of adverse events see the `exposure` of `tallyAdverseEvents`.
 * - **Intervals**: days from each dose to the one numbered next. Divide by `daysPerMonth` for months.
 * - **Total dose**: the sum of the amounts of one treatment in one unit. Units are never mixed or converted: doses in another unit are
 *   a total of their own, and a participant with a dose of the treatment in another unit or without an amount has no total
 *   (`"not-defined"`) but counts as `incomplete`.
 *
 * A date that is not known to the day makes the days it bounds `null` (`"partial-date"`); without a dose there is no time on
 * treatment (`"no-values"`).
 *
 * @throws RangeError, TypeError for a population that the trial does not declare, an unknown option
 *
 * Source: ICH E3, Structure and content of clinical study reports, 1995, section 12.1.
 *
 * @example
 * ```ts
 * import { defineTrial, exposure, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({ id: "example", arms: { msc: { label: "MSC", role: "experimental" } } });
 * const amount = { value: 60, unit: "1e6 cells" };
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   doses: [
 *     { participant: "001", number: 1, at: { days: 0 }, amount },
 *     { participant: "001", number: 2, at: { days: 91 }, amount },
 *     { participant: "002", number: 1, at: { days: 3 }, amount },
 *   ],
 * });
 * const { byArm, atLeast } = exposure(data);
 *
 * byArm.msc.doses.mean; // => 1.5
 * byArm.msc.intervals[0]?.days.median; // => 91
 * byArm.msc.totals[0]?.total.maximum; // => 120
 * atLeast.map(({ doses, byArm: { msc } }) => [doses, msc.participants]); // => [[1, 2], [2, 1]]
 * ```
 */
export function exposure<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: ExposureToTreatmentOptions<NoInfer<Keys>> = {},
): ExposureResult<Keys> {
  const caller = "exposure";
  checkTrialData(caller, data);
  checkOptionKeys(caller, options, ["population", "quantileType"]);
  const { population, quantileType = 7 } = options;
  checkQuantileType(caller, quantileType);
  const { rows: members, counts, excluded } = analyseParticipants<Keys, TrialData<Keys>["participants"][number]>(caller, data, population, (participant) => participant);
  const historyOf = doseHistories(data);
  const rows = members.map(({ id, arm }): ParticipantExposure<Keys["arm"]> => ({ participant: id, arm, ...historyOf(id) }));
  const dosesOf = new Map(rows.map(({ participant, doses }) => [participant, doses]));
  const most = rows.reduce((largest, { doses }) => Math.max(largest, doses), 0);
  const count = cellCounter(data, members);
  return {
    rows,
    byArm: recordOf<Keys["arm"], ExposureSummary>(keysOf(data.trial.arms), (arm) => summariseExposure(rows.filter((row) => row.arm === arm), quantileType)),
    overall: summariseExposure(rows, quantileType),
    atLeast: Array.from({ length: most }, (_, index) => ({ doses: index + 1, ...count(({ id }) => dosesOf.get(id)! > index) })),
    counts,
    excluded,
    method: {
      name: "exposure",
      options: { ...(population !== undefined && { population }), quantileType },
      reference: "ICH E3 1995, section 12.1; Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566",
    },
  };
}

function summariseExposure(rows: readonly ParticipantExposure[], quantileType: QuantileType): ExposureSummary {
  const describe = (values: readonly (number | null)[]) => summariseArm(values.filter((value) => value !== null), quantileType);
  return {
    participants: rows.length,
    doses: describe(rows.map(({ doses }) => doses)),
    timeOnTreatment: describe(rows.map(({ timeOnTreatment }) => timeOnTreatment)),
    intervals: distinct(rows.flatMap(({ intervals }) => intervals), (left, right) => left.from === right.from)
      .sort((left, right) => left.from - right.from)
      .map(({ from, to }) => {
        const days = rows.flatMap(({ intervals }) => intervals.filter((interval) => interval.from === from).map((interval) => interval.days));
        return { from, to, days: describe(days), partialDates: days.filter((value) => value === null).length };
      }),
    totals: distinct(rows.flatMap(({ totals }) => totals), isSameTotal).map((total) => {
      const values = rows.flatMap(({ totals }) => totals.filter((other) => isSameTotal(other, total)).map(({ value }) => value));
      return {
        ...(total.treatment !== undefined && { treatment: total.treatment }),
        unit: total.unit,
        total: describe(values),
        incomplete: values.filter((value) => value === null).length,
      };
    }),
  };
}

function distinct<Item>(items: readonly Item[], isSame: (left: Item, right: Item) => boolean): Item[] {
  const found: Item[] = [];
  for (const item of items) if (!found.some((other) => isSame(other, item))) found.push(item);
  return found;
}
