import { checkKnownKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { type AdverseEventOutcome, adverseEventOutcomes, type Grade, type PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { isFatalEvent } from "../trial/knownDeaths.ts";

/**
 * Which adverse events belong to a category. An event belongs if every condition named holds; without any, all belong.
 * A condition on something that was not recorded is neither met nor failed: such events are left out and counted.
 */
export interface AdverseEventFilter {
  readonly serious?: boolean;
  /** Judged related to the product, or to the procedure that delivers it. */
  readonly relatedTo?: "product" | "procedure";
  /** Outcome `fatal`, or grade 5. */
  readonly fatal?: boolean;
  /** One of these outcomes. */
  readonly outcomes?: readonly AdverseEventOutcome[];
  /** Graded within this range, ends included; 1 to 5 where an end is left out. */
  readonly grade?: { readonly from?: Grade; readonly to?: Grade };
  /**
   * What becomes of an event that cannot be judged, because the field was not recorded or is `unstated`.
   *
   * - `leave-out`: it does not belong, and the table's `counts.unstated` has it
   * - `count`: it belongs, as safety reviews ask of events whose relation to treatment was not judged
   *
   * Default `"leave-out"`.
   */
  readonly unstated?: "leave-out" | "count";
}

export type StandardCategory = "all" | "serious" | "relatedToProduct" | "relatedToProcedure" | "fatal";

/** The categories that are tallied where none are named. */
export const standardCategories: { readonly [C in StandardCategory]: AdverseEventFilter } = {
  all: {},
  serious: { serious: true },
  relatedToProduct: { relatedTo: "product" },
  relatedToProcedure: { relatedTo: "procedure" },
  fatal: { fatal: true },
};

export type OutcomeCategory = "recovered" | "recovering" | "recoveredWithSequelae" | "notRecovered" | "fatal" | "unknown";

/** One category for each outcome. An event without an outcome belongs to none of them, and is counted as unstated. */
export const outcomeCategories: { readonly [C in OutcomeCategory]: AdverseEventFilter } = {
  recovered: { outcomes: ["recovered"] },
  recovering: { outcomes: ["recovering"] },
  recoveredWithSequelae: { outcomes: ["recovered-with-sequelae"] },
  notRecovered: { outcomes: ["not-recovered"] },
  fatal: { outcomes: ["fatal"] },
  unknown: { outcomes: ["unknown"] },
};

/** Whether an event meets a condition, in the form that is kept for each of a million; `unstated` where what it asks for was not recorded. */
export const belonging = { no: 0, yes: 1, unstated: 2 } as const;

export type Belonging = (typeof belonging)[keyof typeof belonging];

/** A filter as one test, put together once for all events. */
export function filterTest(filter: AdverseEventFilter): (event: PlacedAdverseEvent) => Belonging {
  const { serious, relatedTo, fatal, outcomes, grade, unstated } = filter;
  const tests: ((event: PlacedAdverseEvent) => Belonging)[] = [];
  if (serious !== undefined) tests.push((event) => verdictOn(event.serious, serious));
  if (relatedTo !== undefined) tests.push((event) => belonging[event.related?.[relatedTo] ?? "unstated"]);
  if (fatal !== undefined) tests.push((event) => verdictOn(fatality(event), fatal));
  if (outcomes !== undefined) tests.push(({ outcome }) => verdictOn(outcome && outcomes.includes(outcome), true));
  if (grade !== undefined) {
    const { from = 1, to = 5 } = grade;
    tests.push((event) => verdictOn(event.grade && event.grade >= from && event.grade <= to, true));
  }
  const whenUnstated = unstated === "count" ? belonging.yes : belonging.unstated;
  return (event) => {
    let met: Belonging = belonging.yes;
    for (const test of tests) {
      const found = test(event);
      if (found === belonging.no) return found;
      if (found === belonging.unstated) met = whenUnstated;
    }
    return met;
  };
}

function verdictOn(found: boolean | undefined, wanted: boolean): Belonging {
  if (found === undefined) return belonging.unstated;
  return found === wanted ? belonging.yes : belonging.no;
}

/** Whether an event was fatal; `undefined` where neither outcome nor grade say so. */
function fatality(event: PlacedAdverseEvent): boolean | undefined {
  return isFatalEvent(event) || (event.outcome === undefined ? undefined : false);
}

/** A filter as it was understood; refuses conditions that do not exist or that nothing could meet. */
export function resolveFilter(caller: string, name: string, filter: AdverseEventFilter): AdverseEventFilter {
  checkKnownKeys(caller, name, filter, ["serious", "relatedTo", "fatal", "outcomes", "grade", "unstated"]);
  const { serious, relatedTo, fatal, outcomes, grade, unstated = "leave-out" } = filter;
  for (const [field, value] of Object.entries({ serious, fatal })) {
    if (value !== undefined && typeof value !== "boolean") throw new TypeError(`${caller}: ${name}.${field} must be true or false; received ${show(value)}`);
  }
  if (relatedTo !== undefined) checkChoice(caller, `${name}.relatedTo`, relatedTo, ["product", "procedure"]);
  checkChoice(caller, `${name}.unstated`, unstated, ["leave-out", "count"]);
  if (outcomes !== undefined) {
    if (!Array.isArray(outcomes) || outcomes.length === 0) throw new TypeError(`${caller}: ${name}.outcomes must be a list of outcomes; received ${show(outcomes)}`);
    for (const outcome of outcomes) checkChoice(caller, `${name}.outcomes`, outcome, adverseEventOutcomes);
  }
  if (grade !== undefined) checkGrades(caller, `${name}.grade`, grade);
  return {
    ...(serious !== undefined && { serious }),
    ...(relatedTo !== undefined && { relatedTo }),
    ...(fatal !== undefined && { fatal }),
    ...(outcomes !== undefined && { outcomes: [...outcomes] }),
    ...(grade !== undefined && { grade: { from: grade.from ?? 1, to: grade.to ?? 5 } }),
    unstated,
  };
}

function checkGrades(caller: string, name: string, grade: { readonly from?: Grade; readonly to?: Grade }): void {
  checkKnownKeys(caller, name, grade, ["from", "to"]);
  const { from = 1, to = 5 } = grade;
  for (const end of [from, to]) {
    if (![1, 2, 3, 4, 5].includes(end)) throw new RangeError(`${caller}: ${name} must run between the grades 1 and 5; received ${show(end)}`);
  }
  if (from > to) throw new RangeError(`${caller}: ${name} must run upwards; received from ${from} to ${to}`);
}
