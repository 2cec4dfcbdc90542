import { compressBlocks } from "../numeric/compressBlocks.ts";
import type { MmrmModelInput } from "./readMmrmInput.ts";

/** Participants of one group who were observed at the same visits, and who therefore share the covariance of their values. */
export interface VisitPattern {
  readonly participants: number;
  /** Indexes of their visits, ascending. */
  readonly visits: readonly number[];
  /** [X y] of as many rows as visits, (p + 1) wide, one block after the other: the same sum of outer products as the participants'. */
  readonly blocks: Float64Array;
  readonly blockCount: number;
}

/** What the likelihood needs of the data. */
export interface VisitPatterns {
  readonly observations: number;
  readonly fixedCount: number;
  readonly visitCount: number;
  /** For each group its patterns. */
  readonly groups: readonly (readonly VisitPattern[])[];
}

type Input = MmrmModelInput<string, string | number, string | number>;

/** `fixed` and `response` are the standardised ones. */
export function visitPatterns({ rows, starts, visitOfRow, visits, groups, groupOfParticipant }: Input, fixed: readonly Float64Array[], response: Float64Array): VisitPatterns {
  const members = Array.from({ length: groups?.length ?? 1 }, () => new Map<string, number[]>());
  for (let participant = 0; participant < starts.length - 1; participant++) {
    const key = rows.subarray(starts[participant]!, starts[participant + 1]!).reduce((text, row) => `${text} ${visitOfRow[row]!}`, "");
    const patterns = members[groupOfParticipant[participant]!]!;
    const same = patterns.get(key);
    if (same === undefined) patterns.set(key, [participant]);
    else same.push(participant);
  }
  const columns = [...fixed, response];
  const width = columns.length;
  const patternOf = (participants: readonly number[]): VisitPattern => {
    const first = rows.subarray(starts[participants[0]!]!, starts[participants[0]! + 1]!);
    const size = first.length * width;
    const values = new Float64Array(participants.length * size);
    let place = 0;
    for (const participant of participants) {
      for (let index = starts[participant]!; index < starts[participant + 1]!; index++) {
        for (let column = 0; column < width; column++) values[place++] = columns[column]![rows[index]!]!;
      }
    }
    const blocks = compressBlocks(values, size);
    return { participants: participants.length, visits: Array.from(first, (row) => visitOfRow[row]!), blocks, blockCount: blocks.length / size };
  };
  return {
    observations: response.length,
    fixedCount: fixed.length,
    visitCount: visits.length,
    groups: members.map((patterns) => [...patterns.values()].map(patternOf)),
  };
}
