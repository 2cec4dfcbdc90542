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

/** The deaths of these participants, by their ids and in their order: from clinical events, dispositions, fatal adverse events and values missing for death. */
export function findDeaths<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  participants: readonly Participant<Keys>[],
  fatalEvents: readonly PlacedAdverseEvent[],
): ReadonlyMap<string, PlacedDeath<Keys["arm"]>> {
  const known = knownDeaths(data, fatalEvents);
  const records = deathRecords(data, fatalEvents, known.keys());
  const deaths = new Map<string, PlacedDeath<Keys["arm"]>>();
  for (const { id, arm } of participants) {
    const [bounds, record] = [known.get(id), records.get(id)];
    if (bounds === undefined || record === undefined) continue;
    const { at, source } = record;
    const terms = [...record.fatalTerms].sort(byCodeUnits);
    const cause = record.cause ?? (terms.length > 0 ? terms.join("; ") : undefined);
    const death = {
      participant: id,
      arm,
      ...(at && { day: { earliest: withoutNegativeZero(at.earliest), latest: withoutNegativeZero(at.latest) } }),
      ...(cause !== undefined && { cause }),
      fatalEvents: terms,
      source,
    };
    deaths.set(id, { death, bounds });
  }
  return deaths;
}

interface DeathRecord {
  source: Death["source"];
  at?: PlacedTime;
  cause?: string;
  readonly fatalTerms: Set<string>;
}

/** What is recorded of deaths, read from the least to the best: what a better record says takes the place of what a lesser one did. */
function deathRecords(data: TrialData, fatalEvents: readonly PlacedAdverseEvent[], participants: Iterable<string>): ReadonlyMap<string, DeathRecord> {
  const records = new Map<string, DeathRecord>();
  for (const participant of participants) records.set(participant, { source: "observation", fatalTerms: new Set() });
  const add = (participant: string, source: Death["source"], at: PlacedTime | undefined, cause?: string): DeathRecord => {
    const record = records.get(participant)!;
    record.source = source;
    if (at !== undefined) record.at = at;
    if (cause !== undefined) record.cause = cause;
    return record;
  };
  for (const { participant, preferredTerm, end } of fatalEvents) {
    // The end of a fatal event is the death: the first, where several end.
    const known = records.get(participant)?.at;
    const isFirst = end !== undefined && (known === undefined || end.latest < known.latest);
    add(participant, "adverse-event", isFirst ? end : known).fatalTerms.add(preferredTerm);
  }
  for (const { participant, status, at, reason } of data.dispositions) if (status === "died") add(participant, "disposition", at, reason);
  for (const { participant, kind, at, description } of data.clinicalEvents) if (kind === "death") add(participant, "clinical-event", at, description);
  return records;
}

/** The deaths that may lie in a window, by arm and by cause. */
export function buildDeathTable<Arm extends string>(
  participants: readonly { readonly death: PlacedDeath<Arm> | undefined; readonly spans: readonly (Span | null)[] }[],
  window: number,
  arms: readonly Arm[],
  denominators: { readonly [A in Arm]: number },
): DeathTable<Arm> {
  const causes = new Map<string | undefined, Death<Arm>[]>();
  const inWindow: Death<Arm>[] = [];
  for (const { death: placed, spans } of participants) {
    const span = spans[window];
    if (!placed || !span || placed.bounds.latest < span.start - dayTolerance || placed.bounds.earliest > span.end + dayTolerance) continue;
    const { death } = placed;
    const same = causes.get(death.cause) ?? [];
    same.push(death);
    causes.set(death.cause, same);
    inWindow.push(death);
  }
  const byArm = (some: readonly Death<Arm>[]) =>
    recordOf<Arm, ParticipantCell>(arms, (key) => participantCell(some.filter(({ arm }) => arm === key).map(({ participant }) => participant), denominators[key]));
  const rows = [...causes].sort(([left, leftDeaths], [right, rightDeaths]) => rightDeaths.length - leftDeaths.length || byCodeUnits(left ?? "", right ?? ""));
  return {
    byArm: byArm(inWindow),
    byCause: rows.map(([cause, same]): DeathCauseRow<Arm> => ({ ...(cause !== undefined && { cause }), byArm: byArm(same) })),
  };
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
