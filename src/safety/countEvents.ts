import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import type { Verdict } from "./AdverseEventFilter.ts";
import { duplicateFinder } from "./duplicateFinder.ts";
import { eventVerdict, type EventVerdict, lastPossibleDay } from "./eventVerdict.ts";
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

/** The counts of one table cell. Lists run over its participants, each once, in the order of the population. */
export interface CellCounts {
  events: number;
  readonly participants: number[];
  /** 0 where none of the participant's events in the cell was graded. */
  readonly highestGrades: number[];
  readonly firstDays: number[];
  /** Events by grade, ungraded ones at 0. */
  readonly eventsByGrade: number[];
  /** Participants in whom such an event was already there when the window opened. */
  readonly prevalent: number[];
}

/** The counts of one row. Cells go by window, then arm; one where nothing happened is absent. */
export interface RowCounts {
  /** Over all windows, each event and participant once: what rows are ordered by. */
  events: number;
  participants: number;
  lastParticipant: number;
  readonly cells: (CellCounts | undefined)[];
}

export interface CategoryCounts {
  /** By row number; 0 is the row of any event. */
  readonly rows: (RowCounts | undefined)[];
  /** By window: events in it that could not be judged. */
  readonly unstated: number[];
}

export interface EventCounts {
  readonly categories: readonly CategoryCounts[];
  /** Row numbers by system organ class, and in it by preferred term. */
  readonly terms: ReadonlyMap<string, { readonly row: number; readonly preferredTerms: ReadonlyMap<string, number> }>;
  /** By window and position of the event; absent where its participant is outside the population. */
  readonly verdicts: readonly (readonly (EventVerdict | undefined)[])[];
  readonly duplicates: readonly { readonly event: number; readonly duplicateOf: number }[];
}

/**
 * Counts all events for all cells in one pass, participant by participant: whether a participant was counted in a cell
 * before is then a look at the last one in its list, and no sets are needed.
 */
export function countEvents(events: readonly PlacedAdverseEvent[], frame: CountingFrame): EventCounts {
  const { first, next } = chainByParticipant(events, frame);
  const categories = frame.categories.map((): CategoryCounts => ({ rows: [], unstated: Array.from({ length: frame.windows }, () => 0) }));
  const verdicts = Array.from({ length: frame.windows }, () => events.map((): EventVerdict | undefined => undefined));
  const rowNumbers = termNumbers();
  const duplicates: { event: number; duplicateOf: number }[] = [];
  const copies = duplicateFinder(events);
  for (let participant = 0; participant < frame.participants.length; participant++) {
    const { arm, deathDay, spans } = frame.participants[participant]!;
    copies.startParticipant();
    for (let index = first[participant]!; index >= 0; index = next[index]!) {
      const event = events[index]!;
      const rows = rowNumbers.of(event);
      const copied = copies.find(event, index, rows[2]);
      if (copied >= 0) duplicates.push({ event: index, duplicateOf: copied });
      const counted: Occurrence[] = [];
      const prevalent: number[] = [];
      for (let window = 0; window < frame.windows; window++) {
        const span = spans[window]!;
        const verdict = eventVerdict(event, span, deathDay);
        verdicts[window]![index] = verdict;
        const slot = window * frame.arms + arm;
        if (verdict === "worsened" || verdict === "ongoing") prevalent.push(slot);
        if (span === null || (verdict !== "counted" && verdict !== "worsened")) continue;
        counted.push({ window, slot, day: frame.onsetDay(event, span, lastPossibleDay(event, deathDay)) });
      }
      if (counted.length === 0 && prevalent.length === 0) continue;
      for (let category = 0; category < categories.length; category++) {
        const verdict = frame.categories[category]!(event);
        if (verdict === "unstated") for (const { window } of counted) categories[category]!.unstated[window]! += 1;
        if (verdict !== "yes") continue;
        for (const row of rows) addToRow((categories[category]!.rows[row] ??= emptyRow()), participant, event.grade ?? 0, counted, prevalent);
      }
    }
  }
  return { categories, terms: rowNumbers.terms, verdicts, duplicates };
}

interface Occurrence {
  readonly window: number;
  readonly slot: number;
  readonly day: number;
}

function addToRow(row: RowCounts, participant: number, grade: number, counted: readonly Occurrence[], prevalent: readonly number[]): void {
  for (const slot of prevalent) {
    const list = (row.cells[slot] ??= emptyCell()).prevalent;
    if (list.at(-1) !== participant) list.push(participant);
  }
  if (counted.length === 0) return;
  row.events += 1;
  if (row.lastParticipant !== participant) row.participants += 1;
  row.lastParticipant = participant;
  for (const { slot, day } of counted) addToCell((row.cells[slot] ??= emptyCell()), participant, grade, day);
}

function addToCell(cell: CellCounts, participant: number, grade: number, day: number): void {
  const { participants, highestGrades, firstDays } = cell;
  cell.events += 1;
  cell.eventsByGrade[grade]! += 1;
  const last = participants.length - 1;
  if (last < 0 || participants[last] !== participant) {
    participants.push(participant);
    highestGrades.push(grade);
    firstDays.push(day);
    return;
  }
  if (grade > highestGrades[last]!) highestGrades[last] = grade;
  if (day < firstDays[last]!) firstDays[last] = day;
}

function emptyRow(): RowCounts {
  return { events: 0, participants: 0, lastParticipant: -1, cells: [] };
}

function emptyCell(): CellCounts {
  return { events: 0, participants: [], highestGrades: [], firstDays: [], eventsByGrade: [0, 0, 0, 0, 0, 0], prevalent: [] };
}

/** Numbers the rows as terms turn up: the row of any event, of the class and of the term in it. A term of two classes is two rows. */
function termNumbers() {
  const terms = new Map<string, { row: number; preferredTerms: Map<string, number> }>();
  let rows = 1;
  return {
    terms,
    of({ systemOrganClass, preferredTerm }: PlacedAdverseEvent): readonly [number, number, number] {
      let found = terms.get(systemOrganClass);
      if (found === undefined) terms.set(systemOrganClass, (found = { row: rows++, preferredTerms: new Map() }));
      let term = found.preferredTerms.get(preferredTerm);
      if (term === undefined) found.preferredTerms.set(preferredTerm, (term = rows++));
      return [0, found.row, term];
    },
  };
}

/** The events as one chain for each participant, each in the order of the data. */
function chainByParticipant(events: readonly PlacedAdverseEvent[], { participants }: CountingFrame) {
  const numbers = new Map<string, number>();
  participants.forEach(({ id }, number) => numbers.set(id, number));
  const first = new Int32Array(participants.length).fill(-1);
  const next = new Int32Array(events.length).fill(-1);
  for (let index = events.length - 1; index >= 0; index--) {
    const participant = numbers.get(events[index]!.participant);
    if (participant === undefined) continue;
    next[index] = first[participant]!;
    first[participant] = index;
  }
  return { first, next };
}
