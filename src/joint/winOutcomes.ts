import { checkFields, checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkPositive } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { checkNotNegative, readSurvivalTimes, type SurvivalTimes } from "../survival/survivalTimes.ts";
import { equalWithin, pool, poolTimes, readVisitColumn, type VisitColumn } from "./jointOutcomes.ts";
import { type PairComparison, timeComparison, visitComparison } from "./pairComparison.ts";

/** An outcome by which two participants can be compared, with its values in both groups; every outcome in the same order of participants. */
export type WinOutcome = TimeToEventWin | ValueWin | LastCommonVisitWin;

/** Who had the event later did better, if the earlier one came while the other was under observation. */
export interface TimeToEventWin {
  readonly kind: "time-to-event";
  /** Whether late or early events are good: death, recovery. Default `"later"`. */
  readonly better?: "later" | "earlier";
  /** Events after it have not happened. Default none. */
  readonly horizon?: number;
  readonly treatment: Pick<SurvivalTimes, "time" | "event">;
  readonly control: Pick<SurvivalTimes, "time" | "event">;
}

/** One value of each participant; `null`, where there is none, leaves the pair to the next outcome. */
export interface ValueWin {
  readonly kind: "value";
  readonly better: "higher" | "lower";
  /** The least difference that decides; any difference if left out. */
  readonly threshold?: number;
  readonly treatment: VisitColumn;
  readonly control: VisitColumn;
}

/** Values by visit, compared at the last visit at which both participants have one. */
export interface LastCommonVisitWin extends Omit<ValueWin, "kind" | "treatment" | "control"> {
  readonly kind: "last-common-visit";
  readonly treatment: readonly VisitColumn[];
  readonly control: readonly VisitColumn[];
}

export interface ReadWinOutcomes {
  readonly treated: number;
  readonly participants: number;
  readonly comparisons: readonly PairComparison[];
}

export function readWinOutcomes(caller: string, outcomes: readonly WinOutcome[]): ReadWinOutcomes {
  if (!Array.isArray(outcomes) || outcomes.length === 0) throw new RangeError(`${caller}: outcomes must be a list with at least one outcome; received ${show(outcomes)}`);
  const sizes = outcomes.map((outcome: WinOutcome, index) => sizesOf(caller, `outcomes[${index}]`, outcome));
  const [treated, untreated] = sizes[0]!;
  sizes.forEach((size, index) => {
    if (size[0] === treated && size[1] === untreated) return;
    throw new RangeError(`${caller}: outcomes[${index}] must have the ${treated} and ${untreated} participants of the first; received ${size[0]} and ${size[1]}`);
  });
  return { treated, participants: treated + untreated, comparisons: outcomes.map((outcome: WinOutcome, index) => comparisonOf(caller, `outcomes[${index}]`, outcome, [treated, untreated])) };
}

type Sizes = readonly [treated: number, untreated: number];

function sizesOf(caller: string, name: string, outcome: WinOutcome): Sizes {
  checkParts(caller, name, outcome, ["kind", "treatment", "control"]);
  checkChoice(caller, `${name}.kind`, outcome.kind, ["time-to-event", "value", "last-common-visit"]);
  const lengthOf = (group: "treatment" | "control") => {
    const place = `${name}.${group}`;
    if (outcome.kind === "value") return columnLength(caller, place, outcome[group]);
    if (outcome.kind === "last-common-visit") {
      if (!Array.isArray(outcome[group]) || outcome[group].length === 0) throw new TypeError(`${caller}: ${place} must be a list of columns, one for each visit; received ${show(outcome[group])}`);
      return columnLength(caller, `${place}[0]`, outcome[group][0]!);
    }
    // A delayed entry would be ignored: who was under observation is told by the end of it alone.
    checkFields(caller, place, outcome[group], ["time", "event"]);
    return columnLength(caller, `${place}.time`, outcome[group].time);
  };
  return [lengthOf("treatment"), lengthOf("control")];
}

function columnLength(caller: string, name: string, column: VisitColumn): number {
  if (Array.isArray(column) || column instanceof Float64Array) return column.length;
  throw new TypeError(`${caller}: ${name} must be an array, one entry for each participant; received ${show(column)}`);
}

function comparisonOf(caller: string, name: string, outcome: WinOutcome, [treated, untreated]: Sizes): PairComparison {
  if (outcome.kind === "time-to-event") {
    checkKnownKeys(caller, name, outcome, ["kind", "better", "horizon", "treatment", "control"]);
    const { better = "later", horizon, treatment, control } = outcome;
    checkChoice(caller, `${name}.better`, better, ["later", "earlier"]);
    if (horizon !== undefined) checkPositive(caller, `${name}.horizon`, horizon);
    const [ours, theirs] = [readSurvivalTimes(`${caller}: ${name}.treatment`, treatment), readSurvivalTimes(`${caller}: ${name}.control`, control)];
    return timeComparison(poolTimes(caller, ours, theirs), horizon ?? Infinity, better);
  }
  checkKnownKeys(caller, name, outcome, ["kind", "better", "threshold", "treatment", "control"]);
  const { better, threshold = 0 } = outcome;
  checkChoice(caller, `${name}.better`, better, ["higher", "lower"]);
  checkNotNegative(caller, `${name}.threshold`, threshold);
  const [ours, theirs] = outcome.kind === "value" ? [[outcome.treatment], [outcome.control]] : [outcome.treatment, outcome.control];
  if (ours.length !== theirs.length) throw new RangeError(`${caller}: ${name} must have as many visits in both groups; received ${ours.length} and ${theirs.length}`);
  const visits = ours.map((column, visit) =>
    pool(readVisitColumn(caller, `${name}.treatment`, column, treated), readVisitColumn(caller, `${name}.control`, theirs[visit]!, untreated)).map((value) => (better === "higher" ? value : -value)),
  );
  const rounding = equalWithin(visits);
  return visitComparison(visits, Math.max(rounding, threshold - rounding));
}
