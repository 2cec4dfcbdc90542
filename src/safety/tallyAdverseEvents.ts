import { checkTrialData } from "../trial/checkTrialData.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { filterTest, type StandardCategory } from "./AdverseEventFilter.ts";
import type { AdverseEventTally, AdverseEventWindowTally } from "./AdverseEventTally.ts";
import { windowExposure } from "./armExposure.ts";
import { buildTable, type TableFrame } from "./buildTable.ts";
import { countEvents } from "./countEvents.ts";
import { buildDeathTable, findDeaths } from "./deaths.ts";
import { eventColumns } from "./eventColumns.ts";
import { followUpReader } from "./exposure.ts";
import { judgeWindow } from "./judgeWindow.ts";
import { resolveTallyOptions, type TallyAdverseEventsOptions } from "./tallyOptions.ts";
import { windowPlacer } from "./windowSpans.ts";

/**
 * Counts adverse events: events and participants, overall, by system organ class and by preferred term, arm by arm.
 *
 * Use it for the safety tables of a report. Three things are said and never guessed: the **population**, whose participants
 * are the denominators, so that an arm without an event keeps its column; the **windows**, both ends of them, of which several
 * stand side by side; and the **categories**, each a filter, which become a table each. Every cell names its participants.
 *
 * Counting: an event is counted once in its category's overall row, its class and its term; a participant once in each of
 * them, however many events there were. Participants therefore do not add up over rows; events do. A term coded to two
 * classes is two rows, and terms are told apart exactly as spelt. Events recorded twice are counted twice, and
 * `duplicates` has them. With a `grading`, each participant stands in a cell at the highest grade **of that cell**.
 *
 * Windows: what cannot be proven to lie outside is inside. An event counts if its onset may lie in the window: one without an
 * onset counts unless it ended, or its participant died, before the start; a partial date counts unless all of its days are
 * outside. An event that started before counts if its `grade` is above its `priorGrade` and the rise (`worsenedAt`) may lie in
 * the window; without a time of the rise that is any window which the event was still there to see. All that is left out is
 * listed under `notTallied`, with the reason. A bound counted from a dose goes by each participant's own; in an arm
 * without any dose on record, `dose:1` stands for `timeZero`.
 *
 * Exposure: with `exposure`, each cell has the incidence of first events per participant-year (365.25 days). Time at risk runs
 * from the window's first day to the first event of that cell (onset − start + 1 days) or to the end of the window or of
 * follow-up. Participants in whom such an event was already there are left out of events and time. An event that must have
 * come after the recorded end of follow-up shows that the participant was still followed: time runs to it.
 *
 * Deaths are found in clinical events, dispositions, fatal adverse events and values missing for death, each counted once. A
 * window has those that may lie in it: one whose day is open, or known in part, lies after the last value and by the first visit
 * missed for it.
 * Where a day is on record (the end of a fatal event is one), follow-up ends there, and so does every event.
 *
 * SAS has no procedure for these tables. R's admiral flags what is treatment-emergent one window at a time, and gives
 * participants who were never treated no flag; the intervals of incidence in R's tern are normal unless asked to be exact.
 *
 * @throws RangeError, TypeError for a population, visit or arm that is not declared, a window that ends before it starts, an
 *   option or condition that does not exist, a level outside (0, 1)
 *
 * Source: ICH E3 (1995), section 12.2; treatment-emergent as in the glossary of ICH E9 (1998); incidence: Garwood 1936
 * (https://doi.org/10.1093/biomet/28.3-4.437).
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData, tallyAdverseEvents } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true } },
 *   populations: { safety: { label: "All randomised", rule: { kind: "everyone" } } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }, { id: "003", arm: "control" }],
 *   adverseEvents: [
 *     { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 } },
 *     { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 27 } },
 *     { participant: "002", systemOrganClass: "Cardiac disorders", preferredTerm: "Palpitations", start: { months: 5 }, serious: true },
 *   ],
 * });
 * const tally = tallyAdverseEvents(data, {
 *   population: "safety",
 *   windows: {
 *     months4: { start: { days: 0, from: "V1" }, end: { months: 4 } },
 *     months6: { start: { days: 0, from: "V1" }, end: { months: 6 } },
 *   },
 *   categories: { all: {}, serious: { serious: true } },
 * });
 *
 * tally.windows.months4.categories.all.overall.byArm.msc;
 * // => { "events": 2, "participants": 1, "proportion": 0.5, "participantIds": ["001"] }
 * tally.windows.months6.categories.serious.overall.byArm.msc.participantIds; // => ["002"]
 * tally.windows.months6.categories.all.overall.byArm.control.events; // => 0
 * tally.windows.months6.categories.all.systemOrganClasses.map((row) => row.systemOrganClass);
 * // => ["Nervous system disorders", "Cardiac disorders"]
 * ```
 */
