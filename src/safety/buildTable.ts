import { recordOf } from "../trial/keysOf.ts";
import { participantCell } from "../trial/ParticipantCell.ts";
import type { AdverseEventCell, AdverseEventRow, AdverseEventTable, GradeCounts, PreferredTermRow, SystemOrganClassRow } from "./AdverseEventTally.ts";
import { armIncidence, type WindowExposure } from "./armExposure.ts";
import type { CategoryCounts, CellCounts, RowCounts } from "./countEvents.ts";
import type { Terms } from "./eventColumns.ts";

/** What the counts of one window are turned into rows by. */
export interface TableFrame<Arm extends string> {
  readonly arms: readonly Arm[];
  readonly window: number;
  readonly participantIds: readonly string[];
  readonly denominators: { readonly [A in Arm]: number };
  readonly order: "frequency" | "alphabetical";
  readonly graded: boolean;
  readonly exposure?: WindowExposure;
  readonly level: number;
}

/** One category's counts in one window as rows: those of every window, in an order that is the same in all of them. */
export function buildTable<Arm extends string>({ rows, unstated }: CategoryCounts, terms: Terms, frame: TableFrame<Arm>): AdverseEventTable<Arm> {
  const termRow = ({ term, counts }: TermCounts): PreferredTermRow<Arm> => ({ preferredTerm: term, ...buildRow(counts, frame) });
  const classRow = ({ term, counts }: TermCounts): SystemOrganClassRow<Arm> => {
    const inClass = [...terms.get(term)!.preferredTerms].map(([preferredTerm, row]) => ({ term: preferredTerm, counts: rows[row] }));
    return { systemOrganClass: term, ...buildRow(counts, frame), preferredTerms: ordered(inClass, frame.order).map(termRow) };
  };
  const classes = [...terms].map(([term, { row }]) => ({ term, counts: rows[row] }));
  return { overall: buildRow(rows[0], frame), systemOrganClasses: ordered(classes, frame.order).map(classRow), counts: { unstated: unstated[frame.window]! } };
}

interface TermCounts {
  readonly term: string;
  readonly counts: RowCounts | undefined;
}

/** The terms with an event in some window: most participants first, then most events; ties, and `alphabetical`, by code units. */
function ordered(terms: readonly TermCounts[], order: "frequency" | "alphabetical"): (TermCounts & { readonly counts: RowCounts })[] {
  const withEvents = terms.flatMap(({ term, counts }) => (counts !== undefined && counts.events > 0 ? [{ term, counts }] : []));
  return withEvents.sort((left, right) => {
    const byFrequency = order === "frequency" ? right.counts.participants - left.counts.participants || right.counts.events - left.counts.events : 0;
    return byFrequency || (left.term < right.term ? -1 : 1);
  });
}

function buildRow<Arm extends string>(counts: RowCounts | undefined, frame: TableFrame<Arm>): AdverseEventRow<Arm> {
  const { arms, window } = frame;
  return {
    byArm: recordOf<Arm, AdverseEventCell>(arms, (arm) => buildCell(arm, counts?.cells[window * arms.length + arms.indexOf(arm)], frame)),
  };
}

function buildCell<Arm extends string>(arm: Arm, counts: CellCounts | undefined, frame: TableFrame<Arm>): AdverseEventCell {
  const { participantIds, denominators, graded, exposure, arms, level } = frame;
  const ids = (counts?.participants ?? []).map((participant) => participantIds[participant]!);
  return {
    events: counts?.events ?? 0,
    ...participantCell(ids, denominators[arm]),
    ...(graded && { byGrade: gradeCounts(counts, participantIds) }),
    ...(exposure && { incidence: armIncidence(counts, exposure, arms.indexOf(arm), level) }),
  };
}

function gradeCounts(counts: CellCounts | undefined, participantIds: readonly string[]): GradeCounts {
  const byGrade = [0, 1, 2, 3, 4, 5].map((grade) => ({ events: counts?.eventsByGrade[grade] ?? 0, ids: [] as string[] }));
  counts?.participants.forEach((participant, index) => byGrade[counts.highestGrades[index]!]!.ids.push(participantIds[participant]!));
  const at = (grade: number) => {
    const { events, ids } = byGrade[grade]!;
    return { events, participants: ids.length, participantIds: ids };
  };
  return { 1: at(1), 2: at(2), 3: at(3), 4: at(4), 5: at(5), ungraded: at(0) };
}
