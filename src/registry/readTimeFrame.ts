import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { daysPerMonth, type Offset, offsetInDays, offsetParts } from "../trial/Offset.ts";

/** What a time frame says: single times, or a stretch of time. Times are counted from baseline. */
export type TimeFrame =
  | { readonly kind: "points"; readonly points: readonly Offset[] }
  /** Without `from`, it begins wherever follow-up does. */
  | { readonly kind: "span"; readonly from?: Offset; readonly to: Offset };

/**
 * Reads a registry's time frame, which is free text, where it is a plain one.
 *
 * Read are, in any letter case:
 *
 * - single times: `Baseline and 24 weeks`, `4 months`, `Baseline, Weeks 4, 8 and 12`, `Months 6 and 12`, `24 weeks after baseline`,
 *   `Change from baseline at Week 24`, `1 year` (12 months). A unit before numbers holds for those that follow without one, a unit
 *   after numbers for those before. Times must run upwards: `2 years and 6 months` could be two times or one, and is not read.
 * - stretches: `Baseline to Week 24`, `up to 12 months`, `Week 4 through Week 24`.
 *
 * Not read is everything else: other words (`end of treatment`, `24 weeks after the last dose`, `every 4 weeks`), numbers in words, and
 * `Day 28`, since some protocols call the first day 1 and others 0; `Days 0, 14 and 28` says which, and `28 days` needs no first. Times are taken to be counted from baseline,
 * which the registry's text leaves open where it names no other beginning.
 *
 * @returns `null` where the text is not one of these.
 * @throws TypeError for anything but a text
 *
 * @example
 * ```ts
 * import { readTimeFrame } from "trialwise";
 *
 * readTimeFrame("Baseline, Weeks 12 and 24"); // => { "kind": "points", "points": [{ "weeks": 0 }, { "weeks": 12 }, { "weeks": 24 }] }
 * readTimeFrame("Up to 1 year"); // => { "kind": "span", "to": { "months": 12 } }
 * readTimeFrame("24 weeks after the last dose"); // => null
 * ```
 */
export function readTimeFrame(text: string): TimeFrame | null {
  if (typeof text !== "string") throw new TypeError(`readTimeFrame: the time frame must be a text; received ${show(text)}`);
  if (text.length > 200) return null;
  // Written after its unit a day is the n-th, and only a day 0 tells where the count begins.
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, " ").replace(/ ?\.$/, "").replace(/^(change )?from (?=baseline)/, "").replace(/^at /, "");
  const [before, after, ...more] = plain.split(/\s*\b(?:up to|to|through|until)\b\s*/);
  if (more.length > 0 || before === undefined || (/\bdays? \d/.test(plain) && !/\bdays? 0\b/.test(plain))) return null;
  if (after === undefined) {
    const points = readPoints(before);
    return points === null ? null : { kind: "points", points };
  }
  const to = readPoint(after);
  if (to === null) return null;
  if (before === "") return isLater(to, { days: 0 }) ? { kind: "span", to } : null;
  const from = readPoint(before, to);
  return from === null || !isLater(to, from) ? null : { kind: "span", from, to };
}

/** The one time that a text names. A baseline is written in the unit of the time beside it. */
function readPoint(text: string, beside?: Offset): Offset | null {
  const points = readPoints(text, beside);
  return points?.length === 1 ? points[0]! : null;
}

type Unit = "months" | "weeks" | "days" | "years";

/** A list of times in ascending order; `null` where a part is no time. */
function readPoints(text: string, beside?: Offset): readonly Offset[] | null {
  const parts = text.split(/\s*[,;]\s*(?:and |& )?|\s+(?:and|&|at)\s+/);
  const times: { amount: number; unit: Unit | undefined; isBare: boolean }[] = [];
  let leading: Unit | undefined;
  for (const part of parts) {
    const time = readPart(part);
    if (time === null) return null;
    if (time.unitComes === "first") leading = time.unit;
    if (time.unitComes === "last") {
      // "Week 4, 8 and 12 months": the 8 could be either.
      if (times.some(({ isBare, unit }) => isBare && unit !== undefined && unit !== time.unit)) return null;
      for (const earlier of times) earlier.unit ??= time.unit;
    }
    const isBare = time.unit === undefined && time.isBaseline === undefined;
    times.push({ amount: time.amount, unit: isBare ? leading : time.unit, isBare });
  }
  // A baseline is a time in any unit; it takes that of its neighbour. A number that found no unit is no time.
  const unit = times.find((time) => time.unit !== undefined)?.unit ?? (beside === undefined ? "days" : unitOf(beside));
  if (times.some((time) => time.unit === undefined && time.amount !== 0)) return null;
  const points = times.map((time) => offset(time.amount, time.unit ?? unit));
  return points.every((point, index) => index === 0 || isLater(point, points[index - 1]!)) ? points : null;
}

interface Part {
  readonly amount: number;
  readonly unit?: Unit;
  readonly unitComes?: "first" | "last";
  readonly isBaseline?: true;
}

const unitFirst = /^(day|week|wk|month|year)s? ([-−]?\d{1,4}(?:\.\d{1,3})?)$/;
const unitLast = /^(\d{1,4}(?:\.\d{1,3})?)[ -]?(day|week|wk|month|mo|year|yr)s?(?: (?:after|from|post)[ -]baseline)?$/;

function readPart(part: string): Part | null {
  if (part === "baseline") return { amount: 0, isBaseline: true };
  const first = unitFirst.exec(part);
  if (first !== null) return { amount: withoutNegativeZero(Number(first[2]!.replace("−", "-"))), unit: units[first[1]!]!, unitComes: "first" };
  const last = unitLast.exec(part);
  if (last !== null) return { amount: Number(last[1]), unit: units[last[2]!]!, unitComes: "last" };
  return /^\d{1,4}(\.\d{1,3})?$/.test(part) ? { amount: Number(part) } : null;
}

const units: Readonly<Record<string, Unit>> = { day: "days", week: "weeks", wk: "weeks", month: "months", mo: "months", year: "years", yr: "years" };

function offset(amount: number, unit: Unit): Offset {
  switch (unit) {
    case "days":
      return { days: amount };
    case "weeks":
      return { weeks: amount };
    case "months":
      return { months: amount };
    // At most three decimals of years: twelve times that is a decimal number again.
    case "years":
      return { months: Math.round(amount * 12_000) / 1000 };
  }
}

function unitOf(offset: Offset): Unit {
  const { unit } = offsetParts(offset);
  return unit === "month" ? "months" : unit === "week" ? "weeks" : "days";
}

function isLater(time: Offset, other: Offset): boolean {
  return offsetInDays(time, daysPerMonth) > offsetInDays(other, daysPerMonth);
}
