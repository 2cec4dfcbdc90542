import type { TestComparisons } from "./Comparisons.ts";
import type { ReferenceRow } from "./referenceRows.ts";
import { titlePattern } from "./runReferenceTests.ts";

/** What a run of the reference test says of a function. */
export interface Measured {
  readonly cases: number;
  /** How far a number may be off, or that none may. */
  readonly allowed: string;
  /** Whole digits of the worst number, or that all is equal. */
  readonly digits: string;
}

/** Reference tests that compare for equality: counts, dates, stages, classes, names. */
const equal: readonly string[] = [
  "studyDay", "dateOfStudyDay", "imputeDates", "assignVisits", "treatmentEmergence", "cycleResponders", "crossoverResponders", "scoreAlsfrsR", "kingsStage", "mitosStage",
  "progressorGroup", "edssFunctionalSystem", "edssChange", "confirmedProgression", "edssPlusImprovement", "edssPlusProgression", "timeToProgression", "stagesByVisit", "designColumns",
  "participantFlow", "recoverCounts", "recoverTotals", "classifyResponders", "tallyAdverseEvents", "commonAdverseEvents",
];

export function measure({ name, reference, cases }: ReferenceRow, tests: readonly TestComparisons[]): Measured {
  const title = new RegExp(`^${titlePattern(reference.test)}$`);
  const ran = tests.filter(({ file, test }) => file === reference.file && title.test(test));
  if (ran.length === 0) throw new Error(`${name}: no test "${reference.test}" ran in ${reference.file}`);
  const errors = ran.flatMap((each) => each.errors);
  const counted = cases ?? ran.length;
  if (equal.includes(name)) {
    if (errors.length > 0) throw new Error(`${name}: its reference test bounds errors now; take it off the list of those that compare for equality`);
    return { cases: counted, allowed: "none", digits: "equal" };
  }
  if (errors.length === 0) throw new Error(`${name}: its reference test bounds no error; say in test/validation/measure.ts what it compares`);
  const allowed = Math.max(...errors.map(({ tolerance }) => tolerance));
  return { cases: counted, allowed: allowed.toExponential(0).replace("+", ""), digits: digitsOf(Math.max(...errors.map(({ error }) => error))) };
}

/** Rounded down to a whole digit, so that a last bit that differs between machines does not change the page. */
export function digitsOf(error: number): string {
  return error === 0 ? "all" : `${Math.min(15, Math.floor(-Math.log10(error)))}`;
}
