import { checkKnownKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { checkResult } from "../result/checkResult.ts";
import { show } from "../result/show.ts";
import type { StandardCategory } from "../safety/AdverseEventFilter.ts";
import type { AdverseEventCell, AdverseEventRow, AdverseEventTally } from "../safety/AdverseEventTally.ts";
import type { AdverseEventComparison, AdverseEventComparisonRow } from "../safety/compareAdverseEvents.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { comparedTable } from "./comparedTable.ts";
import { exclusionNotes, inArms } from "./exclusionNotes.ts";
import { adjustmentTexts } from "./methodsPhrases.ts";
import type { Table, TableColumn, TableRow, TableText } from "./Table.ts";
import { keysIn, labelOfArm, tableArms } from "./tableArms.ts";
import { armHeading, countText, eventsText, figureWriter, levelText } from "./tableFigures.ts";
import { tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

export interface AdverseEventTableOptions<
  Keys extends TrialKeys = TrialKeys,
  Window extends string = string,
  Category extends string = string,
> extends TableOptions<Keys["arm"]> {
  readonly window: Window;
  /** Default: the first of the tally. */
  readonly category?: Category;
  /**
   * The order of classes, and of terms in each: that of the tally (default), by code units, or by participants in one arm, most first
   * (then by events, then as in the tally).
   */
  readonly order?: "as-tallied" | "alphabetical" | { readonly arm: Keys["arm"] };
  /**
   * Preferred terms are shown where so large a share of some arm's participants had one: 0.05 for 5 %. Classes without a term left go
   * too; the counts of those that stay are of all their events. Default 0, which shows every term.
   */
  readonly atLeast?: number;
  /** Whether numbers of events stand beside those of participants. Default true. */
  readonly events?: boolean;
  /** Adds the incidence of first events per so many participant-years at risk; the tally needs `exposure`. Default: none. */
  readonly incidencePer?: 1 | 10 | 100 | 1000;
  /** Of percentages. Default 1. */
  readonly percentDecimals?: number;
  /** What `compareAdverseEvents` made of the tally: adds the risk difference in percentage points and p. */
  readonly comparison?: AdverseEventComparison<Keys, Window, Category>;
}

const participantYears = [1, 10, 100, 1000] as const;

/** A row of the tally with its comparison. */
interface Entry<Arm extends string> {
  readonly label: string;
  readonly row: AdverseEventRow<Arm>;
  readonly compared: AdverseEventComparisonRow | undefined;
  readonly indent: number;
}

/**
 * The table of adverse events by system organ class and preferred term: participants, n (%), and events, in each arm. The first row counts
 * participants with any event of the category; terms are set in below their class; denominators stand in the headings. A participant is counted once in
 * each row, so that participants do not add up over rows. With `incidencePer` each row has the rate of first events by time at risk, where arms are
 * followed for different times.
 *
 * @throws RangeError, TypeError for a window, category or arm that the tally does not have, a threshold outside 0 to 1, a comparison of
 *   another tally, incidence of a tally that has none, an unknown option
 *
 * @example
 * ```ts
 * import { adverseEventTable, defineTrial, readTrialData, tallyAdverseEvents } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   populations: { safety: { label: "Safety set", rule: { kind: "everyone" } } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   adverseEvents: [
 *     { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 } },
 *     { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 9 } },
 *   ],
 * });
 * const tally = tallyAdverseEvents(data, { population: "safety", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } });
 * const table = adverseEventTable(tally, { window: "months6", arms: [{ arm: "msc", label: "BM-MSC" }] });
 *
 * table.columns[1]; // => { "label": "n (%)", "align": "right", "spanner": "BM-MSC (N = 2)" }
 * table.groups[0]?.rows.map(({ cells }) => cells[0]); // => ["Any adverse event", "Nervous system disorders", "Headache"]
 * table.groups[0]?.rows[2]?.cells; // => ["Headache", "1 (50.0)", "2"]
 * ```
 */
export function adverseEventTable<Keys extends TrialKeys, Window extends string, Category extends string>(
  tally: AdverseEventTally<Keys, Window, Category>,
  options: AdverseEventTableOptions<NoInfer<Keys>, NoInfer<Window>, NoInfer<Category>>,
): Table {
  type Arm = Keys["arm"];
  const caller = "adverseEventTable";
  checkResult(caller, tally, { "adverse-event-tally": "tallyAdverseEvents" }, "the tally");
  const own = ["window", "category", "order", "atLeast", "events", "incidencePer", "percentDecimals", "comparison"];
  const { title, footnotes } = checkTableOptions(caller, options, own, "Adverse events by system organ class and preferred term");
  const { window, order = "as-tallied", atLeast = 0, events = true, incidencePer, percentDecimals = 1, comparison } = options;
  checkIncidence(caller, tally, incidencePer);
  checkDecimals(caller, percentDecimals);
  checkFinite(caller, "atLeast", atLeast);
  if (atLeast < 0 || atLeast > 1) throw new RangeError(`${caller}: atLeast must be between 0 and 1 (0.05 for 5 %); received ${show(atLeast)}`);
  checkChoice(caller, "window", window, keysIn<Window>(tally.windows));
  const categories = keysIn<Category>(tally.windows[window].categories);
  const category = options.category ?? categories[0]!;
  checkChoice(caller, "category", category, categories);
  const everyArm = keysIn<Arm>(tally.denominators);
  const arms = tableArms(caller, everyArm, options.arms);
  checkOrder(caller, order, everyArm);
  const { overall, systemOrganClasses, counts } = tally.windows[window].categories[category];
  const compared = comparison === undefined ? undefined : comparedTable(caller, comparison, tally, window, category);
  const notes = tableNotes([
    ...footnotes,
    "n (%): participants with at least one such event, each counted once in a row, and their share of the arm.",
    ...(atLeast > 0 ? [`Preferred terms of at least ${levelText(atLeast)} of the participants of an arm; rows of classes count all their events.`] : []),
    ...(counts.unstated > 0 ? [`Not counted, since what the table asks for was not recorded: ${eventsText(counts.unstated)}.`] : []),
    ...exclusionNotes("Participants", inArms(tally.excluded, arms)),
  ]);

  const isCommon = ({ byArm }: AdverseEventRow<Arm>): boolean =>
    atLeast === 0 || arms.some(({ arm }) => tally.denominators[arm] > 0 && byArm[arm].participants / tally.denominators[arm] >= atLeast);
  const classes = systemOrganClasses.map((row, index) => {
    const comparedClass = compared?.systemOrganClasses[index];
    const terms = row.preferredTerms.map((term, place): Entry<Arm> => ({ label: term.preferredTerm, row: term, compared: comparedClass?.preferredTerms[place], indent: 1 }));
    return { label: row.systemOrganClass, row, compared: comparedClass, indent: 0, terms: sorted(terms.filter((term) => isCommon(term.row)), order) };
  });
  const shown = sorted(classes.filter(({ terms }) => terms.length > 0), order);
  const entries: readonly Entry<Arm>[] = [
    { label: anyEvent(category), row: overall, compared: compared?.overall, indent: 0 },
    ...shown.flatMap(({ terms, ...ofClass }): Entry<Arm>[] => [ofClass, ...terms]),
  ];

  const cellsOf = (cell: AdverseEventCell, arm: Arm): TableText[] => [
    countText(notes, cell.participants, tally.denominators[arm], percentDecimals),
    ...(events ? [String(cell.events)] : []),
    ...incidenceCell(cell),
  ];
  const incidenceCell = ({ incidence }: AdverseEventCell): TableText[] => {
    if (incidencePer === undefined || incidence === undefined) return [];
    const powerOfTen = participantYears.indexOf(incidencePer);
    const { estimate, interval, reasons } = incidence;
    return [figureWriter(notes, reasons, powerOfTen).withInterval({ value: estimate, path: "estimate" }, interval, "interval", 3 - powerOfTen)];
  };
  const comparisonCells = (row: AdverseEventComparisonRow): TableText[] => {
    const { estimate, interval } = row.riskDifference;
    const reasons = row.reasons ?? {};
    const isAdjusted = "adjustedPValue" in row;
    return [
      figureWriter(notes, reasons, 2).withInterval({ value: estimate, path: "riskDifference.estimate" }, interval, "riskDifference.interval", percentDecimals),
      figureWriter(notes, reasons).pValue(row.pValue, "pValue"),
      ...(comparison?.method.options.adjust === undefined ? [] : [isAdjusted ? figureWriter(notes, reasons).pValue(row.adjustedPValue ?? null, "adjustedPValue") : ""]),
    ];
  };
  const rows = entries.map(({ label, row, compared: found, indent }): TableRow => ({
    cells: [label, ...arms.flatMap(({ arm }) => cellsOf(row.byArm[arm], arm)), ...(found === undefined ? [] : comparisonCells(found))],
    indent,
  }));
  return { title, columns: [{ label: "System organ class, preferred term", align: "left" }, ...armColumns(), ...comparisonColumns()], groups: [{ rows }], footnotes: notes.footnotes() };

  function armColumns(): readonly TableColumn[] {
    return arms.flatMap(({ arm, label: name }): TableColumn[] => {
      const spanner = armHeading(name, tally.denominators[arm]);
      const label = (text: TableText): TableColumn => ({ label: text, align: "right", spanner });
      return [label("n (%)"), ...(events ? [label("Events")] : []), ...(incidencePer === undefined ? [] : [label(incidenceLabel(incidencePer))])];
    });
  }

  function incidenceLabel(years: number): TableText {
    const per = `Per ${years === 1 ? "participant-year" : `${years} participant-years`} (${levelText(tally.method.options.level)} CI)`;
    return notes.mark(per, "First events by the time at risk, without participants in whom such an event was there when the window opened; exact Poisson intervals.");
  }

  function comparisonColumns(): readonly TableColumn[] {
    if (comparison === undefined) return [];
    const { treatment, control, level, adjust } = comparison.method.options;
    const versus = `${labelOfArm(treatment, arms)} − ${labelOfArm(control, arms)}`;
    return [
      { label: `Risk difference, % (${levelText(level)} CI)`, align: "right", spanner: versus },
      { label: notes.mark("p", "Fisher's exact test, not adjusted for the number of rows."), align: "right", spanner: versus },
      ...(adjust === undefined ? [] : [{ label: notes.mark("Adjusted p", `Adjusted by ${adjustmentTexts[adjust]}, classes and terms apart.`), align: "right" as const, spanner: versus }]),
    ];
  }
}

function checkIncidence(caller: string, { method }: AdverseEventTally, years: number | undefined): void {
  if (years === undefined) return;
  if (!participantYears.some((each) => each === years)) throw new RangeError(`${caller}: incidencePer must be one of ${participantYears.join(", ")}; received ${show(years)}`);
  if (method.options.exposure === undefined) throw new RangeError(`${caller}: the tally has no incidence; ask tallyAdverseEvents for exposure`);
}

/** The row of all events of a category: a table of serious events does not count any event. */
function anyEvent(category: string): string {
  const names: ReadonlyMap<string, string> = new Map(Object.entries(anyEventTexts));
  return names.get(category) ?? `Any adverse event: ${category}`;
}

const anyEventTexts: { readonly [C in StandardCategory]: string } = {
  all: "Any adverse event",
  serious: "Any serious adverse event",
  relatedToProduct: "Any adverse event related to the product",
  relatedToProcedure: "Any adverse event related to the procedure",
  fatal: "Any fatal adverse event",
};

type Order<Arm extends string> = "as-tallied" | "alphabetical" | { readonly arm: Arm };

function checkOrder<Arm extends string>(caller: string, order: Order<Arm>, arms: readonly Arm[]): void {
  if (typeof order !== "object" || order === null) return checkChoice(caller, "order", order, ["as-tallied", "alphabetical"]);
  checkKnownKeys(caller, "order", order, ["arm"]);
  checkChoice(caller, "order.arm", order.arm, arms);
}

function sorted<Arm extends string, Row extends Entry<Arm>>(rows: readonly Row[], order: Order<Arm>): readonly Row[] {
  if (order === "as-tallied") return rows;
  if (order === "alphabetical") return [...rows].sort((left, right) => (left.label < right.label ? -1 : Number(left.label > right.label)));
  const { arm } = order;
  return [...rows].sort((left, right) => right.row.byArm[arm].participants - left.row.byArm[arm].participants || right.row.byArm[arm].events - left.row.byArm[arm].events);
}
