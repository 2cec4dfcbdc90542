import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import { type AlsfrsRItems, readAlsfrsRItems } from "./AlsfrsRItems.ts";
import { type AlsStage, countPossible, missingItemReasons, type PossibleStages } from "./AlsStage.ts";
import { checkEvents } from "./checkEvents.ts";
import { anyOf, isAtMost } from "./threeValued.ts";

/** What the record says beside the items. A field that is left out is taken from the items. */
export interface KingsStageEvents {
  /** Died by then: stage 5. */
  readonly died?: boolean;
  /** Gastrostomy in place: stage 4. Left out: yes where item 5 was rated on its form 5b, no on 5a, unknown where it was not. */
  readonly gastrostomy?: boolean;
  /** Ventilation in use: stage 4, whatever the items say. Left out or false: items 10 and 12 decide. */
  readonly ventilation?: boolean;
}

export interface KingsStageResult {
  /** `null` where a missing item could change it. */
  readonly stage: AlsStage | null;
  readonly possible: PossibleStages;
  /** Nutritional failure makes stage 4A, respiratory failure 4B. Both can hold. */
  readonly failures: { readonly nutritional: boolean | null; readonly respiratory: boolean | null };
  /** Regions involved: stages 1 to 3 count them. */
  readonly regions: { readonly bulbar: boolean | null; readonly upperLimb: boolean | null; readonly lowerLimb: boolean | null };
  readonly reasons?: { readonly [path in "stage" | `failures.${"nutritional" | "respiratory"}` | `regions.${"bulbar" | "upperLimb" | "lowerLimb"}`]?: Reason };
  readonly method: Method<"kings-stage", { readonly items: "alsfrs-r" }>;
}

/**
 * King's clinical stage from ALSFRS-R items: how many regions are involved, and whether nutrition or breathing has failed.
 *
 * Use it for staging at a visit, and for time to a stage. Bulbar: item 1, 2 or 3 below 4; upper limb: item 4 or 5 below 4;
 * lower limb: item 8 below 4; stages 1 to 3 are their number. Stage 4A: gastrostomy. Stage 4B: item 10 is 0 or item 12 is
 * below 4. Death is stage 5. With both failures the stage is 4 and `failures` has both: the stage orders them no further.
 * Nothing involved stays 0 (someone with ALS whose items are all normal; some scripts recode it to 1). Items 6, 7, 9 and 11
 * are not used.
 *
 * A missing item gives `null` unless the stage is the same whatever it was; `possible` has the stages that remain. With all
 * else equal a worse item never gives a lower stage.
 *
 * The rule is Balendra's as two independent public programs apply it (the article itself could not be read); the stages
 * themselves are Roche's.
 *
 * @throws RangeError, TypeError for an unknown item or event, a rating that is not 0 to 4, and item 5 rated on form 5b where
 *   `gastrostomy` is false
 *
 * Source: Balendra et al. 2014, doi 10.3109/21678421.2014.897357; Roche et al. 2012, doi 10.1093/brain/awr351.
 *
 * @example
 * ```ts
 * import { kingsStage } from "trialwise";
 *
 * const items = {
 *   speech: 3, salivation: 4, swallowing: 4, handwriting: 2, cutting: 2, dressing: 2,
 *   turningInBed: 3, walking: 4, climbingStairs: 4, dyspnea: 4, orthopnea: 4, respiratoryInsufficiency: 4,
 * };
 *
 * kingsStage(items).stage; // => 2
 * kingsStage({ ...items, salivation: null }).stage; // => 2
 * kingsStage({ ...items, walking: null }).possible; // => { from: 2, to: 3 }
 * kingsStage({ ...items, respiratoryInsufficiency: 3 }).failures; // => { nutritional: false, respiratory: true }
 * ```
 */
export function kingsStage(items: AlsfrsRItems, events: KingsStageEvents = {}): KingsStageResult {
  const { ratings, cuttingForm } = readAlsfrsRItems("kingsStage", items);
  checkEvents("kingsStage", events, ["died", "gastrostomy", "ventilation"]);
  if (events.gastrostomy === false && cuttingForm === "5b") {
    throw new RangeError("kingsStage: gastrostomy must not be false where item 5 was rated on its form with gastrostomy (5b); received false");
  }
  const isInvolved = (rating: number | null): boolean | null => isAtMost(rating, 3);
  const regions = {
    bulbar: anyOf([isInvolved(ratings.speech), isInvolved(ratings.salivation), isInvolved(ratings.swallowing)]),
    upperLimb: anyOf([isInvolved(ratings.handwriting), isInvolved(ratings.cutting)]),
    lowerLimb: isInvolved(ratings.walking),
  };
  const failures = {
    nutritional: events.gastrostomy ?? (cuttingForm === null ? null : cuttingForm === "5b"),
    respiratory: anyOf([events.ventilation === true, isAtMost(ratings.dyspnea, 0), isInvolved(ratings.respiratoryInsufficiency)]),
  };
  const possible = possibleStages(events.died === true, Object.values(failures), Object.values(regions));
  return {
    stage: possible.from === possible.to ? possible.from : null,
    possible,
    failures,
    regions,
    ...missingItemReasons(possible, {
      "failures.nutritional": failures.nutritional,
      "failures.respiratory": failures.respiratory,
      "regions.bulbar": regions.bulbar,
      "regions.upperLimb": regions.upperLimb,
      "regions.lowerLimb": regions.lowerLimb,
    }),
    method: { name: "kings-stage", options: { items: "alsfrs-r" }, reference: "Balendra et al. 2014, doi:10.3109/21678421.2014.897357" },
  };
}

function possibleStages(died: boolean, failures: readonly (boolean | null)[], regions: readonly (boolean | null)[]): PossibleStages {
  if (died) return { from: 5, to: 5 };
  const failed = anyOf(failures);
  if (failed === true) return { from: 4, to: 4 };
  const involved = countPossible(regions);
  return failed === null ? { from: involved.from, to: 4 } : involved;
}
