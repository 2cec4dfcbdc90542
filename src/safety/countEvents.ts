import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { duplicateFinder } from "./duplicateFinder.ts";
import { verdictAt, type VerdictCodes } from "./eventVerdict.ts";
import { belonging, type CountingFrame, judgeEvents } from "./judgeEvents.ts";

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
  /** By window and position of the event; none where its participant is outside the population. */
  readonly verdicts: readonly VerdictCodes[];
  readonly duplicates: readonly { readonly event: number; readonly duplicateOf: number }[];
}

/**
 * Counts all events for all cells, participant by participant: whether a participant was counted in a cell before is then a look at
 * the last one in its list, and no sets are needed. The events themselves are read once, in the order in which they lie in memory.
 */
export function countEvents(events: readonly PlacedAdverseEvent[], frame: CountingFrame): EventCounts {
  const judged = judgeEvents(events, frame);
  const { starts, order, classRow, termRow, grade, belongs, verdicts, onsetDays } = judged;
  const categories = frame.categories.map((): CategoryCounts => ({ rows: [], unstated: Array.from({ length: frame.windows }, () => 0) }));
  const duplicates: { event: number; duplicateOf: number }[] = [];
  const copies = duplicateFinder(events, judged);
  // Filled anew for each event: what it counts as in the windows.
  const occurrences: Occurrences = { counted: 0, window: [], slot: [], day: [], prevalent: 0, prevalentSlot: [] };
  for (let participant = 0; participant < frame.participants.length; participant++) {
    const { arm } = frame.participants[participant]!;
    copies.startParticipant(starts[participant + 1]! - starts[participant]!);
    for (let place = starts[participant]!; place < starts[participant + 1]!; place++) {
      const index = order[place]!;
      const copied = copies.find(index);
      if (copied >= 0) duplicates.push({ event: index, duplicateOf: copied });
      occurrences.counted = 0;
      occurrences.prevalent = 0;
      for (let window = 0; window < frame.windows; window++) {
        const verdict = verdictAt(verdicts[window]!, index);
        const slot = window * frame.arms + arm;
        if (verdict === "worsened" || verdict === "ongoing") occurrences.prevalentSlot[occurrences.prevalent++] = slot;
        if (verdict !== "counted" && verdict !== "worsened") continue;
        occurrences.window[occurrences.counted] = window;
        occurrences.slot[occurrences.counted] = slot;
        occurrences.day[occurrences.counted++] = onsetDays[window]![index]!;
      }
      if (occurrences.counted === 0 && occurrences.prevalent === 0) continue;
      for (let category = 0; category < categories.length; category++) {
        const { rows, unstated } = categories[category]!;
        const verdict = belongs[category]![index]!;
        if (verdict === belonging.unstated) for (let each = 0; each < occurrences.counted; each++) unstated[occurrences.window[each]!]! += 1;
        if (verdict !== belonging.yes) continue;
        addToRow((rows[0] ??= emptyRow()), participant, grade[index]!, occurrences);
        addToRow((rows[classRow[index]!] ??= emptyRow()), participant, grade[index]!, occurrences);
        addToRow((rows[termRow[index]!] ??= emptyRow()), participant, grade[index]!, occurrences);
      }
    }
  }
  return { categories, terms: judged.terms, verdicts, duplicates };
}

/** The windows in which an event counts, with the cell and the day it stands for; and the cells of those in which it was already there. */
interface Occurrences {
  counted: number;
  readonly window: number[];
  readonly slot: number[];
  readonly day: number[];
  prevalent: number;
  readonly prevalentSlot: number[];
}

function addToRow(row: RowCounts, participant: number, grade: number, { counted, slot, day, prevalent, prevalentSlot }: Occurrences): void {
  for (let each = 0; each < prevalent; each++) {
    const list = (row.cells[prevalentSlot[each]!] ??= emptyCell()).prevalent;
    if (list.length === 0 || list[list.length - 1] !== participant) list.push(participant);
  }
  if (counted === 0) return;
  row.events += 1;
  if (row.lastParticipant !== participant) row.participants += 1;
  row.lastParticipant = participant;
  for (let each = 0; each < counted; each++) addToCell((row.cells[slot[each]!] ??= emptyCell()), participant, grade, day[each]!);
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
