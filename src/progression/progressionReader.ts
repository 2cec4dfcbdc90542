import { confirmedProgression } from "../instruments/confirmedProgression.ts";
import type { ConfirmedProgressionOptions, ProgressionVisit } from "../instruments/ConfirmedProgressionResult.ts";
import { edssPlusComponents } from "../instruments/edssPlusComponents.ts";
import type { EdssPlusComponent } from "../instruments/edssPlusImprovement.ts";
import { convertTime } from "../trial/Offset.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import type { Participant } from "../trial/Participant.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type ComponentReader, componentReader } from "./componentVisits.ts";
import { isNearRelapse, type RelapseDays, relapseDays, stretchOf } from "./relapseDays.ts";
import type { ResolvedTimeToProgression } from "./TimeToProgressionOptions.ts";
import type { ComponentVisit, FoundProgression, LackingComponent, ProgressionCensoring, ProgressionRow, UnconfirmedProgression } from "./TimeToProgressionResult.ts";

/** What one component shows in one participant. */
interface ComponentCourse<Keys extends TrialKeys> {
  /** Confirmed, and with `unconfirmed: "event"` what waits for it. */
  readonly found: readonly (FoundProgression<Keys> & { readonly lastDay: number })[];
  /** The first visit of progression that the end of observation left unconfirmed. */
  readonly open: ComponentVisit<Keys> | null;
  readonly unconfirmed: readonly UnconfirmedProgression<Keys>[];
  readonly lastDay: number;
  /** A visit after baseline counts. */
  readonly isSeenLater: boolean;
  /** A relapse ended observation. */
  readonly isCut: boolean;
}

/** A participant's relapses, and the planned day after which they are another treatment's. */
interface RelapseRecords {
  readonly relapses: readonly RelapseDays[];
  readonly lastPlanned: number;
}

/** Reads the time to the first progression off a participant's visits. */
export function progressionReader<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  baseline: Keys["visit"],
  options: ResolvedTimeToProgression<Keys>,
): (participant: Participant<Keys>) => ProgressionRow<Keys> | Lack<Keys> {
  const { to, visitDays, missingComponents, unconfirmed: rule, unit, daysPerMonth } = options;
  const plannedDay = plannedDaysOf(data);
  const readers = edssPlusComponents.flatMap((component) => {
    const measure = options.components[component];
    return measure === undefined ? [] : [{ component, read: componentReader(data, { measure, baseline, ...(to !== undefined && { to }), visitDays, isTime: component !== "edss" }) }];
  });
  const relapsesOf = options.relapses === undefined ? null : relapseDays(data, options.relapses);

  return ({ id, arm }) => {
    const own = relapsesOf?.get(id);
    if (own === null) return lack("no-date");
    const relapses = own ?? [];
    const lastPlanned = to === undefined ? Infinity : (plannedDay(id, to) ?? Infinity);
    const { courses, lacking } = readComponents(id, readers, (component, visits) => courseOf(component, visits, { relapses, lastPlanned }, options));
    const [missing] = lacking;
    if (missing !== undefined && (courses.length === 0 || missingComponents === "exclude-participant")) return lack(missing.reason, missing.visit);
    const timed = courses.flatMap(({ found }) => found.map(({ lastDay, ...progression }) => ({ progression, day: dayOfEvent(progression, lastDay, options.eventAt) })));
    const [first] = timed.sort((one, other) => one.day - other.day || (one.progression.confirmation?.day ?? Number.MAX_SAFE_INTEGER) - (other.progression.confirmation?.day ?? Number.MAX_SAFE_INTEGER));
    const base = { participant: id, arm } as const;
    const parts = { unconfirmed: courses.flatMap(({ unconfirmed }) => unconfirmed), lacking };
    const inUnit = (day: number) => convertTime(Math.max(0, day), "day", unit, daysPerMonth);
    if (first !== undefined) return { ...base, time: inUnit(first.day), event: true, progression: first.progression, ...parts };
    const lastDay = Math.max(...courses.map((course) => course.lastDay));
    const opened = courses.flatMap(({ open }) => open?.day ?? []);
    const end = opened.length > 0 && rule === "censored-at-onset" ? Math.min(...opened) : lastDay;
    return { ...base, time: inUnit(end), event: false, censoring: censoringOf(courses), ...parts };
  };
}

function censoringOf<Keys extends TrialKeys>(courses: readonly ComponentCourse<Keys>[]): ProgressionCensoring {
  if (courses.some(({ open }) => open !== null)) return "unconfirmed";
  if (courses.some(({ isCut }) => isCut)) return "relapse";
  return courses.some(({ isSeenLater }) => isSeenLater) ? "last-visit" : "no-later-visit";
}

