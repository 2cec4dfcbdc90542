import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import { type AlsfrsRDomain, type AlsfrsRItem, type AlsfrsRItems, itemsByDomain, readAlsfrsRItems } from "./AlsfrsRItems.ts";

/**
 * What becomes of a domain with an item that was not rated: `"unscored"` leaves it and the total `null`; `"prorate-domain"`
 * puts the mean of the domain's rated items in the place of one missing item of three, and leaves it `null` where two miss.
 */
export type MissingItemRule = "unscored" | "prorate-domain";

export interface ScoreAlsfrsROptions {
  /** Default `"unscored"`. */
  readonly missingItems?: MissingItemRule;
}

export interface AlsfrsRScore {
  /** 0 to 48; `null` where a domain is. */
  readonly total: number | null;
  /** 0 to 12 each: items 1–3, 4–6, 7–9 and 10–12. */
  readonly domains: Readonly<Record<AlsfrsRDomain, number | null>>;
  /** The items that were not rated, in the scale's order. */
  readonly missing: readonly AlsfrsRItem[];
  /** The domains in which a missing item was replaced. */
  readonly prorated: readonly AlsfrsRDomain[];
  /** The form that item 5 was rated on: 5a without gastrostomy, 5b with. */
  readonly cuttingForm: "5a" | "5b" | "not-rated";
  readonly reasons?: { readonly [path in "total" | `domains.${AlsfrsRDomain}`]?: Reason };
  readonly method: Method<"alsfrs-r-score", Required<ScoreAlsfrsROptions>>;
}

const domainKeys: readonly AlsfrsRDomain[] = ["bulbar", "fineMotor", "grossMotor", "respiratory"];

/**
 * ALSFRS-R total and domain scores from the twelve items of one visit.
 *
 * Use it where items were recorded: the total hides which function was lost, and the four domains decline at different times.
 * Items are whole numbers, 0 (none) to 4 (normal); item 5 is rated on one of two forms (5a, or 5b with a gastrostomy), which
 * count alike. The scale's paper gives no rule for a missing item. By default the domain and the total are then `null`, with
 * the reason `missing-item`; `"prorate-domain"` is the half rule common for questionnaires (at least half of a subscale's
 * items rated), applied within the domain, so that a lost item of breathing is never filled from walking. It is not part of
 * the scale, the score is then no whole number, and the result says which domains it touched.
 *
 * Domains as the four-factor structure has them (Bakker et al. 2017, where items 6 and 7 load on both motor domains; each is
 * counted once here). Total: Cedarbaum et al. 1999. Only numbers and keys stand here; the wording belongs to its holders.
 *
 * @throws RangeError, TypeError for an unknown item, a rating that is not 0 to 4 in whole points, both forms of item 5, an
 *   unknown rule
 *
 * Source: Cedarbaum et al. 1999, doi 10.1016/S0022-510X(99)00210-5; Bakker et al. 2017, doi 10.1007/s00415-017-8538-4.
 *
 * @example
 * ```ts
 * import { scoreAlsfrsR } from "trialwise";
 *
 * const items = {
 *   speech: 3, salivation: 4, swallowing: 3, handwriting: 2, cutting: 2, dressing: 2,
 *   turningInBed: 3, walking: 2, climbingStairs: 1, dyspnea: 4, orthopnea: 4, respiratoryInsufficiency: 4,
 * };
 *
 * scoreAlsfrsR(items).total; // => 34
 * scoreAlsfrsR(items).domains; // => { bulbar: 10, fineMotor: 6, grossMotor: 6, respiratory: 12 }
 * scoreAlsfrsR({ ...items, speech: null }).reasons?.total; // => "missing-item"
 * scoreAlsfrsR({ ...items, speech: null }, { missingItems: "prorate-domain" }).domains.bulbar; // => 10.5
 * ```
 */
export function scoreAlsfrsR(items: AlsfrsRItems, options: ScoreAlsfrsROptions = {}): AlsfrsRScore {
  const { ratings, cuttingForm } = readAlsfrsRItems("scoreAlsfrsR", items);
  checkOptionKeys("scoreAlsfrsR", options, ["missingItems"]);
  const { missingItems = "unscored" } = options;
  checkChoice("scoreAlsfrsR", "missingItems", missingItems, ["unscored", "prorate-domain"]);
  const isMissing = (item: AlsfrsRItem): boolean => ratings[item] === null;
  const scoreOf = (domain: AlsfrsRDomain): number | null => {
    const rated = itemsByDomain[domain].flatMap((item) => ratings[item] ?? []);
    const needed = missingItems === "unscored" ? 3 : 2;
    return rated.length < needed ? null : (3 * rated.reduce((sum, rating) => sum + rating, 0)) / rated.length;
  };
  const domains = { bulbar: scoreOf("bulbar"), fineMotor: scoreOf("fineMotor"), grossMotor: scoreOf("grossMotor"), respiratory: scoreOf("respiratory") };
  const unscored = domainKeys.filter((domain) => domains[domain] === null);
  const isWhole = unscored.length === 0;
  return {
    total: isWhole ? domainKeys.reduce((sum, domain) => sum + (domains[domain] ?? 0), 0) : null,
    domains,
    missing: domainKeys.flatMap((domain) => itemsByDomain[domain].filter(isMissing)),
    prorated: domainKeys.filter((domain) => domains[domain] !== null && itemsByDomain[domain].some(isMissing)),
    cuttingForm: cuttingForm ?? "not-rated",
    ...(isWhole ? {} : { reasons: Object.fromEntries(["total", ...unscored.map((domain) => `domains.${domain}`)].map((path) => [path, "missing-item" as const])) }),
    method: { name: "alsfrs-r-score", options: { missingItems }, reference: "Cedarbaum et al. 1999, doi:10.1016/S0022-510X(99)00210-5" },
  };
}
