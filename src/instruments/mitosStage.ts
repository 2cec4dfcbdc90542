import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import { type AlsfrsRItems, readAlsfrsRItems } from "./AlsfrsRItems.ts";
import { type AlsStage, countPossible, missingItemReasons, type PossibleStages } from "./AlsStage.ts";
import { checkEvents } from "./checkEvents.ts";
import { allOf, anyOf, isAtMost } from "./threeValued.ts";

export interface MitosStageEvents {
  /** Died by then: stage 5. */
  readonly died?: boolean;
}

export type MitosDomain = "movement" | "swallowing" | "communication" | "breathing";

export interface MitosStageResult {
  /** `null` where a missing item could change it. */
  readonly stage: AlsStage | null;
  readonly possible: PossibleStages;
  /** Whether independence was lost; `null` where a missing item decides. */
  readonly domainsLost: Readonly<Record<MitosDomain, boolean | null>>;
  readonly reasons?: { readonly [path in "stage" | `domainsLost.${MitosDomain}`]?: Reason };
  readonly method: Method<"mitos-stage", { readonly items: "alsfrs-r" }>;
}

/**
 * Milano-Torino functional stage (MiToS) from ALSFRS-R items: in how many of four domains independence is lost.
 *
 * Use it for staging at a visit. Movement is lost at walking (item 8) ≤ 1 **or** dressing (item 6) ≤ 1; swallowing at item 3
 * ≤ 1; communication at speech (item 1) ≤ 1 **and** handwriting (item 4) ≤ 1; breathing at dyspnea (item 10) ≤ 1 **or**
 * respiratory insufficiency (item 12) ≤ 2. The stage is their number; death is stage 5. Several public scripts take speech
 * **or** handwriting, which the table does not say and which gives higher stages.
 *
 * A missing item gives `null` unless the stage is the same whatever it was; `possible` has the stages that remain. With all
 * else equal a worse item never gives a lower stage.
 *
 * @throws RangeError, TypeError for an unknown item or event, a rating that is not 0 to 4, both forms of item 5
 *
 * Source: Chiò et al. 2015, Table 1, doi 10.1136/jnnp-2013-306589.
 *
 * @example
 * ```ts
 * import { mitosStage } from "trialwise";
 *
 * const items = {
 *   speech: 1, salivation: 3, swallowing: 3, handwriting: 2, cutting: 2, dressing: 1,
 *   turningInBed: 3, walking: 2, climbingStairs: 1, dyspnea: 3, orthopnea: 4, respiratoryInsufficiency: 2,
 * };
 *
 * mitosStage(items).stage; // => 2
 * mitosStage(items).domainsLost; // => { movement: true, swallowing: false, communication: false, breathing: true }
 * mitosStage({ ...items, handwriting: null }).possible; // => { from: 2, to: 3 }
 * ```
 */
export function mitosStage(items: AlsfrsRItems, events: MitosStageEvents = {}): MitosStageResult {
  const { ratings } = readAlsfrsRItems("mitosStage", items);
  checkEvents("mitosStage", events, ["died"]);
  const domainsLost = {
    movement: anyOf([isAtMost(ratings.walking, 1), isAtMost(ratings.dressing, 1)]),
    swallowing: isAtMost(ratings.swallowing, 1),
    communication: allOf([isAtMost(ratings.speech, 1), isAtMost(ratings.handwriting, 1)]),
    breathing: anyOf([isAtMost(ratings.dyspnea, 1), isAtMost(ratings.respiratoryInsufficiency, 2)]),
  };
  const possible: PossibleStages = events.died === true ? { from: 5, to: 5 } : countPossible(Object.values(domainsLost));
  return {
    stage: possible.from === possible.to ? possible.from : null,
    possible,
    domainsLost,
    ...missingItemReasons(possible, {
      "domainsLost.movement": domainsLost.movement,
      "domainsLost.swallowing": domainsLost.swallowing,
      "domainsLost.communication": domainsLost.communication,
      "domainsLost.breathing": domainsLost.breathing,
    }),
    method: { name: "mitos-stage", options: { items: "alsfrs-r" }, reference: "Chiò et al. 2015, Table 1, doi:10.1136/jnnp-2013-306589" },
  };
}
