import type { ClinicalEventKind } from "../trial/ClinicalEvent.ts";
import { knownDeaths } from "../trial/knownDeaths.ts";
import { convertTime } from "../trial/Offset.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { cutOffDay, type EndOfFollowUp, followUpEnds, lastContacts } from "./followUp.ts";
import { anchorDays, armStartDays, dayOf } from "./timeAnchors.ts";
import type { CensoringReason, TimeToEventExclusionReason, TimeToEventMethodOptions, TimeToEventRow, UncountedEvent } from "./TimeToEventResult.ts";

/** What a participant's records say of the time to the event. */
export type TimeToEventReading<Keys extends TrialKeys> =
  | { readonly found: false; readonly reason: TimeToEventExclusionReason }
  | {
      readonly found: true;
      readonly row: TimeToEventRow<Keys>;
      readonly uncounted: readonly UncountedEvent<Keys>[];
      /** From the origin until the arm began; 0 where it had begun, or the time ended before. */
      readonly immortalTime: number;
    };

/** Something that may end a participant's time. On one day the one with the lower rank comes first. */
interface Ending {
  readonly day: number;
  readonly rank: number;
  readonly outcome: TimeToEventRow["outcome"];
  readonly event?: ClinicalEventKind;
  readonly censoring?: CensoringReason;
  readonly imputed: boolean;
}

/** Times that differ by less than this many days are one: what was given as 0.1 + 0.2 months and as 0.3. */
const tolerance = 1e-4;

export function timeToEventReader<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: TimeToEventMethodOptions<Keys>,
): (participant: Participant<Keys>) => TimeToEventReading<Keys> {
  const { unit, daysPerMonth, entry, priorEvents, partialDates } = options;
  const originOf = anchorDays(data, options.origin, options);
  const entryOf = entry === undefined || entry === "origin" ? originOf : anchorDays(data, entry, options);
  const armStartOf = armStartDays(data, options);
  const ends = followUpEnds(data, options);
  const deaths = knownDeaths(data);
  const seenLast = lastContacts(data);
  const eventsOf = eventsByParticipant(data, options);
  const inUnit = (days: number) => convertTime(days, "day", unit, daysPerMonth);
  const none = (reason: TimeToEventExclusionReason) => ({ found: false, reason }) as const;

  return (participant) => {
    const { id, arm, covariates } = participant;
    const origin = originOf(id);
    if (origin === undefined) return none("no-origin");
    const cutOff = cutOffDay(options.cutOff, origin, participant);
    if (cutOff === undefined) return none("no-baseline-date");
    const entered = entryOf(id);
    if (entered === undefined) return none("no-entry");
    const death = deaths.get(id);
    if (death !== undefined && death.latest < origin - tolerance) return none("died-before-origin");
    const events = eventsOf.get(id) ?? [];
    if (priorEvents === "exclude" && events.some(({ day }) => day < origin - tolerance)) return none("event-before-origin");
    const endings = events.filter(({ day }) => day >= origin - tolerance);
    // Where the day of death is open, it is not before anything else on record.
    const alive = Math.min(death?.latest ?? origin, Math.max(origin, seenLast.get(id) ?? origin));
    const deathsDay = death && dayOf({ earliest: Math.max(death.earliest, alive), latest: death.latest }, partialDates);
    if (death !== undefined && deathsDay !== undefined) endings.push(ending("death", deathsDay, death.earliest !== death.latest, options));
    endings.push(...censorings(ends.get(id), cutOff, death !== undefined));
    const [first, ...others] = endings.sort((one, other) => (Math.abs(one.day - other.day) > tolerance ? one.day - other.day : one.rank - other.rank));
    if (first === undefined) return none("no-end-of-follow-up");
    // Who died at an unknown time may have died before the cut-off.
    if (first.day === Infinity || (deathsDay === Infinity && first.censoring === "cut-off")) return none("no-event-time");
    if (first.day < origin - tolerance) return none("ended-before-origin");
    const start = Math.max(origin, entered);
    if (start > origin && first.day <= start + tolerance) return none("ended-before-entry");
    const { day, outcome, event, censoring, imputed } = first;
    const time = inUnit(Math.max(0, day - origin));
    const armStart = armStartOf(id) ?? origin;
    return {
      found: true,
      row: {
        participant: id,
        arm,
        time,
        entry: inUnit(start - origin),
        outcome,
        ...(event !== undefined && { event }),
        ...(censoring !== undefined && { censoring }),
        day: day === 0 ? 0 : day,
        ...(imputed && { dayImputed: true }),
        ...(covariates !== undefined && { covariates }),
      },
      uncounted: censoring === undefined ? [] : uncountedEvents(others).map(({ day: later, event: kind }) => ({ participant: id, arm, event: kind, time: inUnit(later - origin), censoring })),
      immortalTime: entry === undefined && armStart > origin + tolerance && day >= armStart - tolerance ? inUnit(armStart - origin) : 0,
    };
  };
}

/** Of each participant, the clinical events that may end the time, but for deaths, of which there are better records. */
function eventsByParticipant<Keys extends TrialKeys>(data: TrialData<Keys>, options: TimeToEventMethodOptions<Keys>): ReadonlyMap<string, Ending[]> {
  const kinds = new Set([...options.events, ...options.competing, ...options.censoredBy]);
  const events = new Map<string, Ending[]>();
  for (const { participant, kind, at } of data.clinicalEvents) {
    if (kind === "death" || !kinds.has(kind)) continue;
    const own = events.get(participant) ?? [];
    own.push(ending(kind, dayOf(at, options.partialDates), at.earliest !== at.latest, options));
    events.set(participant, own);
  }
  return events;
}

/** Nothing follows death, so it is the last event of its day; before it, the endpoint's come in the order declared, then competing ones. */
function ending(kind: ClinicalEventKind, day: number, imputed: boolean, { events, competing }: Pick<TimeToEventMethodOptions, "events" | "competing">): Ending {
  const afterOthers = kind === "death" ? 100 : 0;
  if (events.includes(kind)) return { day, rank: afterOthers + events.indexOf(kind), outcome: "event", event: kind, imputed };
  if (competing.includes(kind)) return { day, rank: afterOthers + 50 + competing.indexOf(kind), outcome: "competing", event: kind, imputed };
  return { day, rank: 200 + afterOthers, outcome: "censored", censoring: kind, imputed };
}

/** The end of follow-up and of the data. Whoever is known to have died was in sight until then, unless a disposition says otherwise. */
function censorings(end: EndOfFollowUp | undefined, cutOff: number, isDead: boolean): readonly Ending[] {
  const last = end?.censoring === "last-contact" && isDead ? undefined : end;
  const at = (day: number, rank: number, censoring: CensoringReason, imputed: boolean): Ending => ({ day, rank, outcome: "censored", censoring, imputed });
  return [
    ...(last === undefined ? [] : [at(last.day, 400, last.censoring, last.imputed)]),
    ...(cutOff < Infinity && (end !== undefined || isDead) ? [at(cutOff, 500, "cut-off", false)] : []),
  ];
}

function uncountedEvents(endings: readonly Ending[]): readonly (Ending & { readonly event: ClinicalEventKind })[] {
  return endings.filter((each): each is Ending & { readonly event: ClinicalEventKind } => each.outcome === "event" && each.event !== undefined && each.day < Infinity);
}
