// Second implementations of time to progression and of stages by visit: one walk along a line of marks (visits and relapses) that
// carries the reference and what waits for its confirmation, and tables of items counted row by row.
import { type Items, naiveEdssSide, naiveKings, naiveMitos, naiveTimeSide } from "./instruments.ts";

export interface NaiveOptions {
  readonly components: readonly string[];
  readonly weeks: number;
  readonly cut: number;
  readonly percent: number;
  readonly tolerance: number;
  readonly at: string;
  readonly unconfirmed: string;
  readonly exclude: boolean;
  readonly relapses?: { readonly rule: string; readonly after: number; readonly before: number } | null;
}

export interface NaivePerson {
  readonly days: readonly number[];
  readonly series: readonly (readonly (number | null)[])[];
  readonly relapses: readonly number[];
}

export type NaiveOutcome = "excluded" | { readonly time: number; readonly event: boolean };

interface Walk {
  readonly event: number | null;
  readonly confirmed: number | null;
  readonly waiting: number | null;
  readonly last: number;
}

export function naiveTimeToProgression({ days, series, relapses }: NaivePerson, options: NaiveOptions): NaiveOutcome {
  const present = series.flatMap((values, index) => (values[0] === null ? [] : [{ component: options.components[index]!, values }]));
  if (present.length === 0 || (options.exclude && present.length < series.length)) return "excluded";
  const walks = present.map(({ component, values }) => walk(component, days, values, options.relapses ? relapses : [], options));
  const times = walks.flatMap(({ event, confirmed, waiting, last }) => {
    if (event !== null) return [options.at === "onset" ? event : confirmed!];
    return waiting !== null && options.unconfirmed === "event" ? [options.at === "onset" ? waiting : last] : [];
  });
  if (times.length > 0) return { time: Math.min(...times), event: true };
  const waiting = walks.flatMap((each) => each.waiting ?? []);
  const isCut = waiting.length > 0 && options.unconfirmed === "censored-at-onset";
  return { time: isCut ? Math.min(...waiting) : Math.max(...walks.map(({ last }) => last)), event: false };
}

function walk(component: string, days: readonly number[], values: readonly (number | null)[], relapses: readonly number[], options: NaiveOptions): Walk {
  const { rule = "none", before = 0, after = 0 } = options.relapses ?? {};
  const marks = [...relapses.filter((day) => day > 0).map((day) => ({ day: day + 0.5, value: null })), ...days.map((day, index) => ({ day, value: values[index] ?? null, isVisit: true }))].sort((a, b) => a.day - b.day);
  let [reference, waiting, last]: [number | null, number | null, number] = [null, null, 0];
  for (const mark of marks) {
    if (!("isVisit" in mark)) {
      if (rule === "censored") return { event: null, confirmed: null, waiting: null, last };
      if (rule === "new-reference") [reference, waiting] = [null, null];
      continue;
    }
    if (mark.value === null || relapses.some((relapse) => mark.day >= relapse - before && mark.day <= relapse + after)) continue;
    last = mark.day;
    if (reference === null) {
      reference = mark.value;
      continue;
    }
    const side = component === "edss" ? naiveEdssSide(reference, mark.value, options.cut) : naiveTimeSide(reference, mark.value, options.percent);
    if (side !== "progression") waiting = null;
    else if (waiting === null) waiting = mark.day;
    else if (mark.day - waiting >= 7 * options.weeks - options.tolerance) return { event: waiting, confirmed: mark.day, waiting: null, last: Math.max(last, ...days.filter((_, index) => values[index] !== null)) };
  }
  return { event: null, confirmed: null, waiting, last };
}

export interface NaiveStageVisit {
  readonly items: Items;
  readonly form: string;
}

/** Stage, `null` where items leave it open, `"none"` where nothing is known. */
export function naiveStageAt(system: "kings" | "mitos", { items, form }: NaiveStageVisit, day: number, known: { readonly dead: number | null; readonly tube: number | null; readonly vent: number | null }): number | null | "none" {
  const isBy = (moment: number | null) => moment !== null && moment <= day;
  const isEmpty = items.every((item) => item === null);
  if (isEmpty) return isBy(known.dead) ? 5 : "none";
  const tube = isBy(known.tube) || form === "5b" ? true : items[4] === null ? null : false;
  const [from, to] = system === "mitos" ? naiveMitos(items, false) : naiveKings(items, { gastrostomy: tube, ventilation: isBy(known.vent), died: false });
  return from === to ? from : null;
}
