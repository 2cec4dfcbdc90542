import { compressBlocks } from "../numeric/compressBlocks.ts";
import { orthonormalise, subtractProjection } from "../numeric/orthonormalise.ts";

/**
 * What the likelihood needs of the data. With Z = QR for one participant's random columns, Q orthonormal, and [X y] the fixed
 * columns and the response:
 *
 * [X y]ᵀ(I + ZΓZᵀ)⁻¹[X y] = [X y]ᵀ(I − QQᵀ)[X y] + (Qᵀ[X y])ᵀ(I + RΓRᵀ)⁻¹(Qᵀ[X y])
 *
 * The first part does not depend on Γ and is summed once; of the second only R and Qᵀ[X y] are kept. No term cancels another.
 */
export interface ParticipantPatterns {
  /** Observations, n. */
  readonly observations: number;
  /** Fixed columns, p. */
  readonly fixedCount: number;
  /** Random columns, q. */
  readonly randomCount: number;
  /** Σ [X y]ᵀ(I − QQᵀ)[X y], (p + 1)², by rows. */
  readonly withinProducts: Float64Array;
  readonly patterns: readonly ParticipantPattern[];
  /** For each participant, its pattern and where its block starts in `participantBlocks`. */
  readonly participantPattern: Int32Array;
  readonly participantOffset: Int32Array;
  /** Qᵀ[X y] of every participant. */
  readonly participantBlocks: Float64Array;
}

/** Participants whose random columns are the same, and who therefore share R and every matrix made from it. */
export interface ParticipantPattern {
  readonly participants: number;
  /** Rows of R: the rank of Z. */
  readonly rank: number;
  /** R, rank × q, by rows. */
  readonly root: Float64Array;
  /** Blocks, rank × (p + 1) each, with the same sum of outer products as those of the participants, and seldom as many. */
  readonly blocks: Float64Array;
  readonly blockCount: number;
}

export interface PatternColumns {
  readonly fixed: readonly Float64Array[];
  readonly response: Float64Array;
  readonly random: readonly Float64Array[];
  /** The rows of participant i are `rows[starts[i]]` to `rows[starts[i + 1] − 1]`. */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** What is left of a column of Z below this fraction of its length is rounding error. */
const rankTolerance = 1e-12;

export function participantPatterns({ fixed, response, random, rows, starts }: PatternColumns): ParticipantPatterns {
  const members = membersByPattern(random, rows, starts);
  const width = fixed.length + 1;
  const columns = [...fixed, response];
  const withinProducts = new Float64Array(width * width);
  const participantCount = starts.length - 1;
  const participantPattern = new Int32Array(participantCount);
  const participantOffset = new Int32Array(participantCount);
  const decompositions = members.map(([first]) => {
    const own = rows.subarray(starts[first!]!, starts[first! + 1]!);
    return orthonormalise(random.map((column) => gather(column, own)), rankTolerance);
  });
  const participantBlocks = new Float64Array(members.reduce((total, { length }, index) => total + length * decompositions[index]!.basis.length * width, 0));
  let offset = 0;
  const patterns = members.map((participants, index): ParticipantPattern => {
    const { basis, triangle } = decompositions[index]!;
    const start = offset;
    for (const participant of participants) {
      participantPattern[participant] = index;
      participantOffset[participant] = offset;
      const own = rows.subarray(starts[participant]!, starts[participant + 1]!);
      const within = columns.map((column) => gather(column, own));
      for (let place = 0; place < width; place++) {
        // A second pass takes away what rounding left of the first.
        for (let pass = 0; pass < 2; pass++) {
          for (let k = 0; k < basis.length; k++) participantBlocks[offset + k * width + place]! += subtractProjection(within[place]!, basis[k]!);
        }
      }
      if (own.length > basis.length) addProducts(withinProducts, within);
      offset += basis.length * width;
    }
    const size = basis.length * width;
    const blocks = compressBlocks(participantBlocks.subarray(start, offset), size);
    const root = new Float64Array(basis.length * random.length);
    triangle.forEach((row, k) => root.set(row, k * random.length));
    return {
      participants: participants.length,
      rank: basis.length,
      root,
      blocks,
      blockCount: size === 0 ? 0 : blocks.length / size,
    };
  });
  return {
    observations: response.length,
    fixedCount: fixed.length,
    randomCount: random.length,
    withinProducts,
    patterns,
    participantPattern,
    participantOffset,
    participantBlocks,
  };
}

function gather(column: Float64Array, rows: Int32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) values[place] = column[rows[place]!]!;
  return values;
}

/** The sum of products of every two columns, added to both triangles. */
function addProducts(products: Float64Array, columns: readonly Float64Array[]): void {
  const width = columns.length;
  for (let i = 0; i < width; i++) {
    const left = columns[i]!;
    for (let j = 0; j <= i; j++) {
      const right = columns[j]!;
      let total = 0;
      for (let row = 0; row < left.length; row++) total += left[row]! * right[row]!;
      products[i * width + j]! += total;
      if (i !== j) products[j * width + i]! += total;
    }
  }
}

/** Participants by the contents of their random columns, found by a hash of their bits and compared in full. */
function membersByPattern(random: readonly Float64Array[], rows: Int32Array, starts: Int32Array): readonly number[][] {
  const width = random.length;
  const values = new Float64Array(rows.length * width);
  // Adding 0 turns −0 into 0.
  for (let place = 0; place < rows.length; place++) {
    for (let column = 0; column < width; column++) values[place * width + column] = random[column]![rows[place]!]! + 0;
  }
  const bits = new Int32Array(values.buffer);
  const members: number[][] = [];
  const byHash = new Map<number, number[]>();
  for (let participant = 0; participant < starts.length - 1; participant++) {
    const from = starts[participant]! * width;
    const length = starts[participant + 1]! * width - from;
    let hash = length;
    for (let place = 2 * from; place < 2 * (from + length); place++) hash = Math.imul(hash ^ bits[place]!, 0x01000193) ^ (hash >>> 15);
    const candidates = byHash.get(hash) ?? [];
    if (candidates.length === 0) byHash.set(hash, candidates);
    const same = candidates.find((pattern) => {
      const other = members[pattern]![0]!;
      const otherFrom = starts[other]! * width;
      if (starts[other + 1]! * width - otherFrom !== length) return false;
      for (let place = 0; place < length; place++) if (values[from + place] !== values[otherFrom + place]) return false;
      return true;
    });
    if (same !== undefined) members[same]!.push(participant);
    else candidates.push(members.push([participant]) - 1);
  }
  return members;
}
