import { didYouMean } from "./nearestKey.ts";
import { show } from "./show.ts";

/** Refuses an option that the function does not know: a misspelt option must not be ignored. */
export function checkOptionKeys(caller: string, options: object, keys: readonly string[]): void {
  checkKnownKeys(caller, "options", options, keys);
}

/** Refuses an object with another key than these, all of which may be left out. */
export function checkKnownKeys(caller: string, name: string, value: object, keys: readonly string[]): void {
  checkObject(caller, name, value);
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    throw new TypeError(`${caller}: ${name} must not have ${show(key)}${didYouMean(key, keys) || `; known are ${keys.join(", ")}`}`);
  }
}

/** Refuses an input without one of its named parts, naming the key that was probably meant for it. */
export function checkParts(caller: string, name: string, input: object, parts: readonly string[]): void {
  checkObject(caller, name, input);
  const missing = parts.find((part) => !Object.hasOwn(input, part));
  if (missing === undefined) return;
  const spare = Object.keys(input).filter((key) => !parts.includes(key));
  throw new TypeError(`${caller}: ${name} must have ${parts.join(" and ")}; ${missing} is missing${didYouMean(missing, spare, "Is it")}`);
}

/** Refuses an object without a key that it needs, or with one that is neither needed nor among the others. */
export function checkFields(caller: string, name: string, value: object, needed: readonly string[], others: readonly string[] = []): void {
  checkParts(caller, name, value, needed);
  checkKnownKeys(caller, name, value, [...needed, ...others]);
}

export function checkObject(caller: string, name: string, value: object): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new TypeError(`${caller}: ${name} must be an object; received ${show(value)}`);
}
