// A second reading of the time to the first event: a diary is walked day by day from the origin, and the first thing that ends the
// time ends it. Days are whole numbers.

export interface Diary {
  readonly [what: string]: number | undefined;
}

export interface NaiveTime {
  readonly time: number;
  readonly what: string;
}

/**
 * The first day on which something of the lists happened, and what: on one day the endpoint's events and the competing ones in turn,
 * death after both, then what censors.
 */
export function naiveTimeToEvent(diary: Diary, lists: { readonly events: readonly string[]; readonly competing: readonly string[]; readonly censoring: readonly string[] }, origin: number, lastDay: number): NaiveTime | null {
  const turns = [...lists.events.filter((what) => what !== "death"), ...lists.competing.filter((what) => what !== "death"), "death", ...lists.censoring];
  for (let day = origin; day <= lastDay; day++) {
    const what = turns.find((each) => diary[each] === day && (each !== "death" || [...lists.events, ...lists.competing, ...lists.censoring].includes("death")));
    if (what !== undefined) return { time: day - origin, what };
  }
  return null;
}
