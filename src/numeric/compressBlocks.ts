/**
 * Few vectors with the same sum of outer products as many: the rows of a pivoted Cholesky factor of that sum
 * (Higham 2002, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 10.3). Vectors of `size` numbers lie one
 * after the other. Returns them as they are where they are no more than their size.
 */
export function compressBlocks(vectors: Float64Array, size: number): Float64Array {
  if (vectors.length <= size * size) return vectors;
  const products = new Float64Array(size * size);
  for (let start = 0; start < vectors.length; start += size) {
    for (let i = 0; i < size; i++) {
      const left = vectors[start + i]!;
      if (left === 0) continue;
      const row = i * size;
      for (let j = 0; j <= i; j++) products[row + j]! += left * vectors[start + j]!;
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) products[j * size + i] = products[i * size + j]!;
  const rows: number[] = [];
  let largestAtStart = 0;
  for (let step = 0; step < size; step++) {
    let pivot = 0;
    for (let i = 1; i < size; i++) if (products[i * size + i]! > products[pivot * size + pivot]!) pivot = i;
    const largest = products[pivot * size + pivot]!;
    if (step === 0) largestAtStart = largest;
    if (!(largest > 1e-16 * largestAtStart)) break;
    const scale = 1 / Math.sqrt(largest);
    const row = Array.from({ length: size }, (_, j) => products[pivot * size + j]! * scale);
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) products[i * size + j]! -= row[i]! * row[j]!;
    for (let i = 0; i < size; i++) {
      products[pivot * size + i] = 0;
      products[i * size + pivot] = 0;
    }
    rows.push(...row);
  }
  return Float64Array.from(rows);
}
