// A second implementation of comparing arms: it starts from tables of values and counts, and takes the naive tests of
// test/naive/inference.ts, which share nothing with the library's.
import { naiveChiSquare, naiveFisher, naiveNewcombe, naiveStudent, naiveWelch, type NaiveTest } from "./inference.ts";

/** One value for each participant, with the arm. */
export interface NaiveValue {
  readonly arm: string;
  readonly value: number | null;
}

export function naiveCompareArms(values: readonly NaiveValue[], treatment: string, control: string, test: "student" | "welch", level: number): NaiveTest | null {
  const seen = new Map([[treatment, [] as number[]], [control, [] as number[]]]);
  for (const { arm, value } of values) if (value !== null) seen.get(arm)?.push(value);
  const [first, second] = [seen.get(treatment)!, seen.get(control)!];
  const isConstant = [first, second].every((group) => group.every((value) => value === group[0]));
  if (Math.min(first.length, second.length) < (test === "student" ? 1 : 2) || isConstant) return null;
  return test === "student" ? naiveStudent(first, second, level) : naiveWelch(first, second, level);
}

/** Counted out one participant at a time. */
export function naiveCompareResponders(statuses: readonly { readonly arm: string; readonly responds: boolean | null }[], treatment: string, control: string, level: number) {
  const count = (arm: string, responds: boolean) => statuses.filter((status) => status.arm === arm && status.responds === responds).length;
  const table = [treatment, control].map((arm) => [count(arm, true), count(arm, false)]);
  const [[a, b], [c, d]] = table as [[number, number], [number, number]];
  if (a + b === 0 || c + d === 0) return null;
  const total = a + b + c + d;
  const isSmall = [a + b, c + d].some((row) => [a + c, b + d].some((column) => (row * column) / total < 5));
  const [lower, upper] = naiveNewcombe({ events: a, n: a + b }, { events: c, n: c + d }, level);
  return { riskDifference: a / (a + b) - c / (c + d), lower, upper, pValue: isSmall ? naiveFisher(table) : naiveChiSquare(table).pValue };
}
