import { checkKnownKeys } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { recordOf } from "../trial/keysOf.ts";

/**
 * The twelve ALSFRS-R items of one visit, each 0 (none) to 4 (normal) in whole points; left out or `null` where not rated.
 * Item 5 has two forms: 5a (`cutting`) without gastrostomy, 5b (`cuttingWithGastrostomy`) with one. One of them is rated.
 */
export interface AlsfrsRItems {
  /** Item 1. */
  readonly speech?: number | null;
  /** Item 2. */
  readonly salivation?: number | null;
  /** Item 3. */
  readonly swallowing?: number | null;
  /** Item 4. */
  readonly handwriting?: number | null;
  /** Item 5a. */
  readonly cutting?: number | null;
  /** Item 5b. */
  readonly cuttingWithGastrostomy?: number | null;
  /** Item 6. */
  readonly dressing?: number | null;
  /** Item 7. */
  readonly turningInBed?: number | null;
  /** Item 8. */
  readonly walking?: number | null;
  /** Item 9. */
  readonly climbingStairs?: number | null;
  /** Item 10. */
  readonly dyspnea?: number | null;
  /** Item 11. */
  readonly orthopnea?: number | null;
  /** Item 12. */
  readonly respiratoryInsufficiency?: number | null;
}

/** The items in the order of the form. */
export const alsfrsRItemKeys = [
  "speech",
  "salivation",
  "swallowing",
  "handwriting",
  "cutting",
  "cuttingWithGastrostomy",
  "dressing",
  "turningInBed",
  "walking",
  "climbingStairs",
  "dyspnea",
  "orthopnea",
  "respiratoryInsufficiency",
] as const satisfies readonly (keyof AlsfrsRItems)[];

/** The items that are summed: item 5 once, whichever form it was rated on. */
export type AlsfrsRItem = Exclude<keyof AlsfrsRItems, "cuttingWithGastrostomy">;

export type AlsfrsRDomain = "bulbar" | "fineMotor" | "grossMotor" | "respiratory";

/** Items 1–3, 4–6, 7–9 and 10–12. */
export const itemsByDomain: Readonly<Record<AlsfrsRDomain, readonly AlsfrsRItem[]>> = {
  bulbar: ["speech", "salivation", "swallowing"],
  fineMotor: ["handwriting", "cutting", "dressing"],
  grossMotor: ["turningInBed", "walking", "climbingStairs"],
  respiratory: ["dyspnea", "orthopnea", "respiratoryInsufficiency"],
};

export interface AlsfrsRRatings {
  readonly ratings: Readonly<Record<AlsfrsRItem, number | null>>;
  /** The form that item 5 was rated on. */
  readonly cuttingForm: "5a" | "5b" | null;
}

/** The items as ratings or `null`, once each; refuses an unknown item, a value that is no rating, and both forms of item 5. */
export function readAlsfrsRItems(caller: string, items: AlsfrsRItems): AlsfrsRRatings {
  checkKnownKeys(caller, "items", items, alsfrsRItemKeys);
  const rating = (key: keyof AlsfrsRItems): number | null => readRating(caller, key, items[key] ?? null);
  const [without, withGastrostomy] = [rating("cutting"), rating("cuttingWithGastrostomy")];
  if (without !== null && withGastrostomy !== null) {
    throw new RangeError(`${caller}: item 5 must be rated once, as cutting (5a) or as cuttingWithGastrostomy (5b); received both`);
  }
  return {
    ratings: recordOf(Object.values(itemsByDomain).flat(), (item) => (item === "cutting" ? (without ?? withGastrostomy) : rating(item))),
    cuttingForm: without !== null ? "5a" : withGastrostomy !== null ? "5b" : null,
  };
}

function readRating(caller: string, key: string, value: number | null): number | null {
  if (value === null || [0, 1, 2, 3, 4].includes(value)) return value === null ? null : Math.abs(value);
  const Mistake = typeof value === "number" ? RangeError : TypeError;
  throw new Mistake(`${caller}: ${key} must be 0, 1, 2, 3 or 4, or null where it was not rated; received ${show(value)}`);
}
