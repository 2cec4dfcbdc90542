import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { isFatalEvent } from "../trial/knownDeaths.ts";
import type { Belonging } from "./AdverseEventFilter.ts";
import { signer } from "./duplicateFinder.ts";

/** System organ classes with their row numbers, and in each the preferred terms with theirs. 0 is the row of any event; a term of two classes is two rows. */
export type Terms = ReadonlyMap<string, { readonly row: number; readonly preferredTerms: ReadonlyMap<string, number> }>;

/** What counting needs to know of the events, in columns by their position. Those of participants outside the population stay empty. */
export interface EventColumns {
  readonly terms: Terms;
  /** The participant's place in the population; −1 outside. */
  readonly participant: Int32Array;
  /** The row of the preferred term, and by that row the one of its class. */
  readonly termRow: Int32Array;
  readonly classRow: readonly number[];
  /** 0 where there is none. */
  readonly grade: Uint8Array;
  /** By category: whether an event belongs, and whether that cannot be judged. */
  readonly belongs: readonly Uint8Array[];
  /** By which copies are looked for. */
  readonly signature: Int32Array;
  readonly fatal: readonly PlacedAdverseEvent[];
  /** Positions of events by participant, each one's in order: those of participant p from `starts[p]` up to `starts[p + 1]`, which is not one of them. */
  readonly order: Int32Array;
  readonly starts: Int32Array;
}

/** Reads the events once, in the order in which they lie in memory: of a million, looking them up takes longer than all counting. */
export function eventColumns(
  events: readonly PlacedAdverseEvent[],
  participants: readonly { readonly id: string }[],
  categories: readonly ((event: PlacedAdverseEvent) => Belonging)[],
): EventColumns {
  const numbers = new Map(participants.map(({ id }, number) => [id, number]));
  const terms = new Map<string, { row: number; preferredTerms: Map<string, number> }>();
  const classRow = [0];
  const size = events.length;
  const [participant, termRow, signature] = [new Int32Array(size).fill(-1), new Int32Array(size), new Int32Array(size)];
  const grade = new Uint8Array(size);
  const belongs = categories.map(() => new Uint8Array(size));
  const fatal: PlacedAdverseEvent[] = [];
  const signatureOf = signer();
  const starts = new Int32Array(participants.length + 1);
  for (let index = 0; index < size; index++) {
    const event = events[index]!;
    const number = numbers.get(event.participant);
    if (number === undefined) continue;
    participant[index] = number;
    starts[number + 1]!++;
    let found = terms.get(event.systemOrganClass);
    if (found === undefined) {
      terms.set(event.systemOrganClass, (found = { row: classRow.length, preferredTerms: new Map() }));
      classRow.push(found.row);
    }
    let row = found.preferredTerms.get(event.preferredTerm);
    if (row === undefined) {
      found.preferredTerms.set(event.preferredTerm, (row = classRow.length));
      classRow.push(found.row);
    }
    termRow[index] = row;
    grade[index] = event.grade ?? 0;
    signature[index] = signatureOf(event, row);
    if (isFatalEvent(event)) fatal.push(event);
    for (let category = 0; category < categories.length; category++) belongs[category]![index] = categories[category]!(event);
  }
  for (let number = 0; number < participants.length; number++) starts[number + 1]! += starts[number]!;
  return { terms, participant, termRow, classRow, grade, belongs, signature, fatal, order: byParticipant(participant, starts), starts };
}

function byParticipant(participant: Int32Array, starts: Int32Array): Int32Array {
  const next = starts.slice();
  const order = new Int32Array(starts.at(-1)!);
  for (let index = 0; index < participant.length; index++) if (participant[index]! >= 0) order[next[participant[index]!]!++] = index;
  return order;
}