function readComponents<Keys extends TrialKeys>(
  participant: string,
  readers: readonly { readonly component: EdssPlusComponent; readonly read: ComponentReader<Keys> }[],
  judge: (component: EdssPlusComponent, visits: readonly ComponentVisit<Keys>[]) => ComponentCourse<Keys>,
): { readonly courses: readonly ComponentCourse<Keys>[]; readonly lacking: readonly LackingComponent<Keys>[] } {
  const courses: ComponentCourse<Keys>[] = [];
  const lacking: LackingComponent<Keys>[] = [];
  for (const { component, read } of readers) {
    const reading = read(participant);
    if (reading.found) courses.push(judge(component, reading.visits));
    else lacking.push({ component, reason: reading.reason, ...(reading.visit !== undefined && { visit: reading.visit }) });
  }
  return { courses, lacking };
}

function courseOf<Keys extends TrialKeys>(
  component: EdssPlusComponent,
  visits: readonly ComponentVisit<Keys>[],
  records: RelapseRecords,
  options: ResolvedTimeToProgression<Keys>,
): ComponentCourse<Keys> {
  const stretches = stretchesOf(visits, records, options.relapses);
  const found: ComponentCourse<Keys>["found"][number][] = [];
  const unconfirmed: UnconfirmedProgression<Keys>[] = [];
  let open: ComponentVisit<Keys> | null = null;
  for (const { visits: own, isLast } of stretches.list) {
    if (own.length < 2) continue;
    const at = ({ time }: ProgressionVisit): ComponentVisit<Keys> => own.find(({ day }) => day === time)!;
    const result = confirmedProgression({ time: own.map(({ day }) => day), value: own.map(({ value }) => value) }, confirmationOptions(component, options));
    unconfirmed.push(...result.unconfirmed.map((each) => ({ component, ...at(each), reason: each.reason })));
    const reference = at(result.references.at(-1)!);
    if (result.onset !== null && result.confirmation !== null) {
      found.push({ component, reference, onset: at(result.onset), confirmation: at(result.confirmation), lastDay: own.at(-1)!.day });
      break;
    }
    const waiting = result.unconfirmed.find(({ reason }) => reason === "no-later-visit");
    if (waiting === undefined || !isLast) continue;
    open = at(waiting);
    if (options.unconfirmed === "event") found.push({ component, reference, onset: open, lastDay: own.at(-1)!.day });
  }
  const lastDay = Math.max(0, ...stretches.list.flatMap(({ visits: own }) => own.map(({ day }) => day)));
  const isSeenLater = stretches.list.some(({ visits: own }) => own.some(({ visit }) => visit !== visits[0]!.visit));
  return { found, open, unconfirmed, lastDay, isSeenLater, isCut: stretches.isCut };
}

/** The visits that count, parted where a relapse renews the reference; the last stretch is the one that no relapse ends. */
function stretchesOf<Keys extends TrialKeys>(
  visits: readonly ComponentVisit<Keys>[],
  { relapses, lastPlanned }: RelapseRecords,
  options: ResolvedTimeToProgression<Keys>["relapses"],
): { readonly list: readonly { readonly visits: readonly ComponentVisit<Keys>[]; readonly isLast: boolean }[]; readonly isCut: boolean } {
  if (options === undefined) return { list: [{ visits, isLast: true }], isCut: false };
  const counting = visits.filter(({ day }) => !isNearRelapse(day, relapses, options));
  if (options.after === "same-reference") return { list: [{ visits: counting, isLast: true }], isCut: false };
  const until = Math.max(lastPlanned, visits.at(-1)!.day);
  const parting = relapses.filter(({ earliest }) => earliest <= until);
  const last = stretchOf(Infinity, parting);
  const stretches = Array.from({ length: last + 1 }, (_, index) => ({ visits: counting.filter(({ day }) => stretchOf(day, parting) === index), isLast: index === last }));
  return options.after === "new-reference" ? { list: stretches, isCut: false } : { list: stretches.slice(0, 1), isCut: last > 0 };
}

function confirmationOptions(component: EdssPlusComponent, { weeks, reference, toleranceDays, halfPointFrom, percent }: ResolvedTimeToProgression): ConfirmedProgressionOptions {
  return { rule: component === "edss" ? { kind: "edss", halfPointFrom } : { kind: "percent", percent }, weeks, reference, toleranceDays };
}

/** An onset that counts without a confirmation has none to take the time of: the last visit stands for it. */
function dayOfEvent({ onset, confirmation }: FoundProgression, lastDay: number, eventAt: "onset" | "confirmation"): number {
  return eventAt === "onset" ? onset.day : (confirmation?.day ?? lastDay);
}
