import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type AdverseEventFilter, resolveFilter, type StandardCategory, standardCategories } from "./AdverseEventFilter.ts";
import { type AdverseEventWindow, type ResolvedWindow, resolveWindow } from "./AdverseEventWindow.ts";
import { type ExposureOptions, type ResolvedExposureOptions, resolveExposure } from "./exposure.ts";

export interface TallyAdverseEventsOptions<Keys extends TrialKeys = TrialKeys, Window extends string = string, Category extends string = StandardCategory> {
  /** Whose events are counted, and out of how many: its participants are the denominators. */
  readonly population: Keys["population"];
  /** One or more windows, side by side. The result has their keys. */
  readonly windows: { readonly [W in Window]: AdverseEventWindow<Keys> };
  /** What the first dose stands for in an arm where nobody has a dose on record. Default `"baseline"`. */
  readonly timeZero?: "baseline" | Keys["visit"];
  /** Tables, each of the events that pass a filter. The result has their keys. Default {@link standardCategories}. */
  readonly categories?: { readonly [C in Category]: AdverseEventFilter };
  /**
   * The order of classes, and of terms in each.
   *
   * - `frequency`: most participants first, over all arms and windows; then most events; then by code units
   * - `alphabetical`: by UTF-16 code units, as `<` compares strings, in every locale the same
   *
   * Default `"frequency"`.
   */
  readonly order?: "frequency" | "alphabetical";
  /** The grading and its version, such as `"CTCAE 3.0"`. Naming it splits every cell by grade. */
  readonly grading?: string;
  /** Giving it, `{}` at least, adds exposure-adjusted incidence to every cell. */
  readonly exposure?: ExposureOptions;
  /** Coverage of the intervals of incidence, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** Every option after defaults were applied. */
export interface ResolvedTallyOptions<Keys extends TrialKeys = TrialKeys, Window extends string = string, Category extends string = string> {
  readonly population: Keys["population"];
  readonly windows: { readonly [W in Window]: ResolvedWindow<Keys> };
  readonly timeZero: "baseline" | Keys["visit"];
  readonly categories: { readonly [C in Category]: AdverseEventFilter };
  readonly order: "frequency" | "alphabetical";
  readonly grading?: string;
  readonly exposure?: ResolvedExposureOptions;
  readonly level: number;
}

const optionNames = ["population", "windows", "timeZero", "categories", "order", "grading", "exposure", "level"];

/** The options with their defaults, or a message that says what cannot be meant. */
export function resolveTallyOptions(caller: string, trial: Trial, options: Partial<TallyAdverseEventsOptions<TrialKeys, string, string>>): ResolvedTallyOptions {
  checkOptionKeys(caller, options, optionNames);
  const { population, windows, timeZero = "baseline", order = "frequency", grading, exposure, level = 0.95 } = options;
  const { categories = standardCategories }: { readonly categories?: { readonly [key: string]: AdverseEventFilter } } = options;
  if (population === undefined) {
    const declared = keysOf(trial.populations).map(show).join(", ");
    throw new TypeError(`${caller}: population must be named, since it gives the denominators (declared: ${declared || "none"})`);
  }
  checkTimeZero(caller, trial, timeZero);
  checkChoice(caller, "order", order, ["frequency", "alphabetical"]);
  checkLevel(caller, level);
  if (grading !== undefined && (typeof grading !== "string" || grading === "")) {
    throw new TypeError(`${caller}: grading must name the grading and its version, such as "CTCAE 5.0"; received ${show(grading)}`);
  }
  return {
    population,
    windows: resolveEach(caller, "windows", windows, "{ months6: { start: { days: 0 }, end: { months: 6 } } }", (name, window) => resolveWindow(caller, trial, name, window)),
    timeZero,
    categories: resolveEach(caller, "categories", categories, "{ serious: { serious: true } }", (name, filter) => resolveFilter(caller, name, filter)),
    order,
    ...(grading !== undefined && { grading }),
    ...(exposure !== undefined && { exposure: resolveExposure(caller, exposure) }),
    level,
  };
}

function checkTimeZero(caller: string, trial: Trial, timeZero: string): void {
  if (timeZero === "baseline") return;
  checkKey(caller, trial.visits, timeZero, "timeZero: visit");
  const from = trial.visits[timeZero]!.from ?? "baseline";
  if (from === "baseline") return;
  throw new RangeError(`${caller}: timeZero must be a visit counted from baseline; ${show(timeZero)} is counted from ${show(from)}`);
}

/** Resolves each entry of an option whose keys the result takes over. None may be a name that every object answers to. */
function resolveEach<Entry, Resolved>(
  caller: string,
  name: string,
  family: { readonly [key: string]: Entry } | undefined,
  example: string,
  resolve: (name: string, entry: Entry) => Resolved,
): { readonly [key: string]: Resolved } {
  if (typeof family !== "object" || family === null || !isPlain(family)) {
    throw new TypeError(`${caller}: ${name} must be an object with an entry for each, such as ${example}, and none called "__proto__"; received ${show(family)}`);
  }
  const keys = keysOf(family);
  const forbidden = keys.find((key) => key in Object.prototype || key === "prototype");
  if (forbidden !== undefined) throw new RangeError(`${caller}: ${name} cannot have the key ${show(forbidden)}: every object answers to that name`);
  if (keys.length === 0) throw new RangeError(`${caller}: ${name} must have at least one entry, such as ${example}; received none`);
  return recordOf(keys, (key) => resolve(`${name}.${key}`, family[key]!));
}

/** Whether an object is a literal, from whatever window or worker; one with a key `__proto__` has that for a prototype instead. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
