import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";

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

/** Refuses a record that has not exactly one entry for each arm. */
export function checkByArm(name: string, byArm: object, arms: object): void {
  checkParts(caller, name, byArm, keysOf(arms));
  checkKnownKeys(caller, name, byArm, keysOf(arms));
}

/** A rate that would fill the memory with events is a mistake of unit. */
export function checkRate(name: string, rate: number | { readonly [arm: string]: number }, arms: object): void {
  const check = (place: string, value: number) => checkNumber(place, value, (number) => number >= 0 && number <= 1000, "at least 0 and at most 1000 a month");
  if (typeof rate !== "object" || rate === null) return check(name, rate);
  checkByArm(name, rate, arms);
  for (const arm of keysOf(rate)) check(`${name}.${arm}`, rate[arm]!);
}
