import type { ParticipantFlowResult } from "../participants/participantFlow.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import type { StandardCategory } from "../safety/AdverseEventFilter.ts";
import type { AdverseEventTally } from "../safety/AdverseEventTally.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { exclusionNotes, inArms } from "./exclusionNotes.ts";
import type { Table, TableRow, TableText } from "./Table.ts";
import { keysIn, tableArms } from "./tableArms.ts";
import { armHeading, countText, eventsText } from "./tableFigures.ts";
import { tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

export interface AdverseEventOverviewTableOptions<
  Keys extends TrialKeys = TrialKeys,
  Window extends string = string,
  Category extends string = string,
> extends TableOptions<Keys["arm"]> {
  readonly window: Window;
  /** The rows, and what to call them. Default: every category of the tally, the standard ones in words, others by their keys. */
  readonly categories?: readonly { readonly category: Category; readonly label: string }[];
  /** Where participants stopped for an adverse event: adds a row of those in the tally's population. */
  readonly flow?: ParticipantFlowResult<Keys>;
  /** Of percentages. Default 1. */
  readonly percentDecimals?: number;
}

/**
 * The overview of adverse events: participants, n (%), and events in each category of a tally (any, serious, related, fatal), the deaths of
 * the window from whatever cause, and with `flow` those who stopped for an adverse event.
 *
 * @throws RangeError, TypeError for a window, category or arm that the tally does not have, an unknown option
 *
 * @example
 * ```ts
 * import { adverseEventOverviewTable, defineTrial, readTrialData, tallyAdverseEvents } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   populations: { safety: { label: "Safety set", rule: { kind: "everyone" } } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   adverseEvents: [{ participant: "001", systemOrganClass: "Infections", preferredTerm: "Pneumonia", start: { days: 1 }, serious: true }],
 * });
 * const tally = tallyAdverseEvents(data, { population: "safety", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } });
 * const table = adverseEventOverviewTable(tally, { window: "months6" });
 *
 * table.groups[0]?.rows[1]?.cells; // => ["Serious", "1 (50.0)", "1"]
 * ```
 */
export function adverseEventOverviewTable<Keys extends TrialKeys, Window extends string, Category extends string>(
  tally: AdverseEventTally<Keys, Window, Category>,
  options: AdverseEventOverviewTableOptions<NoInfer<Keys>, NoInfer<Window>, NoInfer<Category>>,
): Table {
  const caller = "adverseEventOverviewTable";
  checkResult(caller, tally, { "adverse-event-tally": "tallyAdverseEvents" }, "the tally");
  const { title, footnotes } = checkTableOptions(caller, options, ["window", "categories", "flow", "percentDecimals"], "Overview of adverse events");
  const { window, flow, percentDecimals = 1 } = options;
  checkDecimals(caller, percentDecimals);
  checkChoice(caller, "window", window, keysIn<Window>(tally.windows));
  const tallied = tally.windows[window];
  const known = keysIn<Category>(tallied.categories);
  const categories = options.categories ?? known.map((category) => ({ category, label: labelOf(category) }));
  for (const [index, row] of categories.entries()) {
    checkParts(caller, `categories[${index}]`, row, ["category", "label"]);
    checkKnownKeys(caller, `categories[${index}]`, row, ["category", "label"]);
    checkChoice(caller, `categories[${index}].category`, row.category, known);
  }
  const arms = tableArms(caller, keysIn<Keys["arm"]>(tally.denominators), options.arms);
  const notes = tableNotes([
    ...footnotes,
    "n (%): participants with at least one such event, and their share of the arm. Categories overlap.",
    ...exclusionNotes("Participants", inArms(tally.excluded, arms)),
  ]);
  const count = (arm: Keys["arm"], participants: number): TableText => countText(notes, participants, tally.denominators[arm], percentDecimals);
  const rows = categories.map(({ category, label }): TableRow => {
    const { overall, counts } = tallied.categories[category];
    const first = counts.unstated === 0 ? label : notes.mark(label, `${label}: not recorded for ${eventsText(counts.unstated)}, ${counts.unstated === 1 ? "which is" : "which are"} not counted.`);
    return { cells: [first, ...arms.flatMap(({ arm }) => [count(arm, overall.byArm[arm].participants), String(overall.byArm[arm].events)])] };
  });
  const outside = new Set(tally.excluded.map(({ participant }) => participant));
  const stopped = flow?.outcomes["stopped-for-adverse-event"].byArm;
  const withoutEvents = (label: TableText, participantsIn: (arm: Keys["arm"]) => number): TableRow => ({
    cells: [label, ...arms.flatMap(({ arm }) => [count(arm, participantsIn(arm)), ""])],
  });
  return {
    title,
    columns: [
      { label: "Participants with", align: "left" },
      ...arms.flatMap(({ arm, label }) => {
        const spanner = armHeading(label, tally.denominators[arm]);
        return [{ label: "n (%)", align: "right" as const, spanner }, { label: "Events", align: "right" as const, spanner }];
      }),
    ],
    groups: [
      {
        rows: [
          ...rows,
          ...(stopped === undefined
            ? []
            : [withoutEvents(notes.mark("Stopped for an adverse event", "By the disposition recorded, at any time."), (arm) => stopped[arm].participantIds.filter((id) => !outside.has(id)).length)]),
          withoutEvents("Death from any cause", (arm) => tallied.deaths.byArm[arm].participants),
        ],
      },
    ],
    footnotes: notes.footnotes(),
  };
}

function labelOf(category: string): string {
  const labels: ReadonlyMap<string, string> = new Map(Object.entries(standardLabels));
  return labels.get(category) ?? category;
}

const standardLabels: { readonly [C in StandardCategory]: string } = {
  all: "Any adverse event",
  serious: "Serious",
  relatedToProduct: "Related to the product",
  relatedToProcedure: "Related to the procedure",
  fatal: "Fatal",
};
