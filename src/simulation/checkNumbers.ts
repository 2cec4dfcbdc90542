import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";
import { daysPerMonth, type Offset, offsetInDays } from "../trial/Offset.ts";

export const caller = "simulateTrial";

/** Refuses a number that is not allowed, naming the rule. */
export function checkNumber(name: string, value: number, isAllowed: (value: number) => boolean, rule: string): void {
  checkFinite(caller, name, value);
  if (!isAllowed(value)) throw new RangeError(`${caller}: ${name} must be ${rule}; received ${show(value)}`);
}

export function checkNotNegative(name: string, value: number): void {
  checkNumber(name, value, (number) => number >= 0, "at least 0");
}

export function checkProbability(name: string, value: number): void {
  checkNumber(name, value, (number) => number >= 0 && number <= 1, "between 0 and 1");
}

/** Refuses a key that the trial (or the design) does not declare, naming the nearest one. */
export function checkDeclared(name: string, key: string, family: object, what: string): void {
  if (typeof key === "string" && Object.hasOwn(family, key)) return;
  const nearest = typeof key === "string" ? nearestKey(key, keysOf(family)) : undefined;
  const suggestion = nearest === undefined ? "" : `. Did you mean "${nearest}"?`;
  throw new RangeError(`${caller}: ${name} must be ${what}; received ${show(key)}${suggestion}`);
}

/** Refuses anything but a list. */
export function checkList(name: string, list: readonly unknown[]): void {
  if (!Array.isArray(list)) throw new TypeError(`${caller}: ${name} must be a list; received ${show(list)}`);
}

/** The days of a time, which has one unit. */
export function daysOf(name: string, offset: Offset): number {
  checkParts(caller, name, offset, []);
  if (Object.keys(offset).length !== 1) throw new TypeError(`${caller}: ${name} must be { months }, { weeks } or { days }, one of them`);
  const days = offsetInDays(offset, daysPerMonth);
  checkFinite(caller, name, days);
  return days;
}

/** Refuses an object that has not all of these keys, or others. */
export function checkExactly(name: string, value: object, keys: readonly string[]): void {
  checkParts(caller, name, value, keys);
  checkKnownKeys(caller, name, value, keys);
}

/** Refuses a record that has not exactly one entry for each arm. */
export function checkByArm(name: string, byArm: object, arms: object): void {
  checkExactly(name, byArm, keysOf(arms));
}

/** A rate that would fill the memory with events is a mistake of unit. */
export function checkRate(name: string, rate: number | { readonly [arm: string]: number }, arms: object): void {
  const check = (place: string, value: number) => checkNumber(place, value, (number) => number >= 0 && number <= 1000, "at least 0 and at most 1000 a month");
  if (typeof rate !== "object" || rate === null) return check(name, rate);
  checkByArm(name, rate, arms);
  for (const arm of keysOf(rate)) check(`${name}.${arm}`, rate[arm]!);
}
