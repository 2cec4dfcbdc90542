import { checkResult } from "../result/checkResult.ts";
import { show } from "../result/show.ts";
import type { AdverseEventRow, AdverseEventTally } from "../safety/AdverseEventTally.ts";
import type { AdverseEventComparison, AdverseEventComparisonRow, AdverseEventComparisonTable } from "../safety/compareAdverseEvents.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** A comparison's table of a window and category; refused unless it is row by row, and count by count, that of the tally. */
export function comparedTable<Keys extends TrialKeys, Window extends string, Category extends string>(
  caller: string,
  comparison: AdverseEventComparison<Keys, Window, Category>,
  tally: AdverseEventTally<Keys, Window, Category>,
  window: Window,
  category: Category,
): AdverseEventComparisonTable {
  checkResult(caller, comparison, { "adverse-event-comparison": "compareAdverseEvents" }, "the comparison");
  const { windows, method } = comparison;
  const refuse = (what: string): never => {
    throw new RangeError(`${caller}: comparison must be that of the tally; it has ${what}`);
  };
  if (!Object.hasOwn(windows, window) || !Object.hasOwn(windows[window].categories, category)) return refuse(`no window ${show(window)} with the category ${show(category)}`);
  const compared = windows[window].categories[category];
  const { overall, systemOrganClasses } = tally.windows[window].categories[category];
  const check = (name: string, { byArm }: AdverseEventRow<Keys["arm"]>, found: AdverseEventComparisonRow | undefined, foundName: string | undefined): void => {
    if (found === undefined || foundName !== name) return refuse(`another row than ${show(name)}`);
    for (const group of ["treatment", "control"] as const) {
      const arm = method.options[group];
      const { participants, n } = found.counts[group];
      if (participants !== byArm[arm].participants || n !== tally.denominators[arm]) refuse(`other counts in ${show(name)}`);
    }
  };
  check("the first", overall, compared.overall, "the first");
  for (const [index, row] of systemOrganClasses.entries()) {
    const found = compared.systemOrganClasses[index];
    check(row.systemOrganClass, row, found, found?.systemOrganClass);
    for (const [place, term] of row.preferredTerms.entries()) check(term.preferredTerm, term, found?.preferredTerms[place], found?.preferredTerms[place]?.preferredTerm);
  }
  return compared;
}
