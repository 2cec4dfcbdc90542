import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import { belonging } from "./AdverseEventFilter.ts";
import { duplicateFinder } from "./duplicateFinder.ts";
import type { EventColumns } from "./eventColumns.ts";
import { isTallied, type JudgedWindow, type TalliedParticipant, verdict } from "./judgeWindow.ts";

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
  /** Events in at least one window. */
  readonly tallied: number;
  readonly duplicates: readonly { readonly participant: string; readonly event: number; readonly duplicateOf: number }[];
}

/**
 * Counts all events for all cells, participant by participant: whether a participant was counted in a cell before is then a look at
 * the last one in its list, and no sets are needed.
 */
export function countEvents(
  events: readonly PlacedAdverseEvent[],
  columns: EventColumns,
  windows: readonly JudgedWindow[],
  participants: readonly TalliedParticipant[],
  arms: number,
): EventCounts {
  const { starts, order, classRow, termRow, grade, belongs } = columns;
  const categories = belongs.map((): CategoryCounts => ({ rows: classRow.map(() => undefined), unstated: windows.map(() => 0) }));
  const duplicates: { participant: string; event: number; duplicateOf: number }[] = [];
  const copies = duplicateFinder(events, columns);
  let tallied = 0;

  const addToRow = (row: RowCounts, participant: number, index: number): void => {
    let isCounted = false;
    for (let window = 0; window < windows.length; window++) {
      const { verdicts, onsetDays } = windows[window]!;
      const code = verdicts[index]!;
      if (code < verdict.ongoing) continue;
      const cell = (row.cells[window * arms + participants[participant]!.arm] ??= emptyCell());
      if (code !== verdict.counted && cell.prevalent.at(-1) !== participant) cell.prevalent.push(participant);
      if (!isTallied(code)) continue;
      isCounted = true;
      addToCell(cell, participant, grade[index]!, onsetDays === undefined ? 0 : onsetDays[index]!);
    }
    if (!isCounted) return;
    row.events += 1;
    if (row.lastParticipant !== participant) row.participants += 1;
    row.lastParticipant = participant;
  };
  for (let participant = 0; participant < participants.length; participant++) {
    copies.startParticipant(starts[participant + 1]! - starts[participant]!);
    for (let place = starts[participant]!; place < starts[participant + 1]!; place++) {
      const index = order[place]!;
      const copied = copies.find(index);
      if (copied >= 0) duplicates.push({ participant: participants[participant]!.id, event: index, duplicateOf: copied });
      if (windows.some(({ verdicts }) => isTallied(verdicts[index]!))) tallied += 1;
      for (let category = 0; category < categories.length; category++) {
        const { rows, unstated } = categories[category]!;
        const belongsTo = belongs[category]![index]!;
        if (belongsTo === belonging.unstated) windows.forEach(({ verdicts }, window) => (unstated[window]! += isTallied(verdicts[index]!) ? 1 : 0));
        if (belongsTo !== belonging.yes) continue;
        const term = termRow[index]!;
        addToRow((rows[0] ??= emptyRow()), participant, index);
        addToRow((rows[classRow[term]!] ??= emptyRow()), participant, index);
        addToRow((rows[term] ??= emptyRow()), participant, index);
      }
    }
  }
  return { categories, tallied, duplicates };
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
