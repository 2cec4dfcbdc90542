import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkCount } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import type { Grade } from "../trial/AdverseEvent.ts";
import { refuse } from "./calendarDay.ts";
import { type EmergenceGround, judgeEvent, verdictOf } from "./judgeEvent.ts";
import { listsOfDays } from "./partialDate.ts";
import { readEvent } from "./readEmergence.ts";

/** An adverse event and the treatment of its participant. Dates are ISO dates; those of the event may be partial (`2019-03`, `2019---15`). */
export interface EventToJudge {
  /** `null` where nothing is known. */
  readonly onset: string | null;
  /** `null` or left out: not known to have ended. */
  readonly end?: string | null;
  /** The day of the first dose, full; `null` in a participant who was never treated. */
  readonly firstDose: string | null;
  /** The day of the last dose, full; `null` or left out where it is unknown. Where treatment goes on, the day up to which it is known to. */
  readonly lastDose?: string | null;
  readonly grade?: Grade;
  /** The grade with which it stood before the first dose. */
  readonly priorGrade?: Grade;
  /** When the grade rose above `priorGrade`; may be partial. */
  readonly worsenedAt?: string | null;
}

export interface TreatmentEmergenceOptions {
  /** For how many days after the day of the last dose an onset still counts; `null`: without end. There is no default: it decides the table. */
  readonly daysAfterLastDose: number | null;
  /**
   * What becomes of an event that was there before the first dose.
   *
   * - `worsened`: emergent if its grade rose above `priorGrade` in the window
   * - `never`: not emergent; for data in which a worsening is recorded as an event of its own
   */
  readonly preexisting: "worsened" | "never";
}

export type EmergenceVerdict = "emergent" | "not-emergent" | "undecidable";

export interface JudgedEvent {
  readonly verdict: EmergenceVerdict;
  /** What decided; where the record leaves several possible, all of them. */
  readonly grounds: readonly EmergenceGround[];
}

export interface TreatmentEmergenceResult {
  /** In the order given. */
  readonly events: readonly JudgedEvent[];
  readonly counts: { readonly events: number; readonly emergent: number; readonly notEmergent: number; readonly undecidable: number };
  readonly method: Method<"treatment-emergence", TreatmentEmergenceOptions>;
}

const caller = "treatmentEmergence";

/**
 * Decides of each adverse event whether it is treatment-emergent, or whether its record cannot tell.
 *
 * Use it where ADaM's `TRTEMFL` is needed, to list the events that a query should settle, or to see how much of a table rests on incomplete
 * dates. The window runs from the day of the first dose to `daysAfterLastDose` days after the last, both days included. An event is
 * `emergent` if it started in it under **every** reading of its dates, `not-emergent` if under none, and `undecidable` otherwise. A
 * reading is a day that the onset may mean, no later than the event's end; an unknown onset may lie before, in or after the window.
 *
 * An event from before is emergent under `preexisting: "worsened"` where its grade is above `priorGrade` and the rise lies in the window. The
 * rise lies between first dose and end of the event, on a day that its date may mean; a date of it that is wholly before the first dose is
 * outside the window. Without both grades it cannot be told. What ended before the
 * first dose, and what happened to somebody never treated, is not emergent. Where the last dose is unknown it was given on the day of the
 * first or later, so that an onset within `daysAfterLastDose` days of the first is emergent, and a later one undecidable.
 *
 * `tallyAdverseEvents` goes further: in its windows, what cannot be proven to lie outside counts. All that is emergent here counts there, in a
 * window from `dose:1` to as many days after the last dose, and of what is undecidable here, all but pre-existing events without grades.
 *
 * R: admiral's `derive_var_trtemfl()` flags an event without an onset unless it ended before the first dose, and has no third
 * outcome. SAS: a program of its own in every study.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: a date that is not real, a dose that is not known to the day, an
 *   end before the onset, a last dose before the first, a grade other than 1 to 5
 * @throws RangeError, TypeError for days that are negative or not whole, an option that does not exist
 *
 * Source: ICH E9 (1998), glossary (treatment emergent); CDISC 2021, ADaM Occurrence Data Structure 1.1 (`TRTEMFL`).
 *
 * @example
 * ```ts
 * import { treatmentEmergence } from "trialwise/calendar";
 *
 * const treated = { firstDose: "2014-03-10", lastDose: "2014-04-07" };
 * const { events } = treatmentEmergence([
 *   { ...treated, onset: "2014-03-10" },
 *   { ...treated, onset: "2014-03" },
 *   { ...treated, onset: "2014-02", end: "2014-03-01" },
 * ], { daysAfterLastDose: 30, preexisting: "never" });
 *
 * events[0]; // => { "verdict": "emergent", "grounds": ["onset-in-window"] }
 * events[1]; // => { "verdict": "undecidable", "grounds": ["onset-before-window", "onset-in-window"] }
 * events[2]; // => { "verdict": "not-emergent", "grounds": ["ended-before-window"] }
 * ```
 */
export function treatmentEmergence(events: readonly EventToJudge[], options: TreatmentEmergenceOptions): TreatmentEmergenceResult {
  checkOptionKeys(caller, options, ["daysAfterLastDose", "preexisting"]);
  const { daysAfterLastDose, preexisting } = options;
  if (daysAfterLastDose !== null) checkCount(caller, "daysAfterLastDose", daysAfterLastDose);
  checkChoice(caller, "preexisting", preexisting, ["worsened", "never"]);
  if (!Array.isArray(events)) throw new TypeError(`${caller}: events must be an array; received ${show(events)}`);
  const issues: DataIssue[] = [];
  const daysIn = listsOfDays();
  const read = Array.from(events, (event, index) => readEvent(issues, index, event, daysIn));
  refuse(caller, issues);
  const judged = read.flatMap((event): JudgedEvent[] => {
    if (event === null) return [];
    const grounds = judgeEvent(event, { daysAfterLastDose, preexisting });
    return [{ verdict: verdictOf(grounds), grounds }];
  });
  const count = (wanted: EmergenceVerdict) => judged.filter(({ verdict }) => verdict === wanted).length;
  return {
    events: judged,
    counts: { events: judged.length, emergent: count("emergent"), notEmergent: count("not-emergent"), undecidable: count("undecidable") },
    method: {
      name: "treatment-emergence",
      options: { daysAfterLastDose: daysAfterLastDose === 0 ? 0 : daysAfterLastDose, preexisting },
      reference: "ICH E9 1998, glossary (treatment emergent); CDISC 2021, ADaM OCCDS 1.1",
    },
  };
}
