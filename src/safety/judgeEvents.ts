import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import type { PlacedTime } from "../trial/TimePoint.ts";
import type { Verdict } from "./AdverseEventFilter.ts";
import { eventVerdict, lastPossibleDay, verdictCode, type VerdictCodes } from "./eventVerdict.ts";
import type { Span } from "./windowSpans.ts";

/** What the events are counted by. Participants, arms, windows and categories go by number here. */
export interface CountingFrame {
  /** The population's participants. */
  readonly participants: readonly { readonly id: string; readonly arm: number; readonly deathDay: number; readonly spans: readonly (Span | null)[] }[];
  readonly windows: number;
  readonly arms: number;
  readonly categories: readonly ((event: PlacedAdverseEvent) => Verdict)[];
  /** The day an event in a window stands for when the days to it are counted. */
  readonly onsetDay: (event: PlacedAdverseEvent, span: Span, lastDay: number) => number;
}

/** How a category's verdict on an event is kept. */
export const belonging = { no: 0, yes: 1, unstated: 2 } as const satisfies { readonly [V in Verdict]: number };

/** All that counting needs to know of the events, in columns by their position. */
export interface JudgedEvents {
  /** Row numbers by system organ class, and in it by preferred term. 0 is the row of any event; a term of two classes is two rows. */
  readonly terms: ReadonlyMap<string, { readonly row: number; readonly preferredTerms: ReadonlyMap<string, number> }>;
  readonly classRow: Int32Array;
  readonly termRow: Int32Array;
  /** 0 where there is none. */
  readonly grade: Uint8Array;
  /** By window; none where the participant is outside the population. */
  readonly verdicts: readonly VerdictCodes[];
  /** By window: the day that a counted event stands for. */
  readonly onsetDays: readonly Float64Array[];
  /** By category: whether an event belongs, and whether that cannot be judged. */
  readonly belongs: readonly Uint8Array[];
  /** A number that equal events of a participant have in common, and others hardly ever. */
  readonly signature: Int32Array;
  /** Positions of events by participant, each one's in order: those of participant p from `starts[p]` up to `starts[p + 1]`, which is not one of them. */
  readonly order: Int32Array;
  readonly starts: Int32Array;
}

export function judgeEvents(events: readonly PlacedAdverseEvent[], frame: CountingFrame): JudgedEvents {
  const { participants, windows, categories } = frame;
  const numbers = new Map(participants.map(({ id }, number) => [id, number]));
  const terms = new Map<string, { row: number; preferredTerms: Map<string, number> }>();
  let rows = 1;
  const size = events.length;
  const [participantOf, classRow, termRow, signature] = [new Int32Array(size).fill(-1), new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const grade = new Uint8Array(size);
  const verdicts = Array.from({ length: windows }, () => new Uint8Array(size));
  const onsetDays = Array.from({ length: windows }, () => new Float64Array(size));
  const belongs = categories.map(() => new Uint8Array(size));
  const starts = new Int32Array(participants.length + 1);
  for (let index = 0; index < size; index++) {
    const event = events[index]!;
    const number = numbers.get(event.participant);
    if (number === undefined) continue;
    participantOf[index] = number;
    starts[number + 1]!++;
    let found = terms.get(event.systemOrganClass);
    if (found === undefined) terms.set(event.systemOrganClass, (found = { row: rows++, preferredTerms: new Map() }));
    let row = found.preferredTerms.get(event.preferredTerm);
    if (row === undefined) found.preferredTerms.set(event.preferredTerm, (row = rows++));
    classRow[index] = found.row;
    termRow[index] = row;
    grade[index] = event.grade ?? 0;
    signature[index] = signatureOf(event, row);
    const { deathDay, spans } = participants[number]!;
    for (let window = 0; window < windows; window++) {
      const span = spans[window]!;
      const verdict = eventVerdict(event, span, deathDay);
      verdicts[window]![index] = verdictCode(verdict);
      if (span !== null && (verdict === "counted" || verdict === "worsened")) onsetDays[window]![index] = frame.onsetDay(event, span, lastPossibleDay(event, deathDay));
    }
    for (let category = 0; category < categories.length; category++) belongs[category]![index] = belonging[categories[category]!(event)];
  }
  return { terms, classRow, termRow, grade, verdicts, onsetDays, belongs, signature, starts: runningTotals(starts), order: byParticipant(participantOf, starts) };
}

function runningTotals(counts: Int32Array): Int32Array {
  let total = 0;
  return counts.map((count) => (total += count));
}

function byParticipant(participantOf: Int32Array, counts: Int32Array): Int32Array {
  const next = runningTotals(counts);
  const order = new Int32Array(next.at(-1)!);
  for (let index = 0; index < participantOf.length; index++) if (participantOf[index]! >= 0) order[next[participantOf[index]!]!++] = index;
  return order;
}

function signatureOf({ grade, priorGrade, serious, start, end, worsenedAt }: PlacedAdverseEvent, term: number): number {
  const code = mix(mix(mix(term, grade ?? 0), priorGrade ?? 0), serious === undefined ? 0 : serious ? 1 : 2);
  return mixTime(mixTime(mixTime(code, start), end), worsenedAt);
}

function mixTime(code: number, time: PlacedTime | undefined): number {
  return time === undefined ? code : mix(mix(code, time.earliest), time.latest);
}

/** Spreads a number over 32 bits. Parts of a day play a part as well, since times may be given in months. */
function mix(code: number, value: number): number {
  const mixed = Math.imul(code ^ Math.trunc(value * 1024), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
