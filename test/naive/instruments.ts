/** Second implementations of the instruments' scores, stages and rules. */

/** Items 1 to 12; `null` where not rated. */
export type Items = readonly (number | null)[];

/** What was lost of 48 points, and of 12 in each domain; `null` where an item misses. */
export function naiveAlsfrsR(items: Items): { readonly total: number | null; readonly domains: readonly (number | null)[] } {
  const lost = items.map((item) => 4 - (item ?? Number.NaN));
  const domains = [0, 1, 2, 3].map((domain) => 12 - lost[3 * domain]! - lost[3 * domain + 1]! - lost[3 * domain + 2]!);
  const total = domains.reduce((left, domain) => left - (12 - domain), 48);
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return { total: known(total), domains: domains.map(known) };
}

/** The stages with every missing item at its best and at its worst: between them lies whatever it was. */
function extremes(items: Items, stage: (items: readonly number[], isWorst: boolean) => number): readonly [number, number] {
  return [stage(items.map((item) => item ?? 4), false), stage(items.map((item) => item ?? 0), true)];
}

/** `gastrostomy` is null where nobody knows. */
export function naiveKings(items: Items, { gastrostomy, ventilation, died }: { readonly gastrostomy: boolean | null; readonly ventilation: boolean; readonly died: boolean }): readonly [number, number] {
  return extremes(items, (whole, isWorst) => {
    const involved = new Set<string>();
    const regions = ["bulbar", "bulbar", "bulbar", "arm", "arm", "", "", "leg", "", "", "", ""];
    whole.forEach((item, index) => item !== 4 && regions[index] !== "" && involved.add(regions[index]!));
    const stages = [involved.size];
    if (gastrostomy ?? isWorst) stages.push(4);
    if (ventilation || whole[9] === 0 || whole[11] !== 4) stages.push(4);
    if (died) stages.push(5);
    return Math.max(...stages);
  });
}

export function naiveMitos(items: Items, died: boolean): readonly [number, number] {
  return extremes(items, ([speech, , swallowing, handwriting, , dressing, , walking, , dyspnea, , insufficiency]) => {
    if (died) return 5;
    let stage = 0;
    if (!(walking! > 1 && dressing! > 1)) stage++;
    if (!(swallowing! > 1)) stage++;
    if (!(speech! > 1 || handwriting! > 1)) stage++;
    if (!(dyspnea! > 1 && insufficiency! > 2)) stage++;
    return stage;
  });
}

export type Side = "progression" | "improvement" | "neither";

/** Counts steps of the scale: 0, 1.0, 1.5 … so that a rise of 1.5 from 0 and of 1.0 from elsewhere are two steps each. */
export function naiveEdssSide(from: number, to: number, halfPointFrom: number): Side {
  const scale = [0, ...Array.from({ length: 19 }, (_, index) => 1 + index / 2)];
  const steps = scale.indexOf(to) - scale.indexOf(from);
  const needed = from >= halfPointFrom ? 1 : 2;
  if (steps >= needed) return "progression";
  // The step from 1.0 to 0 is a whole point wide.
  return steps <= -needed || (from === 1 && to === 0) ? "improvement" : "neither";
}

/** By the ratio of the two times. */
export function naiveTimeSide(from: number, to: number, percent: number): Side {
  const ratio = to / from;
  return ratio > 1 + percent / 100 - 1e-12 ? "progression" : ratio < 1 - percent / 100 + 1e-12 ? "improvement" : "neither";
}

export interface Visits {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

export interface Confirmation {
  readonly onset: number | null;
  readonly confirmation: number | null;
  /** Values of the references. */
  readonly references: readonly number[];
}

/** Cuts the series into stretches on one side of the reference; a stretch that is long enough has its event. */
export function naiveConfirmation({ time, value }: Visits, lag: number, roving: boolean, side: (from: number, to: number) => Side): Confirmation {
  const sides = value.map((each) => side(value[0]!, each));
  for (let start = 1; start < sides.length; ) {
    let end = start;
    while (end + 1 < sides.length && sides[end + 1] === sides[start]) end++;
    const late = time.findIndex((each, index) => index > start && index <= end && each - time[start]! >= lag);
    if (late !== -1 && sides[start] === "progression") return { onset: time[start]!, confirmation: time[late]!, references: [value[0]!] };
    if (late !== -1 && sides[start] === "improvement" && roving) {
      // The rest of the series again, with the new reference for its first visit.
      const reference = Math.max(...value.slice(start, late + 1));
      const rest = naiveConfirmation({ time: [time[late]!, ...time.slice(late + 1)], value: [reference, ...value.slice(late + 1)] }, lag, roving, side);
      return { ...rest, references: [value[0]!, ...rest.references] };
    }
    start = end + 1;
  }
  return { onset: null, confirmation: null, references: [value[0]!] };
}

/** The group by how many bounds lie below the loss; a loss on a bound has passed it unless `atBound` keeps it back. */
export function naiveGroup(lost: number, bounds: readonly number[], staysAtBound: boolean): string {
  const ranked = [...bounds, lost + (staysAtBound ? -1e-9 : 1e-9)].sort((a, b) => a - b);
  const passed = ranked.findIndex((each) => !bounds.includes(each));
  return passed === 0 ? "slow" : passed === bounds.length ? "rapid" : "intermediate";
}

/** What remains of the trials when the failed ones are struck out, averaged one by one. */
export function naiveTimedTest(trials: readonly (number | null)[], limit: number): number {
  let [mean, number] = [limit, 0];
  for (const trial of trials) {
    if (trial === null) continue;
    number++;
    mean = number === 1 ? trial : mean + (trial - mean) / number;
  }
  return mean;
}

/** The grades in order of their converted grades: each converted grade stands as often as grades share it. */
export function naiveConvertedGrade(system: "visual" | "bowel-bladder", grade: number): number {
  const shares = system === "visual" ? [1, 1, 2, 2, 1] : [1, 1, 1, 2, 1, 1];
  return shares.flatMap((times, converted) => Array.from({ length: times }, () => converted))[grade]!;
}