export function tallyAdverseEvents<Keys extends TrialKeys, Window extends string, Category extends string = StandardCategory>(
  data: TrialData<Keys>,
  options: TallyAdverseEventsOptions<NoInfer<Keys>, Window, Category>,
): AdverseEventTally<Keys, Window, Category>;
export function tallyAdverseEvents(data: TrialData, options: Partial<TallyAdverseEventsOptions<TrialKeys, string, string>> = {}): AdverseEventTally {
  checkTrialData("tallyAdverseEvents", data);
  const resolved = resolveTallyOptions("tallyAdverseEvents", data.trial, options);
  const { population, order, grading, exposure, level } = resolved;
  const isMember = membershipTest("tallyAdverseEvents", data, population);
  const members = data.participants.filter(isMember);
  const arms: string[] = keysOf(data.trial.arms);
  const [windows, categories] = [keysOf(resolved.windows), keysOf(resolved.categories)];

  const events = data.adverseEvents;
  const columns = eventColumns(events, members, categories.map((category) => filterTest(resolved.categories[category]!)));
  const deaths = findDeaths(data, members, columns.fatal);
  const followUpEnd = exposure && followUpReader(data, exposure);
  const place = windowPlacer(data, resolved.timeZero);
  const participants = members.map((participant) => {
    const death = deaths.get(participant.id);
    return {
      id: participant.id,
      arm: arms.indexOf(participant.arm),
      death,
      followUpEnd: followUpEnd?.(participant.id, death) ?? Infinity,
      spans: windows.map((window) => place(resolved.windows[window]!, participant)),
    };
  });
  const judged = windows.map((_, window) => judgeWindow(events, columns, participants, window, exposure?.partialDates));
  const counts = countEvents(events, columns, judged, participants, arms.length);

  const denominators = recordOf(arms, (key) => members.filter(({ arm }) => arm === key).length);
  const participantIds = participants.map(({ id }) => id);

  const tallyWindow = (key: string): AdverseEventWindowTally => {
    const window = windows.indexOf(key);
    const followed = exposure && windowExposure(participants, window, arms.length);
    const frame: TableFrame<string> = {
      arms, window, participantIds, denominators, order, graded: grading !== undefined, ...(followed && { exposure: followed }), level,
    };
    return {
      categories: recordOf(categories, (category) => buildTable(counts.categories[categories.indexOf(category)]!, columns.terms, frame)),
      deaths: buildDeathTable(participants, window, arms, denominators),
      ...(followed && { exposure: recordOf(arms, (arm) => followed.arms[arms.indexOf(arm)]!) }),
      ...judged[window]!.record,
    };
  };
  const inPopulation = columns.order.length;
  return {
    population,
    denominators,
    windows: recordOf(windows, tallyWindow),
    deaths: [...deaths.values()].map(({ death }) => death),
    counts: {
      events: events.length,
      tallied: counts.tallied,
      outsideEveryWindow: inPopulation - counts.tallied,
      outsidePopulation: events.length - inPopulation,
      exactDuplicates: counts.duplicates.length,
    },
    duplicates: counts.duplicates,
    excluded: data.participants
      .filter((participant) => !isMember(participant))
      .map(({ id, arm }) => ({ participant: id, arm, reason: "not-in-population" as const })),
    method: {
      name: "adverse-event-tally",
      options: resolved,
      reference: `ICH E3 1995, section 12.2; ICH E9 1998, glossary (treatment emergent)${resolved.exposure === undefined ? "" : "; exact Poisson interval: Garwood 1936, doi:10.1093/biomet/28.3-4.437"}`,
    },
  };
}
