import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { dayTolerance } from "../trial/daysIncluding.ts";
import { type DeathBounds, knownDeaths } from "../trial/knownDeaths.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import { type ParticipantCell, participantCell } from "../trial/ParticipantCell.ts";
import type { PlacedTime } from "../trial/TimePoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Death, DeathCauseRow, DeathTable } from "./DeathTable.ts";
import type { Span } from "./windowSpans.ts";

/** A death with the days between which it must lie, however little is recorded of it. */
export interface PlacedDeath<Arm extends string> {
  readonly death: Death<Arm>;
  readonly bounds: DeathBounds;
}

/** The deaths of these participants: from clinical events, dispositions, their fatal adverse events and values missing for death. */
export function findDeaths<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  participants: readonly Participant<Keys>[],
  adverseEvents: readonly PlacedAdverseEvent[],
): PlacedDeath<Keys["arm"]>[] {
  const known = knownDeaths(data, adverseEvents);
  const recorded = recordedDeaths(data);
  const fatal = fatalEvents(adverseEvents);
  const deaths: PlacedDeath<Keys["arm"]>[] = [];
  for (const { id, arm } of participants) {
    const bounds = known.get(id);
    if (bounds === undefined) continue;
    const [record, events] = [recorded.get(id), fatal.get(id)];
    const at = record?.at ?? events?.end;
    const terms = [...(events?.terms ?? [])].sort(byCodeUnits);
    const cause = record?.cause ?? (terms.length > 0 ? terms.join("; ") : undefined);
    deaths.push({
      death: {
        participant: id,
        arm,
        ...(at && { day: { earliest: withoutNegativeZero(at.earliest), latest: withoutNegativeZero(at.latest) } }),
        ...(cause !== undefined && { cause }),
        fatalEvents: terms,
        source: record?.source ?? (events === undefined ? "observation" : "adverse-event"),
      },
      bounds,
    });
  }
  return deaths;
}

interface RecordedDeath {
  readonly at?: PlacedTime;
  readonly cause?: string;
  readonly source: "clinical-event" | "disposition";
}

function recordedDeaths(data: TrialData): ReadonlyMap<string, RecordedDeath> {
  const recorded = new Map<string, RecordedDeath>();
  for (const { participant, status, at, reason } of data.dispositions) {
    if (status !== "died") continue;
    recorded.set(participant, { ...(at && { at }), ...(reason !== undefined && { cause: reason }), source: "disposition" });
  }
  for (const { participant, kind, at, description } of data.clinicalEvents) {
    if (kind !== "death") continue;
    const cause = description ?? recorded.get(participant)?.cause;
    recorded.set(participant, { at, ...(cause !== undefined && { cause }), source: "clinical-event" });
  }
  return recorded;
}

interface FatalEvents {
  readonly terms: Set<string>;
  /** The end of a fatal event is the death. */
  end?: PlacedTime;
}

function fatalEvents(adverseEvents: readonly PlacedAdverseEvent[]): ReadonlyMap<string, FatalEvents> {
  const fatal = new Map<string, FatalEvents>();
  for (const event of adverseEvents) {
    const events = fatal.get(event.participant) ?? { terms: new Set<string>() };
    fatal.set(event.participant, events);
    events.terms.add(event.preferredTerm);
    if (event.end !== undefined && (events.end === undefined || event.end.latest < events.end.latest)) events.end = event.end;
  }
  return fatal;
}

/** The deaths that may lie in a window, by arm and by cause. */
export function buildDeathTable<Arm extends string>(
  deaths: readonly PlacedDeath<Arm>[],
  spanOf: (participant: string) => Span | null,
  arms: readonly Arm[],
  denominators: { readonly [A in Arm]: number },
): DeathTable<Arm> {
  const inWindow = deaths.filter(({ death, bounds: { earliest, latest } }) => {
    const span = spanOf(death.participant);
    return span !== null && latest >= span.start - dayTolerance && earliest <= span.end + dayTolerance;
  });
  const byArm = (some: readonly PlacedDeath<Arm>[]) =>
    recordOf<Arm, ParticipantCell>(arms, (arm) =>
      participantCell(some.filter(({ death }) => death.arm === arm).map(({ death }) => death.participant), denominators[arm]),
    );
  const causes = new Map<string | undefined, PlacedDeath<Arm>[]>();
  for (const placed of inWindow) {
    const same = causes.get(placed.death.cause) ?? [];
    same.push(placed);
    causes.set(placed.death.cause, same);
  }
  const rows = [...causes].sort(([left, leftDeaths], [right, rightDeaths]) => rightDeaths.length - leftDeaths.length || byCodeUnits(left ?? "", right ?? ""));
  return {
    byArm: byArm(inWindow),
    byCause: rows.map(([cause, same]): DeathCauseRow<Arm> => (cause === undefined ? { byArm: byArm(same) } : { cause, byArm: byArm(same) })),
  };
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
