import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { sum } from "../numeric/sum.ts";
import { daysIncluding } from "../trial/daysIncluding.ts";
import type { PlacedDose } from "../trial/Dose.ts";
import type { TrialData } from "../trial/TrialData.ts";

/** The doses of one participant. */
export interface DoseHistory {
  readonly doses: number;
  /** Days from the first dose to the last, both included. */
  readonly timeOnTreatment: number | null;
  /** Between each dose and the one numbered next, where both were given. */
  readonly intervals: readonly DoseInterval[];
  /** One for each treatment and unit, in the order given. */
  readonly totals: readonly DoseTotal[];
  readonly dosesWithoutAmount: number;
  readonly reasons?: Reasons<"timeOnTreatment">;
}

export interface DoseInterval {
  readonly from: number;
  readonly to: number;
  readonly days: number | null;
  readonly reasons?: Reasons<"days">;
}

export interface DoseTotal {
  readonly treatment?: string;
  readonly unit: string;
  /** `null` where another dose of the treatment has another unit or no amount. */
  readonly value: number | null;
  readonly reasons?: Reasons<"value">;
}

const none: DoseHistory = { doses: 0, timeOnTreatment: null, intervals: [], totals: [], dosesWithoutAmount: 0, reasons: { timeOnTreatment: "no-values" } };

/** The dose history of each participant, from the doses in the order of their numbers. */
export function doseHistories(data: TrialData): (participant: string) => DoseHistory {
  const byParticipant = new Map<string, PlacedDose[]>();
  for (const dose of data.doses) {
    const own = byParticipant.get(dose.participant) ?? [];
    byParticipant.set(dose.participant, own);
    own.push(dose);
  }
  const histories = new Map([...byParticipant].map(([participant, doses]) => [participant, historyOf([...doses].sort((left, right) => left.number - right.number))]));
  return (participant) => histories.get(participant) ?? none;
}

function historyOf(doses: readonly PlacedDose[]): DoseHistory {
  const [first, last] = [doses[0]!, doses.at(-1)!];
  const time = hasDay(first) && hasDay(last) ? daysIncluding(first.at.earliest, last.at.earliest) : null;
  return {
    doses: doses.length,
    timeOnTreatment: time,
    intervals: doses.slice(1).flatMap((dose, index): DoseInterval[] => {
      const before = doses[index]!;
      if (dose.number !== before.number + 1) return [];
      const numbers = { from: before.number, to: dose.number };
      if (!hasDay(dose) || !hasDay(before)) return [{ ...numbers, days: null, reasons: { days: "partial-date" } }];
      return [{ ...numbers, days: withoutNegativeZero(dose.at.earliest - before.at.earliest) }];
    }),
    totals: totalsOf(doses),
    dosesWithoutAmount: doses.filter(({ amount }) => amount === undefined).length,
    ...(time === null && { reasons: { timeOnTreatment: "partial-date" } as const }),
  };
}

function hasDay({ at }: PlacedDose): boolean {
  return at.earliest === at.latest;
}

function totalsOf(doses: readonly PlacedDose[]): DoseTotal[] {
  const totals: DoseTotal[] = [];
  for (const { treatment, amount } of doses) {
    if (amount === undefined || totals.some((total) => isSameTotal(total, { unit: amount.unit, ...(treatment !== undefined && { treatment }) }))) continue;
    const ofTreatment = doses.filter((dose) => dose.treatment === treatment);
    const name = { ...(treatment !== undefined && { treatment }), unit: amount.unit };
    const inUnit = ofTreatment.flatMap((dose) => (dose.amount?.unit === amount.unit ? [dose.amount.value] : []));
    const isWhole = inUnit.length === ofTreatment.length;
    totals.push(isWhole ? { ...name, value: withoutNegativeZero(sum(inUnit)) } : { ...name, value: null, reasons: { value: "not-defined" } });
  }
  return totals;
}

/** Whether two totals are of one treatment in one unit. */
export function isSameTotal(left: Pick<DoseTotal, "treatment" | "unit">, right: Pick<DoseTotal, "treatment" | "unit">): boolean {
  return left.unit === right.unit && left.treatment === right.treatment;
}
