/** What the patterns of observation of one kind of participants share: q rows of ZᵀW⁻¹[X y], p fixed columns. */
export interface PatternShape {
  /** q. */
  readonly size: number;
  /** p. */
  readonly fixedCount: number;
  readonly patterns: readonly { readonly participants: number; readonly blockCount: number }[];
}

/**
 * The first pass over participants of whom W is the covariance: Σ log|W| and the lower triangle of S = Σ [X y]ᵀW⁻¹[X y], with
 * D = ZᵀW⁻¹Z of each pattern and ZᵀW⁻¹[X y] of each block, in the order of the patterns.
 */
export interface PatternProducts {
  readonly logDeterminant: number;
  readonly products: Float64Array;
  readonly patternLeverage: Float64Array;
  readonly blocks: Float64Array;
}

/**
 * What first and second derivatives of the criterion need, summed over participants. With S = LLᵀ and Ĥ = ZᵀW⁻¹[X y]L⁻ᵀ, the last
 * column of Ĥ is ZᵀW⁻¹(y − Xβ)/s and the others are ZᵀW⁻¹X times a root of (XᵀW⁻¹X)⁻¹:
 */
export interface SecondOrderSums {
  /** D, J = ĤₓĤₓᵀ over the fixed columns, E = ĥĥᵀ of the last: their sums, q². */
  readonly leverage: Float64Array;
  readonly fixedLeverage: Float64Array;
  readonly residualProducts: Float64Array;
  /** Σ D⊗D, Σ D⊗J and Σ D⊗E: q² × q². */
  readonly leveragePairs: Float64Array;
  readonly fixedPairs: Float64Array;
  readonly residualPairs: Float64Array;
  /** Σ Ĥ[a,·]ᵀĤ[b,·] made symmetric, for a ≤ b: q(q + 1)/2 matrices of (p + 1)², in the order 00, 01, …, 11, 12, … */
  readonly crossProducts: Float64Array;
  /** D of each pattern, and Ĥ of each block, in the order of the patterns. */
  readonly patternLeverage: Float64Array;
  readonly blocks: Float64Array;
}

/** The second pass, at L = `root`. It takes over `blocks` of the first and whitens them in place. */
export function secondOrderSums({ size: q, fixedCount, patterns }: PatternShape, { patternLeverage, blocks }: PatternProducts, root: Float64Array): SecondOrderSums {
  const width = fixedCount + 1;
  const squares = q * q;
  const pairCount = (q * (q + 1)) / 2;
  const sums = {
    leverage: new Float64Array(squares),
    fixedLeverage: new Float64Array(squares),
    residualProducts: new Float64Array(squares),
    leveragePairs: new Float64Array(squares * squares),
    fixedPairs: new Float64Array(squares * squares),
    residualPairs: new Float64Array(squares * squares),
    crossProducts: new Float64Array(pairCount * width * width),
  };
  const fixed = new Float64Array(squares);
  const residual = new Float64Array(squares);
  let offset = 0;
  for (let index = 0; index < patterns.length; index++) {
    const { participants, blockCount } = patterns[index]!;
    fixed.fill(0);
    residual.fill(0);
    for (let block = 0; block < blockCount; block++) {
      whiten(root, width, blocks, offset, q);
      for (let a = 0, pair = 0; a < q; a++) {
        for (let b = a; b < q; b++, pair++) {
          const [left, right] = [offset + a * width, offset + b * width];
          let total = 0;
          for (let column = 0; column < fixedCount; column++) total += blocks[left + column]! * blocks[right + column]!;
          const last = blocks[left + fixedCount]! * blocks[right + fixedCount]!;
          fixed[a * q + b]! += total;
          residual[a * q + b]! += last;
          if (a !== b) {
            fixed[b * q + a]! += total;
            residual[b * q + a]! += last;
          }
          addSymmetricOuter(sums.crossProducts, pair * width * width, blocks, left, right, width);
        }
      }
      offset += q * width;
    }
    for (let i = 0; i < squares; i++) {
      const leverage = patternLeverage[index * squares + i]!;
      sums.leverage[i]! += participants * leverage;
      sums.fixedLeverage[i]! += fixed[i]!;
      sums.residualProducts[i]! += residual[i]!;
      for (let j = 0; j < squares; j++) {
        const place = i * squares + j;
        sums.leveragePairs[place]! += participants * leverage * patternLeverage[index * squares + j]!;
        sums.fixedPairs[place]! += leverage * fixed[j]!;
        sums.residualPairs[place]! += leverage * residual[j]!;
      }
    }
  }
  for (let pair = 0; pair < pairCount; pair++) mirror(sums.crossProducts, pair * width * width, width);
  return { ...sums, patternLeverage, blocks };
}

/** Each row h of a block becomes L⁻¹h. */
function whiten(root: Float64Array, width: number, blocks: Float64Array, offset: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const start = offset + row * width;
    for (let i = 0; i < width; i++) {
      let value = blocks[start + i]!;
      for (let k = 0; k < i; k++) value -= root[i * width + k]! * blocks[start + k]!;
      blocks[start + i] = value / root[i * width + i]!;
    }
  }
}

/** The lower triangle of AᵀA, added to a square matrix that starts at `offset`. */
export function addGram(target: Float64Array, offset: number, matrix: Float64Array, rows: number, columns: number): void {
  for (let k = 0; k < rows; k++) {
    for (let i = 0; i < columns; i++) {
      const left = matrix[k * columns + i]!;
      const start = offset + i * columns;
      for (let j = 0; j <= i; j++) target[start + j]! += left * matrix[k * columns + j]!;
    }
  }
}

/** The lower triangle of ½(abᵀ + baᵀ), added. */
function addSymmetricOuter(target: Float64Array, offset: number, values: Float64Array, a: number, b: number, width: number): void {
  for (let i = 0; i < width; i++) {
    const ai = values[a + i]! / 2;
    const bi = values[b + i]! / 2;
    const start = offset + i * width;
    for (let j = 0; j <= i; j++) target[start + j]! += ai * values[b + j]! + bi * values[a + j]!;
  }
}

/** Writes the lower triangle of a square matrix that starts at `offset` over its upper one. */
export function mirror(matrix: Float64Array, offset: number, size: number): void {
  for (let i = 1; i < size; i++) for (let j = 0; j < i; j++) matrix[offset + j * size + i] = matrix[offset + i * size + j]!;
}
