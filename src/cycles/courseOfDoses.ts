import type { Dose, PlacedDose } from "../trial/Dose.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import { keysOf } from "../trial/keysOf.ts";
import { type DeathBounds, knownDeaths } from "../trial/knownDeaths.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";

/** A participant's values and doses, in days from baseline. */
export interface CourseOfDoses<Keys extends TrialKeys = TrialKeys> {
  /** In the order of their days; of one day, in the order of the visits. */
  readonly values: readonly PlacedValue<Keys["visit"]>[];
  /** Values without a date, and where the plan puts them; `null` where it hangs on a dose whose day is not known. */
  readonly undated: readonly { readonly visit: Keys["visit"]; readonly planned: number | null }[];
  /** Visits without a value. */
  readonly absent: readonly { readonly visit: Keys["visit"]; readonly planned: number | null; readonly reason: ExclusionReason }[];
  /** Day of each dose on record, by its number; `null` where its date is not known to the day. */
  readonly doseDays: ReadonlyMap<Dose["number"], number | null>;
  /** The largest number of a dose, 0 without any. */
  readonly doses: number;
  readonly death?: DeathBounds;
}

export interface PlacedValue<Visit extends string = string> {
  readonly visit: Visit;
  readonly day: number;
  readonly value: number;
}

/** Reads the courses of participants, on recorded dates or on planned times of visits. */
export function coursesOfDoses<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  measure: Keys["measure"],
  { time, daysPerMonth }: { readonly time: "actual" | "nominal"; readonly daysPerMonth: number },
): (participant: string) => CourseOfDoses<Keys> {
  const valueAt = valuesOf(data, measure);
  const plannedDay = plannedDaysOf(data, daysPerMonth);
  const deaths = knownDeaths(data);
  const dosesOf = new Map<string, PlacedDose[]>();
  for (const dose of data.doses) dosesOf.set(dose.participant, [...(dosesOf.get(dose.participant) ?? []), dose]);
  return (participant) => {
    const values: PlacedValue<Keys["visit"]>[] = [];
    const undated: { visit: Keys["visit"]; planned: number | null }[] = [];
    const absent: { visit: Keys["visit"]; planned: number | null; reason: ExclusionReason }[] = [];
    const doseDays = new Map((dosesOf.get(participant) ?? []).map(({ number, at }) => [number, at.earliest === at.latest ? at.earliest : null]));
    for (const visit of keysOf(data.trial.visits)) {
      const observed = valueAt(participant, visit);
      const anchor = data.trial.visits[visit].from ?? "baseline";
      const hasDay = anchor === "baseline" || doseDays.get(Number(anchor.slice("dose:".length))) !== null;
      const planned = hasDay ? plannedDay(participant, visit) : null;
      const day = observed.found && time === "actual" ? observed.day : planned;
      if (!observed.found) absent.push({ visit, planned, reason: observed.reason });
      else if (day === null) undated.push({ visit, planned });
      else values.push({ visit, day, value: observed.value });
    }
    const death = deaths.get(participant);
    return {
      values: values.sort((left, right) => left.day - right.day),
      undated,
      absent,
      doseDays,
      doses: Math.max(0, ...doseDays.keys()),
      ...(death !== undefined && { death }),
    };
  };
}
