/** ĤᵀdΓĤ summed over participants, (p + 1)²: the change of L⁻¹SL⁻ᵀ along a direction, with the sign turned. */
export function crossProductsAlong(q: number, width: number, crossProducts: Float64Array, direction: Float64Array): Float64Array {
  const size = width ** 2;
  const along = new Float64Array(size);
  for (let a = 0, offset = 0; a < q; a++) {
    for (let b = a; b < q; b++, offset += size) {
      const weight = (a === b ? 1 : 2) * direction[a * q + b]!;
      if (weight === 0) continue;
      for (let place = 0; place < size; place++) along[place]! += weight * crossProducts[offset + place]!;
    }
  }
  return along;
}

/** tr(dΓ₁ D dΓ₂ M) for every two directions, by rows, where `pairs` is the sum of D⊗M. */
export function pairTraces(pairs: Float64Array, directions: readonly Float64Array[], q: number): Float64Array {
  const count = directions.length;
  const squares = q * q;
  const traces = new Float64Array(count * count);
  const inner = new Float64Array(squares);
  directions.forEach((second, column) => {
    inner.fill(0);
    for (let b = 0; b < q; b++) {
      for (let c = 0; c < q; c++) {
        for (let d = 0; d < q; d++) {
          const weight = second[c * q + d]!;
          if (weight === 0) continue;
          for (let a = 0; a < q; a++) inner[b * q + a]! += weight * pairs[(b * q + c) * squares + d * q + a]!;
        }
      }
    }
    directions.forEach((first, row) => (traces[row * count + column] = dot(first, inner)));
  });
  return traces;
}

/** aᵀMb for two rows of `vectors`, which start at `a` and at `b`. */
export function bilinear(matrix: Float64Array, vectors: Float64Array, a: number, b: number, size: number): number {
  let total = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) total += vectors[a + i]! * matrix[i * size + j]! * vectors[b + j]!;
  return total;
}

export function dot(left: Float64Array, right: Float64Array): number {
  let total = 0;
  for (let index = 0; index < left.length; index++) total += left[index]! * right[index]!;
  return total;
}
