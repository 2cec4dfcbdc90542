import { checkFields, checkParts } from "../result/checkKeys.ts";
import { checkCount } from "../result/checkOption.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { AdverseEventTally } from "./AdverseEventTally.ts";

export interface CommonAdverseEventsOptions<Arm extends string = string, Window extends string = string, Category extends string = string> {
  readonly window: Window;
  readonly category: Category;
  readonly arm: Arm;
  /** Participants that a term needs to be listed. Default 1. */
  readonly atLeast?: number;
}

/** A preferred term in one arm, over all system organ classes that it is coded to. */
export interface CommonAdverseEvent {
  readonly preferredTerm: string;
  readonly systemOrganClasses: readonly string[];
  readonly events: number;
  readonly participants: number;
  readonly proportion: number;
  readonly participantIds: readonly string[];
}

/**
 * The commonest adverse events of one arm: preferred terms with the most participants first.
 *
 * Use it for the sentence under a safety table ("the commonest were …"). Terms stand across the classes of the tally; one that
 * is coded to several classes is one entry, its participants counted once. Ties go by the number of events, then by code
 * units. An arm with nobody in the population has no entries.
 *
 * @throws RangeError, TypeError for what is no tally, an arm, window or category that it does not have, a count below 1 or not whole
 *
 * @example
 * ```ts
 * import { commonAdverseEvents, defineTrial, readTrialData, tallyAdverseEvents } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   populations: { safety: { label: "Safety set", rule: { kind: "everyone" } } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   adverseEvents: [
 *     { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 } },
 *     { participant: "001", systemOrganClass: "Musculoskeletal disorders", preferredTerm: "Back pain", start: { days: 3 } },
 *     { participant: "002", systemOrganClass: "Musculoskeletal disorders", preferredTerm: "Back pain", start: { days: 9 } },
 *   ],
 * });
 * const tally = tallyAdverseEvents(data, { population: "safety", windows: { months6: { start: { days: 0 }, end: { months: 6 } } } });
 * const common = commonAdverseEvents(tally, { window: "months6", category: "all", arm: "msc" });
 *
 * common.map(({ preferredTerm, participants }) => `${preferredTerm}: ${participants}`); // => ["Back pain: 2", "Headache: 1"]
 * ```
 */
export function commonAdverseEvents<Keys extends TrialKeys, Window extends string, Category extends string>(
  tally: AdverseEventTally<Keys, Window, Category>,
  options: CommonAdverseEventsOptions<NoInfer<Keys["arm"]>, NoInfer<Window>, NoInfer<Category>>,
): CommonAdverseEvent[] {
  checkParts("commonAdverseEvents", "the tally", tally, ["denominators", "windows"]);
  checkFields("commonAdverseEvents", "options", options, ["window", "category", "arm"], ["atLeast"]);
  const { window, category, arm, atLeast = 1 } = options;
  checkKey("commonAdverseEvents", tally.windows, window, "window");
  checkKey("commonAdverseEvents", tally.windows[window].categories, category, "category");
  checkKey("commonAdverseEvents", tally.denominators, arm, "arm");
  checkCount("commonAdverseEvents", "atLeast, a number of participants,", atLeast, 1);
  const terms = new Map<string, { classes: string[]; events: number; participants: Set<string> }>();
  for (const { systemOrganClass, preferredTerms } of tally.windows[window].categories[category].systemOrganClasses) {
    for (const { preferredTerm, byArm } of preferredTerms) {
      const cell = byArm[arm];
      if (cell.events === 0) continue;
      const term = terms.get(preferredTerm) ?? { classes: [], events: 0, participants: new Set() };
      terms.set(preferredTerm, term);
      term.classes.push(systemOrganClass);
      term.events += cell.events;
      for (const participant of cell.participantIds) term.participants.add(participant);
    }
  }
  return [...terms]
    .map(([preferredTerm, { classes, events, participants }]): CommonAdverseEvent => ({
      preferredTerm,
      systemOrganClasses: classes,
      events,
      participants: participants.size,
      proportion: participants.size / tally.denominators[arm],
      participantIds: [...participants],
    }))
    .filter(({ participants }) => participants >= atLeast)
    .sort((left, right) => right.participants - left.participants || right.events - left.events || (left.preferredTerm < right.preferredTerm ? -1 : 1));
}
