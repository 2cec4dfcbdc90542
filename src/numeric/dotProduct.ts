/**
 * Σ xᵢyᵢ as if computed in twice the precision and rounded once (Ogita, Rump & Oishi 2005, algorithm Dot2,
 * https://doi.org/10.1137/030601818).
 */
export function dotProduct(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let total = 0;
  let compensation = 0;
  for (let index = 0; index < left.length; index++) {
    const [x, y] = [left[index]!, right[index]!];
    const product = x * y;
    // What rounding took from the product, by Dekker's halves of 26 bits (1971, https://doi.org/10.1007/BF01397083).
    const [xHigh, yHigh] = [upperHalf(x), upperHalf(y)];
    const [xLow, yLow] = [x - xHigh, y - yHigh];
    const productError = xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
    // What rounding took from the sum (Knuth).
    const next = total + product;
    const back = next - total;
    compensation += total - (next - back) + (product - back) + productError;
    total = next;
  }
  return total + compensation;
}

function upperHalf(value: number): number {
  const spread = 134217729 * value;
  return spread - (spread - value);
}
