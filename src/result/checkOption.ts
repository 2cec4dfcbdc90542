import { didYouMean } from "./nearestKey.ts";
import { show } from "./show.ts";

/** Refuses an option that is not one of its choices, naming the nearest one. Notebooks are not type-checked. */
export function checkChoice<Choice extends string>(caller: string, option: string, received: Choice, choices: readonly Choice[]): void {
  if (choices.includes(received)) return;
  throw new RangeError(`${caller}: ${option} must be one of ${choices.map(show).join(", ")}; received ${show(received)}${didYouMean(received, choices)}`);
}

/** Refuses a confidence level outside (0, 1), such as 95. */
export function checkLevel(caller: string, level: number): void {
  // A level below 1e-16 leaves no room for a tail: 1 − level is 1.
  if (typeof level === "number" && level > 0 && level < 1 && 1 - level < 1) return;
  throw new RangeError(`${caller}: level must be between 0 and 1 (0.95 for 95 %); received ${show(level)}`);
}

/** Refuses anything but a finite number. */
export function checkFinite(caller: string, name: string, value: number): void {
  if (typeof value === "number" && Number.isFinite(value)) return;
  const Mistake = typeof value === "number" ? RangeError : TypeError;
  throw new Mistake(`${caller}: ${name} must be a finite number; received ${show(value)}`);
}

/** Refuses anything but a finite number above 0. */
export function checkPositive(caller: string, name: string, value: number): void {
  checkFinite(caller, name, value);
  if (value <= 0) throw new RangeError(`${caller}: ${name} must be above 0; received ${value}`);
}

/** Refuses anything but a whole number of at least `minimum`: a count of participants or events. */
export function checkCount(caller: string, name: string, value: number, minimum = 0): void {
  checkFinite(caller, name, value);
  if (Number.isSafeInteger(value) && value >= minimum) return;
  throw new RangeError(`${caller}: ${name} must be a whole number of at least ${minimum}; received ${show(value)}`);
}

/** Refuses a sample that is no list of finite numbers. A missing value is decided on before, never skipped here. */
export function checkSample(caller: string, name: string, sample: readonly number[] | Float64Array): void {
  if (!Array.isArray(sample) && !(sample instanceof Float64Array)) {
    throw new TypeError(`${caller}: ${name} must be an array of numbers or a Float64Array; received ${show(sample)}`);
  }
  for (let index = 0; index < sample.length; index++) {
    // The name of each of a million values is not spelt out to find it in order.
    if (!Number.isFinite(sample[index])) checkFinite(caller, `${name}[${index}]`, sample[index]!);
  }
}
