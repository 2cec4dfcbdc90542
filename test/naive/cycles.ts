// A second implementation of slopes by cycle that walks a calendar day by day: each day's value is carried in a table of days, standing
// values are looked for by stepping away from the dose, and lines are weighted means of the slopes of all pairs.

/** One participant: doses and scores by day from baseline. */
export interface NaiveCourse {
  readonly doses: readonly number[];
  readonly scores: ReadonlyMap<number, number>;
}

export interface NaiveCycleOptions {
  readonly method: "two-visit" | "least-squares";
  readonly atDose: "last-before" | "nearest";
  readonly closing: "at-end" | "last-value";
  readonly before: number;
  readonly after: number;
  readonly lastCycle: number;
  readonly longest: number;
}

export interface NaiveSlopes {
  readonly leadIn: number | null;
  readonly cycles: readonly (number | null)[];
  readonly treatment: number | null;
}

/** Slopes per day. */
export function naiveCycleSlopes({ doses, scores }: NaiveCourse, options: NaiveCycleOptions): NaiveSlopes {
  if (doses.length === 0) return { leadIn: null, cycles: [], treatment: null };
  const miles = [...doses, doses.at(-1)! + options.lastCycle];
  const standing: (number | null)[] = [];
  for (const [index, mile] of miles.entries()) {
    const barred = new Set(standing);
    const isOpen = (day: number) =>
      scores.has(day) && !barred.has(day) && day > (miles[index - 1] ?? -Infinity) && day < (miles[index + 1] ?? Infinity) && day > Math.max(-Infinity, ...standing.filter((each) => each !== null));
    standing.push(stepAway(mile, isOpen, options));
  }
  const slope = (from: number, to: number, first: number | null, last: number | null, isLeadIn: boolean): number | null => {
    const inside = [...scores.keys()].filter((day) => day >= (first ?? from) && day <= (last ?? to)).sort((a, b) => a - b);
    if (options.method === "least-squares") return line(inside, scores);
    const opening = isLeadIn ? inside[0] : first;
    const closing = last ?? (options.closing === "last-value" ? inside.at(-1) : null);
    return opening === null || opening === undefined || closing === null || closing === undefined ? null : line(opening === closing ? [] : [opening, closing], scores);
  };
  return {
    leadIn: slope(miles[0]! - options.longest, miles[0]!, null, standing[0]!, true),
    cycles: doses.map((_, k) => slope(miles[k]!, miles[k + 1]!, standing[k]!, standing[k + 1]!, false)),
    treatment: slope(miles[0]!, miles.at(-1)!, standing[0]!, standing.at(-1)!, false),
  };
}

function stepAway(mile: number, isOpen: (day: number) => boolean, { atDose, before, after }: NaiveCycleOptions): number | null {
  if (atDose === "nearest") {
    for (let step = 0; step <= Math.max(before, after); step++) {
      if (step <= after && isOpen(mile + step)) return mile + step;
      if (step <= before && isOpen(mile - step)) return mile - step;
    }
    return null;
  }
  for (let step = 0; step <= before; step++) if (isOpen(mile - step)) return mile - step;
  for (let step = 1; step <= after; step++) if (isOpen(mile + step)) return mile + step;
  return null;
}

function line(days: readonly number[], scores: ReadonlyMap<number, number>): number | null {
  const pairs = days.flatMap((start, i) => days.slice(i + 1).map((end) => ({ time: end - start, value: scores.get(end)! - scores.get(start)! })));
  const weight = pairs.reduce((total, { time }) => total + time ** 2, 0);
  return weight === 0 ? null : pairs.reduce((total, { time, value }) => total + time * value, 0) / weight;
}

/** How many of these lie in a range of percent of the decline, by how much of the decline is left. */
export function naiveShareOfDecline(slopes: readonly { readonly before: number; readonly after: number }[], from: number, to: number): number {
  return slopes.filter(({ before, after }) => {
    const left = (100 * after) / before;
    return before < -1e-9 && 100 - left > from - 1e-7 && 100 - left < to + 1e-7;
  }).length;
}
